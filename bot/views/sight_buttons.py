"""What hangs under a quote card: the way to everything else that is told of an instrument, and to an order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.buttons import Button, Press, Rows, Style
from bot.channel_table import Kind
from bot.channels import wire
from bot.charts.spans import Span
from bot.charts.values import Unit
from bot.i18n import say
from bot.markets import can_order
from bot.names import key_of
from bot.quoting.assets import Asset
from bot.quoting.facts import Fact, offered
from bot.trading.presses import StartOrder
from bot.views.alerting import ask_button
from bot.views.boards import ShowNews
from bot.views.facts import tab, tabs
from bot.views.quote import OtherNames, RefreshQuote, ShowBook, ShowChart, ShowLive
from bot.views.watchlist import AddWatched
from bot.watchlists import USUAL
from kis.credentials import Environment
from kis.domestic.codes import Side
from kis.symbols import Instrument

_IN_THE_NEWS = frozenset({Asset.STOCK, Asset.FUND, Asset.ABROAD})


@dataclass(frozen=True, slots=True)
class WidenQuote(Press):
    """Bring a quote card up to date where it stands, with a button for all that is told of the instrument."""

    prefix: ClassVar[str] = "quote-wide"
    symbol: str


def buttons(
    instrument: Instrument, environment: Environment, now: datetime, remembered: str, *, wide: bool = False
) -> Rows:
    """Looks first, then what one does with them; `wide` opens 더보기."""
    key = key_of(instrument)
    first = [RefreshQuote(key).button(f"🔄 {say('새로고침')}")]
    first += [ShowBook(key).button(say("호가"))] if Asset.of(instrument).has_book(environment) else []
    first.append(ShowChart(key, Span(Unit.DAY).code).button(say("차트")))
    first += [ShowLive(key, Kind.TRADES).button(say("실시간"))] if wire(instrument, environment, now) else []
    rows: list[Sequence[Button]] = [first, _next(instrument, wide=wide), *(_everything(instrument) if wide else ())]
    if can_order(instrument):
        buy, sell = StartOrder.of(Side.BUY, key), StartOrder.of(Side.SELL, key)
        rows.append((buy.button(say("매수"), Style.RED), sell.button(say("매도"), Style.BLUE)))
    if remembered:
        rows.append((OtherNames(remembered).button(say("다른 종목")),))
    return tuple(tuple(row) for row in rows)


def _next(instrument: Instrument, *, wide: bool) -> Sequence[Button]:
    """An alert, the watchlist, the days, and the way to the rest and back."""
    key = key_of(instrument)
    row = [ask_button(instrument), AddWatched(USUAL, key).button(f"⭐ {say('관심')}")]
    if wide:
        return [*row, RefreshQuote(key).button(f"{say('접기')} ▲")]
    facts = offered(instrument)
    row += [tab(Fact.DAYS, instrument)] if Fact.DAYS in facts else []
    more = len(facts) > 1 or Asset.of(instrument) in _IN_THE_NEWS or Fact.DAYS not in facts
    return [*row, *([WidenQuote(key).button(f"{say('더보기')} ▼")] if more else [])]


def _everything(instrument: Instrument) -> Rows:
    """Every fact that there is, and the news."""
    news = ShowNews(key_of(instrument)).button(f"📰 {say('뉴스')}")
    return (*tabs(instrument), *(((news,),) if Asset.of(instrument) in _IN_THE_NEWS else ()))
