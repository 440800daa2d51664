"""Whatever comes in whatever order: what is at the broker in the end is what the bot knows and has told, once.

Orders, amendments, cancellations, trades, orders from elsewhere, every fault of the broker, notices that are lost or
come twice, a list that is away or without rows, kills of the desk in the middle of things, and clocks that jump.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.errors import BotError
from bot.storage import unsettled
from bot.storage.states import IntentKind, IntentState, OrderSource, OrderState
from bot.storage.tables import Fill, Intent, Order, OrderNumber
from kis.domestic.codes import Side
from kis.errors import KisError
from kis.simulator.orders import Action
from kis.simulator.orders import Order as Row
from tests.bot.trading.steps import (
    FAULTS,
    LOOKS,
    SLOW,
    BadList,
    Change,
    Elsewhere,
    Hear,
    Later,
    Look,
    Place,
    Restart,
    Step,
    Trade,
)

from .scene import CHANGE, Scene
from .wares import ABROAD, AT_HOME, CONTRACTS, Ware, lift_limits

_PUSH = re.compile(r"#체결 #A(\d+) .*? ([\d,]+)(?:주|계약) @")


async def play(steps: list[Step], ware: Ware = AT_HOME) -> None:
    """Let all of it happen, then nothing more, and look."""
    with tempfile.TemporaryDirectory() as folder:
        async with ware.opened(Path(folder), read=SLOW / 2, looks=LOOKS) as scene:
            await lift_limits(scene)
            await scene.reconcile()  # as at every start: from this day on no day is left out
            for step in steps:
                with suppress(BotError, KisError):
                    await step.do(scene, ware)
            await _calm(scene, ware, slow=any(getattr(step, "fault", "") in ("delay", "late") for step in steps))
            await _check(scene, ware, elsewhere=sum(isinstance(step, Elsewhere) for step in steps))


async def _calm(scene: Scene, ware: Ware, *, slow: bool) -> None:
    """Nothing goes wrong any more, and everything that was begun comes to its end."""
    if slow:
        await asyncio.sleep(SLOW * 1.2)
    scene.simulator.faults.clear()
    await scene.desk.chores.finish()
    scene.clock.ahead += timedelta(minutes=1)
    for _ in range(2):
        await scene.later(seconds=10)
        await scene.reconcile()
        await scene.desk.chores.finish()
    await Hear().do(scene, ware)
    await scene.desk.chores.finish()


async def _check(scene: Scene, ware: Ware, elsewhere: int) -> None:
    floor = ware.floor(scene.simulator.broker)
    rows = floor.orders(scene.info, ware.now.date(), scene.connection.now().date())
    async with scene.database.read() as session:
        orders = {order.id: order for order in await session.scalars(select(Order))}
        names = {(name.order_date, name.number): name.order_id for name in await session.scalars(select(OrderNumber))}
        intents = list(await session.scalars(select(Intent)))
        fills = list(await session.scalars(select(Fill)))
        alike = {order.id: await unsettled.alike(session, order) for order in orders.values()}
    placed = [row for row in rows if row.action is Action.NEW]
    owners = [names.get((row.id.day, row.number.lstrip("0"))) for row in placed]

    assert scene.sent(ware.order) <= sum(
        intent.sent_at is not None for intent in intents if intent.kind is IntentKind.NEW
    )
    assert scene.sent(CHANGE) <= sum(
        intent.sent_at is not None for intent in intents if intent.kind is not IntentKind.NEW
    )
    assert None not in owners, "an order at the broker that the bot does not know"
    assert len(set(owners)) == len(placed), "two orders at the broker taken for one"
    mine = [order for order in orders.values() if order.source is OrderSource.BOT]
    unknown = [order for order in mine if order.state is OrderState.UNKNOWN]
    assert all(alike[order.id] for order in unknown), "not settled although there is nothing it could be"
    assert sum(order.number is not None for order in mine) + len(unknown) >= len(placed) - elsewhere
    for order in orders.values():
        chain = [row for row in rows if names.get((row.id.day, row.number.lstrip("0"))) == order.id]
        _agrees(ware, order, [row for row in chain if row.action is not Action.CANCEL])
        assert sum(fill.quantity for fill in fills if fill.order_id == order.id) == order.filled_quantity
        assert order.state.is_open == bool(order.open_quantity) or not chain
    for intent in intents:
        _is_settled(intent, orders)
    assert await _told(scene) == {one.short_no: one.filled_quantity for one in orders.values() if one.filled_quantity}
    await _balances(scene, ware, list(orders.values()))


def _agrees(ware: Ware, order: Order, chain: list[Row]) -> None:
    """The order ended, or stands, as the broker has it."""
    if not chain:
        assert order.state in (OrderState.NOT_PLACED, OrderState.REJECTED, OrderState.UNKNOWN), order.state
        return
    assert order.filled_quantity == sum(row.filled for row in chain)
    assert order.filled_amount == sum(ware.written(row, row.amount) for row in chain)
    assert order.open_quantity == sum(row.remaining for row in chain), order.state
    if order.open_quantity:
        [working] = [row for row in chain if row.remaining]
        assert (order.number, order.price) == (working.number.lstrip("0"), ware.written(working, working.price))
    assert order.state is not OrderState.SENDING


def _is_settled(intent: Intent, orders: dict[int, Order]) -> None:
    """Whoever was pressed has an end, and that of a new order is its order's."""
    assert intent.state not in (IntentState.CLAIMED, IntentState.SENT)
    if intent.kind is IntentKind.NEW and intent.order_id is not None:
        order = orders[intent.order_id]
        refused = order.state in (OrderState.NOT_PLACED, OrderState.REJECTED)
        unknown = order.state is OrderState.UNKNOWN
        ends = IntentState.REFUSED if refused else IntentState.UNKNOWN if unknown else IntentState.ACCEPTED
        assert intent.state is ends


