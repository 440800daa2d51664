"""What an order of the user's must pass beside the broker's own rules: personal limits, locks.

A guard raises a `UserError` that says what to do instead. It is asked twice: when the check card is made, so that
nobody looks at a card that cannot be pressed, and in the transaction that takes the press, where its answer is final.
Cancellations are never asked about: they only take risk away.

A remark is what a card has to say besides: that little of a limit is left, that the same was ordered just now.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from bot.connection import Connection
from bot.storage.states import IntentKind
from bot.storage.tables import Intent
from bot.trading.checks import Check


class Guard(Protocol):
    """One thing that can keep an order back."""

    async def offered(self, connection: Connection, check: Check) -> None:
        """Look at a new order before its card is shown. Raises `UserError`."""

    async def pressed(self, session: AsyncSession, intent: Intent, now: datetime) -> None:
        """Look at a new order or an amendment whose button was pressed; raising gives the press back."""


Remark = Callable[[AsyncSession, Intent, datetime], Awaitable[Sequence[str]]]
"""Lines for the card of a new order or an amendment, asked in the transaction that writes it down.

May raise `UserError`: then there is no card.
"""


class Guards:
    """All of them, in order."""

    def __init__(self, guards: Sequence[Guard] = (), remarks: Sequence[Remark] = ()) -> None:
        self._guards = tuple(guards)
        self._remarks = tuple(remarks)

    async def offered(self, connection: Connection, check: Check) -> None:
        """Ask each. Raises the first `UserError`."""
        for guard in self._guards:
            await guard.offered(connection, check)

    async def pressed(self, session: AsyncSession, intent: Intent, now: datetime) -> None:
        """Ask each, unless it is a cancellation. Raises the first `UserError`."""
        if intent.kind is not IntentKind.CANCEL:
            for guard in self._guards:
                await guard.pressed(session, intent, now)

    async def remarks(self, session: AsyncSession, intent: Intent, now: datetime) -> tuple[str, ...]:
        """Gather every line, in order. Raises the first `UserError`."""
        return tuple([line for remark in self._remarks for line in await remark(session, intent, now)])
