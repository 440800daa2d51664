"""Whatever KIS answers to whatever call: a value, or an error that `kis.errors` names."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kis.endpoint import Endpoint
from kis.errors import KisError
from kis.verdicts import open_envelope
from kis.wire import Block, columns
from tests.fuzz.counts import tries
from tests.kis.walk import ENDPOINTS, reply

SCALAR = st.one_of(
    st.sampled_from([
        "", "0", "00000070000", "-100", "70000.00", "1e9", "1E+999999999", "-1E-999999999", "NaN", "sNaN", "Infinity",
        "20261127", "99999999", "00000000", "20260230", "093000", "256199", "Y", "N", "2", "½", "٣", "1_000", "9" * 400,
        "\u0000", "(null)", "nan", "삼성전자", " ", "9" * 5_000,
    ]),
    st.none(), st.booleans(), st.integers(-(10**40), 10**40), st.floats(), st.text(max_size=12),
)  # fmt: skip
ODD = st.recursive(
    SCALAR,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3)),
    max_leaves=4,
)
NAMES = ("output", "output1", "output2", "output3", "Output", "OUTPUT1")


def keys_of(cls: type) -> list[str]:
    """Every wire key of a message and of those inside it."""
    found = [key for column in columns(cls) for key in column.keys]
    return found + [key for column in columns(cls) if isinstance(column, Block) for key in keys_of(column.of)]


@st.composite
def bodies(draw: st.DrawFn, endpoint: Endpoint[..., Any]) -> dict[str, Any]:
    """An answer in the shape of the call's, every value any value."""
    keys = keys_of(reply(endpoint))
    row = (
        st.dictionaries(st.sampled_from(keys), ODD, max_size=8)
        if draw(st.booleans())
        else st.builds(
            lambda values: dict(zip(keys, values, strict=True)),
            st.lists(SCALAR, min_size=len(keys), max_size=len(keys)),
        )
    )
    block = st.one_of(row, st.lists(row, max_size=2), ODD)
    body: dict[str, Any] = {"rt_cd": "0", "msg_cd": "MCA00000", "msg1": "", **draw(row)}
    return body | draw(st.dictionaries(st.sampled_from([*NAMES, *keys[:3]]), block, max_size=3))


@tries(40)
@given(st.data(), st.sampled_from(ENDPOINTS))
def test_every_answer_is_read_or_refused(data: st.DataObject, endpoint: Endpoint[..., Any]) -> None:
    """One page and several, fields that are read at once and those that are read when asked for."""
    body = data.draw(bodies(endpoint))
    with suppress(KisError):
        envelope = open_envelope(200, json.dumps(body).encode())
        endpoint.reply.read(envelope.body)
        if endpoint.pages is not None:
            endpoint.reply.join([envelope.body, envelope.body])
