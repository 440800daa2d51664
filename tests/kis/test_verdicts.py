from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kis.errors import (
    BadPrice,
    BadRequest,
    KisError,
    MarketClosed,
    NotEnough,
    NotOffered,
    Rejected,
    TokenRefused,
    TokenTooSoon,
    TooFast,
    Unanswered,
    Unauthorized,
    Unreachable,
)
from kis.verdicts import Envelope, open_envelope, verdict


def answer(code: str, words: str = "", *, rt_cd: str = "1", status: int = 200) -> Envelope:
    body = {"rt_cd": rt_cd, "msg_cd": code, "msg1": words}
    return open_envelope(status, json.dumps(body).encode())


@pytest.mark.parametrize(
    ("code", "words", "read", "order"),
    [
        ("EGW00001", "", Unreachable, Unanswered),
        ("EGW00003", "", Unauthorized, Unauthorized),
        ("EGW00101", "", BadRequest, BadRequest),
        ("EGW00103", "유효하지 않은 AppKey입니다.", Unauthorized, Unauthorized),
        ("EGW00121", "유효하지 않은 token 입니다.", TokenRefused, TokenRefused),
        ("EGW00123", "기간이 만료된 token 입니다.", TokenRefused, TokenRefused),
        ("EGW00133", "", TokenTooSoon, TokenTooSoon),
        ("EGW00201", "", TooFast, TooFast),
        ("EGW00215", "", TooFast, TooFast),
        ("EGW00203", "", Unreachable, Unanswered),
        ("EGW00205", "", BadRequest, BadRequest),
        ("EGW00302", "", Unanswered, Unanswered),
        ("EGW02004", "모의투자 TR 이 아닙니다", Unauthorized, Unauthorized),
        ("OPSQ0011", "", Unreachable, Unanswered),
        ("OPSQ1002", "", Unreachable, Unanswered),
        ("OPSQ2000", "ERROR : INPUT INVALID_CHECK_ACNO", Unauthorized, Unauthorized),
        ("OPSQ2002", "", BadRequest, BadRequest),
        ("OPSQ9997", "", BadRequest, BadRequest),
        ("90000000", "모의투자에서는 해당업무가 제공되지 않습니다.", NotOffered, NotOffered),
        ("40100000", "모의투자 영업일이 아닙니다.", MarketClosed, MarketClosed),
        ("40570000", "모의투자 장시작전 입니다.", MarketClosed, MarketClosed),
        ("40580000", "모의투자 장종료 입니다.", MarketClosed, MarketClosed),
        ("APBK1664", "", MarketClosed, MarketClosed),
        ("APBK0918", "장운영시간이 아닙니다.(주문불가)", MarketClosed, MarketClosed),
        ("APBK0919", "장운영일자가 주문일과 상이합니다", MarketClosed, MarketClosed),
        ("APBK0919", "주문단가가 상/하한가를 벗어났습니다.", BadPrice, BadPrice),
        ("APBK0919", "호가단위를 확인하시기 바랍니다.", BadPrice, BadPrice),
        ("APBK0919", "주문가능금액이 부족합니다.", NotEnough, NotEnough),
        ("APBK0919", "주문구분을 확인하시기 바랍니다.", Rejected, Rejected),
        ("40030000", "모의투자 주문처리가 안되었습니다(호가단위 오류)", BadPrice, BadPrice),
        ("40040000", "모의투자 주문처리가 안되었습니다(상/하한가 오류)", BadPrice, BadPrice),
        ("APBK0952", "주문가능금액을 초과 했습니다", NotEnough, NotEnough),
        ("APBK0400", "주문 가능한 수량을 초과했습니다.", NotEnough, NotEnough),
        ("40240000", "모의투자 잔고내역이 없습니다.", NotEnough, NotEnough),
        ("40319999", "모의투자 주문가능금액이 부족합니다.", NotEnough, NotEnough),
        ("APBK0656", "해당종목정보가 없습니다.", Rejected, Rejected),
        ("40330000", "모의투자 정정/취소할 수량이 없습니다.", Rejected, Rejected),
        ("40070000", "모의투자 주문처리가 안되었습니다(매매불가 종목)", Rejected, Rejected),
    ],
)
def test_code_and_words_name_the_error(code: str, words: str, read: type[KisError], order: type[KisError]) -> None:
    """A code, or the words where the code serves several reasons, says what to do next."""
    assert type(verdict(answer(code, words), changes=False)) is read
    assert type(verdict(answer(code, words), changes=True)) is order


@pytest.mark.parametrize("status", [200, 500])
@pytest.mark.parametrize("code", ["KIOK0560", "70070000", "APBK0013", "40600000", ""])
def test_rt_cd_decides_success(code: str, status: int) -> None:
    """rt_cd 0 is success, whatever the code or the HTTP status."""
    assert verdict(answer(code, rt_cd="0", status=status), changes=True) is None


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode), st.booleans())
def test_any_body_ends_in_a_declared_error(content: bytes, changes: bool) -> None:
    """Whatever arrives, it is read, or refused as an answer that cannot be read."""
    try:
        error = verdict(open_envelope(200, content), changes=changes)
    except Unanswered:
        return

    assert isinstance(error, Unreachable)


@given(
    st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists),
    st.sampled_from(["rt_cd", "msg_cd", "msg1"]),
)
def test_envelope_of_wrong_types_is_no_success(value: object, key: str) -> None:
    """Numbers, lists and nulls where text belongs do not crash and do not pass for success."""
    body = {"rt_cd": "1", "msg_cd": "APBK0000", "msg1": "", key: value}
    error = verdict(open_envelope(200, json.dumps(body).encode()), changes=True)

    assert (error is None) is (key == "rt_cd" and str(value).strip() == "0")
