"""호가: the order book, whose prices are buttons."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import ClassVar

from bot.buttons import Button, Press, Style
from bot.channel_table import Kind
from bot.i18n import say
from bot.markets import can_order
from bot.markets.words import typed_verb
from bot.money import Figure, figures, money
from bot.names import key_of
from bot.quoting.assets import Asset, places_of, unit_of
from bot.quoting.books import Book, Last, Level
from bot.trading.presses import StartOrder
from bot.typed import typed_name
from bot.views.quote import ShowLive, ShowQuote, moved, title
from bot.views.text import Card, bold, number, safe
from kis.domestic.codes import Side
from kis.symbols import Instrument
from kis.units import Shares

QUANTITIES = (1, 10, 0)
"""Offered at once; 0 stands for another one, which is asked."""


@dataclass(frozen=True, slots=True)
class RefreshBook(Press):
    """Bring an order book up to date where it stands."""

    prefix: ClassVar[str] = "book-again"
    symbol: str


@dataclass(frozen=True, slots=True)
class PickPrice(Press):
    """A price of the book was pressed, in the unit of the instrument."""

    prefix: ClassVar[str] = "pick"
    symbol: str
    price: str


def card(book: Book, badge: str, *, live: bool = False) -> Card:
    """The book with its levels: asks on the left, bids on the right, the best on top. `live`: it can be followed."""
    instrument = book.instrument
    can_be_picked = can_order(instrument)
    shown = number(book.total_ask), number(book.total_bid)
    lines = [
        title(instrument, badge),
        *_last(instrument, book.last),
        *_expected(book),
        say("매도 잔량 {asks} │ 매수 잔량 {bids}", asks=shown[0], bids=shown[1]),
        *_provided(book),
        f"○ {say('방금')}" + (f" · {say('가격을 누르면 주문할 수 있어요')}" if can_be_picked else ""),
    ]
    rows = [
        (*_level(instrument, ask, Style.BLUE), *_level(instrument, bid, Style.RED))
        for ask, bid in zip_longest(book.asks, book.bids)
    ]
    tools = [RefreshBook(key_of(instrument)).button(f"🔄 {say('새로고침')}")]
    tools += [ShowLive(key_of(instrument), Kind.BOOK).button(say("실시간"))] if live else []
    return "\n".join(lines), (*rows, tuple(tools))


def not_in_paper(instrument: Instrument, badge: str) -> Card:
    """Paper does not tell this; the price it does."""
    lines = (
        title(instrument, badge),
        say("모의투자에서는 한국투자증권이 알려 주지 않아요. 실전 계좌를 「연결」하면 볼 수 있어요."),
        say("지금 볼 수 있는 것은 현재가예요."),
    )
    return "\n".join(lines), ((ShowQuote(key_of(instrument)).button(say("현재가")),),)


def _provided(book: Book) -> list[str]:
    if book.provided is None:
        return []
    asks, bids = (number(each) for each in book.provided)
    return [say("그중 LP 매도 {asks} │ 매수 {bids}", asks=asks, bids=bids)]


def picked(instrument: Instrument, price: Figure, badge: str) -> Card:
    """What to do at this price. Nothing is ordered before the check card's 확정."""
    example = f"<code>{typed_verb(Side.BUY)} {safe(typed_name(instrument))} 5 {price}</code>"
    text = "\n".join(
        (
            title(instrument, badge),
            say("<b>{price}</b>에 주문할까요? 확인 카드를 먼저 보여 드려요.", price=money(price, unit_of(instrument))),
            say("직접 적어도 돼요: {example}", example=example),
        )
    )
    return text, (
        tuple(_start(Side.BUY, instrument, price, quantity) for quantity in QUANTITIES),
        tuple(_start(Side.SELL, instrument, price, quantity) for quantity in QUANTITIES),
    )


def _level(instrument: Instrument, level: Level | None, style: Style) -> tuple[Button, ...]:
    if level is None:
        return ()
    text = f"{figures(level.price, places_of(instrument))} · {number(level.size)}"
    return (PickPrice(key_of(instrument), str(level.price)).button(text, style),)


def _start(side: Side, instrument: Instrument, price: Figure, quantity: int) -> Button:
    word, style = (say("매수"), Style.RED) if side is Side.BUY else (say("매도"), Style.BLUE)
    label = say("{side} {quantity}주", side=word, quantity=quantity) if quantity else say("{side} 다른 수량", side=word)
    return StartOrder.of(side, key_of(instrument), price, Shares(quantity) if quantity else None).button(label, style)


def _last(instrument: Instrument, last: Last | None) -> list[str]:
    if last is None:
        return []
    return [f"{bold(money(last.price, unit_of(instrument)))}  {moved(instrument, last.change, last.rate)}"]


def _expected(book: Book) -> list[str]:
    """예상체결, in auctions only."""
    if book.expected is None:
        return []
    price, volume = book.expected
    shown = money(price, unit_of(book.instrument))
    unit = say("계약") if Asset.of(book.instrument) is Asset.CONTRACT else say("주")
    return [say("예상체결 {price} · {volume}{unit}", price=shown, volume=number(volume), unit=unit)]
