"""What time does: settlement, the close, the night, the next day's numbers."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from kis.market.clock import KST
from kis.market.holidays import CALENDAR
from kis.market.sessions import Venue
from kis.simulator.clock import SimClock, usual_start
from kis.simulator.events import OrderCancelled, TradePrinted
from kis.simulator.orders import Side

from .scene import KODEX, MORNING, SAMSUNG, Scene


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


def test_nxt_trades_before_and_after(scene: Scene) -> None:
    """NXT takes a limit order at 17:00 until 20:00; KRX takes its after-market type."""
    scene.clock.set(at("2026-11-20T17:00"))
    nxt = scene.buy(1, 69_000, account=scene.real, venue=Venue.NXT)
    krx = scene.buy(1, 69_000, account=scene.real, kind="41")

    scene.broker.set_price(SAMSUNG, 69_000)

    assert scene.row(nxt, scene.real).filled == scene.row(krx, scene.real).filled == 1


def test_a_print_in_the_pre_market_fills() -> None:
    """While KRX only gathers orders, NXT trades: at 08:35."""
    scene = Scene(at("2026-11-20T08:35"))
    nxt = scene.buy(1, 70_000, account=scene.real, venue=Venue.NXT)
    krx = scene.buy(1, 70_000, account=scene.real)

    scene.broker.set_price(SAMSUNG, 70_000)

    assert (scene.row(nxt, scene.real).filled, scene.row(krx, scene.real).filled) == (1, 0)


def test_pre_market_orders_of_their_own_kind_end_with_it() -> None:
    """GTP orders are cancelled at 08:50, plain NXT orders stay."""
    scene = Scene(at("2026-11-20T08:10"))
    gtp = scene.buy(1, 69_000, account=scene.real, venue=Venue.NXT, kind="27")
    plain = scene.buy(1, 69_000, account=scene.real, venue=Venue.NXT)

    scene.clock.set(at("2026-11-20T08:50"))

    assert scene.row(gtp, scene.real).cancelled == 1
    assert scene.row(plain, scene.real).is_open


def test_a_new_day_starts_at_the_last_price(scene: Scene) -> None:
    """Yesterday's close is the reference; limits follow, numbers start again."""
    scene.broker.set_price(SAMSUNG, 80_000)
    first = scene.buy(1)

    scene.clock.set(at("2026-11-23T10:00"))
    second = scene.buy(1)

    quote = scene.broker.quote(SAMSUNG)
    assert (quote.reference, quote.upper, quote.lower) == (80_000, 104_000, 56_000)
    assert (first.number, second.number) == ("0000000001", "0000000001")
    assert [o.id.day for o in scene.broker.orders(scene.paper, date(2026, 11, 20), date(2026, 11, 23))] == [
        date(2026, 11, 20),
        date(2026, 11, 23),
    ]


def test_yesterday_is_remembered(scene: Scene) -> None:
    """The balance tells yesterday's trades and what the account was worth."""
    scene.buy(10)
    worth = scene.broker.holdings(scene.paper).total
    close = scene.broker.quote(SAMSUNG).last

    scene.clock.set(at("2026-11-23T10:00"))
    scene.broker.set_price(SAMSUNG, close + 1_000)

    holdings = scene.broker.holdings(scene.paper)
    assert (holdings.yesterday.buy_quantity, holdings.today.buy_quantity) == (10, 0)
    assert holdings.previous_total == worth
    assert holdings.total == worth + 10_000


def test_far_jumps_are_short_work(scene: Scene) -> None:
    """Decades pass in a moment: orders end, money settles, the market goes on."""
    receipt = scene.buy(10, 69_000)
    scene.buy(10)

    scene.clock.set(at("2099-06-01T10:00"))

    assert scene.row(receipt).remaining == 0
    holdings = scene.broker.holdings(scene.paper)
    assert holdings.cash == holdings.cash_d2
    assert len(scene.told(TradePrinted)) < 34 * 2 * 40
    assert scene.row(scene.buy(1)).filled == 1


def test_the_clock_may_go_back(scene: Scene) -> None:
    """A sale of next week does not pay for a purchase of this week before it settles."""
    scene.buy(1_000)
    scene.clock.set(at("2026-11-26T10:00"))
    scene.sell(1_000)
    scene.clock.set(at("2026-11-20T10:00"))
    scene.buy(1_000)

    for _ in range(12):
        assert scene.broker.holdings(scene.paper).cash >= 0
        scene.pass_days(1)


def test_closing_hours_follow_the_day() -> None:
    """On the day of the 수능 all is an hour later."""
    scene = Scene(at("2026-11-19T10:30"))
    receipt = scene.buy(1, 69_000)

    scene.clock.set(at("2026-11-19T16:00"))
    late = scene.row(receipt).is_open
    scene.clock.set(at("2026-11-19T16:30"))

    assert (late, scene.row(receipt).is_open) == (True, False)


def test_always_open_orders_live_until_midnight() -> None:
    """There is no close, so the day ends them."""
    scene = Scene(at("2026-11-20T18:00"), always_open=True)
    receipt = scene.order(Side.BUY, 1, 40_000, symbol=KODEX)

    scene.clock.set(at("2026-11-20T23:59:59"))
    late = scene.row(receipt).is_open
    scene.clock.set(at("2026-11-21T00:00"))

    assert (late, scene.row(receipt).is_open) == (True, False)


def test_clock_runs_at_its_speed() -> None:
    """Sixty seconds of market time a second, from where it was set."""
    host = [100.0]
    clock = SimClock(MORNING, speed=60, monotonic=lambda: host[0])
    host[0] += 2
    ran = clock.now()
    clock.set(datetime(2026, 11, 20, 14, 0))  # noqa: DTZ001 - a time without a zone is KST
    host[0] += 1

    assert ran - MORNING == timedelta(minutes=2)
    assert clock.now() == at("2026-11-20T14:01")
    clock.reset()
    assert clock.now() == MORNING


@pytest.mark.parametrize(
    ("today", "start"),
    [("2026-11-20", "2026-11-20T10:00"), ("2026-11-22", "2026-11-20T10:00"), ("2026-12-25", "2026-12-24T10:00")],
    ids=["a trading day", "a Sunday", "Christmas"],
)
def test_usual_start(today: str, start: str) -> None:
    """10:00 on the last trading day."""
    assert usual_start(date.fromisoformat(today), CALENDAR) == at(start)
