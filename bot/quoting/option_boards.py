"""전광판: futures of a product together, and options of a month by strike."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.errors import StaleButton
from bot.i18n import later
from kis.derivatives.boards import FutureRow, OptionMonth, OptionRow, UnderlyingBoard
from kis.derivatives.codes import BoardProduct

if TYPE_CHECKING:
    from bot.connection import Connection

PRODUCTS = {
    "k200": (BoardProduct.KOSPI200, later("코스피200")),
    "mini": (BoardProduct.MINI_KOSPI200, later("미니")),
    "kq150": (BoardProduct.KOSDAQ150, later("코스닥150")),
}
USUAL = "k200"


@dataclass(frozen=True, slots=True)
class FuturesBoard:
    """The futures of a product, nearest first, what they stand on, and the months that options of it have."""

    product: str
    rows: Sequence[FutureRow]
    underlying: UnderlyingBoard | None
    months: Sequence[str]
    at: datetime


@dataclass(frozen=True, slots=True)
class Strike:
    """Call and put of one strike; one of them may be missing."""

    price: Decimal
    call: OptionRow | None
    put: OptionRow | None

    @property
    def at_the_money(self) -> bool:
        """Whether KIS calls it so."""
        return any(side is not None and side.moneyness == "ATM" for side in (self.call, self.put))


@dataclass(frozen=True, slots=True)
class OptionsBoard:
    """The options of a month (YYYYMM), highest strike first; `middle` is the place of that at the money."""

    product: str
    month: str
    strikes: Sequence[Strike]
    middle: int
    at: datetime


async def futures(connection: Connection, product: str) -> FuturesBoard:
    """Ask for the futures of a product. Raises `NotOffered` in paper."""
    ask, wanted = connection.kis.derivatives.boards, _product(product)
    rows, months = await asyncio.gather(ask.futures(product=wanted), ask.option_months())
    underlying = await ask.underlying(symbol=rows[0].symbol) if rows else None
    return FuturesBoard(product, rows, underlying, _months(months), connection.now())


async def options(connection: Connection, product: str, month: str) -> OptionsBoard:
    """Ask for the options of a month. Raises `NotOffered` in paper, `StaleButton` for what is no month."""
    if not (month.isascii() and month.isdigit() and len(month) == len("202612")):
        raise StaleButton
    told = await connection.kis.derivatives.boards.options(month=month, product=_product(product))
    calls, puts = ({row.strike: row for row in side} for side in (told.calls, told.puts))
    prices = sorted({*calls, *puts}, reverse=True)
    strikes = [Strike(price, calls.get(price), puts.get(price)) for price in prices]
    return OptionsBoard(product, month, strikes, _middle(strikes), connection.now())


def _product(product: str) -> str:
    if product not in PRODUCTS:
        raise StaleButton
    return PRODUCTS[product][0].value


def _months(months: Sequence[OptionMonth]) -> Sequence[str]:
    return list(dict.fromkeys(each.month for each in months))


def _middle(strikes: Sequence[Strike]) -> int:
    """Where KIS says at the money; else where a call and a put cost the most alike."""
    named = [place for place, each in enumerate(strikes) if each.at_the_money]
    if named or not strikes:
        return named[0] if named else 0
    return min(range(len(strikes)), key=lambda place: _apart(strikes[place]))


def _apart(strike: Strike) -> float:
    call, put = (side.price if side else None for side in (strike.call, strike.put))
    return float("inf") if call is None or put is None else float(abs(call - put))
