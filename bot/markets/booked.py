"""Values of reservations (예약주문): for which days one is asked for, and how KIS lists it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.storage.terms import Figure, Funding, OrderType
from kis.domestic.codes import Side
from kis.domestic.orders import bare_number


@dataclass(frozen=True, slots=True)
class Reserve:
    """That an order is to be a reservation (예약): on the next day alone, named or not, or on each day up to one."""

    day: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """The days at the exchange on which a reservation is sent: the first, and the last where there are several."""

    due: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Booked:
    """A reservation as KIS lists it. `day` is that of placing, by which it is numbered; `at` the moment, KST.

    `order` is the number of the order that came of it on `sent_on`; `words` say why none came of it that day.
    """

    number: str
    day: date
    at: datetime
    symbol: str
    name: str
    side: Side
    quantity: int
    price: Figure | None
    order_type: OrderType
    venue: str
    due: date
    until: date | None = None
    cancelled: bool = False
    filled: int = 0
    sent_on: date | None = None
    order: str | None = None
    branch: str | None = None
    words: str = ""
    funding: Funding = Funding.CASH

    @property
    def bare(self) -> str:
        """Its number as numbers are compared."""
        return bare_number(self.number)

    @property
    def last(self) -> date:
        """The last day on which it is sent."""
        return self.until or self.due

    @property
    def ended(self) -> bool:
        """Whether it will not be sent any more."""
        done = self.order is not None or bool(self.words)
        return self.cancelled or self.filled >= self.quantity or (done and self.sent_on == self.last)
