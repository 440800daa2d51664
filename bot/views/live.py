"""실시간: one message that follows the market, its buttons, and what it says when it is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from bot.buttons import Button, Press, Rows
from bot.channel_table import Kind, Place
from bot.channels import is_late
from bot.i18n import later, say
from bot.live.frame import End, Frame, State
from bot.live.wish import KINDS, PLACES, Wish, kinds_of, venues_of
from bot.names import key_of
from bot.quotes import Quote
from bot.quoting.books import Book
from bot.quoting.sights import FundFacts, Sight
from bot.views import live_rows
from bot.views.quote import ShowQuote, title
from bot.views.sight import market_lines
from bot.views.text import BADGES, Card
from kis import Environment
from kis.errors import MalformedMessage

_ABREAST = 3
"""Buttons in a row: the names of what can be seen are long."""


@dataclass(frozen=True, slots=True)
class TurnLive(Press):
    """Go on in this message, with something else or once more. An empty place is that of the moment."""

    prefix: ClassVar[str] = "live-turn"
    symbol: str
    live: str
    place: str


@dataclass(frozen=True, slots=True)
class MoreLive(Press):
    """One minute more."""

    prefix: ClassVar[str] = "live-more"
    symbol: str
    live: str
    place: str


@dataclass(frozen=True, slots=True)
class StopLive(Press):
    """Enough seen."""

    prefix: ClassVar[str] = "live-stop"
    symbol: str
    live: str
    place: str


_ENDS: Mapping[End, str] = {
    End.TIME: later("1분이 지나 멈췄어요"),
    End.STOPPED: later("그만 보기로 했어요"),
    End.OTHER: later("다른 실시간을 열어 멈췄어요"),
    End.CLOSING: later("봇이 다시 시작하느라 멈췄어요"),
    End.GONE: later("계좌 연결이 바뀌어 멈췄어요"),
}
_NOTHING: Mapping[Kind, str] = {
    Kind.TRADES: later("아직 체결이 없어요"),
    Kind.BOOK: later("아직 호가가 오지 않았어요"),
    Kind.EXPECTED: later("아직 예상체결이 없어요"),
    Kind.STATUS: later("아직 새 소식이 없어요"),
}


def card(frame: Frame) -> Card:
    """One state of the view, and how fresh it is."""
    wish, instrument = frame.wish, frame.wish.instrument
    lines = [
        title(instrument, BADGES[frame.environment]),
        f"{say(KINDS[wish.kind])} · {say(PLACES[frame.place])}",
        *_body(frame),
        _age(frame),
    ]
    return "\n".join(lines), _over(frame) if frame.end else _running(frame)


def over(wish: Wish, environment: Environment) -> Card:
    """A view that was going on when the bot went away, or whose minute has long passed."""
    text = "\n".join((title(wish.instrument, BADGES[environment]), f"■ {say('실시간이 끝났어요')}"))
    return text, (_again(wish),)


def lacking(refusal: str, quoted: Card) -> Card:
    """The environment has no such channel; what comes nearest is the quote, which 🔄 asks for anew."""
    text, buttons = quoted
    return f"{refusal}\n\n{text}", buttons


def _body(frame: Frame) -> list[str]:
    instrument = frame.wish.instrument
    match frame.known:
        case _ if frame.row is not None:
            try:
                return live_rows.lines(instrument, frame.row)
            except MalformedMessage:
                return [say("읽을 수 없는 값이 왔어요.")]
        case Book() as book:
            asks, bids = ([(level.price, level.size) for level in side] for side in (book.asks, book.bids))
            return live_rows.levels(instrument, asks, bids)
        case Sight() as sight:
            return [*market_lines(sight), *(_told(sight) if frame.wish.kind is Kind.STATUS else [])]
    return []


def _told(sight: Sight) -> list[str]:
    """Whether it is halted, or in a VI, as far as the quote tells."""
    quote = sight.facts.quote if isinstance(sight.facts, FundFacts) else sight.facts
    if not isinstance(quote, Quote):
        return []
    halted = say("거래정지") if quote.halted else say("정상")
    return [
        say("거래: {state}", state=halted),
        say("VI: {state}", state=say("발동 중") if quote.in_vi else say("없음")),
    ]


def _age(frame: Frame) -> str:
    """`● 실시간 10:32:14 · 10:33:05까지`; another mark where it is not live."""
    at = "" if frame.at is None else f"{frame.at:%H:%M:%S}"
    if frame.end is not None:
        return " · ".join(part for part in (f"■ {say(_ENDS[frame.end])}", at and say("{at} 기준", at=at)) if part)
    until = say("{time}까지", time=f"{frame.until:%H:%M:%S}")
    if frame.state is State.LOST:
        if frame.row is None:
            return f"○ {say('연결하고 있어요')} · {until}"
        return f"⚠️ {say('끊김')} {at} · {say('다시 연결하고 있어요')} · {until}"
    if frame.state is State.ASKED:
        return f"○ {at} · {say('실시간 자리가 없어 몇 초마다 물어봐요')} · {until}"
    if frame.row is None:
        asked = f" ({say('{at} 조회', at=at)})" if at else ""
        return f"○ {say(_NOTHING.get(frame.wish.kind, later('아직 온 것이 없어요')))}{asked} · {until}"
    if frame.state is State.AGAIN:
        return f"○ {at} · {say('다시 연결됐어요')} · {until}"
    late = f" ({say('15분 지연')})" if _late(frame) else ""
    return f"● {say('실시간')} {at}{late} · {until}"


def _late(frame: Frame) -> bool:
    return is_late(frame.wish.instrument) and frame.place is not Place.PAID


def _running(frame: Frame) -> Rows:
    wish, key = frame.wish, key_of(frame.wish.instrument)
    place = wish.place or ""
    kinds = [kind for kind in kinds_of(wish.instrument, frame.place, frame.environment) if kind is not wish.kind]
    turns = [TurnLive(key, kind, place).button(say(KINDS[kind])) for kind in kinds]
    rows = [tuple(turns[start : start + _ABREAST]) for start in range(0, len(turns), _ABREAST)]
    if frame.environment is Environment.REAL:
        venues = [each for each in venues_of(wish.instrument) if each is not wish.place]
        rows.append(tuple(TurnLive(key, wish.kind, each).button(say(PLACES[each])) for each in venues))
    ends = MoreLive(key, wish.kind, place).button(say("1분 더")), StopLive(key, wish.kind, place).button(say("그만"))
    return tuple(row for row in (*rows, ends) if row)


def _over(frame: Frame) -> Rows:
    return (_again(frame.wish),)


def _again(wish: Wish) -> tuple[Button, ...]:
    key = key_of(wish.instrument)
    return (
        TurnLive(key, wish.kind, wish.place or "").button(f"▶ {say('다시 보기')}"),
        ShowQuote(key).button(say("현재가")),
    )
