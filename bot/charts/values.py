"""What can be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

AVERAGES = (5, 20, 60)
"""Bars of the moving averages (이동평균선)."""


class Unit(StrEnum):
    """What one bar spans."""

    MINUTE = "m"
    DAY = "d"
    WEEK = "w"
    MONTH = "M"


@dataclass(frozen=True, slots=True)
class Bar:
    """봉 하나. `at` is when it begins, on the wall clock that the chart names."""

    at: datetime
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    volume: int | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """An open order on the chart: `label` is what is written on its line."""

    price: Decimal
    is_buy: bool
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CandleChart:
    """A chart: `bars` oldest first, of which the last `shown` are drawn; those before feed the averages."""

    name: str
    code: str
    unit: Unit
    kind: str
    """Such as 일봉, 5분봉."""
    bars: Sequence[Bar]
    shown: int
    decimals: int = 0
    prefix: str = ""
    suffix: str = ""
    """What stands around a price in the title: `$`, `원`."""
    volume_label: str = ""
    footnote: str = ""
    """Whose time it is, and what could not be told."""
    average: Decimal | None = None
    """평단: at what the holding was bought."""
    pending: Sequence[Pending] = ()


@dataclass(frozen=True, slots=True)
class Holding:
    """One line of a portfolio, in won."""

    name: str
    value: int
    profit: int | None
    rate: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """What an account holds, in won."""

    title: str
    footnote: str
    holdings: Sequence[Holding]
    cash: int
    total: int
    profit: int | None
    rate: Decimal | None


def moving_average(closes: Sequence[Decimal], length: int) -> list[Decimal | None]:
    """The mean of the last `length` closes at each bar, None where there are fewer."""
    found: list[Decimal | None] = []
    total = Decimal(0)
    for index, close in enumerate(closes):
        total += close - (closes[index - length] if index >= length else 0)
        found.append(total / length if index >= length - 1 else None)
    return found
