"""Orders for the next open."""

from __future__ import annotations

from datetime import date, time

import pytest

from kis.credentials import Environment
from kis.domestic import Domestic, OrderType, ReservationFunding, Side
from kis.domestic.reservations import ReserveBuy, Reserved
from kis.errors import MalformedMessage, NotOffered
from kis.units import Shares, Won
from kis.wire import read
from tests.kis.domestic.recorder import Recorder

FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)


async def test_buy() -> None:
    """For cash and the next business day unless said otherwise; the receipt is a number of its own."""
    real = Recorder(Environment.REAL, "reserved")

    reserved = await Domestic(real).reservations.buy(
        symbol="005930", quantity=Shares(3), price=Won(69_000), order_type=OrderType.LIMIT
    )

    body = {
        "PDNO": "005930",
        "ORD_QTY": "3",
        "ORD_UNPR": "69000",
        "SLL_BUY_DVSN_CD": "02",
        "ORD_DVSN_CD": "00",
        "ORD_OBJT_CBLC_DVSN_CD": "10",
    }
    assert real.asked == [("CTSC0008U", body)]
    assert reserved.reservation_number == "40112"


async def test_sell_for_several_days_and_a_loan() -> None:
    """End and loan date travel when they are given."""
    real = Recorder(Environment.REAL, "reserved")

    await Domestic(real).reservations.sell(
        symbol="005930",
        quantity=Shares(3),
        order_type=OrderType.PRE_OPEN,
        funding=ReservationFunding.OWN_LOAN_REPAY,
        loan_date=date(2026, 10, 12),
        end_date=date(2026, 12, 4),
    )

    ((_, body),) = real.asked
    assert (body["ORD_OBJT_CBLC_DVSN_CD"], body["LOAN_DT"], body["RSVN_ORD_END_DT"]) == ("25", "20261012", "20261204")
    assert (body["ORD_DVSN_CD"], body["ORD_UNPR"]) == ("05", "0")


def test_types_of_the_session_cannot_be_reserved() -> None:
    """Only four order types may wait for the open."""
    wire = {"PDNO": "005930", "ORD_QTY": "1", "SLL_BUY_DVSN_CD": "02", "ORD_OBJT_CBLC_DVSN_CD": "10"}

    assert [code for code in OrderType if _reads({**wire, "ORD_DVSN_CD": code})] == ["00", "01", "02", "05"]


def _reads(wire: dict[str, str]) -> bool:
    try:
        read(ReserveBuy, wire)
    except MalformedMessage:
        return False
    return True


def test_a_receipt_without_number_is_no_receipt() -> None:
    """Such a reservation has to be looked for in the list."""
    with pytest.raises(MalformedMessage):
        read(Reserved, {"RSVN_ORD_SEQ": "  "})


async def test_amend_names_the_whole_order() -> None:
    """Amending has a TR of its own."""
    real = Recorder(Environment.REAL, "reservation_changed")

    changed = await Domestic(real).reservations.amend(
        reservation_number="40112",
        symbol="005930",
        quantity=Shares(2),
        price=Won(68_500),
        side=Side.BUY,
        order_type=OrderType.LIMIT,
    )

    ((tr_id, body),) = real.asked
    assert (tr_id, body["RSVN_ORD_SEQ"], body["ORD_QTY"], body["ORD_UNPR"]) == ("CTSC0013U", "40112", "2", "68500")
    assert changed.done


async def test_list() -> None:
    """By days of sending; blanks of what has not happened yet are None."""
    real = Recorder(Environment.REAL, "reservations")

    waiting, done = await Domestic(real).reservations.list(start=FRIDAY, end=MONDAY)

    ((tr_id, asked),) = real.asked
    assert tr_id == "CTSC0004R"
    assert asked == {
        "RSVN_ORD_ORD_DT": "20261120",
        "RSVN_ORD_END_DT": "20261123",
        "RSVN_ORD_SEQ": "",
        "TMNL_MDIA_KIND_CD": "00",
        "PRCS_DVSN_CD": "0",
        "CNCL_YN": "Y",
        "PDNO": "",
        "SLL_BUY_DVSN_CD": "00",
    }
    assert (waiting.order_date, waiting.time, waiting.number, waiting.result) == (MONDAY, None, None, "미처리")
    assert (done.time, done.number, done.filled, done.filled_value) == (time(8, 30, 1), "0000000017", 3, 207_000)


async def test_withdraw_what_is_listed() -> None:
    """A row of the list is enough to cancel it, but for what it was to be paid with."""
    real = Recorder(Environment.REAL, "reservations", "reservation_changed")
    reservations = Domestic(real).reservations
    waiting, _ = await reservations.list(start=FRIDAY, end=MONDAY)

    await reservations.withdraw(waiting, funding=ReservationFunding.OWN_LOAN_REPAY)

    tr_id, body = real.asked[-1]
    assert tr_id == "CTSC0009U"
    assert body == {
        "RSVN_ORD_SEQ": "40112",
        "PDNO": "005930",
        "ORD_QTY": "3",
        "ORD_UNPR": "71000",
        "SLL_BUY_DVSN_CD": "01",
        "ORD_DVSN_CD": "00",
        "ORD_OBJT_CBLC_DVSN_CD": "25",
        "LOAN_DT": "20261012",
        "RSVN_ORD_END_DT": "20261127",
        "RSVN_ORD_ORD_DT": "20261123",
    }


async def test_reservations_are_not_offered_in_paper() -> None:
    """The refusal says what works instead."""
    with pytest.raises(NotOffered, match="장이 열린 뒤"):
        await Domestic(Recorder(Environment.PAPER)).reservations.buy(
            symbol="005930", quantity=Shares(1), order_type=OrderType.MARKET
        )
