"""Whatever customers and prices do, no won and no contract appears or disappears."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kis.market.ticks import step
from kis.simulator.accounts import AccountInfo
from kis.simulator.derivatives.hours import DAY, NIGHT
from kis.simulator.events import OrderFilled
from kis.simulator.orders import AmendOrder, CancelOrder, PlaceOrder, Side
from kis.simulator.refusals import Refusal

from .scene import CALL, FUTURE, MINI, PUT, STOCK_FUTURE, Scene

SYMBOLS = (FUTURE, MINI, CALL, PUT, STOCK_FUTURE)
KINDS = ("01", "01", "02", "03", "04", "10", "11", "12", "13", "14", "15")
HOURS = (1, 600, 4 * 3600, 6 * 3600, 9 * 3600, 17 * 3600, 24 * 3600, 18 * 24 * 3600)

accounts = st.integers(0, 3)
symbols = st.sampled_from(SYMBOLS)
ticks = st.integers(-8, 8)


class Trading(RuleBasedStateMachine):
    """Two owners trade contracts at random while days pass, past the end of some of them."""

    @initialize(seed=st.integers(0, 3), always_open=st.booleans())
    def begin(self, seed: int, always_open: bool) -> None:
        """Open the broker and note all the money there is."""
        self.scene = Scene(seed=seed, always_open=always_open)
        self.broker, self.floor = self.scene.broker, self.scene.floor
        self.money = self.scene.money()

    def account(self, index: int) -> AccountInfo:
        return self.broker.accounts[index]

    def price(self, symbol: str, ticks: int) -> int:
        quote = self.floor.quote(symbol)
        return min(max(step(quote.last, quote.listing.board, ticks), quote.lower), quote.upper)

    @rule(
        who=accounts,
        side=st.sampled_from(Side),
        symbol=symbols,
        kind=st.sampled_from(KINDS),
        ticks=ticks,
        quantity=st.one_of(st.integers(1, 5), st.integers(10, 60)),
        venue=st.sampled_from((DAY, DAY, NIGHT)),
    )
    def place(self, who: int, side: Side, symbol: str, kind: str, ticks: int, quantity: int, venue: str) -> None:
        """Any order near the market, taken or refused."""
        price = self.price(symbol, ticks) if kind in {"01", "03", "10", "11"} else 0
        with suppress(Refusal):
            self.floor.place(self.account(who), PlaceOrder(side, symbol, quantity, price, kind, venue))

    @rule(who=accounts, pick=st.integers(0, 9), ticks=ticks, quantity=st.integers(0, 9), kind=st.sampled_from(KINDS))
    def amend(self, who: int, pick: int, ticks: int, quantity: int, kind: str) -> None:
        """Change all or a part of an open order."""
        orders = self.floor.amendable(self.account(who))
        if orders:
            order = orders[pick % len(orders)]
            change = AmendOrder(order.number, self.price(order.symbol, ticks), kind, quantity, all_remaining=False)
            with suppress(Refusal):
                self.floor.amend(self.account(who), change)

    @rule(who=accounts, pick=st.integers(0, 9), quantity=st.integers(0, 9))
    def cancel(self, who: int, pick: int, quantity: int) -> None:
        """Take back all or a part of an open order."""
        orders = self.floor.amendable(self.account(who))
        if orders:
            with suppress(Refusal):
                self.floor.cancel(self.account(who), CancelOrder(orders[pick % len(orders)].number, quantity, False))

    @rule(symbol=symbols, ticks=st.integers(-20, 20), volume=st.one_of(st.none(), st.integers(1, 20)))
    def print_price(self, symbol: str, ticks: int, volume: int | None) -> None:
        """A trade somewhere."""
        self.floor.set_price(symbol, self.price(symbol, ticks), volume)

    @rule(ticks=st.integers(-15, 15))
    def move_the_underlying(self, ticks: int) -> None:
        """Shares trade elsewhere, and the contracts follow."""
        quote = self.broker.quote("005930")
        price = step(quote.last, quote.listing.board, ticks)
        self.broker.domestic.set_price("005930", min(max(price, quote.lower), quote.upper))

    @rule(seconds=st.integers(1, 5))
    def play(self, seconds: int) -> None:
        """Prices move by themselves."""
        self.broker.autoplay(True)
        self.broker.step(seconds / 5)
        self.broker.autoplay(False)

    @rule(seconds=st.sampled_from(HOURS))
    def wait(self, seconds: int) -> None:
        """Time passes, to a settlement or to the end of a contract."""
        self.scene.clock.advance(timedelta(seconds=seconds))

    @precondition(lambda self: self.scene.clock.now() > self.scene.clock.start)
    @rule()
    def go_back(self) -> None:
        """Somebody sets the clock to where it began."""
        self.scene.clock.reset()

    @invariant()
    def no_won_appears_or_disappears(self) -> None:
        """Cash, premiums, variation and fees of customers and crowd, at any prices."""
        self.broker.now()
        assert self.scene.money() == self.money

    @invariant()
    def every_contract_has_two_sides(self) -> None:
        """Long and short are as many, and expired contracts are nobody's."""
        day = self.floor._hours.trading_day(self.broker.now())
        for code, market in self.floor.markets.items():
            assert self.floor.ledger.all_contracts(code) == 0
            if market.listing.last_day < day:
                assert all(book.quantity(code) == 0 for book in self.floor.ledger.books.values())

    @invariant()
    def what_an_account_stands_at_adds_up(self) -> None:
        """Cash, premium, variation and fees are what the cash will be; realized and open profit are the variation."""
        for account in self.broker.accounts:
            standing = self.floor.standing(account)
            assert standing.equity == standing.cash + standing.premium + standing.variation - standing.fees
            futures = standing.total("profit", options=False) + standing.total("realized", options=False)
            assert futures == standing.variation
            assert all(row.quantity >= row.closable >= 0 for row in standing.positions)

    @invariant()
    def orders_add_up(self) -> None:
        """Every contract of an order is filled, open, cancelled, rejected or moved on, at its limit or better."""
        for order in self.floor.every_order():
            assert min(order.filled, order.remaining, order.cancelled, order.rejected, order.moved) >= 0
            if order.limit is not None and order.filled and order.kind.code != "03":
                worse = order.average > order.limit if order.side is Side.BUY else order.average < order.limit
                assert not worse

    @invariant()
    def fills_are_in_the_ledger(self) -> None:
        """What was told to the listeners is what the accounts have on record."""
        for account in self.broker.accounts:
            told = [
                (event.order.number, event.fill.price, event.fill.quantity, event.fill.fee)
                for event in self.scene.events
                if isinstance(event, OrderFilled) and event.account == account
            ]
            assert told == [(one.number, one.price, one.quantity, one.fee) for one in self.floor.executions(account)]


Trading.TestCase.settings = settings(max_examples=10, stateful_step_count=30)
TestConservation = Trading.TestCase
