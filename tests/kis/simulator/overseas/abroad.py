"""A broker on a clock that stands still, and short ways to trade abroad with it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from kis.market.clock import KST
from kis.simulator.accounts import AccountInfo
from kis.simulator.broker import Broker
from kis.simulator.clock import SimClock
from kis.simulator.events import Event
from kis.simulator.orders import Order, PlaceOrder, Receipt, Side
from kis.simulator.overseas.listings import LISTINGS, OverseasListing
from kis.simulator.overseas.money import in_units

NIGHT = datetime(2026, 11, 24, 23, 45, tzinfo=KST)
"""Tuesday morning in New York."""
MORNING = datetime(2026, 11, 24, 10, 0, tzinfo=KST)
"""A Tuesday: Tokyo and the US daytime market trade, Hong Kong waits for 10:30."""


class Abroad:
    """One broker whose first owner trades overseas stocks with the real account."""

    def __init__(self, at: datetime = NIGHT, *, seed: int = 1, always_open: bool = False) -> None:
        self.clock = SimClock(at, speed=0)
        self.broker = Broker(seed=seed, clock=self.clock, always_open=always_open)
        self.floor = self.broker.overseas
        self.real, self.paper, *_ = self.broker.accounts
        self.events: list[Event] = []
        self.broker.subscribe(self.events.append, OverseasListing)

    def units(self, symbol: str, price: str) -> int:
        """A price as it is written, in units."""
        return LISTINGS[symbol].board.units(Decimal(price))

    def order(
        self,
        side: Side,
        symbol: str,
        quantity: int,
        price: str = "0",
        *,
        kind: str = "00",
        account: AccountInfo | None = None,
        venue: str = "",
    ) -> Receipt:
        """Place an order at the exchange of the symbol, or at the venue named."""
        venue = venue or LISTINGS[symbol].exchange.value
        wish = PlaceOrder(side, symbol, quantity, self.units(symbol, price), kind, venue)
        return self.floor.place(account or self.real, wish)

    def buy(self, symbol: str, quantity: int, price: str = "0", **more: Any) -> Receipt:
        return self.order(Side.BUY, symbol, quantity, price, **more)

    def sell(self, symbol: str, quantity: int, price: str = "0", **more: Any) -> Receipt:
        return self.order(Side.SELL, symbol, quantity, price, **more)

    def row(self, receipt: Receipt) -> Order:
        """The order of a receipt as it is now."""
        return next(o for o in self.floor.every_order() if o.number == receipt.number)

    def go(self, text: str) -> None:
        """Set the clock and let everything until then happen."""
        self.clock.set(datetime.fromisoformat(text).replace(tzinfo=KST))
        self.broker.now()

    def give(self, symbol: str, quantity: int, account: AccountInfo | None = None) -> None:
        """Put shares into an account that the crowd had."""
        book = self.floor.ledger.books[(account or self.real).account]
        book.positions[symbol].buy(quantity, 0, 0)
        self.floor.ledger.crowd_shares[symbol] -= quantity

    def fund(self, symbol: str, money: int, account: AccountInfo | None = None) -> None:
        """Put foreign money into an account, that of a symbol."""
        currency = LISTINGS[symbol].currency
        purse = self.floor.ledger.books[(account or self.real).account].purses[currency]
        purse.settled += in_units(Decimal(money), currency)
