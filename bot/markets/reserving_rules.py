"""When reservations are taken and sent, with the sentences that say what to write instead. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.errors import UserError
from bot.i18n import say
from bot.markets.booked import Span
from bot.markets.hours import weekday
from bot.markets.market import Wanted
from bot.markets.words import ORDER_TYPES, TYPED, VERBS
from bot.storage.terms import OrderType
from bot.typed import typed_line, typed_name
from kis.market.holidays import CALENDAR
from kis.market.overseas_sessions import local_day, next_open, window_at
from kis.market.overseas_sessions import timetable as foreign_timetable
from kis.market.sessions import Venue, timetable
from kis.overseas import codes
from kis.overseas.codes import Country, Exchange

LONGEST = timedelta(days=30)
"""기간예약 reaches no farther."""
HOME_KINDS = (OrderType.LIMIT, OrderType.MARKET, OrderType.CONDITIONAL_LIMIT, OrderType.PRE_OPEN)
_MORNING_END = time(7, 30)
_AFTER_CLOSE = timedelta(minutes=10)
_NIGHT = time(23, 40), time(0, 10)
_US_FROM, _US_PAUSE, _US_BEFORE = time(10, 0), (time(16, 30), time(16, 45)), timedelta(minutes=10)
_MARKET, _RESERVE = "시장가", "예약"
_SHORT = {kind: word for word, kind in TYPED.items()} | {OrderType.MARKET: "시장가", OrderType.PRE_OPEN: "장전"}


def home_due(at: datetime) -> date:
    """The trading day on which what is reserved now is first sent."""
    today = at.date()
    early = at.time() < _MORNING_END and CALENDAR.is_trading_day(today)
    return today if early else CALENDAR.next_trading_day(today)


def home_span(wanted: Wanted, at: datetime) -> Span:
    """The days of a reservation at home. Raises `UserError` where KIS would not take it now, or not so long."""
    if not _taken_at_home(at):
        raise UserError(
            say("지금은 예약을 받지 않는 시간이에요. 예약은 {hours}에 받아요. 지금 주문하려면 이렇게 적어 주세요: "
                "{line}",
                hours=home_hours(), line=line(wanted, reserved=False))
        )  # fmt: skip
    due = home_due(at)
    _refuse_day(wanted, due)
    until = None if wanted.reserve is None else wanted.reserve.until
    if until is None:
        return Span(due)
    last = at.date() + LONGEST
    if not due <= until <= last:
        latest = _trading_day_until(last)
        raise UserError(
            say("기간 예약은 {first}부터 {last}까지 돼요(30일). 이렇게 적어 주세요: {line}",
                first=short(due), last=short(latest), line=line(wanted, f"~{latest:%m-%d}"))
        )  # fmt: skip
    until = _trading_day_until(until)
    return Span(due, until if until > due else None)


def home_kind(wanted: Wanted) -> OrderType:
    """The type as it is reserved. Raises `UserError` with those that can be."""
    kind = wanted.order_type or (OrderType.MARKET if wanted.price is None else OrderType.LIMIT)
    if kind is OrderType.POST_CLOSE:
        kind = OrderType.PRE_OPEN
    _refuse_kind(wanted, kind, HOME_KINDS)
    return kind


def home_hours() -> str:
    """When reservations are taken, as a user reads it."""
    return say("15:40~다음 날 07:30(23:40~00:10 제외)")


def changeable(due: date) -> str:
    """Until when on the first day a reservation at home can be changed."""
    return f"{short(due)} {_MORNING_END:%H:%M}"


def abroad_due(exchange: Exchange, at: datetime) -> date:
    """The day of the exchange whose open comes next."""
    return local_day(exchange, next_open(exchange, at))


def abroad_span(wanted: Wanted, exchange: Exchange, at: datetime) -> Span:
    """The day of a reservation abroad. Raises `UserError` where KIS would not take it now."""
    if wanted.reserve is not None and wanted.reserve.until is not None:
        raise UserError(
            say("해외주식 예약은 다음 장 하루만 돼요. 날짜 없이 적어 주세요: {line}", line=line(wanted, dated=False))
        )
    if not _taken_abroad(exchange, at):
        raise UserError(
            say("지금은 {where} 예약을 받지 않는 시간이에요. 예약은 {hours}에 받아요. 지금 주문하려면: {line}",
                where=exchange.korean_name, hours=abroad_hours(exchange, at), line=line(wanted, reserved=False))
        )  # fmt: skip
    due = abroad_due(exchange, at)
    _refuse_day(wanted, due)
    return Span(due)


def abroad_kind(wanted: Wanted, exchange: Exchange, *, paper: bool) -> OrderType:
    """The type as it is reserved; TWAP and VWAP need a span of time, which no line says."""
    kind = wanted.order_type or (OrderType.MARKET if wanted.price is None else OrderType.LIMIT)
    taken = {one.value for one in codes.order_types(exchange, wanted.side, paper=paper, reserved=True)}
    split = (OrderType.TWAP, OrderType.VWAP)
    _refuse_kind(wanted, kind, [one for one in OrderType if one.value in taken and one not in split])
    return kind


def abroad_hours(exchange: Exchange, at: datetime) -> str:
    """When reservations are taken: in the US by the clock in New York."""
    if exchange.country is not Country.US:
        return say("{where} 장이 열려 있지 않을 때", where=exchange.country.korean_name)
    return say("10:00~{end}(16:30~16:45 제외)", end=f"{next_open(exchange, at) - _US_BEFORE:%H:%M}")


def opening(exchange: Exchange, day: date) -> datetime | None:
    """When the exchange opens on a day, KST; None if it does not."""
    windows = foreign_timetable(exchange, day, paper=True)
    return windows[0].start if windows else None


def short(day: date) -> str:
    """`11/24(화)`."""
    return f"{day:%m/%d}{weekday(day)}"


def line(wanted: Wanted, when: str = "", *, reserved: bool = True, dated: bool = True) -> str:
    """The same as it would be taken."""
    kind = wanted.order_type or OrderType.LIMIT
    price = wanted.price if wanted.price is not None else (_MARKET if kind is OrderType.LIMIT else "")
    word = "" if kind is OrderType.LIMIT or (kind is OrderType.MARKET and price) else _SHORT.get(kind, "")
    lot = wanted.instrument.lot or 1
    quantity = lot if lot > 1 else 10
    words = (_RESERVE if reserved else "", VERBS[wanted.side], typed_name(wanted.instrument), quantity, price, word)
    return typed_line(" ".join(str(one) for one in (*words, when if dated else "") if one != ""))


def _refuse_day(wanted: Wanted, due: date) -> None:
    """Only the next day can be named alone."""
    day = None if wanted.reserve is None else wanted.reserve.day
    if day is None or day == due:
        return
    raise UserError(
        say("지금 예약하면 {due}에 나가요. {day} 하루만 내는 예약은 없어요. 이렇게 적어 주세요: {line}",
            due=short(due), day=short(day), line=line(wanted))
    )  # fmt: skip


def _refuse_kind(wanted: Wanted, kind: OrderType, taken: tuple[OrderType, ...] | list[OrderType]) -> None:
    if kind not in taken:
        name = ORDER_TYPES.get(kind, kind)
        nearest = replace(wanted, order_type=None, price=wanted.price or (None if OrderType.MARKET in taken else 100))
        raise UserError(
            say("예약에는 {kind} 주문이 없어요. 할 수 있는 주문: {names}. 이렇게 적어 주세요: {line}",
                kind=f"{name} {VERBS[wanted.side]}", names=", ".join(ORDER_TYPES[one] for one in taken),
                line=line(nearest))
        )  # fmt: skip
    if kind.needs_price and wanted.price is None:
        raise UserError(
            say("{kind}에는 가격이 있어야 해요. 예: {example}",
                kind=ORDER_TYPES[kind], example=line(replace(wanted, price=70000)))
        )  # fmt: skip
    if not kind.needs_price and wanted.price is not None:
        raise UserError(
            say("{kind}에는 가격을 적지 않아요. 예: {example}",
                kind=ORDER_TYPES[kind], example=line(replace(wanted, order_type=kind, price=None)))
        )  # fmt: skip


def _trading_day_until(day: date) -> date:
    return day if CALENDAR.is_trading_day(day) else CALENDAR.previous_trading_day(day)


def _taken_at_home(at: datetime) -> bool:
    begin, end = _NIGHT
    if at.time() >= begin or at.time() < end:
        return False
    regular = timetable(Venue.KRX, at.date(), paper=True)
    return not regular or at.time() < _MORNING_END or at >= regular[-1].end + _AFTER_CLOSE


def _taken_abroad(exchange: Exchange, at: datetime) -> bool:
    if exchange.country is not Country.US:
        return window_at(exchange, at, paper=True) is None
    begin, end = _US_PAUSE
    last = (next_open(exchange, at) - _US_BEFORE).time()
    return _US_FROM <= at.time() < last and not begin <= at.time() < end
