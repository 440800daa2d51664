"""Orders that no one can have meant do not leave."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kis.client import Kis
from kis.domestic import CreditType, OrderType, Side, Venue
from kis.errors import BadPrice, BadRequest, KisError, NotOffered
from kis.units import Shares, Won
from tests.kis.sample import CREDENTIALS, REAL
from tests.kis.scripted import Scripted, ok

LIMIT: dict[str, Any] = {
    "symbol": "005930",
    "quantity": Shares(10),
    "price": Won(70_000),
    "order_type": OrderType.LIMIT,
}
STOP: dict[str, Any] = {**LIMIT, "order_type": OrderType.STOP_LIMIT, "condition_price": Won(71_000)}
OTHER = "0000004711"

CHANGES: dict[str, tuple[dict[str, Any], type[KisError]]] = {
    "a limit without price": ({"price": Won(0)}, BadPrice),
    "a negative price": ({"price": Won(-70_000)}, BadPrice),
    "a market order at a price": ({"order_type": OrderType.MARKET}, BadPrice),
    "no shares": ({"quantity": Shares(0)}, BadRequest),
    "a negative quantity": ({"quantity": Shares(-1)}, BadRequest),
    "a stop without condition": ({"order_type": OrderType.STOP_LIMIT}, BadRequest),
    "a condition without stop": ({"condition_price": Won(71_000)}, BadRequest),
}


@pytest.mark.parametrize(("change", "error"), CHANGES.values(), ids=CHANGES)
async def test_an_order_that_contradicts_itself(
    client: Callable[..., Kis], server: Scripted, change: dict[str, Any], error: type[KisError]
) -> None:
    """It is refused here, for cash and credit, to buy and to sell; nothing leaves, not even for a token."""
    kis = client(REAL).domestic
    loan: dict[str, Any] = {"loan_date": date(2026, 11, 20)}

    for place in (kis.orders.buy, kis.orders.sell):
        with pytest.raises(error):
            await place(**{**LIMIT, **change})
    with pytest.raises(error):
        await kis.credit.buy(**{**LIMIT, **loan, **change}, credit_type=CreditType.OWN_LOAN_NEW)
    with pytest.raises(error):
        await kis.credit.sell(**{**LIMIT, **loan, **change}, credit_type=CreditType.OWN_LOAN_REPAY)
    assert server.asked == []


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"price": Won(0)}, BadPrice),
        ({"order_type": OrderType.MARKET}, BadPrice),
        ({"quantity": Shares(0)}, BadRequest),
    ],
    ids=["no price", "price of a market order", "no shares"],
)
async def test_a_reservation_that_contradicts_itself(
    client: Callable[..., Kis], server: Scripted, change: dict[str, Any], error: type[KisError]
) -> None:
    """No one is there to notice when it is sent in the morning."""
    reservations = client(REAL).domestic.reservations

    with pytest.raises(error):
        await reservations.buy(**{**LIMIT, **change})
    with pytest.raises(error):
        await reservations.sell(**{**LIMIT, **change})
    with pytest.raises(error):
        await reservations.amend(**{**LIMIT, **change}, side=Side.BUY, reservation_number="42")
    assert server.asked == []


@pytest.mark.parametrize(
    "change",
    [{"number": ""}, {"number": "0000000000"}, {"quantity": Shares(5)}, {"whole": False}],
    ids=["no number", "number of none", "part and whole", "part of no size"],
)
async def test_a_change_that_is_not_clear(client: Callable[..., Kis], server: Scripted, change: dict[str, Any]) -> None:
    """Five shares named for a cancellation must not become the whole order."""
    orders = client(REAL).domestic.orders

    with pytest.raises(BadRequest):
        await orders.cancel(**{"number": OTHER, **change})
    with pytest.raises(BadRequest):
        await orders.amend(**{"number": OTHER, "price": Won(70_000), "order_type": OrderType.LIMIT, **change})
    assert server.asked == []


async def test_an_amendment_needs_its_price(client: Callable[..., Kis], server: Scripted) -> None:
    """The default of 0 is for types without price; a limit does not become 0 because it was forgotten."""
    with pytest.raises(BadPrice):
        await client(REAL).domestic.orders.amend(number=OTHER, order_type=OrderType.LIMIT)
    assert server.asked == []


async def test_paper_knows_one_venue(client: Callable[..., Kis], server: Scripted) -> None:
    """The refusal names the venue that works."""
    orders = client(CREDENTIALS).domestic.orders

    with pytest.raises(NotOffered, match="KRX"):
        await orders.buy(**LIMIT, venue=Venue.NXT)
    with pytest.raises(NotOffered, match="KRX"):
        await orders.cancel(number=OTHER, venue=Venue.SOR)
    assert server.asked == []


async def test_what_makes_sense_leaves(client: Callable[..., Kis], server: Scripted) -> None:
    """Limits, market orders, stops, part of an order, and types that are new to this library."""
    accepted = ok(output={"KRX_FWDG_ORD_ORGNO": "00950", "ODNO": OTHER, "ORD_TMD": "090307"})
    cash, changing = "/uapi/domestic-stock/v1/trading/order-cash", "/uapi/domestic-stock/v1/trading/order-rvsecncl"
    orders = client(REAL).domestic.orders
    server.answer(cash, *[accepted] * 4)
    server.answer(changing, accepted)

    await orders.buy(**LIMIT)
    await orders.buy(**STOP)
    await orders.sell(symbol="005930", quantity=Shares(10), order_type=OrderType.MARKET)
    await orders.sell(**{**LIMIT, "order_type": OrderType("99")})
    await orders.cancel(number=OTHER, quantity=Shares(5), whole=False)

    assert [asked.body["ORD_DVSN"] for asked in server.to(cash)] == ["00", "22", "01", "99"]
    assert [asked.body["ORD_QTY"] for asked in server.to(changing)] == ["5"]
