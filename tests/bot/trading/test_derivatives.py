"""Futures and options from the line to the fill's push, by the same path as stocks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from bot import markets
from bot.errors import UserError
from bot.money import POINTS
from bot.storage import limits
from bot.storage.states import Cap, OrderState
from bot.storage.terms import Segment
from kis.credentials import Environment
from kis.derivatives.contracts import market_of
from kis.domestic.codes import Side
from kis.market.clock import KST

from .scene import ALICE, MORNING, Scene, stage

NIGHT = datetime(2026, 11, 23, 22, 0, tzinfo=KST)
FUTURE = "A01612"
MINI = "A05612"
POINT = 250_000
"""Won a point."""


@pytest.fixture
async def real(tmp_path: Path) -> AsyncIterator[Scene]:
    """A real account on a Monday morning."""
    async with stage(tmp_path, environment=Environment.REAL, now=MORNING) as scene:
        async with scene.database.begin() as session:
            await limits.put(session, ALICE, Environment.REAL, Cap.ORDER, None, MORNING)
            await limits.put(session, ALICE, Environment.REAL, Cap.DAY, None, MORNING)
        yield scene


async def price(scene: Scene, symbol: str = FUTURE) -> Decimal:
    return (await scene.connection.kis.derivatives.quotes.price(symbol=symbol, market=market_of(symbol))).contract.price


async def test_future_from_the_line_to_the_push(real: Scene) -> None:
    """A limit waits, fills, is told once in points and contracts, and the position stands at KIS."""
    limit = await price(real) - 1
    order = await real.order(f"{FUTURE} 2 {limit}")
    assert (order.segment, order.venue, order.currency, order.rate) == (Segment.DERIVATIVES, "DAY", POINTS, POINT)
    await real.notify()
    card = await real.reads(order.card_ref)
    assert f"2계약 × {limit:.2f} = {int(limit * 2 * POINT):,}원 · 지정가" in card

    real.simulator.broker.set_price(FUTURE, limit)
    await real.notify()
    await real.reconcile()

    filled = await real.again(order)
    assert (filled.state, filled.filled_amount) == (OrderState.FILLED, 2 * limit)
    (push,) = await real.pushes("#체결")
    assert f"2계약 @{limit:.2f} (2/2)" in push
    (held,) = (await real.connection.kis.derivatives.account.balance()).positions
    assert (held.symbol, held.side, held.quantity) == (FUTURE, Side.BUY, 2)


async def test_fill_without_its_notice_is_found_by_the_list(real: Scene) -> None:
    """The list counts what no notice told, once."""
    limit = await price(real) - 1
    order = await real.order(f"{FUTURE} 1 {limit}")
    real.simulator.broker.set_price(FUTURE, limit)
    real.heard.clear()
    await real.reconcile()
    await real.reconcile()

    assert (await real.again(order)).filled_amount == limit
    assert len(await real.pushes("#체결")) == 1


async def test_amended_cancelled_and_lost(real: Scene) -> None:
    """정정 and 취소 by the market's own calls; an order whose answer was lost is found and not sent again."""
    low = await price(real) - 5
    order = await real.order(f"{FUTURE} 3 {low}")
    await real.notify()
    await real.change(await real.desk.offer_amend(await real.user(), order.short_no, low + 1))
    await real.notify()
    amended = await real.again(order)
    assert (amended.state, amended.price) == (OrderState.AMENDED, low + 1)
    await real.change(await real.desk.offer_cancel(await real.user(), order.short_no))
    await real.reconcile()
    assert (await real.again(order)).state is OrderState.CANCELLED

    real.fault("cut_after", "domestic-futureoption/v1/trading/order")
    lost = await real.order(f"{FUTURE} 1 {low}")
    await real.reconcile()
    assert (await real.again(lost)).state is OrderState.ACCEPTED
    assert real.sent("domestic-futureoption/v1/trading/order") == 2


async def test_option_is_bought_in_points(real: Scene) -> None:
    """An option's premium is points too, on its own tick."""
    option = next(symbol for symbol in real.simulator.broker.derivatives.markets if symbol.startswith("B01612"))
    order = await real.order(f"{option} 1 시장가")
    await real.notify()

    filled = await real.again(order)
    assert (filled.state, filled.segment, filled.rate) == (OrderState.FILLED, Segment.DERIVATIVES, POINT)


async def test_limits_count_what_a_contract_moves(real: Scene) -> None:
    """By 약정금액, not by margin: one future is over 100만원, and the refusal says what to type to raise it."""
    async with real.database.begin() as session:
        await limits.put(session, ALICE, Environment.REAL, Cap.ORDER, 1_000_000, MORNING)
    with pytest.raises(UserError, match=r"1계약도 넘어요.*\n선물·옵션은 약정금액.*한도 1회 11000만"):
        await real.card(f"{FUTURE} 1 440")
    with pytest.raises(UserError) as refusal:
        await real.card("삼성전자 20 70000")
    assert "약정금액" not in str(refusal.value)


async def test_nothing_to_close_is_not_sold_whole(real: Scene) -> None:
    """전량 means what can be closed: a sell of it never opens a short position."""
    with pytest.raises(UserError, match="없어요"):
        await real.card(f"{FUTURE} 전량 시장가", Side.SELL)


async def test_night_has_calls_and_a_day_of_its_own(tmp_path: Path) -> None:
    """In the evening an order goes to the market by night and stays an order of that day after midnight."""
    async with stage(tmp_path, environment=Environment.REAL, now=NIGHT) as scene:
        async with scene.database.begin() as session:
            await limits.put(session, ALICE, Environment.REAL, Cap.ORDER, None, NIGHT)
            await limits.put(session, ALICE, Environment.REAL, Cap.DAY, None, NIGHT)
        order = await scene.order(f"{MINI} 1 {await price(scene, MINI) - 5}")
        await scene.notify()
        assert (order.venue, order.order_date) == ("NIGHT", date(2026, 11, 23))

        later = datetime(2026, 11, 24, 1, 0, tzinfo=KST)
        assert markets.of(Segment.DERIVATIVES).day(order.venue, later) == order.order_date
        scene.simulator.broker.clock.set(later)
        await scene.change(await scene.desk.offer_cancel(await scene.user(), order.short_no))
        await scene.notify()
        await scene.reconcile()
        assert (await scene.again(order)).state is OrderState.CANCELLED


async def test_paper_trades_by_day(tmp_path: Path) -> None:
    """모의 fills a future by day and counts the open quantity in a cancellation."""
    async with stage(tmp_path) as scene:
        low = await price(scene) - 5
        order = await scene.order(f"{FUTURE} 1 {low}")
        await scene.notify()
        await scene.change(await scene.desk.offer_cancel(await scene.user(), order.short_no))
        await scene.notify()

        assert (await scene.again(order)).state is OrderState.CANCELLED
