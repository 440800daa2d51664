"""An instrument day by day, week by week or month by month, as KIS tells it in each market."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.errors import StaleButton
from bot.quoting.asking import shown_at
from bot.quoting.told import Day, Days, changes
from bot.quoting.trades import exchange_of
from kis.credentials import Environment
from kis.domestic.codes import Period
from kis.domestic.market_codes import ListPeriod
from kis.overseas.quote_queries import Span
from kis.symbols import Instrument

if TYPE_CHECKING:
    from bot.connection import Connection

_PERIODS = {ListPeriod.DAY: Period.DAY, ListPeriod.WEEK: Period.WEEK, ListPeriod.MONTH: Period.MONTH}
_SPANS = {ListPeriod.DAY: Span.DAY, ListPeriod.WEEK: Span.WEEK, ListPeriod.MONTH: Span.MONTH}
_REACH = {ListPeriod.DAY: 45, ListPeriod.WEEK: 200, ListPeriod.MONTH: 800}
"""Calendar days that hold as many rows as are shown, and the one before them."""


async def at_home(connection: Connection, instrument: Instrument, more: str) -> Days:
    """Of a domestic stock or fund. All of these raise `StaleButton` where `more` is no period."""
    found = await connection.kis.domestic.quotes.days(symbol=instrument.code, period=_period(more))
    return Days([Day(each.date, each.close, each.change_rate, each.volume) for each in found])


async def of_index(connection: Connection, instrument: Instrument, more: str) -> Days:
    """Of a domestic index; in paper from its chart. Volumes are thousands of shares."""
    ask, code, period = connection.kis.domestic.indices, instrument.code, _period(more)
    start, end = _span(connection, period)
    if connection.environment is Environment.REAL:
        found = (await ask.days(index=code, day=end, period=period)).days
        return Days([Day(each.date, each.close, each.change_rate, each.volume) for each in found])
    chart = await ask.chart(index=code, start=start, end=end, period=_PERIODS[period])
    return changes([(each.date, each.close, each.volume) for each in chart.candles])


async def of_index_abroad(connection: Connection, instrument: Instrument, more: str) -> Days:
    """Of an index abroad, dated at its exchange."""
    period = _period(more)
    start, end = _span(connection, period)
    ask = connection.kis.overseas.quotes
    chart = await ask.index_chart(symbol=instrument.code, start=start, end=end, period=_PERIODS[period])
    return changes([(each.date, each.close, each.volume) for each in chart.candles])


async def of_contract(connection: Connection, instrument: Instrument, more: str) -> Days:
    """Of a future or an option."""
    period = _period(more)
    start, end = _span(connection, period)
    ask, market = connection.kis.derivatives.quotes, shown_at(instrument)
    chart = await ask.chart(symbol=instrument.code, start=start, end=end, period=_PERIODS[period], market=market)
    return changes([(each.date, each.close, each.volume) for each in chart.candles])


async def abroad(connection: Connection, instrument: Instrument, more: str) -> Days:
    """Of a stock abroad, dated at its exchange."""
    exchange, span = exchange_of(instrument), _SPANS[_period(more)]
    found = await connection.kis.overseas.quotes.chart(symbol=instrument.code, exchange=exchange, span=span)
    return Days([Day(each.date, each.close, each.change_rate, each.volume) for each in found.candles])


def _period(text: str) -> ListPeriod:
    try:
        return ListPeriod(text or ListPeriod.DAY)
    except ValueError:
        raise StaleButton from None


def _span(connection: Connection, period: ListPeriod) -> tuple[date, date]:
    today = connection.now().date()
    return today - timedelta(days=_REACH[period]), today
