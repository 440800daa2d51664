"""Reservations from day to day: refused, filled or sent on one of several, and days that nobody expected."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from bot.buttons import Press
from bot.markets.booked import Reserve
from bot.storage.states import OrderSource, OrderState
from bot.trading.conditions import Conditions
from bot.trading.draft import Market, Price
from bot.trading.presses import StartOrder
from bot.views import offer as offers
from bot.views import reservations as views
from kis.credentials import Environment
from kis.domestic.codes import OrderType, Side
from kis.market.clock import KST
from kis.market.holidays import CALENDAR
from kis.overseas.codes import Exchange
from kis.simulator.broker import Broker
from kis.simulator.domestic.reservations import Reservation as Kept
from kis.simulator.server.domestic import reservations as listed
from kis.units import Amount, Shares

from .scene import Scene, stage
from .test_reserved import EVENING, TUESDAY, at, morning, reserved


@pytest.fixture
async def evening(tmp_path: Path) -> AsyncIterator[Scene]:
    """A real account after the close."""
    async with stage(tmp_path, environment=Environment.REAL, now=EVENING) as scene:
        await scene.connection.price("005930")
        yield scene


async def test_refused_on_one_of_several_days(evening: Scene) -> None:
    """What KIS refuses on a day is told on that day; it is tried again on the next, and ends with the last."""
    await at(evening, 11, 24, 10, 0)
    await evening.order("삼성전자 10 시장가")
    await at(evening, 11, 24, 18, 0)
    until = Reserve(until=date(2026, 11, 26))
    _, second = [await reserved(evening, "삼성전자 전량 77000", Side.SELL, until) for _ in range(2)]
    for day in (25, 26):
        await at(evening, 11, day, 7, 0)
        await evening.desk.reservations.compare(evening.connection)
        assert ((await evening.again(second)).state, (await evening.again(second)).reason) == (
            OrderState.ACCEPTED,
            None,
        )
        await at(evening, 11, day, 8, 50)
        for _ in range(2):
            await morning(evening).look(evening.connection)
        told = [text for text in await evening.pushes("#거부") if "예약이 거부됐어요" in text]
        assert len(told) == day - 24
        assert ("오늘은 거부됐어요" in await evening.reads(second.card_ref)) is (day == 25)
        await at(evening, 11, day, 15, 45)
        await evening.reconcile()
    assert (await evening.again(second)).state is OrderState.REJECTED
    assert (await evening.events()).count("order.ordered") == 2


async def test_the_morning_here_is_the_evening_there(tmp_path: Path) -> None:
    """At 11:00 it is the day before in New York: KIS numbers it by the day here, for the open of tonight."""
    noon = datetime(2026, 11, 24, 11, 0, tzinfo=KST)
    async with stage(tmp_path, environment=Environment.REAL, now=noon) as scene:
        await scene.connection.price("005930")
        order = await reserved(scene, "애플 3 250")
        assert (order.order_date, order.due) == (TUESDAY, TUESDAY)
        await scene.desk.reservations.compare(scene.connection, everywhere=True)
        assert len(await scene.orders()) == 1
        await scene.change(await scene.desk.offer_cancel(await scene.user(), order.short_no))
        assert (await scene.again(order)).state is OrderState.CANCELLED


@pytest.mark.parametrize("end_told", [True, False])
@pytest.mark.parametrize("early", [True, False])
async def test_a_holiday_that_nobody_knew_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, end_told: bool, early: bool
) -> None:
    """KIS's list names the day, whatever the calendar shipped here says: the word comes on that day, with its order.

    So it does where nobody looked before (not `early`), and where KIS leaves the end of a single day blank.
    """
    row = listed._row
    monkeypatch.setattr(listed, "_row", lambda kept: row(kept) if end_told else replace(row(kept), end_date=None))
    monkeypatch.setitem(Broker.__init__.__kwdefaults__, "calendar", CALENDAR.with_overrides(closed=[TUESDAY]))
    async with stage(tmp_path, environment=Environment.REAL, now=EVENING) as evening:
        await evening.connection.price("005930")
        order = await reserved(evening, "삼성전자 10 70000")
        if early:
            await at(evening, 11, 24, 8, 50)
            await morning(evening).look(evening.connection)
            assert await evening.pushes() == []
            assert "11/25(수) 장 전에 나가요" in await evening.reads(order.card_ref)

        await at(evening, 11, 25, 8, 50)
        await morning(evening).look(evening.connection)
        (word,) = await evening.pushes()
        assert "→ 주문 #A2 접수" in word


@pytest.mark.parametrize(
    ("text", "price"),
    [("삼성전자 10 시장가", Market.ORDER), ("삼성전자 10 장전", None), ("삼성전자 10 70000 조건부", 70_000)],
)
async def test_again_is_at_no_other_price(evening: Scene, text: str, price: Price | None) -> None:
    """An order of now takes over a price; what yesterday's close would have priced does not become one at any price."""
    order = await reserved(evening, text)
    (row,) = views.again(order)
    kind = OrderType.CONDITIONAL_LIMIT if price == 70_000 else None
    assert Press.parse(row[0].data or "") == StartOrder.of(Side.BUY, "005930", price, Shares(10), Conditions(kind))


