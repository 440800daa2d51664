"""선물옵션 계좌: orders, fills and what may be ordered."""

from __future__ import annotations

from decimal import Decimal

from kis.derivatives.account import FillsQuery, OrderableQuery, OrdersQuery
from kis.derivatives.balance import Orderable
from kis.derivatives.codes import OrderType, Sorting
from kis.derivatives.contracts import Kind
from kis.derivatives.history import Fill, FillHistory, FillTotals, Order, OrderHistory, OrderTotals
from kis.simulator.broker import Broker
from kis.simulator.derivatives.checks import Room
from kis.simulator.derivatives.hours import DAY
from kis.simulator.derivatives.ledger import Execution
from kis.simulator.derivatives.listings import ContractListing
from kis.simulator.refusals import Reason, refusal
from kis.simulator.server.derivatives import rows
from kis.simulator.server.derivatives.orders import SIDE_NAMES
from kis.simulator.server.domestic.zeros import with_zeros
from kis.simulator.server.routes import Call
from kis.units import Contracts, Won

_KIND_NAMES = {Kind.FUTURE: "선물", Kind.CALL: "콜옵션", Kind.PUT: "풋옵션", Kind.SPREAD: "스프레드"}


class AccountDesk:
    """Answers what an account did and may do."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker
        self._floor = broker.derivatives

    def daily_orders(self, call: Call, request: OrdersQuery) -> OrderHistory:
        """주문체결내역; amendments and cancellations are rows of their own."""
        found = rows.orders(self._broker, call, request, DAY)
        if request.sorting is Sorting.OLDEST_FIRST:
            found.reverse()
        made = (
            with_zeros(Order, **rows.order_row(call, row), price_type=OrderType(row.kind.code).price_type)
            for row in found
        )
        return OrderHistory(orders=tuple(made), totals=OrderTotals(**rows.totals(self._broker, found)))

    def fills(self, call: Call, request: FillsQuery) -> FillHistory:
        """기준일체결내역, newest first."""
        found = [
            one
            for one in reversed(self._floor.executions(call.info))
            if one.time.date() == request.day and request.start <= one.time.time() <= request.end
        ]
        fees = Won(sum(one.fee for one in found))
        totals = FillTotals(
            quantity=Contracts(sum(one.quantity for one in found)),
            value=Won(sum(_value(one) for one in found)),
            adjusted_fee=fees,
            fee=fees,
        )
        return FillHistory(fills=tuple(_fill(one) for one in found), totals=totals)

    def orderable(self, call: Call, request: OrderableQuery) -> Orderable:
        """주문가능. Raises `Refusal` for a contract that is not listed."""
        listing, room = find_room(self._broker, call, request)
        return Orderable(
            total=Contracts(room.closable + room.opening),
            closable=Contracts(room.closable),
            quantity=Contracts(room.opening),
            reference_price=rows.eight(listing.decimal(self._floor.quote(listing.code).last)),
        )


def find_room(broker: Broker, call: Call, request: OrderableQuery) -> tuple[ContractListing, Room]:
    """Return what an account may order of the contract asked for."""
    floor, symbol = broker.derivatives, request.symbol.strip().upper()
    listing = floor.listing(symbol)
    if listing is None or request.side not in rows.SIDES:
        raise refusal(Reason.UNKNOWN_SYMBOL, call.info.env)
    priced = request.order_type.needs_price and request.price > 0
    price = listing.units(float(request.price)) if priced else floor.quote(symbol).last
    return listing, floor.room(call.info, symbol, rows.SIDES[request.side], price)


def _value(one: Execution) -> int:
    return one.price * one.quantity * one.listing.won


def _fill(one: Execution) -> Fill:
    listing = one.listing
    product = "지수" if listing.board.decimals else "주식"
    return Fill(
        symbol=listing.code,
        name=listing.name,
        number=one.number,
        trade_kind=f"{product}{_KIND_NAMES[listing.contract.kind]}{SIDE_NAMES[one.side]}",
        settlement_date=listing.last_day,
        price=rows.eight(listing.decimal(Decimal(one.price))),
        quantity=Contracts(one.quantity),
        value=Won(_value(one)),
        fee=Won(one.fee),
        time=one.time.time().replace(microsecond=0),
    )
