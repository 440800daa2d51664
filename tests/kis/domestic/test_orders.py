"""Cash orders as they leave, and what comes back."""

from __future__ import annotations

from datetime import date, time

import pytest

from kis.credentials import Environment
from kis.domestic import Domestic
from kis.domestic.codes import OrderType, SellType
from kis.domestic.orders import Amend, Buy, Cancel, OrderAccepted, OrderKey, bare_number
from kis.errors import MalformedMessage
from kis.market.sessions import Venue
from kis.units import Shares, Won
from kis.wire import read, write
from tests.kis.domestic.recorder import Recorder

TODAY = date(2026, 11, 20)


async def test_limit_buy() -> None:
    """A typed call becomes KIS's texts, and the answer in upper case a typed receipt."""
    real = Recorder(Environment.REAL, "order_accepted")

    accepted = await Domestic(real).orders.buy(
        symbol="005930", quantity=Shares(10), price=Won(70_000), order_type=OrderType.LIMIT
    )

    body = {"PDNO": "005930", "ORD_QTY": "10", "ORD_UNPR": "70000", "ORD_DVSN": "00", "EXCG_ID_DVSN_CD": "KRX"}
    assert real.asked == [("TTTC0012U", body)]
    assert accepted == OrderAccepted(branch="00950", number="0000004711", time=time(9, 3, 7))


async def test_market_sell_in_paper() -> None:
    """A market order travels with price 0, never blank; what is not set is left out."""
    paper = Recorder(Environment.PAPER, "order_accepted")

    await Domestic(paper).orders.sell(symbol="005930", quantity=Shares(1), order_type=OrderType.MARKET)

    body = {"PDNO": "005930", "ORD_QTY": "1", "ORD_UNPR": "0", "ORD_DVSN": "01", "EXCG_ID_DVSN_CD": "KRX"}
    assert paper.asked == [("VTTC0011U", body)]


async def test_optional_fields_of_an_order() -> None:
    """Sell type, condition price and venue travel when they are given."""
    real = Recorder(Environment.REAL, "order_accepted")

    await Domestic(real).orders.sell(
        symbol="005930",
        quantity=Shares(1),
        price=Won(69_900),
        order_type=OrderType.STOP_LIMIT,
        condition_price=Won(70_000),
        sell_type=SellType.BORROWED,
        venue=Venue.NXT,
    )

    ((_, body),) = real.asked
    assert (body["CNDT_PRIC"], body["SLL_TYPE"], body["EXCG_ID_DVSN_CD"]) == ("70000", "05", "NXT")


async def test_amend_and_cancel_share_a_tr() -> None:
    """One TR serves both; the message says which. A cancel takes the whole rest by itself."""
    real = Recorder(Environment.REAL, "order_accepted", "order_accepted")
    orders = Domestic(real).orders

    await orders.amend(branch="00950", number="0000004711", price=Won(69_900), order_type=OrderType.LIMIT)
    await orders.cancel(branch="00950", number="0000004711")

    (amend_tr, amend), (cancel_tr, cancel) = real.asked
    assert amend_tr == cancel_tr == "TTTC0013U"
    assert (amend["RVSE_CNCL_DVSN_CD"], amend["ORD_UNPR"], amend["ORGN_ODNO"]) == ("01", "69900", "0000004711")
    assert (cancel["RVSE_CNCL_DVSN_CD"], cancel["QTY_ALL_ORD_YN"], cancel["ORD_QTY"]) == ("02", "Y", "0")


def test_an_amendment_is_not_read_as_a_cancellation() -> None:
    """A server tells the two apart by reading them."""
    amend = write(Amend(number="0000004711", order_type=OrderType.LIMIT), missing=None)

    with pytest.raises(MalformedMessage):
        read(Cancel, amend)


def test_an_order_without_venue_goes_to_krx() -> None:
    """Old clients leave the field out."""
    order = read(Buy, {"PDNO": "005930", "ORD_QTY": "1", "ORD_UNPR": "0", "ORD_DVSN": "01"})

    assert order.venue is Venue.KRX


@pytest.mark.parametrize("number", ["", "   ", "0000000000"], ids=["missing", "blank", "zeros"])
def test_a_receipt_without_number_is_no_receipt(number: str) -> None:
    """Such an order has to be looked for in the order list."""
    with pytest.raises(MalformedMessage):
        read(OrderAccepted, {"KRX_FWDG_ORD_ORGNO": "00950", "ODNO": number, "ORD_TMD": "090307"})


@pytest.mark.parametrize(
    ("one", "other"),
    [("0000004711", "4711"), (" 4711 ", "4711"), ("0000000000", "")],
    ids=["leading zeros", "outer blanks", "zeros name no order"],
)
def test_order_numbers_compare_as_stripped_text(one: str, other: str) -> None:
    """REST writes ten digits, notices may drop the zeros."""
    assert bare_number(one) == bare_number(other)
    assert OrderKey(TODAY, "00950", one) == OrderKey(TODAY, "00950 ", other)


def test_the_same_number_elsewhere_is_another_order() -> None:
    """Numbers restart every day, and every branch has its own."""
    keys = {
        OrderKey(TODAY, "00950", "4711"),
        OrderKey(TODAY, "06010", "4711"),
        OrderKey(date(2026, 11, 23), "00950", "4711"),
        OrderKey(TODAY, "00950", "47110"),
    }

    assert len(keys) == 4
    assert OrderAccepted(branch="00950", number="0000004711").key(TODAY) in keys
