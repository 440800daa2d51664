"""Inline mode (`@bot ㅅㅅㅈㅈ`): what is offered while somebody types the bot's name in any chat.

What is chosen is sent into that chat in the person's name, where others read it. So nothing of an account is in it,
not even which one was asked.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence

from bot.access import Access
from bot.chat import Incoming
from bot.connections import Connections
from bot.errors import NotConnected, StorageBusy, StorageDown
from bot.finding import Finding
from bot.i18n import speaking
from bot.names import by_key, key_of
from bot.quoting.glances import Glances
from bot.storage.tables import User
from bot.views import inline as views
from kis.symbols import Instrument
from kis.symbols.hangul import fold

log = logging.getLogger(__name__)

OFFERED = 8
AT_ONCE = 3
"""Queries of one person that are answered at the same time: each letter that is typed is one."""


class Suggestions:
    """Answers inline queries of those who are let in; everybody else gets an empty list, and no word."""

    def __init__(self, access: Access, connections: Connections, finding: Finding) -> None:
        self._access = access
        self._connections = connections
        self._finding = finding
        self._glances = Glances()
        self._asking: Counter[int] = Counter()

    async def of(self, incoming: Incoming) -> Sequence[views.Article]:
        """What to offer for what was typed so far. Nothing while the database is away."""
        if self._asking[incoming.user_id] >= AT_ONCE:
            return ()
        self._asking[incoming.user_id] += 1
        try:
            user = await self._access.admitted(incoming.user_id)
            if user is None:
                return ()
            with speaking(user.language):
                return await self._offered(user, incoming.text)
        except (StorageBusy, StorageDown) as error:
            log.warning("an inline query is not answered: %s", type(error).__name__)
            return ()
        finally:
            self._asking -= Counter([incoming.user_id])

    async def chosen(self, incoming: Incoming, key: str) -> None:
        """One was chosen: where the words fit several, they mean this one from now on."""
        try:
            if await self._access.admitted(incoming.user_id) is None:
                return
            instrument = by_key(await self._finding.of(incoming.user_id), key)
            if instrument is not None:
                await self._finding.remember(incoming.user_id, fold(incoming.text), instrument)
        except (StorageBusy, StorageDown) as error:
            log.warning("a choice is not remembered: %s", type(error).__name__)

    async def _offered(self, user: User, text: str) -> Sequence[views.Article]:
        names = await self._finding.of(user.id)
        first = names.remembered(text)
        found: dict[str, Instrument] = {} if first is None else {key_of(first): first}
        found |= {key_of(each): each for each in names.search(text, OFFERED)}
        listed = list(found.values())[:OFFERED]
        try:
            connection = self._connections.of(user)
        except NotConnected:
            return [views.article(each, None) for each in listed]
        seen = await self._glances.of(connection, listed)
        return [views.article(each, seen.get(key_of(each))) for each in listed]
