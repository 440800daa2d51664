"""순위, 지수, 뉴스: the market as a whole."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.buttons import Button, Press, Rows
from bot.i18n import say
from bot.money import money
from bot.names import key_of
from bot.quoting.assets import unit_of
from bot.quoting.boards import RANKS, Headlines, Ranked, Ranking
from bot.quoting.many import Line
from bot.views.quote import ShowQuote, freshness, moved
from bot.views.text import Card, bold, number, safe, won
from bot.views.watchlist import OpenWatchlist
from bot.watchlists import USUAL
from kis.domestic.market_rows import News
from kis.domestic.rank_rows import MarketCapRank, StrengthRank, VolumeRank
from kis.symbols import Instrument

ROWS_SHOWN, TITLES_SHOWN = 15, 15
NAME_SHOWN, LABEL_SHOWN, TITLE_SHOWN = 16, 12, 90
ACROSS = 3


@dataclass(frozen=True, slots=True)
class ShowRank(Press):
    """Show a ranking where the message stands, as it is now."""

    prefix: ClassVar[str] = "rank"
    rank: str


@dataclass(frozen=True, slots=True)
class ShowIndices(Press):
    """Show the indices where the message stands, as they are now."""

    prefix: ClassVar[str] = "indices"


@dataclass(frozen=True, slots=True)
class ShowNews(Press):
    """Show the newest titles where the message stands; of all stocks if `symbol` is blank."""

    prefix: ClassVar[str] = "news"
    symbol: str


def rank_card(found: Ranking, badge: str) -> Card:
    """The first ones, each a button; the other rankings below."""
    rows = found.rows[:ROWS_SHOWN]
    lines = [f"🏆 {bold(say('{what} 순위', what=say(RANKS[found.rank])))} · {badge}"]
    lines += [_ranked(place, row) for place, row in enumerate(rows, 1)] or [say("아직 없어요.")]
    lines.append(f"{freshness(found.at, found.at, live=False)} · {found.at:%H:%M:%S}")
    quotes = [ShowQuote(row.symbol).button((row.name or row.symbol)[:LABEL_SHOWN]) for row in rows]
    others = [ShowRank(rank).button(say(name)) for rank, name in RANKS.items() if rank is not found.rank]
    again = ShowRank(found.rank).button(f"🔄 {say('새로고침')}")
    return "\n".join(lines), (*_rows(quotes), tuple(others), (again,))


def index_card(
    shown: Sequence[Instrument], lines: Mapping[str, Line], known: Collection[str], badge: str, now: datetime
) -> Card:
    """Each index with its change; those of `known` keys lead on to their own card."""
    newest = max((line.at for line in lines.values()), default=now)
    text = [f"📊 {bold(say('주요 지수'))} · {badge}", *(_index(each, lines, newest, now) for each in shown)]
    text.append(f"{freshness(newest, now, live=False)} · {newest:%H:%M:%S}")
    quotes = [ShowQuote(key_of(each)).button(each.name[:LABEL_SHOWN]) for each in shown if key_of(each) in known]
    return "\n".join(text), (*_rows(quotes), (ShowIndices().button(f"🔄 {say('새로고침')}"),))


def news_card(found: Headlines, badge: str) -> Card:
    """The titles, newest first."""
    of = f" · {bold(found.instrument.name)}" if found.instrument else ""
    lines = [f"📰 {bold(say('뉴스'))}{of} · {badge}"]
    lines += [_title(row) for row in found.rows[:TITLES_SHOWN]] or [say("새 소식이 없어요.")]
    lines.append(f"{freshness(found.at, found.at, live=False)} · {found.at:%H:%M:%S}")
    key = key_of(found.instrument) if found.instrument else ""
    tools = [ShowNews(key).button(f"🔄 {say('새로고침')}")]
    if key:
        tools += [ShowQuote(key).button(say("현재가")), ShowNews("").button(say("전체 뉴스"))]
    return "\n".join(lines), (tuple(tools),)


def not_in_paper(what: str, badge: str) -> Card:
    """Paper does not tell this; what comes nearest does."""
    text = "\n".join(
        (
            f"{bold(what)} · {badge}",
            say("모의투자에서는 한국투자증권이 알려 주지 않아요. 실전 계좌도 「연결」하면 모의에서도 볼 수 있어요."),
            say("지금 볼 수 있는 것은 관심 종목과 지수예요."),
        )
    )
    return text, ((OpenWatchlist(USUAL).button(f"⭐ {say('관심')}"), ShowIndices().button(f"📊 {say('주요 지수')}")),)


def _ranked(place: int, row: Ranked) -> str:
    rate = "" if row.change_rate is None else f" ({row.change_rate:+.2f}%)"
    shown = f"{place}. {bold((row.name or row.symbol)[:NAME_SHOWN])} {won(row.price)}{rate}"
    if isinstance(row, MarketCapRank):
        return shown if row.market_cap is None else f"{shown} · {say('{amount}억원', amount=number(row.market_cap))}"
    if isinstance(row, StrengthRank):
        return shown if row.strength is None else f"{shown} · {row.strength:.2f}%"
    if isinstance(row, VolumeRank) and row.volume is not None:
        return f"{shown} · {say('{count}주', count=number(row.volume))}"
    return shown


def _index(each: Instrument, lines: Mapping[str, Line], newest: datetime, now: datetime) -> str:
    line = lines.get(key_of(each))
    if line is None:
        return f"{bold(each.name)}  {say('시세 없음')}"
    age = f" · {freshness(line.at, now, live=line.live)}" if line.at != newest else ""
    return f"{bold(each.name)}  {money(line.price, unit_of(each))}  {moved(each, line.change, line.rate)}{age}"


def _title(row: News) -> str:
    when = "" if row.time is None else f"{row.time:%H:%M} "
    day = "" if row.date is None else f"{row.date:%m-%d} "
    source = f" · <i>{safe(row.source[:NAME_SHOWN])}</i>" if row.source else ""
    return f"{day}{when}{safe(row.headline[:TITLE_SHOWN])}{source}"


def _rows(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[start : start + ACROSS]) for start in range(0, len(buttons), ACROSS))
