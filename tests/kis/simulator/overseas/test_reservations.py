"""Reservations abroad at the simulated broker."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from kis.market.clock import KST
from kis.simulator.orders import PlaceOrder, Side
from kis.simulator.refusals import Reason, Refusal

from .abroad import Abroad

TUESDAY = date(2026, 11, 24)
AFTERNOON = datetime(2026, 11, 24, 15, 0, tzinfo=KST)


def wish(scene: Abroad, symbol: str = "AAPL", price: str = "290.00", kind: str = "00", quantity: int = 1) -> PlaceOrder:
    listing = scene.floor.markets[symbol].listing
    return PlaceOrder(Side.BUY, symbol, quantity, scene.units(symbol, price), kind, listing.exchange.value)


def test_sent_at_the_open() -> None:
    """It becomes an order when New York opens, and not before."""
    scene = Abroad(AFTERNOON)
    made = scene.floor.reserve(scene.real, wish(scene))
    scene.go("2026-11-24T23:29")
    assert scene.floor.every_order() == []

    scene.go("2026-11-24T23:30")
    (order,) = scene.floor.every_order()
    (kept,) = scene.floor.reservations(scene.real, TUESDAY, TUESDAY)
    assert order.filled == 1
    assert (kept.number, kept.sent, kept.waits) == (made.number, order.id, False)


def test_money_is_looked_at_when_it_is_sent() -> None:
    """More than the account can pay is taken, and refused at the open with the broker's words."""
    scene = Abroad(AFTERNOON)
    scene.floor.reserve(scene.real, wish(scene, quantity=10_000))
    scene.go("2026-11-24T23:30")

    (kept,) = scene.floor.reservations(scene.real, TUESDAY, TUESDAY)
    assert scene.floor.every_order() == []
    assert "초과" in kept.refused


@pytest.mark.parametrize(
    ("at", "taken"),
    [("09:59", False), ("10:00", True), ("16:35", False), ("16:45", True), ("23:19", True), ("23:20", False)],
)
def test_hours_of_the_us(at: str, taken: bool) -> None:
    """From ten in the morning to ten minutes before the open, but for a quarter of an hour at 16:30."""
    scene = Abroad(datetime.fromisoformat(f"2026-11-24T{at}").replace(tzinfo=KST))

    if taken:
        assert scene.floor.reserve(scene.real, wish(scene)).day == TUESDAY
    else:
        with pytest.raises(Refusal) as no:
            scene.floor.reserve(scene.real, wish(scene))
        assert no.value.reason is Reason.CLOSED_ABROAD


def test_asia_reserves_for_the_next_open() -> None:
    """While Tokyo trades nothing is reserved; in the evening it is for tomorrow, before a holiday for the day after."""
    scene = Abroad(datetime(2026, 11, 20, 10, 0, tzinfo=KST))
    with pytest.raises(Refusal):
        scene.floor.reserve(scene.real, wish(scene, "7203", "3000", quantity=100))
    scene.go("2026-11-20T18:00")

    assert scene.floor.reserve(scene.real, wish(scene, "7203", "3000", quantity=100)).day == TUESDAY


def test_what_a_reservation_cannot_be() -> None:
    """No order for the close, nothing unknown, no other exchange."""
    scene = Abroad(AFTERNOON)
    for wrong in (wish(scene, kind="34"), PlaceOrder(Side.BUY, "NOSUCH", 1, 1, "00", "NASD"), wish(scene, quantity=0)):
        with pytest.raises(Refusal):
            scene.floor.reserve(scene.real, wrong)
    assert scene.floor.reservations(scene.real, TUESDAY, TUESDAY) == []


def test_cancelled_is_never_sent() -> None:
    """Twice it cannot be cancelled, nor by somebody else, nor after it was sent."""
    scene = Abroad(AFTERNOON)
    first, second = (scene.floor.reserve(scene.real, wish(scene)) for _ in range(2))
    with pytest.raises(Refusal):
        scene.floor.cancel_reservation(scene.paper, first.number, TUESDAY)
    scene.floor.cancel_reservation(scene.real, first.number, TUESDAY)
    with pytest.raises(Refusal):
        scene.floor.cancel_reservation(scene.real, first.number, TUESDAY)

    scene.go("2026-11-24T23:30")
    assert len(scene.floor.every_order()) == 1
    with pytest.raises(Refusal):
        scene.floor.cancel_reservation(scene.real, second.number, TUESDAY)
