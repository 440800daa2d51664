"""Fills and alerts judged by what stands in the chats: each told once; a repeat after a kill is the same text again."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from bot.alerts.rules import Condition
from bot.storage.states import AlertState
from bot.storage.tables import Alert
from bot.views.alert import what
from tests.soak.evidence import Evidence
from tests.soak.orders import by_number, chained

GRACE = timedelta(seconds=3)
"""How long after an alert was made a price surely is later than it."""
_FILL = re.compile(r"#체결 #A(\d+) .* ([\d,]+)주 @[\d,.]+ \(([\d,]+)/[\d,]+\)")
AWAY = "#점검 시세를 다시 봐요"


@dataclass(slots=True)
class Told:
    """`repeated` are the same text again: it is recognised by #A17 and 3/10, or by the alert's own words."""

    there: int = 0
    told: int = 0
    missed: int = 0
    doubled: int = 0
    repeated: int = 0
    problems: list[str] = field(default_factory=list)


def fills(seen: Evidence) -> Told:
    """`there` and `missed` are orders with fills; `told` and `repeated` are messages."""
    found, orders = Told(), by_number(seen)
    pushes: dict[tuple[int, int], dict[str, tuple[int, int]]] = {}
    for user, texts in seen.chats.items():
        for text, count in Counter(texts.values()).items():
            if (match := _FILL.match(text)) is not None:
                number, new, total = (int(one.replace(",", "")) for one in match.groups())
                pushes.setdefault((user, number), {})[text] = (new, total)
                found.told += 1
                found.repeated += count - 1
    for chain in chained(seen):
        order = orders.get((chain.user, str(chain.root["number"]).lstrip("0")))
        filled, told = chain.total("filled"), pushes.get((chain.user, order.short_no if order else 0), {})
        found.there += filled > 0
        shares = sum(new for new, _ in told.values())
        found.missed += shares < filled
        found.doubled += shares > filled
        if shares != filled:
            found.problems.append(f"fills of {chain.root['number']} ({chain.user}): {filled} shares, told {list(told)}")
    return found


def alerts(seen: Evidence) -> Told:
    """`there` are alerts that fired or whose price was surely there. Who sets the same one anew hears it anew."""
    found, alike = Told(), Counter((alert.user_id, _line(alert)) for alert in seen.alerts)
    for alert in seen.alerts:
        said = list(seen.chats.get(alert.user_id, {}).values())
        pushes = Counter(text for text in said if text.startswith(f"#알림 🔔 {_line(alert)} "))
        summed = [text for text in said if text.startswith(AWAY) and f"· {_line(alert)}" in text]
        reached = alert.state is AlertState.FIRED or _was_reached(seen, alert)
        found.there += reached
        found.told += bool(pushes or (reached and summed))
        found.repeated += sum(pushes.values()) - len(pushes)
        missed, doubled = reached and not pushes and not summed, len(pushes) > alike[alert.user_id, _line(alert)]
        found.missed += missed
        found.doubled += doubled
        if missed or doubled:
            found.problems.append(f"alert {alert.id} of {alert.user_id} {_line(alert)} ({alert.state}): {list(pushes)}")
    return found


def _was_reached(seen: Evidence, alert: Alert) -> bool:
    gate, since = Condition(alert.rule, alert.target).gate(), alert.created_at + GRACE
    return any(one.symbol == alert.symbol and one.at > since and gate.opens(one.price) for one in seen.prints)


def _line(alert: Alert) -> str:
    return f"{alert.name} {what(alert.rule, alert.target, alert.currency, alert.segment)}"
