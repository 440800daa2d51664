"""시세체결, 일별, 투자자 …: what is told of one instrument beside its price, one turning into the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from bot.buttons import Button, Press, Rows, Style
from bot.charts.spans import Span
from bot.charts.values import Unit
from bot.i18n import later, say
from bot.markets import can_order
from bot.names import key_of
from bot.quoting.assets import Asset
from bot.quoting.facts import INSTITUTIONS, OVERTIME_DAYS, OVERTIME_TRADES, TITLES, Fact, Facts, offered
from bot.quoting.told import Trades
from bot.trading.presses import StartOrder
from bot.views import told
from bot.views.quote import ShowBook, ShowChart, ShowQuote, freshness, title
from bot.views.text import Card, bold
from kis.credentials import Environment
from kis.domestic.codes import Side
from kis.domestic.etf_rows import EtfComponents
from kis.domestic.market_codes import ListPeriod
from kis.overseas.codes import Country
from kis.symbols import Instrument

TABS = {
    Fact.TRADES: later("체결"),
    Fact.DAYS: later("일별"),
    Fact.INVESTORS: later("투자자"),
    Fact.MEMBERS: later("회원사"),
    Fact.OVERTIME: later("시간외"),
    Fact.INFO: later("종목정보"),
    Fact.PARTS: later("구성종목"),
    Fact.NAV: later("NAV"),
}
ACROSS = 4
LABEL_SHOWN = 12
WAYS: Mapping[Fact, Mapping[str, str]] = {
    Fact.DAYS: {ListPeriod.DAY: later("일별"), ListPeriod.WEEK: later("주별"), ListPeriod.MONTH: later("월별")},
    Fact.INVESTORS: {"": later("개인·외국인·기관"), INSTITUTIONS: later("기관 나눠 보기")},
    Fact.OVERTIME: {
        "": later("시간외 지금"),
        OVERTIME_DAYS: later("시간외 일별"),
        OVERTIME_TRADES: later("시간외 체결"),
    },
}
"""What `more` a button under a fact may ask for."""


@dataclass(frozen=True, slots=True)
class ShowFact(Press):
    """Show it where the message stands, as it is now. `more` is as in `Facts`."""

    prefix: ClassVar[str] = "fact"
    fact: str
    symbol: str
    more: str


def card(found: Facts, badge: str) -> Card:
    """What was told, and the ways on."""
    lines = [title(found.instrument, badge), bold(say(TITLES[found.fact])), *told.lines(found)]
    lines.append(f"{freshness(found.at, found.at, live=False)} · {found.at:%H:%M:%S}{_late(found)}")
    return "\n".join(lines), _buttons(found)


def not_in_paper(instrument: Instrument, fact: Fact, badge: str) -> Card:
    """Paper does not tell this of an instrument; its days it does."""
    key = key_of(instrument)
    lines = (
        title(instrument, badge),
        bold(say(TITLES[fact])),
        say("모의투자에서는 한국투자증권이 알려 주지 않아요. 실전 계좌도 「연결」하면 모의에서도 볼 수 있어요."),
        say("모의에서 볼 수 있는 것은 현재가와 일별이에요."),
    )
    ways = [ShowQuote(key).button(say("현재가"))]
    ways += [tab(Fact.DAYS, instrument)] if Fact.DAYS in offered(instrument) else []
    return "\n".join(lines), (tuple(ways),)


def tab(fact: Fact, instrument: Instrument) -> Button:
    """The button that leads to a fact."""
    return ShowFact(fact, key_of(instrument), "").button(say(TABS[fact]))


def tabs(instrument: Instrument, but: Fact | None = None) -> Rows:
    """Everything that is told of such an instrument."""
    return _rows([tab(fact, instrument) for fact in offered(instrument) if fact is not but])


def _late(found: Facts) -> str:
    """Quotes of other countries than the US are fifteen minutes old, unless paid for."""
    exchange = found.instrument.exchange
    if exchange is None or exchange.country is Country.US or found.fact is Fact.INFO:
        return ""
    return f" · {say('15분 지연 시세')}"


def _buttons(found: Facts) -> Rows:
    instrument, key = found.instrument, key_of(found.instrument)
    looks = [
        ShowFact(found.fact, key, "" if found.fact is Fact.TRADES else found.more).button(f"🔄 {say('새로고침')}"),
        ShowQuote(key).button(say("현재가")),
    ]
    if Asset.of(instrument).has_book(Environment.REAL):
        looks.append(ShowBook(key).button(say("호가")))
    looks.append(ShowChart(key, Span(Unit.DAY).code).button(say("차트")))
    rows = (*_more(found, key), *tabs(instrument, found.fact), tuple(looks))
    if not can_order(instrument):
        return rows
    buy, sell = StartOrder.of(Side.BUY, key), StartOrder.of(Side.SELL, key)
    return (*rows, (buy.button(say("매수"), Style.RED), sell.button(say("매도"), Style.BLUE)))


def _more(found: Facts, key: str) -> Rows:
    """Other ways to see it: weeks, institutions, earlier trades, pages."""
    if isinstance(found.told, EtfComponents):
        return _parts(found, found.told, key)
    if found.fact is Fact.TRADES and isinstance(found.told, Trades):
        return _earlier(found, found.told, key)
    ways = WAYS.get(found.fact, {})
    return (tuple(ShowFact(found.fact, key, more).button(say(name)) for more, name in ways.items()),) if ways else ()


def _earlier(found: Facts, trades: Trades, key: str) -> Rows:
    """Trades before those that are shown, which KIS tells of domestic stocks alone."""
    at_home = Asset.of(found.instrument) in (Asset.STOCK, Asset.FUND)
    if not at_home or len(trades.rows) < told.TRADES_SHOWN:
        return ()
    last = trades.rows[told.TRADES_SHOWN - 1].time
    before = datetime.combine(found.at, last) - timedelta(seconds=1)
    return ((ShowFact(found.fact, key, f"{before:%H%M%S}").button(f"◀ {say('이전 체결')}"),),)


def _parts(found: Facts, parts: EtfComponents, key: str) -> Rows:
    """The stocks of this page, and the pages beside it."""
    page, shown = int(found.more or 0), told.page_of(parts, found.more)
    quotes = [ShowQuote(row.symbol).button((row.name or row.symbol)[:LABEL_SHOWN]) for row in shown]
    turns = []
    if page:
        turns.append(ShowFact(found.fact, key, str(page - 1) if page > 1 else "").button(f"◀ {say('앞')}"))
    if (page + 1) * told.PARTS_SHOWN < len(parts.components):
        turns.append(ShowFact(found.fact, key, str(page + 1)).button(f"{say('뒤')} ▶"))
    return (*_rows(quotes, 3), *((tuple(turns),) if turns else ()))


def _rows(buttons: Sequence[Button], across: int = ACROSS) -> Rows:
    return tuple(tuple(buttons[start : start + across]) for start in range(0, len(buttons), across))
