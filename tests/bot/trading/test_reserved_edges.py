"""Reservations where something else comes first: the app, another day, a market that has opened meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from bot.buttons import Press
from bot.errors import UserError
from bot.markets.booked import Reserve
from bot.storage import limits
from bot.storage.states import Cap, IntentState, OrderState
from bot.trading.conditions import Conditions
from bot.trading.draft import Market, Price
from bot.trading.presses import StartOrder
from bot.views import offer as offers
from bot.views import reservations as views
from kis.credentials import Environment
from kis.domestic.codes import OrderType, Side
from kis.domestic.loans import ReservationFunding
from kis.domestic.reservations import ReservationChanged
from kis.market.clock import KST
from kis.market.holidays import CALENDAR
from kis.simulator.broker import Broker
from kis.simulator.server.domestic import reservations as listed
from kis.simulator.server.domestic.reservations import ReservationDesk
from kis.units import Shares, Won

from .scene import ALICE, Scene, stage
from .test_reserved import CHANGE, EVENING, RESERVE, TUESDAY, at, draft, morning, reserved


@pytest.fixture
async def evening(tmp_path: Path) -> AsyncIterator[Scene]:
    """A real account after the close."""
    async with stage(tmp_path, environment=Environment.REAL, now=EVENING) as scene:
        await scene.connection.price("005930")
        yield scene


async def test_cancelled_in_the_app(evening: Scene) -> None:
    """What its user took back elsewhere is neither a riddle nor to be ordered again."""
    order = await reserved(evening, "삼성전자 10 70000")
    await evening.connection.kis.domestic.reservations.cancel(
        reservation_number=order.number or "",
        side=Side.BUY,
        order_date=TUESDAY,
        symbol="005930",
        quantity=Shares(10),
        price=Won(70_000),
        order_type=OrderType.LIMIT,
    )
    await at(evening, 11, 24, 8, 50)
    await morning(evening).look(evening.connection)
    assert (await evening.again(order)).state is OrderState.CANCELLED
    assert "예약 취소됨" in await evening.reads(order.card_ref)
    assert [text for text in await evening.pushes() if "알 수 없어요" in text] == []


@pytest.mark.parametrize("change", ["cancel", "amend"])
async def test_changed_too_late(tmp_path: Path, change: str) -> None:
    """A change whose answer was lost, of what has become an order meanwhile: it did not happen, and is said so."""
    async with stage(tmp_path, environment=Environment.REAL, now=EVENING, looks=(0.5, 0.1, 0.1)) as evening:
        await evening.connection.price("005930")
        order, user = await reserved(evening, "삼성전자 10 70000"), await evening.user()
        evening.fault("cut_before", CHANGE)
        offering = (
            evening.desk.offer_cancel(user, 1) if change == "cancel" else evening.desk.offer_amend(user, 1, 69_000)
        )
        card = await evening.deliver(await offering)
        await evening.press(*card)
        await at(evening, 11, 24, 8, 50)
        await evening.desk.chores.finish()

        intent = await evening.intent(card[0])
        assert (intent.state, (await evening.again(order)).state) == (IntentState.REFUSED, OrderState.ORDERED)
        assert "주문으로 나갔어요" in await evening.reads(intent.message_ref)
        assert len(await evening.pushes("#거부")) == 1
        assert await evening.pushes("#점검") == []
        assert evening.sent(CHANGE) == 1
        with pytest.raises(UserError, match=r"이미 주문이 됐어요.*취소 A2"):
            await evening.desk.offer_cancel(user, 1)


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


async def test_two_alike_are_not_guessed_at(tmp_path: Path) -> None:
    """Of two lost ones the list shows one: it is neither of them for sure, and nobody else's while they are sought."""
    async with stage(tmp_path, environment=Environment.REAL, now=EVENING, looks=(60.0,)) as evening:
        await evening.connection.price("005930")
        for fault in ("cut_after", "cut_before"):
            evening.fault(fault, RESERVE)
            offer = await evening.desk.offer(await evening.user(), draft("삼성전자 10 70000"))
            await evening.press(*await evening.deliver(offer))
        await evening.desk.reservations.compare(evening.connection)
        assert [one.state for one in await evening.orders()] == [OrderState.UNKNOWN] * 2


