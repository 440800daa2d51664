"""Orders abroad at the simulated broker: types, hours, lots and refusals."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from kis.market.clock import KST
from kis.simulator.events import OrderCancelled
from kis.simulator.orders import AmendOrder, CancelOrder, Side
from kis.simulator.overseas.kinds import DAYTIME
from kis.simulator.refusals import Reason, Refusal

from .abroad import MORNING, NIGHT, Abroad

EVENING = datetime(2026, 11, 24, 19, 0, tzinfo=KST)
"""Before the open in New York."""
OPEN, CLOSE, END = "2026-11-24T23:30", "2026-11-25T06:00", "2026-11-25T07:00"


def refused(scene: Abroad, *args: Any, **more: Any) -> Reason:
    with pytest.raises(Refusal) as no:
        scene.order(*args, **more)
    return no.value.reason


@pytest.mark.parametrize(
    ("kind", "side", "price"),
    [("32", Side.BUY, "290.00"), ("32", Side.SELL, "250.00"), ("31", Side.SELL, "0")],
    ids=["LOO buys", "LOO sells", "MOO sells"],
)
def test_orders_for_the_open(kind: str, side: Side, price: str) -> None:
    """They wait through the pre-market, whatever trades there, and fill at the open."""
    scene = Abroad(EVENING)
    scene.give("AAPL", 10)
    made = scene.order(side, "AAPL", 5, price, kind=kind)
    scene.floor.set_price("AAPL", scene.units("AAPL", "268.00"))
    assert scene.row(made).filled == 0

    scene.go(OPEN)
    assert scene.row(made).filled == 5


def test_limit_on_open_does_not_outlive_it() -> None:
    """What the open does not fill is cancelled at once."""
    scene = Abroad(EVENING)
    made = scene.buy("AAPL", 5, "200.00", kind="32")

    scene.go(OPEN)
    assert (scene.row(made).filled, scene.row(made).cancelled) == (0, 5)


@pytest.mark.parametrize(
    ("kind", "side", "price", "filled"),
    [
        ("34", Side.BUY, "290.00", 5),
        ("34", Side.BUY, "200.00", 0),
        ("34", Side.SELL, "250.00", 5),
        ("33", Side.SELL, "0", 5),
    ],
    ids=["LOC buys", "LOC too low", "LOC sells", "MOC sells"],
)
def test_orders_for_the_close(kind: str, side: Side, price: str, filled: int) -> None:
    """They trade at the closing price or not at all."""
    scene = Abroad(NIGHT)
    scene.give("AAPL", 10)
    made = scene.order(side, "AAPL", 5, price, kind=kind)
    scene.floor.set_price("AAPL", scene.units("AAPL", "271.23"))
    assert scene.row(made).filled == 0

    scene.go(CLOSE)
    row = scene.row(made)
    assert (row.filled, row.cancelled) == (filled, 5 - filled)
    assert row.average in (0, scene.units("AAPL", "271.23"))


def test_split_order_waits_for_the_regular_session() -> None:
    """TWAP is worked from the open on; its span can be asked for; it cannot be amended."""
    scene = Abroad(EVENING)
    scene.floor.set_price("AAPL", scene.units("AAPL", "268.50"))
    made = scene.buy("AAPL", 1, "290.00", kind="35")
    with pytest.raises(Refusal) as no:
        scene.floor.amend(scene.real, AmendOrder(made.number, scene.units("AAPL", "291.00"), "35"))

    assert no.value.reason is Reason.NO_AMENDMENT
    assert scene.row(made).filled == 0
    scene.go(OPEN)
    assert scene.row(made).filled == 1


def test_order_lives_until_the_after_market_ends() -> None:
    """At seven in the morning what is left is cancelled, and said so."""
    scene = Abroad(EVENING)
    made = scene.buy("AAPL", 1, "200.00")
    scene.go(CLOSE)
    assert scene.row(made).is_open

    scene.go(END)
    (event,) = [event for event in scene.events if isinstance(event, OrderCancelled)]
    assert (event.expired, scene.row(made).cancelled) == (True, 1)


def test_daytime_market_has_orders_of_its_own() -> None:
    """They end with it, at 18:00 in winter; ordinary orders are not taken by day, nor daytime ones by night."""
    scene = Abroad(MORNING)
    assert refused(scene, Side.BUY, "AAPL", 1, "250.00") is Reason.CLOSED_ABROAD
    made = scene.buy("AAPL", 1, "250.00", venue=DAYTIME)
    assert scene.row(made).is_open

    scene.go("2026-11-24T18:00")
    assert scene.row(made).cancelled == 1
    assert refused(scene, Side.BUY, "AAPL", 1, "250.00", venue=DAYTIME) is Reason.CLOSED_ABROAD


@pytest.mark.parametrize(
    ("at", "reason"),
    [
        ("2026-11-24T22:00", Reason.BEFORE_OPEN),
        ("2026-11-25T06:30", Reason.AFTER_CLOSE),
        ("2026-11-26T23:45", Reason.HOLIDAY),
    ],
    ids=["pre-market", "after-market", "Thanksgiving"],
)
def test_paper_knows_the_regular_session_alone(at: str, reason: Reason) -> None:
    """Outside of it paper refuses, in words of its own."""
    scene = Abroad()
    scene.go(at)

    assert refused(scene, Side.BUY, "AAPL", 1, "250.00", account=scene.paper) is reason


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        pytest.param((Side.BUY, "AAPL", 1, "0"), Reason.OFF_TICK, id="no price"),
        pytest.param((Side.BUY, "AAPL", 1, "250.005"), Reason.OFF_TICK, id="half a cent"),
        pytest.param((Side.BUY, "AAPL", 0, "250.00"), Reason.QUANTITY, id="no shares"),
        pytest.param((Side.BUY, "AAPL", 1_000, "250.00"), Reason.CASH, id="too dear"),
        pytest.param((Side.SELL, "AAPL", 1, "250.00"), Reason.NOTHING_HELD, id="nothing held"),
        pytest.param((Side.BUY, "00700", 100, "600"), Reason.CLOSED_ABROAD, id="Hong Kong sleeps"),
    ],
)
def test_refusals(order: tuple[Any, ...], reason: Reason) -> None:
    """Each for its own reason."""
    assert refused(Abroad(NIGHT), *order) is reason


def test_exchange_must_be_that_of_the_symbol() -> None:
    """Apple is not traded at NYSE."""
    assert refused(Abroad(), Side.BUY, "AAPL", 1, "250.00", venue="NYSE") is Reason.UNKNOWN_SYMBOL


@pytest.mark.parametrize(
    ("symbol", "side", "quantity", "kind", "reason"),
    [
        ("7203", Side.BUY, 50, "00", Reason.LOT),
        ("7203", Side.SELL, 50, "00", Reason.LOT),
        ("00700", Side.SELL, 50, "00", Reason.LOT),
        ("00700", Side.SELL, 50, "50", None),
        ("00700", Side.SELL, 100, "50", Reason.LOT),
        ("00700", Side.BUY, 50, "50", Reason.ORDER_TYPE),
        ("600519", Side.SELL, 50, "00", None),
        ("600519", Side.BUY, 50, "00", Reason.LOT),
    ],
)
def test_lots(symbol: str, side: Side, quantity: int, kind: str, reason: Reason | None) -> None:
    """Whole lots, but for odd-lot sales in Hong Kong and sales in China."""
    scene = Abroad(datetime(2026, 11, 24, 11, 0, tzinfo=KST))
    scene.give(symbol, 200)
    scene.fund(symbol, 10_000_000)
    price = str(scene.floor.markets[symbol].listing.board.decimal(scene.floor.quote(symbol).last))

    if reason is None:
        scene.order(side, symbol, quantity, price, kind=kind)
    else:
        assert refused(scene, side, symbol, quantity, price, kind=kind) is reason


def test_vietnam_only_cancels() -> None:
    """No amendment; a cancellation frees the money."""
    scene = Abroad(datetime(2026, 11, 25, 11, 30, tzinfo=KST))
    scene.fund("VNM", 100_000_000)
    made = scene.buy("VNM", 100, "58000")
    with pytest.raises(Refusal) as no:
        scene.floor.amend(scene.real, AmendOrder(made.number, 58_100))
    assert no.value.reason is Reason.NO_AMENDMENT

    scene.floor.cancel(scene.real, CancelOrder(made.number))
    assert scene.row(made).cancelled == 100


def test_price_limits_are_those_of_the_exchange() -> None:
    """Shanghai ten percent, the US none."""
    scene = Abroad(datetime(2026, 11, 24, 11, 0, tzinfo=KST))
    assert refused(scene, Side.BUY, "601318", 100, "40.00") is Reason.PRICE_LIMIT
    night = Abroad(NIGHT)

    assert night.row(night.buy("AAPL", 1, "1.00")).is_open


def test_numbers_are_not_those_of_domestic_orders() -> None:
    """One branch numbers both, so they must differ."""
    assert Abroad().buy("AAPL", 1, "200.00").number == "0030000001"


def test_order_day_is_that_of_the_exchange() -> None:
    """After midnight in Korea it is still the same day in New York, and the order can be cancelled."""
    scene = Abroad(NIGHT)
    made = scene.buy("AAPL", 1, "200.00")
    scene.go("2026-11-25T02:00")
    scene.floor.cancel(scene.real, CancelOrder(made.number))

    assert str(scene.row(made).id.day) == "2026-11-24"
    assert scene.row(made).cancelled == 1
