"""Orders on credit as they leave."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest

from kis.credentials import Environment
from kis.domestic import CreditType, Domestic, OrderType
from kis.domestic.balance import Position
from kis.domestic.credit import CreditBuy, CreditSell
from kis.domestic.loans import ByBuying, BySelling, ReservationFunding
from kis.errors import MalformedMessage, NotOffered
from kis.units import Shares, Won
from kis.wire import read, write
from tests.kis.domestic.recorder import Recorder

TODAY = date(2026, 11, 20)


async def test_loan_taken_up_by_buying() -> None:
    """The date of a new loan is today; fields of institutions stay at home."""
    real = Recorder(Environment.REAL, "order_accepted")

    accepted = await Domestic(real).credit.buy(
        symbol="005930",
        quantity=Shares(10),
        price=Won(70_000),
        order_type=OrderType.LIMIT,
        credit_type=CreditType.OWN_LOAN_NEW,
        loan_date=TODAY,
    )

    body = {
        "PDNO": "005930",
        "ORD_QTY": "10",
        "ORD_UNPR": "70000",
        "ORD_DVSN": "00",
        "LOAN_DT": "20261120",
        "EXCG_ID_DVSN_CD": "KRX",
        "CRDT_TYPE": "21",
    }
    assert real.asked == [("TTTC0052U", body)]
    assert accepted.number == "0000004711"


async def test_loan_paid_back_by_selling() -> None:
    """The lot is named by its date."""
    real = Recorder(Environment.REAL, "order_accepted")

    await Domestic(real).credit.sell(
        symbol="005930",
        quantity=Shares(10),
        order_type=OrderType.MARKET,
        credit_type=CreditType.OWN_LOAN_REPAY,
        loan_date=date(2026, 10, 12),
    )

    ((tr_id, body),) = real.asked
    assert (tr_id, body["CRDT_TYPE"], body["LOAN_DT"], body["ORD_UNPR"]) == ("TTTC0051U", "25", "20261012", "0")


def lot(**more: Any) -> Position:
    known: dict[str, Any] = {"symbol": "005930", "name": "삼성전자", "quantity": Shares(7), "sellable": Shares(5)}
    return Position(**known | {"trade_kind": "유통융자", "loan_date": date(2026, 10, 12)} | more)


async def test_a_row_of_the_balance_is_repaid() -> None:
    """Kind, date and what can be sold stand in the row."""
    real = Recorder(Environment.REAL, "order_accepted", "order_accepted")
    credit = Domestic(real).credit

    await credit.repay(lot())
    await credit.repay(lot(), quantity=Shares(2), order_type=OrderType.LIMIT, price=Won(71_000))

    (first_tr, first), (_, second) = real.asked
    assert (first_tr, first["CRDT_TYPE"], first["LOAN_DT"]) == ("TTTC0051U", "27", "20261012")
    assert [(body["ORD_QTY"], body["ORD_DVSN"], body["ORD_UNPR"]) for body in (first, second)] == [
        ("5", "01", "0"),
        ("2", "00", "71000"),
    ]


@pytest.mark.parametrize("more", [{"trade_kind": "현금"}, {"trade_kind": None}, {"loan_date": None}], ids=str)
async def test_a_row_without_a_loan_is_not_repaid(more: dict[str, Any]) -> None:
    """Nothing leaves."""
    real = Recorder(Environment.REAL)

    with pytest.raises(ValueError, match="005930"):
        await Domestic(real).credit.repay(lot(**more))
    assert real.asked == []


def test_each_credit_type_belongs_to_one_side() -> None:
    """What one side may carry the other may not; together they are all."""
    assert set(get_args(ByBuying)) | set(get_args(BySelling)) == set(CreditType)
    assert set(get_args(ByBuying)) & set(get_args(BySelling)) == set()


@pytest.mark.parametrize(
    ("message", "code"), [(CreditBuy, "25"), (CreditSell, "21")], ids=["repayment bought", "loan sold"]
)
def test_a_server_refuses_the_type_of_the_other_side(message: type, code: str) -> None:
    """A buy does not pay a loan back."""
    order = {"PDNO": "005930", "ORD_QTY": "1", "ORD_DVSN": "01", "LOAN_DT": "20261120", "CRDT_TYPE": code}

    with pytest.raises(MalformedMessage):
        read(message, order)


def test_a_credit_type_is_read_as_such() -> None:
    """Not as a bare text, and written back as it came."""
    wire = {"PDNO": "005930", "ORD_QTY": "1", "ORD_DVSN": "01", "LOAN_DT": "20261120", "CRDT_TYPE": "23"}

    order = read(CreditBuy, wire)

    assert order.credit_type is CreditType.MARKET_LOAN_NEW
    assert write(order, missing=None)["CRDT_TYPE"] == "23"


def test_reservations_know_the_same_credit_types() -> None:
    """KIS uses the same two digits for both."""
    names = {member.name: member.value for member in ReservationFunding}

    assert {member.name: member.value for member in CreditType}.items() <= names.items()


async def test_credit_buying_power() -> None:
    """Asked for a loan of the broker's own unless said otherwise."""
    real = Recorder(Environment.REAL, "buying_power")

    power = await Domestic(real).credit.buying_power(symbol="005930", price=Won(70_000))

    ((tr_id, asked),) = real.asked
    assert (tr_id, asked["CRDT_TYPE"], asked["ORD_DVSN"]) == ("TTTC8909R", "21", "01")
    assert power.quantity_with_credit == 27


async def test_credit_is_not_offered_in_paper() -> None:
    """The refusal says what works instead, before anything leaves."""
    paper = Recorder(Environment.PAPER)

    with pytest.raises(NotOffered, match="현금 주문"):
        await Domestic(paper).credit.buy(
            symbol="005930",
            quantity=Shares(1),
            order_type=OrderType.MARKET,
            credit_type=CreditType.OWN_LOAN_NEW,
            loan_date=TODAY,
        )
    assert paper.asked == []
