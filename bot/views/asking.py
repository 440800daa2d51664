"""What is asked before an order can be offered: which name, how many, at what price."""

from __future__ import annotations

from collections.abc import Sequence

from bot import markets
from bot.buttons import Rows
from bot.i18n import say
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
from bot.views.text import bold, number, safe
from kis.domestic.codes import Side
from kis.symbols import Instrument
from kis.units import Shares

_SAMPLE = {WON: "70000", "JPY": "2700", "VND": "25000"}
"""A price to show in examples, by currency."""


def name_buttons(side: Side, choice: AmbiguousName) -> Rows:
    """Several instruments fit the name: the order goes on with what else was written."""
    return tuple(
        (
            StartOrder.of(side, key_of(one), choice.price, choice.quantity, choice.conditions).button(
                f"{called(one)} {one.code}"
            ),
        )
        for one in choice.candidates
    )


def ask_price(side: Side, instrument: Instrument, quantity: Quantity, unit: str, conditions: Conditions = PLAIN) -> str:
    """The price is missing."""
    how_many = written(quantity, unit)
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


def price_buttons(
    side: Side,
    instrument: Instrument,
    quantity: Quantity,
    choice: Sequence[tuple[str, Price]],
    conditions: Conditions,
) -> Rows:
    """시장가, 현재가, 상대 1호가."""
    key = key_of(instrument)
    return tuple(
        (StartOrder.of(side, key, price, quantity, conditions).button(text, COLOURS[side][1]),)
        for text, price in choice
    )


def ask_quantity(
    side: Side, instrument: Instrument, price: Price | None, unit: str, conditions: Conditions = PLAIN
) -> str:
    """The quantity is missing."""
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


def quantity_buttons(side: Side, instrument: Instrument, price: Price | None, conditions: Conditions) -> Rows:
    """A few usual quantities; 전량 of what there is to sell."""
    key, lot = key_of(instrument), instrument.lot or 1
    unit = markets.of_instrument(instrument).segment.unit
    wanted = [lot * count for count in (1, 5, 10, 50, 100)]
    counts = tuple(
        StartOrder.of(side, key, price, Shares(count), conditions).button(f"{count:,}{unit}") for count in wanted
    )
    if side is Side.BUY:
        return (counts,)
    parts = ((Part.HALF, say("절반")), (Part.ALL, say("전량")))
    return counts, tuple(StartOrder.of(side, key, price, part, conditions).button(text) for part, text in parts)


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
