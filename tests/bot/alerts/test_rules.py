"""A rule fires on the step, and again only after the market has left by the margin."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.rules import CROSSES, RATES, Basis, Condition, margin
from bot.storage.states import AlertRule

R = AlertRule
PRICED = [R.ABOVE, R.BELOW, R.RISE, R.FALL, R.SWING]
prices = st.integers(min_value=800, max_value=1_200)


def at(price: int, volume: int = 0, *, in_vi: bool = False) -> Basis:
    """A day that came from 1,000 and has been between 950 and 1,050."""
    return Basis(price, 1_000, 1_050, 950, volume, in_vi)


def condition(rule: AlertRule) -> Condition:
    return Condition(rule, {R.ABOVE: 1_050, R.BELOW: 950, R.CROSS_UP: 1_050, R.CROSS_DOWN: 950}.get(rule, 500))


CASES = [
    pytest.param(R.ABOVE, at(1_049), at(1_050), at(1_051), id="이상"),
    pytest.param(R.BELOW, at(951), at(950), at(949), id="이하"),
    pytest.param(R.CROSS_UP, at(1_049), at(1_100), at(1_050), id="up"),
    pytest.param(R.CROSS_DOWN, at(951), at(900), at(950), id="down"),
    pytest.param(R.RISE, at(1_049), at(1_050), at(1_060), id="+5%"),
    pytest.param(R.FALL, at(951), at(950), at(940), id="-5%"),
    pytest.param(R.SWING, at(951), at(950), at(940), id="±5% down"),
    pytest.param(R.SWING, at(1_049), at(1_050), at(1_060), id="±5% up"),
    pytest.param(R.VOLUME, at(1_000, 499), at(1_000, 500), at(1_000, 501), id="volume"),
    pytest.param(R.VI, at(1_000), at(1_000, in_vi=True), at(1_000, in_vi=True), id="VI"),
]


@pytest.mark.parametrize(("rule", "before", "now", "later"), CASES)
def test_fires_on_the_step(rule: AlertRule, before: Basis, now: Basis, later: Basis) -> None:
    """Reaching it fires, being there does not, and neither does coming back."""
    waits = condition(rule)

    assert [waits.fires(before, now), waits.fires(now, later), waits.fires(now, before)] == [True, False, False]


@pytest.mark.parametrize(("rule", "price"), [(R.HIGH, 1_051), (R.LOW, 949)])
def test_a_new_extreme_is_beyond_the_old_one(rule: AlertRule, price: int) -> None:
    """The day's high itself is no new high."""
    waits = condition(rule)

    assert waits.fires(at(1_000), at(price))
    assert not waits.fires(at(1_000), at(1_050 if rule is R.HIGH else 950))


@given(st.sampled_from([*PRICED, *CROSSES, R.HIGH, R.LOW]), prices)
def test_no_price_both_fires_and_ends_the_rest(rule: AlertRule, price: int) -> None:
    """A margin lies between them, so no price can make an alert flicker; a crossing turned back needs it, too."""
    waits = condition(rule)
    if rule in CROSSES:
        back = waits.turned.leaving(at(price))
        assert not (waits.gate().opens(price) and back.opens(price))
    elif waits.gate(at(price)).opens(price):
        assert not waits.leaving(at(price)).opens(price)


@given(st.sampled_from(PRICED), st.lists(prices, min_size=2, max_size=40))
def test_fires_once_for_each_visit(rule: AlertRule, path: list[int]) -> None:
    """However the price flickers, between two firings it has been away from the condition by the margin."""
    waits, rests, fired = condition(rule), False, []
    for step, (last, price) in enumerate(pairwise([1_000, *path])):
        if rests and waits.leaving(at(last)).opens(price):
            rests = False
        if not rests and waits.gate(at(price)).opens(price):
            fired.append(step)
            rests = True
    inside = [1_000 * 95 // 100 + margin(950) <= price <= 1_050 - margin(1_000) for price in path]

    for one, two in pairwise(fired):
        away = [price for price in path[one + 1 : two + 1] if not waits.gate(at(price)).opens(price)]
        assert away or rule is R.SWING
    assert bool(fired) == any(waits.gate(at(price)).opens(price) for price in path)
    assert len(fired) <= 1 + sum(inside) + (rule is R.SWING) * len(path) + sum(p < 950 or p > 1_050 for p in path)


decimals = st.decimals(min_value=Decimal("0.01"), max_value=100_000, places=4, allow_nan=False)


@given(st.sampled_from([*PRICED, *CROSSES, R.HIGH, R.LOW]), decimals, decimals, st.integers(1, 5_000))
def test_fine_prices_neither_flicker_nor_lie(rule: AlertRule, reference: Decimal, price: Decimal, rate: int) -> None:
    """In dollars and points as in won: nothing both fires and ends the rest, and a rate is what it says, exactly."""
    waits = Condition(rule, rate if rule in RATES else reference)
    basis = Basis(price, reference, max(price, reference), min(price, reference))
    gate = waits.gate(basis)
    if rule not in CROSSES and gate.opens(price):
        assert not waits.leaving(basis).opens(price)
    if rule in RATES:
        change = (price - reference) * 10_000
        signed = {R.RISE: change, R.FALL: -change, R.SWING: abs(change)}[rule]
        assert gate.opens(price) is (signed >= rate * reference)
    assert not Condition(R.HIGH).gate(basis).opens(basis.high)
    assert Condition(R.HIGH).gate(basis).opens(basis.high + Decimal("0.0001"))
