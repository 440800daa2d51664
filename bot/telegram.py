"""The edge towards Telegram: updates become `Incoming`, the command table becomes the menu.

Only this module, `reading`, `inbox`, `messenger` and `localchat` know Telegram's own types.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import httpx
from telegram import Bot, BotCommand, CallbackQuery, Message, Update
from telegram.error import BadRequest, Conflict, InvalidToken, TelegramError
from telegram.ext import Application, TypeHandler
from telegram.request import HTTPXRequest

from bot import reading
from bot.chat import Incoming
from bot.commands.router import Router
from bot.commands.table import COMMANDS
from bot.errors import SetupError
from bot.i18n import say, speaking
from bot.inbox import Inbox, PatientBot
from bot.offering import answered
from bot.settings import Settings
from bot.storage.states import Language
from bot.tasks import Tasks
from kis.transport import tls

log = logging.getLogger(__name__)

UPDATES = ["message", "callback_query", "inline_query", "chosen_inline_result"]
TOAST_LIMIT = 200
RETRY = 3.0
"""Seconds between attempts to reach Telegram at the start."""

STOP = 3.0
"""Seconds that each step of stopping may take."""
CONNECTIONS = 32
KEEP = 50.0
"""Seconds that an idle connection is kept: five, httpx's own choice, would put a TLS handshake before most messages."""
QUEUE = 1_000
"""Updates that may wait in memory; then no more are fetched."""
WEBHOOK = 0.5
"""Seconds that a webhook call is answered late while its update is under way: Telegram brings nothing else of the chat
meanwhile, and 정지 has to hold within a second."""

App = Application[Any, Any, Any, Any, Any, Any]


def build(settings: Settings, inbox: Inbox) -> App:
    """A PTB application for the server in the settings. Pacing and retries are the outbox's work, not PTB's."""
    origin = settings.telegram_origin.rstrip("/")
    limits = httpx.Limits(max_connections=CONNECTIONS, keepalive_expiry=KEEP)
    request = HTTPXRequest(
        CONNECTIONS, connect_timeout=5, read_timeout=15, write_timeout=15, pool_timeout=5,
        httpx_kwargs={"limits": limits, "verify": tls(origin)},
    )  # fmt: skip
    bot = PatientBot(
        inbox,
        settings.telegram_token,
        base_url=f"{origin}/bot",
        base_file_url=f"{origin}/file/bot",
        request=request,
        # Two for polling: one that is cut off while it connects is not given back, and the last call needs one.
        get_updates_request=HTTPXRequest(2, httpx_kwargs={"verify": tls(origin)}),
    )
    builder = Application.builder().bot(bot).job_queue(None).concurrent_updates(True)
    return builder.update_queue(asyncio.Queue(QUEUE)).build()


class Telegram:
    """Receives updates, by polling or by webhook, and hands them to the router."""

    def __init__(self, settings: Settings) -> None:
        self._inbox = Inbox()
        self.application = build(settings, self._inbox)
        self.ready = asyncio.Event()
        self._settings = settings

    @property
    def bot(self) -> Bot:
        """For sending, which works whether or not anything is received."""
        bot: Bot = self.application.bot
        return bot

    @asynccontextmanager
    async def receiving(self, router: Router, tasks: Tasks) -> AsyncIterator[None]:
        """Receive updates while the block runs; on leaving, what has begun is finished first."""
        self.application.add_handler(TypeHandler(Update, lambda update, _: self._receive(router, update)))
        async with tasks.running(self._open(), "telegram"):
            try:
                yield
            finally:
                await self._stop()

    async def close(self) -> None:
        """Close the connections; the last thing, since the outbox speaks until then."""
        await self.application.shutdown()

    async def feed(self, update: dict[str, Any]) -> None:
        """Take an update that came by webhook and wait a moment until it is done: Telegram brings again what it has no
        answer to. Raises `ValueError` for what is none.
        """
        try:
            read = Update.de_json(update, self.application.bot)
            concerns_us = _read(read) is not None and reading.is_number(read.update_id)
        except (KeyError, TypeError, AttributeError, OverflowError, OSError) as error:
            raise ValueError("not an update") from error
        if not concerns_us:
            return
        for new in self._inbox.take([read]):
            await self.application.update_queue.put(new)
        await self._inbox.handled(read.update_id, WEBHOOK)

    async def _receive(self, router: Router, update: Update) -> None:
        try:
            await receive(router, update)
        finally:
            self._inbox.done(update.update_id)

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
        app, settings = self.application, self._settings
        await app.initialize()
        await app.bot.set_my_commands(menu(Language.KOREAN))
        for language in Language:
            await app.bot.set_my_commands(menu(language), language_code=language.value)
        if settings.webhook_url:
            await app.bot.set_webhook(
                settings.webhook_url, secret_token=settings.webhook_secret, allowed_updates=UPDATES
            )
        elif app.updater is not None and not app.updater.running:
            await app.updater.start_polling(
                timeout=25, allowed_updates=UPDATES, bootstrap_retries=-1, error_callback=_polling_failed
            )
        if not app.running:
            await app.start()

    async def _stop(self) -> None:
        """Take no more, finish what was taken, and let Telegram forget that. A Telegram that does not answer must not
        hold up the end.
        """
        app = self.application
        self._inbox.closing = True
        polled = app.updater is not None and app.updater.running
        if app.updater is not None and polled:
            await _within(app.updater.stop(), "텔레그램 수신을 제때 멈추지 못했어요")
        if app.running:
            await _within(app.stop(), "하던 일을 제때 끝내지 못했어요")
        if polled and (offset := self._inbox.next) is not None:
            done = _try(app.bot.get_updates(offset, timeout=0, allowed_updates=UPDATES))
            await _within(done, "텔레그램에 받은 것을 확인해 주지 못했어요")


