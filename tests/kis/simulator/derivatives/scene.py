"""A broker on a clock that stands still, and short ways to trade contracts with it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from kis.market.clock import KST
from kis.simulator.accounts import AccountInfo
from kis.simulator.broker import Broker
from kis.simulator.clock import SimClock
from kis.simulator.derivatives import ContractListing
from kis.simulator.derivatives.holdings import Held, Standing
from kis.simulator.derivatives.hours import DAY
from kis.simulator.events import Event
from kis.simulator.orders import Order, PlaceOrder, Receipt, Side

FUTURE, MINI, CALL, PUT, STOCK_FUTURE = "A01612", "A05612", "B01612445", "C01612440", "A11612"
MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=KST)
"""A Monday, in the session by day; the contracts of December end on Thursday, 10 December."""


class Scene:
    """One broker whose first owner trades contracts. Everything it tells of them is in `events`."""

    def __init__(self, at: datetime = MORNING, *, seed: int = 1, always_open: bool = False, **more: Any) -> None:
        self.clock = SimClock(at, speed=0)
        self.broker = Broker(seed=seed, clock=self.clock, always_open=always_open, **more)
        self.floor = self.broker.derivatives
        self.real, self.paper, self.other_real, self.other = self.broker.accounts
        self.events: list[Event] = []
        self.broker.subscribe(self.events.append, ContractListing)
        self.broker.now()

    def order(
        self,
        side: Side,
        quantity: int,
        price: str | None = None,
        *,
        kind: str | None = None,
        symbol: str = FUTURE,
        account: AccountInfo | None = None,
        venue: str = DAY,
    ) -> Receipt:
        """Place an order; limit if it has a price (as written), otherwise at the market."""
        listing = self.floor.listing(symbol)
        units = listing.board.units(Decimal(price)) if price and listing else 0
        wish = PlaceOrder(side, symbol, quantity, units, kind or ("01" if price else "02"), venue)
        return self.floor.place(account or self.real, wish)

    def buy(self, quantity: int, price: str | None = None, **more: Any) -> Receipt:
        """Buy, December's KOSPI200 future if nothing else is said, with the first real account."""
        return self.order(Side.BUY, quantity, price, **more)

    def sell(self, quantity: int, price: str | None = None, **more: Any) -> Receipt:
        """Sell."""
        return self.order(Side.SELL, quantity, price, **more)

    def row(self, receipt: Receipt, account: AccountInfo | None = None) -> Order:
        """The order of a receipt as it is now."""
        rows = [row for row in self.floor.every_order() if row.account == (account or self.real).account]
        return next(row for row in reversed(rows) if row.number == receipt.number)

    def price(self, symbol: str = FUTURE) -> int:
        """The last price, in units."""
        return self.floor.quote(symbol).last

    def set_price(self, price: str, symbol: str = FUTURE) -> None:
        """Let a trade print, at a price as written."""
        self.broker.set_price(symbol, Decimal(price))

    def standing(self, account: AccountInfo | None = None) -> Standing:
        """How an account stands."""
        return self.floor.standing(account or self.real)

    def held(self, symbol: str = FUTURE, account: AccountInfo | None = None) -> Held:
        """A position."""
        return next(row for row in self.standing(account).positions if row.listing.code == symbol)

    def go(self, at: datetime) -> None:
        """Turn the clock."""
        self.clock.set(at)
        self.broker.now()

    def money(self) -> int:
        """All the money there is."""
        prices = {code: market.quote.last for code, market in self.floor.markets.items()}
        return self.floor.ledger.all_cash(prices)
