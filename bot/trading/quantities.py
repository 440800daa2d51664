"""How many: shares, a part of what there is, or as many as an amount of money comes to. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from bot.i18n import say
from bot.markets.market import Limits
from bot.money import WON, money
from bot.storage.terms import Figure
from bot.trading.figures import figure, price_figure
from kis.units import Shares

ALL_WORDS = frozenset({"전량", "전부", "모두", "다", "all"})
HALF_WORDS = frozenset({"절반", "반", "half"})
DOLLARS = "USD"
_PERCENT = re.compile(r"(\d{1,3})(?:%|퍼센트)", re.ASCII)
_BUDGET = re.compile(rf"(\d{{1,13}}(?:\.\d{{1,4}})?)({WON}|{DOLLARS})", re.ASCII)


class Part(Enum):
    """How much of what there is: of the shares held, or of what the cash can buy."""

    ALL = "all"
    HALF = "half"


@dataclass(frozen=True, slots=True)
class Portion:
    """So many percent of the same."""

    percent: int


@dataclass(frozen=True, slots=True)
class Budget:
    """As many as this much money comes to, and never more."""

    amount: Figure
    currency: str


Quantity = Shares | Part | Portion | Budget


def quantity(word: str) -> Quantity | None:
    """Read `10주`, `전량`, `30%`, `50만원`, `1억`, `$500`; None if it is none of them."""
    if word in ALL_WORDS:
        return Part.ALL
    if word in HALF_WORDS:
        return Part.HALF
    if (percent := _PERCENT.fullmatch(word)) is not None:
        return Portion(int(percent[1])) if 0 < int(percent[1]) <= 100 else None
    if (budget := money_word(word)) is not None:
        return budget
    count = figure(word.removesuffix("주").removesuffix("계약"))
    return None if count is None else Shares(count)


def money_word(word: str) -> Budget | None:
    """Read what is marked as money: by its currency, or by 억, which no quantity reaches."""
    if word.startswith("$") or word.endswith("달러"):
        amount, currency = price_figure(word.removesuffix("달러")), DOLLARS
    elif word.endswith(("원", "억")):
        amount, currency = figure(word.removesuffix("원")), WON
    else:
        return None
    return Budget(amount, currency) if amount else None


def says_so(word: str) -> bool:
    """Whether a word can only be a quantity."""
    return word.endswith(("주", "계약", "%", "퍼센트")) or word in ALL_WORDS | HALF_WORDS


def code(wanted: Quantity | None) -> str:
    """As it travels in a button; blank is still to be asked."""
    match wanted:
        case Part():
            return wanted.value
        case Portion(percent):
            return f"{percent}%"
        case Budget(amount, currency):
            return f"{amount}{currency}"
        case _:
            return str(wanted or "")


def from_code(text: str) -> Quantity | None:
    """Read it back; None is still to be asked, or forged."""
    if text in {part.value for part in Part}:
        return Part(text)
    if (budget := _BUDGET.fullmatch(text)) is not None:
        amount = price_figure(budget[1])
        return Budget(amount, budget[2]) if amount else None
    if _PERCENT.fullmatch(text) is not None:
        return quantity(text)
    is_count = text.isascii() and text.isdecimal() and 0 < len(text) <= 13 and int(text) > 0
    return Shares(int(text)) if is_count else None


def written(wanted: Quantity, unit: str) -> str:
    """As a user reads it, and may type it."""
    match wanted:
        case Part():
            return {Part.ALL: say("전량"), Part.HALF: say("절반")}[wanted]
        case Portion(percent):
            return f"{percent}%"
        case Budget(amount, currency):
            return money(amount, currency)
        case _:
            return f"{wanted:,}{unit}"


def counted(wanted: Quantity, limits: Limits, each: Figure, currency: str, lot: int) -> Shares:
    """Turn it into shares, percents and money in whole lots; what `each` costs is in `currency`."""
    largest = limits.largest if limits.closable is None else limits.closable
    match wanted:
        case Part.ALL:
            return largest
        case Part.HALF:
            return Shares(largest // 2)
        case Portion(percent):
            return _whole(largest * percent // 100, lot)
        case Budget():
            return _whole(int(wanted.amount // cost(wanted, limits, each, currency)), lot)
        case _:
            return wanted


def cost(budget: Budget, limits: Limits, each: Figure, currency: str) -> Figure:
    """What one share or contract costs in the money of a budget."""
    return each if budget.currency == currency else each * limits.rate


def _whole(count: int, lot: int) -> Shares:
    return Shares(count - count % lot)
