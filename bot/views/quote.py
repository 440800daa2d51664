"""What quote cards and order books share: their buttons, their first line, how fresh a figure is, choices of names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from bot.buttons import LIMIT, Button, Press
from bot.i18n import later, say
from bot.money import Figure, figures
from bot.names import key_of
from bot.quoting.assets import places_of
from bot.quoting.places import place_of
from bot.views.text import Card, bold, safe
from kis.market.fees import DOMESTIC
from kis.symbols import Instrument
from kis.symbols.hangul import fold

STATUSES = {
    "51": later("관리종목"),
    "52": later("투자위험"),
    "53": later("투자경고"),
    "54": later("투자주의"),
    "58": later("거래정지"),
    "59": later("단기과열"),
}
LISTED = 8
"""Names to choose from that a screen holds."""
NAME_SHOWN = 30


class Then(StrEnum):
    """What was asked for before there was a choice."""

    QUOTE = "quote"
    BOOK = "book"


@dataclass(frozen=True, slots=True)
class ShowQuote(Press):
    """Say the price in a message of its own."""

    prefix: ClassVar[str] = "quote"
    symbol: str


@dataclass(frozen=True, slots=True)
class RefreshQuote(Press):
    """Bring a quote card up to date where it stands."""

    prefix: ClassVar[str] = "quote-again"
    symbol: str


@dataclass(frozen=True, slots=True)
class ShowBook(Press):
    """Say the order book in a message of its own."""

    prefix: ClassVar[str] = "book"
    symbol: str


@dataclass(frozen=True, slots=True)
class ShowChart(Press):
    """Draw a chart in a message of its own."""

    prefix: ClassVar[str] = "chart"
    symbol: str
    span: str


@dataclass(frozen=True, slots=True)
class ShowLive(Press):
    """Follow the market in a message of its own; `live` is what is to be told (`bot.channel_table.Kind`)."""

    prefix: ClassVar[str] = "live"
    symbol: str
    live: str


@dataclass(frozen=True, slots=True)
class ChooseName(Press):
    """One of several that fit what was typed: remembered, and answered as asked for."""

    prefix: ClassVar[str] = "choose"
    symbol: str
    then: str
    words: str


@dataclass(frozen=True, slots=True)
class OtherNames(Press):
    """Forget what was chosen for these words, and choose anew."""

    prefix: ClassVar[str] = "others"
    words: str


def freshness(at: datetime, now: datetime, *, live: bool) -> str:
    """`● 실시간` for what follows the market, `○ 12초 전` for what was asked then."""
    if live:
        return f"● {say('실시간')}"
    if (seconds := int((now - at).total_seconds())) < 1:
        return f"○ {say('방금')}"
    if seconds < 60:
        return f"○ {say('{seconds}초 전', seconds=seconds)}"
    return f"○ {say('{minutes}분 전', minutes=seconds // 60)}" if seconds < 3600 else f"○ {at:%m-%d %H:%M}"


def title(instrument: Instrument, badge: str) -> str:
    """First line of everything about one instrument; where it is listed, unless that is clear."""
    code = f" {safe(instrument.ticker)}" if instrument.code != instrument.name else ""
    place = f" · {safe(place_of(instrument))}" if instrument.market not in DOMESTIC else ""
    return f"{bold(instrument.name)}{code}{place} · {badge}"


def moved(instrument: Instrument, change: Figure, rate: Decimal) -> str:
    """`▲ 1,200 (+1.71%)`, `▼ 1.25 (-0.42%)`: sign as well as direction."""
    if not change:
        return "– 0 (0.00%)"
    arrow, size = ("▲", change) if change > 0 else ("▼", -change)
    return f"{arrow} {figures(size, places_of(instrument))} ({rate:+.2f}%)"


def choices(text: str, candidates: Sequence[Instrument], then: Then) -> Card:
    """Several instruments fit: let the user choose, and remember it."""
    words = fold(text)
    rows = tuple((_choice(one, then, words),) for one in candidates[:LISTED])
    return say("「{text}」에 맞는 종목이 여럿이에요. 골라 주세요.", text=safe(text[:NAME_SHOWN])), rows


def _choice(one: Instrument, then: Then, words: str) -> Button:
    """A choice of too many words for a button is not remembered."""
    label = f"{one.name[:NAME_SHOWN]} · {place_of(one)} {one.ticker}"
    press = ChooseName(key_of(one), then, words)
    fits = len(press.data.encode()) <= LIMIT
    return (press if fits else ChooseName(key_of(one), then, "")).button(label)
