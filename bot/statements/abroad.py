"""해외 계좌: 결제기준 잔고, 통화별 증거금, 거래내역, TWAP·VWAP 주문."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import TYPE_CHECKING

from bot.i18n import later, say
from bot.profits import DAY, MONTH, ProfitPeriod
from bot.statements.sheet import Sheet, Statement, amount_line, joined, named, profit_line, shares, shown, side_word
from bot.storage.columns import plain
from bot.views.holding import Held
from bot.views.text import bold, change, safe
from kis.market.overseas_sessions import local_day
from kis.overseas.codes import Exchange
from kis.overseas.power import CurrencyMargin
from kis.overseas.profit import Transaction
from kis.overseas.settled import SettledPosition
from kis.overseas.split import SplitFills, SplitOrder

if TYPE_CHECKING:
    from bot.connection import Connection

USD = "USD"
DETAILED = 8
"""Split orders of a day whose fills are asked for too: each costs a call."""
FILLS_SHOWN = 4


async def settled(connection: Connection, period: ProfitPeriod) -> Sheet:
    """결제기준잔고: what is held by trades that have been settled."""
    found = await connection.kis.overseas.account.settled(day=period.end)
    totals = found.totals
    head: list[str] = []
    if totals is not None:
        head += [
            *amount_line(say("총자산"), totals.total_assets),
            *profit_line(say("평가손익"), totals.profit),
            *amount_line(say("대출"), totals.loan),
        ]
    for row in found.currencies:
        head += amount_line(say("예수금"), row.deposit, row.currency)
    held = [row for row in found.positions if row.quantity]
    return Sheet(tuple(head), tuple(map(_position, held)), say("결제된 해외 종목이 없어요."))


def _position(row: SettledPosition) -> str:
    currency = row.currency or USD
    moved = ""
    if row.profit is not None and row.profit_rate is not None:
        moved = change(round(row.profit, 2), row.profit_rate)
    count = say("{count}주", count=f"{plain(row.quantity):,}")
    return joined(f"{named(row.name, row.symbol)} {count} {shown(row.value, currency)}", moved)


async def margins(connection: Connection, _period: ProfitPeriod) -> Sheet:
    """해외증거금: what can be ordered in each currency."""
    found = await connection.kis.overseas.account.margins()
    known = [row for row in found if row.deposit or row.orderable or row.orderable_with_won or row.margin]
    return Sheet((), tuple(map(_margin, known)), say("외화 예수금이 없어요. 환전하거나 통합증거금을 신청해 주세요."))


def _margin(row: CurrencyMargin) -> str:
    currency = row.currency
    return joined(
        f"{bold(currency)} " + say("예수금 {amount}", amount=shown(row.deposit, currency)),
        say("주문가능 {amount}", amount=shown(row.orderable, currency)),
        say("원화까지 {amount}", amount=shown(row.orderable_with_won, currency)) if row.orderable_with_won else "",
        say("증거금 {amount}", amount=shown(row.margin, currency)) if row.margin else "",
        say("아직 결제 안 된 매수 {amount}", amount=shown(row.unsettled_bought, currency))
        if row.unsettled_bought
        else "",
        say("환율 {rate}", rate=f"{plain(row.exchange_rate):,}") if row.exchange_rate else "",
    )


async def trades(connection: Connection, period: ProfitPeriod) -> Sheet:
    """일별거래내역: what was bought and sold abroad, in its currency and in won."""
    found = await connection.kis.overseas.account.transactions(start=period.start, end=period.end)
    head: list[str] = []
    if found.totals is not None and found.rows:
        currencies = {row.currency or USD for row in found.rows}
        currency = currencies.pop() if len(currencies) == 1 else ""
        if currency:
            bought, sold = shown(found.totals.bought, currency), shown(found.totals.sold, currency)
            head.append(say("매수 {bought} · 매도 {sold}", bought=bought, sold=sold))
    return Sheet(tuple(head), tuple(map(trade, found.rows)), say("이 기간에 해외에서 체결된 주문이 없어요."))


def trade(row: Transaction) -> str:
    """`26-11-27 애플 매수 2주 @$268.52 · $537.04 · ≈755,137원 · 결제 11-30`."""
    currency, price = row.currency or USD, row.stock_price or row.price
    when = f"{row.date:%y-%m-%d} " if row.date else ""
    count = shares(row.quantity or 0)
    at = f" @{shown(price, currency)}" if price else ""
    return joined(
        f"{when}{named(row.name, row.symbol)} {side_word(row.side)} {count}{at}",
        shown(row.value, currency),
        f"≈{shown(row.value_in_won)}" if row.value_in_won else "",
        say("결제 {day}", day=f"{row.settlement_date:%m-%d}") if row.settlement_date else "",
    )


async def split(connection: Connection, period: ProfitPeriod) -> Sheet:
    """지정가주문번호조회 and 지정가체결내역: how far the TWAP and VWAP orders of a day have come."""
    calls, day = connection.kis.overseas.account, _day_there(connection, period)
    orders = await calls.split_orders(day=day)
    detailed = orders[:DETAILED]
    told = await asyncio.gather(*(calls.split_fills(day=day, branch=row.branch, number=row.number) for row in detailed))
    rows = [worked(row, fills) for row, fills in zip(detailed, told, strict=True)]
    rows += [worked(row, None) for row in orders[DETAILED:]]
    head = (say("{day} 미국 주문", day=f"{day:%m-%d}"),)
    return Sheet(head, tuple(rows), say("TWAP·VWAP 주문이 없어요. 예: 매수 애플 10 200 TWAP"))


def _day_there(connection: Connection, period: ProfitPeriod) -> date:
    """In the night the US still has the day before."""
    now = connection.now()
    return local_day(Exchange.NASDAQ, now) if period.end == now.date() else period.end


def worked(row: SplitOrder, told: SplitFills | None) -> str:
    """The order in a line, its last fills below."""
    span = safe((row.split_name or "").strip()[:20])
    price = f" @{shown(row.price, USD)}" if row.price else ""
    asked = joined(
        f"{named(row.name, row.symbol)} {safe((row.side_name or '').strip()[:12])} {shares(row.quantity or 0)}{price}",
        span,
        say("체결 {count}", count=shares(row.filled or 0)),
    )
    fills = [] if told is None else [one for one in told.fills if one.quantity][-FILLS_SHOWN:]
    lines = [f"  {_clock(one.time)} {shares(one.quantity or 0)} @{shown(one.price, USD)}" for one in fills]
    return "\n".join((asked, *map(safe, lines)))


def _clock(time: str | None) -> str:
    """`234501` as it is read."""
    digits = (time or "").strip()
    return f"{digits[:2]}:{digits[2:4]}:{digits[4:6]}" if len(digits) == 6 and digits.isdecimal() else digits[:8]


ALL = (
    Statement("settled", later("결제기준 잔고"), Held.ABROAD, settled, DAY, one_day=True),
    Statement("margins-abroad", later("통화별 증거금"), Held.ABROAD, margins),
    Statement("trades-abroad", later("해외 거래내역"), Held.ABROAD, trades, MONTH),
    Statement("split", later("TWAP·VWAP"), Held.ABROAD, split, DAY, one_day=True),
)
