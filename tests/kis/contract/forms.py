"""The blocks and fields of an endpoint's answer, as this client declares them."""

from __future__ import annotations

from typing import Any

from kis.endpoint import Endpoint
from kis.shapes import body, outputs
from kis.wire import Block, Many, Scalar, Series, columns
from tests.kis.walk import reply


def blocks_of(endpoint: Endpoint[..., Any]) -> dict[str, tuple[type, str]]:
    """Output key to message and kind, as this client declares them."""
    if isinstance(endpoint.reply, body):
        blocks = [column for column in columns(reply(endpoint)) if isinstance(column, Block)]
        return {c.key: (c.of, "array" if c.many is Many.LIST or c.as_array else "object") for c in blocks}
    kind = "array" if isinstance(endpoint.reply, outputs) else "object"
    return {vars(endpoint.reply)["key"]: (reply(endpoint), kind)}


def fields_of(cls: type) -> dict[str, Scalar | Series]:
    return {key: column for column in columns(cls) if not isinstance(column, Block) for key in column.keys}
