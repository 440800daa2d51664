"""Candles of any instrument, asked of KIS: oldest first, on the wall clock of their exchange."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.charts.spans import Span
from bot.charts.values import AVERAGES, Bar, Unit
from bot.connection import Connection
from bot.errors import UserError
from bot.i18n import say
from bot.quoting.assets import Asset
from bot.typed import typed_line
from kis.domestic.codes import Period
from kis.domestic.minutes import Minute
from kis.errors import NotOffered
from kis.market.clock import KST
from kis.market.fees import DOMESTIC, Market
from kis.market.holidays import CALENDAR
from kis.overseas.chart import IndexCandle
from kis.symbols import Instrument

BEFORE = max(AVERAGES)
"""Bars before the first one shown, which its averages need."""
LAST = time(15, 30)
"""The end of the regular session."""
PAPER_MINUTES = 150
"""How far back minutes are walked where each call brings thirty of them, one a second."""
PERIODS = {Unit.DAY: Period.DAY, Unit.WEEK: Period.WEEK, Unit.MONTH: Period.MONTH}
_DAYS = {Unit.DAY: 1.5, Unit.WEEK: 7.0, Unit.MONTH: 30.6}
"""Calendar days of one bar; with holidays a trading day takes one and a half."""


class Candle(Protocol):
    """What the candles of all markets have in common."""

    @property
    def open(self) -> Decimal | int: ...
    @property
    def high(self) -> Decimal | int: ...
    @property
    def low(self) -> Decimal | int: ...
    @property
    def close(self) -> Decimal | int: ...
    @property
    def volume(self) -> int | None: ...


class _Whole:
    """An index abroad: where KIS tells its close alone, that was all it did."""

    def __init__(self, row: IndexCandle) -> None:
        self.close, self.volume = row.close, row.volume
        self.open, self.high, self.low = row.open or row.close, row.high or row.close, row.low or row.close


def zone(instrument: Instrument) -> tzinfo:
    """Whose wall clock the bars have."""
    exchange = instrument.exchange
    return KST if exchange is None else ZoneInfo(exchange.country.timezone)


async def bars(connection: Connection, instrument: Instrument, span: Span) -> list[Bar]:
    """Ask for a span's bars and those before them that averages need. Raises what `kis` raises."""
    if span.unit is Unit.MINUTE:
        return merged(await _minutes(connection, instrument, span), span.step)
    today = connection.now().astimezone(zone(instrument)).date()
    start = today - timedelta(days=round((span.count + BEFORE) * _DAYS[span.unit]))
    rows = await candles(connection, instrument, span.unit, start, today)
    midnight = time(tzinfo=zone(instrument))
    return _sound(_bar(datetime.combine(day, midnight), row) for day, row in reversed(rows))


async def candles(
    connection: Connection, instrument: Instrument, unit: Unit, start: date, end: date
) -> list[tuple[date, Candle]]:
    """Ask for the candles of days (or more) dated from `start` to `end` at the exchange, newest first.

    Raises what `kis` raises.
    """
    kis, code, period = connection.kis, instrument.code, PERIODS[unit]
    if (exchange := instrument.exchange) is not None:
        from kis.overseas.quote_queries import Span as Overseas

        wanted = {Unit.DAY: Overseas.DAY, Unit.WEEK: Overseas.WEEK, Unit.MONTH: Overseas.MONTH}[unit]
        abroad = await kis.overseas.quotes.candles(symbol=code, exchange=exchange, start=start, end=end, span=wanted)
        return [(row.date, row) for row in abroad]
    if Asset.of(instrument) is Asset.INDEX_ABROAD:
        rows = await kis.overseas.quotes.index_candles(symbol=code, start=start, end=end, period=period)
        return [(row.date, _Whole(row)) for row in rows]
    if instrument.market is Market.INDEX:
        points = await kis.domestic.indices.candles(index=code, start=start, end=end, period=period)
        return [(row.date, row) for row in points]
    if instrument.market in (Market.FUTURE, Market.OPTION):
        from kis.derivatives.contracts import market_of

        quotes = kis.derivatives.quotes
        board = market_of(code)
        contracts = await quotes.candles(symbol=code, start=start, end=end, period=period, market=board)
        return [(row.date, row) for row in contracts]
    stocks = await kis.domestic.quotes.candles(symbol=code, start=start, end=end, period=period)
    return [(row.date, row) for row in stocks]


