"""Realtime slots go to what is nearest, never more than there are, and do not change hands for nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.rules import Basis, Gate
from bot.alerts.slots import FAR, NEARER, WATCHED, distance, plan

names = st.text("ABCDEFGH", min_size=1, max_size=2)
distances = st.dictionaries(names, st.floats(0, 1), max_size=60)
held = st.sets(names)
rooms = st.integers(-1, 41)


@given(distances, held, rooms)
def test_never_more_than_there_are_and_everybody_somewhere(far: dict[str, float], had: set[str], room: int) -> None:
    """No slot is given twice, none stays empty while somebody polls, and nobody is forgotten."""
    found = plan(far, had, room)

    assert len(found.live) == min(max(room, 0), len(far))
    assert found.live | found.polled == set(far)
    assert not found.live & found.polled


@given(distances, held, rooms)
def test_the_nearest_are_in(far: dict[str, float], had: set[str], room: int) -> None:
    """Nobody polls who is less than half as far as somebody with a slot."""
    found = plan(far, had, room)

    for symbol in found.polled:
        assert all(far[symbol] >= far[other] * NEARER for other in found.live)


@given(distances, held, rooms)
def test_a_plan_is_kept_while_nothing_moves(far: dict[str, float], had: set[str], room: int) -> None:
    """Planned again with the same prices, nothing changes hands."""
    first = plan(far, had, room)

    assert plan(far, first.live, room) == first


@given(distances, st.sets(names), held, rooms)
def test_a_watchlist_never_costs_an_alert_its_slot(
    far: dict[str, float], listed: set[str], had: set[str], room: int
) -> None:
    """Whoever had the slots, no alert polls while something is followed for a watchlist alone."""
    watched = {symbol: WATCHED + place / 1_000 for place, symbol in enumerate(sorted(listed))}
    found = plan({**watched, **far}, had, room)

    assert not (found.live - far.keys() and found.polled & far.keys())


def test_distances() -> None:
    """The nearer edge counts; what is not known is far."""
    now = Basis(1_000, 1_000, 1_000, 1_000, 50)

    assert distance(Gate(above=1_100, below=990), now) == 0.01
    assert distance(Gate(volume=100), now) == 0.5
    assert distance(Gate(above=1_100), None) == FAR
