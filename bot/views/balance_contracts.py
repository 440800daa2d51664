"""The balance card of futures and options: long and short, valued in won."""

from __future__ import annotations

from datetime import datetime

from bot.i18n import say
from bot.markets.words import SIDES
from bot.money import POINTS, money
from bot.storage.columns import plain
from bot.views.holding import NAME_SHOWN, Held, Row, paged
from bot.views.text import Card, bold, number, safe, won
from kis.derivatives.balance import Balance, Position


def card(balance: Balance, badge: str, account: str, at: datetime, page: int = 0) -> Card:
    """The money first, then each position that is open."""
    funds = balance.funds
    head = [f"{bold(say('선물옵션 잔고'))} {account}  {badge}", say("예수금 {amount}", amount=won(funds.cash))]
    if funds.margin is not None:
        head.append(say("증거금 {amount}", amount=won(funds.margin)))
    if funds.orderable is not None:
        head.append(say("주문가능 {amount}", amount=won(funds.orderable)))
    held = [row for row in balance.positions if row.quantity > 0 and row.side is not None]
    rows = [Row(_position(row)) for row in held]
    return paged(Held.CONTRACTS, head, rows or [Row(say("보유한 계약이 없어요."))], page, at)


def _position(row: Position) -> str:
    side = "" if row.side is None else SIDES[row.side]
    count = say("{count}계약", count=number(row.quantity))
    shown = f"{safe((row.name or row.symbol)[:NAME_SHOWN])} {side} {count}"
    if row.average_price is not None:
        shown += f" {say('평균 {price}', price=money(plain(round(row.average_price, 4)), POINTS))}"
    return shown if row.profit is None else f"{shown} · {say('평가손익 {amount}', amount=won(row.profit))}"
