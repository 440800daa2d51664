"""What KIS's answer means: from rt_cd, msg_cd and words to the error named after what to do next."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

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

_NOT_COMPOSED = "IGW00009"
"""응답 구성 실패: a failure even with rt_cd 0."""

# Unreachable stands for a temporary failure: a read may be asked again, an order is then `Unanswered`.
_CODES: dict[type[KisError], str] = {
    TokenRefused: "EGW00121 EGW00123",
    TokenTooSoon: "EGW00133",
    TooFast: "EGW00201 EGW00215",
    Unreachable: f"EGW00001 EGW00002 EGW00202 EGW00203 EGW00300 OPSQ1002 {_NOT_COMPOSED} "
    + " ".join(f"OPSQ{n:04}" for n in range(1, 12)),
    Unanswered: "EGW00301 EGW00302",
    Unauthorized: "EGW00003 EGW00102 EGW00103 EGW00104 EGW00105 EGW00304 EGW00206 EGW00207 EGW00210 EGW00213 "
    "EGW02004 OPSQ2000",
    NotOffered: "90000000",
    BadRequest: "EGW00101 EGW00115 EGW00116 EGW00122 EGW00131 EGW00132 EGW00205 EGW00208 OPSQ2001 OPSQ2002 "
    "OPSQ9995 OPSQ9996 OPSQ9997 OPSQ9998 OPSQ9999",
    MarketClosed: "40100000 40570000 40580000 APBK1664",
    NotEnough: "40240000 40310000 APBK0400 APBK0952 APBK1234 APBK1680",
    BadPrice: "40030000 APTR0057",
    Rejected: "40070000 40330000 APBK0656 APBK1943 APBK3013",
}
_TABLE = {code: error for error, codes in _CODES.items() for code in codes.split()}

# Some codes serve several reasons (APBK0918, APBK0919) and paper's are not all known: there the words decide.
_WORDS: tuple[tuple[type[Rejected], tuple[str, ...]], ...] = (
    (BadPrice, ("호가단위", "상한가", "하한가", "가격제한", "기준가격을 벗어")),
    (MarketClosed, ("장운영", "장종료", "장시작", "장개시", "장마감", "영업일", "휴장", "휴일", "가능시간")),
    (NotEnough, ("가능금액", "가능수량", "가능한 금액", "가능한 수량", "부족", "잔고")),
)


@dataclass(frozen=True, slots=True)
class Envelope:
    """KIS's answer around its output: `rt_cd` ("" where the gateway's other shape came), code, words, body."""

    status: int
    rt_cd: str
    code: str
    words: str
    body: Mapping[str, Any] = field(repr=False)
    """May hold a token or what an account holds."""


def open_envelope(status: int, content: bytes) -> Envelope:
    """Read either shape, rt_cd/msg_cd/msg1 or error_code/error_description, keys in any case.

    Raises `Unanswered` if it is no JSON object: what KIS did with the request cannot be known.
    """
    try:
        body = json.loads(content)
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise Unanswered(f"KIS가 읽을 수 없는 답을 보냈어요. (HTTP {status})")
    lowered = {key.lower(): value for key, value in body.items()}

    def text(*keys: str) -> str:
        return next((str(lowered[key]).strip() for key in keys if lowered.get(key) is not None), "")

    return Envelope(
        status,
        text("rt_cd"),
        text("msg_cd", "error_code"),
        " ".join(text("msg1", "error_description").split()),
        body,
    )


def verdict(answer: Envelope, *, changes: bool) -> KisError | None:
    """Return what is wrong with an answer, None if nothing is.

    `changes` says that the call was an order: whatever leaves its outcome open is then `Unanswered`.
    """
    if answer.rt_cd == "0" and answer.code != _NOT_COMPOSED:
        return None
    kind = _TABLE.get(answer.code) or _unlisted(answer, changes)
    if kind is Unreachable and changes:
        kind = Unanswered
    return kind(answer.words or f"KIS가 이유 없이 거절했어요. (HTTP {answer.status})", code=answer.code)


def _unlisted(answer: Envelope, changes: bool) -> type[KisError]:
    """A complete refusal is a refusal; an order is not believed refused by a server that failed."""
    complete = answer.rt_cd not in ("", "0") and answer.code != ""
    if not complete or (changes and answer.status >= 500):
        return Unanswered
    return next((error for error, words in _WORDS if any(word in answer.words for word in words)), Rejected)
