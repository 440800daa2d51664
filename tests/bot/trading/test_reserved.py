"""Reservations from the line to the fill of the order that comes of them, by the path of every order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.buttons import Press
from bot.errors import UserError
from bot.markets.booked import Reserve
from bot.storage import limits
from bot.storage.states import Cap, IntentState, OrderSource, OrderState
from bot.storage.tables import Message, Order
from bot.storage.terms import Segment
from bot.trading import usage
from bot.trading.conditions import Conditions
from bot.trading.draft import OrderDraft
from bot.trading.morning import Morning
from bot.trading.presses import StartOrder
from bot.trading.usage import Account
from kis.credentials import Environment
from kis.domestic.codes import OrderType, Side
from kis.errors import KisError
from kis.market.clock import KST
from kis.symbols import well_known
from kis.units import Shares, Won

from .scene import ALICE, Scene, stage

EVENING = datetime(2026, 11, 23, 18, 0, tzinfo=KST)
TUESDAY = date(2026, 11, 24)
RESERVE = "domestic-stock/v1/trading/order-resv"
CHANGE = "order-resv-rvsecncl"


@pytest.fixture
async def evening(tmp_path: Path) -> AsyncIterator[Scene]:
    """A real account after the close."""
    async with stage(tmp_path, environment=Environment.REAL, now=EVENING) as scene:
        await scene.connection.price("005930")
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
    asked = evening.sent("inquire-daily-ccld")
    await look.look(evening.connection)
    await morning(evening).look(evening.connection)
    assert evening.sent("inquire-daily-ccld") == asked
    (word,) = await evening.pushes("#브리핑")
    assert "#A1 삼성전자 예약 매수 10주 → 주문 #A2 접수" in word
    assert "주문됨" in await evening.reads(order.card_ref)
    assert (await evening.again(order)).until is None  # KIS tells an end of a single day too

    evening.heard.clear()
    await at(evening, 11, 24, 9, 1)
    evening.trade(70_000)
    await evening.notify()
    await evening.reconcile()
    made = (await evening.orders())[-1]
    assert (made.reservation_id, made.source, made.state) == (order.id, OrderSource.BOT, OrderState.FILLED)
    assert len(await evening.pushes("#체결")) == 1
    assert len(await evening.orders()) == 2


async def test_lost_answers_are_found_in_the_list(evening: Scene) -> None:
    """결과 불명 until KIS's list tells, by what it was: taken, or never placed. Nothing is sent twice."""
    evening.fault("cut_after", RESERVE)
    taken = await reserved(evening, "삼성전자 10 70000")
    assert taken.state is OrderState.UNKNOWN
    assert "결과 불명" in await evening.reads(taken.card_ref)
    evening.fault("cut_before", RESERVE)
    never = await reserved(evening, "삼성전자 7 70000")
    await evening.desk.reservations.compare(evening.connection)
    assert (await evening.again(never)).state is OrderState.UNKNOWN  # the list may be late
    await evening.desk.chores.finish()

    assert "예약 접수" in await evening.reads(taken.card_ref)
    assert "예약 거부" in await evening.reads(never.card_ref)
    assert [(await evening.again(one)).state for one in (taken, never)] == [OrderState.ACCEPTED, OrderState.NOT_PLACED]
    assert (evening.sent(RESERVE), len(await evening.orders())) == (2, 2)


@pytest.mark.parametrize("fault", ["cut_after", "cut_before"])
async def test_lost_changes_are_found_in_the_list(evening: Scene, fault: str) -> None:
    """An amendment and a cancellation whose answer was lost: carried out or not, the list tells which."""
    orders = [await reserved(evening, f"삼성전자 {count} 70000") for count in (3, 4)]
    user = await evening.user()
    evening.fault(fault, CHANGE)
    await evening.change(await evening.desk.offer_amend(user, orders[0].short_no, 69_000))
    evening.fault(fault, CHANGE)
    await evening.change(await evening.desk.offer_cancel(user, orders[1].short_no))
    assert "결과 불명" in await evening.reads(orders[1].card_ref)
    await evening.desk.chores.finish()

    amended, cancelled = [await evening.again(one) for one in orders]
    done = fault == "cut_after"
    assert (amended.price, amended.state.is_open) == (69_000 if done else 70_000, True)
    assert cancelled.state is (OrderState.CANCELLED if done else OrderState.ACCEPTED)
    assert len(await evening.pushes("#거부")) == (0 if done else 2)
    assert evening.sent(CHANGE) == 2


async def test_amended_and_cancelled_at_once(evening: Scene) -> None:
    """KIS's answer to a change is its result: the card shows the new price, then 예약 취소됨, and the list agrees."""
    order = await reserved(evening, "삼성전자 10 70050")
    user = await evening.user()
    assert order.price == 70_000  # snapped
    await evening.change(await evening.desk.offer_amend(user, order.short_no, 69_040))
    assert "69,000원" in await evening.reads(order.card_ref)
    async with evening.database.begin() as session:
        await limits.put(session, ALICE, Environment.REAL, Cap.DISTANCE, None, EVENING)
    await evening.change(await evening.desk.offer_amend(user, order.short_no, 95_000))  # beyond what today allows
    assert "95,000원" in await evening.reads(order.card_ref)
    await evening.desk.reservations.compare(evening.connection)
    await evening.change(await evening.desk.offer_cancel(user, order.short_no))
    assert "예약 취소됨" in await evening.reads(order.card_ref)
    await evening.desk.reservations.compare(evening.connection)

    assert (await evening.again(order)).state is OrderState.CANCELLED
    await at(evening, 11, 24, 8, 55)
    await morning(evening).look(evening.connection)
    assert await evening.pushes() == []


