"""What a failure says to the user: one clear sentence, KIS's own words below."""

from __future__ import annotations

from datetime import timedelta

from bot.circuit import OutOfService
from bot.errors import UserError
from bot.i18n import later, say, spoken
from bot.storage.states import Language
from bot.views.outage import SENTENCE
from bot.views.refusals import advice
from bot.views.text import duration, safe
from kis.errors import (
    BadPrice,
    KisError,
    MarketClosed,
    NotEnough,
    NotOffered,
    RealtimeError,
    Rejected,
    TokenTooSoon,
    TooFast,
    Unauthorized,
    Unreachable,
)

_KINDS: tuple[tuple[type[KisError], str], ...] = (
    (MarketClosed, later("지금은 주문을 받지 않는 시간이에요.")),
    (NotEnough, later("주문할 수 있는 금액이나 수량을 넘었어요. 「잔고」와 「가능」을 확인해 주세요.")),
    (BadPrice, later("가격이 호가단위나 상·하한가에 맞지 않아요.")),
    (
        Rejected,
        later("한국투자증권이 받아 주지 않았어요. 그 이유를 보고 고쳐서 다시 보내고, 계속되면 「진단」을 보내 주세요."),
    ),
    (TooFast, later("조회가 몰렸어요. 몇 초 뒤에 다시 보내 주세요.")),
    (TokenTooSoon, later("접속 토큰은 1분에 한 번만 받을 수 있어요. 1분 뒤에 다시 해 주세요.")),
    (Unauthorized, later("증권사 접속 정보가 맞지 않아요. 「연결」로 키를 다시 등록해 주세요.")),
    (NotOffered, later("이 계좌에서는 쓸 수 없는 기능이에요.")),
    (RealtimeError, later("실시간 시세를 등록하지 못했어요. 잠시 뒤에 다시 해 주세요.")),
    (OutOfService, SENTENCE),
    (Unreachable, later("한국투자증권이 응답하지 않아요. 잠시 뒤에 다시 보내 주세요.")),
)
"""For codes that are not known and failures that have none."""

UNEXPECTED = later("뜻밖의 문제가 생겼어요. 잠시 뒤에 다시 해 주세요.")


def expected(error: Exception) -> bool:
    """Whether this is something that a user or the broker can cause, not a mistake in the bot."""
    return isinstance(error, UserError) or (isinstance(error, KisError) and _by_kind(error) is not None)


def plain(error: KisError) -> str | None:
    """What to do about a KIS error, by its code, else by its kind; None where nothing can be said but KIS's words."""
    text = advice(error) or _by_kind(error)
    return say(text) if text else None


def sentence(error: Exception) -> str:
    """The whole message: what to do, then KIS's words and code."""
    if isinstance(error, UserError):
        return safe(str(error))
    if isinstance(error, KisError) and (text := plain(error)) is not None:
        return f"{text}\n<i>{safe(_words(error))}</i>" if error.message else text
    return say(UNEXPECTED)


def toast(error: Exception) -> str:
    """The same in one short line for the top of the screen."""
    if isinstance(error, UserError):
        return str(error)
    return (plain(error) if isinstance(error, KisError) else None) or say(UNEXPECTED)


def reason(error: KisError) -> str:
    """Why a thing is not offered: what `kis` says, which is Korean; to others what it comes to."""
    return _words(error) if spoken() is Language.KOREAN else toast(error)


def late(age: timedelta) -> str:
    """An order that waited while the bot was away is not offered at prices its user has not seen."""
    return say("{age} 전에 보낸 주문이라 하지 않았어요. 지금도 원하면 다시 보내 주세요.", age=duration(age))


def _words(error: KisError) -> str:
    """KIS's own; of a call that is lacking its name alone, for the rest names what a program calls instead."""
    lacking = error.call if isinstance(error, NotOffered) else ""
    return (
        say("{call}: 모의투자에는 없어요. 실전 계좌를 「연결」하면 쓸 수 있어요.", call=lacking)
        if lacking
        else str(error)
    )


def _by_kind(error: KisError) -> str | None:
    return next((text for kind, text in _KINDS if isinstance(error, kind)), None)
