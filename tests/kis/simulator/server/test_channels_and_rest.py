"""What realtime channels tell and what REST answers a moment later are the same, field by field."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from kis.overseas.codes import DaytimeMarket, Exchange, QuotedAt
from kis.realtime import domestic, overseas
from kis.realtime.overseas import OverseasBook, OverseasTick, overseas_key

from .hearing import Listener, listening

SAMSUNG = "005930"
KODEX = "069500"
WARRANT = "57KA01"


@pytest.fixture
async def ear() -> AsyncIterator[Listener]:
    async with listening() as ear:
        yield ear


async def test_index(ear: Listener) -> None:
    """Level, day, breadth, and volume in thousands of shares and millions of won."""
    await ear.register(domestic.INDEX_TRADES, domestic.KOSPI)
    ear.broker.set_price(SAMSUNG, 71_000)
    seen: domestic.IndexTick = await ear.next(domestic.IndexTick)
    quote = await ear.kis.domestic.indices.price(index=domestic.KOSPI)

    assert (seen.price, seen.change, seen.change_rate) == (quote.price, quote.change, quote.change_rate)
    assert (seen.open, seen.high, seen.low) == (quote.open, quote.high, quote.low)
    assert (seen.day_volume, seen.day_value) == (quote.volume, quote.value)
    assert (seen.rising, seen.falling, seen.unchanged) == (quote.rising, quote.falling, quote.unchanged)


async def test_members(ear: Listener) -> None:
    """The same five on each side, with the same shares."""
    await ear.register(domestic.MEMBERS, SAMSUNG)
    ear.broker.set_price(SAMSUNG, 71_000)
    seen: domestic.Members = await ear.next(domestic.Members)
    asked = await ear.kis.domestic.quotes.members(symbol=SAMSUNG)

    assert (seen.seller_names, seen.buyer_names) == (asked.seller_names, asked.buyer_names)
    assert (seen.seller_codes, seen.buyer_foreign) == (asked.seller_codes, asked.buyer_foreign)
    assert (seen.seller_quantities, seen.buyer_shares) == (asked.seller_quantities, asked.buyer_shares)
    assert (seen.foreign_sold, seen.foreign_bought_rate) == (asked.foreign_sold, asked.foreign_bought_rate)
    assert seen.foreign_net_buying == asked.foreign_net_buying


async def test_fund(ear: Listener) -> None:
    """Net asset value, its change and its day."""
    await ear.register(domestic.ETF_NAV, KODEX)
    ear.broker.set_price(KODEX, 44_500)
    seen: domestic.EtfNav = await ear.next(domestic.EtfNav)
    asked = (await ear.kis.domestic.etf.nav(symbol=KODEX)).nav

    assert (seen.nav, seen.change, seen.change_rate) == (asked.nav, asked.nav_change, asked.nav_change_rate)
    assert seen.sign == asked.nav_change_sign
    assert (seen.open, seen.high, seen.low) == (asked.nav_open, asked.nav_high, asked.nav_low)


async def test_warrant(ear: Listener) -> None:
    """Price, day, and what the model makes of it."""
    await ear.register(domestic.ELW_TRADES, WARRANT)
    ear.broker.set_price(WARRANT, ear.broker.quote(WARRANT).last)
    seen: domestic.ElwTick = await ear.next(domestic.ElwTick)
    asked = await ear.kis.domestic.elw.price(symbol=WARRANT)

    assert (seen.price, seen.change, seen.change_rate) == (asked.price, asked.change, asked.change_rate)
    assert (seen.day_volume, seen.day_value) == (asked.volume, asked.value)
    assert (seen.open, seen.high, seen.low) == (asked.open, asked.high, asked.low)
    assert (seen.ask, seen.bid) == (asked.ask, asked.bid)
    assert (seen.theoretical_price, seen.implied_volatility) == (asked.theoretical_price, asked.implied_volatility)


@pytest.mark.parametrize(
    ("symbol", "market", "hour"),
    [("AAPL", Exchange.NASDAQ, 23), ("7203", Exchange.TOKYO, 14), ("AAPL", DaytimeMarket.NASDAQ, 14)],
    ids=["US", "Tokyo", "US by Korean day"],
)
async def test_overseas(symbol: str, market: QuotedAt, hour: int) -> None:
    """Price, change and volume, and ten levels of each side."""
    async with listening(hour, 45, day=25) as ear:
        key = overseas_key(symbol, market, realtime=True)
        await ear.register(overseas.TRADES, key)
        await ear.register(overseas.BOOK, key)
        ear.broker.overseas.set_price(symbol, ear.broker.overseas.quote(symbol).last)
        seen: OverseasTick = await ear.next(OverseasTick)
        book: OverseasBook = await ear.next(OverseasBook)
        quote = await ear.kis.overseas.quotes.price(symbol=symbol, exchange=market)
        asked = await ear.kis.overseas.quotes.order_book(symbol=symbol, exchange=market)

    assert (seen.price, seen.change, seen.change_rate) == (quote.price, quote.change, quote.change_rate)
    assert (seen.decimals, seen.day_volume, seen.sign) == (quote.decimals, quote.volume, quote.change_sign)
    assert (seen.open, seen.high, seen.low) == (asked.head.open, asked.head.high, asked.head.low)
    assert (seen.local_date, seen.local_time) == (asked.head.date, asked.head.time)
    assert (book.total_ask_size, book.total_bid_size) == (asked.head.total_ask_size, asked.head.total_bid_size)
    assert (book.asks, book.ask_sizes) == (asked.ladder.ask_prices, asked.ladder.ask_sizes)
    assert (book.bids, book.bid_sizes) == (asked.ladder.bid_prices, asked.ladder.bid_sizes)
