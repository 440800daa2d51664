"""Domestic futures and options (국내선물옵션): orders, account, quotes, boards."""

from __future__ import annotations

from kis.endpoint import Caller, Group

__all__ = ["GROUPS", "Derivatives"]

GROUPS: tuple[type[Group], ...] = ()
"""Every group of this market: what the simulator serves and the tests walk."""


class Derivatives:
    """국내선물옵션, bound to whoever carries out the calls."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
