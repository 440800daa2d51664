"""KIS's own words on orders in futures and options: the day's lists, and the notices. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from bot.markets.heard import Heard
from bot.markets.market import DayList, Row, Totals
from bot.storage.columns import plain
from bot.storage.terms import OrderType, Segment
from kis.derivatives.codes import PriceType
from kis.derivatives.contracts import ContractCode, specification
from kis.derivatives.history import Order, OrderRow
from kis.derivatives.hours import Session
from kis.domestic.orders import bare_number
from kis.market.clock import KST
from kis.realtime.derivatives import DerivativeNotice, NightNotice
from kis.realtime.notices import Notice, NoticeKind
from kis.realtime.record import moment

DAY, NIGHT = Session.DAY.name, Session.NIGHT.name
PLACES = Decimal("0.0001")
_WITHDRAWN = ("취소", "CANCEL")


def day_list(by_day: Sequence[OrderRow], by_night: Sequence[OrderRow]) -> DayList:
    """The rows of both sessions; their sums stand for totals that both lists would have to agree on."""
    rows = [*(_row(row, by_day, DAY) for row in by_day), *(_row(row, by_night, NIGHT) for row in by_night)]
    return DayList(tuple(rows), Totals(sum(row.quantity for row in rows), sum(row.filled for row in rows), None))


def heard(notice: Notice, now: datetime) -> Heard | None:
    """Read a notice; None if it is of another market. The price of an order is in every notice but that of a fill."""
    if not isinstance(notice, DerivativeNotice | NightNotice):
        return None
    at = now if notice.time is None else moment(notice.time, now)
    price, filled = notice.price, notice.kind is NoticeKind.FILLED
    asked = notice.order_price if isinstance(notice, DerivativeNotice) else price
    return Heard.of(
        Segment.DERIVATIVES,
        notice,
        at,
        at.date(),
        ordered=None if filled else notice.stated_quantity,
        order_price=None if filled or asked is None else plain(asked),
        fill_price=plain(price) if filled and price is not None else None,
    )


def on(notice: Heard, day: date) -> Heard:
    """The same, of an order of that day."""
    return replace(notice, day=day)


def _row(listed: OrderRow, rows: Sequence[OrderRow], venue: str) -> Row:
    quantity, filled, left = listed.quantity, listed.filled, listed.remaining or 0
    rejected = listed.rejected or 0
    moved = sum(row.quantity for row in rows if _amends(row, listed))
    multiplier = specification(ContractCode.parse(listed.symbol)).multiplier
    value = listed.filled_value
    amount = (listed.average_price or Decimal(0)) * filled if value is None else Decimal(value) / multiplier
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
        is_cancellation=_is_cancellation(listed),
        order_type=_type(listed),
        venue=venue,
        day=listed.date,
        at=datetime.combine(listed.date, listed.time or datetime.max.time(), KST),
        reason=listed.reject_reason or "",
    )


def _is_cancellation(row: OrderRow) -> bool:
    return row.original is not None and any(word in (row.trade_kind or "") for word in _WITHDRAWN)


def _amends(row: OrderRow, of: OrderRow) -> bool:
    """Whether a row took over what was left of another."""
    return row.original == bare_number(of.number) and not _is_cancellation(row) and not row.rejected


def _type(row: OrderRow) -> OrderType:
    if isinstance(row, Order) and row.price_type is PriceType.CONDITIONAL_LIMIT:
        return OrderType.CONDITIONAL_LIMIT
    return OrderType.LIMIT if row.price else OrderType.MARKET
