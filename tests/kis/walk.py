"""Every endpoint and message of the client, found by walking: what is added later is tested without being named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kis.catalogue import catalogue
from kis.endpoint import Endpoint
from kis.wire import Block, columns

ENDPOINTS = list(catalogue().values())


def messages() -> list[type]:
    """All requests and replies, with the messages inside them, each once."""
    tops = [cls for endpoint in ENDPOINTS for cls in (request(endpoint), reply(endpoint))]
    return list(dict.fromkeys(found for top in tops for found in _with_parts(top)))


def request(endpoint: Endpoint[..., Any]) -> type:
    """The request message; `Endpoint` knows it as a callable only."""
    assert isinstance(endpoint.request, type)
    return endpoint.request


def reply(endpoint: Endpoint[..., Any]) -> type:
    """The message inside the answer's shape."""
    found = vars(endpoint.reply)["cls"]
    assert isinstance(found, type)
    return found


def _with_parts(cls: type) -> Iterator[type]:
    yield cls
    for column in columns(cls):
        if isinstance(column, Block):
            yield from _with_parts(column.of)
