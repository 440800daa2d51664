"""The days by which alerts count, of each market by its own calendar and zone; all moments are KST.

A day's figures (change, high, low, volume) count from a minute after its market opens: before, those of the day before
still stand in KIS's answers. A US day begins at half past nine in New York and so crosses midnight here. Index futures
and options begin their day with the night before it, whose figures are its own until the session by day opens.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from bot.quoting.assets import Asset
from kis.derivatives.hours import HOURS, trading_day
from kis.derivatives.hours import Session as ContractSession
from kis.market import overseas_sessions as abroad
from kis.market.clock import KST
from kis.market.holidays import CALENDAR
from kis.market.overseas_holidays import CALENDARS
from kis.market.sessions import Session, Venue, session_at
from kis.market.ticks import Board
from kis.overseas.codes import Exchange
from kis.symbols import Instrument

SETTLED = timedelta(minutes=1)
DAY_BEGINS = time(9, 1)
_INDICES = {
    "USD": Exchange.NASDAQ, "HKD": Exchange.HONG_KONG, "JPY": Exchange.TOKYO, "CNY": Exchange.SHANGHAI,
    "VND": Exchange.HO_CHI_MINH,
}  # fmt: skip
"""Whose hours an index abroad keeps, by its currency."""


def begins(instrument: Instrument, now: datetime, *, paper: bool) -> datetime:
    """When the figures of the trading day that `now` falls into, or of the one after it, count."""
    now = now.astimezone(KST)
    if (exchange := home_of(instrument)) is not None:
        day, calendar = abroad.local_day(exchange, now), CALENDARS[exchange.country]
        return _open(exchange, day if calendar.is_trading_day(day) else calendar.next_trading_day(day))
    today = CALENDAR.is_trading_day(now.date())
    if Asset.of(instrument) is not Asset.CONTRACT:
        return _at(now.date() if today else CALENDAR.next_trading_day(now.date()), DAY_BEGINS)
    if not has_night(instrument, paper=paper):
        return _by_day(now.date() if today else CALENDAR.next_trading_day(now.date()))
    if today and _by_day(now.date()) <= now < _at(now.date(), HOURS.night_open):
        return _by_day(now.date())
    return _by_night(CALENDAR.previous_trading_day(trading_day(now)))


def tomorrow(instrument: Instrument, now: datetime, *, paper: bool) -> datetime:
    """When an alert that fires once a day may fire again."""
    now = now.astimezone(KST)
    if (exchange := home_of(instrument)) is not None:
        return _open(exchange, CALENDARS[exchange.country].next_trading_day(abroad.local_day(exchange, now)))
    if Asset.of(instrument) is not Asset.CONTRACT:
        return _at(CALENDAR.next_trading_day(now.date()), DAY_BEGINS)
    if has_night(instrument, paper=paper):
        return _by_night(trading_day(now))
    return _by_day(CALENDAR.next_trading_day(now.date()))


def is_open(instrument: Instrument, at: datetime, *, paper: bool) -> bool:
    """Whether its market trades at a moment, off-hours sessions included where the environment has them."""
    if (exchange := home_of(instrument)) is not None:
        window = abroad.window_at(exchange, at, paper=paper)
        return window is not None and window.session is not abroad.Session.LUNCH
    if Asset.of(instrument) is Asset.CONTRACT:
        session = HOURS.session_at(at)
        return session is ContractSession.DAY or (session is not None and has_night(instrument, paper=paper))
    return session_at(Venue.KRX, at, paper=paper) is not Session.CLOSED


def has_night(instrument: Instrument, *, paper: bool) -> bool:
    """Whether a contract trades by night: those on single stocks do not, nor does paper."""
    return Asset.of(instrument) is Asset.CONTRACT and not paper and instrument.board is not Board.STOCK_FUTURE


def home_of(instrument: Instrument) -> Exchange | None:
    """The exchange whose hours an instrument keeps; None at home."""
    if Asset.of(instrument) is Asset.INDEX_ABROAD:
        return _INDICES.get(instrument.currency, Exchange.NASDAQ)
    return instrument.exchange


def zone(instrument: Instrument) -> tzinfo:
    """The zone of its market's days."""
    exchange = home_of(instrument)
    return KST if exchange is None else ZoneInfo(exchange.country.timezone)


def _open(exchange: Exchange, day: date) -> datetime:
    windows = abroad.timetable(exchange, day)
    return next(each.start for each in windows if each.session is abroad.Session.REGULAR) + SETTLED


def _by_day(day: date) -> datetime:
    return HOURS.by_day(day)[0] + SETTLED


def _by_night(evening: date) -> datetime:
    return _at(evening, HOURS.night_open) + SETTLED


def _at(day: date, at: time) -> datetime:
    return datetime.combine(day, at, KST)
