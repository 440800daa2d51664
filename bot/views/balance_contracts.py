"""The balance card of futures and options: long and short, valued in won."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.buttons import Press
from bot.money import POINTS, money
from bot.storage.columns import plain
from bot.views.balance import LISTED
from bot.views.orders import SIDES
from bot.views.text import Card, bold, number, safe, won
from kis.derivatives.balance import Balance, Position


@dataclass(frozen=True, slots=True)
class RefreshContracts(Press):
    """Bring the balance up to date where it stands."""

    prefix: ClassVar[str] = "balance-contracts-again"


def card(balance: Balance, badge: str, account: str, at: datetime) -> Card:
    """The money first, then each position that is open."""
    funds = balance.funds
    lines = [f"{bold('선물옵션 잔고')} {account}  {badge}", f"예수금 {won(funds.cash)}"]
    if funds.margin is not None:
        lines.append(f"증거금 {won(funds.margin)}")
    if funds.orderable is not None:
        lines.append(f"주문가능 {won(funds.orderable)}")
    held = [row for row in balance.positions if row.quantity > 0 and row.side is not None]
    lines += ["", *map(_position, held[:LISTED])] if held else ["", "보유한 계약이 없어요."]
    if len(held) > LISTED:
        lines.append(f"… 외 {number(len(held) - LISTED)}종목")
    lines.append(f"{at:%H:%M:%S} 기준")
    return "\n".join(lines), ((RefreshContracts().button("🔄 새로고침"),),)


def _position(row: Position) -> str:
    side = "" if row.side is None else SIDES[row.side]
    average = "" if row.average_price is None else f" 평균 {money(plain(round(row.average_price, 4)), POINTS)}"
    profit = "" if row.profit is None else f" · 평가손익 {won(row.profit)}"
    return f"{safe(row.name or row.symbol)} {side} {number(row.quantity)}계약{average}{profit}"
