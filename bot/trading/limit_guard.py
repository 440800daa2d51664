"""Personal limits at both doors: no card for what they refuse, and the last word when its button is pressed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import AsyncSession

from bot.connection import Connection
from bot.errors import NotConnected, UserError
from bot.storage.states import Cap
from bot.storage.tables import Intent
from bot.storage.terms import Segment
from bot.trading import limits, usage
from bot.trading.brake import LossBrake
from bot.trading.checks import Check
from bot.trading.limits import Finding, Wish
from bot.trading.usage import Account
from bot.views import limits as views
from bot.views import limits_of_contracts as contracts
from kis.domestic.codes import Side
from kis.errors import KisError

if TYPE_CHECKING:
    from bot.connections import Connections


class OverLimit(UserError):
    """A personal limit refuses the order."""


class LimitGuard:
    """A `Guard`, and the `Remark` of what is nearly used up."""

    def __init__(self, connections: Connections, brake: LossBrake) -> None:
        self._connections = connections
        self._brake = brake

    async def offered(self, connection: Connection, check: Check) -> None:
        """Keep what KIS has told of the day's loss. What it must tell and has not told refuses a buy."""
        if check.loss is not None:
            try:
                await self._brake.seen(connection, check.loss)
            except KisError as error:
                if check.side is Side.BUY:
                    raise OverLimit(views.unknown(Cap.LOSS)) from error
        elif check.side is Side.BUY and await self._brake.is_set(connection):
            at_home = check.market.segment.home is Segment.DOMESTIC
            if at_home or not await self._brake.look(connection):
                raise OverLimit(views.unknown(Cap.LOSS))

    async def remark(self, session: AsyncSession, intent: Intent, _now: datetime) -> Sequence[str]:
        """Lines on what is nearly used up. Raises `OverLimit` for what could not be pressed."""
        found, wish = await self._judged(session, intent)
        _refuse(found, wish, intent)
        return [views.near(one) for one in found if one.near]

    async def pressed(self, session: AsyncSession, intent: Intent, _now: datetime) -> None:
        """Judge a press by what is used now. Raises `OverLimit`.

        The desk holds the user from before the claim, so that no two presses pass beside each other.
        """
        found, wish = await self._judged(session, intent)
        _refuse(found, wish, intent)

    async def _judged(self, session: AsyncSession, intent: Intent) -> tuple[list[Finding], Wish]:
        connection = self._connections.by_id(intent.credential_id)
        if connection is None:
            raise NotConnected
        account = Account.of(connection)
        caps = await usage.caps(session, account.user_id, account.environment)
        wish = await usage.wish(session, intent)
        return limits.judge(caps, wish, await usage.beside(session, account, intent)), wish


def _refuse(found: Sequence[Finding], wish: Wish, intent: Intent) -> None:
    broken = next((one for one in found if one.broken), None)
    if broken is not None:
        raise OverLimit(views.refusal(broken, wish, intent) + contracts.counted(broken, intent))
