"""Pacing, against a clock that is turned by hand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.pace import OVERALL, Pace


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_chat_may_burst_and_then_goes_slowly() -> None:
    """Three at once, then one a second."""
    pace = Pace(burst=3, clock=Clock())

    assert [pace.chat(1) for _ in range(5)] == [0, 0, 0, 1, 2]
    assert pace.chat(2) == 0


def test_chat_at_rest_may_burst_again() -> None:
    """After a rest of some seconds the burst is there again."""
    clock = Clock()
    pace = Pace(burst=3, clock=clock)
    for _ in range(4):
        pace.chat(1)
    clock.now += 4

    assert [pace.chat(1) for _ in range(4)] == [0, 0, 0, 1]


@given(st.lists(st.tuples(st.integers(1, 5), st.floats(0, 2)), min_size=40, max_size=80))
def test_never_more_than_thirty_in_any_second(asked: list[tuple[int, float]]) -> None:
    """However messages come, no second sees more than thirty of them leave, nor a chat more than its burst."""
    clock = Clock()
    left: list[float] = []
    pace = Pace(clock=clock)
    for chat_id, pause in asked:
        clock.now += pause / 20
        left.append(clock.now + pace.overall(chat_id))

    assert left == sorted(left)
    assert all(later - first > 1 for first, later in zip(left, left[OVERALL:], strict=False))


def test_one_chat_is_hushed_alone() -> None:
    """A RetryAfter silences its chat for as long as it says and leaves the others alone."""
    clock = Clock()
    pace = Pace(clock=clock)
    pace.hush(1, 7)

    assert (pace.silence(1), pace.silence(2)) == (7, 0)
    clock.now += 7
    assert pace.silence(1) == 0


def test_second_hushed_chat_means_everybody() -> None:
    """When Telegram stops two chats at once, it is the bot that is too loud."""
    pace = Pace(clock=Clock())
    pace.hush(1, 7)
    pace.hush(2, 5)

    assert (pace.silence(1), pace.silence(3)) == (7, 5)


def test_chats_at_rest_are_forgotten() -> None:
    """Memory does not grow with every chat that ever was."""
    clock = Clock()
    pace = Pace(clock=clock)
    for chat_id in range(20_000):
        clock.now += 1
        pace.chat(chat_id)

    assert len(pace._due) < 5_000
