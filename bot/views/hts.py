"""관심 가져오기, 조건검색: what a user keeps in HTS."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from bot.buttons import Press, Rows
from bot.hts import Group, Screened
from bot.i18n import say
from bot.views.quote import ShowQuote, freshness
from bot.views.text import Card, bold, number, safe, won
from bot.watchlists import MOST
from kis.domestic.watchlist_rows import Screen, Watchlist

SHOWN = 15
LISTED, LABEL_SHOWN, NAME_SHOWN = 30, 20, 16
NUMBER_BYTES = 20
MOST_PAGES = 20


@dataclass(frozen=True, slots=True)
class TakeGroup(Press):
    """Put the stocks of a group of HTS on a watchlist of its name."""

    prefix: ClassVar[str] = "hts-take"
    group: str


@dataclass(frozen=True, slots=True)
class ShowScreen(Press):
    """Show a page of what fits a screen where the message stands; the first page is 0."""

    prefix: ClassVar[str] = "screen"
    screen: str
    page: int


@dataclass(frozen=True, slots=True)
class ShowScreens(Press):
    """Show the screens where the message stands."""

    prefix: ClassVar[str] = "screens"


def groups_card(found: Sequence[Watchlist], badge: str) -> Card:
    """The groups, each a press from being taken over."""
    head = f"⭐ {bold(say('HTS 관심그룹'))} · {badge}"
    if not found:
        none = say("HTS에 관심그룹이 없어요. HTS나 MTS의 관심종목에서 그룹을 만들면 가져올 수 있어요.")
        return f"{head}\n{none}", ()
    rows = tuple((TakeGroup(each.code).button(_group(each)),) for each in found[:LISTED])
    return f"{head}\n{say('그룹을 누르면 같은 이름의 관심 목록에 넣어요.')}", rows


def taken(group: Group, left_out: int) -> str:
    """What did not come along: what nobody knows, and what found no room."""
    lines = []
    if group.unknown:
        names = safe(", ".join(group.unknown[:5]))
        lines.append(say("알 수 없어서 빼놓은 종목: {names}", names=names))
    if left_out:
        lines.append(say("한 목록에 {most}종목까지라 {count}종목은 넣지 못했어요.", most=MOST, count=left_out))
    return "\n".join(lines)


def screens_card(found: Sequence[Screen], badge: str) -> Card:
    """The screens, each a press from what fits it."""
    head = f"🔎 {bold(say('조건검색'))} · {badge}"
    if not found:
        none = say("서버에 저장한 조건식이 없어요. HTS의 조건검색에서 「사용자조건 서버저장」을 눌러 주세요.")
        return f"{head}\n{none}", ()
    rows = tuple((ShowScreen(each.number, 0).button(each.name.strip()[:LABEL_SHOWN]),) for each in found[:LISTED])
    return f"{head}\n{say('조건식을 누르면 지금 맞는 종목을 보여 드려요.')}", rows


def screened_card(found: Screened, page: int, badge: str) -> Card:
    """A page of what fits, each a button."""
    first = page * SHOWN
    rows = found.rows[first : first + SHOWN]
    count = say("{count}종목", count=number(len(found.rows)))
    lines = [f"🔎 {bold(found.screen.name.strip()[:LABEL_SHOWN])} · {count} · {badge}"]
    for place, row in enumerate(rows, first + 1):
        rate = "" if row.rate is None else f" ({row.rate:+.2f}%)"
        volume = "" if row.measure is None else f" · {say('{count}주', count=number(row.measure))}"
        lines.append(f"{place}. {bold(row.name[:NAME_SHOWN])} {won(row.price or 0)}{rate}{volume}")
    lines += [] if rows else [say("지금 맞는 종목이 없어요.")]
    lines.append(f"{freshness(found.at, found.at, live=False)} · {found.at:%H:%M:%S}")
    quotes = [ShowQuote(row.key).button(row.name[:12]) for row in rows]
    across = tuple(tuple(quotes[start : start + 3]) for start in range(0, len(quotes), 3))
    return "\n".join(lines), (*across, *_ways(found, page))


def _ways(found: Screened, page: int) -> Rows:
    number = found.screen.number
    turns = [ShowScreen(number, page - 1).button(f"◀ {say('앞')}")] if page else []
    turns += [ShowScreen(number, page + 1).button(f"{say('뒤')} ▶")] if (page + 1) * SHOWN < len(found.rows) else []
    tools = ShowScreen(number, page).button(f"🔄 {say('새로고침')}"), ShowScreens().button(say("조건식 목록"))
    return (*((tuple(turns),) if turns else ()), tools)


def _group(each: Watchlist) -> str:
    count = "" if each.count is None else f" · {say('{count}종목', count=each.count)}"
    return f"{each.name.strip()[:LABEL_SHOWN]}{count}"
