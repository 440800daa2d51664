"""해외주식 주문 내역: open orders, orders by day, split orders."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kis.domestic.codes import FillFilter, SideFilter
from kis.market.clock import KST
from kis.overseas.history import OpenOrder, PastOrder
from kis.overseas.queries import AmendableQuery, OrdersQuery, Sorting, SplitFillsQuery, SplitOrdersQuery
from kis.overseas.split import SplitFill, SplitFills, SplitOrder, SplitSummary
from kis.simulator.broker import Broker
from kis.simulator.orders import Action, Order, Side
from kis.simulator.overseas.kinds import DAYTIME, SPLIT
from kis.simulator.overseas.listings import LISTINGS, OverseasListing
from kis.simulator.server.overseas.shown import SIDE_CODES, SIDE_NAMES, local, meant_by, meant_by_code, price
from kis.simulator.server.routes import Call
from kis.units import Amount, Units

_ACTIONS = {Action.NEW: "00", Action.AMEND: "01", Action.CANCEL: "02"}
_ACTION_NAMES = {Action.NEW: "", Action.AMEND: "정정", Action.CANCEL: "취소"}
_SIDES = {SideFilter.SELL: Side.SELL, SideFilter.BUY: Side.BUY}


class HistoryDesk:
    """Answers what orders an account sent abroad."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def amendable(self, call: Call, request: AmendableQuery) -> tuple[OpenOrder, ...]:
        """미체결내역."""
        wanted = meant_by(call, request.exchange)
        rows = [row for row in self._broker.overseas.amendable(call.info) if _listing(row).exchange in wanted]
        if request.sorting.strip() != Sorting.OLDEST_FIRST:
            rows.reverse()
        return tuple(self._row(row).as_open() for row in rows)

    def daily_orders(self, call: Call, request: OrdersQuery) -> tuple[PastOrder, ...]:
        """주문체결내역, by the days of the exchange; amendments and cancellations are rows of their own."""
        rows = self._broker.overseas.orders(call.info, request.start, request.end)
        if request.sorting is Sorting.NEWEST_FIRST:
            rows.reverse()
        return tuple(self._row(row) for row in rows if _asked(row, request))

    def _row(self, order: Order) -> PastOrder:
        listing = _listing(order)
        exchange = listing.exchange
        there, here = local(listing, order.time), order.time.astimezone(KST)
        return PastOrder(
            date=order.id.day,
            branch=order.branch,
            number=order.number,
            original_number=order.original,
            side=SIDE_CODES[order.side],
            side_name=f"{SIDE_NAMES[order.side]}{_ACTION_NAMES[order.action]}",
            action_code=_ACTIONS[order.action],
            action_name=_ACTION_NAMES[order.action],
            symbol=order.symbol,
            name=order.name,
            quantity=Units(Decimal(order.quantity)),
            price=_eight(listing, order.price),
            filled=Units(Decimal(order.filled)),
            average_price=Amount(round(listing.board.decimal(1) * order.average, 8)),
            filled_value=Amount(round(price(listing, order.amount), 5)),
            remaining=Units(Decimal(order.remaining)),
            state_name=_state(order),
            reject_code="40" if order.rejected else "",
            reject_reason="거래소 거부" if order.rejected else "",
            time=there.time().replace(microsecond=0),
            market_name=f"{exchange.korean_name} 주간" if order.venue == DAYTIME else exchange.korean_name,
            country_code=exchange.country.value,
            country_name=exchange.country.korean_name,
            exchange_code=exchange.value,
            currency=listing.currency.value,
            korean_date=here.date(),
            korean_time=here.time().replace(microsecond=0),
            loan_type="10",
            medium_name="OpenAPI",
            after_hours_extended=False,
            split_name=self._broker.overseas.span_of(order),
        )

    def split_orders(self, call: Call, request: SplitOrdersQuery) -> tuple[SplitOrder, ...]:
        """TWAP, VWAP 주문번호."""
        return tuple(
            SplitOrder(
                number=order.number,
                side_name=f"{order.kind.name}{SIDE_NAMES[order.side]}",
                symbol=order.symbol,
                name=order.name,
                quantity=Units(Decimal(order.quantity)),
                price=_eight(_listing(order), order.price),
                split_name=self._broker.overseas.span_of(order),
                filled=Units(Decimal(order.filled)),
                branch=order.branch,
            )
            for order in self._split(call, request.day)
        )

    def split_fills(self, call: Call, request: SplitFillsQuery) -> SplitFills:
        """TWAP, VWAP 주문의 체결: what is filled so far, as one row."""
        number = request.number.strip().lstrip("0")
        order = next((each for each in self._split(call, request.day) if each.number.lstrip("0") == number), None)
        if order is None:
            return SplitFills(fills=(), order=SplitSummary())
        listing = _listing(order)
        average = Amount(round(listing.board.decimal(1) * order.average, 8))
        amount = Amount(round(price(listing, order.amount), 5))
        fill = SplitFill(
            sequence="1",
            time=f"{order.time:%H%M%S}",
            symbol=order.symbol,
            name=order.name,
            quantity=Units(Decimal(order.filled)),
            price=average,
            value=amount,
        )
        summary = SplitSummary(
            number=order.number,
            side_name=f"{order.kind.name}{SIDE_NAMES[order.side]}",
            symbol=order.symbol,
            name=order.name,
            quantity=Units(Decimal(order.quantity)),
            price=_eight(listing, order.price),
            time=order.time.time().replace(microsecond=0),
            split_name=self._broker.overseas.span_of(order),
            filled=Units(Decimal(order.filled)),
            currency=listing.currency.value,
            average_price=average,
            filled_value=amount,
            fills=1 if order.filled else 0,
        )
        return SplitFills(fills=(fill,) if order.filled else (), order=summary)

    def _split(self, call: Call, day: date) -> list[Order]:
        orders = self._broker.overseas.orders(call.info, day, day)
        return [order for order in orders if order.kind.code in SPLIT and order.action is Action.NEW]


def _listing(order: Order) -> OverseasListing:
    return LISTINGS[order.symbol]


def _eight(listing: OverseasListing, units: int) -> Amount:
    """Eight decimals, as KIS writes the prices of orders."""
    return Amount(price(listing, units) * Decimal("1.0000"))


def _asked(row: Order, request: OrdersQuery) -> bool:
    return (
        request.symbol.strip() in ("", "%", row.symbol)
        and _SIDES.get(request.side, row.side) is row.side
        and _listing(row).exchange in meant_by_code(request.exchange_code)
        and bool({FillFilter.FILLED: row.filled, FillFilter.UNFILLED: row.remaining}.get(request.fills, True))
    )


def _state(order: Order) -> str:
    if order.action is Action.CANCEL:
        return "완료"
    if order.rejected:
        return "거부"
    if order.remaining:
        return "접수"
    return "완료" if order.filled else "취소"
