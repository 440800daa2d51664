"""Interruptions by volatility (변동성완화장치, VI): orders are gathered for two minutes and match at one price."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize

from kis.market.clock import KST
from kis.market.sessions import Venue
from kis.simulator.events import BookChanged, HaltBegan, HaltEnded, OrderFilled, TradePrinted
from kis.simulator.halts import Halt, HaltRules
from kis.simulator.orders import PlaceOrder, Side

from .scene import KODEX, MORNING, SAMSUNG, Scene
from .test_conservation import Trading

TWO_MINUTES = timedelta(minutes=2)


@pytest.fixture
def scene() -> Scene:
    """10:00 on a Friday with VI switched on."""
    return Scene(vi=HaltRules())


def up(scene: Scene) -> int:
    """The first valid price 10 % above the reference of VI."""
    reference = scene.broker.domestic.halt_reference(SAMSUNG)
    return -(-reference * 110 // 10_000) * 100


def halt(scene: Scene) -> Halt | None:
    """What holds 삼성전자."""
    return scene.broker.domestic.halt(SAMSUNG)


def wait(scene: Scene, time: timedelta = TWO_MINUTES) -> None:
    """Let time pass."""
    scene.clock.advance(time)
    scene.broker.now()


def test_ten_percent_against_the_opening_price(scene: Scene) -> None:
    """One tick less does nothing; the status tells both prices and the time."""
    opening, price = scene.broker.quote(SAMSUNG).open, up(scene)
    scene.broker.set_price(SAMSUNG, price - 100)
    before = halt(scene)
    scene.broker.set_price(SAMSUNG, price)

    assert before is None
    assert halt(scene) == Halt(SAMSUNG, opening, price, MORNING, MORNING + TWO_MINUTES)
    assert scene.broker.domestic.halts() == [halt(scene)]
    assert scene.broker.domestic.halts()[0].deviation == (Decimal(price - opening) * 100 / opening).quantize(
        Decimal("0.01")
    )
    assert scene.broker.domestic.halt(KODEX) is None


@pytest.mark.parametrize("price", [78_000, 63_000])
def test_it_is_told_when_it_begins_and_ends(scene: Scene, price: int) -> None:
    """Up or down; the book shows an expected match meanwhile."""
    scene.broker.set_price(SAMSUNG, price)
    during = scene.broker.book(SAMSUNG).expected
    wait(scene)

    [began], [ended] = scene.told(HaltBegan), scene.told(HaltEnded)
    assert isinstance(began, HaltBegan)
    assert isinstance(ended, HaltEnded)
    assert (began.time, ended.time, began.halt) == (MORNING, MORNING + TWO_MINUTES, ended.halt)
    assert during is not None
    assert during[0] == price
    assert scene.broker.book(SAMSUNG).expected is None
    assert isinstance(scene.events[-1], BookChanged)


def test_nothing_matches_until_it_is_over(scene: Scene) -> None:
    """Orders wait, whatever they take; then those that accept the price get it and the rest goes on."""
    price = up(scene)
    scene.broker.set_price(SAMSUNG, price)
    market, far, near = scene.buy(3), scene.buy(3, price - 5_000), scene.buy(3, price + 1_000)
    scene.broker.set_price(SAMSUNG, price - 300)
    during = [scene.row(receipt).filled for receipt in (market, far, near)]
    wait(scene)

    after = [(scene.row(receipt).filled, scene.row(receipt).amount) for receipt in (market, far, near)]
    auction = [trade for trade in scene.told(TradePrinted) if isinstance(trade, TradePrinted) and trade.auction]
    assert during == [0, 0, 0]
    assert after == [(3, 3 * (price - 300)), (0, 0), (3, 3 * (price - 300))]
    assert {trade.price for trade in auction} == {price - 300}
    scene.broker.set_price(SAMSUNG, price - 5_000)
    assert scene.row(far).filled == 3


def test_two_customers_meet_at_the_single_price(scene: Scene) -> None:
    """A sale gathered in the interruption fills as well."""
    price = up(scene)
    scene.buy(5)
    scene.broker.set_price(SAMSUNG, price)
    sale = scene.sell(5, price - 2_000)
    wait(scene)

    assert scene.row(sale).amount == 5 * price
    assert len(scene.told(OrderFilled)) == 2


def test_what_takes_at_once_or_nothing_gets_nothing(scene: Scene) -> None:
    """IOC and FOK are over as they come."""
    scene.broker.set_price(SAMSUNG, up(scene))
    rows = [scene.row(scene.buy(3, kind=kind, account=scene.real), scene.real) for kind in ("13", "14")]

    assert [(row.filled, row.cancelled) for row in rows] == [(0, 3), (0, 3)]


def test_a_resting_order_waits_too_and_may_be_cancelled(scene: Scene) -> None:
    """A trade set by hand in the interruption moves the price alone."""
    resting = scene.buy(3, 70_000)
    scene.broker.set_price(SAMSUNG, up(scene))
    scene.broker.set_price(SAMSUNG, 69_000)
    during = scene.row(resting).filled
    wait(scene)

    assert during == 0
    assert (scene.row(resting).filled, scene.row(resting).amount) == (3, 3 * 69_000)


def test_the_next_one_is_measured_from_its_price(scene: Scene) -> None:
    """And each is in the list of the day, the newest first; the next day begins without any."""
    first = up(scene)
    scene.broker.set_price(SAMSUNG, first)
    wait(scene)
    scene.broker.set_price(SAMSUNG, first - 5_000)
    between, second = halt(scene), up(scene)
    scene.broker.set_price(SAMSUNG, second)
    halts = scene.broker.domestic.halts()
    scene.pass_days(3)

    assert between is None
    assert [(each.reference, each.price) for each in halts] == [(first, second), (halts[1].reference, first)]
    assert scene.broker.domestic.halts() == []
    assert scene.broker.domestic.halt_reference(SAMSUNG) == scene.broker.quote(SAMSUNG).open


def test_stops_wait_for_the_end(scene: Scene) -> None:
    """The interruption comes before what the price releases."""
    price = up(scene)
    wish = PlaceOrder(Side.BUY, SAMSUNG, 2, price + 3_000, "22", stop=price)
    receipt = scene.broker.place(scene.real, wish)
    scene.broker.set_price(SAMSUNG, price)
    during = scene.row(receipt, scene.real)
    wait(scene)

    assert (during.filled, during.stopped) == (0, False)
    assert scene.row(receipt, scene.real).amount == 2 * price


def test_it_gives_way_to_the_closing_auction() -> None:
    """Begun a minute before 15:20: its orders wait for the closing price."""
    scene = Scene(datetime(2026, 11, 20, 15, 19, tzinfo=KST), vi=HaltRules())
    scene.broker.set_price(SAMSUNG, up(scene))
    receipt = scene.buy(3)
    wait(scene)
    at_21 = (halt(scene), scene.row(receipt).filled)
    wait(scene, timedelta(minutes=10))

    assert at_21 == (None, 0)
    assert scene.row(receipt).amount == 3 * scene.broker.quote(SAMSUNG).last


def test_before_the_open_only_nxt_is_concerned() -> None:
    """An interruption in the pre-market does not send KRX's orders into the book early."""
    scene = Scene(datetime(2026, 11, 20, 8, 30, tzinfo=KST), vi=HaltRules())
    krx = scene.buy(3, 78_000, account=scene.real)
    scene.broker.set_price(SAMSUNG, up(scene))
    nxt = scene.buy(3, 78_000, account=scene.real, venue=Venue.NXT)
    begun = halt(scene)
    wait(scene)

    assert begun is not None
    assert begun.reference == scene.broker.quote(SAMSUNG).reference
    assert scene.row(nxt, scene.real).filled == 3
    assert scene.row(krx, scene.real).filled == 0
    wait(scene, timedelta(minutes=29))
    assert scene.row(krx, scene.real).filled == 3


