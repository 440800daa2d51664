"""The card of a statement: its lines in pages, its periods, and what stands beside it as buttons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from bot.buttons import Button, Press, Rows
from bot.i18n import say
from bot.profits import ProfitPeriod
from bot.views.holding import PARTS, Held, ShowHolding
from bot.views.quote import freshness
from bot.views.text import Card, bold

if TYPE_CHECKING:
    from bot.statements.sheet import Sheet, Statement

PER_PAGE, ROOM = 12, 3_000
"""Rows of a page, and their characters at most: a message holds 4,096 with its head."""
ACROSS = 3


@dataclass(frozen=True, slots=True)
class ShowStatement(Press):
    """Show a page of a statement where the message stands, with the figures of now."""

    prefix: ClassVar[str] = "sheet"
    key: str
    period: str
    page: int


def card(
    found: Sheet, of: Statement, period: ProfitPeriod, badge: str, account: str, at: datetime, page: int = 0
) -> Card:
    """The title with its days, the head, a page of the rows."""
    pages = _pages(found.rows)
    last = len(pages) - 1
    page = min(max(page, 0), last)
    lines = [f"{_title(of, period)} · {account} {badge}", *found.head]
    if found.rows:
        lines += ["", *pages[page]]
    elif found.nothing:
        lines += ["", found.nothing]
    if last:
        lines.append(say("{page}/{pages}쪽 · 모두 {count}줄", page=page + 1, pages=last + 1, count=len(found.rows)))
    lines.append(f"{freshness(at, at, live=False)} · {at:%H:%M:%S}")
    return "\n".join(lines), _buttons(of, period, page, last)


def not_in_paper(of: Statement, badge: str) -> Card:
    """Paper does not tell this; the balance of the same part comes nearest."""
    lines = (
        f"{bold(say(of.title))} · {badge}",
        say("모의투자에서는 한국투자증권이 알려 주지 않아요. 실전 계좌를 「연결」하면 볼 수 있어요."),
        say("지금 볼 수 있는 것은 잔고예요."),
    )
    return "\n".join(lines), ((ShowHolding(of.part, 0).button(_balance(of.part)),),)


def beside(statements: Mapping[str, Statement], part: Held, but: str = "") -> Rows:
    """The statements of a part of the account as buttons, but for the one that is shown."""
    buttons = [
        ShowStatement(one.key, one.period, 0).button(say(one.title))
        for one in statements.values()
        if one.part is part and one.key != but
    ]
    return _rows(buttons)


def _pages(rows: Sequence[str]) -> list[list[str]]:
    """At least one page; a row may take several lines, so they are counted in characters too."""
    pages: list[list[str]] = [[]]
    for row in rows:
        if len(pages[-1]) == PER_PAGE or sum(map(len, pages[-1])) + len(row) > ROOM:
            pages.append([])
        pages[-1].append(row)
    return pages


def _title(of: Statement, period: ProfitPeriod) -> str:
    if not of.period:
        return bold(say(of.title))
    one = period.start == period.end
    days = f"{period.start:%m-%d}" if one else f"{period.start:%Y-%m-%d} ~ {period.end:%m-%d}"
    return f"{bold(say(of.title))} · {say(period.name)} ({days})"


def _buttons(of: Statement, period: ProfitPeriod, page: int, last: int) -> Rows:
    name = period.name if of.period else ""
    turns = [ShowStatement(of.key, name, page - 1).button(f"◀ {say('이전')}")] if page else []
    turns += [ShowStatement(of.key, name, page + 1).button(f"{say('다음')} ▶")] if page < last else []
    periods = tuple(ShowStatement(of.key, one, 0).button(say(one)) for one in of.offered)
    again = ShowStatement(of.key, name, page).button(f"🔄 {say('새로고침')}")
    back = ShowHolding(of.part, 0).button(_balance(of.part))
    return tuple(row for row in (tuple(turns), periods, (again, back)) if row)


def _balance(part: Held) -> str:
    return say("{part} 잔고", part=say(PARTS[part]))


def _rows(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[start : start + ACROSS]) for start in range(0, len(buttons), ACROSS))
