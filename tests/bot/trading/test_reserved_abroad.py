"""Reservations abroad: sent when the exchange opens, cancelled but never amended, listed for real accounts alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.buttons import Press
from bot.errors import UserError
from bot.storage import limits
from bot.storage.states import Cap, OrderSource, OrderState
from bot.storage.tables import Message
from bot.storage.terms import Segment
from bot.trading.presses import StartOrder
from kis.credentials import Environment
from kis.domestic.codes import Side
from kis.market.clock import KST
from kis.units import Shares

from .scene import ALICE, Scene, stage
from .test_reserved import at, morning, reserved

AFTERNOON = datetime(2026, 11, 24, 18, 0, tzinfo=KST)
TUESDAY = date(2026, 11, 24)
RESERVE, CANCEL = "overseas-stock/v1/trading/order-resv", "overseas-stock/v1/trading/order-resv-ccnl"


@pytest.fixture(params=[Environment.REAL, Environment.PAPER], ids=["real", "paper"])
async def afternoon(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Scene]:
    """Before the US opens."""
    async with stage(tmp_path, environment=request.param, now=AFTERNOON) as scene:
        await scene.connection.price("005930")
        yield scene


def price(scene: Scene) -> Decimal:
    market = scene.simulator.broker.overseas.markets["AAPL"]
    return market.listing.board.decimal(scene.simulator.broker.overseas.book("AAPL").book.bids[0].price)


async def test_reserved_told_and_filled(afternoon: Scene) -> None:
    """Ten minutes before the open it still waits, which is said once; the order that comes of it is its user's own,
    also in paper, where nothing but the order itself tells.
    """
    limit = price(afternoon) - 1
    order = await reserved(afternoon, f"애플 3 ${limit}")
    assert (order.segment, order.state, order.due) == (Segment.RESERVED_ABROAD, OrderState.ACCEPTED, TUESDAY)
    assert "11/24(화) 23:30 개장 때 나가요" in await afternoon.reads(order.card_ref)
    look = morning(afternoon)
    await at(afternoon, 11, 24, 23, 19)
    await look.look(afternoon.connection)
    assert await afternoon.pushes() == []
    for minute in (20, 21):
        await at(afternoon, 11, 24, 23, minute)
        await look.look(afternoon.connection)
    (waits,) = await afternoon.pushes("#브리핑")
    assert "아직 나가지 않았어요" in waits

    await at(afternoon, 11, 24, 23, 31)
    await look.look(afternoon.connection)
    await morning(afternoon).look(afternoon.connection)
    (word,) = (await afternoon.pushes("#브리핑"))[1:]
    assert "→ 주문 #A2 접수" in word
    afternoon.simulator.broker.set_price("AAPL", limit)
    await afternoon.notify()
    await afternoon.reconcile()

    assert [(one.source, one.state) for one in await afternoon.orders()] == [
        (OrderSource.BOT, OrderState.ORDERED),
        (OrderSource.BOT, OrderState.FILLED),
    ]
    assert len(await afternoon.pushes("#체결")) == 1


async def test_cancelled_and_never_amended(afternoon: Scene) -> None:
    """정정 says what to do instead; 취소 takes it back, and nothing is told of it later."""
    order = await reserved(afternoon, f"애플 3 {price(afternoon) - 1}")
    with pytest.raises(UserError, match="예약 취소 A1"):
        await afternoon.desk.offer_amend(await afternoon.user(), order.short_no, price(afternoon))
    await afternoon.change(await afternoon.desk.offer_cancel(await afternoon.user(), order.short_no))
    assert "예약 취소됨" in await afternoon.reads(order.card_ref)

    await at(afternoon, 11, 24, 23, 31)
    await morning(afternoon).look(afternoon.connection)
    assert await afternoon.pushes() == []
    assert afternoon.sent(CANCEL) == 1


async def test_lost_answers(afternoon: Scene) -> None:
    """A real account's list tells; in paper nothing does until the open, and the card says so."""
    real = afternoon.environment is Environment.REAL
    afternoon.fault("cut_after", RESERVE)
    order = await reserved(afternoon, f"애플 3 {price(afternoon) - 1}")
    await afternoon.desk.chores.finish()
    card = await afternoon.reads(order.card_ref)
    assert ("예약 접수" if real else "모의투자에는 예약 목록이 없어") in card

    await at(afternoon, 11, 24, 23, 20)
    await morning(afternoon).look(afternoon.connection)
    (word,) = await afternoon.pushes("#브리핑")
    assert ("개장 때 나가요" if real else "접수됐는지 아직 몰라요") in word
    await at(afternoon, 11, 24, 23, 31)
    await morning(afternoon).look(afternoon.connection)
    assert "→ 주문 #A2 접수" in (await afternoon.pushes("#브리핑"))[1]
    assert (await afternoon.again(order)).state is OrderState.ORDERED
    assert afternoon.sent(RESERVE) == 1


async def test_refused_at_the_open(afternoon: Scene) -> None:
    """The second of two that take all the cash is refused. A real account hears why; in paper nothing tells, which is
    said half an hour after. The button begins an order of now at the same price.
    """
    async with afternoon.database.begin() as session:
        for cap in (Cap.ORDER, Cap.DAY, Cap.SYMBOL):
            await limits.put(session, ALICE, afternoon.environment, cap, None, AFTERNOON)
    limit = price(afternoon) - 1
    for _ in range(2):
        last = await reserved(afternoon, f"애플 전량 ${limit}")
    look = morning(afternoon)
    for minute in (31, 55):
        await at(afternoon, 11, 24, 23, minute)
        await look.look(afternoon.connection)

    words = [text for text in await afternoon.pushes() if f"#A{last.short_no} " in text]
    real = afternoon.environment is Environment.REAL
    assert [("#거부" in text, "알 수 없어요" in text) for text in words if "아직" not in text] == [(real, not real)]
    async with afternoon.database.read() as session:
        (row,) = (await session.scalars(select(Message).where(Message.text == words[-1]))).all()
    again = StartOrder.of(Side.BUY, "AAPL@NASDAQ", last.price, Shares(last.quantity))
    assert Press.parse(row.buttons[0][0]["data"]) == again


async def test_todays_limits_are_not_those_of_the_open(tmp_path: Path) -> None:
    """In Tokyo a price has a limit today, which an order of now keeps and a reservation for tomorrow does not."""
    morning_there = datetime(2026, 11, 24, 10, 0, tzinfo=KST)
    async with stage(tmp_path, environment=Environment.REAL, now=morning_there) as scene:
        await scene.connection.price("005930")
        async with scene.database.begin() as session:
            for cap in (Cap.ORDER, Cap.DAY, Cap.SYMBOL, Cap.DISTANCE):
                await limits.put(session, ALICE, scene.environment, cap, None, morning_there)
        with pytest.raises(UserError, match="¥2,484부터 ¥3,726 사이"):
            await scene.card("도요타 100 8000")
        await at(scene, 11, 24, 18, 0)
        order = await reserved(scene, "도요타 100 8000")
        assert (order.price, order.state) == (8000, OrderState.ACCEPTED)
