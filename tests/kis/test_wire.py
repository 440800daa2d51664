from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given

from kis.codec import Value
from kis.errors import MalformedMessage
from kis.shapes import body
from kis.units import Percent, Shares, Won
from kis.wire import block, extra, field, message, read, rows, series, write
from tests.kis.strategies import of_message


class Side(StrEnum):
    SELL = "01"
    BUY = "02"


@message
class Line:
    symbol: str = field("pdno", "상품번호")
    quantity: Shares = field("hldg_qty", "보유수량")


@message
class Everything:
    """One field of each kind."""

    price: Won = field("stck_prpr", "현재가")
    rate: Percent | None = field("prdy_ctrt", "전일대비율", aliases=("prdy_rt",), default=None)
    side: Side | None = field("sll_buy_dvsn_cd", "매도매수구분", default=None)
    open: bool | None = field("opnd_yn", "개장일여부", default=None)
    day: date | None = field("ord_dt", "주문일자", default=None)
    at: time | None = field("ord_tmd", "주문시각", default=None)
    asks: tuple[Won, ...] = series("askp{n}", "매도호가{n}", 3)
    lines: tuple[Line, ...] = block("output1", "줄")
    one: Line = block("output2", "하나", as_array=True)
    maybe: Line | None = block("output3", "있으면")


WIRE = {
    "STCK_PRPR": "0000070000",
    "prdy_ctrt": "-1.25  ",
    "sll_buy_dvsn_cd": "02",
    "opnd_yn": "Y",
    "ord_dt": "20261120",
    "ord_tmd": "090003",
    "askp1": "1",
    "askp2": "2",
    "askp3": "3",
    "output1": [{"pdno": "005930", "hldg_qty": "10"}],
    "output2": [{"pdno": "000660", "hldg_qty": "5"}],
}


@given(of_message(Everything))
def test_what_is_written_is_read_back(made: Everything) -> None:
    """read(write(m)) == m for every kind of field."""
    assert read(Everything, write(made)) == made


def test_kis_text_becomes_values() -> None:
    """Zeros in front, blanks behind and either case of key are KIS's ways; Python sees values with units."""
    assert read(Everything, WIRE) == Everything(
        price=Won(70_000),
        rate=Percent(Decimal("-1.25")),
        side=Side.BUY,
        open=True,
        day=date(2026, 11, 20),
        at=time(9, 0, 3),
        asks=(Won(1), Won(2), Won(3)),
        lines=(Line(symbol="005930", quantity=Shares(10)),),
        one=Line(symbol="000660", quantity=Shares(5)),
        maybe=None,
    )


@pytest.mark.parametrize("blank", ["", "   ", None, "(null)", "nan"])
def test_blank_is_missing_and_never_zero(blank: str | None) -> None:
    """A blank is None where one is allowed, and an error that names the field where not."""
    assert read(Everything, {**WIRE, "prdy_ctrt": blank}).rate is None
    with pytest.raises(MalformedMessage, match=r"Everything\.price"):
        read(Everything, {**WIRE, "STCK_PRPR": blank})


@pytest.mark.parametrize(
    ("text", "day"), [("00000000", None), ("00000101", date.min), ("20261120", date(2026, 11, 20))]
)
def test_days_before_the_calendar(text: str, day: date | None) -> None:
    """Zeros are no day; the year 0, with which clients ask for all there is, is the earliest."""
    assert read(Everything, {**WIRE, "ord_dt": text}).day == day


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("STCK_PRPR", "칠만"),
        ("STCK_PRPR", "70000.5"),
        ("sll_buy_dvsn_cd", "03"),
        ("ord_dt", "20261332"),
        ("ord_tmd", "9시"),
    ],
)
def test_value_that_cannot_be_read(key: str, value: str) -> None:
    """What does not parse is an error without the value in its text, which may be private."""
    with pytest.raises(MalformedMessage) as met:
        read(Everything, {**WIRE, key: value})

    assert value not in str(met.value)


def test_other_spelling() -> None:
    """An alias is read where the key itself is missing."""
    wire = {key: value for key, value in WIRE.items() if key != "prdy_ctrt"}

    assert read(Everything, {**wire, "PRDY_RT": "3"}).rate == 3


