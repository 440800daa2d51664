"""What the user reads about price alerts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from bot.buttons import Press, Rows, Style
from bot.storage.states import AlertRule
from bot.storage.tables import Alert
from bot.views.text import bold, won

if TYPE_CHECKING:
    from bot.connection import Connection

RULES = {AlertRule.ABOVE: "이상", AlertRule.BELOW: "이하"}
ARROWS = {AlertRule.ABOVE: "▲", AlertRule.BELOW: "▼"}


@dataclass(frozen=True, slots=True)
class RemoveAlert(Press):
    """Take an alert back."""

    prefix: ClassVar[str] = "alert-off"
    alert_id: int


@dataclass(frozen=True, slots=True)
class View:
    """A message: its text and its buttons."""

    text: str
    buttons: Rows = ()


def armed(alert: Alert, badge: str, *, again: bool = False) -> View:
    """The alert is set; `again` if it was already."""
    head = "이미 걸어 둔 알림이에요" if again else "알림을 걸었어요"
    return View(
        f"🔔 {head} · {bold(alert.name)} {won(alert.target)} {RULES[alert.rule]}  {badge}\n"
        f"닿으면 바로 알려 드릴게요. {alert.expires_at:%Y-%m-%d}까지예요.",
        ((RemoveAlert(alert.id).button("알림 지우기"),),),
    )


def fired(alert: Alert, connection: Connection) -> View:
    """The push. Its first word tells what it is."""
    reached = won(alert.fired_price or alert.target)
    head = f"#알림 🔔 {line(alert)} {ARROWS[alert.rule]}  {connection.badge}"
    late = "" if connection.watched else "\n시세를 보지 못한 동안 닿았을 수 있어, 늦은 알림이에요."
    return View(f"{head}\n{bold(reached)}에 닿았어요.{late}")


def expired(alert: Alert) -> View:
    """The alert waited too long."""
    return View(f"#알림 {line(alert)} 알림의 기한이 끝나 지웠어요.")


def removed(alert: Alert, rest: Sequence[Alert], badge: str) -> View:
    """The alert is gone; those that wait on stay at hand."""
    head = f"🔕 알림을 지웠어요 · {line(alert)}"
    if not rest:
        return View(head)
    left = listing(rest, badge)
    return View(f"{head}\n\n{left.text}", left.buttons)


def listing(alerts: Sequence[Alert], badge: str) -> View:
    """All waiting alerts, each with a button to remove it."""
    if not alerts:
        return View("걸어 둔 알림이 없어요. 예: <code>알림 삼성전자 71000 이상</code>")
    lines = [f"{number}. {line(alert)}" for number, alert in enumerate(alerts, 1)]
    buttons = [RemoveAlert(alert.id).button(f"{number} 지우기", Style.BLUE) for number, alert in enumerate(alerts, 1)]
    rows = tuple(tuple(buttons[start : start + 4]) for start in range(0, len(buttons), 4))
    return View(f"🔔 알림 {len(alerts)}개 · {badge}\n" + "\n".join(lines), rows)


def line(alert: Alert) -> str:
    """What an alert waits for."""
    return f"{bold(alert.name)} {won(alert.target)} {RULES[alert.rule]}"
