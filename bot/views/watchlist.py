"""관심: a watchlist in one message, its instruments as buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.buttons import Button, Press, Rows
from bot.i18n import say
from bot.money import money
from bot.names import key_of
from bot.quoting.assets import unit_of
from bot.quoting.many import Line
from bot.views.choosing import options
from bot.views.quote import ShowQuote, freshness, moved
from bot.views.text import Card, bold, safe
from bot.watchlists import USUAL, Watchlist
from kis.symbols import Instrument

ACROSS = 3
NAME_SHOWN = 20
LABEL_SHOWN = 12


@dataclass(frozen=True, slots=True)
class OpenWatchlist(Press):
    """Show a list where the message stands, with the prices of now."""

    prefix: ClassVar[str] = "watch"
    watchlist: str


@dataclass(frozen=True, slots=True)
class ThinWatchlist(Press):
    """Let the buttons take instruments off the list."""

    prefix: ClassVar[str] = "watch-thin"
    watchlist: str


@dataclass(frozen=True, slots=True)
class AddWatched(Press):
    """Put an instrument on a list."""

    prefix: ClassVar[str] = "watch-add"
    watchlist: str
    symbol: str


@dataclass(frozen=True, slots=True)
class DropWatched(Press):
    """Take an instrument off a list."""

    prefix: ClassVar[str] = "watch-drop"
    watchlist: str
    symbol: str


def card(found: Watchlist, badge: str, *, thinning: bool = False) -> Card:
    """The list and its prices. While `thinning` a press takes an instrument off."""
    if not found.instruments:
        return _empty(found, badge)
    asked = [line.at for line in found.lines.values() if not line.live]
    newest = max(asked, default=found.at)
    lines = [f"⭐ {bold(say('관심'))} · {safe(_called(found.name))} · {badge}"]
    lines += [_line(each, found, newest) for each in found.instruments]
    lines.append(f"{freshness(newest, found.at, live=not asked)} · {newest:%H:%M:%S}")
    if thinning:
        lines.append(say("뺄 종목을 누르세요."))
        drops = [DropWatched(found.name, key_of(each)).button(f"➖ {_label(each)}") for each in found.instruments]
        return "\n".join(lines), (*_rows(drops), (OpenWatchlist(found.name).button(f"← {say('돌아가기')}"),))
    quotes = [ShowQuote(key_of(each)).button(_label(each)) for each in found.instruments]
    tools = (
        OpenWatchlist(found.name).button(f"🔄 {say('새로고침')}"),
        ThinWatchlist(found.name).button(f"➖ {say('빼기')}"),
    )
    return "\n".join(lines), (*_rows(quotes), tools, *_others(found))


def choices(watchlist: str, text: str, candidates: Sequence[Instrument]) -> Card:
    """Several instruments fit what is to be put on a list."""
    return options(text, candidates, lambda key: AddWatched(watchlist, key))


def no_such_list(instrument: Instrument) -> Card:
    """What was typed is no list but an instrument: most likely it should be on one."""
    name = safe(instrument.name[:NAME_SHOWN])
    return say("{name} 종목을 관심에 넣을까요? 직접 적으려면: <code>관심 추가 {name}</code>", name=name), (
        (
            AddWatched(USUAL, key_of(instrument)).button(f"⭐ {say('관심에 추가')}"),
            ShowQuote(key_of(instrument)).button(say("현재가")),
        ),
    )


def changed(name: str) -> Card:
    """A list was changed while nobody tells the prices."""
    text = say("목록을 바꿨어요. 시세는 지금 확인하지 못했어요. 잠시 뒤에 다시 봐 주세요.")
    return text, ((OpenWatchlist(name or USUAL).button(f"⭐ {say('관심')}"),),)


def _empty(found: Watchlist, badge: str) -> Card:
    text = "\n".join(
        (
            f"⭐ {bold(say('관심'))} · {safe(_called(found.name))} · {badge}",
            say("아직 비어 있어요. 이렇게 넣어 보세요: <code>관심 추가 삼성전자, 네이버</code>"),
            say("이름을 붙여 나눌 수도 있어요: <code>관심 반도체 추가 하이닉스</code>"),
        )
    )
    return text, _others(found)


def _line(each: Instrument, found: Watchlist, newest: datetime) -> str:
    """A price that is older than the newest one of the list, or follows the market, says so itself."""
    line = found.lines.get(key_of(each))
    if line is None:
        return f"{bold(each.name[:NAME_SHOWN])}  {say('시세 없음')}"
    age = f" · {freshness(line.at, found.at, live=line.live)}" if line.live or line.at != newest else ""
    return f"{bold(each.name[:NAME_SHOWN])}  {_price(each, line)}{age}"


def _price(each: Instrument, line: Line) -> str:
    return f"{money(line.price, unit_of(each))}  {moved(each, line.change, line.rate)}"


def _label(each: Instrument) -> str:
    return each.name[:LABEL_SHOWN]


def _others(found: Watchlist) -> Rows:
    return _rows([OpenWatchlist(name).button(f"⭐ {_called(name)}") for name in found.others])


def _rows(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[start : start + ACROSS]) for start in range(0, len(buttons), ACROSS))


def _called(name: str) -> str:
    return say(USUAL) if name == USUAL else name
