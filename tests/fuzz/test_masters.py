"""Whatever a master file holds, line by line, and whatever its archive is."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kis.errors import MalformedMessage
from kis.symbols.master.fetch import unpack
from kis.symbols.master.files import FILES, MasterFile, parse
from tests.fuzz.counts import tries
from tests.kis.symbols.master.test_layouts import line_of

ENCODINGS = ("cp949", "utf-8", "utf-8-sig", "utf-16", "utf-32", "shift_jis", "latin-1")


def archive(content: bytes) -> bytes:
    """As KIS packs it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as writer:
        writer.writestr("x.mst", content)
    return packed.getvalue()


@st.composite
def damaged(draw: st.DrawFn, file: MasterFile) -> bytes:
    """A good line that was cut, stretched, written in another encoding, or has other bytes somewhere."""
    good = line_of(file)
    text = good.decode("cp949", "replace")
    at = draw(st.integers(0, len(good)))
    return draw(st.sampled_from([
        good[:at],
        good[at:],
        good + b" " * at,
        good[:at] + draw(st.binary(max_size=20)) + good[at:],
        good[:at] + draw(st.binary(min_size=1, max_size=40)) + good[at + 1 :],
        text.encode(draw(st.sampled_from(ENCODINGS)), "replace"),
        good.replace(b" ", b"\x00"),
        good * draw(st.integers(2, 50)),
    ]))  # fmt: skip


@tries(30)
@given(st.data(), st.sampled_from(FILES))
def test_every_line_is_read_or_counted(data: st.DataObject, file: MasterFile) -> None:
    """Each line is an instrument or broken; the good one beside it stays whole."""
    good = line_of(file)
    bad = data.draw(damaged(file)).replace(b"\n", b"?")
    parsed = parse(file, good + b"\n" + bad + b"\r\n" + good)

    assert len(parsed.instruments) + parsed.broken == 2 + bool(bad.strip())
    assert parsed.instruments[0] == parsed.instruments[-1]


@tries(30)
@given(st.sampled_from(FILES), st.data())
def test_every_archive_is_unpacked_or_refused(file: MasterFile, data: st.DataObject) -> None:
    """Cut, bent, or none at all; a bomb is refused before it is unpacked."""
    whole = archive(data.draw(st.binary(max_size=500)))
    at = data.draw(st.integers(0, len(whole) - 1))
    bent = whole[:at] + data.draw(st.binary(max_size=8)) + whole[at + data.draw(st.integers(0, 8)) :]
    with suppress(MalformedMessage):
        assert len(unpack(file, data.draw(st.sampled_from([bent, whole[:at]])), largest=1_000)) <= 1_000


def test_a_bomb_is_not_unpacked() -> None:
    """Fifty megabytes of nothing in a small archive."""
    packed = archive(bytes(50 * 1024 * 1024))
    tracemalloc.start()
    with pytest.raises(MalformedMessage):
        unpack(FILES[0], packed, largest=1024 * 1024)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert most < 8 * 1024 * 1024
