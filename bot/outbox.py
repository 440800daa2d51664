"""Everything the bot says goes through here: at least once, in order for a chat, no faster than Telegram bears.

`send` and `edit` write rows in the caller's transaction, so that a fill and its message are kept together or not at
all; its commit sets the dispatcher going. A chat with something to say has a lane, one task which takes one row after
the other; a lane that waits or fails holds up no other chat. If the process dies between a delivery and its record,
the message is repeated: its short id (#A17) tells the reader that it is the same.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from bot.buttons import Rows, pack
from bot.delivery import Messenger
from bot.errors import StorageBusy, StorageDown
from bot.lane import Lane
from bot.pace import Pace
from bot.storage import messages, pictures
from bot.storage.database import Database
from bot.storage.states import SAID, MessageKind
from bot.storage.tables import Message

log = logging.getLogger(__name__)

LANES = 64
"""Chats served at a time; further ones wait their turn in the database."""
POLL = 2.0
"""Seconds between looks for rows that no commit of this process announced."""
BACKOFF = (0.5, 30.0)
"""Seconds before the second attempt and at most, doubling."""
DRAIN = 1.0
"""Seconds that lanes without trouble get to say what waits when the bot stops: what became of an order just now."""
GRACE = 5.0
"""Seconds that deliveries under way get to end when the bot stops."""


def utc_now() -> datetime:
    """The host's time: message lives are minutes, a skewed clock shortens or lengthens them alike."""
    return datetime.now(UTC)


