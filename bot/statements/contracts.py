"""선물옵션 계좌: 자산, 평가손익, 정산손익, 증거금률, 체결내역, and what there is by night (야간)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.i18n import later, say
from bot.money import POINTS, money
from bot.profits import DAY, ProfitPeriod
from bot.statements.sheet import Sheet, Statement, amount_line, contracts, joined, named, profit_line, shown, side_word
from bot.storage.columns import plain
from bot.views.holding import Held
from bot.views.profit import signed
from bot.views.text import bold
from kis.derivatives.balance import Funds, Position
from kis.derivatives.history import Fill, NightOrder
from kis.derivatives.quotes import MarginRate
from kis.derivatives.settlement import SettledPosition

if TYPE_CHECKING:
    from bot.connection import Connection


async def deposit(connection: Connection, _period: ProfitPeriod) -> Sheet:
    """총자산현황: the money of the derivatives account."""
    found = await connection.kis.derivatives.account.deposit()
    return Sheet(
        (
            *amount_line(say("추정예탁자산"), found.estimated_assets),
            say("예수금 {amount}", amount=bold(shown(found.deposit))),
            say("주문가능 {amount}", amount=shown(found.orderable)),
            *amount_line(say("쓰고 있는 증거금"), (found.cash_margin or 0) + (found.collateral_margin or 0)),
            *amount_line(say("⚠️ 추가증거금"), found.additional_margin),
            *amount_line(say("인출가능"), found.withdrawable),
            *profit_line(say("매매손익"), found.realized_profit),
            *profit_line(say("평가손익"), found.profit),
            *amount_line(say("정산차금"), found.variation),
            *amount_line(say("옵션차금"), found.option_premium),
            *amount_line(say("수수료"), found.fee),
            *amount_line(say("익일예수금"), found.cash_d1),
        )
    )


async def valuation(connection: Connection, _period: ProfitPeriod) -> Sheet:
    """잔고평가손익: each position against the price now."""
    found = await connection.kis.derivatives.account.valuation()
    return Sheet(_funds(found.funds), _positions(found.positions), say("보유한 계약이 없어요."))


async def by_night(connection: Connection, _period: ProfitPeriod) -> Sheet:
    """(야간)잔고현황."""
    found = await connection.kis.derivatives.night.balance()
    funds = found.funds
    head = (*_funds(funds), *amount_line(say("유지증거금"), funds.maintenance_margin))
    return Sheet(head, _positions(found.positions), say("보유한 계약이 없어요."))


def _funds(funds: Funds) -> tuple[str, ...]:
    return (
        *profit_line(say("평가손익"), funds.profit),
        *profit_line(say("오늘 매매손익"), funds.realized_profit),
        *amount_line(say("쓰고 있는 증거금"), funds.margin),
        *amount_line(say("⚠️ 추가증거금"), funds.additional_margin),
        say("주문가능 {amount}", amount=shown(funds.orderable)),
    )


def _positions(rows: Sequence[Position]) -> tuple[str, ...]:
    return tuple(_position(row) for row in rows if row.quantity and row.side is not None)


def _position(row: Position) -> str:
    average = say("평균 {price}", price=_points(row.average_price)) if row.average_price else ""
    now = say("지금 {price}", price=_points(row.price)) if row.price else ""
    profit = say("평가손익 {amount}", amount=signed(row.profit)) if row.profit is not None else ""
    return joined(
        f"{named(row.name, row.symbol)} {side_word(row.side)} {contracts(row.quantity)}", average, now, profit
    )


async def settlement(connection: Connection, period: ProfitPeriod) -> Sheet:
    """잔고정산손익: what a day's settlement made of each contract."""
    found = await connection.kis.derivatives.account.settlement(day=period.end)
    realized = sum(row.realized_profit or 0 for row in found.positions)
    valued = sum(row.profit or 0 for row in found.positions)
    head = [
        *profit_line(say("매매손익"), realized),
        *profit_line(say("평가손익"), valued),
    ]
    if (funds := found.funds) is not None:
        head += [
            *amount_line(say("당일차금"), funds.intraday_variation),
            *amount_line(say("갱신차금"), funds.carried_variation),
            *amount_line(say("수수료"), funds.fee),
            *amount_line(say("익일예수금"), funds.cash_d1),
        ]
    return Sheet(tuple(head), tuple(map(_settled, found.positions)), say("정산한 계약이 없어요."))


