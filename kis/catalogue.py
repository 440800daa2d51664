"""Every call of the library by name, for tools that list or choose: the command line, the reference, the tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kis import derivatives, domestic, overseas
from kis.endpoint import Endpoint, endpoints

MARKETS = {"domestic": domestic, "overseas": overseas, "derivatives": derivatives}
"""Package of each market, by its attribute of `Kis`."""


def catalogue() -> Mapping[str, Endpoint[..., Any]]:
    """Every endpoint by its path from a client, such as `domestic.quotes.price`, in order of declaration."""
    return {
        f"{market}.{group.__name__.lower()}.{endpoint.name.rpartition('.')[2]}": endpoint
        for market, package in MARKETS.items()
        for group in package.GROUPS
        for endpoint in endpoints(group)
    }
