"""The ways to understand the figures of a line: which is the quantity, which the price, and in what money. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from bot.errors import UserError
from bot.i18n import later, say
from bot.markets.words import MARKET_WORDS
from bot.storage.terms import WON, Figure, OrderType
from bot.trading.figures import price_figure
from bot.trading.quantities import DOLLARS, Quantity, money_word, quantity, says_so
from kis.symbols import Instrument

NAME_LIMIT = 40
HONG_KONG_DOLLARS = "HKD"
_OTHER_MONEY = later("{name} 가격은 {currency} 단위예요. 단위를 빼고 그 통화로 적어 주세요. 가격을 모르면: {line}")
_CHEAPEST = 100
"""Won: a figure below is hardly a price."""


class Market(Enum):
    """At any price (시장가)."""

    ORDER = "market"


Price = Figure | Market


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand the words."""

    name: str
    quantity: Quantity
    price: Price | None
    unclear: bool
    marked: str | None = None
    """The currency that stands beside the price, if one does."""


def fits(price: Price | None, instrument: Instrument) -> bool:
    """Where prices have no decimals, as at home, none may be named."""
    return instrument.board.decimals > 0 or price is None or isinstance(price, Market) or price == int(price)


def readings(words: list[str], kind: OrderType | None) -> Iterator[Reading]:
    """Yield the ways to split the words, the likeliest first: as many figures as there can be.

    What is ordered at any price needs none.
    """
    unpriced = Market.ORDER if kind is not None and not kind.needs_price else None
    for tail in (2, 1):
        name, figures = words[:-tail], words[-tail:]
        if not name or len(" ".join(name)) > NAME_LIMIT:
            continue
        first, second = figures[0], figures[1] if tail == 2 else None
        turned = second is not None and _price_first(first, second)
        quantity_word, price_word = (second, first) if turned and second is not None else (first, second)
        count, price = quantity(quantity_word), price_of(price_word)
        if count is not None and (price is not None or price_word is None):
            unclear = second is not None and _unclear(first, second)
            paid = None if price_word is None else money_word(price_word)
            marked = None if paid is None else paid.currency
            yield Reading(" ".join(name), count, unpriced if price is None else price, unclear, marked)


def in_other_money(marked: str | None, currency: str) -> bool:
    """Whether a price is marked as money in which it cannot be; in Hong Kong they say dollars too."""
    return marked is not None and marked != currency and (marked, currency) != (DOLLARS, HONG_KONG_DOLLARS)


def other_money(name: str, currency: str, line: str) -> UserError:
    """What is said to that; `line` asks for the price."""
    return UserError(say(_OTHER_MONEY, name=name, currency=currency, line=line))


def _price_first(first: str, second: str) -> bool:
    """Quantity before price, as is the custom; the other way round only where the words themselves say so."""
    if says_so(second) or first in MARKET_WORDS:
        return True
    paid, bare = money_word(first), price_figure(second)
    if paid is None or bare is None or money_word(second) is not None or "억" in first:
        return False
    return bare > paid.amount or (bare == int(bare) and (bare < _CHEAPEST or _unclear(first, second)))


def _unclear(first: str, second: str) -> bool:
    """Money before a bare figure: `7만원 1000` may be a price and a quantity, or an amount and a price."""
    paid, bare = money_word(first), price_figure(second)
    if paid is None or bare is None or money_word(second) is not None or says_so(second) or "억" in first:
        return False
    least = _CHEAPEST if paid.currency == WON else 1
    return bare == int(bare) and least <= bare <= paid.amount


def price_of(word: str | None) -> Price | None:
    """Read a price; None for what is none."""
    if word is None:
        return None
    if word in MARKET_WORDS:
        return Market.ORDER
    return price_figure(word.removesuffix("원").removesuffix("달러"))
