"""How figures and words look in the chat. Texts are Telegram HTML; what comes from outside is escaped."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from html import escape

from bot.buttons import Rows
from bot.i18n import Said, later, say
from bot.money import in_won
from kis.credentials import Environment

Card = tuple[str, Rows]
"""A message: its text and its buttons."""

BADGES = Said({Environment.PAPER: later("🟢모의"), Environment.REAL: later("🔴실전")})


def won(amount: Decimal | int) -> str:
    """`712,000원`; fractions of a won only where there are any."""
    return in_won(number(amount))


def number(value: Decimal | int) -> str:
    """`1,234` or `1,234.56`."""
    if isinstance(value, Decimal) and value != value.to_integral_value():
        return f"{value.quantize(Decimal('0.01')):,}"
    return f"{int(value):,}"


def change(amount: Decimal | int, rate: Decimal) -> str:
    """`▲ 1,200 (+1.71%)`, `▼ 300 (-0.42%)`, `– 0 (0.00%)`: sign as well as direction."""
    arrow = "▲" if amount > 0 else "▼" if amount < 0 else "–"
    size = -amount if amount < 0 else amount
    return f"{arrow} {number(size)} ({rate:+.2f}%)" if amount else f"{arrow} 0 (0.00%)"


def safe(text: str) -> str:
    """Escape what came from outside (names, KIS's words, what the user typed)."""
    return escape(text, quote=False)


def bold(text: str) -> str:
    """Escaped and bold."""
    return f"<b>{safe(text)}</b>"


def duration(time: timedelta) -> str:
    """`1분 안`, `12분`, `3시간 5분`, `2일`."""
    minutes = int(time.total_seconds()) // 60
    if minutes < 1:
        return say("1분 안")
    if minutes < 60:
        return say("{minutes}분", minutes=minutes)
    hours, minutes = divmod(minutes, 60)
    return (
        say("{hours}시간 {minutes}분", hours=hours, minutes=minutes)
        if hours < 48
        else say("{hours}일", hours=hours // 24)
    )
