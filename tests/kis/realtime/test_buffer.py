"""Between the socket and a slow reader."""

from __future__ import annotations

import asyncio
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kis.realtime import Event, Lost, OrderBook, OrderNotice, Tick
from kis.realtime.buffer import Buffer
from kis.realtime.domestic import NxtTick
from tests.kis.realtime.rows import book, notice, tick

_SYMBOLS = ["005930", "000660", "035420"]
_EVENTS = some.one_of(
    some.builds(tick, some.sampled_from(_SYMBOLS), some.integers(1, 10**6)),
    some.builds(tick, some.sampled_from(_SYMBOLS)).map(lambda row: NxtTick.read(row[0])),
    some.builds(book, some.sampled_from(_SYMBOLS), some.integers(2000, 10**6)),
    some.integers(1, 10**9).map(lambda number: notice(str(number))),
    some.just(Lost("끊겼어요")),
)


async def _all(buffer: Buffer) -> list[Event]:
    buffer.close()
    return [event async for batch in buffer.batches() for event in batch]


def _must_survive(events: list[Event]) -> list[Event]:
    """What no reader may miss: all but ticks and books, and the newest of these."""
    newest = {(type(event), event.symbol): event for event in events if isinstance(event, Tick | OrderBook)}
    kept = {id(event) for event in newest.values()}
    return [event for event in events if not isinstance(event, Tick | OrderBook) or id(event) in kept]


def _is_subsequence(part: list[Event], whole: list[Event]) -> bool:
    rest = iter(whole)
    return all(any(event is other for other in rest) for event in part)


@given(some.lists(_EVENTS, max_size=120), some.integers(8, 40))
def test_slow_reader_misses_only_outdated_rows(events: list[Event], bound: int) -> None:
    """Whatever comes while nobody reads: order is kept, and only replaced ticks and books are gone."""

    async def scene() -> None:
        buffer = Buffer(bound)
        for event in events:
            buffer.put([event])
        size, outdated = len(buffer), buffer.outdated
        read = await _all(buffer)

        assert _is_subsequence(read, events)
        assert _is_subsequence(_must_survive(events), read)
        assert len(read) == size == len(events) - outdated
        assert size <= max(bound, len(_must_survive(events)))

    asyncio.run(scene())


@given(some.lists(some.lists(_EVENTS, max_size=9), max_size=12))
def test_reader_who_keeps_up_misses_nothing(frames: list[list[Event]]) -> None:
    """As long as the bound is not reached every row is seen, in order."""

    async def scene() -> None:
        buffer = Buffer(200)
        for frame in frames:
            buffer.put(frame)

        assert await _all(buffer) == [event for frame in frames for event in frame]

    asyncio.run(scene())


async def test_notices_beyond_the_bound_hold_the_writer_back() -> None:
    """A buffer full of notices is congested until the reader has taken them; none is lost."""
    buffer = Buffer(8)
    notices = [notice(str(number)) for number in range(1, 10)]
    for one in notices:
        buffer.put([one])
    assert buffer.congested
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(buffer.room(), 0.01)

    batch = await anext(buffer.batches())
    assert list(batch) == notices
    assert not buffer.congested
    await asyncio.wait_for(buffer.room(), 0.01)


async def test_reading_one_by_one_makes_room_too() -> None:
    """The writer goes on once three quarters are taken."""
    buffer = Buffer(8)
    for number in range(1, 10):
        buffer.put([notice(str(number))])
    events = buffer.each()
    for _ in range(6):
        await anext(events)
    assert buffer.congested
    await anext(events)

    assert not buffer.congested


async def test_reader_sleeps_until_something_comes() -> None:
    """One waking for everything that has come."""
    buffer = Buffer()
    reading = asyncio.ensure_future(anext(buffer.batches()))
    await asyncio.sleep(0)
    buffer.put([tick(price=1)])
    buffer.put([tick(price=2)])

    assert [event.price for event in await reading if isinstance(event, Tick)] == [1, 2]


async def test_second_reader_is_refused() -> None:
    """Two readers would each see half."""
    buffer = Buffer()
    reading = asyncio.ensure_future(anext(buffer.each()))
    await asyncio.sleep(0)
    with pytest.raises(RuntimeError, match="one reader"):
        await anext(buffer.each())
    reading.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await reading
    buffer.put([notice()])

    assert isinstance(await anext(buffer.each()), OrderNotice)


async def test_failure_comes_after_what_is_left() -> None:
    """The reader sees all that came before the end, then the reason."""
    buffer = Buffer()
    buffer.put([tick()])
    buffer.close(ValueError("over"))
    events = buffer.each()

    assert await anext(events) == tick()
    with pytest.raises(ValueError, match="over"):
        await anext(events)