def _settled(row: SettledPosition) -> str:
    return joined(
        f"{named(row.name, row.symbol)} {named(row.trade_kind, '')} {contracts(row.quantity)}",
        say("매매손익 {amount}", amount=signed(row.realized_profit)) if row.realized_profit is not None else "",
        say("평가손익 {amount}", amount=signed(row.profit)) if row.profit is not None else "",
    )


async def margin_rates(connection: Connection, period: ProfitPeriod) -> Sheet:
    """증거금률: what one contract of each underlying ties up."""
    found = await connection.kis.derivatives.quotes.margin_rates(day=period.end)
    head = (say("선물 1계약의 위탁증거금이에요."),)
    rates = tuple(_rate(row) for row in found if row.initial_rate)
    return Sheet(head, rates, say("이 날의 증거금률이 없어요. 영업일로 다시 보내 주세요."))


def _rate(row: MarginRate) -> str:
    each = shown(row.margin) if row.margin else ""
    return joined(f"{named(row.name, row.underlying or '')} {row.initial_rate:.2f}%", each)


async def fills(connection: Connection, period: ProfitPeriod) -> Sheet:
    """기준일체결내역: a day's fills."""
    found = await connection.kis.derivatives.account.fills(day=period.end)
    head: tuple[str, ...] = ()
    if found.totals is not None:
        head = amount_line(say("약정금액"), found.totals.value) + amount_line(say("수수료"), found.totals.fee)
    return Sheet(head, tuple(map(_fill, found.fills)), say("이 날 체결된 선물·옵션이 없어요."))


def _fill(row: Fill) -> str:
    when = f"{row.time:%H:%M} " if row.time else ""
    traded = f"{contracts(row.quantity)} @{_points(row.price)}"
    return joined(f"{when}{named(row.name, row.symbol)} {named(row.trade_kind, '')} {traded}", shown(row.value))


async def night_orders(connection: Connection, period: ProfitPeriod) -> Sheet:
    """(야간)주문체결: the orders of the night that began on a day."""
    found = await connection.kis.derivatives.night.orders_of(period.end)
    return Sheet((), tuple(map(ordered, found.orders)), say("이 밤의 선물·옵션 주문이 없어요."))


def ordered(row: NightOrder) -> str:
    """`F 202612 매수 @440.00 · 체결 1/2`."""
    price = f" @{_points(row.average_price or row.price)}" if row.average_price or row.price else ""
    state = say("체결 {filled}/{quantity}", filled=row.filled, quantity=row.quantity)
    return joined(f"{named(row.name, row.symbol)} {side_word(row.side)}{price}", state)


def _points(price: Decimal | None) -> str:
    return money(plain(round(price or Decimal(0), 4)), POINTS)


ALL = (
    Statement("deposit", later("선물옵션 자산"), Held.CONTRACTS, deposit),
    Statement("valuation", later("평가손익"), Held.CONTRACTS, valuation),
    Statement("settlement", later("정산손익"), Held.CONTRACTS, settlement, DAY, one_day=True),
    Statement("margin-rates", later("선물 증거금률"), Held.CONTRACTS, margin_rates, DAY, one_day=True),
    Statement("fills", later("선물옵션 체결내역"), Held.CONTRACTS, fills, DAY, one_day=True),
    Statement("night", later("야간 잔고"), Held.CONTRACTS, by_night),
    Statement("night-orders", later("야간 주문"), Held.CONTRACTS, night_orders, DAY, one_day=True),
)