@pytest.mark.parametrize("slept", [False, True])
async def test_filled_before_its_last_day(evening: Scene, *, slept: bool) -> None:
    """What was bought on the first day is over: on the days that are left there is nothing to wonder at.

    Where that day was slept through its word comes on the next.
    """
    order = await reserved(evening, "삼성전자 10 70000", reserve=Reserve(until=date(2026, 11, 26)))
    await at(evening, 11, 24, 8, 50)
    if not slept:
        await morning(evening).look(evening.connection)
    await at(evening, 11, 24, 9, 1)
    evening.trade(70_000)
    await evening.reconcile()
    assert [one.state for one in await evening.orders()] == [OrderState.ORDERED, OrderState.FILLED]
    for day in (25, 26):
        await at(evening, 11, day, 8, 50)
        for _ in range(2):
            await morning(evening).look(evening.connection)
        asked = evening.sent("inquire-daily-ccld")
        await morning(evening).look(evening.connection)
        assert evening.sent("inquire-daily-ccld") == asked, "what is over is not asked for all day"
    assert len(await evening.pushes("#브리핑")) == 1
    assert await evening.pushes("#점검") == []
    assert (await evening.again(order)).state is OrderState.ORDERED


async def test_a_cancellation_does_not_end_the_days_left(evening: Scene) -> None:
    """Who cancels one day's order of several hears that it is sent again, and how to end that; not of a single day."""
    await reserved(evening, "삼성전자 10 64000", reserve=Reserve(until=date(2026, 11, 25)))
    await reserved(evening, "삼성전자 9 64000")
    await at(evening, 11, 24, 8, 50)
    await morning(evening).look(evening.connection)
    user, numbers = await evening.user(), (3, 4)
    several, single = [await evening.desk.offer_cancel(user, number) for number in numbers]
    assert "남은 날에 다시 나가요. 예약까지 취소하려면: 예약 취소 A1" in offers.card(several)
    assert "다시 나가요" not in offers.card(single)
    assert offers.all_cancelled([several, single], 0).count("예약 취소 A1") == 1


@pytest.mark.parametrize("environment", list(Environment))
async def test_waiting_for_an_open(tmp_path: Path, environment: Environment) -> None:
    """What still waits is asked for now and then; in paper the order that came of it is the one at its price."""
    async with stage(tmp_path, environment=environment, now=datetime(2026, 11, 24, 18, 0, tzinfo=KST)) as scene:
        await scene.connection.price("005930")
        order, look = await reserved(scene, "애플 3 245"), morning(scene)
        await at(scene, 11, 24, 23, 20)
        await look.look(scene.connection)
        before = len(list(scene.simulator.journal.entries()))
        await look.look(scene.connection)
        assert len(list(scene.simulator.journal.entries())) == before

        await at(scene, 11, 24, 23, 31)
        for price in ("244", "246"):
            await scene.connection.kis.overseas.orders.buy(
                exchange=Exchange.NASDAQ, symbol="AAPL", quantity=Shares(3), price=Amount(Decimal(price))
            )
        await look.look(scene.connection)
        made = [one for one in await scene.orders() if one.reservation_id == order.id]
        assert [(one.price, one.source) for one in made] == [(245, OrderSource.BOT)]


async def test_an_order_at_another_price_came_of_nothing(tmp_path: Path) -> None:
    """In paper no list tells that a reservation was cancelled elsewhere: an order unlike it is somebody else's."""
    async with stage(tmp_path, now=datetime(2026, 11, 24, 18, 0, tzinfo=KST)) as scene:
        await scene.connection.price("005930")
        order, calls = await reserved(scene, "애플 3 245"), scene.connection.kis.overseas
        await calls.reservations.cancel(date=order.order_date, number=(order.number or "").zfill(10))
        await at(scene, 11, 24, 23, 31)
        await calls.orders.buy(exchange=Exchange.NASDAQ, symbol="AAPL", quantity=Shares(3), price=Amount(Decimal(244)))
        await morning(scene).look(scene.connection)
        other = (await scene.orders())[-1]
        assert (other.price, other.reservation_id, other.source) == (244, None, OrderSource.OTHER)


@pytest.mark.parametrize(
    ("days", "end"), [([TUESDAY], OrderState.ORDERED), ([], OrderState.EXPIRED)], ids=["on its first", "never"]
)
async def test_not_sent_on_its_last_day(
    evening: Scene, monkeypatch: pytest.MonkeyPatch, days: list[date], end: OrderState
) -> None:
    """KIS passes over the last of several days: a day after its hour the reservation is over, and not before."""
    monkeypatch.setattr(Kept, "is_due", lambda kept, day: day in days and kept.tried != day)
    order = await reserved(evening, "삼성전자 10 64000", reserve=Reserve(until=date(2026, 11, 25)))
    for moment in ((24, 8, 50), (25, 8, 50), (26, 8, 49)):
        await at(evening, 11, *moment)
        await evening.desk.reservations.compare(evening.connection)
        assert (await evening.again(order)).state is OrderState.ACCEPTED, moment
    await at(evening, 11, 26, 8, 51)
    await evening.desk.reservations.compare(evening.connection)
    assert (await evening.again(order)).state is end
    assert ("order.expired" in await evening.events()) is (end is OrderState.EXPIRED)


async def test_a_list_is_waited_for_a_day(evening: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a real account KIS's list tells: what it does not tell in the morning is not given up after half an hour."""
    monkeypatch.setattr(Kept, "is_due", lambda *_: False)
    order, look = await reserved(evening, "삼성전자 10 70000"), morning(evening)
    for day, hour, minute, told in ((24, 8, 50, 0), (24, 9, 25, 0), (24, 18, 0, 0), (25, 8, 51, 1)):
        await at(evening, 11, day, hour, minute)
        await look.look(evening.connection)
        assert len([text for text in await evening.pushes("#점검") if "알 수 없어요" in text]) == told
        assert (await evening.again(order)).state.is_open is not bool(told)
    (waits,) = await evening.pushes("#브리핑")
    assert "아직 나가지 않았어요" in waits