class Outbox:
    """The queue of messages and its dispatcher (`run`)."""

    def __init__(
        self,
        database: Database,
        messenger: Messenger,
        *,
        pace: Pace | None = None,
        poll: float = POLL,
        backoff: tuple[float, float] = BACKOFF,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._database = database
        self._messenger = messenger
        self._pace = pace or Pace()
        self._poll = poll
        self._backoff = backoff
        self.now = now
        self._look = asyncio.Event()
        self._closing = asyncio.Event()
        self._running = False
        self._behind = True
        """Whether the database may hold rows of chats that no lane has looked at yet."""
        self._passed_by = 0
        self._lanes: dict[int, Lane] = {}
        self._tasks: dict[asyncio.Task[None], Lane] = {}

    async def send(
        self,
        session: AsyncSession,
        chat_id: int,
        text: str,
        buttons: Rows = (),
        *,
        key: str | None = None,
        silent: bool = False,
        guarded: bool = False,
        not_before: datetime | None = None,
        deferred: bool = False,
        expires_at: datetime | None = None,
    ) -> int:
        """Queue a message and return its ref. What bears a `key` is said once, however often it is queued.

        What is `guarded` can be neither forwarded nor copied; what is `deferred` waits for its digest.
        `expires_at` is for what is not worth reading late; without it the message goes out however late it is.
        """
        kind = MessageKind.GUARDED if guarded else MessageKind.DEFERRED if deferred else MessageKind.SEND
        return await self._add(
            session,
            Message(
                chat_id=chat_id,
                kind=kind,
                text=text,
                buttons=pack(buttons),
                key=key,
                silent=silent,
                not_before=not_before,
                expires_at=expires_at,
                created_at=self.now(),
            ),
        )

    async def send_document(self, session: AsyncSession, chat_id: int, name: str, content: str) -> int:
        """Queue a file, as durable and in the same order as what is said. Its content is forgotten once delivered."""
        return await self._add(
            session,
            Message(chat_id=chat_id, kind=MessageKind.DOCUMENT, text=content, file_name=name, created_at=self.now()),
        )

    async def send_photo(
        self,
        session: AsyncSession,
        chat_id: int,
        content: bytes,
        caption: str,
        buttons: Rows = (),
        *,
        expires_at: datetime | None = None,
    ) -> int:
        """Queue a picture (PNG), as durable and in the same order as what is said, and return its ref."""
        ref = await self._add(session, Message(
            chat_id=chat_id, kind=MessageKind.PHOTO, text=caption, buttons=pack(buttons), expires_at=expires_at,
            created_at=self.now(),
        ))  # fmt: skip
        await pictures.keep(session, ref, chat_id, content)
        return ref

    async def edit_photo(
        self,
        session: AsyncSession,
        ref: int,
        content: bytes,
        caption: str,
        buttons: Rows = (),
        *,
        chat_id: int,
        expires_at: datetime | None = None,
    ) -> None:
        """Put another picture in place of what the message of `ref` shows. Of several edits the newest wins."""
        await messages.supersede(session, ref)
        edit_ref = await self._add(session, Message(
            chat_id=chat_id, kind=MessageKind.PHOTO_EDIT, text=caption, buttons=pack(buttons), target_ref=ref,
            expires_at=expires_at, created_at=self.now(),
        ))  # fmt: skip
        await pictures.keep(session, edit_ref, chat_id, content)

    async def edit(
        self, session: AsyncSession, ref: int, text: str, buttons: Rows = (), *, chat_id: int | None = None
    ) -> None:
        """Rewrite the message that `ref` became, once it is delivered. Of several edits the newest wins.

        The caller who knows the chat saves the question for it.
        """
        await messages.supersede(session, ref)
        await self._about(session, ref, Message(
            chat_id=chat_id or 0, kind=MessageKind.EDIT, text=text, buttons=pack(buttons), target_ref=ref,
            created_at=self.now(),
        ))  # fmt: skip

    async def delete(self, session: AsyncSession, ref: int) -> None:
        """Take the message back that `ref` became."""
        await messages.supersede(session, ref)
        await self._about(
            session, ref, Message(chat_id=0, kind=MessageKind.DELETE, target_ref=ref, created_at=self.now())
        )

    async def run(self) -> None:
        """Deliver until cancelled; what is under way then is finished first, the rest stays in the database."""
        self._closing.clear()
        self._running = True
        try:
            while True:
                await self._open_waiting()
                try:
                    async with asyncio.timeout(self._poll):
                        await self._look.wait()
                except TimeoutError:
                    continue
        finally:
            self._running = False
            await self._finish()

    async def _about(self, session: AsyncSession, ref: int, message: Message) -> None:
        if not message.chat_id:
            chat_id = await messages.chat_of(session, ref)
            if chat_id is None:
                log.warning("메시지 %d이(가) 정리되어 %s하지 않아요.", ref, message.kind)
                return
            message.chat_id = chat_id
        await self._add(session, message)

    async def _add(self, session: AsyncSession, message: Message) -> int:
        ref = await messages.add(session, message)
        firsts: dict[int, Message] = session.info.setdefault("outbox", {})
        if not firsts:
            event.listen(session.sync_session, "after_commit", self._committed)
        firsts.setdefault(message.chat_id, message)
        return ref

    def _committed(self, session: Session) -> None:
        for chat_id, first in session.info["outbox"].items():
            known = first.id is not None and first.kind in SAID and first.not_before is None
            self._open_lane(chat_id, first if known and not self._behind else None)

    async def _open_waiting(self) -> None:
        self._look.clear()
        before = self._passed_by
        try:
            async with self._database.read() as session:
                chats = await messages.waiting_chats(session, self.now(), besides=list(self._lanes), limit=LANES)
        except (StorageBusy, StorageDown):
            log.warning("보낼 메시지를 읽지 못했어요. %g초 뒤에 다시 읽어요.", self._poll)
            return
        self._behind = len(chats) + len(self._lanes) >= LANES or self._passed_by != before
        for chat_id in chats:
            self._open_lane(chat_id)

    def _open_lane(self, chat_id: int, first: Message | None = None) -> None:
        """Serve a chat. `first` is its only waiting row, or the first of them, where that is certain."""
        if (lane := self._lanes.get(chat_id)) is not None:
            lane.more = True
        elif self._running and len(self._lanes) < LANES:
            lane = Lane(
                chat_id, self._database, self._messenger, self._pace, self._closing, self._backoff, self.now, first
            )
            task = asyncio.create_task(lane.run(), name=f"outbox-{chat_id}")
            self._lanes[chat_id] = lane
            self._tasks[task] = lane
            task.add_done_callback(partial(self._closed, lane))
        else:
            self._pass_by()

    def _pass_by(self) -> None:
        """A row was written that no lane has heard of: until the next look no commit can know the first row."""
        self._behind = True
        self._passed_by += 1

    def _closed(self, lane: Lane, task: asyncio.Task[None]) -> None:
        if lane.more:
            self._pass_by()
        if lane.more or len(self._lanes) == LANES:
            self._look.set()
        del self._lanes[lane.chat_id]
        del self._tasks[task]
        if not task.cancelled() and (error := task.exception()) is not None:
            self._pass_by()
            log.error("a lane of the outbox broke; the next look opens it again", exc_info=error)

    async def _finish(self) -> None:
        if well := [task for task, lane in self._tasks.items() if not lane.in_trouble]:
            await asyncio.wait(well, timeout=DRAIN)
        self._closing.set()
        if not self._tasks:
            return
        _, late = await asyncio.wait(list(self._tasks), timeout=GRACE)
        for task in late:
            task.cancel()
        if late:
            log.warning("메시지 %d건이 %g초 안에 끝나지 않았어요. 다음 시작 때 다시 보내요.", len(late), GRACE)
            await asyncio.wait(late, timeout=GRACE)
