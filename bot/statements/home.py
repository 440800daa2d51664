"""국내 계좌: 자산, 증거금, 실현손익, 권리, 거래내역."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.i18n import later, say
from bot.profits import MONTH, YEAR, ProfitPeriod
from bot.statements.sheet import Sheet, Statement, amount_line, joined, named, profit_line, shares, shown, side_word
from bot.views.holding import Held
from bot.views.profit import signed
from bot.views.text import bold, change, number, won
from kis.domestic.assets import AssetKind, Right
from kis.domestic.balance import Position
from kis.domestic.codes import Side
from kis.domestic.history import DailyOrder
from kis.domestic.margin import CurrencyMargin

if TYPE_CHECKING:
    from bot.connection import Connection

WHOLE = "합계"
"""The row of 자산현황 that sums up the others."""
AHEAD = timedelta(days=92)
"""Rights are listed by their record date (기준일), which may lie ahead."""
_SETTLED = {
    1: later("입고"), 2: later("출고"), 3: later("출고·입고"), 4: later("출고·입금"), 5: later("출고·출금"),
    10: later("현금 입금"), 11: later("단수주 대금 입금"), 12: later("교부금 입금"), 13: later("유상감자 대금 입금"),
    14: later("지연이자 입금"), 15: later("이자 지급"), 16: later("대주 권리금 출금"), 17: later("분할 상환"),
    18: later("만기 상환"), 19: later("조기 상환"), 20: later("출금"), 25: later("유상환불금 입금"),
    26: later("중도 상환"), 27: later("분할합병 세금 출금"),
}  # fmt: skip


async def assets(connection: Connection, _period: ProfitPeriod) -> Sheet:
    """투자계좌자산현황: what the account is worth, by kind of asset."""
    found = await connection.kis.domestic.account.assets()
    totals = found.totals
    head = (
        say("총자산 {amount}", amount=bold(shown(totals.total_assets))),
        *amount_line(say("예수금"), totals.total_deposit),
        *profit_line(say("평가손익"), totals.profit),
        *amount_line(say("대출"), totals.all_loans),
        *amount_line(say("당일 미수금"), totals.receivable_today),
    )
    kinds = tuple(_kind(name, row) for name, row in found.by_kind.items() if row.value and name != WHOLE)
    return Sheet(head, kinds, say("자산이 없어요."))


def _kind(name: str, row: AssetKind) -> str:
    share = "" if row.share is None else f" ({row.share:.1f}%)"
    profit = say("평가손익 {amount}", amount=signed(row.profit)) if row.profit else ""
    return joined(f"{named(name, name)} {shown(row.value)}{share}", profit)


async def margin(connection: Connection, _period: ProfitPeriod) -> Sheet:
    """주식통합증거금: what can be ordered with what the account has."""
    found = await connection.kis.domestic.account.margin()
    head = (
        say("현금 주문가능 {amount}", amount=bold(shown(found.cash_orderable))),
        *amount_line(say("쓰고 있는 증거금"), found.cash_used),
        *amount_line(say("대용 주문가능"), found.collateral_orderable),
        *amount_line(say("미수금"), found.receivable),
    )
    cash = [
        say("증거금 {rate}% 종목은 {amount}까지", rate=rate, amount=shown(most))
        for rate, most in found.by_cash_rate.items()
        if most
    ]
    loans = [
        say("보증금 {rate}% 종목은 융자로 {amount}까지", rate=rate, amount=shown(most))
        for rate, most in found.by_loan_rate.items()
        if most
    ]
    abroad = [_currency(code, row) for code, row in found.by_currency.items() if row.total or row.orderable]
    return Sheet(head, (*cash, *loans, *abroad), say("지금 주문할 수 있는 금액이 없어요."))


def _currency(code: str, row: CurrencyMargin) -> str:
    return say("{currency} 주문가능 {amount}", currency=code, amount=shown(row.orderable or 0, code))


async def realized(connection: Connection, _period: ProfitPeriod) -> Sheet:
    """주식잔고조회_실현손익: the balance with what was realized today, costs counted in."""
    found = await connection.kis.domestic.profit.with_balance()
    totals = found.totals
    rate = "" if totals.realized_rate is None else f" ({totals.realized_rate:+.2f}%)"
    head = (
        say("오늘 실현손익 {amount}", amount=bold(signed(totals.realized or 0))) + rate,
        *profit_line(say("비용을 뺀 평가손익"), totals.real_profit),
        *amount_line(say("평가금액"), totals.value),
    )
    held = sorted((row for row in found.positions if row.quantity), key=lambda row: row.value or 0, reverse=True)
    return Sheet(head, tuple(map(_position, held)), say("보유 종목이 없어요."))


def _position(row: Position) -> str:
    moved = change(row.profit, row.profit_rate) if row.profit is not None and row.profit_rate is not None else ""
    return joined(f"{named(row.name, row.symbol)} {shares(row.quantity)} {shown(row.value)}", moved)


async def rights(connection: Connection, period: ProfitPeriod) -> Sheet:
    """기간별계좌권리: dividends, new shares and the like, the newest first."""
    end = period.end if period.end < connection.now().date() else period.end + AHEAD
    found = await connection.kis.domestic.account.rights(start=period.start, end=end)
    paid = sum(row.amount or 0 for row in found)
    head = amount_line(say("받는 돈"), paid) + amount_line(say("세금"), sum(row.tax or 0 for row in found))
    rows = sorted(found, key=lambda row: (row.record_date is not None, row.record_date), reverse=True)
    return Sheet(head, tuple(map(right, rows)), say("이 기간에 기준일이 있는 권리가 없어요."))


def right(row: Right) -> str:
    """`26-12-31 삼성전자 현금 입금 · 3,610원 · 지급일 27-04-16`."""
    code = (row.settlement_type or "").strip()
    kind = _SETTLED.get(int(code)) if code.isdecimal() else None
    return joined(
        f"{_day(row.record_date)} {named(row.name, row.symbol)} {say(kind) if kind else ''}".strip(),
        say("배정 {count}", count=shares(row.total_allotted)) if row.total_allotted else "",
        won(row.amount) if row.amount else "",
        say("지급일 {day}", day=_day(row.paid_on)) if row.paid_on else "",
    )


async def trades(connection: Connection, period: ProfitPeriod) -> Sheet:
    """주식일별주문체결: what was bought and sold over any days, the newest first."""
    today = connection.now().date()
    found = await connection.kis.domestic.account.orders_between(period.start, period.end, today=today)
    filled = [row for row in found if row.filled]
    bought, sold = (won(sum(_traded(row) for row in filled if row.side is side)) for side in (Side.BUY, Side.SELL))
    head = (say("매수 {bought} · 매도 {sold}", bought=bought, sold=sold),) if filled else ()
    return Sheet(head, tuple(map(_trade, filled)), say("이 기간에 체결된 주문이 없어요."))


def _trade(row: DailyOrder) -> str:
    price = "" if row.average_price is None else f" @{number(row.average_price)}"
    traded = f"{side_word(row.side)} {shares(row.filled)}{price}"
    return joined(f"{_day(row.date)} {named(row.name, row.symbol)} {traded}", won(_traded(row)))


def _traded(row: DailyOrder) -> int:
    return int((row.average_price or row.price or 0) * row.filled) if row.filled_value is None else row.filled_value


def _day(day: object) -> str:
    return f"{day:%y-%m-%d}" if day else ""


ALL = (
    Statement("assets", later("자산"), Held.HOME, assets),
    Statement("margin", later("증거금"), Held.HOME, margin),
    Statement("realized", later("실현손익 잔고"), Held.HOME, realized),
    Statement("rights", later("권리·배당"), Held.HOME, rights, YEAR),
    Statement("trades", later("거래내역"), Held.HOME, trades, MONTH),
)
