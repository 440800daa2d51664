"""From what arrived to the handler that takes it.

The user's updates are handled one after the other, so that a second line does not overtake the first; urgent ones
(정지, 잠금) do not wait. What goes wrong is told here, once, for all handlers.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Sequence
from datetime import timedelta

from bot.access import allowed
from bot.chat import Chat, Edge, Incoming
from bot.commands import pad
from bot.commands.command import Who
from bot.commands.routing import Route, route
from bot.commands.table import PIN_TYPED
from bot.errors import StorageBusy, StorageDown, UserError
from bot.i18n import later, say, speaking
from bot.locks import Locked
from bot.locks.pins import looks_like_pin
from bot.outbox import utc_now
from bot.services import Services
from bot.storage import messages
from bot.storage.states import Language
from bot.storage.tables import User
from bot.views import failures
from bot.views.inline import Article

log = logging.getLogger(__name__)

WAITING = 16
"""Updates of one user that may stand in line; what comes on top is dropped."""
LINES = 1_024
"""Users whose line is remembered; those with nothing to do are forgotten first."""
LOOKS, LOOK = 20, 0.02
"""How often and how many seconds apart the outbox is asked for a pressed message."""
LATE = timedelta(minutes=2)
"""What lapses is not done this long after it was written: prices are others by then, and so may be the wish."""
TOO_MANY = later("한꺼번에 너무 많이 보내셨어요. 잠시 뒤에 다시 해 주세요.")


class Router:
    """Dispatches updates to handlers."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._lines: OrderedDict[int, _Line] = OrderedDict()

    async def take(self, incoming: Incoming, edge: Edge) -> None:
        """Handle one update from start to end; never raises for what a user can cause."""
        try:
            await self._take(incoming, edge)
        except (StorageBusy, StorageDown) as error:
            log.error("an update is lost, the database cannot be used: %s", type(error).__name__)
            await edge.toast(str(error))
            await edge.tell(str(error))

    async def suggest(self, incoming: Incoming) -> Sequence[Article]:
        """Answer an inline query. It does not stand in line: the next letter asks anew."""
        return await self._services.suggestions.of(incoming)

    async def chose(self, incoming: Incoming, result_id: str) -> None:
        """A result of an inline query was sent."""
        await self._services.suggestions.chosen(incoming, result_id)

    async def _take(self, incoming: Incoming, edge: Edge) -> None:
        if not incoming.private:
            with speaking(_language(incoming, None)):
                await self._services.access.refuse_group(incoming, edge)
            return
        taken = self._route(incoming)
        if taken.urgent:
            await self._run(taken, incoming, edge)
            return
        line = self._line(incoming.user_id)
        if line.waiting >= WAITING:
            await self._overflow(line, incoming, edge)
            return
        async with line:
            await self._run(taken, incoming, edge)

    async def _overflow(self, line: _Line, incoming: Incoming, edge: Edge) -> None:
        """There is no room. Who is let in hears so, once in a flood of messages; nobody else hears anything."""
        if line.told and incoming.press is None:
            return
        line.told = True
        user = await self._services.access.known(incoming)
        if allowed(user, Who.ADMITTED):
            with speaking(_language(incoming, user)):
                text = say(TOO_MANY)
            await edge.toast(text)
            await edge.tell(text)

    async def _run(self, route: Route, incoming: Incoming, edge: Edge) -> None:
        access = self._services.access
        user = await access.known(incoming)
        if user is None or not allowed(user, route.who):
            with speaking(_language(incoming, user)):
                await access.turn_away(incoming, user, route.who, edge)
            return
        chat = Chat(incoming, user, route.text, self._services, edge.toast, edge.forget)
        if incoming.press is not None:
            await self._recorded(incoming)
        with speaking(user.language):
            await self._answered(route, chat, edge)

    async def _answered(self, route: Route, chat: Chat, edge: Edge) -> None:
        try:
            if route.lapses:
                _in_time(chat.incoming)
            await route.handler(chat)
        except (StorageBusy, StorageDown):
            raise
        except Locked as held:
            await chat.toast(str(held))
            await pad.unlock_first(chat, lambda then: self._run(route, chat.incoming, _Relayed(edge, then)))
        except Exception as error:
            await self._tell(chat, error)

    def _route(self, incoming: Incoming) -> Route:
        if looks_like_pin(incoming.text) and self._services.pads.of(incoming.user_id) is not None:
            return Route(PIN_TYPED)
        return route(incoming, lambda name: self._services.symbols.resolve(name) is not None)

    async def _recorded(self, incoming: Incoming) -> None:
        """Wait until the outbox knows the pressed message: a quick finger is ahead of the record of its delivery."""
        for _ in range(LOOKS):
            async with self._services.database.read() as session:
                if await messages.ref_of(session, incoming.chat_id, incoming.message_id) is not None:
                    return
            await asyncio.sleep(LOOK)

    async def _tell(self, chat: Chat, error: Exception) -> None:
        if not failures.expected(error):
            log.error("a handler failed", exc_info=error)
        if chat.incoming.press is not None:
            await chat.toast(failures.toast(error))
        if chat.incoming.press is None or not isinstance(error, UserError):
            await chat.reply(failures.sentence(error))

    def _line(self, user_id: int) -> _Line:
        line = self._lines.setdefault(user_id, _Line())
        self._lines.move_to_end(user_id)
        for oldest in list(self._lines)[: max(0, len(self._lines) - LINES)]:
            if not self._lines[oldest].waiting:
                del self._lines[oldest]
        return line


class _Line:
    """One user's updates, one after the other; `waiting` counts the one under way too."""

    def __init__(self) -> None:
        self.waiting = 0
        self.told = False
        """Whether its user has heard that there is no room."""
        self._lock = asyncio.Lock()

    async def __aenter__(self) -> None:
        self.waiting += 1
        self.told = self.told and self.waiting > 1
        try:
            await self._lock.acquire()
        except asyncio.CancelledError:
            self.waiting -= 1
            raise

    async def __aexit__(self, *_: object) -> None:
        self.waiting -= 1
        self._lock.release()


class _Relayed:
    """The edge of an update that was held back: its toasts go to the press that let it pass."""

    def __init__(self, edge: Edge, then: Chat) -> None:
        self._then = then
        self.forget, self.tell, self.leave = edge.forget, edge.tell, edge.leave

    async def toast(self, text: str) -> None:
        await self._then.toast(text)


def _language(incoming: Incoming, user: User | None) -> Language:
    """What somebody has chosen; who is not known is spoken to as his Telegram is."""
    if user is not None:
        return user.language
    return Language.ENGLISH if incoming.language.startswith("en") else Language.KOREAN


def _in_time(incoming: Incoming) -> None:
    """Raises `UserError` for a line that has waited too long."""
    if incoming.sent_at is not None and (age := utc_now() - incoming.sent_at) > LATE:
        raise UserError(failures.late(age))
