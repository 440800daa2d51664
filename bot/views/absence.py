"""What the user reads of a time in which nobody looked at the market."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from bot.i18n import say
from bot.money import WON, money
from bot.storage.tables import Alert
from bot.views.alert import line
from bot.views.text import bold, duration, number
from kis.market.clock import KST

if TYPE_CHECKING:
    from bot.alerts.history import Touch

LISTED = 20
"""Alerts of one kind that fit a message well."""


@dataclass(slots=True)
class Summary:
    """What happened between two moments."""

    since: datetime
    now: datetime
    badge: str
    fills: int = 0
    there: list[Alert] = field(default_factory=list)
    """Told just now by messages of their own."""
    gone: list[tuple[Alert, Touch]] = field(default_factory=list)
    over: list[Alert] = field(default_factory=list)
    unsure: list[tuple[Alert, Touch | None]] = field(default_factory=list)

    @property
    def matters(self) -> bool:
        """Whether anything happened to an alert."""
        return bool(self.there or self.gone or self.over or self.unsure)


def summary(found: Summary) -> str:
    """One message for the whole absence."""
    lines = [
        say(
            "#점검 시세를 다시 봐요 · {span} 동안 보지 못했어요  {badge}",
            span=_span(found.since, found.now),
            badge=found.badge,
        )
    ]
    if found.fills:
        lines.append(say("그동안의 체결 {fills}건을 찾아 따로 알려 드렸어요.", fills=number(found.fills)))
    lines += _group(say("🔔 지금도 닿아 있어 알려 드렸어요"), [line(alert) for alert in found.there])
    gone = [f"{line(one)} ({_touch(one, at)})" for one, at in found.gone]
    lines += _group(say("↩️ 닿았다가 돌아왔어요. 끝난 알림이에요"), gone)
    lines += _group(say("⌛ 기한이 끝났어요"), [line(alert) for alert in found.over])
    lines += _group(say("❔ 닿았는지 확인하지 못했어요. 계속 기다려요"), [_doubt(*one) for one in found.unsure])
    if not found.matters:
        lines.append(say("그동안 닿은 알림은 없어요."))
    return "\n".join(lines)


def stale(since: datetime, badge: str) -> str:
    """The feed is late."""
    return say(
        "#점검 시세가 늦어요 · {time}부터 실시간 시세가 오지 않아요  {badge}\n"
        "그동안 알림이 늦을 수 있어요. 시세가 돌아오면 놓친 것이 있는지 확인해서 알려 드릴게요.",
        time=_time(since),
        badge=badge,
    )


def _group(head: str, lines: Sequence[str]) -> list[str]:
    if not lines:
        return []
    more = [say("… 외 {count}개", count=number(len(lines) - LISTED))] if len(lines) > LISTED else []
    return [bold(head), *(f"· {one}" for one in lines[:LISTED]), *more]


def _doubt(alert: Alert, touch: Touch | None) -> str:
    return f"{line(alert)} ({_touch(alert, touch)})" if touch is not None else line(alert)


def _touch(alert: Alert, touch: Touch) -> str:
    """When, and how far it went; whole days are those of the market's own calendar."""
    price = number(touch.price) if alert.currency == WON else money(touch.price, alert.currency)
    if touch.whole_day:
        return say("{at:%m-%d} 하루 중 {price}", at=touch.at, price=price)
    return f"{touch.at.astimezone(KST):%H:%M} {price}"


def _span(since: datetime, now: datetime) -> str:
    return f"{_time(since)}–{_time(now)} ({duration(now - since)})"


def _time(at: datetime) -> str:
    return f"{at.astimezone(KST):%m-%d %H:%M}"
