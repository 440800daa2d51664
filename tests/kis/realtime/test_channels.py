"""Every channel: declared as documented, read at every width, written as read."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kis.credentials import Environment
from kis.errors import MalformedMessage, NotOffered
from kis.realtime import CHANNELS, NOTICES, Channel, Key, domestic
from kis.realtime.cipher import Secret
from kis.realtime.frames import DataFrame, parse
from kis.realtime.record import Record
from kis.wire import Scalar, Series, columns
from tests.kis.realtime import portal
from tests.kis.strategies import of_message

_BY_TR_ID = {tr_id: channel for channel in CHANNELS for tr_id in (channel.real, channel.paper) if tr_id}
_NOT_READ = {("H0STCNI0", 23), ("H0STOAA0", 54)}
"""A layout of before 2025 that is no beginning of today's, and a misprint of the portal (nine levels)."""


def _named(channel: Channel[Any]) -> str:
    return channel.real


def _declared(channel: Channel[Any]) -> list[tuple[set[str], str]]:
    """Wire names (and aliases) and title of each column, in the order of the wire."""
    found: dict[str, tuple[set[str], str]] = {}
    for column in columns(channel.row._spec):
        if isinstance(column, Series):
            found |= {key: ({key}, column.title.format(n=n)) for n, key in enumerate(column.wire_keys, start=1)}
        elif isinstance(column, Scalar):
            found[column.key] = ({column.key, *column.aliases}, column.title)
    return [(found[key][0], portal.bare(found[key][1])) for key in channel.row.keys]


@portal.needs_portal
def test_every_documented_channel_is_declared() -> None:
    """All channels of the contract are there, under their titles, for the environments that have them."""
    documented = {
        (tr_id, channel["tr_id"]["paper"], channel["name_ko"], channel["encrypted"])
        for tr_id, channel in portal.channels().items()
    }

    assert {(channel.real, channel.paper, channel.title, channel.sealed) for channel in CHANNELS} == documented
    assert len(CHANNELS) == len(documented) == 53


@portal.needs_portal
@pytest.mark.covers("client")
@pytest.mark.parametrize("channel", CHANNELS, ids=_named)
def test_columns_are_those_of_the_portal(channel: Channel[Any]) -> None:
    """Every documented column is declared, at its place, under its own title."""
    documented = portal.columns(channel.real)
    declared = _declared(channel)

    assert [title for _, title in declared] == [title for _, title in documented]
    assert [name for (names, _), (name, _) in zip(declared, documented, strict=True) if name not in names] == []


@portal.needs_portal
@pytest.mark.parametrize("sample", portal.frames(), ids=lambda sample: f"{sample['tr_id']}: {sample['name']}")
def test_recorded_rows_read_in_every_column(sample: dict[str, str]) -> None:
    """All records of all recorded and published frames read, in all their columns, and keep the text that was sent."""
    frame = parse(sample["frame"])
    assert isinstance(frame, DataFrame)
    payload = Secret(sample["key"], sample["iv"]).decrypt(frame.payload) if frame.encrypted else frame.payload
    rows = _BY_TR_ID[frame.tr_id].read(payload, frame.count)

    assert len(rows) == int(sample["records"])
    assert "^".join(row[0] for row in rows) == payload
    for row in rows:
        assert row.subject
        for name in type(row)._spec.__dataclass_fields__:
            getattr(row, name)


@portal.needs_portal
@pytest.mark.parametrize(("tr_id", "width"), portal.widths())
def test_every_documented_width_is_read(tr_id: str, width: int) -> None:
    """Rows of other years read as today's, short of what they lack; a width that would shift columns is refused."""
    channel = _BY_TR_ID[tr_id]
    row = _filled(channel).values + ["new"] * 10
    payload = "^".join((row[: len(channel.row.keys)] + row[-10:])[:width])
    if (tr_id, width) in _NOT_READ:
        with pytest.raises(MalformedMessage):
            channel.read(payload, 1)
        return

    first, second = channel.read(f"{payload}^{payload}", 2)
    assert first == second
    assert len(first.values) == width
    assert len(first.extra) == max(0, width - len(channel.row.keys))


def _filled(channel: Channel[Any]) -> Record:
    """A row with a value wherever one is compulsory."""
    return channel.row.read("^".join("1" for _ in channel.row.keys))


def _written(channel: Channel[Any]) -> some.SearchStrategy[tuple[Channel[Any], dict[str, Any]]]:
    spec = channel.row._spec
    return of_message(spec).map(lambda made: (channel, {name: _plain(value) for name, value in vars(made).items()}))


def _plain(value: Any) -> Any:
    """Text without the mark that separates columns."""
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    return value.replace("^", "~") if type(value) is str else value


@settings(max_examples=400)
@given(some.one_of([_written(channel) for channel in CHANNELS]))
def test_written_rows_read_back(written: tuple[Channel[Any], dict[str, Any]]) -> None:
    """read(write(row)) is the row, for every channel, in every column."""
    channel, values = written
    row = channel.row(**values)
    (read,) = channel.read("^".join(row.values), 1)

    assert read == row
    assert type(read) is channel.row
    assert {name: getattr(read, name) for name in values} == values


@pytest.mark.covers("client")
@pytest.mark.parametrize("channel", CHANNELS, ids=_named)
def test_short_ways_read_as_the_tolerant_one(channel: Channel[Any]) -> None:
    """A record with a short way of reading reads the same as without it, and refuses the same."""
    row = _filled(channel)
    blank = "^".join("" for _ in channel.row.keys)

    assert tuple(channel.row.read(row[0])) == tuple(channel.row._read_tolerantly(row[0]))
    with pytest.raises(MalformedMessage):
        channel.row.read(blank)


@pytest.mark.parametrize("channel", [channel for channel in CHANNELS if channel.paper is None], ids=_named)
def test_channel_unknown_to_paper_names_what_works(channel: Channel[Any]) -> None:
    """Asking paper for a channel it does not have says so and names the nearest thing that works."""
    with pytest.raises(NotOffered) as refused:
        channel.tr_id(Environment.PAPER)

    assert channel.title in refused.value.message
    assert len(channel.instead) > 10
    assert channel.instead in refused.value.message


def test_rows_that_may_be_replaced_are_those_a_newer_one_outdates() -> None:
    """Ticks and books give way to newer ones; notices and what the exchange announces never do."""
    lasting = {channel.real for channel in CHANNELS if not channel.row.replaceable}

    assert {channel.real for channel in CHANNELS if channel.sealed} < lasting
    assert lasting - {channel.real for channel in CHANNELS if channel.sealed} == {"H0STMKO0", "H0NXMKO0", "H0UNMKO0"}


def test_channels_are_found_by_environment() -> None:
    """Paper has its own TR id for notices, and a key says what to register by."""
    assert (NOTICES.tr_id(Environment.REAL), NOTICES.tr_id(Environment.PAPER)) == ("H0STCNI0", "H0STCNI9")
    assert NOTICES.key is Key.HTS_ID
    assert domestic.INDEX_TRADES.key is Key.INDEX


def test_only_what_is_needed_is_loaded() -> None:
    """Who listens to domestic stocks alone pays neither for the other channels nor for the messages of REST."""
    code = "import sys, kis.realtime; print(*sorted(name for name in sys.modules if name.startswith('kis.')))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    loaded = set(found.stdout.split())

    assert not {name for name in loaded if name.startswith(("kis.realtime.d", "kis.realtime.o", "kis.overseas"))}
    assert "kis.domestic.orders" in loaded
    assert not {"kis.domestic.quotes", "kis.domestic.account", "kis.domestic.groups"} & loaded
