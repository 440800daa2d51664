from __future__ import annotations

import asyncio
import math
import random
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kis.errors import TooFast
from kis.throttle import Pace, Slots

RATES = st.sampled_from([0.95, 1.0, 3.0, 10.0, 17.5, 18.0]) | st.floats(0.2, 50)


@given(
    RATES,
    st.lists(st.sampled_from([0.0, 0.0, 0.01, 0.04, 0.3]) | st.floats(0, 2), max_size=120),
    st.sets(st.integers(0, 120), max_size=5),
)
def test_no_window_holds_more_than_the_rate(rate: float, waits: list[float], complaints: set[int]) -> None:
    """However late or early calls come, the window that slides over them never holds more than its rate."""
    slots, now, left = Slots(rate), 1000.0, []
    for number, wait in enumerate(waits):
        if number in complaints:
            slots.slow_down(now)
        now = max(now, slots.next()) + wait
        slots.take(now)
        left.append(now)

    count = math.ceil(rate)
    spans = [later - earlier for earlier, later in zip(left, left[count:], strict=False)]
    assert all(span >= count / rate - 1e-6 for span in spans)
    assert all(later - earlier >= 0.5 / rate - 1e-6 for earlier, later in pairwise(left))


@pytest.mark.parametrize("rate", [0.95, 10, 17.5])
def test_late_calls_do_not_cost_the_rate(rate: float) -> None:
    """A loop that always wakes a little late, as a busy one does, still reaches nearly the whole rate."""
    slots, now, chance = Slots(rate), 1000.0, random.Random(7)  # noqa: S311 - the same run each time
    for _ in range(1000):
        now = max(now, slots.next()) + chance.uniform(0, 0.02)
        slots.take(now)

    assert 1000 / (now - 1000.0) > 0.975 * rate


def test_complaint_spreads_the_slots_and_passes() -> None:
    """After EGW00201 slots are twice as wide; complaints in flight together count once; then it passes."""
    slots = Slots(10)
    slots.take(0.0)
    slots.slow_down(0.0)
    slots.slow_down(0.05)

    assert slots.stretch == 2
    assert slots.next() == pytest.approx(0.25)
    slots.take(11.0)
    assert slots.stretch == 1


def test_rate_must_be_positive() -> None:
    """A rate of zero would wait for ever."""
    with pytest.raises(ValueError, match="positive"):
        Slots(0)


async def test_orders_leave_before_reads() -> None:
    """Whoever changes something overtakes all who only look, in the order of coming among themselves."""
    pace, left = Pace(200), []

    async def leave(name: str, *, urgent: bool) -> None:
        await pace.take(urgent=urgent)
        left.append(name)

    names = ["first", "read 1", "read 2", "order 1", "order 2"]
    await asyncio.gather(*(leave(name, urgent=name.startswith("order")) for name in names))

    assert left == ["first", "order 1", "order 2", "read 1", "read 2"]


async def test_calls_are_spread() -> None:
    """Twenty calls at 200 a second take their 95 ms, and hardly more."""
    pace, start = Pace(200), time.monotonic()
    await asyncio.gather(*(pace.take() for _ in range(20)))

    assert 0.094 <= time.monotonic() - start < 2


async def test_full_line_says_so_and_still_takes_orders() -> None:
    """Reads beyond the bound are refused in plain words; an order still finds its place."""
    pace = Pace(100, queue=2)
    await pace.take()
    waiting = [asyncio.create_task(pace.take()) for _ in range(2)]
    await asyncio.sleep(0)

    with pytest.raises(TooFast, match="밀려 있어요"):
        await pace.take()
    await pace.take(urgent=True)
    await asyncio.gather(*waiting)
    assert pace.waiting == 0


async def test_cancelled_wait_gives_its_place_back() -> None:
    """Cancelling those in front neither blocks nor breaks those behind."""
    pace = Pace(100)
    await pace.take()
    gone = [asyncio.create_task(pace.take(urgent=True)) for _ in range(3)]
    stays = asyncio.create_task(pace.take())
    await asyncio.sleep(0)
    for task in gone:
        task.cancel()

    await asyncio.wait_for(stays, 1)
    assert all(
        isinstance(ended, asyncio.CancelledError) for ended in await asyncio.gather(*gone, return_exceptions=True)
    )
    assert pace.waiting == 0


async def test_slot_released_while_its_taker_is_cancelled() -> None:
    """A place cancelled in the very moment of its turn passes the turn on, and costs no slot."""
    pace, loop = Pace(20), asyncio.get_running_loop()
    await pace.take()
    gone, stays = asyncio.create_task(pace.take()), asyncio.create_task(pace.take())
    await asyncio.sleep(0)
    loop.call_later(0.001, gone.cancel)
    time.sleep(0.06)  # noqa: ASYNC251 - the loop is busy, so that timer and cancellation fall together
    start = time.monotonic()

    await asyncio.wait_for(stays, 1)
    assert time.monotonic() - start < 0.02
    assert gone.cancelled()


async def test_headroom_falls_with_use() -> None:
    """진단 sees how much of the rate is free, and nothing while calls wait."""
    pace = Pace(2)
    before = pace.headroom
    await pace.take()

    assert (before, pace.headroom) == (1.0, 0.5)
    waiting = asyncio.create_task(pace.take())
    await asyncio.sleep(0)
    assert (pace.headroom, pace.waiting) == (0.0, 1)
    waiting.cancel()
