"""순위: who is first in a market, page by page, and lists of what stands out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from bot.buttons import Button, Press, Rows
from bot.i18n import later, say
from bot.money import WON, figures, money
from bot.quoting.ranked import Row
from bot.quoting.ranks import HOME, KOSDAQ, KOSPI, RANKS, WHERE, Rank, Ranking, offered
from bot.views.quote import ShowQuote, freshness
from bot.views.text import Card, bold, number
from kis.overseas.codes import Exchange

SHOWN = 15
"""Rows of a page."""
MOST_PAGES = 20
NAME_SHOWN, LABEL_SHOWN = 16, 12
ACROSS, OTHERS_ACROSS = 3, 4
PLACES = (HOME, KOSPI, KOSDAQ, Exchange.NASDAQ.value, Exchange.NYSE.value, Exchange.AMEX.value)
"""Markets a press away; the others are asked for by name."""
LISTS = {
    Rank.UPPER: later("상한가인 종목"),
    Rank.LOWER: later("하한가인 종목"),
    Rank.CLOSING: later("장마감 예상 체결가"),
    Rank.VI: later("오늘의 VI 발동"),
}
"""What is no ranking, but a list."""
_NOTHING = {
    Rank.UPPER: later("지금 상한가인 종목이 없어요."),
    Rank.LOWER: later("지금 하한가인 종목이 없어요."),
    Rank.CLOSING: later("장마감 예상 체결가는 15:20~15:30에만 있어요."),
    Rank.VI: later("오늘 VI가 발동한 종목이 없어요."),
}
_COUNTED = frozenset({Rank.VOLUME, Rank.VIEWS, Rank.CLOSING})


@dataclass(frozen=True, slots=True)
class ShowRank(Press):
    """Show a page of a ranking where the message stands, as it is now; the first page is 0."""

    prefix: ClassVar[str] = "rank"
    rank: str
    where: str
    page: int


def rank_card(found: Ranking, page: int, badge: str) -> Card:
    """A page, each row a button; other pages, markets and rankings below."""
    first = page * SHOWN
    rows = found.rows[first : first + SHOWN]
    lines = [_head(found, badge), *(ranked_line(found.rank, place, row) for place, row in enumerate(rows, first + 1))]
    lines += [] if rows else [say(_NOTHING.get(found.rank, "아직 없어요."))]
    late = f" · {say('15분 지연 시세')}" if _is_late(found.where) else ""
    lines.append(f"{freshness(found.at, found.at, live=False)} · {found.at:%H:%M:%S}{late}")
    quotes = [ShowQuote(row.key).button(row.name[:LABEL_SHOWN]) for row in rows]
    return "\n".join(lines), (*_rows(quotes, ACROSS), *_ways(found, page))


def _head(found: Ranking, badge: str) -> str:
    what = LISTS.get(found.rank)
    title = say(what) if what else say("{what} 순위", what=say(RANKS[found.rank]))
    return f"🏆 {bold(title)} · {say(WHERE[found.where])} · {badge}"


def _is_late(where: str) -> bool:
    """Quotes of other countries than the US are fifteen minutes old, unless paid for."""
    return where not in PLACES


def ranked_line(rank: Rank, place: int, row: Row) -> str:
    """A row: its place, name, price, and what the list is ordered by."""
    rate = "" if row.rate is None else f" ({row.rate:+.2f}%)"
    price = "" if not row.price else f" {money(row.price, row.currency)}"
    measure = _measure(rank, row)
    return f"{place}. {bold(row.name[:NAME_SHOWN])}{price}{rate}" + (f" · {measure}" if measure else "")


def _measure(rank: Rank, row: Row) -> str:
    """What the list is ordered by, or what makes a stock worth listing."""
    if rank is Rank.VI:
        return _interruption(row)
    if row.measure is None:
        return ""
    if rank in _COUNTED:
        return say("{count}주", count=number(row.measure))
    match rank:
        case Rank.MARKET_CAP:
            unit = "" if row.currency == WON else money(0, row.currency).rstrip("0.")
            return say("{amount}억원", amount=number(row.measure)) if not unit else _abroad(unit, row)
        case Rank.STRENGTH:
            return f"{row.measure:.2f}%"
        case Rank.HIGH:
            return say("신고가 {price}", price=number(row.measure))
        case Rank.LOW:
            return say("신저가 {price}", price=number(row.measure))
        case Rank.UPPER:
            return say("매수 잔량 {count}", count=number(row.measure))
        case _:
            return say("매도 잔량 {count}", count=number(row.measure))


def _abroad(unit: str, row: Row) -> str:
    return say("{amount}억", amount=f"{unit}{figures(int(row.measure or 0))}")


def _interruption(row: Row) -> str:
    began = "" if row.began is None else say("{time} 발동", time=f"{row.began:%H:%M:%S}")
    ended = say("발동 중") if row.ended is None else say("{time} 해제", time=f"{row.ended:%H:%M:%S}")
    return " · ".join(part for part in (began, ended) if part)


def _ways(found: Ranking, page: int) -> Rows:
    turns = [ShowRank(found.rank, found.where, page - 1).button(f"◀ {say('앞')}")] if page else []
    if (page + 1) * SHOWN < len(found.rows):
        turns.append(ShowRank(found.rank, found.where, page + 1).button(f"{say('뒤')} ▶"))
    ranks = [
        ShowRank(rank, found.where, 0).button(say(RANKS[rank]))
        for rank in offered(found.where)
        if rank is not found.rank
    ]
    again = ShowRank(found.rank, found.where, page).button(f"🔄 {say('새로고침')}")
    return (*((tuple(turns),) if turns else ()), *_rows(ranks, OTHERS_ACROSS), *_places(found), (again,))


def _places(found: Ranking) -> Rows:
    """The same in other markets where there is such a ranking."""
    others = [where for where in PLACES if where != found.where and found.rank in offered(where)]
    return _rows([ShowRank(found.rank, where, 0).button(say(WHERE[where])) for where in others], 5)


def _rows(buttons: Sequence[Button], across: int) -> Rows:
    return tuple(tuple(buttons[start : start + across]) for start in range(0, len(buttons), across))
