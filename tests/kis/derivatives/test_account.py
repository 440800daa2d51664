"""What a derivatives account answers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kis.credentials import Environment
from kis.derivatives import Account, Derivatives, Side
from kis.derivatives.balance import NightPosition
from kis.derivatives.history import Order
from kis.derivatives.quotes import MarginRate
from kis.derivatives.settlement import Deposit
from kis.errors import MalformedMessage
from kis.units import Contracts
from kis.wire import read, write
from tests.kis.domestic.recorder import Recorder, sample

_ROW = {
    "ord_dt": "20261123",
    "ord_gno_brno": "06010",
    "odno": "0000000816",
    "orgn_odno": "0000000815",
    "sll_buy_dvsn_cd": "02",
    "pdno": "A01612",
    "ord_qty": "2",
    "qty": "1",
    "tot_ccld_qty": "1",
}


def _by_column(rows: list[dict[str, str]]) -> dict[str, list[str]]:
    return {key: [row[key] for row in rows] for key in rows[0]}


async def test_positions_and_funds() -> None:
    """Long, short and closed positions are told apart by words in two languages and a blank."""
    recorder = Recorder(Environment.REAL, "balance_by_row", market="derivatives")

    balance = await Derivatives(recorder).account.balance()

    assert recorder.asked == [("CTFO6118R", {"MGNA_DVSN": "01", "EXCC_STAT_CD": "1"})]
    assert [position.side for position in balance.positions] == [Side.BUY, Side.SELL, None]
    assert [position.quantity for position in balance.positions] == [2, 3, 0]
    assert balance.positions[0].price == Decimal("351.25")
    assert (balance.funds.cash, balance.funds.profit, balance.funds.realized_profit) == (50_000_000, 895_000, 18_500)


def test_both_forms_of_the_balance_are_one() -> None:
    """KIS published the positions by column, its samples read them by row; rows are written."""
    by_row = sample("balance_by_row", "derivatives")
    by_column = {**by_row, "output1": _by_column(by_row["output1"])}
    balance = Account.balance.reply.read(by_column)

    assert balance == Account.balance.reply.read(by_row)
    assert isinstance(Account.balance.reply.write(balance)["output1"], list)


@pytest.mark.parametrize(
    "nothing",
    [{}, {"shtn_pdno": [], "cblc_qty": []}, [], None],
    ids=["empty object", "empty columns", "no rows", "no block"],
)
def test_account_without_positions(nothing: Any) -> None:
    """Nothing held is no error in either form."""
    balance = Account.balance.reply.read({**sample("balance_by_row", "derivatives"), "output1": nothing})

    assert balance.positions == ()


def test_columns_of_different_length() -> None:
    """A table whose columns do not fit is no table."""
    torn = {"shtn_pdno": ["A01612", "A01703"], "cblc_qty": ["1"]}

    with pytest.raises(MalformedMessage, match="열의 길이"):
        Account.balance.reply.read({**sample("balance_by_row", "derivatives"), "output1": torn})


def test_night_position_names_its_side_by_code() -> None:
    """At night the word may be blank and the code tells."""
    row = {"shtn_pdno": "A01612", "cblc_qty": "3", "sll_buy_dvsn_name": "", "sll_buy_dvsn_cd": "01"}

    assert read(NightPosition, row).side is Side.SELL
    assert read(NightPosition, {**row, "sll_buy_dvsn_name": "매수", "sll_buy_dvsn_cd": ""}).side is Side.BUY


def test_order_row() -> None:
    """A row knows its identity, what it amends and whether some of it waits."""
    row = read(Order, _ROW)

    assert (row.key.branch, row.key.number, row.original, row.is_open) == ("06010", "816", "815", True)
    assert read(Order, {**_ROW, "orgn_odno": "0000000000", "qty": "0"}).original is None
    assert not read(Order, {**_ROW, "qty": "0"}).is_open


async def test_calls_go_to_the_derivatives_account() -> None:
    """Every account call of this market names product 03."""
    derivatives = Derivatives(Recorder(Environment.REAL))

    for group in (derivatives.orders, derivatives.account, derivatives.night):
        values = [value for value in vars(type(group)).values() if hasattr(value, "product")]
        assert {value.product for value in values} == {"03"}


async def test_questions_as_they_leave() -> None:
    """Days as eight digits, blanks where KIS wants a blank."""
    query = Account.daily_orders.request(start=date(2026, 11, 23), end=date(2026, 11, 23))

    assert write(query, missing=None) == {
        "STRT_ORD_DT": "20261123",
        "END_ORD_DT": "20261123",
        "SLL_BUY_DVSN_CD": "00",
        "CCLD_NCCS_DVSN": "00",
        "SORT_SQN": "DS",
        "STRT_ODNO": "",
        "PDNO": "",
        "MKET_ID_CD": "",
    }
    asked = Account.orderable.request(symbol="A01612", side=Side.BUY, price=Decimal("350.00"))
    assert write(asked, missing=None)["UNIT_PRICE"] == "350.00"
    assert read(type(asked), write(asked)).price == Decimal(350)
    assert Contracts(1) == 1


def test_a_margin_may_have_decimals() -> None:
    """It is a rate of a value; one such row must not hide the others."""
    assert read(MarginRate, {"ctrt_per_futr_mgna": "8123456.75"}).margin == Decimal("8123456.75")
    assert read(Deposit, {"dnca_tota": "0", "frcr_evlu_amt": "1234.56"}).foreign_value == Decimal("1234.56")
