"""The tables of orders: check cards, orders with their numbers, fills. Re-exported by `tables`."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import NEVER_REUSED, Base
from bot.storage.columns import Exact
from bot.storage.states import FillSource, IntentKind, IntentState, OrderSource, OrderState
from bot.storage.terms import WON, Figure, Funding, OrderType, Segment
from kis.domestic.codes import Side


class Intent(Base, kw_only=True):
    """What a check card would do if its button were pressed in time."""

    __tablename__ = "intents"
    __table_args__ = (Index("ix_intents_state", "state", "expires_at"), NEVER_REUSED)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    credential_id: Mapped[int] = mapped_column(ForeignKey("credentials.id"))
    kind: Mapped[IntentKind]
    short_no: Mapped[int]
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), default=None)
    symbol: Mapped[str]
    name: Mapped[str]
    side: Mapped[Side]
    quantity: Mapped[int]
    price: Mapped[Figure | None] = mapped_column(Exact)
    """In `currency`, points for index products; None is an order at any price."""
    order_type: Mapped[OrderType]
    venue: Mapped[str] = mapped_column(String(24))
    """Where the order goes, in the code of its market: KRX, NXT, SOR; NASD, BAQ (by day), SEHK; DAY, NIGHT."""
    offered_price: Mapped[Figure] = mapped_column(Exact)
    """The market price which the user saw."""
    segment: Mapped[Segment] = mapped_column(default=Segment.DOMESTIC)
    currency: Mapped[str] = mapped_column(default=WON)
    funding: Mapped[Funding] = mapped_column(default=Funding.CASH)
    loan_date: Mapped[date | None] = mapped_column(default=None)
    """대출일 of the loan that is taken up or paid back."""
    rate: Mapped[Figure] = mapped_column(Exact, default=1)
    """Won that a price of 1 comes to for each share or contract: the exchange rate, or the contract's multiplier."""
    due: Mapped[date | None] = mapped_column(default=None)
    """Of a reservation: the day at the exchange on which it is first sent, and the last one where there are several."""
    until: Mapped[date | None] = mapped_column(default=None)
    held_value: Mapped[int | None] = mapped_column(default=None)
    """Won of the symbol in the account when the card was made, and the last fill known here before KIS told it."""
    held_fill: Mapped[int | None] = mapped_column(default=None)
    state: Mapped[IntentState] = mapped_column(default=IntentState.OFFERED)
    offered_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None] = mapped_column(default=None)
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    message_ref: Mapped[int | None] = mapped_column(ForeignKey("outbox.id", ondelete="SET NULL"), default=None)
    """The outbox row that carries the card."""
    error_code: Mapped[str | None] = mapped_column(default=None)
    error_text: Mapped[str | None] = mapped_column(default=None)


class Order(Base, kw_only=True):
    """An order and all that is known of it."""

    __tablename__ = "orders"
    __table_args__ = (
        UniqueConstraint("user_id", "short_no"),
        Index("ix_orders_state", "credential_id", "state"),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    credential_id: Mapped[int] = mapped_column(ForeignKey("credentials.id"))
    short_no: Mapped[int]
    source: Mapped[OrderSource]
    symbol: Mapped[str]
    name: Mapped[str]
    side: Mapped[Side]
    quantity: Mapped[int]
    price: Mapped[Figure | None] = mapped_column(Exact)
    order_type: Mapped[OrderType]
    venue: Mapped[str] = mapped_column(String(24))
    order_date: Mapped[date]
    """The day at the exchange; order numbers begin anew each day."""
    segment: Mapped[Segment] = mapped_column(default=Segment.DOMESTIC)
    currency: Mapped[str] = mapped_column(default=WON)
    funding: Mapped[Funding] = mapped_column(default=Funding.CASH)
    loan_date: Mapped[date | None] = mapped_column(default=None)
    rate: Mapped[Figure] = mapped_column(Exact, default=1)
    due: Mapped[date | None] = mapped_column(default=None)
    until: Mapped[date | None] = mapped_column(default=None)
    told_on: Mapped[date | None] = mapped_column(default=None)
    """Of a reservation: the last day of which its user was told what became of it."""
    reservation_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), default=None, index=True)
    """The reservation that this order came of."""
    number: Mapped[str | None] = mapped_column(default=None)
    """The current number at KIS, without leading zeros; each amendment gives a new one."""
    branch: Mapped[str | None] = mapped_column(default=None)
    state: Mapped[OrderState]
    filled_quantity: Mapped[int] = mapped_column(default=0)
    filled_amount: Mapped[Figure] = mapped_column(Exact, default=0)
    """Price times quantity of each fill, added up."""
    cancelled_quantity: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str | None] = mapped_column(default=None)
    """Why it was refused, in KIS's words."""
    card_ref: Mapped[int | None] = mapped_column(ForeignKey("outbox.id", ondelete="SET NULL"), default=None)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    closed_at: Mapped[datetime | None] = mapped_column(default=None)

    @property
    def open_quantity(self) -> int:
        """Shares that may still trade (미체결)."""
        return max(0, self.quantity - self.filled_quantity - self.cancelled_quantity) if self.state.is_open else 0


class OrderNumber(Base, kw_only=True):
    """Every number an order has had at KIS: its own, and those of its amendments and cancellations."""

    __tablename__ = "order_numbers"
    __table_args__ = (UniqueConstraint("credential_id", "segment", "order_date", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    credential_id: Mapped[int] = mapped_column(ForeignKey("credentials.id"))
    segment: Mapped[Segment] = mapped_column(default=Segment.DOMESTIC)
    order_date: Mapped[date]
    number: Mapped[str]
    branch: Mapped[str | None]
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)


class Fill(Base, kw_only=True):
    """Shares or contracts that traded at one price (체결), in the currency of the order."""

    __tablename__ = "fills"
    __table_args__ = (UniqueConstraint("order_id", "mark"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    quantity: Mapped[int]
    price: Mapped[Figure] = mapped_column(Exact)
    filled_at: Mapped[datetime]
    source: Mapped[FillSource]
    mark: Mapped[str | None] = mapped_column(default=None)
    """Fingerprint of the notice: the same notice twice is one fill. None for what only the list told."""
    created_at: Mapped[datetime]
