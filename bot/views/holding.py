"""잔고 in pages: what its three cards (at home, abroad, contracts) share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from bot.buttons import Button, Press
from bot.i18n import later, say
from bot.views.quote import freshness
from bot.views.text import Card

PER_PAGE = 10
NAME_SHOWN = 20
ACROSS = 3


class Held(StrEnum):
    """Of which part of the account."""

    HOME = "home"
    ABROAD = "abroad"
    CONTRACTS = "contracts"


PARTS = {Held.HOME: later("국내"), Held.ABROAD: later("해외"), Held.CONTRACTS: later("선물·옵션")}


@dataclass(frozen=True, slots=True)
class ShowHolding(Press):
    """Show a page of a part of the account where the message stands, as it is now."""

    prefix: ClassVar[str] = "holding"
    held: str
    page: int


@dataclass(frozen=True, slots=True)
class Row:
    """One position: its line, and a button that leads on, if anything does."""

    line: str
    button: Button | None = None


def paged(
    held: Held, head: Sequence[str], rows: Sequence[Row], page: int, at: datetime, tools: Sequence[Button] = ()
) -> Card:
    """A page of rows below the head. What is sold meanwhile may leave fewer pages than there were."""
    last = max(0, (len(rows) - 1) // PER_PAGE)
    page = min(max(page, 0), last)
    shown = rows[page * PER_PAGE : (page + 1) * PER_PAGE]
    lines = [*head, "", *(row.line for row in shown)]
    if last:
        lines.append(say("{page}/{pages}쪽 · 모두 {count}종목", page=page + 1, pages=last + 1, count=len(rows)))
    lines.append(f"{freshness(at, at, live=False)} · {at:%H:%M:%S}")
    buttons = [row.button for row in shown if row.button is not None]
    turns = [ShowHolding(held, page - 1).button(f"◀ {say('이전')}")] if page else []
    turns += [ShowHolding(held, page + 1).button(f"{say('다음')} ▶")] if page < last else []
    others = [ShowHolding(part, 0).button(say(name)) for part, name in PARTS.items() if part is not held]
    again = ShowHolding(held, page).button(f"🔄 {say('새로고침')}")
    return "\n".join(lines), (
        *(tuple(buttons[start : start + ACROSS]) for start in range(0, len(buttons), ACROSS)),
        *((tuple(turns),) if turns else ()),
        (again, *tools),
        tuple(others),
    )
