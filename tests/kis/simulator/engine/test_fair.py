"""Funds and warrants follow what they stand on."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kis.simulator.domestic.fair import MULTIPLES, warrant
from kis.simulator.domestic.indices import KOSPI200
from kis.simulator.domestic.listings import LISTINGS, ElwListing
from kis.simulator.refusals import Refusal
from kis.simulator.tape import Quote

from .scene import KODEX, SAMSUNG, Scene

CALL, PUT = "57KA01", "57KA02"
DAY = date(2026, 11, 20)


def play(scene: Scene, seconds: int) -> None:
    scene.broker.autoplay(on=True)
    for _ in range(seconds):
        scene.broker.step(1)


def elw(code: str) -> ElwListing:
    listing = LISTINGS[code]
    assert isinstance(listing, ElwListing)
    return listing


def test_a_fund_is_traded_where_its_index_stands(scene: Scene) -> None:
    """After a jump of the index the fund comes after it, within a few ticks."""
    scene.broker.set_price(SAMSUNG, 74_000)
    play(scene, 90)
    level = scene.broker.indices.quote(KOSPI200).last

    assert level > 44_900
    assert abs(scene.broker.quote(KODEX).last - level) <= 60


def test_leverage_goes_twice_as_far_and_inverse_the_other_way(scene: Scene) -> None:
    """Against their references of the day."""
    scene.broker.set_price(SAMSUNG, 74_000)
    play(scene, 90)
    index = scene.broker.indices.quote(KOSPI200)
    moved = index.rate_of(index.last)

    for code, multiple in MULTIPLES.items():
        assert abs(scene.broker.quote(code).rate - multiple * moved) < Decimal("0.5"), code


def test_warrants_follow_the_stock(scene: Scene) -> None:
    """A call gains and a put loses when the stock rises."""
    before = {code: scene.broker.quote(code).last for code in (CALL, PUT)}
    scene.broker.set_price(SAMSUNG, 80_000)
    play(scene, 90)

    assert scene.broker.quote(CALL).last > before[CALL] * 1.5
    assert scene.broker.quote(PUT).last < before[PUT] * 0.75


@given(spot=st.integers(30_000, 150_000), strike=st.integers(30_000, 150_000))
def test_call_and_put_agree(spot: int, strike: int) -> None:
    """Put-call parity, to the rounding of both prices; neither is worth less than nothing."""
    terms = replace(elw(CALL), strike=Decimal(strike))
    call = warrant(terms, Decimal(spot), DAY)
    put = warrant(replace(terms, call=False), Decimal(spot), DAY)
    paid = strike * math.exp(-0.03 * call.days_left / 365)

    assert float(call.theory - put.theory) == pytest.approx((spot - paid) * 0.01, abs=0.02)
    assert min(call.theory, put.theory) >= 0
    assert float(call.delta - put.delta) == pytest.approx(1, abs=0.001)


def test_warrants_trade_ten_at_a_time(scene: Scene) -> None:
    """Five of them are no order."""
    with pytest.raises(Refusal, match="주문수량"):
        scene.buy(5, 57, symbol=CALL, account=scene.real)

    scene.buy(10, scene.broker.quote(CALL).last + 5, symbol=CALL, account=scene.real)
    assert [row.quantity for row in scene.broker.holdings(scene.real).positions] == [10]


def test_without_limits_no_price_is_too_high_and_none_may_be_left_open(scene: Scene) -> None:
    """A warrant takes a limit order at ten times its price, but none at the market."""
    quote: Quote = scene.broker.quote(CALL)

    scene.buy(10, quote.last * 10, symbol=CALL, account=scene.real)
    for kind in ("01", "02"):
        with pytest.raises(Refusal, match="시장가"):
            scene.buy(10, quote.last if kind == "02" else 0, kind=kind, symbol=CALL, account=scene.real)
