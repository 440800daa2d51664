"""One chat's way out: its waiting rows, one after the other, each until it is settled."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot import digest
from bot.buttons import unpack
from bot.delivery import DeliveryError, Flooded, Gone, Messenger, Refused, TryLater, Unreachable
from bot.errors import StorageBusy, StorageDown
from bot.pace import Pace
from bot.storage import messages, pictures, users
from bot.storage.database import Database
from bot.storage.states import MessageKind
from bot.storage.tables import Message

log = logging.getLogger(__name__)

LATER = timedelta(seconds=30)
"""Until a message that cannot be said, for a reason nobody foresaw, is tried again."""


class Lane:
    """Runs while its chat has something waiting. Set `more` when a row is added, so that it does not end too early.

    It reads its next row anew each time, so a back-off never ends in sending what a newer edit has replaced. Only the
    `first` row may be handed over by the commit that wrote it, as reading it would cost a fill two milliseconds.
    """

    def __init__(
        self,
        chat_id: int,
        database: Database,
        messenger: Messenger,
        pace: Pace,
        closing: asyncio.Event,
        backoff: tuple[float, float],
        now: Callable[[], datetime],
        first: Message | None = None,
    ) -> None:
        self.chat_id = chat_id
        self.more = False
        self.in_trouble = False
        """Whether the last attempt failed, so that the next one may take long."""
        self._database = database
        self._messenger = messenger
        self._pace = pace
        self._closing = closing
        self._least, self._most = backoff
        self._now = now
        self._handed = first

    async def run(self) -> None:
        """Deliver until nothing waits, or the outbox closes."""
        failures = 0
        while not self._closing.is_set():
            self.more = False
            try:
                if not await self._step() and not self.more:
                    return
                failures, self.in_trouble = 0, False
            except Flooded as error:
                self.in_trouble = True
                log.warning(
                    "채팅 %d: 텔레그램이 %g초 동안 쉬라고 해요. 그 뒤에 이어서 보내요.", self.chat_id, error.seconds
                )
                self._pace.hush(self.chat_id, error.seconds)
            except (TryLater, StorageBusy, StorageDown) as error:
                failures, self.in_trouble = failures + 1, True
                await self._back_off(failures, error)

    async def _step(self) -> bool:
        """Settle the next row. False if there is none."""
        found = (self._handed, None) if self._handed is not None else await self._head()
        self._handed = None
        if found is not None and await self._waited():
            found = await self._head()
        if found is None:
            return False
        if found[0].kind is MessageKind.DEFERRED:
            await digest.gather(self._database, self.chat_id, self._now())
        elif not self._closing.is_set():
            await self._deliver(*found)
        return True

    async def _head(self) -> tuple[Message, Message | None] | None:
        async with self._database.read() as session:
            return await messages.head(session, self.chat_id, self._now())

    async def _waited(self) -> bool:
        """Wait for the chat's moment. Whether that took any time."""
        waited = False
        for moment in (self._pace.silence, self._pace.chat, self._pace.overall):
            if (delay := moment(self.chat_id)) > 0:
                await self._pause(delay)
                waited = True
        return waited

    async def _deliver(self, message: Message, target: Message | None) -> None:
        if self._stale(message) or (target is not None and target.message_id is None and self._stale(target)):
            await self._settle(message, None, delivered=False)
            return
        try:
            message_id = await self._say(message, target)
        except Unreachable:
            log.warning("채팅 %d: 사용자가 봇을 차단했거나 없어졌어요. 기다리던 메시지를 그만 보내요.", self.chat_id)
            await self._block()
        except Refused as error:
            log.error("채팅 %d: 텔레그램이 메시지 %d을(를) 받지 않아 버려요: %s", self.chat_id, message.id, error)
            await self._settle(message, None, delivered=False)
        except DeliveryError:
            raise
        except Exception:  # a mistake of ours in one message must not silence its chat
            log.exception("채팅 %d: 메시지 %d을(를) 보내지 못해 %s 뒤에 다시 해요", self.chat_id, message.id, LATER)
            async with self._database.begin() as session:
                await messages.postpone(session, message.id, self._now() + LATER)
        else:
            await self._settle(message, message_id, delivered=True)

    async def _say(self, message: Message, target: Message | None) -> int | None:
        """Say it; the id of the new message if there is one."""
        if message.kind is MessageKind.DELETE:
            if target is not None and target.message_id is not None:
                await self._messenger.delete(self.chat_id, target.message_id)
            return None
        if message.kind is MessageKind.DOCUMENT:
            name, content = message.file_name or "file", message.text.encode()
            return await self._messenger.document(self.chat_id, name, content, silent=message.silent)
        picture = await self._picture(message)
        try:
            return await self._write(message, target, picture, plain=False)
        except Refused as error:
            log.warning("채팅 %d: 메시지 %d을(를) 서식 없이 보내요: %s", self.chat_id, message.id, error)
            return await self._write(message, target, picture, plain=True)

    async def _picture(self, message: Message) -> bytes | None:
        """What the row shows, None for words alone. Raises `Refused` where a newer picture has taken its place."""
        if message.kind not in pictures.PICTURED:
            return None
        async with self._database.read() as session:
            content = await pictures.of(session, message.id)
        if content is None:
            raise Refused("its picture is not kept any more")
        return content

    async def _write(
        self, message: Message, target: Message | None, picture: bytes | None, *, plain: bool
    ) -> int | None:
        text, buttons = message.text, unpack(message.buttons)
        if message.target_ref is not None and target is not None and target.message_id is not None:
            try:
                if picture is None:
                    await self._messenger.edit(self.chat_id, target.message_id, text, buttons, plain=plain)
                else:
                    await self._messenger.edit_photo(
                        self.chat_id, target.message_id, picture, text, buttons, plain=plain
                    )
            except Gone:
                log.info("채팅 %d: 고칠 메시지가 없어 새로 보내요.", self.chat_id)
            else:
                return None
        if picture is not None:
            return await self._messenger.photo(self.chat_id, picture, text, buttons, silent=message.silent, plain=plain)
        protected = MessageKind.GUARDED in (message.kind, target and target.kind)
        return await self._messenger.send(
            self.chat_id, text, buttons, silent=message.silent, plain=plain, protected=protected
        )

    async def _settle(self, message: Message, message_id: int | None, *, delivered: bool) -> None:
        """Record what became of a row. Not before that is done may the chat go on, or it would hear things twice."""
        failures = 0
        while True:
            try:
                async with self._database.begin() as session:
                    await self._record(session, message, message_id, delivered=delivered)
                return
            except (StorageBusy, StorageDown) as error:
                if self._closing.is_set():
                    log.error("메시지 %d을(를) 보냈지만 기록하지 못했어요. 다음 시작 때 한 번 더 보내요.", message.id)
                    return
                failures += 1
                await self._back_off(failures, error)

    async def _record(
        self, session: AsyncSession, message: Message, message_id: int | None, *, delivered: bool
    ) -> None:
        if delivered:
            await messages.sent(session, message.id, message_id, self._now())
        else:
            await messages.drop(session, message.id)
        if message.kind in pictures.PICTURED:
            await pictures.sweep(session)
        if delivered and message.kind is MessageKind.DOCUMENT:
            await messages.scrub(session, message.id)
        if message.target_ref is not None and message_id is not None:
            await messages.moved(session, message.target_ref, message_id)

    async def _block(self) -> None:
        async with self._database.begin() as session:
            await messages.block(session, self.chat_id)
            await pictures.sweep(session)
            await users.mark_blocked(session, self.chat_id, self._now())

    def _stale(self, message: Message) -> bool:
        return message.expires_at is not None and message.expires_at <= self._now()

    async def _back_off(self, failures: int, error: Exception) -> None:
        delay = min(self._most, self._least * 2 ** min(failures - 1, 16))
        log.warning(
            "채팅 %d: 보내지 못해 %g초 뒤에 다시 해요 (%s: %s)", self.chat_id, delay, type(error).__name__, error
        )
        await self._pause(delay)

    async def _pause(self, seconds: float) -> None:
        """Wait, but not while the outbox closes."""
        try:
            async with asyncio.timeout(seconds):
                await self._closing.wait()
        except TimeoutError:
            return
