"""Realtime channels at the simulator, heard by the project's own client: every one tells, and tells what REST tells."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from kis.credentials import Environment
from kis.errors import NotOffered
from kis.market.clock import KST
from kis.realtime import Channel, Key, OrderBook, Tick, domestic
from kis.simulator.era import Era
from kis.simulator.halts import HaltRules
from kis.simulator.server.registrar import OFFERED

from .hearing import Listener, listening, read_all

SAMSUNG = "005930"
KODEX = "069500"
WARRANT = "57KA01"
_STATUS = (domestic.STATUS, domestic.NXT_STATUS, domestic.UNIFIED_STATUS)
_EXPECTED = (domestic.EXPECTED, domestic.UNIFIED_EXPECTED, domestic.INDEX_EXPECTED, domestic.ELW_EXPECTED)
_MUTE = {
    domestic.AFTER_HOURS_TRADES: "its market ended on 2026-09-11",
    domestic.AFTER_HOURS_BOOK: "its market ended on 2026-09-11",
    domestic.AFTER_HOURS_EXPECTED: "its market ended on 2026-09-11",
    domestic.NXT_EXPECTED: "NXT has no auctions",
}
_TRADED = [
    channel
    for channel in domestic.CHANNELS
    if not channel.sealed and channel not in _MUTE and channel not in _EXPECTED and channel not in _STATUS
]


def _named(value: object) -> str | None:
    return value.real if isinstance(value, Channel) else None


@pytest.fixture
async def ear() -> AsyncIterator[Listener]:
    async with listening() as ear:
        yield ear


@pytest.mark.covers("simulator")
@pytest.mark.parametrize("channel", _TRADED, ids=_named)
async def test_a_trade_is_told_by_every_channel_about_trading(ear: Listener, channel: Channel[Any]) -> None:
    """A trade at a price set from outside comes as a row of each channel that has something to say about it."""
    symbol = WARRANT if channel.key is Key.ELW else KODEX if channel is domestic.ETF_NAV else SAMSUNG
    key = domestic.KOSPI if channel.key is Key.INDEX else symbol
    await ear.register(channel, key)
    ear.broker.set_price(symbol, ear.broker.quote(symbol).last)

    row = await ear.next(channel.row)
    assert row.subject == key
    read_all(row)


@pytest.mark.parametrize("channel", [domestic.TRADES, domestic.NXT_TRADES, domestic.UNIFIED_TRADES], ids=_named)
async def test_trade_and_rest_agree(ear: Listener, channel: Channel[Any]) -> None:
    """What the frame says of the day, the quote says too, to the won and the share."""
    await ear.register(channel, SAMSUNG)
    ear.broker.set_price(SAMSUNG, 71_000)
    tick: Tick = await ear.next(Tick)
    quote = await ear.kis.domestic.quotes.price(symbol=SAMSUNG)

    assert type(tick) is channel.row
    assert (tick.price, tick.change, tick.sign, tick.change_rate) == (
        quote.price,
        quote.change,
        quote.change_sign,
        quote.change_rate,
    )
    assert (tick.day_volume, tick.day_value, tick.average_price) == (quote.volume, quote.value, quote.average_price)
    assert (tick.open, tick.high, tick.low) == (quote.open, quote.high, quote.low)


@pytest.mark.parametrize("channel", [domestic.BOOK, domestic.NXT_BOOK, domestic.UNIFIED_BOOK], ids=_named)
async def test_book_and_rest_agree(ear: Listener, channel: Channel[Any]) -> None:
    """Ten levels of each side, the same over REST and in the frame."""
    await ear.register(channel, SAMSUNG)
    ear.broker.set_price(SAMSUNG, 71_000)
    book: OrderBook = await ear.next(channel.row)
    ladder = (await ear.kis.domestic.quotes.order_book(symbol=SAMSUNG)).ladder

    assert (book.asks, book.ask_sizes) == (ladder.ask_prices, ladder.ask_sizes)
    assert (book.bids, book.bid_sizes) == (ladder.bid_prices, ladder.bid_sizes)
    assert (book.total_ask_size, book.total_bid_size) == (ladder.total_ask_size, ladder.total_bid_size)


async def test_nxt_tells_only_what_it_trades(ear: Listener) -> None:
    """A fund is traded at KRX alone: its trades are in the unified stream and not in that of NXT."""
    await ear.register(domestic.NXT_TRADES, KODEX)
    await ear.register(domestic.UNIFIED_TRADES, KODEX)
    ear.broker.set_price(KODEX, 44_400)

    assert (await ear.next(Tick)).venue.name == "BOTH"
    assert domestic.NxtTick not in await ear.kinds()


async def test_what_members_and_programs_traded_is_part_of_the_volume(ear: Listener) -> None:
    """Invented, but nobody sold more than was traded, and net is what was bought less what was sold."""
    await ear.register(domestic.MEMBERS, SAMSUNG)
    await ear.register(domestic.PROGRAM, SAMSUNG)
    ear.broker.set_price(SAMSUNG, 71_000)
    program = await ear.next(domestic.ProgramTrading)
    members = await ear.next(domestic.Members)
    volume = ear.broker.quote(SAMSUNG).volume

    assert 0 < sum(members.seller_quantities) <= volume
    assert members.foreign_net_buying == members.foreign_bought - members.foreign_sold
    assert program.net_buy_volume == program.buy_volume - program.sell_volume
    assert program.buy_volume + program.sell_volume <= volume


async def test_value_of_a_fund_lies_beside_its_price(ear: Listener) -> None:
    """NAV follows the price within a thousandth."""
    await ear.register(domestic.ETF_NAV, KODEX)
    ear.broker.set_price(KODEX, 44_500)
    fund: domestic.EtfNav = await ear.next(domestic.EtfNav)

    assert abs(fund.nav - 44_500) <= Decimal("44.5")


@pytest.mark.covers("simulator")
@pytest.mark.parametrize("channel", [domestic.EXPECTED, domestic.UNIFIED_EXPECTED], ids=_named)
async def test_expected_match_comes_in_the_closing_auction(channel: Channel[Any]) -> None:
    """While orders are gathered, each change of the book tells where it would match; REST says the same."""
    async with listening(15, 22) as ear:
        await ear.register(channel, SAMSUNG)
        ear.broker.set_price(SAMSUNG, 71_000)
        seen = await ear.next(channel.row)
        expected = (await ear.kis.domestic.quotes.order_book(symbol=SAMSUNG)).expected

    assert expected is not None
    assert (seen.price, seen.volume, seen.time_code) == (expected.expected_price, expected.expected_volume, "A")
    assert seen.change == expected.expected_change


@pytest.mark.covers("simulator", "H0EWANC0")
async def test_warrants_are_expected_and_valued() -> None:
    """A warrant's rows say what it is worth by what it stands on, and how much of the book is the provider's."""
    async with listening(15, 22) as ear:
        for channel in (domestic.ELW_TRADES, domestic.ELW_BOOK, domestic.ELW_EXPECTED):
            await ear.register(channel, WARRANT)
        ear.broker.set_price(WARRANT, 60)
        tick: domestic.ElwTick = await ear.next(domestic.ElwTick)
        book: domestic.ElwBook = await ear.next(domestic.ElwBook)
        expected: domestic.ElwExpectedTick = await ear.next(domestic.ElwExpectedTick)
        shown = ear.broker.book(WARRANT).book

    assert tick.price == expected.price == 60
    assert tick.intrinsic_value + tick.time_value == 60
    assert tick.theoretical_price == expected.theoretical_price > 0
    assert book.asks[: len(shown.asks)] == tuple(level.price for level in shown.asks)
    assert 0 < book.lp_total_ask_size == sum(book.lp_ask_sizes) <= book.total_ask_size


@pytest.mark.covers("simulator", "H0UPANC0")
async def test_index_is_expected_where_its_members_would_match() -> None:
    """In the closing auction the expected index follows the expected prices, and becomes the index."""
    async with listening(15, 22) as ear:
        await ear.register(domestic.INDEX_EXPECTED, domestic.KOSPI)
        ear.broker.set_price(SAMSUNG, 71_000)
        seen: domestic.ExpectedIndexTick = await ear.next(domestic.ExpectedIndexTick)

    assert seen.price == ear.broker.indices.quote(domestic.KOSPI).points


async def test_index_follows_its_members(ear: Listener) -> None:
    """An index rises with a member, in the index of its market and not in the other; all at once is one row."""
    before = ear.broker.indices.quote(domestic.KOSPI).points
    await ear.register(domestic.INDEX_TRADES, domestic.KOSPI)
    await ear.register(domestic.INDEX_TRADES, domestic.KOSDAQ)
    ear.broker.set_price(SAMSUNG, ear.broker.quote(SAMSUNG).upper)
    seen: domestic.IndexTick = await ear.next(domestic.IndexTick)
    assert domestic.IndexTick not in await ear.kinds()

    quote = ear.broker.indices.quote(domestic.KOSPI)
    breadth = ear.broker.indices.breadth(domestic.KOSPI)
    assert before < seen.price == quote.points == seen.high
    assert (seen.rising, seen.at_upper_limit, seen.day_volume) == (breadth.rising, 1, breadth.volume // 1000)


async def test_parts_of_program_trading_add_up(ear: Listener) -> None:
    """Arbitrage and the rest, for customers and for the house: the sums are those of their parts."""
    await ear.register(domestic.INDEX_PROGRAM, domestic.KOSPI)
    ear.broker.set_price(SAMSUNG, 71_000)
    seen: domestic.IndexProgram = await ear.next(domestic.IndexProgram)

    assert seen.sell_volume == seen.arbitrage_sell_volume + seen.non_arbitrage_sell_volume > 0
    assert seen.sell_volume == seen.agency_sell_volume + seen.proprietary_sell_volume
    assert seen.net_buy_value == seen.buy_value - seen.sell_value
    assert seen.arbitrage_buy_value == seen.arbitrage_agency_buy_value + seen.arbitrage_proprietary_buy_value
    assert seen.sell_volume + seen.buy_volume <= seen.day_volume


@pytest.mark.covers("simulator")
@pytest.mark.parametrize("channel", _STATUS, ids=_named)
async def test_open_and_close_are_announced(channel: Channel[Any]) -> None:
    """When the clock passes the open and the close, whoever is registered hears of it; rows have ten columns."""
    async with listening(8, 59) as ear:
        await ear.register(channel, SAMSUNG)
        ear.broker.clock.set(datetime(2026, 11, 23, 9, 1, tzinfo=KST))
        opened = await ear.next(channel.row)
        ear.broker.clock.set(datetime(2026, 11, 23, 15, 31, tzinfo=KST))
        later = [await ear.next(channel.row)]
        while later[-1].operation_code != "129":
            later.append(await ear.next(channel.row))

    assert (opened.subject, opened.operation, len(opened.values)) == (SAMSUNG, "장 개시", 10)
    assert later[-1].operation == "장 마감"


@pytest.mark.parametrize("channel", _STATUS, ids=_named)
async def test_interruption_is_announced(channel: Channel[Any]) -> None:
    """A price that goes too far begins a VI, and two minutes later it is over; meanwhile books are expectations."""
    async with listening(vi=HaltRules()) as ear:
        await ear.register(channel, SAMSUNG)
        await ear.register(domestic.BOOK, SAMSUNG)
        ear.broker.set_price(SAMSUNG, ear.broker.quote(SAMSUNG).upper)
        began: domestic.MarketStatus = await ear.next(channel.row)
        ear.broker.set_price(SAMSUNG, ear.broker.quote(SAMSUNG).upper)
        book: OrderBook = await ear.next(OrderBook)
        ear.broker.clock.set(datetime(2026, 11, 23, 10, 3, tzinfo=KST))
        ended: domestic.MarketStatus = await ear.next(channel.row)

    assert (began.vi_code, ended.vi_code) == ("Y", "N")
    assert book.time_code == "C"


@pytest.mark.covers("simulator")
@pytest.mark.parametrize("channel", _MUTE, ids=_named)
async def test_channels_without_a_market_are_taken_and_say_nothing(ear: Listener, channel: Channel[Any]) -> None:
    """KIS takes the registration all the same."""
    await ear.register(channel, SAMSUNG)
    await ear.register(domestic.TRADES, SAMSUNG)
    ear.broker.set_price(SAMSUNG, 71_000)
    await ear.next(Tick)

    assert channel.row not in await ear.kinds()


async def test_rows_have_the_width_of_the_era() -> None:
    """In 2024 nobody had the columns of today, whatever the venue."""
    async with listening(era=Era.Y2024) as ear:
        await ear.register(domestic.UNIFIED_TRADES, SAMSUNG)
        await ear.register(domestic.UNIFIED_BOOK, SAMSUNG)
        ear.broker.set_price(SAMSUNG, 71_000)

        assert len((await ear.next(Tick)).values) == 46
        assert len((await ear.next(domestic.UnifiedOrderBook)).values) == 65


@pytest.mark.parametrize("environment", list(Environment))
def test_gateway_and_client_know_the_same_channels(environment: Environment) -> None:
    """What the client may ask an environment for is what the simulator takes there, and nothing else."""
    for tr_id, channel in OFFERED[environment].items():
        assert channel.tr_id(environment) == tr_id
    missing = set(OFFERED[Environment.REAL].values()) - set(OFFERED[environment].values())
    for channel in missing:
        with pytest.raises(NotOffered):
            channel.tr_id(environment)
