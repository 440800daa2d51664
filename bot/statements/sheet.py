"""What a statement is, and what it says."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.i18n import later, say
from bot.money import WON, Figure, money
from bot.profits import DAY, OFFERED, YESTERDAY, ProfitPeriod
from bot.storage.columns import plain
from bot.views.holding import NAME_SHOWN, Held
from bot.views.profit import signed
from bot.views.text import bold, number, safe, won
from kis.domestic.codes import Side

if TYPE_CHECKING:
    from bot.connection import Connection

_SIDES = {Side.BUY: later("매수"), Side.SELL: later("매도")}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A few lines first, then rows that may fill pages; `nothing` stands where there are none."""

    head: tuple[str, ...]
    rows: tuple[str, ...] = ()
    nothing: str = ""


Ask = Callable[["Connection", ProfitPeriod], Awaitable[Sheet]]


@dataclass(frozen=True, slots=True)
class Statement:
    """One call's figures. `period` is what is asked for where no days are named; blank where days mean nothing.
    `one_day` is what KIS tells of single days only.

    `ask` raises what `kis` raises, `NotOffered` in paper where paper lacks it.
    """

    key: str
    title: str
    part: Held
    ask: Ask
    period: str = ""
    one_day: bool = False

    @property
    def offered(self) -> Sequence[str]:
        """The periods to choose from."""
        if not self.period:
            return ()
        return (DAY, YESTERDAY) if self.one_day else OFFERED

    def takes(self, period: ProfitPeriod) -> bool:
        """Whether the call can be asked for these days."""
        return not self.one_day or period.start == period.end


def amount_line(label: str, amount: Figure | None, currency: str = WON) -> tuple[str, ...]:
    """`예수금 1,000원`, or nothing where KIS does not tell or there is none."""
    return (f"{label} {shown(amount, currency)}",) if amount else ()


def shown(amount: Figure | None, currency: str = WON) -> str:
    """An amount of a currency with the decimals that are usual, `–` where KIS does not tell it."""
    if amount is None:
        return "–"
    return won(int(amount)) if currency == WON else money(plain(round(Decimal(amount), 2)), currency)


def profit_line(label: str, amount: Figure | None) -> tuple[str, ...]:
    """`평가손익 ▲ 1,000원`, in won; nothing where KIS does not tell."""
    return () if amount is None else (f"{label} {bold(signed(int(amount)))}",)


def named(name: str | None, symbol: str) -> str:
    """A name as it fits into a line, the code where KIS gives none."""
    return safe((name or symbol).strip()[:NAME_SHOWN])


def side_word(side: Side | None) -> str:
    """매수, 매도."""
    return "" if side is None else say(_SIDES[side])


def shares(count: Figure) -> str:
    """`10주`."""
    return say("{count}주", count=number(count))


def contracts(count: Figure) -> str:
    """`2계약`."""
    return say("{count}계약", count=number(count))


def joined(*parts: str) -> str:
    """The parts that say something, in one line."""
    return " · ".join(part for part in parts if part)