async def _past(connection: Connection, instrument: Instrument, day: date) -> list[Bar]:
    """The minutes of a past day, which KIS keeps of domestic stocks for about a year."""
    if instrument.market not in DOMESTIC or instrument.market is Market.ELW:
        raise UserError(
            say("지난날의 분봉은 국내 주식과 ETF만 돼요. 예: {example}", example=typed_line("차트 삼성전자 5분 11-25"))
        )
    try:
        rows = await connection.kis.domestic.quotes.past_minutes(symbol=instrument.code, day=day)
    except NotOffered:
        raise UserError(
            say(
                "모의투자에는 지난날의 분봉이 없어요. 오늘 분봉이나 일봉으로 봐 주세요. 예: {example}",
                example=typed_line("차트 삼성전자 5분"),
            )
        ) from None
    return _sound(_bar(row.at, row) for row in reversed(rows))


async def _minutes(connection: Connection, instrument: Instrument, span: Span) -> list[Bar]:
    if span.day is not None:
        return await _past(connection, instrument, span.day)
    code, now = instrument.code, connection.now()
    if (exchange := instrument.exchange) is not None:
        quotes, here = connection.kis.overseas.quotes, zone(instrument)
        chart = await quotes.minute_chart(symbol=code, exchange=exchange, step=span.step)
        return _sound(_bar(row.at.astimezone(here), row) for row in reversed(chart.minutes))
    if instrument.market is Market.INDEX:
        raise UserError(say("{name}은 일봉, 주봉, 월봉으로 볼 수 있어요.", name=instrument.name))
    if instrument.market in (Market.FUTURE, Market.OPTION):
        from kis.derivatives.contracts import market_of

        found = await connection.kis.derivatives.quotes.minute_chart(
            symbol=code, date=now.date(), time=now.time(), market=market_of(code)
        )
        return _sound(_bar(row.at, row) for row in reversed(found.candles) if row.at <= now)
    rows = await _stock_minutes(connection, code, (span.count + BEFORE) * span.step)
    return _sound(_bar(true_time(row, now), row) for row in reversed(rows))


async def _stock_minutes(connection: Connection, code: str, wanted: int) -> Sequence[Minute]:
    """Newest first: of today and, where KIS keeps them, of the trading day before."""
    quotes, now = connection.kis.domestic.quotes, connection.now()
    try:
        rows = await quotes.past_minutes(symbol=code, day=now.date(), until=now.time().replace(microsecond=0))
        if len(rows) < wanted:
            before = CALENDAR.previous_trading_day(now.date())
            rows += await quotes.past_minutes(symbol=code, day=before)
    except NotOffered:
        trading = CALENDAR.is_trading_day(now.date()) and time(9) < now.time() < LAST
        last = datetime.combine(now.date(), now.time() if trading else LAST)
        since = (last - timedelta(minutes=min(wanted, PAPER_MINUTES))).time().replace(second=0, microsecond=0)
        return await quotes.minutes(symbol=code, since=since, until=now.time().replace(microsecond=0))
    return rows


def true_time(row: Minute, now: datetime) -> datetime:
    """When a minute really was: before the open KIS goes on with yesterday's last minutes and stamps them as today's.

    What would be in the future, or on a day without trading, was on the trading day before.
    """
    if row.at <= now and CALENDAR.is_trading_day(row.date):
        return row.at
    return datetime.combine(CALENDAR.previous_trading_day(row.date), row.time, KST)


def merged(minutes: Sequence[Bar], step: int) -> list[Bar]:
    """Bars of `step` minutes from bars of one, both oldest first; they begin at round times."""
    found: list[Bar] = []
    for bar in minutes:
        at = bar.at.replace(minute=bar.at.minute - bar.at.minute % step, second=0)
        if found and found[-1].at == at:
            last = found[-1]
            volume = None if bar.volume is None else (last.volume or 0) + bar.volume
            found[-1] = Bar(at, last.open, max(last.high, bar.high), min(last.low, bar.low), bar.close, volume)
        else:
            found.append(Bar(at, bar.open, bar.high, bar.low, bar.close, bar.volume))
    return found


def _bar(at: datetime, row: Candle) -> Bar:
    return Bar(at, Decimal(row.open), Decimal(row.high), Decimal(row.low), Decimal(row.close), row.volume)


def _sound(rows: Iterable[Bar]) -> list[Bar]:
    """Without the rows of zeros which KIS has for a day that has not begun."""
    return [row for row in rows if row.close and row.high and row.low and row.open]
