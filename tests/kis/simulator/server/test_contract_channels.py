"""Realtime of futures and options at the simulator: every channel tells, and tells what REST tells."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kis.credentials import Environment
from kis.derivatives.codes import OrderType
from kis.realtime import TRADES, Channel, NoticeKind, Tick, derivatives
from kis.simulator.derivatives.listings import ContractListing
from kis.units import Contracts

from .hearing import Listener, listening, read_all

_BY_DAY = {
    derivatives.FUTURES_TRADES: "A01",
    derivatives.FUTURES_BOOK: "A01",
    derivatives.OPTION_TRADES: "B01",
    derivatives.OPTION_BOOK: "C01",
    derivatives.STOCK_FUTURES_TRADES: "A11",
    derivatives.STOCK_FUTURES_BOOK: "A11",
}
_BY_NIGHT = {
    derivatives.NIGHT_FUTURES_TRADES: "A05",
    derivatives.NIGHT_FUTURES_BOOK: "A01",
    derivatives.NIGHT_OPTION_TRADES: "B01",
    derivatives.NIGHT_OPTION_BOOK: "C01",
}
_MUTE = {
    derivatives.COMMODITY_FUTURES_TRADES: "no commodity is listed in the simulator",
    derivatives.COMMODITY_FUTURES_BOOK: "no commodity is listed in the simulator",
    derivatives.STOCK_OPTION_TRADES: "no option on a stock is listed in the simulator",
    derivatives.STOCK_OPTION_BOOK: "no option on a stock is listed in the simulator",
    derivatives.STOCK_OPTION_EXPECTED: "no option on a stock is listed in the simulator",
}


def _named(value: object) -> str | None:
    return value.real if isinstance(value, Channel) else None


def _contract(ear: Listener, beginning: str) -> ContractListing:
    """The first contract whose code begins so; of options one near the money."""
    found = [listing for listing in ear.broker.derivatives.live() if listing.code.startswith(beginning)]
    return found[5] if found[0].is_option else found[0]


def _move(ear: Listener, listing: ContractListing) -> Decimal:
    """Let a trade print at the last price, and return it."""
    price = ear.broker.derivatives.quote(listing.code).last
    ear.broker.derivatives.set_price(listing.code, price)
    return listing.decimal(price)


@pytest.mark.covers("simulator")
@pytest.mark.parametrize(("channel", "beginning"), _BY_DAY.items(), ids=_named)
async def test_a_trade_by_day_is_told(channel: Channel[Any], beginning: str) -> None:
    """A trade comes as a row of the channel of its kind, and not of the night's."""
    async with listening() as ear:
        listing = _contract(ear, beginning)
        await ear.register(channel, listing.code)
        await ear.register(derivatives.NIGHT_FUTURES_TRADES, listing.code)
        await ear.register(derivatives.NIGHT_OPTION_TRADES, listing.code)
        _move(ear, listing)

        row = await ear.next(channel.row)
        assert row.subject == listing.code
        read_all(row)
        assert not await ear.kinds() & {derivatives.NightFuturesTick, derivatives.NightOptionTick}


@pytest.mark.covers("simulator")
@pytest.mark.parametrize(("channel", "beginning"), _BY_NIGHT.items(), ids=_named)
async def test_a_trade_by_night_is_told(channel: Channel[Any], beginning: str) -> None:
    """At night the night's channels tell, and those of the day are still."""
    async with listening(19) as ear:
        listing = _contract(ear, beginning)
        await ear.register(channel, listing.code)
        await ear.register(derivatives.FUTURES_TRADES, listing.code)
        _move(ear, listing)

        row = await ear.next(channel.row)
        assert row.subject == listing.code
        read_all(row)
        assert derivatives.FuturesTick not in await ear.kinds()


@pytest.mark.parametrize(
    ("channel", "beginning"),
    [
        (derivatives.FUTURES_TRADES, "A01"),
        (derivatives.OPTION_TRADES, "B01"),
        (derivatives.STOCK_FUTURES_TRADES, "A11"),
    ],
    ids=_named,
)
async def test_trade_and_rest_agree(channel: Channel[Any], beginning: str) -> None:
    """Price, day, theory and greeks are the same over REST and in the frame."""
    async with listening() as ear:
        listing = _contract(ear, beginning)
        await ear.register(channel, listing.code)
        price = _move(ear, listing)
        seen = await ear.next(channel.row)
        quote = (await ear.kis.derivatives.quotes.price(symbol=listing.code)).contract

    assert seen.price == quote.price == price
    assert (seen.change, seen.sign, seen.change_rate) == (quote.change, quote.change_sign, quote.change_rate)
    assert (seen.day_volume, seen.open, seen.high, seen.low) == (quote.volume, quote.open, quote.high, quote.low)
    assert (seen.theoretical_price, seen.disparity_rate) == (quote.theoretical_price, quote.disparity_rate)
    assert seen.open_interest == quote.open_interest
    assert (seen.delta, seen.theta) == (quote.delta, quote.theta) if listing.is_option else True


