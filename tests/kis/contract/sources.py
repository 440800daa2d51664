"""Where each call of the client is documented: the API's id and the name of its TR id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kis.endpoint import Endpoint
from tests.kis.contract import derivatives, domestic, overseas
from tests.kis.portal import Action, Asked

SOURCES: Mapping[Endpoint[..., Any], tuple[str, Action]] = {
    **domestic.SOURCES,
    **overseas.SOURCES,
    **derivatives.SOURCES,
}
NOT_ASKED: Mapping[Endpoint[..., Any], set[str]] = {
    **domestic.NOT_ASKED,
    **overseas.NOT_ASKED,
    **derivatives.NOT_ASKED,
}
"""What a call leaves out on purpose."""
ASKED: Mapping[Endpoint[..., Any], Asked] = {**domestic.ASKED, **overseas.ASKED, **derivatives.ASKED}
"""What the simulator is asked to see whether its answer has KIS's form."""
EMPTY: Mapping[Endpoint[..., Any], set[str]] = {**domestic.EMPTY, **overseas.EMPTY, **derivatives.EMPTY}
"""Lists that may be empty in that answer, by block."""