async def _told(scene: Scene) -> Counter[int]:
    """Shares told as filled, by the order's short number."""
    told: Counter[int] = Counter()
    for text in await scene.pushes("#체결"):
        found = _PUSH.match(text)
        assert found is not None, text
        told[int(found[1])] += int(found[2].replace(",", ""))
    return told


async def _balances(scene: Scene, ware: Ware, orders: list[Order]) -> None:
    """Positions are what the fills make of them."""
    signed = [(1 if order.side is Side.BUY else -1, order) for order in orders]
    assert await ware.held(scene) == sum(sign * order.filled_quantity for sign, order in signed)
    if ware is AT_HOME:
        _is_paid(scene, signed)


def _is_paid(scene: Scene, signed: list[tuple[int, Order]]) -> None:
    """Cash is what the fills make of it; fees and tax are less than 0.3 %."""
    holdings = scene.simulator.broker.holdings(scene.info)
    paid = sum(sign * order.filled_amount for sign, order in signed)
    costs = scene.info.cash - holdings.cash_d2 - paid
    assert 0 <= costs <= sum(order.filled_amount for _, order in signed) * 3 // 1_000


PRICES = st.sampled_from([69_900, 70_000, 70_100])
QUIET = st.sampled_from([None, None, None, 0.0, 0.01, 0.05])
FAULT = st.sampled_from(["", "", *FAULTS])
STEPS: st.SearchStrategy[Step] = st.one_of(
    st.builds(Place, st.sampled_from([Side.BUY, Side.BUY, Side.SELL]), st.sampled_from([3, 10]), PRICES, FAULT, QUIET),
    st.builds(Change, st.sampled_from([0, 69_900, 70_000]), FAULT, QUIET),
    st.builds(Trade, PRICES, st.sampled_from([None, 1, 4])),
    st.builds(Hear, st.sampled_from([0, 1, 2])),
    st.just(Elsewhere()),
    st.builds(BadList, st.sampled_from(["no_rows", "away", "cut_before", "garbage"]), st.sampled_from([1, 3])),
    st.just(Look()),
    st.just(Restart()),
    st.builds(Later, st.sampled_from([5, 60, 86_400])),
)
Play = Callable[[list[Step]], Awaitable[None]]


EVENTFUL: tuple[list[Step], ...] = (
    [Place(fault="cut_after"), Trade(volume=4), Restart(), Trade(), Look()],
    [Place(fault="delay"), Trade(), Hear(2), Place(fault="late", kill=0.01), Trade(volume=1)],
    [Place(), BadList("no_rows", 3), Trade(volume=4), Restart(), Change(69_900, "cut_after"), Trade(69_900)],
    [Elsewhere(), Trade(69_900), Later(86_400)],
)


@settings(max_examples=12, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.lists(STEPS, min_size=3, max_size=9), st.sampled_from([AT_HOME, AT_HOME, ABROAD, CONTRACTS]))
@example(EVENTFUL[0], AT_HOME)
@example(EVENTFUL[1], AT_HOME)
@example(EVENTFUL[2], AT_HOME)
@example(EVENTFUL[3], AT_HOME)
@example(EVENTFUL[0], ABROAD)
@example(EVENTFUL[2], ABROAD)
@example(EVENTFUL[0], CONTRACTS)
@example(EVENTFUL[2], CONTRACTS)
@example([Elsewhere(), Hear(0)], ABROAD)
def test_the_end_is_the_truth(steps: list[Step], ware: Ware) -> None:
    """In the end all agree: broker, database and chat, in every market by its own calls, list and notices."""
    asyncio.run(play(steps, ware))
