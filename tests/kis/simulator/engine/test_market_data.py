"""Quotes, books and candles that a client can believe, and the same ones every time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from kis.credentials import Environment
from kis.market.clock import KST
from kis.market.ticks import is_on_tick
from kis.simulator.accounts import open_accounts
from kis.simulator.domestic.listings import LISTINGS
from kis.simulator.events import BookChanged, TradePrinted
from kis.simulator.history import Period

from .scene import KODEX, SAMSUNG, Scene


@pytest.mark.parametrize("symbol", LISTINGS)
def test_every_symbol_is_plausible(scene: Scene, symbol: str) -> None:
    """Prices on their ticks, within limits, in order; ten levels a side that do not cross."""
    quote, book = scene.broker.quote(symbol), scene.broker.book(symbol).book
    board = quote.listing.board

    assert quote.lower <= quote.low <= min(quote.open, quote.last) <= max(quote.open, quote.last) <= quote.high
    assert quote.high <= quote.upper
    prices = [level.price for level in (*reversed(book.asks), *book.bids)]
    assert len(prices) == 20
    assert prices == sorted(set(prices), reverse=True)
    assert all(is_on_tick(price, board) for price in (*prices, quote.last, quote.open, quote.high, quote.low))
    assert quote.last in (book.asks[0].price, book.bids[0].price)
    assert all(level.size >= 30 for level in (*book.asks, *book.bids))


@pytest.mark.parametrize("seed", range(5))
def test_the_examples_of_the_manual_make_sense(seed: int) -> None:
    """`매수 삼성전자 10 70000` waits below the market and `알림 삼성전자 71000 이상` above it, whatever the seed."""
    assert 70_000 < Scene(seed=seed).broker.quote(SAMSUNG).last < 71_000


def test_quote_follows_the_trades(scene: Scene) -> None:
    """Last, high, low, change, sign and volume."""
    before = scene.broker.quote(SAMSUNG)

    scene.broker.set_price(SAMSUNG, 91_600, volume=5)
    top = scene.broker.quote(SAMSUNG)
    scene.broker.set_price(SAMSUNG, 68_000, volume=7)
    low = scene.broker.quote(SAMSUNG)

    assert (top.last, top.high, top.sign, top.change) == (91_600, 91_600, "1", 21_100)
    assert (low.last, low.low, low.sign, low.rate) == (68_000, 68_000, "5", Decimal("-3.55"))
    assert low.volume == before.volume + 12
    assert low.value == before.value + 5 * 91_600 + 7 * 68_000
    assert (low.buy_volume - before.buy_volume, low.sell_volume - before.sell_volume) == (5, 7)


def test_at_the_upper_limit_nobody_sells(scene: Scene) -> None:
    """The asks end at the limit of the day."""
    scene.broker.set_price(SAMSUNG, 91_600)

    book = scene.broker.book(SAMSUNG).book
    assert [level.price for level in book.asks] == [91_600]
    assert len(book.bids) == 10


def test_book_tells_how_its_totals_changed(scene: Scene) -> None:
    """By the shares that came or went."""
    scene.buy(10, 70_000)
    scene.buy(5)

    first, second = (event for event in scene.told(BookChanged) if isinstance(event, BookChanged))
    assert (first.bid_change, first.ask_change) == (10, 0)
    assert (second.bid_change, second.ask_change) == (0, -5)


def test_expected_match_only_in_an_auction(scene: Scene) -> None:
    """예상체결 is there from 15:20 to 15:30."""
    by_day = scene.broker.book(SAMSUNG).expected
    scene.clock.set(datetime(2026, 11, 20, 15, 25, tzinfo=KST))

    expected = scene.broker.book(SAMSUNG).expected
    assert by_day is None
    assert expected is not None
    assert expected[0] == scene.broker.quote(SAMSUNG).last


def test_candles_end_at_todays_quote(scene: Scene) -> None:
    """The newest candle is the day so far, the one before it closed at today's reference."""
    quote = scene.broker.quote(SAMSUNG)

    today, yesterday, *_ = scene.broker.candles(SAMSUNG, Period.DAY, date(2026, 1, 1), date(2026, 11, 20))

    assert (today.day, today.open, today.high, today.low) == (date(2026, 11, 20), quote.open, quote.high, quote.low)
    assert (today.close, today.volume, today.value) == (quote.last, quote.volume, quote.value)
    assert (yesterday.day, yesterday.close) == (date(2026, 11, 18) + timedelta(days=1), quote.reference)


