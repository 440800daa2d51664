"""Orders in contracts that no one can have meant do not leave."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from kis.client import Kis
from kis.derivatives import NightItem, OrderType
from kis.errors import BadPrice, BadRequest, KisError
from kis.units import Contracts
from tests.kis.sample import CREDENTIALS, REAL
from tests.kis.scripted import Scripted, ok

ORDER = "/uapi/domestic-futureoption/v1/trading/order"
LIMIT: dict[str, Any] = {
    "symbol": "A01612",
    "quantity": Contracts(1),
    "price": Decimal("350.05"),
    "order_type": OrderType.LIMIT,
}


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"price": Decimal(0)}, BadPrice),
        ({"order_type": OrderType.MARKET}, BadPrice),
        ({"quantity": Contracts(0)}, BadRequest),
    ],
    ids=["no price", "price of a market order", "no contracts"],
)
async def test_an_order_that_contradicts_itself(
    client: Callable[..., Kis], server: Scripted, change: dict[str, Any], error: type[KisError]
) -> None:
    """It is refused here, by day and at night."""
    kis = client(REAL).derivatives

    for place in (kis.orders.buy, kis.orders.sell, kis.night.buy, kis.night.sell):
        with pytest.raises(error):
            await place(**{**LIMIT, **change})
    assert server.asked == []


async def test_a_change_that_is_not_clear(client: Callable[..., Kis], server: Scripted) -> None:
    """Without a number, without a price, without the quantity that paper and the night ask for."""
    real, paper = client(REAL).derivatives, client(CREDENTIALS).derivatives

    with pytest.raises(BadRequest, match="번호"):
        await real.orders.cancel(number="")
    with pytest.raises(BadPrice):
        await real.orders.amend(number="815")
    with pytest.raises(BadRequest, match="수량"):
        await real.orders.cancel(number="815", whole=False)
    with pytest.raises(BadRequest, match="whole=False"):
        await real.orders.cancel(number="815", quantity=Contracts(1))
    with pytest.raises(BadRequest, match="모의투자"):
        await paper.orders.cancel(number="815")
    with pytest.raises(BadRequest, match="야간"):
        await real.night.cancel(number="815", item=NightItem.FUTURE)
    assert server.asked == []


async def test_a_spread_may_cost_less_than_nothing(client: Callable[..., Kis], server: Scripted) -> None:
    """Its price is the difference of two."""
    server.answer(ORDER, ok(output={"ODNO": "0000000815"}))

    await client(REAL).derivatives.orders.buy(**{**LIMIT, "symbol": "D01612", "price": Decimal("-0.35")})

    (asked,) = server.to(ORDER)
    assert asked.body["UNIT_PRICE"] == "-0.35"