def test_prices_do_not_move_by_themselves(scene: Scene) -> None:
    """Autoplay leaves the symbol alone."""
    scene.broker.set_price(SAMSUNG, up(scene))
    before = scene.broker.quote(SAMSUNG)
    scene.broker.autoplay(True)
    scene.broker.step(5)

    assert scene.broker.quote(SAMSUNG) == before


@pytest.mark.parametrize(("vi", "always_open"), [(None, False), (HaltRules(), True)])
def test_it_can_be_off(vi: HaltRules | None, always_open: bool) -> None:
    """It is, unless asked for, and where the market never closes."""
    scene = Scene(vi=vi, always_open=always_open)
    scene.broker.set_price(SAMSUNG, 90_000)

    assert halt(scene) is None
    assert scene.told(HaltBegan) == []


def test_its_rules_can_be_others() -> None:
    """Three percent for ten minutes."""
    scene = Scene(vi=HaltRules(percent=3, length=timedelta(minutes=10)))
    scene.broker.set_price(SAMSUNG, 73_000)
    begun = halt(scene)
    wait(scene, timedelta(minutes=9))

    assert begun == halt(scene)
    wait(scene, timedelta(minutes=1))
    assert halt(scene) is None


class Interrupted(Trading):
    """Random trading with interruptions: nothing is lost in them."""

    @initialize(seed=st.integers(0, 3), always_open=st.just(False))
    def begin(self, seed: int, always_open: bool) -> None:
        """Open the broker with narrow rules and note all the money there is."""
        self.scene = Scene(seed=seed, vi=HaltRules(percent=2))
        self.broker = self.scene.broker
        self.money = self.broker.ledger.all_cash()


Interrupted.TestCase.settings = settings(max_examples=10, stateful_step_count=30)
TestInterrupted = Interrupted.TestCase