def test_candles_of_days_that_were_played(scene: Scene) -> None:
    """Friday's candle is still what Friday's quote was."""
    scene.broker.set_price(SAMSUNG, 80_000)
    scene.clock.set(datetime(2026, 11, 20, 20, 0, tzinfo=KST))
    friday = scene.broker.quote(SAMSUNG)
    scene.clock.set(datetime(2026, 11, 23, 10, 0, tzinfo=KST))

    newest, before, *_ = scene.broker.candles(SAMSUNG, Period.DAY, date(2026, 11, 1), date(2026, 11, 23))

    assert (before.day, before.close, before.high, before.volume) == (
        date(2026, 11, 20),
        friday.last,
        80_000,
        friday.volume,
    )
    assert newest.day == date(2026, 11, 23)


@pytest.mark.parametrize("period", [Period.WEEK, Period.MONTH, Period.YEAR])
def test_longer_candles_are_made_of_days(scene: Scene, period: Period) -> None:
    """Their volumes add up to the days', their highs and lows are the days' own."""
    span = (date(2024, 12, 30), date(2026, 11, 20))
    days = scene.broker.candles(SAMSUNG, Period.DAY, *span)

    longer = scene.broker.candles(SAMSUNG, period, *span)

    assert len(longer) == {Period.WEEK: 99, Period.MONTH: 24, Period.YEAR: 3}[period]
    assert sum(c.volume for c in longer) == sum(d.volume for d in days)
    assert max(c.high for c in longer) == max(d.high for d in days)
    assert min(c.low for c in longer) == min(d.low for d in days)
    assert (longer[0].close, longer[-1].open) == (days[0].close, days[-1].open)
    assert all(c.low <= min(c.open, c.close) <= max(c.open, c.close) <= c.high for c in longer)


def test_prices_stand_still_until_played(scene: Scene) -> None:
    """Autoplay is off at the start; on, prices move, and off again they stop."""
    scene.broker.step(60)
    quiet = len(scene.told(TradePrinted))
    scene.broker.autoplay(True)
    scene.broker.step(10)
    moved = len(scene.told(TradePrinted))
    scene.broker.autoplay(False)
    scene.broker.step(10)

    assert quiet == 0
    assert moved > len(LISTINGS)
    assert len(scene.told(TradePrinted)) == moved


def test_prices_do_not_move_at_night(scene: Scene) -> None:
    """At 21:00 every market is closed; at 17:00 only what NXT and the after-market trade moves."""
    scene.broker.autoplay(True)
    scene.clock.set(datetime(2026, 11, 20, 17, 0, tzinfo=KST))
    scene.broker.step(0)
    scene.events.clear()
    scene.broker.step(10)
    evening = {event.symbol for event in scene.told(TradePrinted) if isinstance(event, TradePrinted)}
    scene.clock.set(datetime(2026, 11, 20, 21, 0, tzinfo=KST))
    scene.events.clear()
    scene.broker.step(10)

    assert SAMSUNG in evening
    assert KODEX not in evening
    assert scene.told(TradePrinted) == []


def play(seed: int) -> list[object]:
    """A short day with one owner's orders in it."""
    scene = Scene(seed=seed)
    scene.broker.autoplay(True)
    scene.buy(10)
    scene.buy(10, 70_000)
    for _ in range(5):
        scene.clock.advance(timedelta(seconds=3))
        scene.broker.step(3)
    return [scene.events, scene.broker.holdings(scene.paper), scene.broker.candles(SAMSUNG, *LAST_WEEKS)]


LAST_WEEKS = (Period.DAY, date(2026, 10, 1), date(2026, 11, 20))


def test_same_seed_same_day() -> None:
    """The same calls give the same events, money and past; another seed gives others."""
    assert play(7) == play(7)
    assert play(7) != play(8)


def test_reset_is_as_started(scene: Scene) -> None:
    """Clock, orders, money and prices; who listens keeps listening."""
    fresh = Scene()
    scene.broker.autoplay(True)
    scene.buy(10)
    scene.clock.advance(timedelta(days=4))
    scene.broker.step(5)

    scene.broker.reset()
    scene.events.clear()
    for each in (scene, fresh):
        each.buy(10)

    assert scene.events == fresh.events
    assert scene.broker.every_order() == fresh.broker.every_order()
    assert scene.broker.autoplaying is False


def test_accounts_are_made_up_from_the_seed() -> None:
    """A real and a paper account for each owner, with lengths as KIS has them; all different."""
    accounts = open_accounts(3, seed=1)

    assert accounts == open_accounts(3, seed=1) != open_accounts(3, seed=2)
    assert [(a.env, a.cash) for a in accounts[:2]] == [
        (Environment.REAL, 10_000_000),
        (Environment.PAPER, 100_000_000),
    ]
    assert {(len(a.app_key), len(a.app_secret), len(a.account)) for a in accounts} == {(36, 180, 11)}
    assert len({a.app_key for a in accounts}) == len({a.account for a in accounts}) == 6
    assert accounts[0].hts_id == accounts[1].hts_id != accounts[2].hts_id
