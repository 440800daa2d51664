"""Orders abroad: which TR id goes out, what is written, and what never leaves."""

from __future__ import annotations

from datetime import time
from decimal import Decimal
from typing import Any

import pytest

from kis.errors import BadPrice, BadRequest, KisError, NotOffered, Unanswered
from kis.overseas import Exchange, OrderType, Overseas
from kis.units import Amount, Shares
from tests.kis.scripted import Scripted, ok

ORDER = "/uapi/overseas-stock/v1/trading/order"
CHANGE = "/uapi/overseas-stock/v1/trading/order-rvsecncl"
DAYTIME = "/uapi/overseas-stock/v1/trading/daytime-order"
ACCEPTED = ok(output={"KRX_FWDG_ORD_ORGNO": "01790", "ODNO": "0000004336", "ORD_TMD": "230124"})
APPLE: dict[str, Any] = {"symbol": "AAPL", "exchange": Exchange.NASDAQ, "quantity": Shares(3)}


def dollars(text: str) -> Amount:
    return Amount(Decimal(text))


async def test_limit_order(server: Scripted, real: Overseas) -> None:
    """Price and quantity travel as text, the exchange by the code of orders, the type as 00."""
    server.answer(ORDER, ACCEPTED)

    receipt = await real.orders.buy(**APPLE, price=dollars("190.50"))

    (asked,) = server.to(ORDER)
    assert asked.headers["tr_id"] == "TTTT1002U"
    assert asked.body == {
        "CANO": "12345678",
        "ACNT_PRDT_CD": "01",
        "OVRS_EXCG_CD": "NASD",
        "PDNO": "AAPL",
        "ORD_QTY": "3",
        "OVRS_ORD_UNPR": "190.50",
        "ORD_DVSN": "00",
        "SLL_TYPE": "",
        "ORD_SVR_DVSN_CD": "0",
    }
    assert (receipt.number, receipt.time) == ("0000004336", time(23, 1, 24))


async def test_paper_sell_has_a_tr_id_of_its_own(server: Scripted, paper: Overseas) -> None:
    """VTTT1001U; replacing the first letter of the real one would name a TR that does not exist."""
    server.answer(ORDER, ACCEPTED)

    await paper.orders.sell(**APPLE, price=dollars("190.50"))

    (asked,) = server.to(ORDER)
    assert asked.headers["tr_id"] == "VTTT1001U"
    assert asked.body["SLL_TYPE"] == "00"


@pytest.mark.parametrize(
    ("order", "error", "words"),
    [
        pytest.param({"order_type": OrderType.MARKET_ON_OPEN}, NotOffered, "쓸 수 있는 주문: 지정가", id="MOO buys"),
        pytest.param({"exchange": Exchange.TOKYO, "order_type": OrderType.TWAP}, NotOffered, "도쿄", id="TWAP, Tokyo"),
        pytest.param({"price": dollars("0")}, BadPrice, "가격이 없어요", id="price 0"),
        pytest.param({"price": dollars("-1")}, BadPrice, "가격이 없어요", id="negative"),
        pytest.param({"price": dollars("190.505")}, BadPrice, "2자리", id="too fine above a dollar"),
        pytest.param({"price": dollars("0.12345")}, BadPrice, "4자리", id="too fine below a dollar"),
        pytest.param({"exchange": Exchange.HANOI, "price": dollars("10.5")}, BadPrice, "0자리", id="half a dong"),
        pytest.param({"order_type": OrderType.TWAP}, BadRequest, "span", id="TWAP without span"),
        pytest.param({"order_type": OrderType.VWAP, "span": "00"}, BadRequest, "시작", id="VWAP without times"),
        pytest.param({"span": "02"}, BadRequest, "TWAP", id="span of a limit order"),
    ],
)
async def test_what_kis_would_refuse_never_leaves(
    server: Scripted, real: Overseas, order: dict[str, Any], error: type[KisError], words: str
) -> None:
    """Each is refused with a sentence that says what works."""
    with pytest.raises(error, match=words):
        await real.orders.buy(**{**APPLE, "price": dollars("190.50"), **order})
    assert server.asked == []


async def test_paper_takes_limit_orders_alone(server: Scripted, paper: Overseas) -> None:
    """LOC is for real accounts."""
    with pytest.raises(NotOffered, match=r"모의투자 매수에는 장마감 지정가\(LOC\).*쓸 수 있는 주문: 지정가."):
        await paper.orders.buy(**APPLE, price=dollars("190.50"), order_type=OrderType.LIMIT_ON_CLOSE)
    assert server.asked == []