def test_what_nobody_declared_is_kept() -> None:
    """A field KIS added yesterday is kept as sent and written back."""
    made = read(Line, {"pdno": "1", "hldg_qty": "2", "new_Fld": "x"})

    assert dict(extra(made)) == {"new_Fld": "x"}
    assert write(made) == {"pdno": "1", "hldg_qty": "2", "new_Fld": "x"}


def test_object_and_array_are_both_read() -> None:
    """KIS's tables and answers disagree on them."""
    line = {"pdno": "1", "hldg_qty": "2"}

    assert rows(Line, line) == rows(Line, [line])
    assert read(Everything, {**WIRE, "output2": line}).one.symbol == "1"
    assert rows(Line, [{}]) == rows(Line, None) == rows(Line, "") == ()


@pytest.mark.parametrize("wire", ["text", 5, [["list"]], ["text"]])
def test_block_that_is_none(wire: object) -> None:
    """Text or numbers where rows belong are refused."""
    with pytest.raises(MalformedMessage):
        rows(Line, wire)


def test_missing_in_requests_is_left_out() -> None:
    """A request leaves out what was not given; an answer shows a blank."""
    made = read(Everything, {**WIRE, "prdy_ctrt": ""})

    assert "prdy_ctrt" not in write(made, missing=None)
    assert write(made)["prdy_ctrt"] == ""


def test_blank_where_the_key_is_wanted() -> None:
    """Some requests want a key even where nothing is given for it."""

    @message
    class Wanted:
        price: Won | None = field("FID_INPUT_PRICE_1", "입력 가격1", default=None, blank=True)

    assert write(Wanted(), missing=None) == {"FID_INPUT_PRICE_1": ""}
    assert read(Wanted, write(Wanted(), missing=None)) == Wanted()


@message
class Purse:
    used: tuple[Won | None, ...] = series("{n}_use_amt", "{n} 사용금액", ("usd", "jpy"))


def test_keys_that_differ_by_name_are_one_tuple() -> None:
    """In the order of their names, a missing one in its place."""
    purse = read(Purse, {"JPY_USE_AMT": "7", "usd_use_amt": ""})

    assert purse.used == (None, 7)
    assert write(purse, missing=None) == {"jpy_use_amt": "7"}


@message
class Statement:
    purse: Purse = block("output1", "외화")
    line: tuple[Line, ...] = block("output2", "보유종목")
    insured: bool | None = field("insd_yn", "보험여부", default=None)
    quantity: Shares = field("hldg_qty", "보유수량")


ODD = {
    "output1": {"usd_use_amt": "12.50", "jpy_use_amt": "7"},
    "output2": [],
    "insd_yn": "?",
    "hldg_qty": "10",
}


def test_one_odd_value_hides_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """In an answer what may be missing is missing if it cannot be read; what was sent is kept, and said without it."""
    statement = body(Statement).read(ODD)

    assert (statement.quantity, statement.insured, statement.purse.used) == (10, None, (None, 7))
    assert (dict(extra(statement)), dict(extra(statement.purse))) == ({"insd_yn": "?"}, {"usd_use_amt": "12.50"})
    assert write(statement) == ODD
    assert "insd_yn" in caplog.text
    assert "12.50" not in caplog.text


def test_what_must_be_there_must_be_readable() -> None:
    """A quantity that cannot be read is an error in answers too."""
    with pytest.raises(MalformedMessage):
        body(Statement).read({**ODD, "hldg_qty": "ten"})


def test_requests_are_read_strictly() -> None:
    """The simulator refuses what KIS would: an odd value is no missing one."""
    with pytest.raises(MalformedMessage):
        read(Statement, ODD)


BEYOND = ["9223372036854775808", "-9223372036854775808", "9" * 25, "-" + "9" * 25, "1e19", "9" * 4_000]


@pytest.mark.parametrize("text", BEYOND, ids=lambda text: text[:24])
def test_no_whole_number_is_beyond_what_a_database_keeps(text: str) -> None:
    """More than 64 bits is no price and no quantity: it is refused where it is read, alone and in a row of numbers."""
    with pytest.raises(MalformedMessage):
        read(Line, {"pdno": "005930", "hldg_qty": text})
    value = Value.of(Won, "asks")
    with pytest.raises(MalformedMessage):
        value.read_all(["1", text])

    assert value.read_all(["1", "9223372036854775807"]) == (1, 2**63 - 1)
