"""What can be told of an order before it leaves: a price that is none, fields that contradict each other."""

from __future__ import annotations

from typing import Protocol

from kis.credentials import Environment
from kis.domestic.codes import OrderType
from kis.errors import BadPrice, BadRequest, NotOffered
from kis.market.sessions import Venue
from kis.units import Shares, Won

BOTH = "잔량 전부(whole)와 수량(quantity)을 함께 정했어요. 일부만 하려면 whole=False로 두세요."
"""Why a change is refused of which it is not clear how much it means."""


class _Reservation(Protocol):
    @property
    def quantity(self) -> Shares: ...
    @property
    def price(self) -> Won: ...
    @property
    def order_type(self) -> OrderType: ...


class _Priced(Protocol):
    @property
    def price(self) -> Won: ...
    @property
    def order_type(self) -> OrderType: ...
    @property
    def venue(self) -> Venue: ...
    @property
    def condition_price(self) -> Won | None: ...


class _Order(_Priced, Protocol):
    @property
    def quantity(self) -> Shares: ...


class _Change(Protocol):
    @property
    def number(self) -> str: ...
    @property
    def quantity(self) -> Shares: ...
    @property
    def whole(self) -> bool: ...
    @property
    def venue(self) -> Venue: ...


class _Amendment(_Change, _Priced, Protocol):
    pass


def check_order(request: _Order, environment: Environment) -> None:
    """Raise what KIS would refuse of a new order: `BadRequest`, `BadPrice` or `NotOffered`."""
    check_quantity(request.quantity)
    _check_priced(request, environment)


def check_reservation(request: _Reservation, _environment: Environment) -> None:
    """Raise what KIS would refuse of a reservation: `BadRequest` or `BadPrice`."""
    check_quantity(request.quantity)
    _check_price(request.price, request.order_type)


def check_amend(request: _Amendment, environment: Environment) -> None:
    """Raise what KIS would refuse, or take otherwise than meant, of an amendment."""
    check_cancel(request, environment)
    _check_priced(request, environment)


def check_cancel(request: _Change, environment: Environment) -> None:
    """Raise `BadRequest` where it is not clear of which order how much is meant, `NotOffered` for the venue."""
    check_number(request.number)
    if not request.whole:
        check_quantity(request.quantity)
    elif request.quantity:
        raise BadRequest(BOTH)
    _check_venue(request.venue, environment)


def check_quantity(quantity: int) -> None:
    """Raise `BadRequest` for an order of nothing."""
    if quantity <= 0:
        raise BadRequest("주문 수량은 1 이상이어야 해요.")


def check_number(number: str) -> None:
    """Raise `BadRequest` where a change names no order."""
    if not number.strip().strip("0"):
        raise BadRequest("정정하거나 취소할 주문의 번호가 없어요.")


def _check_priced(request: _Priced, environment: Environment) -> None:
    _check_price(request.price, request.order_type)
    if request.order_type is OrderType.STOP_LIMIT and not request.condition_price:
        raise BadRequest("스톱지정가에는 조건가격(condition_price)이 있어야 해요.")
    if request.order_type.known and request.order_type is not OrderType.STOP_LIMIT and request.condition_price:
        raise BadRequest("조건가격(condition_price)은 스톱지정가에만 써요.")
    _check_venue(request.venue, environment)


def _check_price(price: Won, order_type: OrderType) -> None:
    """What a type asks for that is not known here is left to KIS."""
    if price < 0 or (order_type.needs_price and price == 0):
        raise BadPrice("주문 가격이 없어요. 현재가가 비었거나 0인 시세로는 주문할 수 없어요.")
    if price and order_type.known and not order_type.needs_price:
        raise BadPrice("가격을 정하지 않는 주문 유형이에요. 가격(price)을 0으로 두세요.")


def _check_venue(venue: Venue, environment: Environment) -> None:
    if environment is Environment.PAPER and venue is not Venue.KRX:
        raise NotOffered(f"모의투자는 {venue} 주문을 받지 않아요. KRX로 주문해 주세요.")
