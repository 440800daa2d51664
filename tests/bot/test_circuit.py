"""The circuit in front of KIS, by itself: every rule for every order of events."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.circuit import FIRST, MOST, THRESHOLD, Circuit, OutOfService, Pass, Sign, TurnTaken, sign_of
from kis.errors import (
    BadRequest,
    KisError,
    MalformedMessage,
    MarketClosed,
    NotOffered,
    TokenTooSoon,
    TooFast,
    Unanswered,
    Unauthorized,
    Unreachable,
)

SIGNS = st.sampled_from(Sign)
CHANCES = st.floats(0, 1)


@dataclass
class Day:
    """Calls that begin and end in any order, as time goes on."""

    circuit: Circuit = field(default_factory=Circuit)
    now: float = 1_000.0
    under_way: list[Pass] = field(default_factory=list)
    row: int = 0
    """Failures since the last answer."""

    def begin(self) -> Pass | None:
        given = self.circuit.enter(self.now)
        if given is not None:
            self.under_way.append(given)
        return given

    def end(self, which: int, sign: Sign, chance: float) -> None:
        given = self.under_way.pop(which % len(self.under_way))
        self.circuit.ended(given, sign, self.now, chance)
        self.row = 0 if sign is Sign.ALIVE else self.row + (sign is Sign.AWAY)


STEPS = st.lists(
    st.one_of(
        st.just(("begin",)),
        st.tuples(st.just("end"), st.integers(0, 9), SIGNS, CHANCES),
        st.tuples(st.just("wait"), st.floats(0, 90)),
    ),
    max_size=80,
)


@given(STEPS)
def test_every_day_keeps_the_rules(steps: list[tuple[object, ...]]) -> None:
    """Open only after enough failures in a row, one probe at a time, none too early, closed by any answer."""
    day = Day()
    for step in steps:
        before, opened = day.circuit.since, day.circuit.is_open
        match step:
            case ("begin",):
                given = day.begin()
                assert (given is Pass.FREE) == (not opened)
                assert day.under_way.count(Pass.PROBE) <= 1
                if given is Pass.PROBE and before is not None:
                    assert day.now >= before + FIRST / 2
            case ("end", int(which), Sign() as sign, float(chance)) if day.under_way:
                day.end(which, sign, chance)
                if sign is Sign.ALIVE:
                    assert not day.circuit.is_open
                elif sign is Sign.NONE:
                    assert day.circuit.is_open == opened
                if day.circuit.is_open and not opened:
                    assert day.row >= THRESHOLD
            case ("wait", float(seconds)):
                day.now += seconds
                assert day.circuit.is_open == opened


@given(STEPS)
def test_kis_is_always_asked_again(steps: list[tuple[object, ...]]) -> None:
    """Whatever happened, no longer than the longest pause after the last probe has ended the next one may leave."""
    day = Day()
    for step in steps:
        match step:
            case ("begin",):
                day.begin()
            case ("end", int(which), Sign() as sign, float(chance)) if day.under_way:
                day.end(which, sign, chance)
            case ("wait", float(seconds)):
                day.now += seconds
    while Pass.PROBE in day.under_way:
        day.end(day.under_way.index(Pass.PROBE), Sign.AWAY, 1.0)
    day.now += MOST

    assert day.circuit.enter(day.now) is not None


@given(CHANCES)
def test_pauses_double_up_to_a_minute(chance: float) -> None:
    """From half to all of 5, 10, 20, 40 and then 60 seconds, by chance."""
    day = Day()
    for _ in range(THRESHOLD):
        day.begin()
        day.end(0, Sign.AWAY, chance)
    for full in (5.0, 10.0, 20.0, 40.0, 60.0, 60.0):
        pause = full * (0.5 + 0.5 * chance)
        day.now += pause * 0.999
        assert day.begin() is None
        day.now += pause * 0.002
        assert day.begin() is Pass.PROBE
        day.end(0, Sign.AWAY, chance)


def test_one_probe_at_a_time() -> None:
    """While one is under way no other call leaves, however long it takes."""
    day = Day()
    day.circuit.open(day.now, 0.0)
    day.now += MOST

    assert [day.begin() for _ in range(3)] == [Pass.PROBE, None, None]


def test_a_probe_that_proves_nothing_lets_the_next_one_leave() -> None:
    """A key that is refused, or a caller who went away, neither closes the circuit nor makes the pauses longer."""
    day = Day()
    day.circuit.open(day.now, 0.0)
    for _ in range(20):
        day.now += FIRST / 2
        assert day.begin() is Pass.PROBE
        day.end(0, Sign.NONE, 0.0)

    assert day.circuit.is_open


SAYS = {
    Sign.ALIVE: (None, MarketClosed("장종료"), MalformedMessage("?")),
    Sign.AWAY: (
        Unreachable("refused"),
        Unanswered("timeout"),
        Unreachable("", code="EGW00001"),
        Unreachable("", code="EGW00002"),
        Unanswered("", code="EGW00301"),
    ),
    Sign.NONE: (
        OutOfService(),
        TurnTaken("other process"),
        Unauthorized("", code="EGW00103"),
        TokenTooSoon("", code="EGW00133"),
        TooFast("", code="EGW00201"),
        NotOffered("paper"),
        BadRequest("", code="EGW00101"),
        Unreachable("", code="IGW00009"),
        Unreachable("", code="OPSQ0002"),
        ValueError("ours"),
    ),
}


@pytest.mark.parametrize(
    ("sign", "error"), [(sign, error) for sign, errors in SAYS.items() for error in errors], ids=repr
)
def test_only_kis_itself_counts(sign: Sign, error: KisError | None) -> None:
    """What is about one key, one request or one account says nothing about KIS."""
    assert sign_of(error) is sign
