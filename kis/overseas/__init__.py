"""Overseas stocks (해외주식): orders, account, quotes, info."""

from __future__ import annotations

from kis.endpoint import Caller, Group

__all__ = ["GROUPS", "Overseas"]

GROUPS: tuple[type[Group], ...] = ()
"""Every group of this market: what the simulator serves and the tests walk."""


class Overseas:
    """해외주식, bound to whoever carries out the calls."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
