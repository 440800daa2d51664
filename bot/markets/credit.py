"""신용: what a loan can buy, which loan a sale pays back, and the calls. Real accounts only.

A loan is taken up from the broker (자기융자). A sale pays back one loan, the oldest of its stock first.
"""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import date, datetime
from typing import TYPE_CHECKING

from bot.errors import UserError
from bot.i18n import say
from bot.markets.market import Limits, Loan, Terms, Wanted
from bot.storage.tables import Intent
from bot.storage.terms import Funding
from kis.domestic import codes
from kis.domestic.balance import Balance, BuyingPower, Position
from kis.domestic.codes import Side
from kis.domestic.loans import CreditType
from kis.domestic.orders import OrderAccepted
from kis.market.clock import KST
from kis.market.sessions import Venue
from kis.units import Shares, Won

if TYPE_CHECKING:
    from bot.connection import Connection

_KINDS = {"자기융자": Funding.CREDIT, "유통융자": Funding.MARKET_CREDIT}


def may(wanted: Wanted, example: str, *, paper: bool) -> None:
    """Raises `UserError` with what works instead, where there are no loans."""
    if wanted.funding is not Funding.CASH and paper:
        raise UserError(say("모의투자에는 신용 주문이 없어요. 현금으로 주문해 주세요. 예: {example}", example=example))


def power(connection: Connection, terms: Terms) -> Awaitable[BuyingPower]:
    """신용매수가능조회."""
    return connection.kis.domestic.credit.buying_power(
        symbol=terms.instrument.code, price=Won(int(terms.price or 0)), order_type=codes.OrderType(terms.order_type)
    )


def taken_up(found: BuyingPower, at: datetime) -> Limits:
    """A new loan is of today."""
    return Limits(found.quantity, found.value, loan=Loan(Funding.CREDIT, at.astimezone(KST).date()))


def repaid(balance: Balance, symbol: str, name: str) -> Limits:
    """The oldest loan of a stock, and how much of it can be sold. Raises `UserError` where there is none."""
    lots = [row for row in balance.held if row.symbol == symbol and _kind(row) is not None and _sellable(row)]
    lots.sort(key=lambda row: row.loan_date or date.max)
    if not lots or (kind := _kind(lots[0])) is None or (day := lots[0].loan_date) is None:
        raise UserError(say("신용으로 산 {name} 주식이 없어요. 현금으로 산 주식은 「매도」로 팔아요.", name=name))
    return Limits(_sellable(lots[0]), loan=Loan(kind, day, sum(map(_sellable, lots[1:]))))


def place(connection: Connection, intent: Intent, price: Won) -> Awaitable[OrderAccepted]:
    """신용 매수, 신용 매도."""
    if intent.loan_date is None:
        raise ValueError(f"intent {intent.id} names no loan")
    calls, kind, venue = connection.kis.domestic.credit, codes.OrderType(intent.order_type), Venue(intent.venue)
    quantity = Shares(intent.quantity)
    if intent.side is Side.BUY:
        return calls.buy(
            symbol=intent.symbol, quantity=quantity, price=price, order_type=kind, venue=venue,
            credit_type=CreditType.OWN_LOAN_NEW, loan_date=intent.loan_date,
        )  # fmt: skip
    own = intent.funding is Funding.CREDIT
    return calls.sell(
        symbol=intent.symbol, quantity=quantity, price=price, order_type=kind, venue=venue,
        credit_type=CreditType.OWN_LOAN_REPAY if own else CreditType.MARKET_LOAN_REPAY, loan_date=intent.loan_date,
    )  # fmt: skip


def _kind(row: Position) -> Funding | None:
    return _KINDS.get((row.trade_kind or "").strip())


def _sellable(row: Position) -> Shares:
    return row.quantity if row.sellable is None else row.sellable
