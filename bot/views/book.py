"""호가: the order book, whose prices are buttons."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import ClassVar

from bot.buttons import Button, Press, Style
from bot.trading.presses import StartOrder
from bot.views.quote import title
from bot.views.text import Card, bold, change, number, safe, won
from kis.domestic.book import ExpectedMatch, Level, OrderBook
from kis.domestic.codes import Side
from kis.symbols import Instrument
from kis.units import Shares, Won

QUANTITIES = (1, 10, 0)
"""Offered at once; 0 stands for another one, which is asked."""


@dataclass(frozen=True, slots=True)
class RefreshBook(Press):
    """Bring an order book up to date where it stands."""

    prefix: ClassVar[str] = "book-again"
    symbol: str


@dataclass(frozen=True, slots=True)
class PickPrice(Press):
    """A price of the book was pressed."""

    prefix: ClassVar[str] = "pick"
    symbol: str
    price: int


def card(instrument: Instrument, book: OrderBook, badge: str) -> Card:
    """The book with its ten levels: asks on the left, bids on the right, the best on top."""
    ladder = book.ladder
    lines = [
        title(instrument, badge),
        *_last(book.expected),
        *_expected(book.expected),
        f"매도 잔량 {number(ladder.total_ask_size or 0)} │ 매수 잔량 {number(ladder.total_bid_size or 0)}",
        "○ 방금 · 가격을 누르면 주문할 수 있어요",
    ]
    rows = [
        tuple(button for button in (_level(instrument, ask, Style.BLUE), _level(instrument, bid, Style.RED)) if button)
        for ask, bid in zip_longest(ladder.asks, ladder.bids)
    ]
    return "\n".join(lines), (*rows, (RefreshBook(instrument.code).button("🔄 새로고침"),))


def picked(instrument: Instrument, price: Won, badge: str) -> Card:
    """What to do at this price. Nothing is ordered before the check card's 확정."""
    text = (
        f"{title(instrument, badge)}\n{bold(won(price))}에 주문할까요? 확인 카드를 먼저 보여 드려요.\n"
        f"직접 적어도 돼요: <code>매수 {safe(instrument.name)} 5 {price}</code>"
    )
    return text, (
        tuple(_start(Side.BUY, instrument, price, quantity) for quantity in QUANTITIES),
        tuple(_start(Side.SELL, instrument, price, quantity) for quantity in QUANTITIES),
    )


def _level(instrument: Instrument, level: Level | None, style: Style) -> Button | None:
    if level is None:
        return None
    text = f"{number(level.price)} · {number(level.size)}"
    return PickPrice(instrument.code, int(level.price)).button(text, style)


def _start(side: Side, instrument: Instrument, price: Won, quantity: int) -> Button:
    word, style = ("매수", Style.RED) if side is Side.BUY else ("매도", Style.BLUE)
    label = f"{word} {quantity}주" if quantity else f"{word} 다른 수량"
    return StartOrder.of(side, instrument.code, price, Shares(quantity) if quantity else None).button(label, style)


def _last(told: ExpectedMatch | None) -> list[str]:
    """The price now, which comes with the book: one call instead of two, and KIS allows one a second in paper."""
    if told is None or not told.price or not told.reference_price:
        return []
    moved = told.price - told.reference_price
    return [f"{bold(won(told.price))}  {change(moved, Decimal(100 * moved) / told.reference_price)}"]


def _expected(expected: ExpectedMatch | None) -> list[str]:
    """예상체결, in auctions only."""
    if expected is None or not expected.expected_price:
        return []
    return [f"예상체결 {won(expected.expected_price)} · {number(expected.expected_volume or 0)}주"]
