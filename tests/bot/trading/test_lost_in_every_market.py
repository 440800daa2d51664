"""An answer that is lost: looked for in the market's own list, whatever the market, and never sent again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bot.storage.states import OrderState
from bot.storage.tables import Order
from bot.storage.terms import Funding, OrderType
from bot.trading.conditions import Conditions
from bot.trading.draft import OrderDraft
from kis.credentials import Environment
from kis.domestic.codes import Side
from kis.market.clock import KST
from kis.symbols import well_known

from .scene import CHANGE, Scene, stage
from .wares import EVENING, lift_limits


class Line(NamedTuple):
    """Orders that wait in the book, one for each fault: two that are alike would rightly not be told apart.

    The first is amended to `other`; where there is none, none is.
    """

    text: str
    prices: str
    path: str
    other: str = ""
    changed_at: str = CHANGE
    how: Conditions = Conditions()


NOON = datetime(2026, 11, 23, 11, 0, tzinfo=KST)
BY_DAY = (
    Line("샤오미 200", "38 37.8 37.7 37.6", "overseas-stock/v1/trading/order", "37.9"),
    Line("애플 1", "260 258 257 256", "daytime-order", "259", "daytime-order-rvsecncl"),
    Line("B01612440 2", "8.1 8.2 8.3 7.9", "domestic-futureoption/v1/trading/order", "8"),
    Line("기아 3", "100000 99800 99700 99600", "order-credit", "99900", how=Conditions(funding=Funding.CREDIT)),
)
BY_NIGHT = (
    Line("애플 1", "260 258 257 256", "overseas-stock/v1/trading/order", "259"),
    Line("NVDA 1", "190 191 192 193", "overseas-stock/v1/trading/order", how=Conditions(OrderType.LIMIT_ON_CLOSE)),
    Line("A05612 1", "435 434 433 432", "domestic-futureoption/v1/trading/order", "434.5"),
)
LOST: tuple[tuple[dict[str, Any], OrderState], ...] = (
    ({"do": "cut_after"}, OrderState.ACCEPTED),
    ({"do": "cut_before"}, OrderState.NOT_PLACED),
    ({"do": "status", "code": 500, "executed": True}, OrderState.ACCEPTED),
    ({"do": "status", "code": 500}, OrderState.NOT_PLACED),
)


def draft_of(line: Line, price: str) -> OrderDraft:
    return OrderDraft.parse(Side.BUY, f"{line.text} {price}", well_known(), line.how)


async def ordered(scene: Scene, draft: OrderDraft) -> Order:
    """From the line to what the bot knows once nobody looks any more."""
    intent_id, message_id = await scene.deliver(await scene.desk.offer(await scene.user(), draft))
    await scene.press(intent_id, message_id)
    order = await scene.order_of(intent_id)
    assert order.state is OrderState.UNKNOWN, draft
    await scene.desk.chores.finish()
    return await scene.again(order)


async def changes_are_found(scene: Scene, line: Line, order: Order) -> None:
    """An amendment and a cancellation whose answers are lost as well."""
    if line.other:
        scene.fault("cut_after", line.changed_at)
        price = draft_of(line, line.other).price
        assert price is not None
        await scene.change(await scene.desk.offer_amend(await scene.user(), order.short_no, price))
        await scene.desk.chores.finish()
        assert ((changed := await scene.again(order)).state, changed.price) == (OrderState.AMENDED, price), line
    scene.fault("cut_after", line.changed_at)
    await scene.change(await scene.desk.offer_cancel(await scene.user(), order.short_no))
    await scene.desk.chores.finish()
    assert (await scene.again(order)).state is OrderState.CANCELLED, line


@pytest.mark.parametrize(
    ("now", "lines"), [pytest.param(NOON, BY_DAY, id="by day"), pytest.param(EVENING, BY_NIGHT, id="by night")]
)
async def test_found_or_proven_missing(tmp_path: Path, now: datetime, lines: tuple[Line, ...]) -> None:
    """Placed or not as the list says, posted once each; and so are the changes of what was found."""
    async with stage(tmp_path, environment=Environment.REAL, now=now) as scene:
        await lift_limits(scene)
        for line in lines:
            before = scene.sent(line.path)
            found = []
            for price, (fault, ends) in zip(line.prices.split(), LOST, strict=True):
                scene.fault(path=line.path, **fault)
                found.append(await ordered(scene, draft_of(line, price)))
                assert found[-1].state is ends, (line, fault)
            assert scene.sent(line.path) == before + len(LOST)
            await changes_are_found(scene, line, found[0])
