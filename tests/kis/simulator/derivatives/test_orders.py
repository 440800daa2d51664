"""Orders of every type, by day and at night."""

from __future__ import annotations

from datetime import datetime

import pytest

from kis.market.clock import KST
from kis.simulator.derivatives.hours import DAY, NIGHT
from kis.simulator.events import OrderCancelled
from kis.simulator.orders import AmendOrder, CancelOrder
from kis.simulator.refusals import Reason, Refusal

from .scene import FUTURE, Scene


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=KST)


@pytest.fixture
def scene() -> Scene:
    """A Monday at 10:00."""
    return Scene()


@pytest.mark.parametrize("kind", ["02", "04", "12", "13", "14", "15"])
def test_types_without_a_price_trade_at_once(scene: Scene, kind: str) -> None:
    """Market and best, alone or with a condition, take what stands there."""
    placed = scene.buy(1, kind=kind)

    assert (scene.row(placed).filled, scene.held().quantity) == (1, 1)


def test_limit_waits_and_fills(scene: Scene) -> None:
    """A price below the market waits until the market comes."""
    placed = scene.buy(2, "442.00")
    assert (scene.row(placed).remaining, scene.standing().positions) == (2, ())

    scene.set_price("442.00")
    assert (scene.row(placed).filled, scene.held().quantity) == (2, 2)


def test_immediate_or_cancel(scene: Scene) -> None:
    """What does not fill at once is cancelled; fill or kill takes all or nothing."""
    best = scene.floor.book(FUTURE).book.asks[0]
    price = f"{best.price / 100:.2f}"
    taken = scene.row(scene.buy(1, price, kind="10"))
    nothing = scene.row(scene.buy(1, "441.00", kind="10"))
    killed = scene.row(scene.sell(1, "460.00", kind="11"))

    assert (taken.filled, nothing.cancelled, killed.cancelled) == (1, 1, 1)


def test_conditional_limit_trades_at_the_close(scene: Scene) -> None:
    """조건부지정가 takes any price in the closing auction."""
    placed = scene.buy(1, "430.00", kind="03")
    scene.go(at(23, 15, 44))
    assert scene.row(placed).remaining == 1

    scene.go(at(23, 15, 45))
    assert scene.row(placed).filled == 1


def test_amended_and_cancelled(scene: Scene) -> None:
    """An amendment is an order of its own and can be cancelled in part."""
    placed = scene.buy(3, "430.00")
    amended = scene.floor.amend(scene.real, AmendOrder(placed.number, 43_100, "01"))
    scene.floor.cancel(scene.real, CancelOrder(amended.number, 1, all_remaining=False))

    assert (scene.row(placed).moved, scene.row(amended).remaining, scene.row(amended).cancelled) == (3, 2, 1)


def test_day_orders_end_with_the_day(scene: Scene) -> None:
    """What has not filled by the close is cancelled."""
    placed = scene.buy(1, "430.00")
    scene.go(at(23, 15, 45))

    assert scene.row(placed).cancelled == 1
    assert [event.expired for event in scene.events if isinstance(event, OrderCancelled)] == [True]


def test_a_night_from_evening_to_morning() -> None:
    """Sent before the night, matched in it, counted for the day of the evening; the rest ends at six."""
    scene = Scene(at(23, 17, 50))
    placed = scene.buy(1, venue=NIGHT)
    waiting = scene.buy(1, "430.00", venue=NIGHT)
    assert scene.row(placed).remaining == 1

    scene.go(at(23, 18, 0))
    assert scene.row(placed).filled == 1
    scene.go(at(24, 3, 0))
    late = scene.sell(1, venue=NIGHT)
    assert {scene.row(each).id.day for each in (placed, waiting, late)} == {at(23, 0).date()}
    assert scene.floor.cancel(scene.real, CancelOrder(waiting.number))
    left = scene.buy(1, "430.00", venue=NIGHT)
    scene.go(at(24, 6, 0))
    assert scene.row(left).cancelled == 1


@pytest.mark.parametrize(
    ("moment", "venue", "reason"),
    [
        (at(23, 8, 29), DAY, Reason.BEFORE_OPEN),
        (at(23, 16, 0), DAY, Reason.AFTER_CLOSE),
        (at(28, 10, 0), DAY, Reason.HOLIDAY),
        (at(23, 10, 0), NIGHT, Reason.BEFORE_OPEN),
        (at(23, 19, 0), DAY, Reason.AFTER_CLOSE),
    ],
    ids=["before the day", "after the day", "Saturday", "night by day", "day by night"],
)
def test_orders_at_the_wrong_hour(moment: datetime, venue: str, reason: Reason) -> None:
    """A session takes its own orders, from a quarter of an hour before it begins."""
    scene = Scene(moment)

    with pytest.raises(Refusal) as refused:
        scene.buy(1, venue=venue)
    assert refused.value.reason is reason


def test_an_order_before_the_open_waits_for_it() -> None:
    """From 08:30 orders are taken; they match at 08:45."""
    scene = Scene(at(23, 8, 30))
    placed = scene.buy(1)
    assert scene.row(placed).remaining == 1

    scene.go(at(23, 8, 45))
    assert scene.row(placed).filled == 1


def test_the_day_of_the_exam() -> None:
    """On 수능일 orders are taken from 09:30 and matched from 09:45."""
    scene = Scene(at(19, 9, 30))
    placed = scene.buy(1)
    assert scene.row(placed).remaining == 1

    scene.go(at(19, 9, 45))
    assert scene.row(placed).filled == 1


def test_always_open_takes_both_sessions_at_any_hour() -> None:
    """The demo's choice: a Sunday morning is as good as any."""
    scene = Scene(at(22, 4, 0), always_open=True)
    placed = [scene.buy(1, venue=venue) for venue in (DAY, NIGHT)]

    assert [scene.row(each).filled for each in placed] == [1, 1]