async def test_market_on_close_names_no_price(server: Scripted, real: Overseas) -> None:
    """It travels with price 0, and a price is refused."""
    server.answer(ORDER, ACCEPTED)

    await real.orders.sell(**APPLE, order_type=OrderType.MARKET_ON_CLOSE)

    (asked,) = server.to(ORDER)
    assert (asked.body["ORD_DVSN"], asked.body["OVRS_ORD_UNPR"]) == ("33", "0")
    with pytest.raises(BadPrice, match="가격을 정하지 않아요"):
        await real.orders.sell(**APPLE, order_type=OrderType.MARKET_ON_CLOSE, price=dollars("1"))


async def test_split_order_names_its_span(server: Scripted, real: Overseas) -> None:
    """TWAP from one time to another, KST."""
    server.answer(ORDER, ACCEPTED)

    await real.orders.buy(
        **APPLE, price=dollars("190"), order_type=OrderType.TWAP, span="00", start=time(23, 40), end=time(1, 0)
    )

    (asked,) = server.to(ORDER)
    assert [asked.body[key] for key in ("START_TIME", "END_TIME", "ALGO_ORD_TMD_DVSN_CD")] == ["234000", "010000", "00"]


async def test_china_and_vietnam_only_cancel(server: Scripted, real: Overseas) -> None:
    """An amendment there is refused with the way around; the cancellation goes out under its own TR id."""
    server.answer(CHANGE, ACCEPTED)
    order: dict[str, Any] = {"symbol": "600519", "exchange": Exchange.SHANGHAI, "number": "0000000007"}

    with pytest.raises(NotOffered, match="취소"):
        await real.orders.amend(**order, quantity=Shares(100), price=dollars("1500"))
    await real.orders.cancel(**order, quantity=Shares(100))

    (asked,) = server.to(CHANGE)
    assert asked.headers["tr_id"] == "TTTS0302U"
    assert (asked.body["RVSE_CNCL_DVSN_CD"], asked.body["OVRS_ORD_UNPR"]) == ("02", "0")


async def test_amendment_checks_its_price(server: Scripted, real: Overseas) -> None:
    """A quote without price leads to no order here either."""
    with pytest.raises(BadPrice):
        await real.orders.amend(**APPLE, number="1", price=dollars("0"))
    assert server.asked == []


@pytest.mark.parametrize("quantity", [0, -1])
async def test_an_order_of_nothing(server: Scripted, real: Overseas, quantity: int) -> None:
    """No call takes it, be it to place, to change, to reserve or by day."""
    none: dict[str, Any] = {**APPLE, "price": dollars("190"), "quantity": Shares(quantity)}
    orders, reservations = real.orders, real.reservations

    for place in (
        orders.buy,
        orders.sell,
        orders.daytime_buy,
        orders.daytime_sell,
        reservations.buy,
        reservations.sell,
    ):
        with pytest.raises(BadRequest):
            await place(**none)
    for change in (orders.amend, orders.cancel, orders.daytime_amend, orders.daytime_cancel):
        with pytest.raises(BadRequest):
            await change(**none, number="0000000007")
        with pytest.raises(BadRequest, match="번호"):
            await change(**{**none, "quantity": Shares(1)}, number="")
    assert server.asked == []


async def test_daytime_market_is_american(server: Scripted, real: Overseas, paper: Overseas) -> None:
    """Other exchanges and paper are refused; the order itself is a limit order under its own TR."""
    server.answer(DAYTIME, ACCEPTED)
    order: dict[str, Any] = {**APPLE, "price": dollars("190")}

    with pytest.raises(NotOffered, match="미국 주식만"):
        await real.orders.daytime_buy(**{**order, "exchange": Exchange.TOKYO})
    with pytest.raises(NotOffered, match="정규장"):
        await paper.orders.daytime_buy(**order)
    await real.orders.daytime_sell(**order)

    (asked,) = server.to(DAYTIME)
    assert (asked.headers["tr_id"], asked.body["ORD_DVSN"]) == ("TTTS6037U", "00")


async def test_receipt_without_a_number_is_no_receipt(server: Scripted, real: Overseas) -> None:
    """KIS took something; what it is must be looked for."""
    server.answer(ORDER, ok(output={"KRX_FWDG_ORD_ORGNO": "01790", "ODNO": "", "ORD_TMD": "230124"}))

    with pytest.raises(Unanswered):
        await real.orders.buy(**APPLE, price=dollars("190"))
