"""Prices of contracts stand with their underlyings and with each other."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kis.derivatives.contracts import Kind
from kis.market.clock import KST
from kis.market.ticks import is_on_tick
from kis.simulator.derivatives.listings import ContractListing, strikes_around
from kis.simulator.derivatives.theory import Model, payoff, theory

from .scene import CALL, FUTURE, PUT, STOCK_FUTURE, Scene

MODEL = Model()


@pytest.fixture
def scene() -> Scene:
    """A Monday at 10:00."""
    return Scene()


def near_theory(scene: Scene, listing: ContractListing) -> bool:
    """Whether the last price is the theoretical one, cut to the tick."""
    return listing.units(scene.floor.theory(listing).price) == scene.price(listing.code)


def test_every_price_is_a_price(scene: Scene) -> None:
    """On its tick, within its limits, and what theory says of the index as it stands."""
    for listing in scene.floor.live():
        quote = scene.floor.quote(listing.code)
        assert is_on_tick(quote.last, listing.board)
        assert quote.lower <= quote.last <= quote.upper
        assert near_theory(scene, listing)


def test_contracts_follow_a_stock(scene: Scene) -> None:
    """When 삼성전자 rises so do its future, the index, its future and its calls; puts fall."""
    before = {code: scene.price(code) for code in (FUTURE, CALL, PUT, STOCK_FUTURE)}
    scene.broker.domestic.set_price("005930", scene.broker.quote("005930").last + 3_000)

    after = {code: scene.price(code) for code in before}
    assert after[STOCK_FUTURE] == before[STOCK_FUTURE] + 3_000
    assert after[FUTURE] > before[FUTURE]
    assert after[CALL] > before[CALL]
    assert after[PUT] < before[PUT]


def test_small_moves_add_up(scene: Scene) -> None:
    """Many moves of the index that are less than a tick are not lost on the way."""
    quote = scene.broker.quote("005380")
    for steps in range(1, 11):
        scene.broker.domestic.set_price("005380", quote.last + 500 * steps)
        scene.broker.now()

    listing = scene.floor.listing(FUTURE)
    assert listing is not None
    assert near_theory(scene, listing)


def test_a_made_price_keeps_its_distance(scene: Scene) -> None:
    """Who moves a contract by a trade moves it for good; the index moves it on from there."""
    made = scene.price() + 200
    scene.set_price(f"{made / 100:.2f}")
    assert scene.price() == made

    fair = scene.floor.theory(scene.floor.listing(FUTURE)).price  # type: ignore[arg-type]
    scene.broker.domestic.set_price("000660", scene.broker.quote("000660").last + 10_000)
    moved = scene.floor.theory(scene.floor.listing(FUTURE)).price - fair  # type: ignore[arg-type]
    assert moved > 0.5
    assert abs(scene.price() - made - moved * 100) <= 5


def test_contracts_stay_near_theory_when_prices_move_by_themselves(scene: Scene) -> None:
    """The crowd trades a tick around what a contract is worth."""
    scene.broker.autoplay(True)
    for _ in range(30):
        scene.clock.advance(timedelta(seconds=1))
        scene.broker.step(1)

    listing = scene.floor.listing(FUTURE)
    assert listing is not None
    assert abs(listing.units(scene.floor.theory(listing).price) - scene.price()) <= 30
    assert len(scene.floor.trades(FUTURE)) > 10


def test_nothing_trades_between_the_sessions() -> None:
    """From the close to the night the price stands, whatever is asked."""
    scene = Scene(datetime(2026, 11, 23, 16, 30, tzinfo=KST))
    before = {listing.code: scene.price(listing.code) for listing in scene.floor.live()}
    scene.broker.autoplay(True)
    scene.broker.step(5)

    assert {listing.code: scene.price(listing.code) for listing in scene.floor.live()} == before


@given(
    spot=st.integers(300, 600).map(Decimal),
    strike=st.integers(120, 240).map(lambda steps: Decimal(steps) * Decimal("2.5")),
    days=st.integers(1, 90),
)
def test_calls_and_puts_stand_against_the_future(spot: Decimal, strike: Decimal, days: int) -> None:
    """A call less a put is the forward less the strike, discounted; neither is worth less than nothing."""
    call, put = (theory(kind, strike, spot, days, MODEL) for kind in (Kind.CALL, Kind.PUT))
    future = theory(Kind.FUTURE, None, spot, days, MODEL)
    discounted = (future.price - float(strike)) * (2.718281828 ** (-MODEL.interest * days / 365))

    assert call.price - put.price == pytest.approx(discounted, abs=1e-3)
    assert min(call.price, put.price) > -1e-9
    assert 0 <= call.delta <= 1
    assert -1 <= put.delta <= 0


@given(st.sampled_from([Kind.CALL, Kind.PUT]), st.integers(380, 500))
def test_the_last_day_pays_what_is_in_the_money(kind: Kind, spot: int) -> None:
    """On the last day theory has come near to what is paid."""
    strike = Decimal("442.5")
    paid = payoff(kind, strike, Decimal(spot))

    assert paid >= 0
    assert theory(kind, strike, Decimal(spot), 0, MODEL).price == pytest.approx(float(paid), abs=1.4)


def test_strikes_stand_around_the_index() -> None:
    """The nearest and three on each side."""
    strikes = [Decimal(text) for text in ("435", "437.5", "440", "442.5", "445", "447.5", "450")]

    assert strikes_around(Decimal("443.10")) == strikes


def test_candles_minutes_and_tape_agree(scene: Scene) -> None:
    """Contracts have a day like everything else: candle, bars and tape come from one quote."""
    day = date(2026, 11, 23)
    quote = scene.floor.quote(FUTURE)
    bars = scene.floor.minutes(FUTURE, datetime(2026, 11, 23, 10, 0, tzinfo=KST), 90)

    assert sum(bar.volume for bar in bars if bar.start.date() == day) == quote.volume
    assert scene.floor.trades(FUTURE)[0].price == quote.last
