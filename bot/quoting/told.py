"""What is told of an instrument beside its price, in one shape for all markets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from itertools import pairwise

from bot.money import Figure
from kis.domestic.days import InvestorDay
from kis.domestic.etf_rows import EtfComponents, NavTrend
from kis.domestic.flows import FlowDay
from kis.domestic.members import Members
from kis.domestic.overtime_rows import OvertimeBook, OvertimeDay, OvertimePrice, OvertimeTrade
from kis.domestic.price_detail import PriceDetail
from kis.domestic.stock import ProductInfo
from kis.domestic.stock import StockInfo as HomeInfo
from kis.overseas.stock import StockInfo as AbroadInfo
from kis.units import Percent


@dataclass(frozen=True, slots=True)
class Traded:
    """One trade, or all of a minute. `time` is KST."""

    time: time
    price: Figure
    rate: Decimal | None
    volume: int | None


@dataclass(frozen=True, slots=True)
class Trades:
    """Newest first. `strength` is 체결강도: over 100 more was bought than sold. `by_minute` where KIS tells no less."""

    rows: Sequence[Traded]
    strength: Percent | None = None
    by_minute: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A day, week or month."""

    date: date
    close: Figure
    rate: Decimal | None
    volume: int | None


@dataclass(frozen=True, slots=True)
class Days:
    """Newest first."""

    rows: Sequence[Day]


@dataclass(frozen=True, slots=True)
class Investors:
    """Net buying day by day, newest first."""

    rows: Sequence[InvestorDay]


@dataclass(frozen=True, slots=True)
class Flows:
    """Net buying day by day with each kind of institution apart, newest first."""

    rows: Sequence[FlowDay]


@dataclass(frozen=True, slots=True)
class OvertimeNow:
    """시간외 단일가: its price, and what waits."""

    price: OvertimePrice
    book: OvertimeBook


@dataclass(frozen=True, slots=True)
class OvertimeList:
    """시간외 단일가 day by day, or trade by trade; newest first."""

    rows: Sequence[OvertimeDay] | Sequence[OvertimeTrade]


@dataclass(frozen=True, slots=True)
class HomeStock:
    """What a domestic stock is, and in what state."""

    info: HomeInfo
    product: ProductInfo
    state: PriceDetail


Told = (
    Trades
    | Days
    | Investors
    | Flows
    | Members
    | OvertimeNow
    | OvertimeList
    | HomeStock
    | AbroadInfo
    | EtfComponents
    | NavTrend
)


def changes(rows: Sequence[tuple[date, Figure, int | None]]) -> Days:
    """Days of (date, close, volume), newest first, each against the one before it; the oldest is only compared with."""
    pairs = pairwise(rows)
    return Days([Day(day, close, _rate(close, before), volume) for (day, close, volume), (_, before, _) in pairs])


def _rate(now: Figure, before: Figure) -> Decimal | None:
    if not before:
        return None
    return (Decimal(100) * (Decimal(now) - Decimal(before)) / Decimal(before)).quantize(Decimal("0.01"))
