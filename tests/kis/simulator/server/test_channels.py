"""Realtime channels at the simulator, heard by the project's own client: every one tells, and tells what REST tells."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from kis.client import Kis
from kis.credentials import Environment
from kis.errors import NotOffered
from kis.market.clock import KST
from kis.realtime import Channel, Key, OrderBook, Record, Stream, Tick, domestic
from kis.simulator import NO_LIMITS, Simulator
from kis.simulator.era import Era
from kis.simulator.server.registrar import OFFERED

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
async def kis(simulator: Simulator) -> AsyncIterator[Kis]:
    async with Kis(simulator.credentials(Environment.REAL), origins=simulator.origins, rate=1_000) as kis:
        yield kis


async def _next(stream: Stream, kind: type[Record]) -> Any:
    async with asyncio.timeout(3):
        async for event in stream:
            if isinstance(event, kind):
                return event
    raise AssertionError("the stream ended")


async def _kinds(stream: Stream) -> set[type]:
    """What kinds of rows came until now and within a moment."""
    await asyncio.sleep(0.05)
    events = aiter(stream)
    return {type(await anext(events)) for _ in range(stream.waiting)}


@pytest.mark.covers("simulator")
@pytest.mark.parametrize("channel", _TRADED, ids=_named)
async def test_a_trade_is_told_by_every_channel_about_trading(
    kis: Kis, simulator: Simulator, channel: Channel[Any]
) -> None:
    """A trade at a price set from outside comes as a row of each channel that has something to say about it."""
    symbol = WARRANT if channel.key is Key.ELW else KODEX if channel is domestic.ETF_NAV else SAMSUNG
    key = domestic.KOSPI if channel.key is Key.INDEX else symbol
    async with kis.stream() as stream:
        await stream.register(channel, key)
        simulator.broker.set_price(symbol, simulator.broker.quote(symbol).last)

        row = await _next(stream, channel.row)
        assert row.subject == key
        assert len(row.values) == len(channel.row.keys)
        for name in type(row)._spec.__dataclass_fields__:
            getattr(row, name)


@pytest.mark.parametrize("channel", [domestic.TRADES, domestic.NXT_TRADES, domestic.UNIFIED_TRADES], ids=_named)
async def test_trade_and_rest_agree(kis: Kis, simulator: Simulator, channel: Channel[Any]) -> None:
    """What the frame says of the day, the quote says too, to the won and the share."""
    async with kis.stream() as stream:
        await stream.register(channel, SAMSUNG)
        simulator.broker.set_price(SAMSUNG, 71_000)
        tick: Tick = await _next(stream, Tick)
        quote = await kis.domestic.quotes.price(symbol=SAMSUNG)

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
async def test_book_and_rest_agree(kis: Kis, simulator: Simulator, channel: Channel[Any]) -> None:
    """Ten levels of each side, the same over REST and in the frame."""
    async with kis.stream() as stream:
        await stream.register(channel, SAMSUNG)
        simulator.broker.set_price(SAMSUNG, 71_000)
        book: OrderBook = await _next(stream, channel.row)
        ladder = (await kis.domestic.quotes.order_book(symbol=SAMSUNG)).ladder

    assert (book.asks, book.ask_sizes) == (ladder.ask_prices, ladder.ask_quantities)
    assert (book.bids, book.bid_sizes) == (ladder.bid_prices, ladder.bid_quantities)
    assert (book.total_ask_size, book.total_bid_size) == (ladder.ask_total, ladder.bid_total)


async def test_nxt_tells_only_what_it_trades(kis: Kis, simulator: Simulator) -> None:
    """A fund is traded at KRX alone: its trades are in the unified stream and not in that of NXT."""
    async with kis.stream() as stream:
        await stream.register(domestic.NXT_TRADES, KODEX)
        await stream.register(domestic.UNIFIED_TRADES, KODEX)
        simulator.broker.set_price(KODEX, 44_400)

        assert (await _next(stream, Tick)).venue.name == "BOTH"
        assert domestic.NxtTick not in await _kinds(stream)


async def test_what_members_and_programs_traded_is_part_of_the_volume(kis: Kis, simulator: Simulator) -> None:
    """Invented, but nobody sold more than was traded, and net is what was bought less what was sold."""
    async with kis.stream() as stream:
        await stream.register(domestic.MEMBERS, SAMSUNG)
        await stream.register(domestic.PROGRAM, SAMSUNG)
        simulator.broker.set_price(SAMSUNG, 71_000)
        program = await _next(stream, domestic.ProgramTrading)
        members = await _next(stream, domestic.Members)
    volume = simulator.broker.quote(SAMSUNG).volume

    assert 0 < sum(members.seller_quantities) <= volume
    assert members.foreign_net_buying == members.foreign_bought - members.foreign_sold
    assert program.net_buy_volume == program.buy_volume - program.sell_volume
    assert program.buy_volume + program.sell_volume <= volume


async def test_value_of_a_fund_lies_beside_its_price(kis: Kis, simulator: Simulator) -> None:
    """NAV follows the price within a thousandth."""
    async with kis.stream() as stream:
        await stream.register(domestic.ETF_NAV, KODEX)
        simulator.broker.set_price(KODEX, 44_500)
        fund: domestic.EtfNav = await _next(stream, domestic.EtfNav)

    assert abs(fund.nav - 44_500) <= Decimal("44.5")


@pytest.mark.covers("simulator")
@pytest.mark.parametrize("channel", [domestic.EXPECTED, domestic.UNIFIED_EXPECTED], ids=_named)
async def test_expected_match_comes_in_the_closing_auction(channel: Channel[Any]) -> None:
    """While orders are gathered, each change of the book tells where it would match; REST says the same."""
    at = datetime(2026, 11, 23, 15, 22, tzinfo=KST)
    async with (
        Simulator.serve(limits=NO_LIMITS, now=at, speed=0) as simulator,
        Kis(simulator.credentials(Environment.REAL), origins=simulator.origins, rate=1_000) as kis,
        kis.stream() as stream,
    ):
        await stream.register(channel, SAMSUNG)
        simulator.broker.set_price(SAMSUNG, 71_000)
        seen = await _next(stream, channel.row)
        expected = (await kis.domestic.quotes.order_book(symbol=SAMSUNG)).expected

    assert expected is not None
    assert (seen.price, seen.volume, seen.time_code) == (expected.expected_price, expected.expected_volume, "A")
    assert seen.change == expected.expected_change


@pytest.mark.covers("simulator", "H0EWANC0")
async def test_warrants_are_expected_and_valued() -> None:
    """A warrant's rows say what it is worth by what it stands on, and how much of the book is the provider's."""
    at = datetime(2026, 11, 23, 15, 22, tzinfo=KST)
    async with (
        Simulator.serve(limits=NO_LIMITS, now=at, speed=0) as simulator,
        Kis(simulator.credentials(Environment.REAL), origins=simulator.origins, rate=1_000) as kis,
        kis.stream() as stream,
    ):
        for channel in (domestic.ELW_TRADES, domestic.ELW_BOOK, domestic.ELW_EXPECTED):
            await stream.register(channel, WARRANT)
        simulator.broker.set_price(WARRANT, 60)
        tick: domestic.ElwTick = await _next(stream, domestic.ElwTick)
        book: domestic.ElwBook = await _next(stream, domestic.ElwBook)
        expected: domestic.ElwExpectedTick = await _next(stream, domestic.ElwExpectedTick)
        shown = simulator.broker.book(WARRANT).book

    assert tick.price == expected.price == 60
    assert tick.intrinsic_value + tick.time_value == 60
    assert tick.theoretical_price == expected.theoretical_price > 0
    assert book.asks[: len(shown.asks)] == tuple(level.price for level in shown.asks)
    assert 0 < book.lp_total_ask_size == sum(book.lp_ask_sizes) <= book.total_ask_size


@pytest.mark.covers("simulator", "H0UPANC0")
async def test_index_is_expected_where_its_members_would_match() -> None:
    """In the closing auction the expected index follows the expected prices, and becomes the index."""
    at = datetime(2026, 11, 23, 15, 22, tzinfo=KST)
    async with (
        Simulator.serve(limits=NO_LIMITS, now=at, speed=0) as simulator,
        Kis(simulator.credentials(Environment.REAL), origins=simulator.origins, rate=1_000) as kis,
        kis.stream() as stream,
    ):
        await stream.register(domestic.INDEX_EXPECTED, domestic.KOSPI)
        simulator.broker.set_price(SAMSUNG, 71_000)
        seen: domestic.ExpectedIndexTick = await _next(stream, domestic.ExpectedIndexTick)

    assert seen.price == simulator.broker.indices.quote(domestic.KOSPI).points


async def test_index_follows_its_members(kis: Kis, simulator: Simulator) -> None:
    """An index rises with a member, in the index of its market and not in the other; all at once is one row."""
    before = simulator.broker.indices.quote(domestic.KOSPI).points
    async with kis.stream() as stream:
        await stream.register(domestic.INDEX_TRADES, domestic.KOSPI)
        await stream.register(domestic.INDEX_TRADES, domestic.KOSDAQ)
        simulator.broker.set_price(SAMSUNG, simulator.broker.quote(SAMSUNG).upper)
        seen: domestic.IndexTick = await _next(stream, domestic.IndexTick)
        assert domestic.IndexTick not in await _kinds(stream)

    quote = simulator.broker.indices.quote(domestic.KOSPI)
    breadth = simulator.broker.indices.breadth(domestic.KOSPI)
    assert before < seen.price == quote.points == seen.high
    assert (seen.rising, seen.at_upper_limit, seen.day_volume) == (breadth.rising, 1, breadth.volume // 1000)


async def test_parts_of_program_trading_add_up(kis: Kis, simulator: Simulator) -> None:
    """Arbitrage and the rest, for customers and for the house: the sums are those of their parts."""
    async with kis.stream() as stream:
        await stream.register(domestic.INDEX_PROGRAM, domestic.KOSPI)
        simulator.broker.set_price(SAMSUNG, 71_000)
        seen: domestic.IndexProgram = await _next(stream, domestic.IndexProgram)

    assert seen.sell_volume == seen.arbitrage_sell_volume + seen.non_arbitrage_sell_volume > 0
    assert seen.sell_volume == seen.agency_sell_volume + seen.proprietary_sell_volume
    assert seen.net_buy_value == seen.buy_value - seen.sell_value
    assert seen.arbitrage_buy_value == seen.arbitrage_agency_buy_value + seen.arbitrage_proprietary_buy_value
    assert seen.sell_volume + seen.buy_volume <= seen.day_volume


@pytest.mark.covers("simulator")
@pytest.mark.parametrize("channel", _STATUS, ids=_named)
async def test_open_and_close_are_announced(channel: Channel[Any]) -> None:
    """When the clock passes the open and the close, whoever is registered hears of it; rows have ten columns."""
    at = datetime(2026, 11, 23, 8, 59, tzinfo=KST)
    async with (
        Simulator.serve(limits=NO_LIMITS, now=at, speed=0) as simulator,
        Kis(simulator.credentials(Environment.REAL), origins=simulator.origins, rate=1_000) as kis,
        kis.stream() as stream,
    ):
        await stream.register(channel, SAMSUNG)
        simulator.broker.clock.set(datetime(2026, 11, 23, 9, 1, tzinfo=KST))
        opened = await _next(stream, channel.row)
        simulator.broker.clock.set(datetime(2026, 11, 23, 15, 31, tzinfo=KST))
        later = [await _next(stream, channel.row)]
        while later[-1].operation_code != "129":
            later.append(await _next(stream, channel.row))

    assert (opened.subject, opened.operation, len(opened.values)) == (SAMSUNG, "장 개시", 10)
    assert later[-1].operation == "장 마감"


@pytest.mark.covers("simulator")
@pytest.mark.parametrize("channel", _MUTE, ids=_named)
async def test_channels_without_a_market_are_taken_and_say_nothing(
    kis: Kis, simulator: Simulator, channel: Channel[Any]
) -> None:
    """KIS takes the registration all the same."""
    async with kis.stream() as stream:
        await stream.register(channel, SAMSUNG)
        await stream.register(domestic.TRADES, SAMSUNG)
        simulator.broker.set_price(SAMSUNG, 71_000)
        await _next(stream, Tick)

        assert channel.row not in await _kinds(stream)


async def test_rows_have_the_width_of_the_era() -> None:
    """In 2024 nobody had the columns of today, whatever the venue."""
    async with (
        Simulator.serve(limits=NO_LIMITS, now=datetime(2026, 11, 23, 10, tzinfo=KST), speed=0, era=Era.Y2024) as old,
        Kis(old.credentials(Environment.REAL), origins=old.origins, rate=1_000) as kis,
        kis.stream() as stream,
    ):
        await stream.register(domestic.UNIFIED_TRADES, SAMSUNG)
        await stream.register(domestic.UNIFIED_BOOK, SAMSUNG)
        old.broker.set_price(SAMSUNG, 71_000)

        assert len((await _next(stream, Tick)).values) == 46
        assert len((await _next(stream, domestic.UnifiedOrderBook)).values) == 65


@pytest.mark.parametrize("environment", list(Environment))
def test_gateway_and_client_know_the_same_channels(environment: Environment) -> None:
    """What the client may ask an environment for is what the simulator takes there, and nothing else."""
    for tr_id, channel in OFFERED[environment].items():
        assert channel.tr_id(environment) == tr_id
    missing = set(OFFERED[Environment.REAL].values()) - set(OFFERED[environment].values())
    for channel in missing:
        with pytest.raises(NotOffered):
            channel.tr_id(environment)
