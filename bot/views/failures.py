"""What a failure says to the user: one clear sentence, KIS's own words below."""

from __future__ import annotations

from datetime import timedelta

from bot.circuit import OutOfService
from bot.errors import UserError
from bot.views.outage import SENTENCE
from bot.views.text import duration, safe
from kis.errors import (
    BadPrice,
    KisError,
    MarketClosed,
    NotEnough,
    NotOffered,
    Rejected,
    SlotsFull,
    TokenTooSoon,
    TooFast,
    Unauthorized,
    Unreachable,
)

SENTENCES: tuple[tuple[type[KisError], str], ...] = (
    (MarketClosed, "지금은 주문을 받지 않는 시간이에요."),
    (NotEnough, "주문할 수 있는 금액이나 수량을 넘었어요."),
    (BadPrice, "가격이 호가단위나 상·하한가에 맞지 않아요."),
    (Rejected, "한국투자증권이 받아 주지 않았어요."),
    (TooFast, "조회가 몰렸어요. 몇 초 뒤에 다시 보내 주세요."),
    (TokenTooSoon, "접속 토큰은 1분에 한 번만 받을 수 있어요. 1분 뒤에 다시 해 주세요."),
    (Unauthorized, "증권사 접속 정보가 맞지 않아요. 「연결」로 키를 다시 등록해 주세요."),
    (NotOffered, "이 계좌에서는 쓸 수 없는 기능이에요."),
    (SlotsFull, "실시간으로 볼 수 있는 종목이 가득 찼어요. 알림을 하나 지우고 다시 해 주세요."),
    (OutOfService, SENTENCE),
    (Unreachable, "한국투자증권이 응답하지 않아요. 잠시 뒤에 다시 보내 주세요."),
)

UNEXPECTED = "뜻밖의 문제가 생겼어요. 잠시 뒤에 다시 해 주세요."


def expected(error: Exception) -> bool:
    """Whether this is something that a user or the broker can cause, not a mistake in the bot."""
    return isinstance(error, UserError) or (isinstance(error, KisError) and plain(error) is not None)


def plain(error: KisError) -> str | None:
    """The sentence for a KIS error, None for the kinds that are the bot's own mistake."""
    return next((text for kind, text in SENTENCES if isinstance(error, kind)), None)


def sentence(error: Exception) -> str:
    """The whole message: what to do, then KIS's words and code."""
    if isinstance(error, UserError):
        return safe(str(error))
    if isinstance(error, KisError) and (text := plain(error)) is not None:
        return f"{text}\n<i>{safe(str(error))}</i>" if error.message else text
    return UNEXPECTED


def toast(error: Exception) -> str:
    """The same in one short line for the top of the screen."""
    if isinstance(error, UserError):
        return str(error)
    return (plain(error) if isinstance(error, KisError) else None) or UNEXPECTED


def late(age: timedelta) -> str:
    """An order that waited while the bot was away is not offered at prices its user has not seen."""
    return f"{duration(age)} 전에 보낸 주문이라 하지 않았어요. 지금도 원하면 다시 보내 주세요."
