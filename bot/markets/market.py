"""What trading needs of a market, and the values in which every market answers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from bot.markets.booked import Booked, Reserve, Span
from bot.markets.heard import Heard
from bot.quotes import Quote
from bot.storage.tables import Intent, Order
from bot.storage.terms import Figure, Funding, OrderType, Segment
from bot.trading.limits import Loss
from kis.domestic.codes import Side
from kis.domestic.orders import OrderAccepted, bare_number
from kis.market.fees import Market as Listed
from kis.realtime.notices import Notice
from kis.symbols import Instrument
from kis.units import Shares, Won

if TYPE_CHECKING:
    from bot.connection import Connection


@dataclass(frozen=True, slots=True)
class Wanted:
    """An order as its user wrote it. `price` None is any price; what else is None the market chooses."""

    instrument: Instrument
    side: Side
    price: Figure | None
    order_type: OrderType | None = None
    venue: str | None = None
    funding: Funding = Funding.CASH
    reserve: Reserve | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """The same as it would leave: the price on its tick, a type and a venue that the market takes."""

    instrument: Instrument
    side: Side
    price: Figure | None
    order_type: OrderType
    venue: str
    funding: Funding = Funding.CASH
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Loan:
    """신용: which kind of loan, its day, and how many shares later loans have bought besides."""

    funding: Funding
    day: date
    later: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """What the account allows: shares or contracts at most, and for a buy the cash without 미수.

    `rate` is what a price of 1 comes to in won for each of them, where it had to be asked. `closable` is what 전량
    means where a sell may also open a position. `loan` is what a 신용 order takes up or pays back.
    """

    largest: Shares
    cash: Figure | None = None
    rate: Figure = 1
    closable: Shares | None = None
    loan: Loan | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """What the account holds, in won: of the instrument, all together, and what it has lost today; None is not told."""

    value: Won
    total: Won | None = None
    loss: Loss | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """All that a check card asks KIS for; `holding` is None where KIS did not tell, for the card does without it."""

    quote: Quote
    limits: Limits
    holding: Holding | None


@dataclass(frozen=True, slots=True)
class Hours:
    """The session in words, and whether it takes this order."""

    text: str
    takes: bool


@dataclass(frozen=True, slots=True)
class Costs:
    """Estimates, in the currency the order is paid in; `tax` None is not estimated."""

    fee: Figure
    tax: Figure | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a day's order list: an order, or an amendment or a cancellation of one.

    `price` None is an order at any price. `amount` is price times quantity of what is filled; `exact` says that KIS
    tells it, and not only an average. `at` is KST.
    """

    number: str
    branch: str
    original: str | None
    side: Side
    symbol: str
    name: str
    quantity: int
    price: Figure | None
    filled: int
    amount: Figure
    exact: bool
    cancelled: int
    rejected: int
    is_cancellation: bool
    order_type: OrderType
    venue: str
    day: date
    at: datetime
    reason: str = ""

    @property
    def bare(self) -> str:
        """Its number as numbers are compared."""
        return bare_number(self.number)


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of a day's list; None where KIS does not tell."""

    quantity: int | None
    filled: int | None
    amount: int | None


@dataclass(frozen=True, slots=True)
class DayList:
    """KIS's own list of a day. Without totals it cannot prove that an order is not there."""

    rows: tuple[Row, ...]
    totals: Totals | None


Choice = tuple[str, Figure | None]
"""A price on a button; None is any price."""


class Market(Protocol):
    """One family of markets. Nothing here decides about money: it translates, and says what cannot be."""

    @property
    def segment(self) -> Segment:
        """Which one it is."""

    def lists(self, venue: str) -> Sequence[Listed]:
        """Where what trades at a venue may be listed."""

    def unlisted(self, symbol: str, name: str, venue: str) -> Instrument:
        """Make up what the list of names does not know, so that an order of it can be changed."""

    def venue(self, instrument: Instrument) -> str:
        """Where its orders go if nothing else is said."""

    def venue_name(self, venue: str) -> str:
        """As a user reads it."""

    def currency(self, venue: str, symbol: str) -> str:
        """In what its prices are."""

    def cash_currency(self, venue: str) -> str:
        """In what its orders are paid."""

    def terms(self, wanted: Wanted, at: datetime, *, paper: bool) -> Terms:
        """Choose type and venue, and put the price on its tick to the user's advantage.

        Raises `UserError` with what works instead.
        """

    def may_amend(self, order: Order) -> None:
        """Raises `UserError` with what works instead, where an order cannot be amended."""

    def hours(self, terms: Terms, at: datetime, *, paper: bool) -> Hours:
        """Tell the session."""

    def costs(self, terms: Terms, amount: Figure) -> Costs:
        """Estimate what the order would cost."""

    def tick(self, instrument: Instrument, price: Figure) -> Figure:
        """호가단위 at a price."""

    async def choices(self, connection: Connection, side: Side, instrument: Instrument) -> Sequence[Choice]:
        """Prices to choose from where none was named. Raises what `kis` raises."""

    def near(self, instrument: Instrument, price: Figure) -> Sequence[Figure]:
        """A price with its neighbours."""

    def rate(self, connection: Connection, venue: str, symbol: str) -> Figure:
        """Won that a price of 1 comes to, as far as it is known without asking."""

    async def quote(self, connection: Connection, instrument: Instrument, venue: str = "") -> Quote:
        """The price now; `venue` matters where one has its own. Raises what `kis` raises, `NotFound` for none."""

    async def limits(self, connection: Connection, terms: Terms) -> Limits:
        """What the account allows of the order. Raises what `kis` raises."""

    async def look(self, connection: Connection, terms: Terms) -> Look:
        """Ask for all that a check card needs, at once: paper answers one call a second. Raises what `kis` raises."""

    async def send(self, connection: Connection, intent: Intent, order: Order) -> OrderAccepted:
        """The one call that spends money: place, amend or cancel. Raises what `kis` raises."""

    async def changeable(self, connection: Connection, order: Order) -> int | None:
        """How much of an order KIS would amend or cancel now, None where it does not tell. Raises what `kis` raises."""

    async def listed(self, connection: Connection, day: date) -> DayList:
        """The orders of a day. Raises what `kis` raises."""

    def today(self, now: datetime) -> set[date]:
        """The days of orders that trade now, which are not the same everywhere."""

    def days(self, since: date, now: datetime) -> Sequence[date]:
        """The days of lists in which orders placed from a day on can stand, today's last."""

    def day(self, venue: str, at: datetime) -> date:
        """The day that an order placed at a moment belongs to."""

    def is_over(self, order: Order, now: datetime) -> bool:
        """Whether what is left of an order can trade no more."""

    def heard(self, notice: Notice, now: datetime) -> Heard | None:
        """Read a notice; None if it is not of this market."""

    def owns(self, connection: Connection, account: str) -> bool:
        """Whether a notice that names this account (number and product) is about the connection's own."""


class Reserving(Market, Protocol):
    """What it needs besides where orders are reserved."""

    def told_at(self, venue: str, day: date) -> datetime:
        """When users are told what became of the reservations that are sent on a day, KST."""

    async def booked(self, connection: Connection, venues: Collection[str]) -> Sequence[Booked]:
        """The reservations of a month, also those at other exchanges of the market, as far as `venues` names them.

        Raises what `kis` raises; `NotOffered` in paper, which has no such list.
        """
