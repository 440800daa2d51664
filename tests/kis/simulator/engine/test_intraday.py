"""Tape, minute bars, quote and daily candle tell of the same trades, to the share and to the won."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kis.market.clock import KST
from kis.market.ticks import Board, is_on_tick, snap
from kis.simulator.chance import chance
from kis.simulator.domestic import LISTINGS
from kis.simulator.history import Candle, Period
from kis.simulator.intraday import Minute
from kis.simulator.listing import Listing
from kis.simulator.minutes import draw_minutes
from kis.simulator.orders import Side

from .scene import KODEX, MORNING, SAMSUNG, Scene

OPENING = MORNING.replace(hour=9)
FRIDAY = MORNING.date()
CLOSE = time(15, 30)
SUNEUNG = date(2026, 11, 19)
"""Trading begins and ends an hour later on the day of the university entrance exam."""
MINUTE = timedelta(minutes=1)


def of_day(scene: Scene, symbol: str, day: date) -> list[Minute]:
    """The minute bars of one day, oldest first."""
    end = datetime.combine(day, datetime.max.time(), KST)
    return [bar for bar in scene.broker.domestic.minutes(symbol, end, 400) if bar.start.date() == day][::-1]


def day_candle(scene: Scene, symbol: str, day: date) -> Candle:
    """The daily candle of one day."""
    [candle] = scene.broker.candles(symbol, Period.DAY, day, day)
    return candle


def summed(bars: list[Minute], day: date) -> Candle:
    """The candle that minute bars make up."""
    high, low = max(bar.high for bar in bars), min(bar.low for bar in bars)
    volume, value = sum(bar.volume for bar in bars), sum(bar.value for bar in bars)
    return Candle(day, bars[0].open, high, low, bars[-1].close, volume, value)


@pytest.mark.parametrize("seed", range(2))
def test_the_morning_before_the_simulation_adds_up(seed: int) -> None:
    """Every trade made up for it stands on a tick, and together they are the quote."""
    scene = Scene(seed=seed)
    for symbol in LISTINGS:
        quote, trades = scene.broker.quote(symbol), scene.broker.domestic.trades(symbol)[::-1]
        prices, bars = [trade.price for trade in trades], of_day(scene, symbol, FRIDAY)

        assert (prices[0], max(prices), min(prices), prices[-1]) == (quote.open, quote.high, quote.low, quote.last)
        assert sum(trade.quantity for trade in trades) == quote.volume
        assert sum(trade.quantity for trade in trades if trade.aggressor is Side.BUY) == quote.buy_volume
        assert sum(trade.quantity * trade.price for trade in trades) == quote.value
        assert summed(bars, FRIDAY) == day_candle(scene, symbol, FRIDAY)
        assert (bars[-1].day_volume, bars[-1].day_value) == (quote.volume, quote.value)
        assert all(is_on_tick(price, quote.listing.board) for price in prices)
        assert [trade.time for trade in trades] == sorted(trade.time for trade in trades)
        assert (trades[0].time, trades[-1].time) == (OPENING, MORNING)
        assert next(trade.time for trade in trades if trade.price == quote.high) == quote.high_at
        assert next(trade.time for trade in trades if trade.price == quote.low) == quote.low_at


def test_new_trades_go_on_from_there(scene: Scene) -> None:
    """Orders and prints reach tape, bar, quote and candle alike, also within the minute that had begun."""
    scene.broker.set_price(SAMSUNG, 71_000, 5)
    scene.buy(7)
    scene.clock.advance(timedelta(minutes=2))
    scene.broker.set_price(SAMSUNG, 70_000, 9)

    quote, trades = scene.broker.quote(SAMSUNG), scene.broker.domestic.trades(SAMSUNG)
    bars = of_day(scene, SAMSUNG, FRIDAY)
    assert [(trade.price, trade.quantity) for trade in trades[:3]] == [(70_000, 9), (71_000, 7), (71_000, 5)]
    assert summed(bars, FRIDAY) == day_candle(scene, SAMSUNG, FRIDAY)
    assert (bars[-1].start, bars[-1].volume, bars[-2].close) == (MORNING + 2 * MINUTE, 9, 71_000)
    assert (bars[-1].day_volume, bars[-1].day_value) == (quote.volume, quote.value)
    assert len({bar.start for bar in bars}) == len(bars)


def test_a_day_that_is_over_keeps_its_bars(scene: Scene) -> None:
    """And the days since have theirs, for a week; what is older is made up again but still adds up."""
    scene.broker.set_price(SAMSUNG, 72_000, 5)
    before = of_day(scene, SAMSUNG, FRIDAY)
    for _ in range(3):
        scene.pass_days(1)
    after = of_day(scene, SAMSUNG, FRIDAY)
    monday = of_day(scene, SAMSUNG, FRIDAY + timedelta(days=3))
    for _ in range(7):
        scene.pass_days(1)

    assert after[: len(before)] == before
    assert [bar.start.time().isoformat() for bar in monday] == ["09:00:00"]
    assert summed(of_day(scene, SAMSUNG, FRIDAY), FRIDAY) == day_candle(scene, SAMSUNG, FRIDAY)


@pytest.mark.parametrize("symbol", [SAMSUNG, KODEX, "207940", "114800"])
def test_days_of_the_past_add_up(scene: Scene, symbol: str) -> None:
    """The bars made up for a past day are its candle, within the session, on ticks."""
    candles = scene.broker.candles(symbol, Period.DAY, FRIDAY - timedelta(days=20), FRIDAY - timedelta(days=1))

    for candle in candles:
        bars = of_day(scene, symbol, candle.day)
        assert summed(bars, candle.day) == candle
        assert len(bars) > 300
        late = timedelta(hours=1 if candle.day == SUNEUNG else 0)
        assert OPENING.time() <= (bars[0].start - late).time() < (bars[-1].start - late).time() < CLOSE
        assert all(bar.low * bar.volume <= bar.value <= bar.high * bar.volume for bar in bars)
    assert bars == of_day(Scene(), symbol, candles[-1].day)


def test_bars_page_into_the_past(scene: Scene) -> None:
    """Newest first from any moment on, over weekends and holidays."""
    page = scene.broker.domestic.minutes(SAMSUNG, MORNING - timedelta(minutes=30), 30)
    older = scene.broker.domestic.minutes(SAMSUNG, page[-1].start - MINUTE, 500)

    assert [bar.start for bar in page] == [OPENING + MINUTE * index for index in range(30, 0, -1)]
    assert [older[0].start, older[1].start.date()] == [OPENING, FRIDAY - timedelta(days=1)]
    starts = [bar.start for bar in (*page, *older)]
    assert starts == sorted(set(starts), reverse=True)


@pytest.mark.parametrize("size", [5, 60])
def test_longer_bars_are_made_of_minutes(scene: Scene, size: int) -> None:
    """They begin at multiples of their size and hold the same trades."""
    minutes = of_day(scene, SAMSUNG, FRIDAY)
    bars = scene.broker.domestic.minutes(SAMSUNG, MORNING, 30, size=size)
    today = [bar for bar in bars if bar.start.date() == FRIDAY][::-1]

    assert all(bar.start.minute % size == 0 for bar in bars)
    assert summed(today, FRIDAY) == summed(minutes, FRIDAY)
    assert (today[-1].day_volume, today[-1].day_value) == (minutes[-1].day_volume, minutes[-1].day_value)


@given(
    board=st.sampled_from((Board.STOCK, Board.US, Board.HONG_KONG, Board.INDEX_OPTION)),
    prices=st.lists(st.integers(20_000, 26_000), min_size=4, max_size=4),
    lots=st.one_of(st.integers(1, 60), st.integers(1_000, 5_000_000)),
    lot=st.sampled_from((1, 100)),
    seed=st.integers(0, 9),
)
def test_any_day_can_be_told_in_minutes(board: Board, prices: list[int], lots: int, lot: int, seed: int) -> None:
    """Wide or narrow, thin or busy."""
    low, opened, close, high = (
        snap(price, board, up=False) for price in (min(prices), prices[0], prices[1], max(prices))
    )
    volume, day = lots * lot, date(2026, 11, 19)
    candle = Candle(day, opened, high, low, close, volume, volume * ((high + low) // 2))
    listing = Listing(code="X", name="X", board=board, reference=opened, shares=10**9, venue="X", lot=lot)
    begin = datetime(2026, 11, 19, 22, 30, tzinfo=KST)

    bars = draw_minutes(candle, listing, begin, begin + timedelta(hours=6.5), chance(seed, "test"))

    assert summed(bars, day) == candle
    assert all(bar.volume > 0 and bar.volume % lot == 0 for bar in bars)
    assert all(bar.low <= min(bar.open, bar.close) <= max(bar.open, bar.close) <= bar.high for bar in bars)
    assert all(bar.low * bar.volume <= bar.value <= bar.high * bar.volume for bar in bars)
    assert all(after.open == before.close for before, after in pairwise(bars))
    assert len(bars) == min(390, max(1, lots // 50))
