"""전광판: futures, and options by strike, each a press away from its quote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import ClassVar

from bot.buttons import Button, Press, Rows
from bot.i18n import say
from bot.money import figures
from bot.quoting.option_boards import PRODUCTS, FuturesBoard, OptionsBoard, Strike
from bot.views.quote import ShowQuote, freshness
from bot.views.text import Card, bold, number
from kis.derivatives.boards import FutureRow, OptionRow, UnderlyingBoard

STRIKES_SHOWN, FUTURES_SHOWN, MONTHS_SHOWN = 9, 8, 8
MOST_PAGES = 99
ACROSS = 3


@dataclass(frozen=True, slots=True)
class ShowFutures(Press):
    """Show the futures of a product where the message stands, as they are now."""

    prefix: ClassVar[str] = "board"
    product: str


@dataclass(frozen=True, slots=True)
class ShowOptions(Press):
    """Show options of a month where the message stands; page 0 is that around the money, -1 above it."""

    prefix: ClassVar[str] = "options"
    product: str
    month: str
    page: int


def futures_card(found: FuturesBoard, badge: str) -> Card:
    """The futures with what they stand on; the months of the options below."""
    rows = found.rows[:FUTURES_SHOWN]
    lines = [
        f"📋 {bold(say('선물 전광판'))} · {say(PRODUCTS[found.product][1])} · {badge}",
        *_stands_on(found.underlying),
    ]
    lines += [_future(row) for row in rows] or [say("이 상품의 선물이 없어요.")]
    lines.append(_age(found.at))
    quotes = [ShowQuote(row.symbol).button((row.name or row.symbol)[:14]) for row in rows]
    months = [ShowOptions(found.product, month, 0).button(_month(month)) for month in found.months[:MONTHS_SHOWN]]
    others = [ShowFutures(key).button(say(name)) for key, (_, name) in PRODUCTS.items() if key != found.product]
    again = ShowFutures(found.product).button(f"🔄 {say('새로고침')}")
    return "\n".join(lines), (*_rows(quotes, ACROSS), *_rows(months, 4), tuple(others), (again,))


def options_card(found: OptionsBoard, page: int, badge: str) -> Card:
    """Nine strikes, calls on the left and puts on the right; higher and lower ones a press away."""
    last = max(len(found.strikes) - STRIKES_SHOWN, 0)
    first = min(max(found.middle - STRIKES_SHOWN // 2 + page * STRIKES_SHOWN, 0), last)
    strikes = found.strikes[first : first + STRIKES_SHOWN]
    name = say(PRODUCTS[found.product][1])
    lines = [f"📋 {bold(say('옵션 전광판'))} · {name} {_month(found.month)} · {badge}"]
    lines += [say("행사가: 콜 │ 풋")] if strikes else [say("이 달의 옵션이 없어요.")]
    lines += [_strike(each) for each in strikes]
    lines.append(_age(found.at))
    rows = [tuple(_sides(each)) for each in strikes]
    return "\n".join(lines), (*rows, *_turns(found, page, up=first > 0, down=first < last))


def _stands_on(found: UnderlyingBoard | None) -> list[str]:
    if found is None or not found.underlying.underlying_price:
        return []
    told = found.underlying
    shown = f"{figures(told.underlying_price or Decimal(0), 2)}{_rate(told.underlying_change_rate)}"
    left = [each.days_left for each in found.expiries if each.days_left is not None]
    days = f" · {say('만기까지 {days}일', days=min(left))}" if left else ""
    return [say("기초자산 {price}", price=shown) + days]


def _future(row: FutureRow) -> str:
    head = f"{bold((row.name or row.symbol).strip())} {_price(row.price)}{_rate(row.change_rate)}"
    parts = [say("거래량 {volume}계약", volume=number(row.volume))] if row.volume is not None else []
    parts += [say("미결제 {contracts}계약", contracts=number(row.open_interest))] if row.open_interest else []
    return "\n".join(filter(None, (head, " · ".join(parts))))


def _strike(strike: Strike) -> str:
    middle = " ◀" if strike.at_the_money else ""
    return f"{bold(figures(strike.price, 1))}: {_side(strike.call)} │ {_side(strike.put)}{middle}"


def _side(row: OptionRow | None) -> str:
    return "–" if row is None or not row.price else f"{_price(row.price)}{_rate(row.change_rate)}"


def _sides(strike: Strike) -> Sequence[Button]:
    shown = figures(strike.price, 1)
    return [
        ShowQuote(row.symbol).button(f"{word} {shown} · {_price(row.price)}")
        for row, word in ((strike.call, say("콜")), (strike.put, say("풋")))
        if row is not None
    ]


def _turns(found: OptionsBoard, page: int, *, up: bool, down: bool) -> Rows:
    turn = [ShowOptions(found.product, found.month, page - 1).button(f"▲ {say('높은 행사가')}")] if up else []
    turn += [ShowOptions(found.product, found.month, page + 1).button(f"▼ {say('낮은 행사가')}")] if down else []
    tools = (
        ShowOptions(found.product, found.month, page).button(f"🔄 {say('새로고침')}"),
        ShowFutures(found.product).button(say("선물 전광판")),
    )
    return (*((tuple(turn),) if turn else ()), tools)


def _month(month: str) -> str:
    """`202612` as 12월물, with its year."""
    return say("{year}년 {month}월물", year=month[2:4], month=month[4:].lstrip("0"))


def _price(price: Decimal | None) -> str:
    return "–" if price is None else figures(price, 2)


def _rate(rate: Decimal | None) -> str:
    return "" if rate is None else f" ({rate:+.2f}%)"


def _age(at: datetime) -> str:
    return f"{freshness(at, at, live=False)} · {at:%H:%M:%S}"


def _rows(buttons: Sequence[Button], across: int) -> Rows:
    return tuple(tuple(buttons[start : start + across]) for start in range(0, len(buttons), across))
