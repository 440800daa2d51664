"""손익: what was earned in a period, by KIS's own figures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.i18n import later
from kis import Environment
from kis.domestic.balance import AccountTotals
from kis.domestic.profit import ProfitByDay, TradeProfit
from kis.errors import KisError
from kis.overseas.profit import ProfitTotals
from kis.overseas.queries import ProfitShown
from kis.units import Won

if TYPE_CHECKING:
    from bot.connection import Connection

DAY, YESTERDAY, WEEK, LAST_WEEK, MONTH, LAST_MONTH, YEAR, LAST_YEAR = (
    later("오늘"),
    later("어제"),
    later("이번주"),
    later("지난주"),
    later("이번달"),
    later("지난달"),
    later("올해"),
    later("작년"),
)
OFFERED = (DAY, WEEK, MONTH, YEAR)
_SAID = {
    DAY: ("", "일", "오늘", "하루", "today", "day"),
    YESTERDAY: ("어제", "yesterday"),
    WEEK: ("주", "이번주", "일주일", "week"),
    LAST_WEEK: ("지난주",),
    MONTH: ("월", "달", "이번달", "한달", "month"),
    LAST_MONTH: ("지난달", "저번달"),
    YEAR: ("년", "올해", "이번해", "일년", "year"),
    LAST_YEAR: ("작년", "지난해"),
}
_BY_WORD = {word: name for name, words in _SAID.items() for word in words}
_DATED = re.compile(r"(20\d\d)(?:-(\d\d))?")


@dataclass(frozen=True, slots=True)
class ProfitPeriod:
    """From one day to another, both in it (KST). `name` is what it is asked for by."""

    name: str
    start: date
    end: date

    @classmethod
    def read(cls, text: str, today: date) -> ProfitPeriod | None:
        """`이번달`, `지난 주`, `2026`, `2026-10`; None for anything else, and for what has not begun."""
        said = "".join(text.lower().split())
        if (name := _BY_WORD.get(said)) is not None:
            return cls(name, *_spans(today)[name])
        dated = _DATED.fullmatch(said)
        if dated is None or not 0 < int(dated[2] or 1) <= 12:
            return None
        start = date(int(dated[1]), int(dated[2] or 1), 1)
        end = _month_after(start) - timedelta(days=1) if dated[2] else date(start.year, 12, 31)
        return cls(said, start, min(end, today)) if start <= today else None


@dataclass(frozen=True, slots=True)
class Profit:
    """What was realized. `abroad` is in won, None where KIS did not answer for it; `trades` are those at home."""

    period: ProfitPeriod
    home: ProfitByDay
    abroad: ProfitTotals | None
    trades: Sequence[TradeProfit] = ()

    @property
    def realized(self) -> Won:
        """At home and abroad together, as far as known."""
        abroad = self.abroad.profit if self.abroad is not None else None
        return Won((self.home.totals.realized or 0) + int((abroad or Decimal(0)).to_integral_value()))


@dataclass(frozen=True, slots=True)
class Unrealized:
    """What paper knows instead: 평가손익 of now, and how the assets moved since yesterday."""

    period: ProfitPeriod
    totals: AccountTotals


async def earned(connection: Connection, period: ProfitPeriod, *, by_stock: bool = False) -> Profit | Unrealized:
    """Ask what was earned in a period; `by_stock` for the trades too. Raises what `kis` raises."""
    if connection.environment is Environment.PAPER:
        return Unrealized(period, (await connection.kis.domestic.account.balance()).totals)
    ask = connection.kis.domestic.profit
    home = await ask.by_day(start=period.start, end=period.end)
    trades = (await ask.by_trade(start=period.start, end=period.end)).trades if by_stock else ()
    return Profit(period, home, await _abroad(connection, period), trades)


async def _abroad(connection: Connection, period: ProfitPeriod) -> ProfitTotals | None:
    """Worth having, and no reason to go without what was earned at home."""
    try:
        told = await connection.kis.overseas.account.profit(start=period.start, end=period.end, shown=ProfitShown.WON)
    except KisError:
        return None
    return told.totals or ProfitTotals()


def _spans(today: date) -> Mapping[str, tuple[date, date]]:
    monday, first = today - timedelta(days=today.weekday()), today.replace(day=1)
    yesterday, before = today - timedelta(days=1), first - timedelta(days=1)
    return {
        DAY: (today, today),
        YESTERDAY: (yesterday, yesterday),
        WEEK: (monday, today),
        LAST_WEEK: (monday - timedelta(days=7), monday - timedelta(days=1)),
        MONTH: (first, today),
        LAST_MONTH: (before.replace(day=1), before),
        YEAR: (date(today.year, 1, 1), today),
        LAST_YEAR: (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    }


def _month_after(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
