"""Orders in futures and options as they leave, and what comes back."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kis.credentials import Environment
from kis.derivatives import Derivatives, NightItem, OrderType
from kis.derivatives.codes import Condition, PriceType
from kis.derivatives.orders import Amend, Buy, OrderAccepted, Sell
from kis.domestic.orders import OrderKey
from kis.errors import MalformedMessage, NotOffered
from kis.units import Contracts
from kis.wire import read, write
from tests.kis.domestic.recorder import Recorder

_MEANINGS = {
    "01": ("01", "0"),
    "02": ("02", "0"),
    "03": ("03", "0"),
    "04": ("04", "0"),
    "10": ("01", "3"),
    "11": ("01", "4"),
    "12": ("02", "3"),
    "13": ("02", "4"),
    "14": ("04", "3"),
    "15": ("04", "4"),
}
"""Price type and condition of each order type, by KIS's table."""


def _derivatives(environment: Environment, *answers: str) -> tuple[Derivatives, Recorder]:
    recorder = Recorder(environment, *answers, market="derivatives")
    return Derivatives(recorder), recorder


async def test_limit_buy_of_a_future() -> None:
    """Side and price type travel by themselves, and the answer in upper case becomes a receipt."""
    derivatives, recorder = _derivatives(Environment.REAL, "order_accepted")

    accepted = await derivatives.orders.buy(
        symbol="A01612", quantity=Contracts(2), price=Decimal("350.05"), order_type=OrderType.LIMIT
    )

    ((tr_id, body),) = recorder.asked
    assert tr_id == "TTTO1101U"
    assert body == {
        "ORD_PRCS_DVSN_CD": "02",
        "SHTN_PDNO": "A01612",
        "ORD_QTY": "2",
        "UNIT_PRICE": "350.05",
        "NMPR_TYPE_CD": "01",
        "KRX_NMPR_CNDT_CD": "0",
        "ORD_DVSN_CD": "01",
        "SLL_BUY_DVSN_CD": "02",
    }
    assert accepted == OrderAccepted(
        account_name="김모의",
        trade_kind="매수",
        name="코스피200 F 202612",
        time=time(9, 12, 7),
        branch="06010",
        number="0000000815",
    )
    assert accepted.key(date(2026, 11, 23)) == OrderKey(date(2026, 11, 23), "06010", "815")


@pytest.mark.parametrize("order_type", OrderType, ids=lambda order_type: order_type.name)
def test_no_order_contradicts_itself(order_type: OrderType) -> None:
    """Price type and condition are those of the order type, whatever else is given."""
    sell = Sell(
        symbol="A01612",
        quantity=Contracts(1),
        order_type=order_type,
        price_type=PriceType.BEST,
        condition=Condition.FOK,
    )
    sent = write(sell, missing=None)

    assert (sent["NMPR_TYPE_CD"], sent["KRX_NMPR_CNDT_CD"]) == _MEANINGS[sent["ORD_DVSN_CD"]]


def test_types_that_name_a_price() -> None:
    """Limits do; market and best travel with price 0."""
    priced = {order_type.value for order_type in OrderType if order_type.needs_price}

    assert priced == {"01", "03", "10", "11"}
    assert write(Buy(symbol="A01612", quantity=Contracts(1), order_type=OrderType.MARKET))["UNIT_PRICE"] == "0"


async def test_amend_and_cancel_by_day() -> None:
    """One TR serves both; a cancel takes the whole rest by itself."""
    derivatives, recorder = _derivatives(Environment.PAPER, "order_accepted", "order_accepted")

    await derivatives.orders.amend(number="0000000815", price=Decimal("350.10"), quantity=Contracts(2))
    await derivatives.orders.cancel(number="0000000815")

    (amend_tr, amend), (cancel_tr, cancel) = recorder.asked
    assert amend_tr == cancel_tr == "VTTO1103U"
    assert (amend["RVSE_CNCL_DVSN_CD"], amend["UNIT_PRICE"], amend["ORD_QTY"]) == ("01", "350.10", "2")
    assert (cancel["RVSE_CNCL_DVSN_CD"], cancel["RMN_QTY_YN"], cancel["ORD_QTY"]) == ("02", "Y", "0")
    assert (cancel["NMPR_TYPE_CD"], cancel["KRX_NMPR_CNDT_CD"], cancel["ORD_DVSN_CD"]) == ("01", "0", "01")
    assert "FUOP_ITEM_DVSN_CD" not in amend


async def test_night_has_its_own_tr_ids() -> None:
    """The same order at night goes out under another TR id; a cancellation names the kind of contract."""
    derivatives, recorder = _derivatives(Environment.REAL, "order_accepted", "order_accepted")

    await derivatives.night.sell(symbol="C01612350", quantity=Contracts(1), order_type=OrderType.MARKET)
    await derivatives.night.cancel(number="0000000815", quantity=Contracts(1), item=NightItem.PUT)

    assert [tr_id for tr_id, _ in recorder.asked] == ["STTN1101U", "STTN1103U"]
    assert recorder.asked[1][1]["FUOP_ITEM_DVSN_CD"] == "03"


async def test_paper_has_no_night() -> None:
    """The refusal comes before anything is sent, and says what works."""
    derivatives, recorder = _derivatives(Environment.PAPER)

    with pytest.raises(NotOffered, match="주간"):
        await derivatives.night.buy(symbol="A01612", quantity=Contracts(1), order_type=OrderType.MARKET)
    assert recorder.asked == []


def test_a_buy_is_not_read_as_a_sell() -> None:
    """A server tells the two apart by reading them, and an amendment from a cancellation."""
    buy = write(Buy(symbol="A01612", quantity=Contracts(1), order_type=OrderType.MARKET), missing=None)

    with pytest.raises(MalformedMessage):
        read(Sell, buy)
    with pytest.raises(MalformedMessage):
        read(Amend, {**write(Amend(number="1"), missing=None), "RVSE_CNCL_DVSN_CD": "02"})


@pytest.mark.parametrize("number", ["", "   ", "0000000000"], ids=["missing", "blank", "zeros"])
def test_a_receipt_without_number_is_no_receipt(number: str) -> None:
    """Such an order has to be looked for in the order list."""
    with pytest.raises(MalformedMessage):
        read(OrderAccepted, {"ORD_GNO_BRNO": "06010", "ODNO": number})


@given(st.sampled_from(["", "01", "04"]), st.sampled_from(["", "0", "3"]))
def test_a_server_believes_the_order_type(price_type: str, condition: str) -> None:
    """Clients in the wild leave the other two blank; ORD_DVSN_CD decides."""
    wire = {"SHTN_PDNO": "A01612", "ORD_QTY": "1", "UNIT_PRICE": "0", "ORD_DVSN_CD": "12", "SLL_BUY_DVSN_CD": "02"}
    order = read(Buy, {**wire, "NMPR_TYPE_CD": price_type, "KRX_NMPR_CNDT_CD": condition})

    assert (order.price_type, order.condition) == (PriceType.MARKET, Condition.IOC)
