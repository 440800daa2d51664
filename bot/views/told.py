"""The lines of what is told of an instrument beside its price."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from bot.i18n import later, say
from bot.money import Figure, figures
from bot.quoting.assets import Asset, places_of
from bot.quoting.facts import Facts
from bot.quoting.told import (
    Day,
    Days,
    Flows,
    HomeStock,
    Investors,
    OvertimeList,
    OvertimeNow,
    Traded,
    Trades,
)
from bot.views.overtime import list_lines, now_lines
from bot.views.stock import abroad_lines, home_lines
from bot.views.text import bold, number, safe, won
from kis.domestic.days import InvestorDay
from kis.domestic.etf_rows import EtfComponent, EtfComponents, NavTrend
from kis.domestic.flows import FlowDay
from kis.domestic.members import Member, Members
from kis.symbols import Instrument
from kis.units import Shares

TRADES_SHOWN, DAYS_SHOWN, INVESTORS_SHOWN, FLOWS_SHOWN, PARTS_SHOWN = 20, 20, 10, 5, 15
NAME_SHOWN = 16


def lines(found: Facts) -> Sequence[str]:
    """What was told, line by line; that there is nothing yet is said."""
    return _lines(found) or [say("아직 없어요.")]


def page_of(parts: EtfComponents, more: str) -> Sequence[EtfComponent]:
    """The stocks of a page."""
    first = int(more or 0) * PARTS_SHOWN
    return parts.components[first : first + PARTS_SHOWN]


def _lines(found: Facts) -> Sequence[str]:
    instrument, told = found.instrument, found.told
    match told:
        case Trades():
            return _trades(instrument, told)
        case Days():
            return [_day(instrument, row) for row in told.rows[:DAYS_SHOWN]]
        case Investors():
            return [_investors(row, found.at) for row in told.rows[:INVESTORS_SHOWN]]
        case Flows():
            return [line for row in told.rows[:FLOWS_SHOWN] for line in _flows(row, found.at)]
        case Members():
            return _members(told)
        case OvertimeNow():
            return now_lines(told, found.at)
        case OvertimeList():
            return list_lines(told, found.at, DAYS_SHOWN)
        case HomeStock():
            return home_lines(told)
        case EtfComponents():
            return _parts(told, found.more)
        case NavTrend():
            return _nav(told)
        case _:
            return abroad_lines(told)


def counted(instrument: Instrument, volume: int | None) -> str:
    """`12주`, `3계약`; of an index in thousands of shares."""
    if volume is None:
        return ""
    asset, shown = Asset.of(instrument), number(volume)
    if asset is Asset.CONTRACT:
        return say("{count}계약", count=shown)
    return say("{count}천주", count=shown) if asset is Asset.INDEX else say("{count}주", count=shown)


def rate(of: Decimal | None) -> str:
    """` (+1.23%)`, or nothing where it is not known."""
    return "" if of is None else f" ({of:+.2f}%)"


def _price(instrument: Instrument, price: Figure) -> str:
    return bold(figures(price, places_of(instrument)))


def _trades(instrument: Instrument, told: Trades) -> list[str]:
    """Under 체결강도 of the day so far: over 100 more was bought than sold."""
    head = [] if told.strength is None else [say("체결강도 {rate}%", rate=f"{told.strength:.2f}")]
    head += [say("한국투자증권이 1분마다 모아 알려 줘요.")] if told.by_minute and told.rows else []
    rows = [_trade(instrument, row, by_minute=told.by_minute) for row in told.rows[:TRADES_SHOWN]]
    return [*head, *rows] if rows else []


def _trade(instrument: Instrument, row: Traded, *, by_minute: bool) -> str:
    at = f"{row.time:%H:%M}" if by_minute else f"{row.time:%H:%M:%S}"
    return f"{at}  {_price(instrument, row.price)}{rate(row.rate)}  {counted(instrument, row.volume)}".rstrip()


def _day(instrument: Instrument, row: Day) -> str:
    volume = counted(instrument, row.volume)
    return f"{row.date:%y-%m-%d}  {_price(instrument, row.close)}{rate(row.rate)}  {volume}".rstrip()


def _investors(row: InvestorDay | FlowDay, at: datetime) -> str:
    """Net buying in shares. KIS leaves the row of today blank until after the close."""
    bought = (row.individual_net_buying, row.foreign_net_buying, row.institution_net_buying)
    if None in bought:
        return f"{row.date:%m-%d}  {_not_yet(row.date, at.date())}"
    shown = [f"{value or 0:+,}" for value in bought]
    told = say("개인 {own} · 외국인 {abroad} · 기관 {houses}", own=shown[0], abroad=shown[1], houses=shown[2])
    return f"{row.date:%m-%d}  {told}"


def _flows(row: FlowDay, at: datetime) -> list[str]:
    """A day, and under it the institutions apart."""
    kinds: Sequence[tuple[str, Shares | None]] = (
        (later("금융투자"), row.securities_net_buying),
        (later("투신"), row.trust_net_buying),
        (later("사모"), row.private_fund_net_buying),
        (later("은행"), row.bank_net_buying),
        (later("보험"), row.insurance_net_buying),
        (later("연기금"), row.pension_net_buying),
    )
    apart = [f"{say(name)} {value:+,}" for name, value in kinds if value]
    return [_investors(row, at), *([f"└ {' · '.join(apart)}"] if apart else [])]


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


def _parts(told: EtfComponents, more: str) -> list[str]:
    head = say("{count}종목 · 비중이 큰 것부터", count=number(len(told.components)))
    first = int(more or 0) * PARTS_SHOWN + 1
    rows = [_part(place, row) for place, row in enumerate(page_of(told, more), first)]
    return [head, *rows] if rows else []


def _part(place: int, row: EtfComponent) -> str:
    weight = "" if row.weight is None else f" {row.weight:.2f}%"
    price = "" if row.price is None else f" · {won(row.price)}{rate(row.change_rate)}"
    return f"{place}. {bold((row.name or row.symbol)[:NAME_SHOWN])}{weight}{price}"


def _nav(told: NavTrend) -> list[str]:
    """The price, and what the fund's holdings are worth a share."""
    quote, nav = told.quote, told.nav
    lines = [
        say("현재가 {price}", price=bold(won(quote.price))) + rate(quote.change_rate),
        f"NAV {bold(figures(nav.nav, 2))}{rate(nav.nav_change_rate)}",
    ]
    if nav.nav:
        gap = 100 * (Decimal(quote.price) - nav.nav) / nav.nav
        lines.append(say("괴리율 {rate}%", rate=f"{gap:+.2f}"))
    if nav.nav_open and nav.nav_high and nav.nav_low:
        shown = [figures(each, 2) for each in (nav.nav_open, nav.nav_high, nav.nav_low)]
        lines.append("NAV " + say("시 {open} · 고 {high} · 저 {low}", open=shown[0], high=shown[1], low=shown[2]))
    return lines
