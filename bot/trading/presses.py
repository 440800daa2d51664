"""The buttons of orders. Amounts that are still to be asked travel blank."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar, Self

from bot.buttons import Press
from bot.markets.words import VENUES
from bot.storage.terms import Figure, Funding, OrderType
from bot.trading import dates
from bot.trading.conditions import PLAIN, Conditions
from bot.trading.draft import Market, Price
from bot.trading.figures import price_figure
from bot.trading.quantities import Quantity, code, from_code
from kis.domestic.codes import Side

_SIDES = {"buy": Side.BUY, "sell": Side.SELL}
_PRICE = re.compile(r"\d{1,13}(?:\.\d{1,4})?", re.ASCII)


def read_price(text: str) -> Figure | None:
    """The price that a button carries; None for anything else."""
    return (price_figure(text) if _PRICE.fullmatch(text) else None) or None


@dataclass(frozen=True, slots=True)
class StartOrder(Press):
    """Begin an order, as far as it is known: from the order book, a choice of names, prices or quantities."""

    prefix: ClassVar[str] = "order"
    side: str
    symbol: str
    price: str
    quantity: str
    kind: str = ""
    venue: str = ""
    funding: str = ""
    reserve: str = ""

    @classmethod
    def of(
        cls,
        side: Side,
        symbol: str,
        price: Price | None = None,
        quantity: Quantity | None = None,
        conditions: Conditions = PLAIN,
    ) -> Self:
        """Write what is known."""
        word = next(word for word, value in _SIDES.items() if value is side)
        return cls(
            word,
            symbol,
            price.value if isinstance(price, Market) else str(price or ""),
            code(quantity),
            conditions.order_type or "",
            conditions.venue or "",
            "" if conditions.funding is Funding.CASH else conditions.funding,
            dates.code(conditions.reserve),
        )

    @property
    def wanted_side(self) -> Side | None:
        """매수 or 매도; None for forged data."""
        return _SIDES.get(self.side)

    @property
    def wanted_price(self) -> Price | None:
        """None is still to be asked."""
        if self.price == Market.ORDER.value:
            return Market.ORDER
        return read_price(self.price)

    @property
    def wanted_conditions(self) -> Conditions:
        """What is left to the market; so is what nobody knows (forged)."""
        return Conditions(
            OrderType(self.kind) if self.kind in set(OrderType) else None,
            self.venue if self.venue in VENUES else None,
            Funding(self.funding) if self.funding in set(Funding) else Funding.CASH,
            dates.from_code(self.reserve),
        )

    @property
    def wanted_quantity(self) -> Quantity | None:
        """None is still to be asked."""
        return from_code(self.quantity)


@dataclass(frozen=True, slots=True)
class Confirm(Press):
    """The press that spends money (확정)."""

    prefix: ClassVar[str] = "confirm"
    intent_id: int


@dataclass(frozen=True, slots=True)
class Drop(Press):
    """The press that lets the check card go."""

    prefix: ClassVar[str] = "drop"
    intent_id: int


@dataclass(frozen=True, slots=True)
class Again(Press):
    """Look at the same order afresh: nothing was sent, or the card was too old (다시 확인)."""

    prefix: ClassVar[str] = "again"
    intent_id: int


@dataclass(frozen=True, slots=True)
class AmendOrder(Press):
    """정정 under an order's card; `price` blank is still to be asked."""

    prefix: ClassVar[str] = "amend"
    short_no: int
    price: str


@dataclass(frozen=True, slots=True)
class CancelOrder(Press):
    """취소 under an order's card: offers the cancellation."""

    prefix: ClassVar[str] = "cancel"
    short_no: int


@dataclass(frozen=True, slots=True)
class CancelAll(Press):
    """Offers to cancel all that is open."""

    prefix: ClassVar[str] = "cancel-all"


@dataclass(frozen=True, slots=True)
class ConfirmAll(Press):
    """모두 취소 확정: takes every cancellation that this card offers."""

    prefix: ClassVar[str] = "confirm-all"
    intent_id: int


@dataclass(frozen=True, slots=True)
class DropAll(Press):
    """Lets them all go."""

    prefix: ClassVar[str] = "drop-all"
    intent_id: int
