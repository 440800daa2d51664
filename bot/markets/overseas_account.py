"""What KIS answers of an account and a price abroad, as the market's values."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.errors import NotFound
from bot.i18n import say
from bot.markets.market import Holding, Limits
from bot.quotes import Quote
from bot.storage.columns import plain
from bot.storage.terms import Figure
from kis.credentials import Environment
from kis.errors import KisError
from kis.overseas.balance import Balance
from kis.overseas.codes import US, DaytimeMarket, Exchange
from kis.symbols import Instrument
from kis.units import Amount, Percent, Shares, Won

if TYPE_CHECKING:
    from bot.connection import Connection


def exchange_of(venue: str) -> Exchange:
    """The exchange of a venue, which may be its daytime market."""
    return DaytimeMarket(venue).exchange if is_daytime(venue) else Exchange(venue)


def is_daytime(venue: str) -> bool:
    """Whether orders go to the US daytime market (주간거래)."""
    return venue in set(DaytimeMarket)


def quote(
    instrument: Instrument,
    price: Amount | None,
    change: Amount | None,
    before: Amount | None,
    at: datetime,
    upper: Amount | None = None,
    lower: Amount | None = None,
) -> Quote:
    """A limit of 0 is none. Raises `NotFound` for a price of zero, as KIS answers for what it does not know."""
    if not price or price <= 0:
        raise NotFound(say("{name}의 현재가를 확인하지 못했어요.", name=instrument.name))
    moved = Decimal(change or 0)
    rate = moved * 100 / before if before else Decimal(0)
    return Quote(
        symbol=instrument.code,
        price=plain(price),
        change=plain(moved),
        change_rate=Percent(rate),
        open=None,
        high=None,
        low=None,
        volume=None,
        reference=None if before is None else plain(before),
        upper_limit=plain(upper) if upper else None,
        lower_limit=plain(lower) if lower else None,
        at=at,
        live=False,
    )


def balance(connection: Connection, exchange: Exchange) -> Awaitable[Balance]:
    """A real account answers for the whole US at once, paper by exchange."""
    whole = exchange in US and connection.environment is Environment.REAL
    return connection.kis.overseas.account.balance(exchange=Exchange.NASDAQ if whole else exchange)


async def if_possible(asked: Awaitable[Balance]) -> Balance | None:
    """What a buy's card does without."""
    try:
        return await asked
    except KisError:
        return None


def sellable(balance: Balance, symbol: str, rates: dict[str, Figure], exchange: Exchange) -> Limits:
    """What can be sold of a stock, in whole shares."""
    rows = [row for row in balance.held if row.symbol == symbol]
    quantity = sum((row.quantity if row.sellable is None else row.sellable for row in rows), Decimal(0))
    return Limits(Shares(int(quantity)), rate=rates.get(exchange.currency.value, 0))


def holding(balance: Balance, symbol: str, rate: Figure) -> Holding:
    """What of a stock the account holds, in won; what it holds altogether no one answer tells."""
    value = sum((row.value or Decimal(0) for row in balance.held if row.symbol == symbol), Decimal(0))
    return Holding(Won(int(value * rate)))
