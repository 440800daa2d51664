"""휴장: the days without trading, at home and abroad."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from bot.buttons import Press
from bot.holidays import Closed, Holidays
from bot.i18n import later, say
from bot.markets.hours import holiday
from bot.views.quote import freshness
from bot.views.text import Card, bold, safe
from kis.domestic.market_rows import MarketDays
from kis.overseas.codes import Country
from kis.overseas.stock import SettlementDay

WEEKDAYS = (later("(월)"), later("(화)"), later("(수)"), later("(목)"), later("(금)"), later("(토)"), later("(일)"))
COUNTRIES = {
    Country.US: later("미국"),
    Country.HONG_KONG: later("홍콩"),
    Country.CHINA: later("중국"),
    Country.JAPAN: later("일본"),
    Country.VIETNAM: later("베트남"),
}
NAME_SHOWN = 16


@dataclass(frozen=True, slots=True)
class ShowHolidays(Press):
    """Bring the days up to date where they stand."""

    prefix: ClassVar[str] = "holidays"


def card(found: Holidays, badge: str, at: datetime) -> Card:
    """Today first, then what is closed next, then when trades are settled."""
    today = say("오늘 국내 증시는 열려요") if found.open_today else say("오늘 국내 증시는 쉬어요")
    lines = [
        f"🗓 {bold(say('휴장'))} · {badge}",
        f"{_day(found.today)} · {today}",
        "",
        f"{bold(say('국내'))}  {_list(found.at_home)}",
        *(f"{bold(say(COUNTRIES[country]))}  {_list(days)}" for country, days in found.abroad.items()),
    ]
    if found.early:
        lines.append(say("미국 조기 마감 {days}", days=", ".join(map(_day, found.early))))
    if found.futures is not None:
        lines += ["", _futures(found.futures)]
    if found.settlements:
        lines.append(say("오늘 해외 체결의 결제일 {days}", days=_settled(found.settlements)))
    if found.night_ledger is not None:
        ledger = say("야간 원장") if found.night_ledger else say("주간 원장")
        lines.append(say("해외주식은 지금 {ledger}으로 처리해요", ledger=ledger))
    lines += ["", _source(found), f"{freshness(at, at, live=False)} · {at:%H:%M:%S}"]
    return "\n".join(lines), ((ShowHolidays().button(f"🔄 {say('새로고침')}"),),)


def _source(found: Holidays) -> str:
    if found.told_until is None:
        return say("모의투자에서는 한국투자증권이 휴장일을 알려 주지 않아, 비서가 아는 달력이에요.")
    return say("국내는 {day}까지 한국투자증권 확인 · 그 뒤와 해외는 비서가 아는 달력", day=_day(found.told_until))


def _list(days: Sequence[Closed]) -> str:
    return ", ".join(f"{_day(one.day)} {safe(holiday(one.name)[:NAME_SHOWN])}" for one in days) or "–"


def _day(day: date) -> str:
    return f"{day:%m-%d}{say(WEEKDAYS[day.weekday()])}"


def _futures(told: MarketDays) -> str:
    days = ", ".join(_day(day) for day in told.days if day is not None and day >= told.today)
    hours = f" · {told.opens:%H:%M}~{told.closes:%H:%M}" if told.opens and told.closes else ""
    return say("선물 영업일 {days}", days=days) + hours


def _settled(rows: Iterable[SettlementDay]) -> str:
    """One for each country that trades today: its markets settle alike."""
    shown: dict[str, str] = {}
    for row in rows:
        country = (row.country_name or row.country or "").strip()
        if country and row.settlement_date is not None:
            shown.setdefault(country, _day(row.korean_settlement_date or row.settlement_date))
    return ", ".join(f"{safe(country[:NAME_SHOWN])} {day}" for country, day in shown.items()) or "–"
