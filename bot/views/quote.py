"""현재가: the quote card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.buttons import Press
from bot.names import key_of
from bot.quotes import Quote
from bot.views.text import Card, bold, change, number, safe, won
from kis.symbols import Instrument

STATUSES = {
    "51": "관리종목",
    "52": "투자위험",
    "53": "투자경고",
    "54": "투자주의",
    "58": "거래정지",
    "59": "단기과열",
}


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


def freshness(at: datetime, now: datetime, *, live: bool) -> str:
    """`● 실시간` for what follows the market, `○ 12초 전` for what was asked then."""
    if live:
        return "● 실시간"
    if (seconds := int((now - at).total_seconds())) < 1:
        return "○ 방금"
    if seconds < 60:
        return f"○ {seconds}초 전"
    return f"○ {seconds // 60}분 전" if seconds < 3600 else f"○ {at:%m-%d %H:%M}"


def title(instrument: Instrument, badge: str) -> str:
    """First line of everything about one stock."""
    code = f" {safe(instrument.code)}" if instrument.code != instrument.name else ""
    return f"{bold(instrument.name)}{code} · {badge}"


def card(instrument: Instrument, quote: Quote, badge: str, now: datetime) -> Card:
    """The quote card."""
    lines = [
        title(instrument, badge),
        f"{bold(won(quote.price))}  {change(quote.change, quote.change_rate)}",
        *_day(quote),
        f"{freshness(quote.at, now, live=quote.live)} · {quote.at:%H:%M:%S}{_warning(quote)}",
    ]
    buttons = (RefreshQuote(quote.symbol).button("🔄 새로고침"), ShowBook(quote.symbol).button("호가"))
    return "\n".join(lines), (buttons,)


def choices(text: str, candidates: Sequence[Instrument], press: type[ShowQuote | ShowBook]) -> Card:
    """Several stocks fit: let the user choose."""
    buttons = [press(key_of(one)).button(one.name[:30]) for one in candidates[:8]]
    rows = tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))
    return f"「{safe(text[:40])}」에 맞는 종목이 여럿이에요. 골라 주세요.", rows


def _day(quote: Quote) -> list[str]:
    lines = []
    if quote.open and quote.high and quote.low:
        lines.append(f"시 {number(quote.open)} · 고 {number(quote.high)} · 저 {number(quote.low)}")
    if quote.volume is not None:
        lines.append(f"거래량 {number(quote.volume)}주")
    if quote.upper_limit and quote.lower_limit:
        lines.append(f"상한 {number(quote.upper_limit)} · 하한 {number(quote.lower_limit)}")
    return lines


def _warning(quote: Quote) -> str:
    marks = ["거래정지"] if quote.halted else []
    if quote.in_vi:
        marks.append("VI 발동")
    if (status := STATUSES.get(quote.status or "")) and status not in marks:
        marks.append(status)
    return "".join(f" · ⚠️ {mark}" for mark in marks)
