"""The arithmetic of personal limits: nothing over a cap passes, and a stricter cap never lets more through."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.states import Cap
from bot.trading.limits import DEFAULTS, Finding, Standing, Used, Wish, day, in_force, judge, nearest, room, tighter
from kis.credentials import Environment
from kis.domestic.codes import Side

NONE: dict[Cap, int | None] = dict.fromkeys(Cap)
CAP = st.none() | st.integers(1, 10**9)
CAPS = st.fixed_dictionaries(dict.fromkeys(Cap, CAP))
PRICES = st.integers(1, 2_000_000)


@st.composite
def wishes(draw: st.DrawFn, sides: tuple[Side, ...] = (Side.BUY, Side.SELL)) -> Wish:
    """Any order, at its limit or at market."""
    market = draw(PRICES)
    limit = draw(st.none() | PRICES)
    return Wish(
        draw(st.sampled_from(sides)),
        draw(st.integers(1, 10_000)),
        market if limit is None else limit,
        market,
        limit,
        draw(st.integers(0, 10**9)),
    )


USED = st.builds(
    Used,
    st.integers(0, 10**9),
    st.integers(0, 100),
    st.none() | st.integers(0, 10**9),
    st.none() | st.integers(0, 10**9),
    st.booleans(),
)


def passes(caps: dict[Cap, int | None], wish: Wish, used: Used) -> bool:
    return not any(one.broken for one in judge(caps, wish, used))


def buy(quantity: int, price: int, **more: int) -> Wish:
    return replace(Wish(Side.BUY, quantity, price, price, price), **more)


@given(CAPS, st.lists(st.tuples(wishes((Side.BUY,)), st.booleans(), st.integers(0, 100)), max_size=30))
def test_no_sum_over_a_cap_passes(caps: dict[Cap, int | None], asked: list[tuple[Wish, bool, int]]) -> None:
    """Whatever is asked in whatever order, with parts filled, cancelled or waiting: what passed is within every cap."""
    sent: list[Standing] = []
    for wish, cancelled, part in asked:
        wish = replace(wish, done=0)
        amount, orders = day(sent)
        if passes(caps, wish, Used(amount, orders, amount, 0)):
            filled = wish.quantity * part // 100
            left = 0 if cancelled else wish.quantity - filled
            sent.append(Standing(filled * wish.price, left, wish.price))

    amount, orders = day(sent)
    for cap, most in ((Cap.DAY, amount), (Cap.SYMBOL, amount), (Cap.COUNT, orders)):
        assert caps[cap] is None or most <= (caps[cap] or 0)
    assert caps[Cap.ORDER] is None or all(one.amount <= (caps[Cap.ORDER] or 0) for one in sent)


@given(CAPS, wishes(), USED, st.sampled_from(list(Cap)), st.integers(1, 10**9))
def test_lowering_is_monotone(caps: dict[Cap, int | None], wish: Wish, used: Used, cap: Cap, lower: int) -> None:
    """What a stricter cap lets pass, the laxer one lets pass too."""
    stricter = {**caps, cap: lower}
    if tighter(lower, caps[cap]) and passes(stricter, wish, used):
        assert passes(caps, wish, used)


@given(CAPS, wishes(), USED)
def test_what_fits_fits_and_one_more_does_not(caps: dict[Cap, int | None], wish: Wish, used: Used) -> None:
    """The number of shares in a refusal is the largest that would pass."""
    money = {cap: None if cap in (Cap.DISTANCE, Cap.COUNT, Cap.LOSS) else most for cap, most in caps.items()}
    fits = room(money, wish, used)
    if fits and fits < wish.quantity:
        assert passes(money, replace(wish, quantity=fits), used)
    if fits < wish.quantity:
        assert not passes(money, replace(wish, quantity=fits + 1), used)
    assert passes(money, wish, used) == (fits >= wish.quantity)


@given(st.integers(1, 3_000), PRICES)
def test_the_band_that_is_named_is_the_band_that_passes(limit: int, market: int) -> None:
    """The lowest and highest price of a refusal pass, one won beyond does not."""
    low, high = nearest(limit, market)
    caps = {**NONE, Cap.DISTANCE: limit}

    def at(price: int) -> bool:
        return passes(caps, Wish(Side.SELL, 1, price, market, price), Used())

    assert [at(price) for price in (low - 1, low, high, high + 1) if price > 0][-3:] == [True, True, False]
    assert low - 1 <= 0 or not at(low - 1)


@given(st.none() | st.integers(1, 100), st.none() | st.integers(1, 100))
def test_one_of_two_caps_is_the_stricter(one: int | None, other: int | None) -> None:
    """No cap is the laxest; any two can be compared, and only equals are stricter both ways."""
    if one is None and other is None:
        assert not tighter(one, other)
    else:
        assert tighter(one, other) or tighter(other, one)
        assert (tighter(one, other) and tighter(other, one)) == (one == other)


@pytest.mark.parametrize("cap", [Cap.DAY, Cap.COUNT, Cap.SYMBOL, Cap.LOSS])
def test_nobody_is_kept_in_a_position(cap: Cap) -> None:
    """Caps of the day, of a symbol and of the loss never refuse a sell."""
    used = Used(10**9, 10**3, None, None, braked=True)

    assert passes({**NONE, cap: 1}, Wish(Side.SELL, 100, 70_000, 70_000, 70_000), used)
    assert not passes({**NONE, cap: 1}, Wish(Side.BUY, 100, 70_000, 70_000, 70_000), used)


@pytest.mark.parametrize("cap", [Cap.ORDER, Cap.DISTANCE])
def test_a_slip_of_the_finger_is_refused_on_both_sides(cap: Cap) -> None:
    """An order too large, or far from the market, is most likely a slip, whichever way it goes."""
    for side in (Side.BUY, Side.SELL):
        assert not passes({**NONE, cap: 500}, Wish(side, 100, 60_000, 70_000, 60_000), Used())


def test_what_eases_an_order_passes() -> None:
    """A lower price of a standing buy is taken even over caps that were lowered meanwhile; far away it is not."""
    caps = {**NONE, Cap.ORDER: 1, Cap.DAY: 1, Cap.COUNT: 1, Cap.SYMBOL: 1, Cap.LOSS: 1, Cap.DISTANCE: 500}
    used = Used(10**9, 10, None, None)

    assert passes(caps, Wish(Side.BUY, 10, 69_000, 70_000, 69_000, eases=True), used)
    assert not passes(caps, Wish(Side.BUY, 10, 60_000, 70_000, 60_000, eases=True), used)


def test_what_is_not_known_refuses_a_buy() -> None:
    """Without KIS's word on what is held or lost, a cap on it cannot be kept."""
    assert not passes({**NONE, Cap.SYMBOL: 10**9}, buy(1, 1), Used(symbol=None))
    assert not passes({**NONE, Cap.LOSS: 10**9}, buy(1, 1), Used(loss=None))


