"""What is asked before an order can be offered: which name, how many, at what price."""

from __future__ import annotations

from collections.abc import Sequence

from bot import markets
from bot.buttons import Rows, Style
from bot.i18n import later, say
from bot.money import money
from bot.names import key_of
from bot.quoting.places import place_of
from bot.storage.tables import Order
from bot.storage.terms import WON, Figure
from bot.trading.conditions import PLAIN, Conditions
from bot.trading.draft import AmbiguousName, Market, Price
from bot.trading.presses import AmendOrder, StartOrder
from bot.trading.quantities import Part, Quantity, written
from bot.typed import typed, typed_line, typed_name
from bot.views.choosing import called
from bot.views.offer import COLOURS
from bot.views.orders import AMEND
from bot.views.text import Card, bold, number, safe
from kis.domestic.codes import Side
from kis.symbols import Instrument
from kis.units import Shares

_SAMPLE = {WON: "70000", "JPY": "2700", "VND": "25000"}
"""A price to show in examples, by currency."""
_LEFT_OUT = later("⚠️ 주문이 길어 버튼에 다 담지 못했어요. 종목 코드, 수량, 가격까지 한 줄로 다시 적어 주세요.")


def names(side: Side, choice: AmbiguousName) -> Card:
    """Several instruments fit the name: the order goes on with what else was written."""
    rows = [
        [
            (
                StartOrder.of(side, key_of(one), choice.price, choice.quantity, choice.conditions),
                f"{called(one)} {one.code}",
            )
        ]
        for one in choice.candidates
    ]
    return _asked(str(choice), rows)


def prices(
    side: Side,
    instrument: Instrument,
    quantity: Quantity,
    choice: Sequence[tuple[str, Price]],
    conditions: Conditions = PLAIN,
) -> Card:
    """The price is missing: 시장가, 현재가, 상대 1호가."""
    key = key_of(instrument)
    rows = [[(StartOrder.of(side, key, price, quantity, conditions), text)] for text, price in choice]
    return _asked(_which_price(side, instrument, quantity, conditions), rows, COLOURS[side][1])


def quantities(side: Side, instrument: Instrument, price: Price | None, conditions: Conditions = PLAIN) -> Card:
    """The quantity is missing: a few usual ones; 전량 of what there is to sell."""
    key, lot = key_of(instrument), instrument.lot or 1
    unit = markets.of_instrument(instrument).segment.unit
    wanted: dict[Quantity, str] = {Shares(lot * count): f"{lot * count:,}{unit}" for count in (1, 5, 10, 50, 100)}
    parts: dict[Quantity, str] = {Part.HALF: say("절반"), Part.ALL: say("전량")}
    rows = [
        [(StartOrder.of(side, key, price, many, conditions), text) for many, text in each.items()]
        for each in ((wanted,) if side is Side.BUY else (wanted, parts))
    ]
    return _asked(_how_many(side, instrument, price, unit, conditions), rows)


def _asked(text: str, rows: Sequence[Sequence[tuple[StartOrder, str]]], style: Style | None = None) -> Card:
    """A question with its answers; it says so if one of them is too long for a button (money and a day in the line)."""
    fitting = [tuple(press.button(label, style) for press, label in row if press.fits) for row in rows]
    if all(press.fits for row in rows for press, _ in row):
        return text, tuple(fitting)
    return f"{text}\n{say(_LEFT_OUT)}", tuple(row for row in fitting if row)


def _which_price(side: Side, instrument: Instrument, quantity: Quantity, conditions: Conditions) -> str:
    how_many = written(quantity, markets.of_instrument(instrument).segment.unit)
    many = quantity if isinstance(quantity, int) else how_many
    verb = conditions.verb(side)
    price = _SAMPLE.get(markets.currency_of(instrument), "120.5")
    example = f"{conditions.typed_verb(side)} {safe(typed_name(instrument))} {many} {price}"
    return say(
        "{name} {how_many} {verb} · 가격을 골라 주세요.\n직접 적어도 돼요. 예: {example}",
        name=bold(_name(instrument)),
        how_many=how_many,
        verb=verb,
        example=example,
    )


def _name(instrument: Instrument) -> str:
    """A contract's name tells only the month."""
    return instrument.name if instrument.contract is None else f"{instrument.name} ({place_of(instrument)})"


def _how_many(side: Side, instrument: Instrument, price: Price | None, unit: str, conditions: Conditions) -> str:
    currency = markets.currency_of(instrument)
    sample: object = typed("시장가") if currency == WON else _SAMPLE.get(currency, "120.5")
    at, written = "", sample
    if price is not None and not isinstance(price, Market):
        at, written = say("{price}에 ", price=money(price, markets.currency_of(instrument))), price
    verb = conditions.verb(side)
    example = f"{conditions.typed_verb(side)} {safe(typed_name(instrument))} 10 {written}"
    return say(
        "{name} {at}몇 {unit} {verb}할까요?\n직접 적어도 돼요. 예: {example}",
        name=bold(instrument.name),
        at=at,
        unit=unit,
        verb=verb,
        example=example,
    )


def ask_new_price(order: Order, prices: Sequence[Figure]) -> str:
    """정정 pressed: to which price?"""
    example = typed_line(f"{AMEND} A{order.short_no} {prices[0]}")
    return say(
        "#A{short_no} {name} · 얼마로 정정할까요?\n직접 적어도 돼요. 예: {example}",
        short_no=order.short_no,
        name=safe(order.name),
        example=example,
    )


def new_price_buttons(order: Order, prices: Sequence[Figure]) -> Rows:
    """Prices near the market."""
    return (tuple(AmendOrder(order.short_no, str(price)).button(number(price)) for price in prices),)
