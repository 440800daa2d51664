"""Who is first: rankings at home and abroad, and lists of what stands out, all in one shape."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.errors import UserError
from bot.i18n import later, say
from bot.money import Figure
from bot.quoting import ranks_abroad as abroad
from bot.quoting.ranked import Row
from kis.domestic.market_codes import ChangeOrder, CloseOrder, Extreme, LimitSide, ListedAt, Universe
from kis.overseas.codes import Exchange

if TYPE_CHECKING:
    from bot.connection import Connection


class Rank(StrEnum):
    """By what stocks are ranked, or why they are listed."""

    VOLUME = "volume"
    RISE = "rise"
    FALL = "fall"
    MARKET_CAP = "cap"
    STRENGTH = "strength"
    HIGH = "high"
    LOW = "low"
    VIEWS = "views"
    UPPER = "upper"
    LOWER = "lower"
    CLOSING = "closing"
    VI = "vi"


RANKS = {
    Rank.VOLUME: later("거래량"),
    Rank.RISE: later("상승"),
    Rank.FALL: later("하락"),
    Rank.MARKET_CAP: later("시가총액"),
    Rank.STRENGTH: later("체결강도"),
    Rank.HIGH: later("신고가"),
    Rank.LOW: later("신저가"),
    Rank.VIEWS: later("조회"),
    Rank.UPPER: later("상한가"),
    Rank.LOWER: later("하한가"),
    Rank.CLOSING: later("장마감 예상"),
    Rank.VI: later("VI 발동"),
}
HOME, KOSPI, KOSDAQ = "home", "kospi", "kosdaq"
WHERE = {
    HOME: later("국내"),
    KOSPI: later("코스피"),
    KOSDAQ: later("코스닥"),
    Exchange.NASDAQ.value: later("나스닥"),
    Exchange.NYSE.value: later("뉴욕"),
    Exchange.AMEX.value: later("아멕스"),
    Exchange.HONG_KONG.value: later("홍콩"),
    Exchange.TOKYO.value: later("도쿄"),
    Exchange.SHANGHAI.value: later("상해"),
    Exchange.SHENZHEN.value: later("심천"),
    Exchange.HANOI.value: later("하노이"),
    Exchange.HO_CHI_MINH.value: later("호찌민"),
}
_UNIVERSES = {HOME: Universe.ALL, KOSPI: Universe.KOSPI, KOSDAQ: Universe.KOSDAQ}
_LISTED = {HOME: ListedAt.ALL, KOSPI: ListedAt.KOSPI, KOSDAQ: ListedAt.KOSDAQ}


Asked = Callable[["Connection", str], Awaitable[Sequence[Row]]]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The first of a market."""

    rank: Rank
    where: str
    rows: Sequence[Row]
    at: datetime


def offered(where: str) -> Sequence[Rank]:
    """By what stocks are ranked there."""
    if where in _UNIVERSES:
        return [rank for rank in Rank if rank is not Rank.VIEWS or where == HOME]
    return list(_ABROAD)


async def ranking(connection: Connection, rank: Rank, where: str = HOME) -> Ranking:
    """Ask who is first. Raises `UserError` for what is not ranked there, `NotOffered` where paper lacks it."""
    if rank not in offered(where):
        raise UserError(
            say(
                "{where}에는 {ranks} 순위가 있어요. 예: 순위 미국 상승",
                where=say(WHERE[where]),
                ranks=" · ".join(say(RANKS[each]) for each in offered(where)),
            )
        )
    if where in _UNIVERSES:
        rows = await _HOME[rank](connection, where)
    else:
        rows = await _ABROAD[rank](connection, Exchange(where))
    return Ranking(rank, where, rows, connection.now())


async def _volume(connection: Connection, where: str) -> Sequence[Row]:
    found = await connection.kis.domestic.ranks.volume(universe=_UNIVERSES[where].value)
    return [_row(each.symbol, each.name, each.price, each.change_rate, each.volume) for each in found]