@pytest.mark.parametrize(("loss", "braked", "held"), [(499_999, False, False), (500_000, False, True), (0, True, True)])
def test_the_brake_holds_from_its_cap_on(loss: int, braked: bool, held: bool) -> None:
    """Reaching the cap is enough, and what was reached today holds although the market came back."""
    assert passes({**NONE, Cap.LOSS: 500_000}, buy(1, 1), Used(loss=loss, braked=braked)) is not held


def test_an_amendment_counts_with_what_it_has_bought() -> None:
    """Three million with one already traded: two more are what is asked for."""
    wish = buy(100, 20_000, done=1_000_000)

    assert passes({**NONE, Cap.ORDER: 3_000_000}, wish, Used())
    assert not passes({**NONE, Cap.ORDER: 2_999_999}, wish, Used())


def test_cancelled_and_refused_do_not_count() -> None:
    """Only what traded or may still trade is used up; an order of which nothing is left is no order."""
    assert day([Standing(0, 0, 70_000), Standing(70_000, 0, 70_000), Standing(0, 2, 70_000)]) == (210_000, 2)


def test_little_left_is_near() -> None:
    """From four fifths on a card says so, and a cap that is broken is not near."""

    def found(quantity: int) -> Finding:
        return judge({**NONE, Cap.ORDER: 1_000_000}, buy(quantity, 10_000), Used())[0]

    assert [found(quantity).near for quantity in (79, 80, 100, 101)] == [False, True, True, False]


def test_real_begins_with_caps_and_paper_without() -> None:
    """실전 has defaults; what the user has set stands in their place, and none is one of the choices."""
    assert in_force(Environment.PAPER, {}) == NONE
    assert in_force(Environment.REAL, {})[Cap.ORDER] == 10_000_000
    assert in_force(Environment.REAL, {})[Cap.DAY] == 30_000_000
    assert in_force(Environment.REAL, {Cap.ORDER: None})[Cap.ORDER] is None
    assert set(DEFAULTS[Environment.REAL]) == set(Cap)
