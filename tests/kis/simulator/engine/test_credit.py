"""Buying on credit (신용): margin, loan, interest, repayment; and no won is made by any of it."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from kis.market.fees import DEFAULT
from kis.simulator.domestic.credit import CreditRules
from kis.simulator.domestic.holdings import Holding
from kis.simulator.events import OrderFilled
from kis.simulator.orders import AmendOrder, CancelOrder, Credit, PlaceOrder, Receipt, Side
from kis.simulator.refusals import Reason, Refusal

from .scene import KODEX, MORNING, SAMSUNG, Scene
from .test_conservation import SYMBOLS, Trading

FRIDAY = MORNING.date()
BUY, SELL = Credit("21"), Credit("25")
START = 10_000_000


def borrow(scene: Scene, quantity: int, price: int = 0, **more: Any) -> Receipt:
    """Buy on credit with the real account."""
    return scene.buy(quantity, price, account=scene.real, credit=BUY, **more)


def repay(scene: Scene, quantity: int, price: int = 0, day: date | None = None, **more: Any) -> Receipt:
    """Sell what was bought on credit."""
    return scene.sell(quantity, price, account=scene.real, credit=Credit("25", day), **more)


def loans(scene: Scene) -> list[Holding]:
    """The rows of the balance that are loans."""
    return [row for row in scene.broker.holdings(scene.real).positions if row.loan is not None and row.quantity]


def test_a_buy_takes_its_margin_and_a_loan_for_the_rest(scene: Scene) -> None:
    """45 % of 70,000 won a share are the customer's."""
    receipt = borrow(scene, 100, 70_000)
    scene.broker.set_price(SAMSUNG, 70_000)

    [row], holdings = loans(scene), scene.broker.holdings(scene.real)
    fee = DEFAULT.fee(7_000_000)
    assert scene.row(receipt, scene.real).filled == 100
    assert (row.loan, row.quantity, row.cost) == ((SAMSUNG, "21", FRIDAY), 100, 7_000_000)
    assert (row.principal, row.expires, row.sellable) == (3_850_000, FRIDAY + timedelta(days=90), 100)
    assert holdings.cash_d2 == START - 3_150_000 - fee
    assert holdings.net == START - fee


def test_more_can_be_bought_on_credit(scene: Scene) -> None:
    """The open order holds the margin alone."""
    power = scene.broker.domestic.buying_power(scene.real, SAMSUNG, 70_000, on_credit=True)
    with pytest.raises(Refusal) as refused:
        borrow(scene, power.quantity + 1, 70_000)
    borrow(scene, power.quantity, 70_000)

    assert power.quantity > 2 * scene.broker.buying_power(scene.other_real, SAMSUNG, 70_000).quantity
    assert refused.value.reason is Reason.CASH
    assert 0 <= scene.broker.holdings(scene.real).available < 31_500 + DEFAULT.fee(70_000)


def test_many_fills_borrow_what_one_would(scene: Scene) -> None:
    """Won are not lost by rounding each fill."""
    borrow(scene, 3, 70_100)
    for _ in range(3):
        scene.broker.set_price(SAMSUNG, 70_100, volume=1)

    [row] = loans(scene)
    assert row.principal == CreditRules().loan(3 * 70_100)


def test_a_sale_repays_with_interest(scene: Scene) -> None:
    """Ten days at 8.5 % a year for the part that was sold."""
    borrow(scene, 100, 70_000)
    scene.broker.set_price(SAMSUNG, 70_000)
    before = scene.broker.holdings(scene.real).cash_d2
    scene.pass_days(10)
    repay(scene, 40, 75_000)
    scene.broker.set_price(SAMSUNG, 75_000)

    [row], amount, owed = loans(scene), 40 * 75_000, 1_540_000
    interest = int(owed * Decimal("0.085") * 10 / 365)
    costs = DEFAULT.fee(amount) + sum(int(amount * rate / 100) for rate in (Decimal("0.05"), Decimal("0.15")))
    assert (row.quantity, row.principal, row.cost) == (60, 2_310_000, 4_200_000)
    assert scene.broker.holdings(scene.real).cash_d2 == before + amount - costs - owed - interest
    fees = DEFAULT.fee(7_000_000) * 40 // 100
    assert (row.today.costs, row.today.interest) == (costs, interest)
    assert row.today.realized == amount - 2_800_000 - fees - costs - interest


def test_the_loan_named_is_repaid_otherwise_the_oldest(scene: Scene) -> None:
    """LOAN_DT chooses the loan, and no more than it has."""
    for _ in range(2):
        borrow(scene, 10)
        scene.pass_days(3)
    monday = FRIDAY + timedelta(days=3)

    with pytest.raises(Refusal) as refused:
        repay(scene, 11, day=monday)
    repay(scene, 4, day=monday)
    named = [(row.loan.day, row.quantity) for row in loans(scene) if row.loan]
    repay(scene, 12)
    assert refused.value.reason is Reason.LOAN
    assert named == [(FRIDAY, 10), (monday, 6)]
    assert [(row.loan.day, row.quantity) for row in loans(scene) if row.loan] == [(monday, 4)]


