"""What the broker tells its listeners, as it happens. Every value is complete: nothing has to be asked again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kis.simulator.accounts import AccountInfo
from kis.simulator.book import BookView
from kis.simulator.halts import Halt
from kis.simulator.listing import Listing
from kis.simulator.orders import Fill, Order, Side
from kis.simulator.tape import Quote


@dataclass(frozen=True, slots=True)
class TradePrinted:
    """A trade (체결): `quote` is the day after it, `book` as it stood after it; `auction` if it was a single price."""

    symbol: str
    time: datetime
    price: int
    volume: int
    aggressor: Side
    quote: Quote
    book: BookView
    venue: str
    auction: bool = False


@dataclass(frozen=True, slots=True)
class BookChanged:
    """The order book (호가) changed. `ask_change` and `bid_change` compare the totals with the book before, in shares.

    `expected` is the expected match (예상체결): price and shares, or None in continuous trading.
    """

    symbol: str
    time: datetime
    book: BookView
    quote: Quote
    ask_change: int
    bid_change: int
    expected: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class OrderAccepted:
    """A new order was taken (접수)."""

    account: AccountInfo
    order: Order
    time: datetime


@dataclass(frozen=True, slots=True)
class OrderAmended:
    """An amendment was confirmed (정정 확인): `order` is the new order, `original` the old one after it."""

    account: AccountInfo
    order: Order
    original: Order
    time: datetime


@dataclass(frozen=True, slots=True)
class OrderCancelled:
    """Shares of an order were cancelled (취소 확인).

    A customer's cancellation is an order of its own (`order`, its number is new). For the rest of an IOC or FOK order
    (`at_once`) and for the close of the day (`expired`) there is none and `order` is the order itself.
    """

    account: AccountInfo
    order: Order
    original: Order
    quantity: int
    time: datetime
    at_once: bool = False
    expired: bool = False


@dataclass(frozen=True, slots=True)
class OrderRejected:
    """The exchange refused an order which the broker had taken (거부)."""

    account: AccountInfo
    order: Order
    quantity: int
    time: datetime
    message: str


@dataclass(frozen=True, slots=True)
class OrderFilled:
    """A fill (체결통보): `order` is the order after it."""

    account: AccountInfo
    order: Order
    fill: Fill


@dataclass(frozen=True, slots=True)
class HaltBegan:
    """Continuous trading of a symbol was interrupted (VI 발동): orders are only gathered until `halt.end`."""

    halt: Halt
    quote: Quote
    time: datetime


@dataclass(frozen=True, slots=True)
class HaltEnded:
    """An interruption is over (VI 해제)."""

    halt: Halt
    quote: Quote
    time: datetime


Event = (
    TradePrinted
    | BookChanged
    | HaltBegan
    | HaltEnded
    | OrderAccepted
    | OrderAmended
    | OrderCancelled
    | OrderRejected
    | OrderFilled
)
Listener = Callable[[Event], None]


def listing_of(event: Event) -> Listing:
    """Return what was traded; its class tells the floor."""
    match event:
        case TradePrinted() | BookChanged() | HaltBegan() | HaltEnded():
            return event.quote.listing
        case _:
            return event.order.listing