async def test_a_list_without_it_is_not_whole(tmp_path: Path) -> None:
    """A list that leaves out what KIS has taken proves nothing of what was lost."""
    async with stage(tmp_path, environment=Environment.REAL, now=EVENING, looks=(60.0,)) as evening:
        await evening.connection.price("005930")
        taken = await reserved(evening, "삼성전자 10 70000")
        evening.fault("cut_before", RESERVE)
        card = await evening.deliver(await evening.desk.offer(await evening.user(), draft("삼성전자 7 70000")))
        await evening.press(*card)
        lost, final = await evening.order_of(card[0]), [card[0]]
        await evening.later(seconds=10)
        kept = evening.simulator.broker.domestic._reservations._kept
        kept_before = dict(kept)
        kept.clear()
        await evening.desk.reservations.compare(evening.connection, final)
        assert (await evening.again(lost)).state is OrderState.UNKNOWN
        kept.update(kept_before)
        await evening.desk.reservations.compare(evening.connection, final)
        assert (await evening.again(lost)).state is OrderState.NOT_PLACED
        assert (await evening.again(taken)).state is OrderState.ACCEPTED


async def test_a_loan_reserved_elsewhere_stays_one(evening: Scene) -> None:
    """What was reserved on credit in the app would be amended to cash from here: it can only be cancelled."""
    await evening.connection.kis.domestic.reservations.buy(
        symbol="005930",
        quantity=Shares(2),
        price=Won(65_000),
        order_type=OrderType.LIMIT,
        funding=ReservationFunding.OWN_LOAN_NEW,
    )
    await evening.desk.reservations.compare(evening.connection, everywhere=True)
    (order,) = await evening.orders()
    assert "예약 신용매수" in await evening.reads(order.card_ref)
    with pytest.raises(UserError, match="현금만 돼요"):
        await evening.desk.offer_amend(await evening.user(), order.short_no, 64_000)
    await evening.change(await evening.desk.offer_cancel(await evening.user(), order.short_no))
    assert (await evening.again(order)).state is OrderState.CANCELLED


async def test_what_is_over_elsewhere_is_not_taken_in(evening: Scene) -> None:
    """Of what others reserved only what waits matters."""
    call, line = evening.connection.kis.domestic.reservations, {"symbol": "005930", "quantity": Shares(2)}
    made = await call.buy(**line, price=Won(65_000), order_type=OrderType.LIMIT)
    await call.cancel(
        reservation_number=made.reservation_number,
        side=Side.BUY,
        order_date=TUESDAY,
        **line,
        order_type=OrderType.LIMIT,
    )
    await evening.desk.reservations.compare(evening.connection, everywhere=True)
    assert await evening.orders() == []


async def test_not_done_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """KIS answers a change and says that it was not carried out: the reservation stands as it was."""
    for change in ("amend", "cancel"):
        monkeypatch.setattr(ReservationDesk, change, lambda *_: ReservationChanged(done=False))
    async with stage(tmp_path, environment=Environment.REAL, now=EVENING) as evening:
        await evening.connection.price("005930")
        order, user = await reserved(evening, "삼성전자 10 70000"), await evening.user()
        await evening.change(await evening.desk.offer_amend(user, order.short_no, 69_000))
        await evening.change(await evening.desk.offer_cancel(user, order.short_no))
        stands = await evening.again(order)
        assert (stands.state, stands.price) == (OrderState.ACCEPTED, 70_000)
        assert len([text for text in await evening.pushes("#거부") if "바꾸지 않았어요" in text]) == 2


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


async def test_a_halt_does_not_hide_the_day(evening: Scene) -> None:
    """A reservation of what is halted today says both, on a brief card too."""
    offer = await evening.desk.offer(await evening.user(), draft("삼성전자 10 70000"))
    assert offer.check is not None
    halted = replace(offer.check, quote=replace(offer.check.quote, halted=True))
    for brief in (True, False):
        card = offers.card(replace(offer, check=halted, brief=brief))
        assert "⚠️ 거래정지 종목이에요 · 11/24(화) 장 전에 나가요" in card


async def test_a_stock_has_one_cap(evening: Scene) -> None:
    """What is reserved of a stock counts beside an order of now for the same, and the other way round."""
    async with evening.database.begin() as session:
        await limits.put(session, ALICE, Environment.REAL, Cap.SYMBOL, 1_000_000, EVENING)
    await reserved(evening, "삼성전자 10 70000")
    with pytest.raises(UserError, match="지금 70만원이에요"):
        await evening.card("삼성전자 5 70000")
    with pytest.raises(UserError, match="지금 70만원이에요"):
        await evening.desk.offer(await evening.user(), draft("삼성전자 5 70000"))
    await evening.card("삼성전자 4 70000")


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
