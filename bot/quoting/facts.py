"""What is told of one instrument beside its price: which of it there is of each kind, and how KIS is asked for it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.errors import StaleButton, UserError
from bot.i18n import later, say
from bot.quoting import days, trades
from bot.quoting.assets import Asset
from bot.quoting.told import Flows, HomeStock, Investors, OvertimeList, OvertimeNow, Told
from kis.credentials import Environment
from kis.symbols import Instrument

if TYPE_CHECKING:
    from bot.connection import Connection


class Fact(StrEnum):
    """What is asked for."""

    TRADES = "trades"
    DAYS = "days"
    INVESTORS = "investors"
    MEMBERS = "members"
    OVERTIME = "overtime"
    INFO = "info"
    PARTS = "parts"
    NAV = "nav"


TITLES = {
    Fact.TRADES: later("시간별 체결"),
    Fact.DAYS: later("일별"),
    Fact.INVESTORS: later("투자자"),
    Fact.MEMBERS: later("회원사"),
    Fact.OVERTIME: later("시간외 단일가"),
    Fact.INFO: later("종목정보"),
    Fact.PARTS: later("구성종목"),
    Fact.NAV: later("NAV 비교"),
}
_KINDS = {
    Fact.INVESTORS: later("국내 주식과 ETF"),
    Fact.MEMBERS: later("국내 주식과 ETF"),
    Fact.OVERTIME: later("국내 주식과 ETF"),
    Fact.TRADES: later("주식, ETF, 선물옵션"),
    Fact.DAYS: later("주식, ETF, 지수, 선물옵션"),
    Fact.INFO: later("주식, ETF, ELW"),
    Fact.PARTS: later("국내 ETF"),
    Fact.NAV: later("국내 ETF"),
}
INSTITUTIONS, OVERTIME_DAYS, OVERTIME_TRADES = "all", "D", "T"
"""What `more` may be for 투자자 and 시간외."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What was told.

    `more` is what was asked for beside the instrument: until when (HHMMSS), days, weeks or months, a page.
    """

    instrument: Instrument
    fact: Fact
    more: str
    told: Told
    at: datetime


_PAGE = re.compile(r"|[1-9]\d?", re.ASCII)

Asked = Callable[["Connection", Instrument, str], Awaitable[Told]]


def offered(instrument: Instrument) -> Sequence[Fact]:
    """What there is of such an instrument; paper may lack some of it."""
    return list(_ASKED[Asset.of(instrument)])


async def facts(connection: Connection, instrument: Instrument, fact: Fact, more: str = "") -> Facts:
    """Ask for it.

    Raises `UserError` where there is no such thing, `StaleButton` for a forged `more`, `NotOffered` where paper
    lacks it, and what `kis` raises.
    """
    asked = _ASKED[Asset.of(instrument)].get(fact)
    if asked is None:
        shown = {"name": instrument.name, "what": say(TITLES[fact]), "kinds": say(_KINDS[fact])}
        raise UserError(
            say("{name}에는 「{what}」 자료가 없어요. {kinds}에만 있어요. 이름만 보내면 현재가를 보여 드려요.", **shown)
        )
    return Facts(instrument, fact, more, await asked(connection, instrument, more), connection.now())


async def _investors(connection: Connection, instrument: Instrument, more: str) -> Told:
    ask = connection.kis.domestic.quotes
    if not more:
        return Investors(await ask.investors(symbol=instrument.code))
    if more != INSTITUTIONS:
        raise StaleButton
    return Flows((await ask.flows(symbol=instrument.code, day=connection.now().date())).days)


async def _members(connection: Connection, instrument: Instrument, _more: str) -> Told:
    return await connection.kis.domestic.quotes.members(symbol=instrument.code)


async def _overtime(connection: Connection, instrument: Instrument, more: str) -> Told:
    ask, symbol = connection.kis.domestic.overtime, instrument.code
    if more == OVERTIME_TRADES:
        return OvertimeList((await ask.trades(symbol=symbol)).trades)
    if more == OVERTIME_DAYS or (not more and connection.environment is Environment.PAPER):
        return OvertimeList((await ask.days(symbol=symbol)).days)
    if more:
        raise StaleButton
    return OvertimeNow(*await asyncio.gather(ask.price(symbol=symbol), ask.order_book(symbol=symbol)))


async def _info(connection: Connection, instrument: Instrument, _more: str) -> Told:
    ask, symbol = connection.kis.domestic, instrument.code
    info, product, state = await asyncio.gather(
        ask.info.stock_info(symbol=symbol),
        ask.info.product_info(symbol=symbol),
        ask.quotes.price_detail(symbol=symbol),
    )
    return HomeStock(info, product, state)


async def _info_abroad(connection: Connection, instrument: Instrument, _more: str) -> Told:
    exchange = trades.exchange_of(instrument)
    return await connection.kis.overseas.info.stock_info(symbol=instrument.code, exchange=exchange)


async def _parts(connection: Connection, instrument: Instrument, more: str) -> Told:
    if not _PAGE.fullmatch(more):
        raise StaleButton
    return await connection.kis.domestic.etf.components(symbol=instrument.code)


async def _nav(connection: Connection, instrument: Instrument, _more: str) -> Told:
    return await connection.kis.domestic.etf.nav(symbol=instrument.code)


_STOCK: Mapping[Fact, Asked] = {
    Fact.TRADES: trades.at_home,
    Fact.DAYS: days.at_home,
    Fact.INVESTORS: _investors,
    Fact.MEMBERS: _members,
    Fact.OVERTIME: _overtime,
    Fact.INFO: _info,
}
_ASKED: Mapping[Asset, Mapping[Fact, Asked]] = {
    Asset.STOCK: _STOCK,
    Asset.FUND: {**_STOCK, Fact.PARTS: _parts, Fact.NAV: _nav},
    Asset.WARRANT: {Fact.INFO: _info},
    Asset.INDEX: {Fact.DAYS: days.of_index},
    Asset.CONTRACT: {Fact.TRADES: trades.of_contract, Fact.DAYS: days.of_contract},
    Asset.ABROAD: {Fact.TRADES: trades.abroad, Fact.DAYS: days.abroad, Fact.INFO: _info_abroad},
    Asset.INDEX_ABROAD: {Fact.DAYS: days.of_index_abroad},
}