async def _within(ending: Coroutine[Any, Any, None], sentence: str) -> None:
    try:
        async with asyncio.timeout(STOP):
            await ending
    except TimeoutError:
        log.warning("%s", sentence)


def _polling_failed(error: TelegramError) -> None:
    if isinstance(error, Conflict):
        log.error("다른 프로그램이 같은 봇 토큰으로 메시지를 받고 있어요. 하나만 켜 주세요.")
    else:
        log.warning("텔레그램에서 받지 못했어요 (%s). 다시 시도해요.", type(error).__name__)


def menu(language: Language) -> list[BotCommand]:
    """Telegram's command menu, from the command table."""
    with speaking(language):
        words = "{name} · {help}" if language is Language.KOREAN else "{help}"
        return [
            BotCommand(command.slash, words.format(name=command.names[0], help=say(command.help)))
            for command in COMMANDS
        ]


async def receive(router: Router, update: Update) -> None:
    """Turn one update into an `Incoming` and let the router take it; one that is not whole is passed over."""
    try:
        typed, found = reading.typed(update), _read(update)
    except (AttributeError, TypeError):
        log.warning("텔레그램이 보낸 것 하나를 읽지 못해 넘겨요.")
        return
    if typed is not None:
        await _offer(router, update, typed)
    if found is None:
        return
    incoming, edge = found
    await router.take(incoming, edge)
    if isinstance(edge, _Pressed):
        await edge.finish()


def _read(update: Update) -> tuple[Incoming, _Said | _Pressed] | None:
    """What was said or pressed; None for every other kind. Raises `AttributeError` or `TypeError` for half of it."""
    if (query := update.callback_query) is not None:
        return None if query.message is None else (reading.sound(reading.press(query, query.message)), _Pressed(query))
    message = update.message
    if message is None or message.from_user is None or message.from_user.is_bot or _is_own(message):
        return None
    return reading.sound(reading.words(message, message.from_user)), _Said(message)


async def _offer(router: Router, update: Update, typed: Incoming) -> None:
    """What is typed behind the bot's name is answered with a list; what was chosen of one, with nothing."""
    if (asked := update.inline_query) is not None:
        await _try(answered(asked, await router.suggest(typed)))
    elif (chosen := update.chosen_inline_result) is not None:
        await router.chose(typed, chosen.result_id)


def _is_own(message: Message) -> bool:
    """Whether inline mode offered it: what a person sends then is the bot's own text, and no command.

    A bot's token begins with its id, which is known before Telegram has been asked for it.
    """
    return message.via_bot is not None and str(message.via_bot.id) == message.get_bot().token.partition(":")[0]


class _Said:
    """What can be done about a message."""

    def __init__(self, message: Message) -> None:
        self._message = message

    async def toast(self, text: str) -> None:
        """A message has no button to answer."""

    async def forget(self) -> bool:
        try:
            return await self._message.delete()
        except TelegramError as error:
            log.warning("텔레그램이 메시지를 지우지 않았어요: %s", type(error).__name__)
            return False

    async def tell(self, text: str) -> None:
        await _try(self._message.get_bot().send_message(self._message.chat.id, text))

    async def leave(self) -> None:
        await _try(self._message.get_bot().leave_chat(self._message.chat.id))


class _Pressed:
    """What can be done about a press. The button's spinner turns until it is answered."""

    def __init__(self, query: CallbackQuery) -> None:
        self._query = query
        self._answered = False

    async def toast(self, text: str) -> None:
        self._answered = True
        await _try(self._query.answer(text[:TOAST_LIMIT] or None))

    async def forget(self) -> bool:
        """The message with the button is the bot's own."""
        return True

    async def tell(self, text: str) -> None:
        """The toast has told it."""

    async def leave(self) -> None:
        """Where there is a button of the bot, it was welcome."""

    async def finish(self) -> None:
        """Stop the spinner if no toast has."""
        if not self._answered:
            await self.toast("")


async def _try(call: Awaitable[object]) -> None:
    """Carry out what is nice to have: a late answer to a press, a word on a failing database."""
    try:
        await call
    except BadRequest as error:
        log.debug("Telegram did not take it any more: %s", error.message)
    except TelegramError as error:
        log.warning("텔레그램에 답하지 못했어요: %s", type(error).__name__)
