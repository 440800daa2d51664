"""Whatever customers and prices do, no won and no share appears or disappears."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from kis.market.sessions import Venue
from kis.market.ticks import step
from kis.simulator.accounts import AccountInfo
from kis.simulator.events import OrderFilled
from kis.simulator.orders import AmendOrder, CancelOrder, PlaceOrder, Side
from kis.simulator.refusals import Refusal

from .scene import KODEX, SAMSUNG, Scene

SYMBOLS = (SAMSUNG, KODEX)
KINDS = ("00", "00", "01", "02", "03", "04", "11", "12", "13", "14", "16")
HOURS = (1, 1, 600, 5 * 3600 + 1_500, 18 * 3600, 24 * 3600)

accounts = st.integers(0, 3)
symbols = st.sampled_from(SYMBOLS)
ticks = st.integers(-12, 12)


class Trading(RuleBasedStateMachine):
    """Two owners trade at random while days pass."""

    @initialize(seed=st.integers(0, 3), always_open=st.booleans())
    def begin(self, seed: int, always_open: bool) -> None:
        """Open the broker, note all the money there is, and let everybody hold something to sell."""
        self.scene = Scene(seed=seed, always_open=always_open)
        self.broker = self.scene.broker
        self.money = self.broker.ledger.all_cash()
        for account in self.broker.accounts:
            for symbol in SYMBOLS:
                self.broker.place(account, PlaceOrder(Side.BUY, symbol, 40, 0, "01"))

    def account(self, index: int) -> AccountInfo:
        return self.broker.accounts[index]

    def price(self, symbol: str, ticks: int) -> int:
        quote = self.broker.quote(symbol)
        return min(max(step(quote.last, quote.listing.board, ticks), quote.lower), quote.upper)

    @rule(
        who=accounts,
        side=st.sampled_from(Side),
        symbol=symbols,
        kind=st.sampled_from(KINDS),
        ticks=ticks,
        quantity=st.one_of(st.integers(1, 30), st.integers(1, 30), st.integers(100, 1_500)),
        venue=st.sampled_from((Venue.KRX, Venue.KRX, Venue.SOR)),
    )
    def place(self, who: int, side: Side, symbol: str, kind: str, ticks: int, quantity: int, venue: Venue) -> None:
        """Any order near the market, taken or refused."""
        price = self.price(symbol, ticks) if kind in {"00", "02", "11", "12"} else 0
        with suppress(Refusal):
            self.broker.place(self.account(who), PlaceOrder(side, symbol, quantity, price, kind, venue))

    @rule(who=accounts, symbol=symbols, ticks=ticks, kind=st.sampled_from(("00", "01")))
    def sell_all(self, who: int, symbol: str, ticks: int, kind: str) -> None:
        """Everything that can still be sold."""
        price = self.price(symbol, ticks) if kind == "00" else 0
        for held in self.broker.holdings(self.account(who)).positions:
            if held.symbol == symbol:
                with suppress(Refusal):
                    self.broker.place(self.account(who), PlaceOrder(Side.SELL, symbol, held.sellable, price, kind))

    @rule(
        who=accounts,
        what=st.sampled_from(("amend", "amend", "cancel", "reject")),
        pick=st.integers(0, 9),
        ticks=ticks,
        quantity=st.integers(0, 40),
        kind=st.sampled_from(KINDS),
    )
    def change(self, who: int, what: str, pick: int, ticks: int, quantity: int, kind: str) -> None:
        """Change all or a part of an open order, take it back, or let the exchange refuse it afterwards."""
        account = self.account(who)
        orders = self.broker.amendable(account)
        if not orders:
            return
        order = orders[pick % len(orders)]
        with suppress(Refusal):
            if what == "amend":
                price = self.price(order.symbol, ticks)
                self.broker.amend(account, AmendOrder(order.number, price, kind, quantity, all_remaining=False))
            elif what == "cancel":
                self.broker.cancel(account, CancelOrder(order.number, quantity, all_remaining=False))
            else:
                self.broker.reject(account, order.number, "거부")

    @rule(symbol=symbols, ticks=st.integers(-40, 40), volume=st.one_of(st.none(), st.integers(1, 50)))
    def print_price(self, symbol: str, ticks: int, volume: int | None) -> None:
        """A trade somewhere."""
        self.broker.set_price(symbol, self.price(symbol, ticks), volume)

    @rule(seconds=st.integers(1, 5))
    def play(self, seconds: int) -> None:
        """Prices move by themselves."""
        self.broker.autoplay(True)
        self.broker.step(seconds / 5)
        self.broker.autoplay(False)

    @rule(seconds=st.sampled_from(HOURS), back=st.sampled_from((False, False, False, True)))
    def wait(self, seconds: int, back: bool) -> None:
        """Time passes, to the close or to another day; at times somebody sets the clock back to the start."""
        if back:
            self.scene.clock.reset()
        else:
            self.scene.clock.advance(timedelta(seconds=seconds))

    @invariant()
    def nothing_appears_or_disappears(self) -> None:
        """Cash of customers, crowd, fees and taxes; shares of customers and crowd."""
        assert self.broker.ledger.all_cash() == self.money
        assert all(self.broker.ledger.all_shares(symbol) == 0 for symbol in SYMBOLS)

    @invariant()
    def nobody_owes(self) -> None:
        """No cash, free cash, position or sellable quantity below zero, today or as it settles."""
        for account in self.broker.accounts:
            holdings = self.broker.holdings(account)
            assert min(holdings.cash, holdings.cash_d1, holdings.cash_d2, holdings.available) >= 0
            assert all(position.quantity >= position.sellable >= 0 for position in holdings.positions)
            assert all(position.cost >= 0 for position in holdings.positions)

    @invariant()
    def orders_add_up(self) -> None:
        """Every share of an order is filled, open, cancelled, rejected or moved on."""
        for order in self.broker.every_order():
            assert min(order.filled, order.remaining, order.cancelled, order.rejected, order.moved) >= 0
            if order.limit is not None and order.filled and order.kind.code != "02":
                worse = order.average > order.limit if order.side is Side.BUY else order.average < order.limit
                assert not worse

    @invariant()
    def fills_explain_the_balance(self) -> None:
        """What was told to the listeners is what the ledger says."""
        cash: Counter[str] = Counter({account.account: account.cash for account in self.broker.accounts})
        shares: Counter[tuple[str, str]] = Counter()
        for event in self.scene.events:
            if isinstance(event, OrderFilled):
                sign = 1 if event.order.side is Side.BUY else -1
                cash[event.account.account] -= sign * event.fill.price * event.fill.quantity
                cash[event.account.account] -= event.fill.fee + event.fill.tax
                shares[event.account.account, event.order.symbol] += sign * event.fill.quantity
        for account in self.broker.accounts:
            book = self.broker.ledger.books[account.account]
            assert book.total == cash[account.account]
            assert all(book.quantity(symbol) == shares[account.account, symbol] for symbol in SYMBOLS)

    @invariant()
    def the_book_is_what_is_open(self) -> None:
        """Orders wait in the book with what is left of them, none twice, none after its end."""
        open_now = {order.id: order.remaining for order in self.broker.domestic.matching.log.open()}
        resting = [o for market in self.broker.domestic.markets.values() for o in market.book._resting]
        waiting = set(self.broker.domestic.matching._waiting)
        assert len({order.id for order in resting}) == len(resting)
        assert all(open_now[order.id] == order.quantity for order in resting)
        assert set(open_now) <= {order.id for order in resting} | waiting

    @invariant()
    def the_book_never_crosses(self) -> None:
        """The best ask is above the best bid."""
        for symbol in SYMBOLS:
            book = self.broker.book(symbol).book
            if book.asks and book.bids:
                assert book.asks[0].price > book.bids[0].price


Trading.TestCase.settings = settings(max_examples=10, stateful_step_count=30)
TestConservation = Trading.TestCase
