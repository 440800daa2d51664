"""What can be told of an order before it leaves: order types by exchange, prices, spans of split orders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Protocol

from kis.credentials import Environment
from kis.domestic.codes import Side
from kis.domestic.rules import check_number, check_quantity
from kis.errors import BadPrice, BadRequest, NotOffered
from kis.overseas.codes import US, Exchange, OrderType, amendable, order_types
from kis.overseas.ticks import decimals, is_price
from kis.units import Amount, Shares

NAMES = {
    OrderType.LIMIT: "지정가",
    OrderType.MARKET_ON_OPEN: "장개시 시장가(MOO)",
    OrderType.LIMIT_ON_OPEN: "장개시 지정가(LOO)",
    OrderType.MARKET_ON_CLOSE: "장마감 시장가(MOC)",
    OrderType.LIMIT_ON_CLOSE: "장마감 지정가(LOC)",
    OrderType.TWAP: "TWAP",
    OrderType.VWAP: "VWAP",
    OrderType.ODD_LOT: "단주지정가",
}
"""Order types as a user reads them."""


class _Order(Protocol):
    """What buying and selling requests have in common."""

    @property
    def exchange(self) -> Exchange: ...
    @property
    def quantity(self) -> Shares: ...
    @property
    def price(self) -> Amount: ...
    @property
    def order_type(self) -> OrderType: ...


class _Splittable(_Order, Protocol):
    """An order that may be worked over a span of time."""

    @property
    def start(self) -> dt.time | None: ...
    @property
    def end(self) -> dt.time | None: ...
    @property
    def span(self) -> str | None: ...


class _Change(Protocol):
    @property
    def number(self) -> str: ...
    @property
    def quantity(self) -> Shares: ...


class _Amendment(_Change, Protocol):
    @property
    def exchange(self) -> Exchange: ...
    @property
    def price(self) -> Amount: ...


def by_exchange(
    us: str | None,
    hong_kong: str | None,
    shanghai: str | None,
    shenzhen: str | None,
    japan: str | None,
    vietnam: str | None,
) -> Mapping[Exchange, str]:
    """Return a table of TR ids by exchange, without the exchanges that have none."""
    table = {
        **dict.fromkeys(US, us),
        Exchange.HONG_KONG: hong_kong,
        Exchange.SHANGHAI: shanghai,
        Exchange.SHENZHEN: shenzhen,
        Exchange.TOKYO: japan,
        Exchange.HANOI: vietnam,
        Exchange.HO_CHI_MINH: vietnam,
    }
    return {exchange: tr_id for exchange, tr_id in table.items() if tr_id is not None}


def check_buy(request: _Splittable, environment: Environment) -> None:
    """Raise what KIS would refuse of a buy: `NotOffered`, `BadPrice` or `BadRequest`."""
    check_type(request, Side.BUY, environment)
    _check_span(request)


def check_sell(request: _Splittable, environment: Environment) -> None:
    """Raise what KIS would refuse of a sell: `NotOffered`, `BadPrice` or `BadRequest`."""
    check_type(request, Side.SELL, environment)
    _check_span(request)


def check_amend(request: _Amendment, environment: Environment) -> None:
    """Raise what KIS would refuse of an amendment; where there is none the TR table says so."""
    if amendable(request.exchange):
        check_cancel(request, environment)
        check_price(request.price, request.exchange)


def check_cancel(request: _Change, _environment: Environment) -> None:
    """Raise `BadRequest` where no order is named, or nothing of it."""
    check_number(request.number)
    check_quantity(request.quantity)


def check_type(request: _Order, side: Side, environment: Environment, *, reserved: bool = False) -> None:
    """Raise `NotOffered` for an order type that is not taken, naming those that are; `BadPrice` for the price, and
    `BadRequest` for a quantity that is none.
    """
    check_quantity(request.quantity)
    exchange, kind = request.exchange, request.order_type
    taken = order_types(exchange, side, paper=environment is Environment.PAPER, reserved=reserved)
    if kind not in taken:
        what = "예약매도" if side is Side.SELL else "예약매수"
        what = what if reserved else what.removeprefix("예약")
        where = "모의투자" if environment is Environment.PAPER else exchange.korean_name
        names = ", ".join(NAMES[each] for each in OrderType if each in taken)
        raise NotOffered(f"{where} {what}에는 {NAMES.get(kind, kind)} 주문이 없어요. 쓸 수 있는 주문: {names}.")
    if kind.needs_price:
        check_price(request.price, exchange)
    elif request.price:
        raise BadPrice(f"{NAMES[kind]} 주문은 가격을 정하지 않아요. 가격을 0으로 두세요.")


def check_price(price: Decimal, exchange: Exchange) -> None:
    """Raise `BadPrice` for a price that is none, or finer than the exchange writes prices."""
    if price <= 0:
        raise BadPrice("주문 가격이 없어요. 현재가가 비었거나 0인 시세로는 주문할 수 없어요.")
    if not is_price(price, exchange):
        places = decimals(price, exchange)
        raise BadPrice(f"{exchange.korean_name} 가격은 소수점 {places}자리까지예요. ({price})")


def _check_span(request: _Splittable) -> None:
    named = request.span is not None
    if request.order_type.is_split != named:
        need = "시간 구분(span)이 있어야 해요. 00은 시작과 끝 시각, 02는 정규장 마감까지예요."
        raise BadRequest(f"TWAP, VWAP에는 {need}" if not named else "시간 구분(span)은 TWAP, VWAP에만 써요.")
    if request.span == "00" and (request.start is None or request.end is None or request.start == request.end):
        raise BadRequest("시작(start)과 끝(end) 시각을 정해 주세요.")
