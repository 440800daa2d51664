"""주식 계좌: orders of the day, balance, buying power."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kis.domestic.account import AmendableQuery, BalanceQuery, OrdersQuery, PowerQuery
from kis.domestic.balance import AccountTotals, Balance, BuyingPower
from kis.domestic.codes import (
    BalanceRows,
    FillFilter,
    Funding,
    OneDigitSide,
    OrderType,
    SideFilter,
    Sorting,
    VenueFilter,
)
from kis.domestic.codes import Sequence as RowOrder
from kis.domestic.codes import Side as SideCode
from kis.domestic.history import DailyOrder, OpenOrder, OrderHistory, OrderTotals
from kis.simulator.broker import Broker
from kis.simulator.domestic.credit import BUYS, NAMES, SELLS
from kis.simulator.era import Era
from kis.simulator.orders import Action, Credit, Order, Side
from kis.simulator.server.domestic.balance import account_totals, merged, position_row
from kis.simulator.server.domestic.zeros import with_zeros
from kis.simulator.server.refusing import invalid_field
from kis.simulator.server.routes import Call
from kis.units import Shares, Won

SIDE_CODES = {Side.SELL: SideCode.SELL, Side.BUY: SideCode.BUY}
_LOANS = {**BUYS, **SELLS}
_SIDE_NAMES = {Side.SELL: "매도", Side.BUY: "매수"}
_ACTION_NAMES = {Action.AMEND: "정정*", Action.CANCEL: "취소*"}
_SIDES_ASKED = {
    SideFilter.SELL.value: Side.SELL,
    SideFilter.BUY.value: Side.BUY,
    OneDigitSide.SELL.value: Side.SELL,
    OneDigitSide.BUY.value: Side.BUY,
}


class AccountDesk:
    """Answers what an account did, holds and can buy."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def amendable(self, call: Call, request: AmendableQuery) -> tuple[OpenOrder, ...]:
        """정정취소가능주문, newest first, or by symbol if asked. Paper does not have it."""
        wanted = _SIDES_ASKED.get(request.side.value)
        rows = [row for row in reversed(self._broker.amendable(call.info)) if wanted in (None, row.side)]
        if request.sorting is Sorting.BY_SYMBOL:
            rows.sort(key=lambda row: row.symbol)
        return tuple(_daily_row(row).as_open() for row in rows)

    def daily_orders(self, call: Call, request: OrdersQuery) -> OrderHistory:
        """일별주문체결; amendments and cancellations are rows of their own."""
        rows = [row for row in self._broker.orders(call.info, request.start, request.end) if _asked(row, request)]
        if request.sequence is RowOrder.NEWEST_FIRST:
            rows.reverse()
        return OrderHistory(orders=tuple(_daily_row(row) for row in rows), totals=self._totals(rows))

    def _totals(self, rows: Sequence[Order]) -> OrderTotals:
        filled, amount = sum(row.filled for row in rows), sum(row.amount for row in rows)
        return OrderTotals(
            quantity=Shares(sum(row.quantity for row in rows if row.action is Action.NEW)),
            filled=Shares(filled),
            filled_value=Won(amount),
            costs=Won(sum(self._broker.fees.fee(row.amount) for row in rows)),
            average_price=round(Decimal(amount) / filled, 4) if filled else Decimal("0.0000"),
        )

    def balance(self, call: Call, request: BalanceQuery) -> Balance:
        """잔고. The gateway has refused rows by stock (INQR_DVSN 02) since 2026-02-10."""
        by_stock = request.rows is BalanceRows.BY_STOCK
        if by_stock and self._broker.era is Era.CURRENT:
            raise invalid_field("INQR_DVSN")
        holdings = self._broker.holdings(call.info)
        rows = merged(holdings.positions) if by_stock else holdings.positions
        return Balance(
            positions=tuple(position_row(row) for row in rows),
            totals=account_totals(AccountTotals, holdings),
        )

    def buying_power(self, call: Call, request: PowerQuery) -> BuyingPower:
        """매수가능 for cash. Nobody buys on 미수, so both quantities are the same."""
        power = self._broker.buying_power(call.info, request.symbol, request.price, request.order_type.value)
        return with_zeros(
            BuyingPower,
            cash=Won(power.cash),
            unit_price=Won(power.unit_price),
            value=Won(power.amount if request.symbol else power.cash),
            quantity=Shares(power.quantity),
            value_with_credit=Won(power.amount if request.symbol else power.cash),
            quantity_with_credit=Shares(power.quantity),
        )


def _asked(row: Order, request: OrdersQuery) -> bool:
    filled = {FillFilter.FILLED: row.filled > 0, FillFilter.UNFILLED: row.remaining > 0}
    return (
        _SIDES_ASKED.get(request.side.value) in (None, row.side)
        and request.symbol.strip() in ("", row.symbol)
        and request.branch.strip() in ("", row.branch)
        and request.number.strip().lstrip("0") in ("", row.number.lstrip("0"))
        and (request.venue is VenueFilter.ALL or request.venue.value == row.venue)
        and filled.get(request.fills, True)
        and _funded(row, request.funding)
    )


def _funded(row: Order, funding: Funding) -> bool:
    kinds = {
        Funding.ALL: True,
        Funding.CASH: row.credit is None,
        Funding.CREDIT: row.credit is not None,
        Funding.OWN_LOAN: row.credit is not None and _LOANS[row.credit.kind] == "21",
        Funding.MARKET_LOAN: row.credit is not None and _LOANS[row.credit.kind] == "23",
    }
    return kinds.get(funding, False)


def _daily_row(row: Order) -> DailyOrder:
    return with_zeros(
        DailyOrder,
        date=row.id.day,
        branch=row.branch,
        number=row.number,
        original_number=row.original,
        order_type_name=row.kind.name,
        side=SIDE_CODES[row.side],
        side_name=_side_name(row),
        symbol=row.symbol,
        name=row.name,
        quantity=Shares(row.quantity),
        price=Won(row.price),
        time=row.time.time(),
        filled=Shares(row.filled),
        average_price=round(row.average, 4),
        cancelled=row.action is Action.CANCEL or (row.cancelled > 0 and not row.is_open),
        filled_value=Won(row.amount),
        loan_date=row.loan_day,
        clerk="OpenAPI",
        order_type=OrderType(row.kind.code),
        cancelled_quantity=Shares(row.cancelled),
        remaining=Shares(row.remaining),
        rejected=Shares(row.rejected),
        fill_condition_name="없음",
        product_type="300",
        exchange_code="02",
        venue_code=row.venue,
        condition_price=Won(row.stop),
    )


def _side_name(row: Order) -> str:
    if row.action is Action.NEW:
        return funded_side(row.side, row.credit)
    return f"{_SIDE_NAMES[row.side]}{_ACTION_NAMES[row.action]}"


def funded_side(side: Side, credit: Credit | None) -> str:
    """Return what an order is called by its money, such as 현금매수 and 자기융자매도."""
    return f"{NAMES[_LOANS[credit.kind]] if credit else '현금'}{_SIDE_NAMES[side]}"
