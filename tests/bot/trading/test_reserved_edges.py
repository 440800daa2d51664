"""Reservations where something else comes first: the app, another day, a market that has opened meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.storage import limits
from bot.storage.states import Cap, IntentState, OrderSource, OrderState
from bot.storage.terms import Segment
from bot.views import offer as offers
from kis.credentials import Environment
from kis.domestic.codes import OrderType, Side
from kis.domestic.loans import ReservationFunding
from kis.domestic.reservations import ReservationChanged
from kis.simulator.server.domestic.reservations import ReservationDesk
from kis.units import Shares, Won
from tests.bot.storage import rows

from .scene import ALICE, BOB, Scene, stage
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


async def test_what_was_bought_since_its_card_counts(evening: Scene) -> None:
    """An order of now that fills between a reservation's card and its press takes room of the stock's cap."""
    async with evening.database.begin() as session:
        await limits.put(session, ALICE, Environment.REAL, Cap.SYMBOL, 900_000, EVENING)
    offer = await evening.desk.offer(await evening.user(), draft("삼성전자 9 70000"))
    card = await evening.deliver(offer)
    order = await evening.order("삼성전자 5 70000")
    evening.trade(70_000)
    await evening.notify()
    assert (await evening.again(order)).state is OrderState.FILLED
    with pytest.raises(UserError, match="지금 35만원이에요"):
        await evening.press(*card)
    assert evening.sent(RESERVE) == 0


async def test_nobody_elses_lost_one_is_found(evening: Scene) -> None:
    """A row of Alice's list that looks like what Bob has lost is still hers."""
    async with evening.database.begin() as session:
        account = rows.credential(BOB, Environment.REAL, created_at=EVENING)
        session.add(account)
        await session.flush()
        lost = rows.order(account, segment=Segment.RESERVED, state=OrderState.UNKNOWN, quantity=2, created_at=EVENING)
        session.add(lost)
    await evening.connection.kis.domestic.reservations.buy(
        symbol="005930", quantity=Shares(2), price=Won(70_000), order_type=OrderType.LIMIT
    )
    await evening.desk.reservations.compare(evening.connection, everywhere=True)
    bobs, hers = await evening.orders()
    assert (bobs.user_id, bobs.state, bobs.number) == (BOB, OrderState.UNKNOWN, None)
    assert (hers.user_id, hers.source) == (ALICE, OrderSource.OTHER)
