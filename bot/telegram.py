"""The edge towards Telegram: updates become `Incoming`, the command table becomes the menu.

Only this module, `messenger` and `localchat` know Telegram's own types.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from telegram import BotCommand, CallbackQuery, Message, Update
from telegram.error import BadRequest, InvalidToken, TelegramError
from telegram.ext import Application, TypeHandler

from bot.buttons import Press
from bot.chat import Incoming
from bot.commands.router import Router
from bot.commands.table import COMMANDS
from bot.errors import SetupError
from bot.settings import Settings

log = logging.getLogger(__name__)

UPDATES = ["message", "callback_query"]
TOAST_LIMIT = 200
RETRY = 3.0
"""Seconds between attempts to reach Telegram at the start."""

App = Application[Any, Any, Any, Any, Any, Any]


def build(settings: Settings) -> App:
    """A PTB application for the server in the settings. Pacing and retries are the outbox's work, not PTB's."""
    builder = Application.builder().token(settings.telegram_token).job_queue(None).concurrent_updates(True)
    origin = settings.telegram_origin.rstrip("/")
    builder = builder.base_url(f"{origin}/bot").base_file_url(f"{origin}/file/bot")
    return (
        builder.connect_timeout(5).read_timeout(15).write_timeout(15).pool_timeout(5).connection_pool_size(32).build()
    )


@dataclass(slots=True)
class Telegram:
    """Receives updates, by polling or by webhook, and hands them to the router."""

    settings: Settings
    application: App
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    @asynccontextmanager
    async def receiving(self, router: Router) -> AsyncIterator[None]:
        """Receive updates while the block runs; on leaving, what has begun is finished first."""
        self.application.add_handler(TypeHandler(Update, lambda update, _: receive(router, update)))
        opening = asyncio.create_task(self._open(), name="telegram")
        try:
            yield
        finally:
            opening.cancel()
            await asyncio.gather(opening, return_exceptions=True)
            await self._close()

    async def feed(self, update: dict[str, Any]) -> None:
        """Take an update that came by webhook."""
        await self.application.update_queue.put(Update.de_json(update, self.application.bot))

    async def _open(self) -> None:
        """Connect, however long Telegram is away: fills are listened for meanwhile."""
        while True:
            try:
                await self._start()
            except InvalidToken as error:
                raise SetupError("TELEGRAM_TOKEN이 맞지 않아요. BotFather에서 토큰을 다시 확인해 주세요.") from error
            except TelegramError as error:
                log.warning(
                    "텔레그램에 연결하지 못했어요 (%s). %.0f초 뒤에 다시 시도해요.", type(error).__name__, RETRY
                )
                await asyncio.sleep(RETRY)
            else:
                self.ready.set()
                return

    async def _start(self) -> None:
        app, settings = self.application, self.settings
        await app.initialize()
        await app.bot.set_my_commands(menu())
        await app.bot.set_my_commands(menu(), language_code="ko")
        if settings.webhook_url:
            await app.bot.set_webhook(
                settings.webhook_url, secret_token=settings.webhook_secret, allowed_updates=UPDATES
            )
        elif app.updater is not None and not app.updater.running:
            await app.updater.start_polling(timeout=25, allowed_updates=UPDATES, bootstrap_retries=-1)
        if not app.running:
            await app.start()

    async def _close(self) -> None:
        app = self.application
        if app.updater is not None and app.updater.running:
            await app.updater.stop()
        if app.running:
            await app.stop()
        await app.shutdown()


def menu() -> list[BotCommand]:
    """Telegram's command menu, from the command table."""
    return [BotCommand(command.slash, f"{command.names[0]} · {command.help}") for command in COMMANDS]


async def receive(router: Router, update: Update) -> None:
    """Turn one update into an `Incoming` and let the router take it."""
    if update.callback_query is not None:
        await _pressed(router, update.callback_query)
    elif update.message is not None:
        await _said(router, update.message)


async def _said(router: Router, message: Message) -> None:
    if message.from_user is None or message.from_user.is_bot:
        return

    async def no_toast(_: str) -> None:
        """A message has no button to answer."""

    async def forget() -> None:
        await message.delete()

    incoming = Incoming(
        user_id=message.from_user.id,
        user_name=message.from_user.full_name,
        chat_id=message.chat.id,
        private=message.chat.type == message.chat.PRIVATE,
        text=message.text or "",
        message_id=message.message_id,
        language=message.from_user.language_code or "ko",
    )
    await router.take(incoming, no_toast, forget)


async def _pressed(router: Router, query: CallbackQuery) -> None:
    if query.message is None:
        return
    answered = False

    async def toast(text: str) -> None:
        nonlocal answered
        answered = True
        await _answer(query, text)

    async def forget() -> None:
        """The message with the button is the bot's own; nothing of the user's to delete."""

    incoming = Incoming(
        user_id=query.from_user.id,
        user_name=query.from_user.full_name,
        chat_id=query.message.chat.id,
        private=query.message.chat.type == query.message.chat.PRIVATE,
        message_id=query.message.message_id,
        press=Press.parse(query.data or ""),
        language=query.from_user.language_code or "ko",
    )
    await router.take(incoming, toast, forget)
    if not answered:
        await _answer(query, "")


async def _answer(query: CallbackQuery, text: str) -> None:
    try:
        await query.answer(text[:TOAST_LIMIT] or None)
    except BadRequest:
        log.debug("a press was answered too late for Telegram")
    except TelegramError as error:
        log.warning("버튼에 답하지 못했어요: %s", type(error).__name__)
