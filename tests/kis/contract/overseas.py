"""Overseas stocks: where each call is documented, and what the simulator is asked."""

from __future__ import annotations

from typing import Any

from kis.client import Kis
from kis.endpoint import Endpoint
from tests.kis.portal import Action, Asked

SOURCES: dict[Endpoint[..., Any], tuple[str, Action]] = {}
NOT_ASKED: dict[Endpoint[..., Any], set[str]] = {}
ASKED: dict[Endpoint[..., Any], Asked] = {}
EMPTY: dict[Endpoint[..., Any], set[str]] = {}


async def prepare(kis: Kis) -> None:
    """Make a scene on a real account."""
