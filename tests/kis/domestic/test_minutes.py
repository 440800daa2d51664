"""Minutes of a day, put together from many answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kis.domestic.minutes import Minute, walk_minutes
from kis.errors import MalformedMessage
from kis.units import Shares, Won

TODAY = date(2026, 11, 23)
CLOSE = time(15, 30)


def minute(at: time, day: date = TODAY, *, stamped: date | None = None) -> Minute:
    """A minute whose volume tells which it is."""
    number = day.toordinal() * 1440 + at.hour * 60 + at.minute
    price = Won(70_000)
    return Minute(date=stamped or day, time=at, open=price, high=price, low=price, close=price, volume=Shares(number))


def from_nine(count: int) -> list[Minute]:
    """The first minutes of the session, newest first."""
    nine = datetime.combine(TODAY, time(9))
    return [minute((nine + timedelta(minutes=n)).time()) for n in reversed(range(count))]


class Server:
    """Answers as KIS does: the newest rows at or before a time, then those of the day before."""

    def __init__(self, rows: Sequence[Minute], earlier: Sequence[Minute] = (), size: int = 30) -> None:
        self._rows, self._earlier, self._size = rows, earlier, size
        self.asked: list[time] = []

    async def ask(self, until: time) -> Sequence[Minute]:
        self.asked.append(until)
        return [*(row for row in self._rows if row.time <= until), *self._earlier][: self._size]


@given(count=st.integers(0, 391), size=st.integers(1, 120))
async def test_every_minute_once(count: int, size: int) -> None:
    """Whatever one answer holds, the day comes whole and in order."""
    rows = from_nine(count)

    assert list(await walk_minutes(Server(rows, size=max(size, 4)).ask, since=time(9), until=CLOSE)) == rows


@pytest.mark.parametrize("stamped", [TODAY, None], ids=["with today's date", "with their own"])
@pytest.mark.parametrize("count", [45, 60], ids=["within an answer", "between answers"])
async def test_yesterday_does_not_slip_into_today(stamped: date | None, count: int) -> None:
    """Before nine KIS goes on with yesterday's last minutes, stamped with today or not."""
    friday = [minute(time(15, at), TODAY - timedelta(days=3), stamped=stamped) for at in (30, 20, 19)]
    rows = from_nine(count)

    assert list(await walk_minutes(Server(rows, friday).ask, since=time(8), until=CLOSE)) == rows


async def test_walk_ends_where_it_should() -> None:
    """Minutes before `since` are not asked for, and those that came along are dropped."""
    server = Server(from_nine(120))

    found = await walk_minutes(server.ask, since=time(10, 15), until=time(10, 40))

    assert [found[0].time, found[-1].time] == [time(10, 40), time(10, 15)]
    assert server.asked == [time(10, 40)]


async def test_next_answer_is_asked_from_just_before() -> None:
    """Each question ends a second before the oldest minute known."""
    server = Server(from_nine(60))

    await walk_minutes(server.ask, since=time(9), until=CLOSE)

    assert server.asked == [CLOSE, time(9, 29, 59)]


async def test_an_answer_again_and_again_is_an_error() -> None:
    """A server that ignores the time would otherwise pass for a short day."""
    rows = from_nine(60)[:30]

    async def ask(_until: time) -> Sequence[Minute]:
        return rows

    with pytest.raises(MalformedMessage):
        await walk_minutes(ask, since=time(9), until=CLOSE)


async def test_a_day_without_trades() -> None:
    """Nothing is nothing, and asked once."""
    server = Server([])

    assert await walk_minutes(server.ask, since=time(9), until=CLOSE) == ()
    assert len(server.asked) == 1


def test_a_minute_knows_its_moment() -> None:
    """Date and time are KST, and the moment says so."""
    assert minute(time(9, 1)).at == datetime(2026, 11, 23, 0, 1, tzinfo=UTC)
