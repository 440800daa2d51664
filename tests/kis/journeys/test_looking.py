"""Looking: from a few letters to everything the market shows of a stock, which all tells the same story."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal
from itertools import pairwise

from kis.client import Kis
from kis.domestic.indices import KOSPI200
from kis.domestic.market_codes import DailyPrices
from kis.domestic.price import Price
from kis.simulator import Simulator
from kis.simulator.domestic.indices import INDICES
from kis.symbols import Instrument, well_known
from tests.kis.simulator.server.customer import customer

MONDAY = date(2026, 11, 23)


def play(simulator: Simulator, minutes: int = 1) -> None:
    """Let the market trade by itself."""
    simulator.broker.autoplay(on=True)
    for _ in range(minutes * 60):
        simulator.broker.clock.advance(timedelta(seconds=1))
        simulator.broker.step(1)
    simulator.broker.autoplay(on=False)


async def test_all_that_is_shown_of_a_stock_agrees(simulator: Simulator) -> None:
    """Price, book, trades, minutes, days, chart, ranking and index, to the won and to the share."""
    found = well_known().resolve("삼전")
    assert isinstance(found, Instrument)
    symbol = found.code

    async with customer(simulator) as kis:
        play(simulator)
        quotes, now = kis.domestic.quotes, kis.clock.now
        price = await quotes.price(symbol=symbol)
        assert price.symbol == symbol

        book = await quotes.order_book(symbol=symbol)
        assert price.price in (book.ladder.asks[0].price, book.ladder.bids[0].price)
        assert book.ladder.bids[0].price < book.ladder.asks[0].price

        await _trades_agree(kis, price, now().time())
        await _minutes_agree(kis, price, now().time())
        await _days_agree(kis, price)
        await _lists_agree(kis, price)
        await _index_agrees(kis)


async def _trades_agree(kis: Kis, price: Price, now: time) -> None:
    """The newest trade made the price; sums run back from the volume."""
    trades = await kis.domestic.quotes.trades(symbol=price.symbol)
    timed = (await kis.domestic.quotes.timed_trades(symbol=price.symbol, until=now)).trades

    assert (trades[0].price, trades[0].change, timed[0].day_volume) == (price.price, price.change, price.volume)
    assert [(each.time, each.price, each.volume) for each in timed] == [
        (each.time, each.price, each.volume) for each in trades
    ]
    for later, earlier in pairwise(timed):
        assert (later.day_volume or 0) - (later.volume or 0) == earlier.day_volume


async def _minutes_agree(kis: Kis, price: Price, now: time) -> None:
    """The minutes of the day make up its volume, value, open, high and low."""
    minutes = await kis.domestic.quotes.minutes(symbol=price.symbol, until=now)

    assert len(minutes) > 60
    assert {each.date for each in minutes} == {MONDAY}
    assert (minutes[-1].time, minutes[-1].open, minutes[0].close) == (time(9), price.open, price.price)
    assert max(each.high for each in minutes) == price.high
    assert min(each.low for each in minutes) == price.low
    assert sum(each.volume for each in minutes) == price.volume
    assert minutes[0].day_value == price.value


async def _days_agree(kis: Kis, price: Price) -> None:
    """Chart and list of days are the same days; today's is the quote, and each change is against the day before."""
    quotes = kis.domestic.quotes
    days = await quotes.days(symbol=price.symbol)
    raw = await quotes.days(symbol=price.symbol, prices=DailyPrices.RAW)
    candles = await quotes.candles(symbol=price.symbol, start=days[-1].date, end=MONDAY)
    past = await quotes.past_minutes(symbol=price.symbol, day=days[1].date)

    assert (days[0].date, days[0].close, days[0].volume, days[0].change) == (
        MONDAY,
        price.price,
        price.volume,
        price.change,
    )
    assert days == raw
    assert [(d.date, d.open, d.high, d.low, d.close, d.volume) for d in days] == [
        (c.date, c.open, c.high, c.low, c.close, c.volume) for c in candles
    ]
    assert [day.change for day in days[:-1]] == [now.close - then.close for now, then in pairwise(days)]
    assert sum(each.volume for each in past) == days[1].volume
    assert (past[-1].open, past[0].close) == (days[1].open, days[1].close)


async def _lists_agree(kis: Kis, price: Price) -> None:
    """Rankings and the watchlist show the same quote."""
    ranked = {row.symbol: row for row in await kis.domestic.ranks.volume()}
    biggest = (await kis.domestic.ranks.market_cap())[0]
    watched, index = await kis.domestic.watchlists.multi([price.symbol, KOSPI200])
    members = await kis.domestic.quotes.members(symbol=price.symbol)
    listed = price.listed_shares or 0

    row = ranked[price.symbol]
    assert (row.price, row.volume, row.value) == (price.price, price.volume, price.value)
    assert (biggest.symbol, biggest.market_cap) == (price.symbol, Decimal(price.price * listed // 100_000_000))
    assert (watched.price, watched.volume, watched.upper_limit) == (price.price, price.volume, price.upper_limit)
    assert index.price == (await kis.domestic.indices.price(index=KOSPI200)).price
    assert sum(seller.quantity for seller in members.sellers) <= (price.volume or 0)


async def _index_agrees(kis: Kis) -> None:
    """KOSPI200 is what its members are worth, asked one by one; its newest candle is its quote."""
    index = INDICES[KOSPI200]
    prices = {row.symbol: row.price for row in await kis.domestic.watchlists.multi([m.code for m in index.members])}
    worth = sum(int(prices[member.code]) * member.shares for member in index.members)
    quote = await kis.domestic.indices.price(index=KOSPI200)
    newest, before = (await kis.domestic.indices.chart(index=KOSPI200, start=date(2026, 11, 20), end=MONDAY)).candles

    assert abs(quote.price * 100 - index.level(worth)) <= 1
    assert (newest.close, newest.high, newest.low) == (quote.price, quote.high, quote.low)
    assert quote.change == quote.price - before.close
