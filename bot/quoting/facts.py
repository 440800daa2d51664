"""What is told of one domestic stock beside its price: its trades, its days, who bought it, by which brokers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.errors import StaleButton, UserError
from bot.i18n import later, say
from bot.quoting.assets import Asset
from kis.domestic.days import DailyPrice, InvestorDay
from kis.domestic.market_codes import ListPeriod
from kis.domestic.members import Members
from kis.domestic.trades import TimedTrade
from kis.symbols import Instrument

if TYPE_CHECKING:
    from bot.connection import Connection

_TIME = re.compile(r"([01]\d|2[0-3])([0-5]\d)([0-5]\d)", re.ASCII)


class Fact(StrEnum):
    """What is asked for."""

    TRADES = "trades"
    DAYS = "days"
    INVESTORS = "investors"
    MEMBERS = "members"


TITLES = {
    Fact.TRADES: later("시간별 체결"),
    Fact.DAYS: later("일별"),
    Fact.INVESTORS: later("투자자"),
    Fact.MEMBERS: later("회원사"),
}
Told = Sequence[TimedTrade] | Sequence[DailyPrice] | Sequence[InvestorDay] | Members


@dataclass(frozen=True, slots=True)
class Facts:
    """What was told. `more` is what was asked for beside the stock: until when (HHMMSS), or days, weeks, months."""

    instrument: Instrument
    fact: Fact
    more: str
    told: Told
    at: datetime


async def facts(connection: Connection, instrument: Instrument, fact: Fact, more: str = "") -> Facts:
    """Ask for it. Raises `UserError` where KIS knows no such thing, `StaleButton` for a forged `more`."""
    if Asset.of(instrument) not in (Asset.STOCK, Asset.FUND):
        raise UserError(
            say("{name}: {what}은 국내 주식과 ETF에만 있어요.", name=instrument.name, what=f"「{say(TITLES[fact])}」")
        )
    ask, symbol = connection.kis.domestic.quotes, instrument.code
    told: Told
    if fact is Fact.TRADES:
        until = _time(more) if more else connection.now().time()
        told = (await ask.timed_trades(symbol=symbol, until=until)).trades
    elif fact is Fact.DAYS:
        told = await ask.days(symbol=symbol, period=_period(more))
    elif fact is Fact.INVESTORS:
        told = await ask.investors(symbol=symbol)
    else:
        told = await ask.members(symbol=symbol)
    return Facts(instrument, fact, more, told, connection.now())


def _time(text: str) -> time:
    found = _TIME.fullmatch(text)
    if found is None:
        raise StaleButton
    hour, minute, second = (int(part) for part in found.groups())
    return time(hour, minute, second)


def _period(text: str) -> ListPeriod:
    try:
        return ListPeriod(text or ListPeriod.DAY)
    except ValueError:
        raise StaleButton from None
