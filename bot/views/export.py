"""내보내기: a user's own records as tables for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from bot.i18n import Said, later, retold, say
from bot.markets.words import SIDES
from bot.storage.states import OrderState
from bot.storage.tables import AuditEvent, Fill, Order
from bot.storage.terms import Figure, Segment
from bot.views import trail
from kis.credentials import Environment
from kis.market.clock import KST
from kis.market.fees import DEFAULT

BOM = "\ufeff"
"""Without it Excel takes UTF-8 for something else."""
FORMULAS = frozenset("=+-@＝＋－＠")
"""What a cell must not begin with: a spreadsheet would carry it out."""
TIME = "%Y-%m-%d %H:%M:%S"
ENVIRONMENTS = Said({Environment.PAPER: later("모의"), Environment.REAL: later("실전")})
STATES = Said(
    {
        OrderState.SENDING: later("보내는 중"),
        OrderState.ACCEPTED: later("접수"),
        OrderState.AMENDED: later("정정"),
        OrderState.PARTIAL: later("부분"),
        OrderState.FILLED: later("전량 체결"),
        OrderState.CANCELLED: later("취소됨"),
        OrderState.REJECTED: later("거부"),
        OrderState.UNKNOWN: later("결과 불명"),
        OrderState.NOT_PLACED: later("접수 안 됨"),
        OrderState.EXPIRED: later("장 마감 실효"),
        OrderState.ORDERED: later("주문됨"),
    }
)
EVENT_HEADER = (later("시각(KST)"), later("한 일"), later("내용"), later("코드"))
ORDER_HEADER = (
    later("주문"),
    later("계좌"),
    later("시각(KST)"),
    later("종목코드"),
    later("종목"),
    later("구분"),
    later("수량"),
    later("가격"),
    later("체결 수량"),
    later("체결 금액"),
    later("상태"),
    later("주문번호"),
    later("사유"),
)
FILL_HEADER = (
    later("시각(KST)"),
    later("주문"),
    later("계좌"),
    later("종목코드"),
    later("종목"),
    later("구분"),
    later("수량"),
    later("가격"),
    later("금액"),
    later("수수료(추정)"),
)

Cell = str | int | Decimal | None


def events(rows: Iterable[AuditEvent]) -> str:
    """기록, oldest first."""
    return table(EVENT_HEADER, (
        (_time(row.at), trail.words(row), " · ".join(trail.details(row.detail)), row.event) for row in rows
    ))  # fmt: skip


def orders(rows: Iterable[tuple[Order, Environment]]) -> str:
    """주문, oldest first. A blank price is the market's (시장가)."""
    return table(ORDER_HEADER, (
        (f"A{row.short_no}", ENVIRONMENTS[where], _time(row.created_at), row.symbol, row.name, SIDES[row.side],
         row.quantity, row.price, row.filled_quantity, row.filled_amount, STATES[row.state], row.number,
         retold(row.reason or ""))
        for row, where in rows
    ))  # fmt: skip


def fills(rows: Iterable[tuple[Fill, Order, Environment]]) -> str:
    """체결, oldest first. The fee is an estimate by the usual rate: KIS does not tell it with a fill."""
    return table(FILL_HEADER, (
        (_time(fill.filled_at), f"A{order.short_no}", ENVIRONMENTS[where], order.symbol, order.name,
         SIDES[order.side], fill.quantity, fill.price, fill.quantity * fill.price,
         _fee(order, fill.quantity * fill.price))
        for fill, order, where in rows
    ))  # fmt: skip


def _fee(order: Order, amount: Figure) -> int | None:
    return DEFAULT.fee(int(amount)) if order.segment is Segment.DOMESTIC else None


def table(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Rows as CSV for Excel."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([say(one) for one in header])
    writer.writerows([defused(cell) for cell in row] for row in rows)
    return BOM + out.getvalue()


def defused(cell: Cell) -> Cell:
    """Text that would be a formula gets an apostrophe before it; numbers stay numbers."""
    if not isinstance(cell, str):
        return cell
    bare = cell.lstrip()
    return f"'{cell}" if (bare and bare[0] in FORMULAS) or cell[:1] in ("\t", "\r", "\n") else cell


def _time(at: datetime) -> str:
    return at.astimezone(KST).strftime(TIME)
