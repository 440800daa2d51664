"""Rows: cheap values over the text that was sent."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kis.domestic.codes import Sign
from kis.errors import MalformedMessage
from kis.market.clock import KST
from kis.realtime.record import moment
from kis.realtime.ticks import Tick
from kis.units import Shares, Won
from tests.kis.realtime.rows import book, notice, tick


def test_tick_reads_at_once_what_every_listener_wants() -> None:
    """Symbol, price, volume and time come typed; the rest is typed when asked for."""
    seen = tick(price=71_900, volume=12)

    assert (seen.symbol, seen.price, seen.volume, seen.time) == ("005930", 71_900, 12, dt.time(12))
    assert (seen.change, seen.sign, seen.date) == (-100, Sign.DOWN, dt.date(2026, 11, 23))


def test_short_way_reads_as_the_tolerant_one() -> None:
    """A tick read by the short way equals the same row read column by column."""
    row = "^".join(tick().values)

    assert Tick.read(row) == Tick._read_tolerantly(row)
    assert Tick.read(row)[1:] == Tick._read_tolerantly(row)[1:]


@pytest.mark.parametrize(
    ("column", "sent", "read"),
    [
        (2, "0000070000", 70_000),
        (2, "70000.00", 70_000),
        (2, " 70000 ", 70_000),
        (12, "+3", 3),
        (0, " Q500001 ", "Q500001"),
        (1, "93354", dt.time(9, 33, 54)),
    ],
    ids=["leading zeros", "decimals of zero", "padding", "sign", "padded symbol", "hour without zero"],
)
def test_tick_reads_numbers_as_kis_writes_them(column: int, sent: str, read: object) -> None:
    """Leading zeros, signs, padding and decimals of zero are the same value."""
    values = tick().values
    values[column] = sent
    seen = Tick.read("^".join(values))

    assert {0: seen.symbol, 1: seen.time, 2: seen.price, 12: seen.volume}[column] == read


@pytest.mark.parametrize("column", [0, 1, 2, 12], ids=["symbol", "time", "price", "volume"])
@pytest.mark.parametrize("sent", ["", "  ", "(null)", "nan", "-nan"])
def test_tick_without_its_point_is_malformed(column: int, sent: str) -> None:
    """A blank where a value cannot be missing is no tick, and never a zero."""
    values = tick().values
    values[column] = sent

    with pytest.raises(MalformedMessage):
        Tick.read("^".join(values))


@pytest.mark.parametrize("sent", ["", "(null)", "nan", "-nan", " "])
def test_blank_elsewhere_is_none(sent: str) -> None:
    """A blank in a column nobody depends on is a missing value."""
    values = tick().values
    values[10] = sent

    assert Tick.read("^".join(values)).ask is None


def test_columns_of_later_years_are_kept_or_missing() -> None:
    """A row from before a column existed lacks it; one from after today's table keeps what is new."""
    values = tick().values

    assert Tick.read("^".join(values[:46])).market_code is None
    assert Tick.read("^".join([*values, "new"])).extra == ["new"]


def test_book_has_ten_levels_of_each_side() -> None:
    """Levels come as tuples, best first."""
    seen = book(ask=70_100)

    assert seen.asks[0] == Won(70_100)
    assert seen.bids[0] == Won(70_000)
    assert len(seen.asks) == len(seen.bids) == len(seen.ask_sizes) == len(seen.bid_sizes) == 10
    assert seen.bid_sizes[9] == Shares(29)


def test_record_never_changes() -> None:
    """A row is a value: nothing can be set."""
    with pytest.raises(AttributeError):
        tick().price = Won(1)  # type: ignore[misc]
    assert hash(tick()) == hash(tick())
    assert tick() != tick(price=1)


def test_unknown_or_missing_columns_are_refused_when_writing() -> None:
    """A misspelt column is a mistake of the program, seen at once."""
    with pytest.raises(TypeError):
        Tick(symbol="005930")  # type: ignore[call-arg]


def test_notice_shows_no_customer() -> None:
    """What lands in a log names neither customer, account nor name."""
    shown = repr(notice())

    assert "0000000017" in shown
    assert not any(secret in shown for secret in ("fakeid", "1234567801", "홍길동"))


@given(
    symbol=some.from_regex(r"[0-9A-Z]{6,7}", fullmatch=True),
    price=some.integers(0, 10**9),
    volume=some.integers(0, 10**12),
    time=some.times().map(lambda time: time.replace(microsecond=0)),
)
def test_written_tick_reads_back(symbol: str, price: int, volume: int, time: dt.time) -> None:
    """read(write(tick)) is the tick."""
    written = tick(symbol, price, volume, time)
    seen = Tick.read("^".join(written.values))

    assert seen == written
    assert (seen.symbol, seen.price, seen.volume, seen.time) == (symbol, price, volume, time)


@pytest.mark.parametrize(
    ("now", "time", "day"),
    [
        (dt.datetime(2026, 11, 23, 12, 0, 1, tzinfo=KST), dt.time(12), 23),
        (dt.datetime(2026, 11, 24, 0, 0, 1, tzinfo=KST), dt.time(23, 59, 59), 23),
        (dt.datetime(2026, 11, 23, 23, 59, 59, tzinfo=KST), dt.time(0, 0, 1), 24),
        (dt.datetime(2026, 11, 23, 20, 0, tzinfo=dt.UTC), dt.time(5), 24),
    ],
    ids=["same day", "just after midnight", "clock a little behind", "host in another zone"],
)
def test_moment_is_the_nearest_one(now: dt.datetime, time: dt.time, day: int) -> None:
    """A wall time without a date belongs to the day that brings it nearest to now."""
    assert moment(time, now) == dt.datetime.combine(dt.date(2026, 11, day), time, KST)
