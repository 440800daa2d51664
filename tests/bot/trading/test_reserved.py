"""Reservations from the line to the fill of the order that comes of them, by the path of every order."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, datetime
from pathlib import Path

import pytest

from bot.markets.booked import Reserve
from bot.storage.states import OrderSource, OrderState
from bot.storage.tables import Order
from bot.storage.terms import Segment
from bot.trading.conditions import Conditions
from bot.trading.draft import OrderDraft
from bot.trading.morning import Morning
from kis.credentials import Environment
from kis.domestic.codes import Side
from kis.market.clock import KST
from kis.symbols import well_known

from .scene import Scene, stage

EVENING = datetime(2026, 11, 23, 18, 0, tzinfo=KST)
TUESDAY = date(2026, 11, 24)
RESERVE = "domestic-stock/v1/trading/order-resv"
CHANGE = "order-resv-rvsecncl"


@pytest.fixture
async def evening(tmp_path: Path) -> AsyncIterator[Scene]:
    """A real account after the close."""
    async with stage(tmp_path, environment=Environment.REAL, now=EVENING) as scene:
        yield scene


def draft(text: str, side: Side = Side.BUY, reserve: Reserve | None = None) -> OrderDraft:
    return OrderDraft.parse(side, text, well_known(), Conditions(reserve=reserve or Reserve()))


async def reserved(scene: Scene, text: str, side: Side = Side.BUY, reserve: Reserve | None = None) -> Order:
    """From the line to KIS's answer."""
    offer = await scene.desk.offer(await scene.user(), draft(text, side, reserve))
    intent_id, message_id = await scene.deliver(offer)
    await scene.press(intent_id, message_id)
    return await scene.order_of(intent_id)


async def at(scene: Scene, *moment: int) -> None:
    """Turn the market's clock, and let the client notice."""
    scene.simulator.broker.clock.set(datetime(2026, *moment, tzinfo=KST))
    scene.simulator.broker.now()
    scene.connection.kis._tokens._spacing = 0
    await scene.connection.price("005930")


def morning(scene: Scene) -> Morning:
    return Morning(scene.database, scene.outbox, scene.desk)


async def test_reserved_told_in_the_morning_and_filled(evening: Scene) -> None:
    """The card tells the day; at 08:50 the order that came of it is told once, and its fill is its user's own."""
    order = await reserved(evening, "삼성전자 10 70000")
    assert (order.segment, order.state, order.due) == (Segment.RESERVED, OrderState.ACCEPTED, TUESDAY)
    card = await evening.reads(order.card_ref)
    assert "예약 접수" in card
    assert "11/24(화) 장 전에 나가요" in card

    await at(evening, 11, 24, 8, 50)
    look = morning(evening)
    await look.look(evening.connection)
    await look.look(evening.connection)
    await morning(evening).look(evening.connection)
    (word,) = await evening.pushes("#브리핑")
    assert "#A1 삼성전자 예약 매수 10주 → 주문 #A2 접수" in word
    assert "주문됨" in await evening.reads(order.card_ref)

    evening.heard.clear()
    await at(evening, 11, 24, 9, 1)
    evening.trade(70_000)
    await evening.notify()
    await evening.reconcile()
    made = (await evening.orders())[-1]
    assert (made.reservation_id, made.source, made.state) == (order.id, OrderSource.BOT, OrderState.FILLED)
    assert len(await evening.pushes("#체결")) == 1
    assert len(await evening.orders()) == 2
