"""When a floor trades; each floor has a timetable of its own."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from kis.simulator.listing import L_contra
from kis.simulator.orders import Order


class Timetable(Protocol[L_contra]):
    """Sessions, days and bells. Moments are KST, days are trading days as the market counts them."""

    def matches(self, kind: str, venue: str, listing: L_contra, at: datetime) -> bool:
        """Tell whether such an order would match at this moment, rather than wait outside the book."""
        ...

    def is_open(self, listing: L_contra, at: datetime) -> bool:
        """Tell whether a symbol trades continuously anywhere now."""
        ...

    def is_auction(self, listing: L_contra, at: datetime) -> bool:
        """Tell whether orders are gathered for a single price now."""
        ...

    def venue(self, order: Order, listing: L_contra, at: datetime) -> str:
        """Return where an order trades that matches now."""
        ...

    def day(self, listing: L_contra, at: datetime) -> date:
        """Return the day an order sent now belongs to; numbers start again with it, changes find it by it."""
        ...

    def begins(self, listing: L_contra, at: datetime) -> date | None:
        """Return the trading day that begins at a bell, with a new reference price; None at other bells."""
        ...

    def opens(self, listing: L_contra, at: datetime) -> bool:
        """Tell whether the opening price is made at a bell."""
        ...

    def closes(self, listing: L_contra, at: datetime) -> bool:
        """Tell whether the closing price is made at a bell."""
        ...

    def session(self, listing: L_contra, day: date) -> tuple[datetime, datetime]:
        """Return when the main session of a past trading day began and ended, for the bars made up for it."""
        ...

    def bells(self, after: datetime, until: datetime) -> list[datetime]:
        """Return the moments in (`after`, `until`] at which anything of the above changes, in order.

        Asked at every call, so it must answer quickly; a clock set far ahead may skip the days between.
        """
        ...
