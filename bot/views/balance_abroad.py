"""The balance card of holdings abroad: each in its currency, all together in won."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import ClassVar

from bot.buttons import Press
from bot.money import money
from bot.storage.columns import plain
from bot.views.balance import LISTED
from bot.views.text import Card, bold, change, number, safe, won
from kis.overseas.present import CurrencyBalance, PresentBalance, PresentPosition
from kis.units import Percent


@dataclass(frozen=True, slots=True)
class RefreshAbroad(Press):
    """Bring the balance up to date where it stands."""

    prefix: ClassVar[str] = "balance-abroad-again"


def card(balance: PresentBalance, badge: str, account: str, at: datetime) -> Card:
    """Won first, then the cash of each currency, then what is held, the largest first."""
    lines = [f"{bold('해외 잔고')} {account}  {badge}"]
    if balance.totals is not None and balance.totals.value:
        lines.append(f"평가 {bold(won(int(balance.totals.value)))}")
    lines += [_cash(row) for row in balance.currencies if row.deposit]
    held = sorted((row for row in balance.positions if row.quantity > 0), key=_in_won, reverse=True)
    lines += ["", *map(_position, held[:LISTED])] if held else ["", "보유한 해외 종목이 없어요."]
    if len(held) > LISTED:
        lines.append(f"… 외 {number(len(held) - LISTED)}종목")
    lines.append(f"{at:%H:%M:%S} 기준")
    return "\n".join(lines), ((RefreshAbroad().button("🔄 새로고침"),),)


def _cash(row: CurrencyBalance) -> str:
    return f"예수금 {money(plain(round(row.deposit or Decimal(0), 2)), row.currency)}"


def _position(row: PresentPosition) -> str:
    currency = row.currency or "USD"
    average = "" if row.average_price is None else f" 평균 {money(plain(round(row.average_price, 4)), currency)}"
    shown = f"{safe(row.name or row.symbol)} {number(row.quantity)}주{average}"
    if row.value is not None:
        in_won = f" (≈{won(int(_in_won(row)))})" if row.exchange_rate else ""
        shown += f" · {money(plain(round(row.value, 2)), currency)}{in_won}"
    if row.profit is not None and row.profit_rate is not None:
        shown += f" · {change(round(row.profit, 2), Percent(row.profit_rate))}"
    return shown


def _in_won(row: PresentPosition) -> Decimal:
    """KIS tells the rate for so many units of the currency."""
    return (row.value or Decimal(0)) * (row.exchange_rate or Decimal(0)) / (row.unit or 1)
