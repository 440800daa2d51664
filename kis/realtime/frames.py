"""Data frames: `<0|1>|<TR id>|<count>|<payload>`. Text to values and back, no I/O.

The payload holds `count` records one after another, all columns joined by ^ without a mark between records. KIS has
appended columns without notice (46 to 47, 59 to 62 to 63, 23 to 26), so the width of a record is computed from the
count and never assumed.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kis.errors import MalformedMessage
from kis.realtime import control
from kis.realtime.cipher import Secret
from kis.realtime.control import Ack, Ping

_ENCRYPTED = {"0": False, "1": True}


class DataFrame(msgspec.Struct, frozen=True, gc=False):
    """One frame as it came. `payload` is base64 if `encrypted`; see `Secret.decrypt`."""

    encrypted: bool
    tr_id: str
    count: int
    payload: str


def parse(text: str) -> DataFrame | Ack | Ping:
    """Read whatever the gateway sent.

    Raises `MalformedMessage` if it is neither a data frame nor a control message.
    """
    try:
        mark, tr_id, count, payload = text.split("|", 3)
        return DataFrame(_ENCRYPTED[mark], tr_id, int(count), payload)
    except (ValueError, KeyError):
        if text.startswith("{"):
            return control.read(text)
        raise MalformedMessage(f"실시간 프레임이 아니에요. ({len(text)}자)") from None


def split(payload: str, count: int, narrowest: int) -> list[str]:
    """Return the rows of a plain payload, oldest first, each still joined by ^.

    Raises `MalformedMessage` if the columns do not divide by `count`, or are fewer than `narrowest`, the smallest
    documented width.
    """
    columns = payload.count("^") + 1
    width, left_over = divmod(columns, count) if count > 0 else (0, 1)
    if left_over or width < narrowest:
        raise MalformedMessage(f"실시간 프레임의 값 {columns}개를 {count}건으로 나눌 수 없어요.")
    values = payload.split("^")
    return ["^".join(values[start : start + width]) for start in range(0, columns, width)]


def join(tr_id: str, rows: Sequence[str], secret: Secret | None = None) -> str:
    """Write a frame, sealed if a secret is given; the opposite of `parse` and `split`."""
    payload = "^".join(rows)
    if secret is None:
        return f"0|{tr_id}|{len(rows):03d}|{payload}"
    return f"1|{tr_id}|{len(rows):03d}|{secret.encrypt(payload)}"
