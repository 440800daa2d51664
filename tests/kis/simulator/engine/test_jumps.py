"""Later days, jumps of the clock, and what a day leaves behind."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from kis.market.clock import KST
from kis.market.holidays import CALENDAR
from kis.market.sessions import Venue
from kis.simulator.clock import SimClock, usual_start
from kis.simulator.events import TradePrinted
from kis.simulator.orders import Side

from .scene import KODEX, MORNING, SAMSUNG, Scene


def at(text: str) -> datetime:
    """A moment of KST."""
    return datetime.fromisoformat(text).replace(tzinfo=KST)


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
