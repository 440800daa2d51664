"""What a trade costs and what it moves; each floor has a clearing of its own in front of its money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from kis.simulator.listing import L_contra
from kis.simulator.orders import Order


class Costs(NamedTuple):
    """Fee and tax, in the money of the floor."""

    fee: int
    tax: int = 0


@dataclass(frozen=True, slots=True)
class Party:
    """A customer's order in a trade, as it is after it, and what this fill costs."""

    order: Order
    costs: Costs


class Clearing(Protocol[L_contra]):
    """The floor's money, as the matching sees it."""

    def costs(self, order: Order, listing: L_contra, amount: int) -> Costs:
        """Return what `amount` (price times quantity, in units) of an order costs in all.

        A fill costs the difference between the amounts after and before it, so that many small fills cost what one
        large one does.
        """
        ...

    def trade(
        self, listing: L_contra, price: int, quantity: int, *, buyer: Party | None, seller: Party | None, at: datetime
    ) -> None:
        """Move what was traded and what was paid; None on a side is the crowd."""
        ...
