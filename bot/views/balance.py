"""The balance card of holdings at home."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from bot.i18n import say
from bot.views.chart import ShowPortfolio
from bot.views.holding import NAME_SHOWN, Held, Row, paged
from bot.views.quote import ShowQuote
from bot.views.text import Card, bold, change, number, safe, won
from kis.domestic.balance import Balance, Position

CASH = "현금"
"""매매구분 of what was not bought on credit."""


def card(balance: Balance, badge: str, account: str, at: datetime, page: int = 0) -> Card:
    """Totals first, then what is held, the largest first."""
    totals = balance.totals
    head = [f"{bold(say('잔고'))} {account}  {badge}"]
    if totals.total_value is not None:
        head.append(say("총평가 {amount}", amount=bold(won(totals.total_value))))
    cash = say("예수금 {amount}", amount=won(totals.deposit))
    head.append(cash if totals.deposit_d2 is None else f"{cash} · D+2 {won(totals.deposit_d2)}")
    if totals.loan:
        head.append(say("대출 {amount}", amount=won(totals.loan)))
    if totals.profit is not None and totals.cost:
        moved = change(totals.profit, Decimal(totals.profit) * 100 / totals.cost)
        head.append(say("평가손익 {amount}", amount=moved))
    held = sorted(balance.held, key=lambda row: row.value or 0, reverse=True)
    rows = [Row(_position(row), ShowQuote(row.symbol).button(row.name[:NAME_SHOWN])) for row in held]
    picture = ShowPortfolio().button(say("그림"))
    return paged(Held.HOME, head, rows or [Row(say("보유 종목이 없어요."))], page, at, [picture])


def _position(row: Position) -> str:
    shown = f"{safe(row.name[:NAME_SHOWN])} {say('{count}주', count=number(row.quantity))}"
    if row.average_price is not None:
        shown += f" {say('평균 {price}', price=number(row.average_price))}"
    if row.profit is not None and row.profit_rate is not None:
        shown += f" · {change(row.profit, row.profit_rate)}"
    return shown + _credit(row)


def _credit(row: Position) -> str:
    """One stock can be held for cash and on credit (신용), in rows of their own."""
    if not row.trade_kind or row.trade_kind == CASH:
        return ""
    kind = f" · {safe(row.trade_kind[:NAME_SHOWN])}"
    return f"{kind} {won(row.loan)}" if row.loan else kind