async def test_refusal_offers_to_order_again(evening: Scene) -> None:
    """What KIS refuses in the morning is told in its own words, once, with a button for a fresh order of now."""
    await at(evening, 11, 24, 10, 0)
    await evening.order("삼성전자 10 시장가")
    await at(evening, 11, 24, 18, 0)
    first, second = [await reserved(evening, "삼성전자 전량 77000", Side.SELL) for _ in range(2)]

    await at(evening, 11, 25, 8, 50)
    await morning(evening).look(evening.connection)
    await morning(evening).look(evening.connection)
    (push,) = [text for text in await evening.pushes("#거부") if "예약" in text]
    assert f"#A{second.short_no} 삼성전자 예약 매도 10주 · 예약이 거부됐어요" in push
    assert "KIS: 주문 가능한 수량을 초과했습니다" in push
    assert (await evening.again(first)).state is OrderState.ORDERED
    assert (await evening.again(second)).state is OrderState.REJECTED
    async with evening.database.read() as session:
        (row,) = (await session.scalars(select(Message).where(Message.text == push))).all()
    again = Press.parse(row.buttons[0][0]["data"])
    assert again == StartOrder.of(Side.SELL, "005930", 77_000, Shares(10))


async def test_several_days(evening: Scene) -> None:
    """기간예약: each day's order is its own, told each morning; the reservation goes on until its last day."""
    order = await reserved(evening, "삼성전자 10 64000", reserve=Reserve(until=date(2026, 11, 25)))
    assert order.until == date(2026, 11, 25)
    for day in (24, 25):
        await at(evening, 11, day, 8, 50)
        await morning(evening).look(evening.connection)
        if day == 24:
            left = "11/25(수) 장 전에 나가요 · 11/25(수) 07:30까지 바꿀 수 있어요"
            assert left in await evening.reads(order.card_ref)
        await at(evening, 11, day, 15, 45)
        await evening.reconcile()
        standing = OrderState.ACCEPTED if day == 24 else OrderState.ORDERED
        assert (await evening.again(order)).state is standing

    assert len(await evening.pushes("#브리핑")) == 2
    made = (await evening.orders())[1:]
    assert [(one.order_date.day, one.reservation_id, one.source) for one in made] == [
        (24, order.id, OrderSource.BOT),
        (25, order.id, OrderSource.BOT),
    ]


async def test_reserved_elsewhere_and_restart(evening: Scene) -> None:
    """What was reserved in the app is taken in; what was pressed and lost with the process is found after the start."""
    await evening.connection.kis.domestic.reservations.buy(
        symbol="005930", quantity=Shares(2), price=Won(65_000), order_type=OrderType.LIMIT
    )
    await evening.desk.reservations.compare(evening.connection, everywhere=True)
    (other,) = await evening.orders()
    assert (other.source, other.segment, other.due) == (OrderSource.OTHER, Segment.RESERVED, TUESDAY)

    offer = await evening.desk.offer(await evening.user(), draft("삼성전자 10 70000"))
    card = await evening.deliver(offer)
    evening.fault("late", RESERVE, seconds=0.3)
    await evening.desk.confirm(await evening.user(), *card)
    with pytest.raises(UserError):
        await evening.desk.confirm(await evening.user(), *card)
    async with asyncio.timeout(5):
        while not evening.sent(RESERVE) > 1:  # noqa: ASYNC110 - seen in the broker's journal alone
            await asyncio.sleep(0.01)
    await evening.desk.chores.close(0)
    await evening.restarted().settle_open()
    await evening.desk.chores.finish()

    assert (await evening.intent(card[0])).state is IntentState.ACCEPTED
    assert "예약 접수" in await evening.reads((await evening.order_of(card[0])).card_ref)
    assert (evening.sent(RESERVE), len(await evening.orders())) == (2, 2)


async def test_counts_once_for_the_limits(evening: Scene) -> None:
    """A reservation counts as a buy of the day on which it waits; beside the order that came of it, it does not."""
    account = Account.of(evening.connection)
    await reserved(evening, "삼성전자 10 70000", reserve=Reserve(until=date(2026, 11, 25)))
    async with evening.database.read() as session:
        assert await usage.of_day(session, account) == (700_000, 1)
    async with evening.database.begin() as session:
        await limits.put(session, ALICE, Environment.REAL, Cap.DAY, 1_000_000, EVENING)
    with pytest.raises(UserError, match="하루"):
        await reserved(evening, "삼성전자 5 70000")
    with pytest.raises(UserError, match="하루"):
        await evening.card("삼성전자 5 70000")

    await at(evening, 11, 24, 7, 0)
    async with evening.database.read() as session:
        assert await usage.of_day(session, Account.of(evening.connection)) == (700_000, 1)
    await at(evening, 11, 24, 8, 50)
    await morning(evening).look(evening.connection)
    async with evening.database.read() as session:
        assert await usage.of_day(session, Account.of(evening.connection)) == (700_000, 1)


async def test_slept_through_and_away(evening: Scene) -> None:
    """KIS away at 08:50 is said once, and the word comes when it answers; so it does after a morning slept through."""
    await reserved(evening, "삼성전자 10 70000")
    await at(evening, 11, 24, 8, 50)
    look = morning(evening)
    away = {"msg_cd": "EGW00003", "msg1": "접근이 거부되었습니다.", "times": 2}
    evening.fault("message", "order-resv-ccnl", **away)
    for minute in (50, 51):
        await at(evening, 11, 24, 8, minute)
        with pytest.raises(KisError):
            await look.look(evening.connection)
    assert len(await evening.pushes("#점검")) == 1
    assert await evening.pushes("#브리핑") == []

    await at(evening, 11, 24, 13, 0)
    await morning(evening).look(evening.connection)
    assert len(await evening.pushes("#브리핑")) == 1