def _change(order: ChangeOrder) -> Asked:
    async def ask(connection: Connection, where: str) -> Sequence[Row]:
        found = await connection.kis.domestic.ranks.change(order=order, universe=_UNIVERSES[where])
        return [_row(each.symbol, each.name, each.price, each.change_rate) for each in found]

    return ask


async def _market_cap(connection: Connection, where: str) -> Sequence[Row]:
    found = await connection.kis.domestic.ranks.market_cap(universe=_UNIVERSES[where])
    return [_row(each.symbol, each.name, each.price, each.change_rate, each.market_cap) for each in found]


async def _strength(connection: Connection, where: str) -> Sequence[Row]:
    found = await connection.kis.domestic.ranks.strength(universe=_UNIVERSES[where])
    return [_row(each.symbol, each.name, each.price, each.change_rate, each.strength) for each in found]


def _extremes(extreme: Extreme) -> Asked:
    async def ask(connection: Connection, where: str) -> Sequence[Row]:
        found = await connection.kis.domestic.ranks.extremes(extreme=extreme, universe=_UNIVERSES[where])
        high = extreme is Extreme.HIGH
        return [
            _row(each.symbol, each.name, each.price, each.change_rate, each.new_high if high else each.new_low)
            for each in found
        ]

    return ask


async def _views(connection: Connection, _where: str) -> Sequence[Row]:
    """KIS names the symbols alone; their prices are asked for together."""
    symbols = [each.symbol for each in await connection.kis.domestic.ranks.views()]
    found = await connection.kis.domestic.watchlists.multi(symbols)
    return [
        _row(symbol, each.name, int(each.price) if each.price else None, each.change_rate, each.volume)
        for symbol, each in zip(symbols, found, strict=True)
    ]


def _limits(side: LimitSide) -> Asked:
    async def ask(connection: Connection, where: str) -> Sequence[Row]:
        found = await connection.kis.domestic.market.limits(side=side, universe=_UNIVERSES[where])
        upper = side is LimitSide.UPPER
        return [
            _row(
                each.symbol,
                each.name,
                each.price,
                each.change_rate,
                each.total_bid_size if upper else each.total_ask_size,
            )
            for each in found
        ]

    return ask


async def _closing(connection: Connection, where: str) -> Sequence[Row]:
    asked = connection.kis.domestic.market.expected_closes(order=CloseOrder.RISE, universe=_UNIVERSES[where])
    return [
        _row(each.symbol, each.name, each.price, each.change_from_reference_rate, each.volume) for each in await asked
    ]


async def _interruptions(connection: Connection, where: str) -> Sequence[Row]:
    asked = connection.kis.domestic.market.interruptions(day=connection.now().date(), market=_LISTED[where])
    return [
        Row(each.symbol, each.name or each.symbol, each.price, each.static_gap_rate, began=each.time, ended=each.ended)
        for each in await asked
    ]


def _row(
    symbol: str, name: str | None, price: Figure | None, rate: Decimal | None, measure: Figure | None = None
) -> Row:
    return Row(symbol, name or symbol, price, rate, measure)


_HOME: Mapping[Rank, Asked] = {
    Rank.VOLUME: _volume,
    Rank.RISE: _change(ChangeOrder.RISE),
    Rank.FALL: _change(ChangeOrder.FALL),
    Rank.MARKET_CAP: _market_cap,
    Rank.STRENGTH: _strength,
    Rank.HIGH: _extremes(Extreme.HIGH),
    Rank.LOW: _extremes(Extreme.LOW),
    Rank.VIEWS: _views,
    Rank.UPPER: _limits(LimitSide.UPPER),
    Rank.LOWER: _limits(LimitSide.LOWER),
    Rank.CLOSING: _closing,
    Rank.VI: _interruptions,
}
_ABROAD: Mapping[Rank, Callable[[Connection, Exchange], Awaitable[Sequence[Row]]]] = {
    Rank.VOLUME: abroad.volume,
    Rank.RISE: abroad.risen,
    Rank.FALL: abroad.fallen,
    Rank.MARKET_CAP: abroad.market_cap,
}