async def test_book_and_rest_agree() -> None:
    """Five levels of each side, with the orders behind them."""
    async with listening() as ear:
        listing = _contract(ear, "A01")
        await ear.register(derivatives.FUTURES_BOOK, listing.code)
        _move(ear, listing)
        book: derivatives.FuturesBook = await ear.next(derivatives.FuturesBook)
        ladder = (await ear.kis.derivatives.quotes.order_book(symbol=listing.code)).ladder

    assert (book.asks, book.ask_sizes, book.ask_counts) == (
        ladder.ask_prices,
        ladder.ask_sizes,
        ladder.ask_counts,
    )
    assert (book.bids, book.bid_sizes, book.bid_counts) == (
        ladder.bid_prices,
        ladder.bid_sizes,
        ladder.bid_counts,
    )
    assert (book.total_ask_size, book.total_bid_count) == (ladder.total_ask_size, ladder.total_bid_count)


@pytest.mark.covers("simulator")
@pytest.mark.parametrize(
    ("channel", "beginning", "time"),
    [
        (derivatives.STOCK_FUTURES_EXPECTED, "A11", (15, 37)),
        (derivatives.NIGHT_OPTION_EXPECTED, "B01", (17, 50)),
    ],
    ids=_named,
)
async def test_expected_match_comes_while_orders_are_gathered(
    channel: Channel[Any], beginning: str, time: tuple[int, int]
) -> None:
    """In the closing auction of the day, and before the night opens."""
    async with listening(*time) as ear:
        listing = _contract(ear, beginning)
        await ear.register(channel, listing.code)
        price = _move(ear, listing)
        seen = await ear.next(channel.row)

    assert (seen.subject, seen.price) == (listing.code, price)
    read_all(seen)


@pytest.mark.covers("simulator", "H0IFCNI0")
@pytest.mark.parametrize("environment", list(Environment))
async def test_order_by_day_is_told_to_its_customer(environment: Environment) -> None:
    """Taken, then filled, in the environment's own channel; the fill names its price with two implied decimals."""
    async with listening(environment=environment) as ear:
        listing = _contract(ear, "A05")
        ask = ear.broker.derivatives.book(listing.code).book.asks[0]
        await ear.register(derivatives.NOTICES, "sim001")
        placed = await ear.kis.derivatives.orders.buy(
            symbol=listing.code,
            quantity=Contracts(1),
            price=listing.decimal(ask.price),
            order_type=OrderType.LIMIT,
        )
        accepted: derivatives.DerivativeNotice = await ear.next(derivatives.DerivativeNotice)
        filled: derivatives.DerivativeNotice = await ear.next(derivatives.DerivativeNotice)

    assert [accepted.kind, filled.kind] == [NoticeKind.ACCEPTED, NoticeKind.FILLED]
    assert accepted.concerns(placed.number)
    assert filled.concerns(placed.number)
    assert (accepted.order_price, accepted.order_quantity) == (listing.decimal(ask.price), 1)
    assert (filled.filled, filled.fill_price, filled.symbol) == (1, listing.decimal(ask.price), listing.code)


@pytest.mark.covers("simulator")
@pytest.mark.parametrize(
    ("channel", "beginning"),
    [(derivatives.NIGHT_FUTURES_NOTICES, "A05"), (derivatives.NIGHT_OPTION_NOTICES, "B01")],
    ids=_named,
)
async def test_order_by_night_is_told_on_the_night_s_channel(channel: Channel[Any], beginning: str) -> None:
    """Futures and options each on their own, and neither on that of the day."""
    async with listening(19) as ear:
        listing = _contract(ear, beginning)
        await ear.register(channel, "sim001")
        await ear.register(derivatives.NOTICES, "sim001")
        await ear.kis.derivatives.night.buy(
            symbol=listing.code,
            quantity=Contracts(1),
            price=listing.decimal(ear.broker.derivatives.quote(listing.code).lower),
            order_type=OrderType.LIMIT,
        )
        told: derivatives.NightNotice = await ear.next(derivatives.NightNotice)
        assert derivatives.DerivativeNotice not in await ear.kinds()

    assert (told.kind, told.symbol, len(told.values)) == (NoticeKind.ACCEPTED, listing.code, 19)


@pytest.mark.covers("simulator")
@pytest.mark.parametrize("channel", _MUTE, ids=_named)
async def test_channels_of_what_is_not_listed_are_taken_and_say_nothing(channel: Channel[Any]) -> None:
    """KIS takes any key all the same."""
    async with listening() as ear:
        await ear.register(channel, "A6F612")
        await ear.register(TRADES, "005930")
        ear.broker.set_price("005930", 71_000)
        await ear.next(Tick)

        assert channel.row not in await ear.kinds()


async def test_where_every_market_is_open_day_and_night_tell() -> None:
    """A demonstration at any hour hears whatever it registered."""
    async with listening(3, always_open=True) as ear:
        listing = _contract(ear, "A01")
        await ear.register(derivatives.FUTURES_TRADES, listing.code)
        await ear.register(derivatives.NIGHT_FUTURES_TRADES, listing.code)
        _move(ear, listing)

        assert (await ear.next(derivatives.FuturesTick)).price == (await ear.next(derivatives.NightFuturesTick)).price
