"""Order books of every market in one shape: the venues differ in how many levels they show and in their prices."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from bot.errors import NotFound
from bot.i18n import say
from bot.money import Figure
from bot.quoting.asking import shown_at
from bot.quoting.assets import BOOKLESS, Asset
from kis.credentials import Environment
from kis.errors import KisError
from kis.symbols import Instrument
from kis.units import Percent

if TYPE_CHECKING:
    from bot.connection import Connection


class Level(Protocol):
    """One price, and what waits there."""

    @property
    def price(self) -> Figure: ...
    @property
    def size(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Book:
    """Asks cheapest first, bids dearest first. `last` is the price now, `expected` what an auction would do."""

    instrument: Instrument
    asks: Sequence[Level]
    bids: Sequence[Level]
    total_ask: int
    total_bid: int
    last: Last | None = None
    expected: tuple[Figure, int] | None = None
    provided: tuple[int, int] | None = None
    """What of the totals is the liquidity provider's (LP) of an ETF: asked, bid."""


@dataclass(frozen=True, slots=True)
class Last:
    """The price now, which comes with the book: one call instead of two, and KIS allows one a second in paper."""

    price: Figure
    change: Figure
    rate: Decimal

    @classmethod
    def against(cls, price: Figure | None, reference: Figure | None) -> Last | None:
        """The price against the reference; None where KIS told one of them not."""
        if not price or not reference:
            return None
        moved = price - reference
        return cls(price, moved, Percent((Decimal(100 * moved) / Decimal(reference)).quantize(Decimal("0.01"))))


async def book(connection: Connection, instrument: Instrument) -> Book:
    """Ask for the order book. Raises what `kis` raises; `NotFound` for what has none."""
    asset = Asset.of(instrument)
    if asset in BOOKLESS:
        raise NotFound(say("지수에는 호가가 없어요. 「{name}」만 보내면 지금 값을 보여 드려요.", name=instrument.name))
    found = await _ASKED.get(asset, _domestic)(connection, instrument)
    if not found.asks and not found.bids:
        raise NotFound(say("{name}의 호가가 지금은 없어요. 종목 코드가 맞는지 봐 주세요.", name=instrument.name))
    return found


async def _fund(connection: Connection, instrument: Instrument) -> Book:
    """The book of a stock, and the provider's part of it, which is no reason to go without the book."""
    found = await _domestic(connection, instrument)
    if connection.environment is Environment.PAPER:
        return found
    try:
        told = await connection.kis.domestic.etf.order_book(symbol=instrument.code)
    except KisError:
        return found
    if told.lp_total_ask_size is None or told.lp_total_bid_size is None:
        return found
    return replace(found, provided=(told.lp_total_ask_size, told.lp_total_bid_size))


async def _domestic(connection: Connection, instrument: Instrument) -> Book:
    told = await connection.kis.domestic.quotes.order_book(symbol=instrument.code)
    ladder, match = told.ladder, told.expected
    last = None if match is None else Last.against(match.price, match.reference_price)
    expected = (match.expected_price, match.expected_volume or 0) if match and match.expected_price else None
    totals = ladder.total_ask_size or 0, ladder.total_bid_size or 0
    return Book(instrument, ladder.asks, ladder.bids, *totals, last, expected)


async def _abroad(connection: Connection, instrument: Instrument) -> Book:
    exchange = instrument.exchange
    assert exchange is not None  # noqa: S101 - what is abroad has an exchange
    told = await connection.kis.overseas.quotes.order_book(symbol=instrument.code, exchange=exchange)
    ladder, head = told.ladder, told.head
    totals = head.total_ask_size or 0, head.total_bid_size or 0
    return Book(instrument, ladder.asks, ladder.bids, *totals, Last.against(head.price, head.previous_close))


async def _contract(connection: Connection, instrument: Instrument) -> Book:
    asked = connection.kis.derivatives.quotes.order_book(symbol=instrument.code, market=shown_at(instrument))
    told = await asked
    ladder, head = told.ladder, told.summary
    last = None if head is None else Last.against(head.price, head.previous_close)
    return Book(instrument, ladder.asks, ladder.bids, ladder.total_ask_size or 0, ladder.total_bid_size or 0, last)


_ASKED: Mapping[Asset, Callable[[Connection, Instrument], Awaitable[Book]]] = {
    Asset.FUND: _fund,
    Asset.CONTRACT: _contract,
    Asset.ABROAD: _abroad,
}
