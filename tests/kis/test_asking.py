"""Callers without a type checker: what is clear is made right, what is not is refused before anything leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kis.client import Kis
from kis.domestic import OrderType
from kis.errors import BadRequest
from kis.overseas import Exchange
from tests.kis.sample import REAL
from tests.kis.scripted import Scripted, ok

BUY = "/uapi/domestic-stock/v1/trading/order-cash"
BUY_ABROAD = "/uapi/overseas-stock/v1/trading/order"
PRICES = "/uapi/domestic-stock/v1/quotations/inquire-daily-itemchartprice"
RECEIPT = ok(output={"KRX_FWDG_ORD_ORGNO": "06010", "ODNO": "0000000007", "ORD_TMD": "100000"})
CASH: dict[str, Any] = {"symbol": "005930", "quantity": 10, "price": 70_000, "order_type": OrderType.LIMIT}
APPLE: dict[str, Any] = {"symbol": "AAPL", "exchange": Exchange.NASDAQ, "quantity": 1, "price": Decimal("190.50")}


@pytest.fixture
def kis(client: Callable[..., Kis]) -> Any:
    return client(REAL)


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"order_type": "00"}, id="a code"),
        pytest.param({"venue": "KRX"}, id="a venue"),
        pytest.param({"price": "70000", "quantity": "10"}, id="numbers as texts"),
        pytest.param({"price": Decimal("70000.0")}, id="a whole decimal"),
    ],
)
async def test_what_travels_may_be_given(kis: Any, server: Scripted, given: dict[str, Any]) -> None:
    """An order is the same whether its values are given with types or as KIS's texts."""
    server.answer(BUY, RECEIPT)

    await kis.domestic.orders.buy(**CASH)
    await kis.domestic.orders.buy(**{**CASH, **given})

    typed, texts = (asked.body for asked in server.to(BUY))
    assert texts == typed


async def test_a_code_abroad(kis: Any, server: Scripted) -> None:
    """The code that travels counts; whole dollars carry no endless zeros."""
    server.answer(BUY_ABROAD, RECEIPT)

    await kis.overseas.orders.buy(**{**APPLE, "exchange": "NASD", "price": 190})

    (asked,) = server.to(BUY_ABROAD)
    assert (asked.body["OVRS_EXCG_CD"], asked.body["OVRS_ORD_UNPR"]) == ("NASD", "190")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param({"price": 70_000.0}, "주문단가: 실수", id="money in a float"),
        pytest.param({"quantity": 10.0}, "정수로 넣어", id="shares in a float"),
        pytest.param({"price": Decimal("70000.5")}, "주문단가: 쓸 수 없는 값", id="half a won"),
        pytest.param({"price": "70,000원"}, "쓸 수 없는 값이에요 (70,000원)", id="money in words"),
        pytest.param({"order_type": "99"}, "주문구분: 쓸 수 없는 값이에요 (99)", id="no such code"),
        pytest.param({"order_type": 0}, "주문구분", id="a code that lost its zeros"),
        pytest.param({"symbol": 5930}, "글자로", id="a symbol that lost its zeros"),
        pytest.param({"quantity": True}, "주문수량", id="no number"),
    ],
)
async def test_what_cannot_be_meant_never_leaves(kis: Any, server: Scripted, given: dict[str, Any], said: str) -> None:
    """The refusal names the field in Korean; KIS is not asked, not even for a token."""
    with pytest.raises(BadRequest) as met:
        await kis.domestic.orders.buy(**{**CASH, **given})

    assert said in str(met.value)
    assert server.asked == []


@pytest.mark.parametrize("price", [190.5, Decimal("NaN"), Decimal("Infinity"), "1e99"])
async def test_no_such_dollars(kis: Any, server: Scripted, price: Any) -> None:
    """Floats and what is no number are refused where prices have decimals too."""
    with pytest.raises(BadRequest, match="해외주문단가"):
        await kis.overseas.orders.buy(**{**APPLE, "price": price})
    assert server.asked == []


async def test_days_as_they_travel(kis: Any, server: Scripted) -> None:
    """A day may be eight digits; zeros are no day."""
    server.answer(PRICES, ok(output2=[]))

    await kis.domestic.quotes.chart(symbol="005930", start="20261102", end=date(2026, 11, 27), period="D")
    with pytest.raises(BadRequest, match="00000000"):
        await kis.domestic.quotes.chart(symbol="005930", start="00000000", end=date(2026, 11, 27))

    (asked,) = server.to(PRICES)
    assert (asked.query["FID_INPUT_DATE_1"], asked.query["FID_INPUT_DATE_2"]) == ("20261102", "20261127")
