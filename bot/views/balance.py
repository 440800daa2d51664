"""The balance card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import ClassVar

from bot.buttons import Press
from bot.i18n import say
from bot.views.chart import ShowPortfolio
from bot.views.text import Card, bold, change, number, safe, won
from kis.domestic.balance import Balance, Position

LISTED = 20


@dataclass(frozen=True, slots=True)
class RefreshBalance(Press):
    """Bring the balance up to date where it stands."""

    prefix: ClassVar[str] = "balance-again"


def card(balance: Balance, badge: str, account: str, at: datetime) -> Card:
    """Totals first, then what is held, the largest first."""
    totals = balance.totals
    lines = [f"{bold('잔고')} {account}  {badge}"]
    if totals.total_value is not None:
        lines.append(f"총평가 {bold(won(totals.total_value))}")
    cash = f"예수금 {won(totals.deposit)}"
    lines.append(cash if totals.deposit_d2 is None else f"{cash} · D+2 {won(totals.deposit_d2)}")
    if totals.profit is not None and totals.cost:
        lines.append(f"평가손익 {change(totals.profit, Decimal(totals.profit) * 100 / totals.cost)}")
    held = sorted(balance.held, key=lambda row: row.value or 0, reverse=True)
    lines += ["", *map(_position, held[:LISTED])] if held else ["", "보유 종목이 없어요."]
    if len(held) > LISTED:
        lines.append(f"… 외 {number(len(held) - LISTED)}종목")
    lines.append(f"{at:%H:%M:%S} 기준")
    return "\n".join(lines), ((RefreshBalance().button("🔄 새로고침"), ShowPortfolio().button(say("그림"))),)


def _position(row: Position) -> str:
    average = "" if row.average_price is None else f" 평균 {number(row.average_price)}"
    shown = f"{safe(row.name)} {number(row.quantity)}주{average}"
    if row.profit is not None and row.profit_rate is not None:
        shown += f" · {change(row.profit, row.profit_rate)}"
    return shown
