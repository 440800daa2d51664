"""시세체결, 일별, 투자자, 회원사: what is told of one stock beside its price, one turning into the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import ClassVar

from bot.buttons import Button, Press, Rows, Style
from bot.charts.spans import Span
from bot.charts.values import Unit
from bot.i18n import later, say
from bot.names import key_of
from bot.quoting.facts import TITLES, Fact, Facts
from bot.trading.presses import StartOrder
from bot.views.quote import ShowBook, ShowChart, ShowQuote, freshness, title
from bot.views.text import Card, bold, number, safe
from kis.domestic.codes import Side
from kis.domestic.days import DailyPrice, InvestorDay
from kis.domestic.market_codes import ListPeriod
from kis.domestic.members import Member, Members
from kis.domestic.trades import TimedTrade

TRADES_SHOWN, DAYS_SHOWN, INVESTORS_SHOWN = 20, 20, 10
NAME_SHOWN = 16
TABS = {
    Fact.TRADES: later("체결"),
    Fact.DAYS: later("일별"),
    Fact.INVESTORS: later("투자자"),
    Fact.MEMBERS: later("회원사"),
}
PERIODS = {ListPeriod.DAY: later("일별"), ListPeriod.WEEK: later("주별"), ListPeriod.MONTH: later("월별")}


@dataclass(frozen=True, slots=True)
class ShowFact(Press):
    """Show it where the message stands, as it is now. `more` is as in `Facts`."""

    prefix: ClassVar[str] = "fact"
    fact: str
    symbol: str
    more: str


def card(found: Facts, badge: str) -> Card:
    """What was told, and the ways on."""
    lines = [title(found.instrument, badge), bold(say(TITLES[found.fact])), *_lines(found)]
    lines.append(f"{freshness(found.at, found.at, live=False)} · {found.at:%H:%M:%S}")
    return "\n".join(lines), _buttons(found)


def _lines(found: Facts) -> Sequence[str]:
    told = found.told
    if isinstance(told, Members):
        return _members(told)
    if not told:
        return [say("아직 없어요.")]
    lines = []
    for row in told[: _shown(found.fact)]:
        if isinstance(row, TimedTrade):
            lines.append(_trade(row))
        elif isinstance(row, DailyPrice):
            lines.append(_day(row))
        else:
            lines.append(_investors(row, found.at))
    return [*_strength(told[0]), *lines]


def _shown(fact: Fact) -> int:
    return {Fact.TRADES: TRADES_SHOWN, Fact.DAYS: DAYS_SHOWN}.get(fact, INVESTORS_SHOWN)


def _strength(newest: object) -> list[str]:
    """체결강도 of the day so far: over 100 more was bought than sold."""
    if not isinstance(newest, TimedTrade) or newest.strength is None:
        return []
    return [say("체결강도 {rate}%", rate=f"{newest.strength:.2f}")]


def _trade(row: TimedTrade) -> str:
    volume = "" if row.volume is None else f"  {say('{count}주', count=number(row.volume))}"
    return f"{row.time:%H:%M:%S}  {bold(number(row.price))}{_rate(row.change_rate)}{volume}"


def _day(row: DailyPrice) -> str:
    volume = "" if row.volume is None else f"  {say('{count}주', count=number(row.volume))}"
    return f"{row.date:%y-%m-%d}  {bold(number(row.close))}{_rate(row.change_rate)}{volume}"


def _rate(rate: Decimal | None) -> str:
    return "" if rate is None else f" ({rate:+.2f}%)"


def _investors(row: InvestorDay, at: datetime) -> str:
    """Net buying in shares. KIS leaves the row of today blank until after the close."""
    bought = (row.individual_net_buying, row.foreign_net_buying, row.institution_net_buying)
    if None in bought:
        return f"{row.date:%m-%d}  {_not_yet(row.date, at.date())}"
    shown = [f"{value or 0:+,}" for value in bought]
    told = say("개인 {own} · 외국인 {abroad} · 기관 {houses}", own=shown[0], abroad=shown[1], houses=shown[2])
    return f"{row.date:%m-%d}  {told}"


def _not_yet(day: date, today: date) -> str:
    return say("장이 끝난 뒤에 나와요") if day == today else say("없음")


def _members(told: Members) -> list[str]:
    return [
        say("많이 산 회원사"),
        *_ranked(told.buyers),
        say("많이 판 회원사"),
        *_ranked(told.sellers),
    ]


def _ranked(members: Sequence[Member]) -> list[str]:
    return [_member(place, one) for place, one in enumerate(members, 1)] or [say("아직 없어요.")]


def _member(place: int, one: Member) -> str:
    share = "" if one.share is None else f" ({one.share:.2f}%)"
    abroad = f" · {say('외국계')}" if one.foreign else ""
    return f"{place}. {safe(one.name[:NAME_SHOWN])} {say('{count}주', count=number(one.quantity))}{share}{abroad}"


def _buttons(found: Facts) -> Rows:
    key = key_of(found.instrument)
    newest = found.more if found.fact is Fact.DAYS else ""
    tabs = [ShowFact(fact, key, "").button(say(name)) for fact, name in TABS.items() if fact is not found.fact]
    buy, sell = StartOrder.of(Side.BUY, key), StartOrder.of(Side.SELL, key)
    return (
        *_more(found, key),
        tuple(tabs),
        (
            ShowFact(found.fact, key, newest).button(f"🔄 {say('새로고침')}"),
            ShowQuote(key).button(say("현재가")),
            ShowBook(key).button(say("호가")),
            ShowChart(key, Span(Unit.DAY).code).button(say("차트")),
        ),
        (buy.button(say("매수"), Style.RED), sell.button(say("매도"), Style.BLUE)),
    )


def _more(found: Facts, key: str) -> tuple[tuple[Button, ...], ...]:
    """Weeks and months instead of days; trades before those that are shown."""
    if found.fact is Fact.DAYS:
        return (tuple(ShowFact(found.fact, key, code).button(say(name)) for code, name in PERIODS.items()),)
    if found.fact is not Fact.TRADES or isinstance(found.told, Members) or len(found.told) < TRADES_SHOWN:
        return ()
    last = found.told[TRADES_SHOWN - 1]
    if not isinstance(last, TimedTrade):
        return ()
    before = datetime.combine(found.at, last.time) - timedelta(seconds=1)
    return ((ShowFact(found.fact, key, f"{before:%H%M%S}").button(f"◀ {say('이전 체결')}"),),)