def test_borrowed_shares_are_not_sold_for_cash(scene: Scene) -> None:
    """Each kind of holding is sold by its own kind of order."""
    borrow(scene, 10)
    scene.buy(5, account=scene.real)

    with pytest.raises(Refusal) as cash:
        scene.sell(6, account=scene.real)
    with pytest.raises(Refusal) as credit:
        repay(scene, 11)
    assert (cash.value.reason, credit.value.reason) == (Reason.SELLABLE, Reason.LOAN)


def test_an_open_sale_takes_its_shares(scene: Scene) -> None:
    """Of the loan it names and of all; a cancellation gives them back."""
    borrow(scene, 10)
    receipt = repay(scene, 7, 80_000, FRIDAY)
    sellable = [row.sellable for row in loans(scene)]
    with pytest.raises(Refusal):
        repay(scene, 4, 80_000)
    amended = scene.broker.amend(scene.real, AmendOrder(receipt.number, 81_000))
    scene.broker.cancel(scene.real, CancelOrder(amended.number))

    assert sellable == [3]
    assert scene.row(amended, scene.real).credit == Credit("25", FRIDAY)
    assert [row.sellable for row in loans(scene)] == [10]


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        pytest.param({"credit": Credit("25")}, Reason.CREDIT_TYPE, id="a repayment does not buy"),
        pytest.param({"credit": Credit("28")}, Reason.CREDIT_TYPE, id="no shares are lent"),
        pytest.param({"credit": BUY, "symbol": KODEX}, Reason.NO_CREDIT, id="fund"),
        pytest.param({"credit": Credit("21", FRIDAY - timedelta(days=1))}, Reason.LOAN, id="a loan of yesterday"),
    ],
)
def test_what_is_not_lent(scene: Scene, more: dict[str, Any], reason: Reason) -> None:
    """A buy takes a new loan of today, on a stock."""
    with pytest.raises(Refusal) as refused:
        scene.buy(1, account=scene.real, **more)
    assert refused.value.reason is reason


def test_paper_has_no_credit(scene: Scene) -> None:
    """모의투자 does not offer it."""
    with pytest.raises(Refusal) as refused:
        scene.buy(1, credit=BUY)
    assert (refused.value.reason, refused.value.code) == (Reason.NOT_IN_PAPER, "90000000")


def test_a_sale_below_the_loan_leaves_a_debt(scene: Scene) -> None:
    """The customer loses more than the margin; cash goes below zero by no more than what was missing."""
    borrow(scene, 300, 70_000)
    scene.broker.set_price(SAMSUNG, 70_000)
    for price, days in ((50_000, 3), (35_500, 1), (25_500, 1)):
        scene.broker.set_price(SAMSUNG, price)
        scene.pass_days(days)
    repay(scene, 300)

    book, holdings = scene.broker.ledger.books[scene.real.account], scene.broker.holdings(scene.real)
    assert holdings.net == holdings.cash_d2 < START - 300 * 70_000 + 300 * 25_500
    assert book.short > 0
    assert holdings.cash_d2 >= -book.short
    assert (loans(scene), holdings.principal) == ([], 0)


class Borrowing(Trading):
    """The same at random, with loans on the real accounts."""

    @rule(
        who=st.sampled_from((0, 2)),
        side=st.sampled_from(Side),
        kind=st.sampled_from(("00", "01", "11")),
        ticks=st.integers(-12, 12),
        quantity=st.integers(1, 150),
        ago=st.sampled_from((None, 0, 1)),
    )
    def trade_on_credit(self, who: int, side: Side, kind: str, ticks: int, quantity: int, ago: int | None) -> None:
        """Borrow or repay, some loan or the one named."""
        day = None if ago is None else self.scene.clock.now().date() - timedelta(days=ago)
        credit = Credit("21" if side is Side.BUY else "25", day)
        price = 0 if kind == "01" else self.price(SAMSUNG, ticks)
        with suppress(Refusal):
            wish = PlaceOrder(side, SAMSUNG, quantity, price, kind, credit=credit)
            self.broker.place(self.account(who), wish)

    @invariant()
    def nobody_owes(self) -> None:
        """No more than loans that their shares did not repay."""
        for account in self.broker.accounts:
            holdings, short = self.broker.holdings(account), self.broker.ledger.books[account.account].short
            assert min(holdings.cash, holdings.cash_d1, holdings.cash_d2, holdings.available) >= -short
            assert all(position.quantity >= position.sellable >= 0 for position in holdings.positions)
            assert all(position.cost >= 0 for position in holdings.positions)
            assert all(position.quantity or not position.principal for position in holdings.positions)

    @invariant()
    def fills_explain_the_balance(self) -> None:
        """Fills, what is still owed and the interest paid make up cash; fills make up shares."""
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
            assert book.total == cash[account.account] + book.principal - book.interest
            for symbol in SYMBOLS:
                borrowed = sum(loan.quantity for key, loan in book.loans.items() if key.symbol == symbol)
                assert book.quantity(symbol) + borrowed == shares[account.account, symbol]


Borrowing.TestCase.settings = settings(max_examples=10, stateful_step_count=30)
TestBorrowing = Borrowing.TestCase
