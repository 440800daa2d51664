"""해외검색: stocks abroad that meet conditions, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.buttons import Press, Rows
from bot.i18n import say
from bot.quoting.ranks import WHERE, Rank
from bot.quoting.search import NAMES, By, Condition, Found, encode
from bot.views.quote import ShowQuote, freshness
from bot.views.ranks import SHOWN, ranked_line
from bot.views.text import Card, bold, number

LABEL_SHOWN = 12
MOST_PAGES = 20


@dataclass(frozen=True, slots=True)
class ShowFound(Press):
    """Show a page of what meets conditions (`bot.quoting.search.encode`) where the message stands."""

    prefix: ClassVar[str] = "find"
    where: str
    conditions: str
    page: int


def found_card(found: Found, page: int, badge: str) -> Card:
    """A page of what was found, each a button."""
    first = page * SHOWN
    rows = found.rows[first : first + SHOWN]
    count = say("{count}종목", count=number(len(found.rows)))
    lines = [
        f"🔎 {bold(say('해외 조건검색'))} · {say(WHERE[found.where])} · {count} · {badge}",
        " · ".join(_condition(each) for each in found.conditions),
        *(ranked_line(Rank.MARKET_CAP, place, row) for place, row in enumerate(rows, first + 1)),
    ]
    lines += [] if rows else [say("조건에 맞는 종목이 없어요. 조건을 넓혀 보세요.")]
    lines.append(f"{freshness(found.at, found.at, live=False)} · {found.at:%H:%M:%S}")
    quotes = [ShowQuote(row.key).button(row.name[:LABEL_SHOWN]) for row in rows]
    across = tuple(tuple(quotes[start : start + 3]) for start in range(0, len(quotes), 3))
    return "\n".join(lines), (*across, *_ways(found, page))


def _condition(each: Condition) -> str:
    unit = {By.RATE: "%", By.MARKET_CAP: say("억"), By.VOLUME: say("주")}.get(each.by, "")
    return f"{say(NAMES[each.by])} {each.range(unit)}"


def _ways(found: Found, page: int) -> Rows:
    conditions = encode(found.conditions)
    turns = [ShowFound(found.where, conditions, page - 1).button(f"◀ {say('앞')}")] if page else []
    if (page + 1) * SHOWN < len(found.rows):
        turns.append(ShowFound(found.where, conditions, page + 1).button(f"{say('뒤')} ▶"))
    again = ShowFound(found.where, conditions, page).button(f"🔄 {say('새로고침')}")
    return (*((tuple(turns),) if turns else ()), (again,))
