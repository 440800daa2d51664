"""A broker on a clock that stands still, and short ways to trade with it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from kis.credentials import Environment
from kis.market.clock import KST
from kis.market.sessions import Venue
from kis.simulator.accounts import AccountInfo
from kis.simulator.broker import Broker
from kis.simulator.clock import SimClock
from kis.simulator.domestic import DomesticListing
from kis.simulator.events import Event
from kis.simulator.halts import HaltRules
from kis.simulator.orders import Credit, Order, PlaceOrder, Receipt, Side

SAMSUNG = "005930"
KODEX = "069500"
MORNING = datetime(2026, 11, 20, 10, 0, tzinfo=KST)
"""A Friday, in the regular session."""


class Scene:
    """One broker whose first owner trades domestic stocks. Everything it tells of them is in `events`."""

    def __init__(
        self, at: datetime = MORNING, *, seed: int = 1, always_open: bool = False, vi: HaltRules | None = None
    ) -> None:
        self.clock = SimClock(at, speed=0)
        self.broker = Broker(seed=seed, clock=self.clock, always_open=always_open, vi=vi)
        self.real, self.paper, self.other_real, self.other = self.broker.accounts
        assert (self.real.env, self.paper.env) == (Environment.REAL, Environment.PAPER)
        self.events: list[Event] = []
        self.broker.subscribe(self.events.append, DomesticListing)

    def buy(self, quantity: int, price: int = 0, **more: Any) -> Receipt:
        """Buy 삼성전자 with the paper account; at the market without a price."""
        return self.order(Side.BUY, quantity, price, **more)

    def sell(self, quantity: int, price: int = 0, **more: Any) -> Receipt:
        """Sell 삼성전자 with the paper account; at the market without a price."""
        return self.order(Side.SELL, quantity, price, **more)

    def order(
        self,
        side: Side,
        quantity: int,
        price: int = 0,
        *,
        kind: str | None = None,
        symbol: str = SAMSUNG,
        account: AccountInfo | None = None,
        venue: Venue = Venue.KRX,
        credit: Credit | None = None,
    ) -> Receipt:
        """Place an order; limit if it has a price, otherwise at the market."""
        kind = kind or ("00" if price else "01")
        return self.broker.place(account or self.paper, PlaceOrder(side, symbol, quantity, price, kind, venue, credit))

    def row(self, receipt: Receipt, account: AccountInfo | None = None) -> Order:
        """The order of a receipt as it is now."""
        account = account or self.paper
        day = receipt.time.date()
        return next(o for o in self.broker.orders(account, day, day) if o.number == receipt.number)

    def give(self, account: AccountInfo, won: int) -> None:
        """Put cash into an account."""
        self.broker.ledger.books[account.account].settled += won

    def told(self, kind: type) -> list[Event]:
        """What was told so far, of one kind."""
        return [event for event in self.events if isinstance(event, kind)]

    def pass_days(self, days: int) -> None:
        """Let whole days go by."""
        self.clock.advance(timedelta(days=days))
        self.broker.now()
