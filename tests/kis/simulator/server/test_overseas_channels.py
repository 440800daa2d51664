"""Realtime of overseas stocks at the simulator: every channel tells, under the keys KIS documents."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kis.credentials import Environment
from kis.overseas.codes import DaytimeMarket, Exchange, QuotedAt
from kis.realtime import Channel, NoticeKind, overseas
from kis.realtime.overseas import DelayedBook, OverseasBook, OverseasNotice, OverseasTick, overseas_key
from kis.simulator.orders import PlaceOrder, Side

from .hearing import Listener, listening, read_all

_NIGHT = (23, 45)
_AFTERNOON = (14, 30)
_DAY = 25
"""No exchange has a holiday on this Wednesday."""


def _print(ear: Listener, symbol: str) -> Decimal:
    """Let a trade print at the last price, and return it."""
    floor = ear.broker.overseas
    units = floor.quote(symbol).last
    floor.set_price(symbol, units)
    return floor.markets[symbol].listing.board.decimal(units)


@pytest.mark.covers("simulator")
@pytest.mark.parametrize(
    ("channel", "symbol", "market", "time"),
    [
        (overseas.TRADES, "AAPL", Exchange.NASDAQ, _NIGHT),
        (overseas.TRADES, "7203", Exchange.TOKYO, _AFTERNOON),
        (overseas.TRADES, "AAPL", DaytimeMarket.NASDAQ, _AFTERNOON),
        (overseas.BOOK, "KO", Exchange.NYSE, _NIGHT),
        (overseas.BOOK, "AAPL", DaytimeMarket.NASDAQ, _AFTERNOON),
        (overseas.DELAYED_BOOK, "00700", Exchange.HONG_KONG, _AFTERNOON),
    ],
)
async def test_a_trade_is_told(channel: Channel[Any], symbol: str, market: QuotedAt, time: tuple[int, int]) -> None:
    """While the exchange trades, and the US daytime market by Korean day, rows come under the key registered."""
    async with listening(*time, day=_DAY) as ear:
        key = overseas_key(symbol, market)
        await ear.register(channel, key)
        _print(ear, symbol)

        row = await ear.next(channel.row)
        assert (row.realtime_key, row.symbol) == (key, symbol)
        read_all(row)


async def test_trade_says_what_the_quote_says() -> None:
    """Price, day and volume are those of the market, with the decimals the row announces; it has both hours."""
    async with listening(*_NIGHT, day=_DAY) as ear:
        await ear.register(overseas.TRADES, "DNASAAPL")
        price = _print(ear, "AAPL")
        seen: OverseasTick = await ear.next(OverseasTick)
        quote, decimal = ear.broker.overseas.quote("AAPL"), ear.broker.overseas.markets["AAPL"].listing.board.decimal

    assert (seen.price, seen.open, seen.high) == (price, decimal(quote.open), decimal(quote.high))
    assert (seen.day_volume, seen.change, seen.change_rate) == (quote.volume, decimal(quote.change), quote.rate)
    assert -seen.price.as_tuple().exponent == seen.decimals == 4
    assert (f"{seen.time:%H%M}", f"{seen.local_time:%H%M}") == ("2345", "0945")
    assert seen.session_date == seen.local_date == seen.date


async def test_daytime_trades_belong_to_the_day_that_follows() -> None:
    """By Korean day New York still writes yesterday, while the trades count for its coming day; no night key hears."""
    async with listening(11, day=_DAY) as ear:
        await ear.register(overseas.TRADES, "DNASAAPL")
        await ear.register(overseas.TRADES, "RBAQAAPL")
        _print(ear, "AAPL")
        seen: OverseasTick = await ear.next(OverseasTick)

    assert seen.realtime_key == "RBAQAAPL"
    assert (f"{seen.local_time:%H%M}", f"{seen.session_date:%m%d}", f"{seen.local_date:%m%d}") == (
        "2100",
        "1125",
        "1124",
    )


async def test_book_says_what_the_book_says() -> None:
    """Ten levels in the US; in Asia the free book has the best alone, and the ordered one all."""
    async with listening(*_AFTERNOON, day=_DAY) as ear:
        for channel, key in (
            (overseas.BOOK, "RTSE7203"),
            (overseas.BOOK, "DTSE7203"),
            (overseas.DELAYED_BOOK, "DTSE7203"),
        ):
            await ear.register(channel, key)
        _print(ear, "7203")
        full: OverseasBook = await ear.next(OverseasBook)
        best: DelayedBook = await ear.next(DelayedBook)
        view, decimal = ear.broker.overseas.book("7203").book, ear.broker.overseas.markets["7203"].listing.board.decimal

    assert full.realtime_key == "RTSE7203"
    assert full.asks[: len(view.asks)] == tuple(decimal(level.price) for level in view.asks)
    assert full.bid_sizes[: len(view.bids)] == tuple(level.size for level in view.bids)
    assert (best.bids, best.asks) == ((full.best_bid,), (full.best_ask,))
    assert best.total_ask_size == view.total_asks


@pytest.mark.covers("simulator", "H0GSCNI0")
@pytest.mark.parametrize("environment", list(Environment))
@pytest.mark.parametrize(
    ("symbol", "exchange", "time"),
    [
        ("AAPL", Exchange.NASDAQ, _NIGHT),
        ("7203", Exchange.TOKYO, _AFTERNOON),
        ("01810", Exchange.HONG_KONG, _AFTERNOON),
        ("601318", Exchange.SHANGHAI, _AFTERNOON),
        ("VNM", Exchange.HO_CHI_MINH, (15, 15)),
    ],
    ids=["US", "JP", "HK", "CN", "VN"],
)
async def test_order_is_told_with_the_decimals_of_its_country(
    environment: Environment, symbol: str, exchange: Exchange, time: tuple[int, int]
) -> None:
    """Taken at its price and filled at its price, whatever decimals the wire implies; in each environment's channel."""
    async with listening(*time, day=_DAY, environment=environment) as ear:
        floor = ear.broker.overseas
        listing, ask = floor.markets[symbol].listing, floor.book(symbol).book.asks[0]
        await ear.register(overseas.NOTICES, "sim001")
        account = next(info for info in ear.broker.accounts if info.env is environment and info.hts_id == "sim001")
        wish = PlaceOrder(Side.BUY, symbol, listing.lot, ask.price, "00", exchange)
        number = floor.place(account, wish).number
        accepted: OverseasNotice = await ear.next(OverseasNotice)
        filled: OverseasNotice = await ear.next(OverseasNotice)

    price = listing.board.decimal(ask.price)
    assert [accepted.kind, filled.kind] == [NoticeKind.ACCEPTED, NoticeKind.FILLED]
    assert (accepted.price, filled.fill_price) == (price, price)
    assert (filled.filled, filled.order_quantity, accepted.order_quantity) == (listing.lot, listing.lot, None)
    assert accepted.concerns(number)
    assert filled.market is not None
    assert filled.market.exchange is exchange
