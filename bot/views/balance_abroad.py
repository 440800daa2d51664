"""The balance card of holdings abroad: each in its currency, all together in won."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from bot.i18n import say
from bot.money import money
from bot.storage.columns import plain
from bot.views.holding import NAME_SHOWN, Held, Row, paged
from bot.views.text import Card, bold, change, number, safe, won
from kis.overseas.present import CurrencyBalance, PresentBalance, PresentPosition
from kis.units import Percent


def card(balance: PresentBalance, badge: str, account: str, at: datetime, page: int = 0) -> Card:
    """Won first, then the cash of each currency, then what is held, the largest first."""
    head = [f"{bold(say('해외 잔고'))} {account}  {badge}"]
    if balance.totals is not None and balance.totals.value:
        head.append(say("평가 {amount}", amount=bold(won(int(balance.totals.value)))))
    head += [_cash(row) for row in balance.currencies if row.deposit]
    held = sorted((row for row in balance.positions if row.quantity > 0), key=_in_won, reverse=True)
    rows = [Row(_position(row)) for row in held]
    return paged(Held.ABROAD, head, rows or [Row(say("보유한 해외 종목이 없어요."))], page, at)


def _cash(row: CurrencyBalance) -> str:
    return say("예수금 {amount}", amount=money(plain(round(row.deposit or Decimal(0), 2)), row.currency))


def _position(row: PresentPosition) -> str:
    currency = row.currency or "USD"
    name = (row.name or row.symbol)[:NAME_SHOWN]
    shown = f"{safe(name)} {say('{count}주', count=number(row.quantity))}"
    if row.average_price is not None:
        shown += f" {say('평균 {price}', price=money(plain(round(row.average_price, 4)), currency))}"
    if row.value is not None:
        in_won = f" (≈{won(int(_in_won(row)))})" if row.exchange_rate else ""
        shown += f" · {money(plain(round(row.value, 2)), currency)}{in_won}"
    if row.profit is not None and row.profit_rate is not None:
        shown += f" · {change(round(row.profit, 2), Percent(row.profit_rate))}"
    return shown


def _in_won(row: PresentPosition) -> Decimal:
    """KIS tells the rate for so many units of the currency."""
    return (row.value or Decimal(0)) * (row.exchange_rate or Decimal(0)) / (row.unit or 1)
