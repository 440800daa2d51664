"""지수, 뉴스: the market as a whole."""

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
from bot.quoting.boards import ABROAD, Headline, Headlines
from bot.quoting.many import Line
from bot.quoting.ranks import Rank
from bot.views.quote import ShowQuote, freshness, moved
from bot.views.ranks import ShowRank
from bot.views.text import Card, bold, safe
from bot.views.watchlist import OpenWatchlist
from bot.watchlists import USUAL
from kis.overseas.codes import Exchange
from kis.symbols import Instrument

TITLES_SHOWN = 15
NAME_SHOWN, LABEL_SHOWN, TITLE_SHOWN = 16, 12, 90
ACROSS = 3


@dataclass(frozen=True, slots=True)
class ShowIndices(Press):
    """Show the indices where the message stands, as they are now."""

    prefix: ClassVar[str] = "indices"


@dataclass(frozen=True, slots=True)
class ShowNews(Press):
    """Show the newest titles where the message stands; of all at home where `symbol` is blank, abroad by `ABROAD`."""

    prefix: ClassVar[str] = "news"
    symbol: str


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
    of = found.instrument.name if found.instrument else say("해외") if found.abroad else ""
    lines = [f"📰 {bold(say('뉴스'))}{f' · {bold(of)}' if of else ''} · {badge}"]
    lines += [_title(row) for row in found.rows[:TITLES_SHOWN]] or [say("새 소식이 없어요.")]
    lines.append(f"{freshness(found.at, found.at, live=False)} · {found.at:%H:%M:%S}")
    return "\n".join(lines), (tuple(_ways(found)),)


def _ways(found: Headlines) -> Sequence[Button]:
    key = key_of(found.instrument) if found.instrument else ABROAD if found.abroad else ""
    tools = [ShowNews(key).button(f"🔄 {say('새로고침')}")]
    tools += [ShowQuote(key).button(say("현재가"))] if found.instrument else []
    tools += [ShowNews("").button(say("전체 뉴스"))] if key else []
    return [*tools, *([ShowNews(ABROAD).button(say("해외 뉴스"))] if key != ABROAD else [])]


def not_in_paper(what: str, badge: str) -> Card:
    """Paper does not tell this; what comes nearest does."""
    text = "\n".join(
        (
            f"{bold(what)} · {badge}",
            say("모의투자에서는 한국투자증권이 알려 주지 않아요. 실전 계좌도 「연결」하면 모의에서도 볼 수 있어요."),
            say("지금 볼 수 있는 것은 관심 종목, 지수, 미국 시가총액 순위예요."),
        )
    )
    abroad = ShowRank(Rank.MARKET_CAP, Exchange.NASDAQ.value, 0)
    return text, (
        (OpenWatchlist(USUAL).button(f"⭐ {say('관심')}"), ShowIndices().button(f"📊 {say('주요 지수')}")),
        (abroad.button(f"🏆 {say('미국 시가총액')}"),),
    )


def _index(each: Instrument, lines: Mapping[str, Line], newest: datetime, now: datetime) -> str:
    line = lines.get(key_of(each))
    if line is None:
        return f"{bold(each.name)}  {say('시세 없음')}"
    age = f" · {freshness(line.at, now, live=line.live)}" if line.at != newest else ""
    return f"{bold(each.name)}  {money(line.price, unit_of(each))}  {moved(each, line.change, line.rate)}{age}"


def _title(row: Headline) -> str:
    when = "" if row.time is None else f"{row.time:%H:%M} "
    day = "" if row.date is None else f"{row.date:%m-%d} "
    source = f" · <i>{safe(row.source[:NAME_SHOWN])}</i>" if row.source else ""
    return f"{day}{when}{safe(row.text[:TITLE_SHOWN])}{source}"


def _rows(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[start : start + ACROSS]) for start in range(0, len(buttons), ACROSS))
