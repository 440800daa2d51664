"""Reserved orders (예약주문) wait for the open and say what became of them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from kis.market.clock import KST
from kis.simulator.domestic.reservations import Reservation
from kis.simulator.events import OrderAccepted
from kis.simulator.orders import AmendOrder, Credit, PlaceOrder, Side
from kis.simulator.refusals import Reason, Refusal

from .scene import SAMSUNG, Scene

EVENING = datetime(2026, 11, 20, 17, 0, tzinfo=KST)
"""A Friday after the close."""
MONDAY = date(2026, 11, 23)


@pytest.fixture
def evening() -> Scene:
    """17:00 on a Friday; the next open is on Monday."""
    return Scene(EVENING)


def order(quantity: int = 10, price: int = 70_000, kind: str = "00", **more: Any) -> PlaceOrder:
    """Buy 삼성전자."""
    return PlaceOrder(Side.BUY, SAMSUNG, quantity, price, kind, **more)


def reserve(scene: Scene, wish: PlaceOrder | None = None, until: date | None = None) -> Reservation:
    """Reserve with the real account."""
    return scene.broker.domestic.reserve(scene.real, wish or order(), until)


def now(scene: Scene, sequence: int = 1) -> Reservation:
    """A reservation as it stands."""
    kept = scene.broker.domestic.reservations(scene.real, date(2026, 11, 1), date(2026, 12, 31))
    return next(each for each in kept if each.sequence == sequence)


def go_to(scene: Scene, day: date, clock: str) -> None:
    """Let time pass until then."""
    scene.clock.set(datetime.combine(day, time.fromisoformat(clock), KST))
    scene.broker.now()


def test_it_is_sent_before_the_open(evening: Scene) -> None:
    """Not over the weekend, but when KRX begins to take orders; it fills at the open as any other."""
    made = reserve(evening, order(price=0, kind="01"))
    go_to(evening, MONDAY, "08:15")
    waiting = evening.broker.every_order()
    go_to(evening, MONDAY, "08:25")
    [sent] = evening.broker.every_order()
    go_to(evening, MONDAY, "09:01")

    [row], kept = evening.broker.every_order(), now(evening)
    assert (made.sequence, made.first, made.last, made.taken) == (1, MONDAY, MONDAY, EVENING)
    assert waiting == []
    assert (sent.time.strftime("%H:%M"), sent.filled) == ("08:20", 0)
    assert (row.filled, kept.sent, kept.filled, kept.amount) == (10, (row.id,), 10, row.amount)
    assert evening.told(OrderAccepted)


def test_pre_market_price_is_sent_at_half_past_eight(evening: Scene) -> None:
    """장전 시간외 is taken from 08:30."""
    reserve(evening, order(price=0, kind="05"))
    go_to(evening, MONDAY, "08:29")
    before = evening.broker.every_order()
    go_to(evening, MONDAY, "08:31")

    assert before == []
    assert [row.kind.code for row in evening.broker.every_order()] == ["05"]


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        pytest.param(order(quantity=100_000), "주문가능금액", id="more than there is cash"),
        pytest.param(order(price=70_050), "호가단위", id="off its tick"),
        pytest.param(order(price=150_000), "상/하한가", id="beyond the limits"),
        pytest.param(PlaceOrder(Side.SELL, SAMSUNG, 1, 70_000), "수량", id="nothing held"),
    ],
)
def test_what_the_broker_refuses_is_told_in_the_list(evening: Scene, wish: PlaceOrder, words: str) -> None:
    """Nothing is checked in the evening, and no notice is sent."""
    reserve(evening, wish)
    go_to(evening, MONDAY, "09:01")

    kept = now(evening)
    assert words in kept.refused
    assert (kept.sent, kept.tried) == ((), MONDAY)
    assert evening.broker.every_order() == []


@pytest.mark.parametrize(
    ("at", "taken"),
    [
        ("2026-11-20T15:39", False),
        ("2026-11-20T15:40", True),
        ("2026-11-20T23:39", True),
        ("2026-11-20T23:40", False),
        ("2026-11-21T00:09", False),
        ("2026-11-21T00:10", True),
        ("2026-11-21T12:00", True),
        ("2026-11-23T07:29", True),
        ("2026-11-23T07:30", False),
        ("2026-11-23T10:00", False),
        ("2026-11-19T15:45", False),
        ("2026-11-19T16:40", True),
    ],
)
def test_hours_of_reservations(at: str, taken: bool) -> None:
    """From ten minutes after the close, an hour later on the day of the exam, through weekends until 07:30."""
    scene = Scene(datetime.fromisoformat(at).replace(tzinfo=KST))
    if taken:
        assert reserve(scene).first == (MONDAY if scene.clock.now() > EVENING - timedelta(hours=2) else EVENING.date())
    else:
        with pytest.raises(Refusal) as refused:
            reserve(scene)
        assert refused.value.reason is Reason.RESERVATION_HOURS


def test_over_several_days_only_the_rest_is_sent(evening: Scene) -> None:
    """기간예약: each morning what has not been filled, until the last day or until nothing is left."""
    wednesday = MONDAY + timedelta(days=2)
    reserve(evening, order(quantity=10, price=69_000), wednesday)
    go_to(evening, MONDAY, "10:00")
    evening.broker.set_price(SAMSUNG, 69_000, 4)
    evening.broker.set_price(SAMSUNG, 70_500)
    go_to(evening, MONDAY + timedelta(days=1), "10:00")
    amended = evening.broker.amend(evening.real, AmendOrder(evening.broker.amendable(evening.real)[0].number, 69_100))
    evening.broker.set_price(SAMSUNG, 69_100, 1)
    evening.broker.set_price(SAMSUNG, 70_500)
    go_to(evening, wednesday, "10:00")
    third = evening.broker.amendable(evening.real)
    evening.broker.set_price(SAMSUNG, 69_000)
    go_to(evening, wednesday + timedelta(days=1), "10:00")

    kept = now(evening)
    new = [row for row in evening.broker.every_order() if row.action.value == "new"]
    assert [row.quantity for row in new] == [10, 6, 5]
    assert [row.quantity for row in third] == [5]
    assert amended.number not in {order_id.number for order_id in kept.sent}
    assert (kept.filled, kept.remaining, len(kept.sent)) == (10, 0, 3)
    assert kept.amount == 4 * 69_000 + 69_100 + 5 * 69_000


@pytest.mark.parametrize("days", [0, 31])
def test_a_period_ends_within_thirty_days(evening: Scene, days: int) -> None:
    """And not before it begins."""
    with pytest.raises(Refusal) as refused:
        reserve(evening, until=EVENING.date() + timedelta(days=days))
    assert refused.value.reason is Reason.RESERVATION_END


def test_it_can_be_changed_and_taken_back(evening: Scene) -> None:
    """Under its number, until it is sent."""
    for _ in range(2):
        reserve(evening)
    evening.broker.domestic.amend_reservation(evening.real, 1, order(quantity=3, price=70_200))
    evening.broker.domestic.cancel_reservation(evening.real, 2)
    go_to(evening, MONDAY, "08:25")

    assert [(row.quantity, row.price) for row in evening.broker.every_order()] == [(3, 70_200)]
    assert (now(evening, 2).cancelled, now(evening, 2).sent) == (EVENING, ())
    for sequence in (1, 2):
        with pytest.raises(Refusal) as refused:
            evening.broker.domestic.cancel_reservation(evening.real, sequence)
        assert refused.value.reason is Reason.NOTHING_LEFT


def test_a_stranger_cannot_touch_it(evening: Scene) -> None:
    """Nor see it."""
    reserve(evening)

    with pytest.raises(Refusal) as refused:
        evening.broker.domestic.cancel_reservation(evening.other_real, 1)
    assert refused.value.reason is Reason.UNKNOWN_RESERVATION
    assert evening.broker.domestic.reservations(evening.other_real, EVENING.date(), MONDAY) == []


def test_paper_has_none(evening: Scene) -> None:
    """모의투자 does not offer it."""
    with pytest.raises(Refusal) as refused:
        evening.broker.domestic.reserve(evening.paper, order())
    assert refused.value.code == "90000000"


def test_credit_can_be_reserved(evening: Scene) -> None:
    """The order that is sent is one on credit."""
    reserve(evening, order(price=0, kind="01", credit=Credit("21")))
    go_to(evening, MONDAY, "09:01")

    [row] = evening.broker.holdings(evening.real).positions
    assert row.loan is not None
    assert (row.loan.day, row.quantity) == (MONDAY, 10)


def test_where_the_market_never_closes_it_is_sent_at_midnight() -> None:
    """It is taken at any hour."""
    scene = Scene(always_open=True)
    reserve(scene, order(price=0, kind="01"))
    before = scene.broker.every_order()
    scene.clock.advance(timedelta(hours=14, seconds=1))

    [row] = scene.broker.every_order()
    assert before == []
    assert (row.filled, row.time.time().isoformat()) == (10, "00:00:00")


def test_a_list_is_for_days_of_sending(evening: Scene) -> None:
    """By the days on which it would be sent."""
    reserve(evening)
    reserve(evening, until=MONDAY + timedelta(days=4))

    def listed(first: date, last: date) -> list[int]:
        return [kept.sequence for kept in evening.broker.domestic.reservations(evening.real, first, last)]

    assert listed(EVENING.date(), EVENING.date()) == []
    assert listed(EVENING.date(), MONDAY) == [1, 2]
    assert listed(MONDAY + timedelta(days=1), MONDAY + timedelta(days=9)) == [2]
