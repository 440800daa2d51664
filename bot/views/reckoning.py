"""How a check card's quantity came about, and what a loan means."""

from __future__ import annotations

from datetime import date

from bot.i18n import say
from bot.money import WON, money
from bot.trading.checks import Check
from bot.trading.quantities import Budget, Portion, cost, written
from bot.views.text import number
from kis.domestic.codes import Side


def loan(side: Side, day: date, later: int = 0) -> str:
    """Where the money comes from, or goes back to; `later` are the shares of loans that this order leaves."""
    if side is Side.BUY:
        return say("신용 · 융자로 사요. 이자가 붙어요. 대출일 {day}", day=day)
    oldest = say("신용 · {day}에 빌린 융자를 갚아요. 먼저 빌린 것부터예요.", day=day)
    if not later:
        return oldest
    left = say("다른 융자 {count}주는 남아요. 체결된 뒤 한 번 더 보내면 그다음 융자를 갚아요.", count=number(later))
    return f"{oldest}\n{left}"


def quantity(check: Check) -> list[str]:
    """How money or a percentage became a quantity, and what is left of the money."""
    unit = check.market.segment.unit
    if isinstance(check.asked, Portion):
        percent = written(check.asked, unit)
        return [say("{percent} → {count}", percent=percent, count=f"{number(check.quantity)}{unit}")]
    if not isinstance(check.asked, Budget):
        return []
    each = cost(check.asked, check.limits, check.price or check.quote.price, check.currency)
    left = check.asked.amount - check.quantity * each
    shown = money(int(left) if check.asked.currency == WON else left, check.asked.currency)
    return [
        say(
            "{amount}어치 → {count} · 남는 돈 {left}",
            amount=written(check.asked, unit),
            count=f"{number(check.quantity)}{unit}",
            left=shown,
        )
    ]
