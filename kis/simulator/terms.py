"""What an order comes to before it is taken; each floor has checks of its own that tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kis.simulator.accounts import AccountInfo
from kis.simulator.listing import Listing
from kis.simulator.orders import Order, OrderKind, PlaceOrder


@dataclass(frozen=True, slots=True)
class Terms:
    """What an order comes to: the price shown, the worst price it takes (None: any) and the money held a share."""

    listing: Listing
    kind: OrderKind
    price: int
    limit: int | None
    margin: int
    expires: datetime


class Checks(Protocol):
    """Turns a wish into terms, or raises `Refusal`."""

    def terms(self, account: AccountInfo, wish: PlaceOrder, at: datetime, *, after: Order | None = None) -> Terms:
        """Return the terms of an order; raises `Refusal`.

        An amendment gives the order it replaces as it would be after it.
        """
        ...
