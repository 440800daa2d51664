"""KIS's own words on orders abroad: the day's list, and the notices. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.markets.heard import Heard
from bot.markets.market import DayList, Row, Totals
from bot.storage.columns import plain
from bot.storage.terms import OrderType, Segment
from kis.domestic.orders import bare_number
from kis.market.clock import KST
from kis.market.overseas_sessions import local_day
from kis.overseas.codes import Exchange
from kis.overseas.history import PastOrder
from kis.realtime.notices import Notice, NoticeKind
from kis.realtime.overseas import OverseasNotice
from kis.realtime.record import moment

_AMENDMENT, _CANCELLATION = "01", "02"
_DAYTIME = "주간"
PLACES = Decimal("0.0001")


def day_list(rows: Sequence[PastOrder], day: date) -> DayList:
    """The list has no totals of its own: those of its rows stand for them."""
    known = [row for row in rows if row.exchange is not None]
    made = tuple(_row(row, known, row.exchange, day) for row in known if row.exchange is not None)
    return DayList(made, Totals(sum(row.quantity for row in made), sum(row.filled for row in made), None))


def heard(notice: Notice, now: datetime) -> Heard | None:
    """Read H0GSCNI0; None if it is of another market. An exchange that it does not name is taken for a US one."""
    if not isinstance(notice, OverseasNotice):
        return None
    exchange = (notice.market.exchange if notice.market else None) or Exchange.NASDAQ
    at = now if notice.time is None else moment(notice.time, now)
    price = notice.price
    filled = notice.kind is NoticeKind.FILLED
    return Heard.of(
        Segment.OVERSEAS,
        notice,
        at,
        local_day(exchange, at),
        ordered=notice.ordered,
        order_price=None if filled or price is None else plain(price),
        fill_price=plain(price) if filled and price is not None else None,
    )


def _row(listed: PastOrder, rows: Sequence[PastOrder], exchange: Exchange, day: date) -> Row:
    quantity, filled, left = int(listed.quantity), int(listed.filled), int(listed.remaining)
    refused = bool((listed.reject_code or "").strip("0"))
    rejected = quantity - filled if refused else 0
    moved = sum(int(row.quantity) for row in rows if _amends(row, listed))
    value = listed.filled_value
    amount = (listed.average_price or listed.price or Decimal(0)) * filled if value is None else value
    daytime = exchange.daytime if _DAYTIME in (listed.market_name or "") else None
    return Row(
        number=listed.number,
        branch=listed.branch,
        original=listed.original,
        side=listed.side,
        symbol=listed.symbol,
        name=listed.name or listed.symbol,
        quantity=quantity,
        price=plain(listed.price) if listed.price else None,
        filled=filled,
        amount=plain(amount.quantize(PLACES)),
        exact=value is not None,
        cancelled=max(0, quantity - filled - left - rejected - moved),
        rejected=rejected,
        is_cancellation=listed.action_code == _CANCELLATION,
        order_type=OrderType.LIMIT if listed.price else OrderType.MARKET_ON_CLOSE,
        venue=daytime.value if daytime else exchange.value,
        day=listed.date or day,
        at=_placed_at(listed, exchange, day),
        reason=(listed.reject_reason or "") if refused else "",
    )


def _amends(row: PastOrder, of: PastOrder) -> bool:
    """Whether a row took over what was left of another."""
    refused = bool((row.reject_code or "").strip("0"))
    return row.action_code == _AMENDMENT and row.original == bare_number(of.number) and not refused


def _placed_at(listed: PastOrder, exchange: Exchange, day: date) -> datetime:
    """In KST; where KIS gives no time, the end of the day."""
    if listed.korean_date is not None and listed.korean_time is not None:
        return datetime.combine(listed.korean_date, listed.korean_time, KST)
    there = ZoneInfo(exchange.country.timezone)
    return datetime.combine(listed.date or day, listed.time or datetime.max.time(), there).astimezone(KST)
