"""Whatever customers, prices and clocks do, no cent, no won and no share appears or disappears."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from kis.market.ticks import step
from kis.overseas.codes import Currency
from kis.simulator.accounts import AccountInfo
from kis.simulator.orders import AmendOrder, CancelOrder, PlaceOrder, Side
from kis.simulator.overseas.kinds import KINDS
from kis.simulator.overseas.listings import LISTINGS
from kis.simulator.refusals import Refusal

from .abroad import MORNING, NIGHT, Abroad

SYMBOLS = ("AAPL", "SNDL", "00700", "7203", "600519", "VNM")
HOURS = (1, 600, 3600, 4 * 3600, 9 * 3600, 24 * 3600)

accounts = st.integers(0, 3)
symbols = st.sampled_from(SYMBOLS)


class Trading(RuleBasedStateMachine):
    """Two owners trade at random abroad and at home while days pass."""

    @initialize(seed=st.integers(0, 3), always_open=st.booleans(), night=st.booleans())
    def begin(self, seed: int, always_open: bool, night: bool) -> None:
        """Open the broker and note all the money there is."""
        self.scene = Abroad(NIGHT if night else MORNING, seed=seed, always_open=always_open)
        self.floor, self.broker = self.scene.floor, self.scene.broker
        for symbol in SYMBOLS:
            self.scene.give(symbol, 1_000)
        self.money = {currency: self.floor.ledger.all_cash(currency) for currency in Currency}
        self.won = self.broker.ledger.all_cash()

    def account(self, index: int) -> AccountInfo:
        return self.broker.accounts[index]

    def price(self, symbol: str, ticks: int) -> int:
        quote = self.floor.quote(symbol)
        return min(max(step(quote.last, quote.listing.board, ticks), quote.lower), quote.upper)

    @rule(
        who=accounts,
        side=st.sampled_from(Side),
        symbol=symbols,
        kind=st.sampled_from(sorted(KINDS)),
        ticks=st.integers(-12, 12),
        quantity=st.sampled_from((1, 7, 100, 300, 5_000)),
    )
    def place(self, who: int, side: Side, symbol: str, kind: str, ticks: int, quantity: int) -> None:
        """Any order near the market, taken or refused."""
        price = 0 if kind in {"31", "33"} else self.price(symbol, ticks)
        wish = PlaceOrder(side, symbol, quantity, price, kind, LISTINGS[symbol].exchange.value)
        with suppress(Refusal):
            self.floor.place(self.account(who), wish)

    @rule(who=accounts, symbol=symbols, quantity=st.sampled_from((1, 100)))
    def reserve(self, who: int, symbol: str, quantity: int) -> None:
        """An order for the next open."""
        wish = PlaceOrder(Side.BUY, symbol, quantity, self.price(symbol, 5), "00", LISTINGS[symbol].exchange.value)
        with suppress(Refusal):
            self.floor.reserve(self.account(who), wish)

    @rule(who=accounts, quantity=st.integers(1, 100))
    def buy_at_home(self, who: int, quantity: int) -> None:
        """Won that is spent on domestic stocks is not there for others."""
        with suppress(Refusal):
            self.broker.place(self.account(who), PlaceOrder(Side.BUY, "005930", quantity, 0, "01"))

    @rule(who=accounts, pick=st.integers(0, 9), ticks=st.integers(-12, 12), quantity=st.integers(0, 40))
    def amend(self, who: int, pick: int, ticks: int, quantity: int) -> None:
        """Change all or a part of an open order."""
        if orders := self.floor.amendable(self.account(who)):
            order = orders[pick % len(orders)]
            price = self.price(order.symbol, ticks)
            with suppress(Refusal):
                self.floor.amend(
                    self.account(who), AmendOrder(order.number, price, order.kind.code, quantity, quantity == 0)
                )

    @rule(who=accounts, pick=st.integers(0, 9))
    def cancel(self, who: int, pick: int) -> None:
        """Take an open order back."""
        if orders := self.floor.amendable(self.account(who)):
            self.floor.cancel(self.account(who), CancelOrder(orders[pick % len(orders)].number))

    @rule(symbol=symbols, ticks=st.integers(-40, 40), volume=st.one_of(st.none(), st.integers(1, 50)))
    def print_price(self, symbol: str, ticks: int, volume: int | None) -> None:
        """A trade somewhere."""
        self.floor.set_price(symbol, self.price(symbol, ticks), volume)

    @rule(seconds=st.sampled_from(HOURS))
    def wait(self, seconds: int) -> None:
        """Time passes, to another session or another day."""
        self.scene.clock.advance(timedelta(seconds=seconds))
        self.broker.now()

    @invariant()
    def nothing_appears_or_disappears(self) -> None:
        """Money by currency, won, and shares."""
        assert {currency: self.floor.ledger.all_cash(currency) for currency in Currency} == self.money
        assert self.broker.ledger.all_cash() == self.won
        assert {self.floor.ledger.all_shares(symbol) for symbol in SYMBOLS} == {0}

    @invariant()
    def nobody_owes(self) -> None:
        """No purse, no won and no position below nothing, whatever was open when prices moved."""
        for book in self.floor.ledger.books.values():
            assert all(purse.total >= 0 for purse in book.purses.values())
            assert all(position.quantity >= 0 for position in book.positions.values())
        assert all(book.ready >= 0 for book in self.broker.ledger.books.values())

    @invariant()
    def won_for_open_orders_is_there(self) -> None:
        """What open buys abroad would exchange can still be exchanged."""
        for info in self.broker.accounts:
            held = self.floor.won_held(info.account, self.broker.now())
            assert held <= self.broker.domestic.checks.for_abroad(info.account)


TestTrading = Trading.TestCase
TestTrading.settings = settings(max_examples=12, stateful_step_count=25)
