"""Where each call of the client is documented: the API's id and the name of its TR id."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kis.endpoint import Endpoint
from tests.kis.contract import derivatives, domestic, domestic_account, domestic_quotes, overseas
from tests.kis.portal import Action, Asked, answer

_MARKETS = (domestic, domestic_account, domestic_quotes, overseas, derivatives)

SOURCES: Mapping[Endpoint[..., Any], tuple[str, Action]] = {
    endpoint: source for market in _MARKETS for endpoint, source in market.SOURCES.items()
}
UNDOCUMENTED: frozenset[Endpoint[..., Any]] = overseas.UNDOCUMENTED
"""What KIS serves and no longer documents."""
MENDED: Mapping[Endpoint[..., Any], Callable[[dict[str, Any]], dict[str, Any]]] = overseas.MENDED
"""What is wrong with a published answer: nothing that a client can read, or nothing that it should keep."""
NOT_ASKED: Mapping[Endpoint[..., Any], set[str]] = {
    endpoint: keys for market in _MARKETS for endpoint, keys in market.NOT_ASKED.items()
}
"""What a call leaves out on purpose."""
OPTIONAL: Mapping[Endpoint[..., Any], set[str]] = domestic_quotes.OPTIONAL
"""What KIS's table demands and its text does not."""
ASKED: Mapping[Endpoint[..., Any], Asked] = {
    endpoint: asked for market in _MARKETS for endpoint, asked in market.ASKED.items()
}
"""What the simulator is asked to see whether its answer has KIS's form."""
EMPTY: Mapping[Endpoint[..., Any], set[str]] = {
    endpoint: blocks for market in _MARKETS for endpoint, blocks in market.EMPTY.items()
}
"""Lists that may be empty in that answer, by block."""


def published(endpoint: Endpoint[..., Any]) -> dict[str, Any]:
    """KIS's published answer, mended where it must be."""
    sent = answer(SOURCES[endpoint][0])
    return MENDED[endpoint](sent) if endpoint in MENDED else sent
