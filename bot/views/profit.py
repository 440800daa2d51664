"""손익: what was earned in a period."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.buttons import Press, Rows
from bot.i18n import say
from bot.profits import DAY, OFFERED, Profit, ProfitPeriod, Unrealized
from bot.views.quote import freshness
from bot.views.statement import ShowStatement
from bot.views.text import Card, bold, number, safe, won

DAYS_SHOWN = 15
STOCKS_SHOWN = 25
NAME_SHOWN = 20


@dataclass(frozen=True, slots=True)
class ShowProfit(Press):
    """Show a period where the message stands, with the figures of now."""

    prefix: ClassVar[str] = "profit"
    period: str


@dataclass(frozen=True, slots=True)
class ShowProfitByStock(Press):
    """The same period, stock by stock."""

    prefix: ClassVar[str] = "profit-stocks"
    period: str


def card(found: Profit | Unrealized, badge: str, account: str, now: datetime, *, by_stock: bool = False) -> Card:
    """The sum first, then what it is made of: by day, or `by_stock`."""
    period = found.period
    span = f"{period.start:%m-%d}" if period.start == period.end else f"{period.start:%Y-%m-%d} ~ {period.end:%m-%d}"
    lines = [f"📈 {bold(say('손익'))} · {say(period.name)} ({span}) · {account} {badge}"]
    if isinstance(found, Unrealized):
        lines += _unrealized(found)
    else:
        lines += _realized(found)
        lines += _stocks(found) if by_stock else _days(found)
    lines.append(f"{freshness(now, now, live=False)} · {now:%H:%M:%S}")
    return "\n".join(lines), _buttons(period, by_stock=by_stock, whole=isinstance(found, Profit))


def signed(amount: int) -> str:
    """`▲ 1,200원`, `▼ 300원`, `– 0원`."""
    arrow = "▲" if amount > 0 else "▼" if amount < 0 else "–"
    return f"{arrow} {won(abs(amount))}"


def _realized(found: Profit) -> list[str]:
    totals = found.home.totals
    parts = [say("국내 {amount}", amount=signed(totals.realized or 0))]
    if found.abroad is None:
        parts.append(say("해외는 지금 확인하지 못했어요"))
    else:
        parts.append(say("해외 {amount}", amount=signed(int(found.abroad.profit or 0))))
    lines = [say("실현손익 {amount}", amount=bold(signed(found.realized))), " · ".join(parts)]
    if totals.bought or totals.sold:
        bought, sold = number(totals.bought or 0), number(totals.sold or 0)
        lines.append(say("국내 매수 {bought} · 매도 {sold}", bought=bought, sold=sold))
        lines.append(say("수수료 {fee} · 세금 {tax}", fee=number(totals.fee or 0), tax=number(totals.tax or 0)))
    return lines


def _days(found: Profit) -> list[str]:
    """Only where there is more than one to tell apart."""
    sold = [day for day in found.home.days if day.realized]
    if found.period.start == found.period.end or not sold:
        return [] if sold else [say("판 종목이 없어 실현손익이 없어요.")]
    sold.sort(key=lambda day: day.date, reverse=True)
    lines = ["", *(f"{day.date:%m-%d}  {signed(day.realized)}" for day in sold[:DAYS_SHOWN])]
    return lines + _rest(len(sold) - DAYS_SHOWN)


def _stocks(found: Profit) -> list[str]:
    sums: dict[str, int] = defaultdict(int)
    names = {}
    for trade in found.trades:
        sums[trade.symbol] += trade.realized
        names[trade.symbol] = trade.name or trade.symbol
    moved = sorted((symbol for symbol in sums if sums[symbol]), key=lambda symbol: -abs(sums[symbol]))
    if not moved:
        return [say("판 종목이 없어 실현손익이 없어요.")]
    lines = [f"{safe(names[symbol][:NAME_SHOWN])}  {signed(sums[symbol])}" for symbol in moved[:STOCKS_SHOWN]]
    return ["", *lines, *_rest(len(moved) - STOCKS_SHOWN)]


def _rest(count: int) -> list[str]:
    return [say("… 외 {count}줄", count=count)] if count > 0 else []


def _unrealized(found: Unrealized) -> list[str]:
    totals = found.totals
    lines = [say("모의투자에서는 한국투자증권이 기간 손익을 알려 주지 않아요. 지금 알 수 있는 손익이에요.")]
    if totals.profit is not None:
        lines.append(say("평가손익 {amount}", amount=bold(signed(totals.profit))))
    if totals.asset_change is not None:
        lines.append(say("어제보다 총자산 {amount}", amount=signed(totals.asset_change)))
    return lines


def _buttons(period: ProfitPeriod, *, by_stock: bool, whole: bool) -> Rows:
    again: Press = ShowProfitByStock(period.name) if by_stock else ShowProfit(period.name)
    tools = [again.button(f"🔄 {say('새로고침')}")]
    if not whole:
        return ((ShowProfit(DAY).button(f"🔄 {say('새로고침')}"),),)
    other: Press = ShowProfit(period.name) if by_stock else ShowProfitByStock(period.name)
    tools.append(other.button(say("날짜별") if by_stock else say("종목별")))
    tools.append(ShowStatement("settlement", DAY, 0).button(say("선물·옵션")))
    return tuple(ShowProfit(name).button(say(name)) for name in OFFERED), tuple(tools)
