"""Whatever the realtime gateway sends: real frames bent, sealed ones too; rows, or `MalformedMessage`."""

from __future__ import annotations

from base64 import b64encode
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from kis.errors import MalformedMessage
from kis.realtime import CHANNELS, control
from kis.realtime.cipher import Secret
from kis.realtime.control import Ack, Code
from kis.realtime.frames import DataFrame, parse
from tests.fuzz.counts import tries
from tests.kis.realtime.rows import SECRET

CELL = st.one_of(
    st.sampled_from(
        [
            "",
            "0",
            "70000",
            "-1",
            "1E+999999999",
            "NaN",
            "Infinity",
            "²",
            "256199",
            "093000",
            "99991399",
            "9" * 400,
            "9" * 5_000,
        ]
    ),
    st.text(max_size=8),
)
BY_TR = {channel.real: channel for channel in CHANNELS}


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A frame of a known channel with bent cells, count, marks; or a control message bent."""
    channel = draw(st.sampled_from(CHANNELS))
    cells = draw(st.lists(CELL, min_size=0, max_size=len(channel.row.keys) + 3))
    payload = "^".join([*cells, *("1" for _ in range(draw(st.integers(0, 70))))])
    if draw(st.booleans()):
        payload = (
            SECRET.encrypt(payload) if draw(st.booleans()) else b64encode(payload.encode("utf-8", "replace")).decode()
        )
    mark, count = (
        draw(st.sampled_from(["0", "1", "2", ""])),
        draw(st.sampled_from(["001", "1", "0", "-1", "1e3", "9" * 5_000, "１", ""])),
    )
    return "|".join([mark, channel.real, count, payload])


ACK = control.write_ack(
    Ack("H0STCNT0", "005930", ok=True, code=Code.REGISTERED, message="ok", secret=Secret("k" * 32, "i" * 16))
)
BENT = st.builds(
    lambda text, at, other, cut: text[:at] + other + text[at + cut :],
    st.just(ACK),
    st.integers(0, len(ACK)),
    st.text(max_size=4),
    st.integers(0, 9),
)


def take(text: str) -> None:
    """As the reader does, every column included."""
    frame = parse(text)
    if not isinstance(frame, DataFrame):
        return
    payload = SECRET.decrypt(frame.payload) if frame.encrypted else frame.payload
    for row in BY_TR[frame.tr_id].read(payload, frame.count):
        for name in type(row)._spec.__dataclass_fields__:
            with suppress(MalformedMessage):
                getattr(row, name)
        repr(row)


@tries(60)
@given(st.one_of(texts(), BENT))
def test_every_frame_is_read_or_malformed(text: str) -> None:
    """Rows with all their columns, answers, or the one error that the reader counts."""
    with suppress(MalformedMessage):
        take(text)
