"""Reservation orders, whose fields and answers differ between the US and Asia."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kis.errors import BadPrice, BadRequest, NotOffered, Unanswered
from kis.overseas import Exchange, OrderType, Overseas
from kis.units import Amount, Shares
from tests.kis.scripted import Scripted, ok

RESERVE = "/uapi/overseas-stock/v1/trading/order-resv"
CANCEL = "/uapi/overseas-stock/v1/trading/order-resv-ccnl"
LISTED = "/uapi/overseas-stock/v1/trading/order-resv-list"
APPLE: dict[str, Any] = {"symbol": "AAPL", "exchange": Exchange.NASDAQ, "quantity": Shares(1)}
SONY: dict[str, Any] = {"symbol": "6758", "exchange": Exchange.TOKYO, "quantity": Shares(100)}


async def test_us_reservation(server: Scripted, real: Overseas) -> None:
    """The number comes back as ODNO; the product type follows from the exchange."""
    server.answer(RESERVE, ok(output={"ODNO": "0030138295"}))

    made = await real.reservations.buy(**APPLE, price=Amount(Decimal("180.00")))

    (asked,) = server.to(RESERVE)
    assert (asked.headers["tr_id"], made.number) == ("TTTT3014U", "0030138295")
    assert (asked.body["PRDT_TYPE_CD"], asked.body["FT_ORD_UNPR3"]) == ("512", "180.00")


async def test_asian_reservation_and_its_cancellation(server: Scripted, real: Overseas) -> None:
    """One TR for both sides and for cancelling; the number comes back under another name."""
    server.answer(RESERVE, ok(output={"RSVN_ORD_RCIT_DT": "20261123", "OVRS_RSVN_ODNO": "0000001234"}))

    made = await real.reservations.sell(**SONY, price=Amount(Decimal(3000)))
    await real.reservations.cancel_in_asia(symbol="6758", exchange=Exchange.TOKYO, date=made.date, number=made.number)

    first, second = server.to(RESERVE)
    assert {asked.headers["tr_id"] for asked in (first, second)} == {"TTTS3013U"}
    assert (first.body["SLL_BUY_DVSN_CD"], first.body["RVSE_CNCL_DVSN_CD"]) == ("01", "00")
    assert (second.body["RVSE_CNCL_DVSN_CD"], second.body["OVRS_RSVN_ODNO"]) == ("02", "0000001234")
    assert second.body["RSVN_ORD_RCIT_DT"] == "20261123"


async def test_us_cancellation_has_a_path_of_its_own(server: Scripted, real: Overseas) -> None:
    """order-resv-ccnl cancels; the Asian way is refused with the one that works."""
    server.answer(CANCEL, ok(output={"OVRS_RSVN_ODNO": "0030138295"}))

    await real.reservations.cancel(date=date(2026, 11, 23), number="0030138295")

    (asked,) = server.to(CANCEL)
    assert (asked.body["RSVN_ORD_RCIT_DT"], asked.body["OVRS_RSVN_ODNO"]) == ("20261123", "0030138295")
    with pytest.raises(NotOffered, match="cancel"):
        await real.reservations.cancel_in_asia(symbol="AAPL", exchange=Exchange.NASDAQ)


async def test_what_a_reservation_cannot_be(server: Scripted, real: Overseas, paper: Overseas) -> None:
    """No order for the close, no MOO to buy, no MOO in paper, no price of 0."""
    price = Amount(Decimal(180))
    with pytest.raises(NotOffered, match="예약매수"):
        await real.reservations.buy(**APPLE, price=price, order_type=OrderType.LIMIT_ON_CLOSE)
    with pytest.raises(NotOffered, match="모의투자"):
        await paper.reservations.sell(**APPLE, order_type=OrderType.MARKET_ON_OPEN)
    with pytest.raises(BadPrice):
        await real.reservations.buy(**APPLE, price=Amount(Decimal(0)))
    assert server.asked == []


async def test_reservation_without_a_number(server: Scripted, real: Overseas) -> None:
    """It must be looked for, as any order."""
    server.answer(RESERVE, ok(output={"ODNO": ""}))

    with pytest.raises(Unanswered):
        await real.reservations.buy(**APPLE, price=Amount(Decimal(180)))


async def test_list_of_reservations(server: Scripted, real: Overseas, paper: Overseas) -> None:
    """US and Asia are asked under different TR ids; paper has no list and says what helps."""
    server.answer(LISTED, ok(output=[]))
    days = {"start": date(2026, 11, 20), "end": date(2026, 11, 23)}

    assert await real.reservations.list(exchange=Exchange.NYSE, **days) == ()
    await real.reservations.list(exchange=Exchange.HONG_KONG, **days)

    assert [asked.headers["tr_id"] for asked in server.to(LISTED)] == ["TTTT3039R", "TTTS3014R"]
    assert [asked.query["PRDT_TYPE_CD"] for asked in server.to(LISTED)] == ["513", "501"]
    with pytest.raises(NotOffered, match="예약번호"):
        await paper.reservations.list(exchange=Exchange.NYSE, **days)


async def test_a_cancellation_names_its_reservation(server: Scripted, real: Overseas) -> None:
    """In Asia the TR that cancels is the one that places, so half a name is not sent."""
    half: dict[str, Any] = {"symbol": "6758", "exchange": Exchange.TOKYO}

    with pytest.raises(BadRequest):
        await real.reservations.cancel_in_asia(**half, date=date(2026, 11, 23))
    with pytest.raises(BadRequest):
        await real.reservations.cancel_in_asia(**half, number="0000000012")
    assert server.asked == []
