"""Stop limit orders (스톱지정가, 22) and orders at the middle of the book (중간가, 21, 23, 24)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import rule

from kis.market.clock import KST
from kis.simulator.orders import AmendOrder, PlaceOrder, Receipt, Side
from kis.simulator.refusals import Reason, Refusal

from .scene import SAMSUNG, Scene
from .test_conservation import Trading


@pytest.fixture
def scene() -> Scene:
    """Bids from 70,500 downwards, asks from 70,600 upwards; two customers with money and shares."""
    scene = Scene()
    scene.give(scene.real, 100_000_000)
    scene.give(scene.other_real, 100_000_000)
    for account in (scene.real, scene.other_real):
        scene.buy(50, account=account)
    scene.broker.set_price(SAMSUNG, 70_600, 1)
    scene.broker.set_price(SAMSUNG, 70_500, 1)
    book = scene.broker.book(SAMSUNG).book
    assert (book.bids[0].price, book.asks[0].price) == (70_500, 70_600)
    return scene


def stop(scene: Scene, side: Side, price: int, at: int, quantity: int = 5) -> Receipt:
    """A stop limit order of the first customer."""
    return scene.broker.place(scene.real, PlaceOrder(side, SAMSUNG, quantity, price, "22", stop=at))


def middle(scene: Scene, side: Side, quantity: int = 5, kind: str = "21", *, other: bool = False) -> Receipt:
    """An order at the middle."""
    return scene.order(side, quantity, kind=kind, account=scene.other_real if other else scene.real)


def filled(scene: Scene, receipt: Receipt, *, other: bool = False) -> tuple[int, int, int]:
    """Filled shares, won and open shares of an order."""
    row = scene.row(receipt, scene.other_real if other else scene.real)
    return row.filled, row.amount, row.remaining


def test_a_stop_waits_for_its_price(scene: Scene) -> None:
    """A buy above the market comes to life when the last price gets there, and then takes its limit."""
    receipt = stop(scene, Side.BUY, price=71_200, at=71_000)
    waiting = filled(scene, receipt)
    scene.broker.set_price(SAMSUNG, 70_900, 1)
    nearly = filled(scene, receipt)
    scene.broker.set_price(SAMSUNG, 71_000, 1)

    assert waiting == nearly == (0, 0, 5)
    assert filled(scene, receipt) == (5, 5 * 71_000, 0)


def test_a_stop_is_not_in_the_book(scene: Scene) -> None:
    """Nobody sees it, and its money is held."""
    sizes, cash = scene.broker.book(SAMSUNG).book, scene.broker.holdings(scene.real).available
    stop(scene, Side.BUY, price=70_000, at=71_000)

    assert scene.broker.book(SAMSUNG).book == sizes
    assert cash - scene.broker.holdings(scene.real).available >= 5 * 70_000


def test_a_released_stop_is_a_limit_order(scene: Scene) -> None:
    """It rests at its limit, also when the last price goes back."""
    receipt = stop(scene, Side.SELL, price=70_300, at=70_200)
    scene.broker.set_price(SAMSUNG, 70_200, 1)
    scene.broker.set_price(SAMSUNG, 70_100, 1)
    rested = filled(scene, receipt)
    scene.broker.set_price(SAMSUNG, 70_300)

    assert rested == (0, 0, 5)
    assert filled(scene, receipt) == (5, 5 * 70_300, 0)


def test_stops_release_each_other(scene: Scene) -> None:
    """The trades of one reach the price of the next, however many there are."""
    scene.give(scene.real, 200_000_000)
    scene.buy(1_000, account=scene.real)
    scene.broker.set_price(SAMSUNG, 70_500, 1)
    first = stop(scene, Side.SELL, price=69_000, at=70_400, quantity=900)
    later = [stop(scene, Side.SELL, price=60_000, at=70_300, quantity=1) for _ in range(20)]
    scene.broker.set_price(SAMSUNG, 70_400, 1)

    assert filled(scene, first)[0] == 900
    assert all(filled(scene, receipt)[0] == 1 for receipt in later)


def test_a_stop_already_reached_works_at_once(scene: Scene) -> None:
    """The last price is there."""
    assert filled(scene, stop(scene, Side.BUY, price=70_600, at=70_500)) == (5, 5 * 70_600, 0)


@pytest.mark.parametrize(
    ("at", "reason"),
    [
        pytest.param(0, Reason.PRICE_LIMIT, id="none"),
        pytest.param(71_050, Reason.OFF_TICK, id="off its tick"),
        pytest.param(150_000, Reason.PRICE_LIMIT, id="beyond the limits"),
    ],
)
def test_a_stop_needs_a_condition_price(scene: Scene, at: int, reason: Reason) -> None:
    """조건가격 is checked as the price is."""
    with pytest.raises(Refusal) as refused:
        stop(scene, Side.BUY, price=71_000, at=at)
    assert refused.value.reason is reason


def test_a_stop_can_be_amended_and_expires(scene: Scene) -> None:
    """To another condition price or to a plain limit; what never comes to life ends with the day."""
    one, other = stop(scene, Side.BUY, 71_000, 71_000), stop(scene, Side.BUY, 71_000, 71_000)
    first = scene.broker.amend(scene.real, AmendOrder(one.number, 71_000, "22", stop=70_800))
    second = scene.broker.amend(scene.real, AmendOrder(other.number, 70_600))
    never = stop(scene, Side.BUY, 72_000, 72_000)
    scene.broker.set_price(SAMSUNG, 70_800, 1)
    scene.clock.set(datetime(2026, 11, 20, 15, 31, tzinfo=KST))

    rows = {receipt.number: scene.row(receipt, scene.real) for receipt in (first, second, never)}
    assert [row.filled for row in rows.values()] == [5, 5, 0]
    assert (rows[never.number].cancelled, rows[never.number].remaining) == (5, 0)


def test_two_middles_meet_between_bid_and_ask(scene: Scene) -> None:
    """At half a tick, unseen by the book."""
    book = scene.broker.book(SAMSUNG).book
    resting = middle(scene, Side.BUY)
    shown = scene.broker.book(SAMSUNG).book
    taking = middle(scene, Side.SELL, 3, other=True)

    assert shown == book
    assert filled(scene, resting) == (3, 3 * 70_550, 2)
    assert filled(scene, taking, other=True) == (3, 3 * 70_550, 0)
    assert scene.broker.quote(SAMSUNG).last == 70_550


def test_the_middle_comes_before_the_best_price(scene: Scene) -> None:
    """A market order meets it first; so does the crowd when it trades at the touch."""
    hidden = middle(scene, Side.SELL, 3)
    market = scene.order(Side.BUY, 4, account=scene.other_real)
    again = middle(scene, Side.BUY, 2)
    scene.broker.set_price(SAMSUNG, scene.broker.book(SAMSUNG).book.bids[0].price, 10)

    assert filled(scene, hidden) == (3, 3 * 70_550, 0)
    assert filled(scene, market, other=True) == (4, 3 * 70_550 + 70_600, 0)
    assert filled(scene, again)[0] == 2


def test_the_middle_moves_with_the_book(scene: Scene) -> None:
    """Its limit is not what it was when it came."""
    receipt = middle(scene, Side.BUY, 2)
    scene.broker.set_price(SAMSUNG, 71_000, 1)
    book = scene.broker.book(SAMSUNG).book
    between = (book.bids[0].price + book.asks[0].price) // 2
    scene.sell(2, kind="23", account=scene.other_real)

    assert filled(scene, receipt) == (2, 2 * between, 0)


@pytest.mark.parametrize(("kind", "done"), [("23", 2), ("24", 0)])
def test_at_once_or_not_at_all(scene: Scene, kind: str, done: int) -> None:
    """IOC takes what is at the middle, FOK all or nothing; the crowd at the touch is not for them."""
    middle(scene, Side.BUY, 2)
    receipt = middle(scene, Side.SELL, 5, kind, other=True)

    row = scene.row(receipt, scene.other_real)
    assert (row.filled, row.cancelled, row.remaining) == (done, 5 - done, 0)


def test_middles_end_before_the_closing_auction(scene: Scene) -> None:
    """And a last trade between two ticks closes on the tick below."""
    resting = middle(scene, Side.BUY, 5)
    middle(scene, Side.SELL, 3, other=True)
    scene.clock.set(datetime(2026, 11, 20, 15, 31, tzinfo=KST))

    row = scene.row(resting, scene.real)
    assert (row.filled, row.cancelled) == (3, 2)
    assert scene.broker.quote(SAMSUNG).last == 70_500


@pytest.mark.parametrize("kind", ["21", "22", "23", "24"])
def test_paper_knows_neither(scene: Scene, kind: str) -> None:
    """모의투자 takes 00 to 04."""
    with pytest.raises(Refusal) as refused:
        scene.order(Side.BUY, 1, 70_000, kind=kind)
    assert refused.value.reason is Reason.ORDER_TYPE


class Stopping(Trading):
    """The same at random, with stops and middles on the real accounts."""

    @rule(
        who=st.sampled_from((0, 2)),
        side=st.sampled_from(Side),
        kind=st.sampled_from(("21", "22", "23", "24")),
        ticks=st.tuples(st.integers(-12, 12), st.integers(-12, 12)),
        quantity=st.integers(1, 60),
    )
    def place_special(self, who: int, side: Side, kind: str, ticks: tuple[int, int], quantity: int) -> None:
        """Near the market."""
        more: dict[str, Any] = {}
        if kind == "22":
            price, more["stop"] = (self.price(SAMSUNG, n) for n in ticks)
            more["price"] = price
        try:
            self.broker.place(self.account(who), PlaceOrder(side, SAMSUNG, quantity, kind=kind, **more))
        except Refusal:
            return


Stopping.TestCase.settings = settings(max_examples=10, stateful_step_count=30)
TestStopping = Stopping.TestCase
