"""Looking for what became of an order, an amendment or a cancellation whose answer was lost (결과 불명).

It is never sent again and never guessed. KIS's list is asked a few times, for rows come late; what is not in the last
list, if that list can be believed, was not placed. What stays unknown is handed to the user with what is known, and
every later list may still settle it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.connection import Connection
from bot.errors import BotError, StorageBusy, StorageDown
from bot.storage import intents, orders, unsettled
from bot.storage.database import Database
from bot.storage.states import IntentKind, IntentState
from bot.storage.tables import Intent
from bot.trading.cards import Cards
from bot.trading.chores import Chores
from bot.trading.reconcile import Reconciler
from bot.views import orders as views
from kis.errors import KisError

if TYPE_CHECKING:
    from bot.connections import Connections

log = logging.getLogger(__name__)

LOOKS = (2.0, 5.0, 10.0, 20.0, 40.0)
"""Seconds before each look."""


class Resolver:
    """Starts and carries out searches."""

    def __init__(
        self,
        database: Database,
        connections: Connections,
        reconciler: Reconciler,
        cards: Cards,
        chores: Chores,
        now: Callable[[], datetime],
        *,
        looks: Sequence[float] = LOOKS,
    ) -> None:
        self._database = database
        self._connections = connections
        self._reconciler = reconciler
        self._cards = cards
        self._chores = chores
        self._now = now
        self._looks = looks

    def look_for(self, intent: Intent) -> None:
        """Search in the background."""
        self._chores.start(f"look-{intent.id}", lambda: self._search(intent.id, intent.credential_id))

    async def overdue(self, connection: Connection) -> frozenset[int]:
        """Intents of an account that have been looked for long enough for a list without them to be the proof."""
        before = self._now() - timedelta(seconds=sum(self._looks))
        return frozenset(
            intent.id
            for intent in await self._unknown(connection.credential_id)
            if intent.answered_at is not None and intent.answered_at <= before
        )

    async def _search(self, intent_id: int, credential_id: int) -> None:
        last = len(self._looks) - 1
        for look, pause in enumerate(self._looks):
            await asyncio.sleep(pause)
            connection = self._connections.by_id(credential_id)
            if connection is not None:
                await self._ask(connection, {intent_id} if look == last else set())
            if await self._is_known(intent_id, credential_id):
                return
        await self._hand_over(intent_id, credential_id)

    async def _is_known(self, intent_id: int, credential_id: int) -> bool:
        """Whether the search may end. While the database cannot be read it goes on."""
        try:
            return not any(intent.id == intent_id for intent in await self._unknown(credential_id))
        except BotError as error:
            log.warning("intent %d is looked for further: %s", intent_id, error)
            return False

    async def _ask(self, connection: Connection, final: set[int]) -> None:
        try:
            await self._reconciler.run(connection, final | await self.overdue(connection))
        except (KisError, BotError) as error:
            log.warning("%s: KIS's list could not be compared: %s", connection.account_hint, error)

    async def _unknown(self, credential_id: int) -> list[Intent]:
        async with self._database.read() as session:
            rows = await intents.unanswered(session)
        return [row for row in rows if row.credential_id == credential_id and row.state is IntentState.UNKNOWN]

    async def _hand_over(self, intent_id: int, credential_id: int) -> None:
        """Tell the user, once, that it could not be found out."""
        while True:
            try:
                return await self._tell(intent_id, credential_id)
            except (StorageBusy, StorageDown) as error:
                log.warning("intent %d is handed over later: %s", intent_id, error)
                await asyncio.sleep(max(self._looks))

    async def _tell(self, intent_id: int, credential_id: int) -> None:
        intent = next((one for one in await self._unknown(credential_id) if one.id == intent_id), None)
        if intent is None or intent.order_id is None:
            return
        async with self._database.begin() as session:
            order = await orders.get(session, intent.order_id)
            owner = await unsettled.owner(session, intent.user_id, credential_id)
            if order is not None:
                alike = await unsettled.alike(session, order) if intent.kind is IntentKind.NEW else ()
                await self._cards.refusal(
                    session,
                    owner,
                    lambda: views.lost(order, owner.environment, alike, what=intent.kind),
                    key=f"lost:{intent_id}",
                )
