"""What can be told of an order before it leaves: a price or quantity that is none, a change that names no order."""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol

from kis.credentials import Environment
from kis.derivatives.codes import NightItem, OrderType
from kis.derivatives.contracts import ContractCode, Kind
from kis.domestic.rules import BOTH, check_number, check_quantity
from kis.errors import BadPrice, BadRequest
from kis.units import Contracts


class _Priced(Protocol):
    @property
    def quantity(self) -> Contracts: ...
    @property
    def price(self) -> Decimal: ...
    @property
    def order_type(self) -> OrderType: ...


class _Order(_Priced, Protocol):
    @property
    def symbol(self) -> str: ...


class _Change(Protocol):
    @property
    def number(self) -> str: ...
    @property
    def quantity(self) -> Contracts: ...
    @property
    def whole(self) -> bool: ...


class _Amendment(_Change, _Priced, Protocol):
    @property
    def item(self) -> str | None: ...


def check_order(request: _Order, _environment: Environment) -> None:
    """Raise what KIS would refuse of a new order: `BadRequest` or `BadPrice`."""
    check_quantity(request.quantity)
    _check_price(request, spread=_is_spread(request.symbol))


def check_amend(request: _Amendment, environment: Environment) -> None:
    """Raise what KIS would refuse of an amendment by day; a spread at 0 cannot be told from a price forgotten."""
    check_cancel(request, environment)
    _check_price(request, spread=request.item == NightItem.SPREAD)


def check_cancel(request: _Change, environment: Environment) -> None:
    """Raise `BadRequest` where no order is named, or no quantity where one must be: in paper, or of a part.

    A real account by day says by 0 that all is meant, so a quantity beside `whole` is two wishes in one.
    """
    check_number(request.number)
    if environment is Environment.REAL and request.whole and request.quantity > 0:
        raise BadRequest(BOTH)
    if request.quantity < 0 or (not request.quantity and not request.whole):
        check_quantity(request.quantity)
    if environment is Environment.PAPER and not request.quantity:
        raise BadRequest("모의투자의 선물옵션 정정·취소에는 남은 수량(quantity)을 적어야 해요.")


def check_night_amend(request: _Amendment, environment: Environment) -> None:
    """Raise what KIS would refuse of an amendment at night."""
    check_night_cancel(request, environment)
    _check_price(request, spread=request.item == NightItem.SPREAD)


def check_night_cancel(request: _Change, environment: Environment) -> None:
    """Raise `BadRequest` where no order or no quantity is named; paper, which has no night, says so by its table."""
    if environment is Environment.REAL:
        check_number(request.number)
        if request.quantity <= 0:
            raise BadRequest("야간 선물옵션 정정·취소에는 남은 수량(quantity)을 적어야 해요.")


def _is_spread(symbol: str) -> bool:
    try:
        return ContractCode.parse(symbol).kind is Kind.SPREAD
    except ValueError:
        return False


def _check_price(request: _Priced, *, spread: bool) -> None:
    """The price of a spread may be any, 0 and less among them; what an unknown type asks for is left to KIS."""
    order_type, price = request.order_type, request.price
    if order_type.known and price and not order_type.needs_price:
        raise BadPrice("가격을 정하지 않는 주문 유형이에요. 가격(price)을 0으로 두세요.")
    if order_type.known and order_type.needs_price and price <= 0 and not spread:
        raise BadPrice("주문 가격이 없어요. 현재가가 비었거나 0인 시세로는 주문할 수 없어요.")
