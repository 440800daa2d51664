"""What time does: settlement, the close, the night, the next day's numbers."""

from __future__ import annotations

from datetime import datetime

import pytest

from kis.market.clock import KST
from kis.simulator.events import OrderCancelled, TradePrinted

from .scene import SAMSUNG, Scene


def at(text: str) -> datetime:
    """A moment of KST."""
    return datetime.fromisoformat(text).replace(tzinfo=KST)


def test_bought_today_paid_on_the_second_trading_day(scene: Scene) -> None:
    """D+2 cash falls at once; the money leaves on Tuesday after a Friday's trade."""
    scene.buy(10)
    paid = 100_000_000 - scene.broker.holdings(scene.paper).cash_d2

    days = []
    for _ in range(5):
        holdings = scene.broker.holdings(scene.paper)
        days.append([100_000_000 - won for won in (holdings.cash, holdings.cash_d1, holdings.cash_d2)])
        scene.pass_days(1)

    friday, saturday, sunday, monday, tuesday = days
    assert paid > 700_000
    assert friday == saturday == sunday == [0, 0, paid]
    assert monday == [0, paid, paid]
    assert tuesday == [paid, paid, paid]


def test_money_of_a_sale_buys_at_once(scene: Scene) -> None:
    """Proceeds count for new orders before they settle."""
    scene.buy(1_000)
    before = scene.broker.holdings(scene.paper).available

    scene.sell(1_000)

    after = scene.broker.holdings(scene.paper)
    assert after.available > before + 69_000_000
    assert after.cash == 100_000_000


def test_sold_out_positions_stay_for_two_days(scene: Scene) -> None:
    """With no shares, so that the day's trades can still be seen."""
    scene.buy(10)
    scene.sell(10)

    seen = []
    for _ in range(5):
        seen.append([(p.quantity, p.today.sell_quantity) for p in scene.broker.holdings(scene.paper).positions])
        scene.pass_days(1)

    friday, saturday, _, monday, tuesday = seen
    assert friday == [(0, 10)]
    assert saturday == monday == [(0, 0)]
    assert tuesday == []


def test_unfilled_orders_end_with_the_day(scene: Scene) -> None:
    """At 15:30 what is left is cancelled and its cash is free."""
    receipt = scene.buy(10, 69_000)

    scene.clock.set(at("2026-11-20T15:29:59"))
    before = scene.row(receipt).remaining
    scene.clock.set(at("2026-11-20T15:30:00"))

    order = scene.row(receipt)
    assert (before, order.remaining, order.cancelled) == (10, 0, 10)
    assert scene.broker.holdings(scene.paper).available == 100_000_000
    (told,) = scene.told(OrderCancelled)
    assert isinstance(told, OrderCancelled)
    assert (told.expired, told.time) == (True, at("2026-11-20T15:30:00"))


@pytest.mark.parametrize(
    ("kind", "price", "filled"),
    [("00", 70_000, 0), ("00", 72_000, 10), ("01", 0, 10)],
    ids=["too low", "high enough", "at the market"],
)
def test_closing_auction(scene: Scene, kind: str, price: int, filled: int) -> None:
    """Orders of the last ten minutes wait and trade at the closing price."""
    scene.clock.set(at("2026-11-20T15:25"))
    receipt = scene.buy(10, price, kind=kind)
    waiting = scene.row(receipt).remaining
    scene.broker.set_price(SAMSUNG, 71_000)

    scene.clock.set(at("2026-11-20T15:31"))

    order = scene.row(receipt)
    assert (waiting, order.filled, order.remaining) == (10, filled, 0)
    assert order.amount == filled * 71_000


def test_conditional_limit_trades_at_the_close(scene: Scene) -> None:
    """조건부지정가 waits at its limit by day and takes any price at the close."""
    receipt = scene.buy(10, 69_000, kind="02")

    scene.clock.set(at("2026-11-20T15:30"))

    assert scene.row(receipt).amount == 10 * scene.broker.quote(SAMSUNG).last


def test_auction_price_does_not_cross_waiting_orders(scene: Scene) -> None:
    """While orders are gathered the price may fall below a bid; no ask is shown at or under it."""
    scene.buy(10, 70_000)
    scene.clock.set(at("2026-11-20T15:25"))

    scene.broker.set_price(SAMSUNG, 69_000)

    book = scene.broker.book(SAMSUNG).book
    assert (book.bids[0].price, book.bids[0].size, book.asks[0].price) == (70_000, 10, 70_100)


def test_auction_price_does_not_cross_waiting_sales(scene: Scene) -> None:
    """Nor a bid at or above a waiting sale."""
    scene.buy(10)
    scene.sell(10, 70_500)
    scene.clock.set(at("2026-11-20T15:25"))

    scene.broker.set_price(SAMSUNG, 72_000)

    book = scene.broker.book(SAMSUNG).book
    assert (book.asks[0].price, book.asks[0].size, book.bids[0].price) == (70_500, 10, 70_400)


def test_orders_before_the_open_wait_for_it() -> None:
    """A real order of 08:25 is taken, and trades at 09:00."""
    scene = Scene(at("2026-11-20T08:25"))
    receipt = scene.buy(10, account=scene.real)
    waiting = scene.row(receipt, scene.real)

    scene.clock.set(at("2026-11-20T09:00"))

    assert (waiting.filled, waiting.time) == (0, at("2026-11-20T08:25"))
    assert scene.row(receipt, scene.real).filled == 10
    opening = scene.told(TradePrinted)[0]
    assert isinstance(opening, TradePrinted)
    assert opening.auction


def test_before_the_open_nothing_has_traded() -> None:
    """The quote stands at the reference price without volume; the open makes the day's first price."""
    scene = Scene(at("2026-11-20T08:00"))
    before = scene.broker.quote(SAMSUNG)

    scene.clock.set(at("2026-11-20T09:01"))

    assert (before.last, before.volume, before.change) == (before.reference, 0, 0)
    assert scene.broker.quote(SAMSUNG).volume > 0
