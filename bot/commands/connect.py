"""연결: the user's account at KIS, by a one-time link or, where allowed, typed into the chat."""

from __future__ import annotations

from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import Chat
from bot.commands.command import Command, OnPress
from bot.commands.pad import need_unlock
from bot.connection import Connection
from bot.errors import StaleButton, UserError
from bot.i18n import later, say
from bot.locks import Locked
from bot.outbox import Outbox
from bot.pushing import push
from bot.storage import credentials as store
from bot.storage import orders as order_store
from bot.storage import unsettled
from bot.storage.database import Database
from bot.storage.states import LinkPurpose, Topic
from bot.storage.tables import Credential
from bot.typed import typed_line
from bot.views import connect as views
from bot.views.text import Card
from bot.web.links import LIFE
from kis.credentials import Account, Credentials, Environment
from kis.errors import Unauthorized

WORDS = {"모의": Environment.PAPER, "실전": Environment.REAL, "paper": Environment.PAPER, "real": Environment.REAL}
DISCONNECT = ("해제", "끊기")
LINK = "링크"


async def connect(chat: Chat) -> None:
    """`연결`, `연결 링크`, `연결 해제`, `연결 모의 앱키 앱시크릿 계좌 HTS아이디`."""
    words = chat.words
    if not words or (len(words) == 1 and words[0] in WORDS):
        await need_unlock(chat)
        await chat.reply(*await _entrance(chat), guarded=True)
    elif words == [LINK]:
        await need_unlock(chat)
        await chat.reply(*await _link(chat), guarded=True)
    elif words[0] in DISCONNECT:
        await _offer_removal(chat)
    else:
        await _typed(chat)


async def ask_removal(chat: Chat) -> None:
    """An account chosen."""
    await chat.edit(*await _sure(chat, _environment(chat.press(views.AskDisconnect).environment)))


async def remove(chat: Chat) -> None:
    """`연결 해제` pressed."""
    environment = _environment(chat.press(views.Disconnect).environment)
    await need_unlock(chat)
    was_there = await chat.services.connections.remove(chat.user.id, environment)
    async with chat.services.database.read() as session:
        others = [row.environment for row in await store.of_user(session, chat.user.id)]
    await chat.edit(views.disconnected(environment, was_there=was_there, others=others))


async def keep(chat: Chat) -> None:
    """`취소` pressed."""
    await chat.edit(say(views.KEPT))


def parse(words: list[str]) -> Credentials | None:
    """Read environment, app key, app secret, account, HTS id; None if it is not that.

    Raises `Unauthorized`, which never repeats what was typed.
    """
    if len(words) != 5 or words[0] not in WORDS:
        return None
    environment, app_key, app_secret, account, hts_id = words
    return Credentials(WORDS[environment], app_key, app_secret, Account.parse(account), hts_id)


async def take_off(chat: Chat) -> None:
    """Delete what the user has just said; if Telegram will not, the user has to, and is told so however late."""
    if not await chat.forget():
        await chat.reply(say(views.UNDELETED), lasting=True)


async def typed_elsewhere(chat: Chat) -> None:
    """A key where no key is asked for: it is repeated nowhere, and taken off the screen."""
    await take_off(chat)
    await chat.reply(say(views.TYPED_OFF))


async def _entrance(chat: Chat) -> Card:
    app = chat.services.links.app(LinkPurpose.CONNECT)
    return await _link(chat) if app is None else views.app(app)


async def _link(chat: Chat) -> Card:
    """For any browser: a Mini App opens in Telegram's own apps only."""
    return views.link(await chat.services.links.create(chat.user.id), int(LIFE.total_seconds() // 60))


async def _typed(chat: Chat) -> None:
    """Keys in the chat: off the screen at once, whether right or wrong."""
    await take_off(chat)
    if not chat.services.settings.connect_in_chat:
        await chat.reply(say(views.TYPED_OFF))
        return
    try:
        await need_unlock(chat)
    except Locked:
        await chat.reply(say(views.TYPED_LOCKED))
        return
    try:
        credentials = parse(chat.words)
    except Unauthorized as error:
        raise UserError(error.message) from error
    if credentials is None:
        await chat.reply(say(views.TYPED_WRONG, example=typed_line(views.EXAMPLE)))
        return
    await chat.reply(say(views.CHECKING))
    await chat.services.connections.try_out(credentials)
    await chat.services.connections.connect(chat.user.id, credentials, views.BY_CHAT, partial(_told, chat))


async def _told(chat: Chat, session: AsyncSession, row: Credential) -> None:
    text = views.connected(row.environment, row.account_hint)
    await chat.services.outbox.send(session, chat.incoming.chat_id, text)


def _environment(word: str) -> Environment:
    try:
        return Environment(word)
    except ValueError:
        raise StaleButton from None


async def _offer_removal(chat: Chat) -> None:
    async with chat.services.database.read() as session:
        rows = await store.of_user(session, chat.user.id)
    if not rows:
        await chat.reply(say(views.NOTHING))
    elif len(rows) == 1:
        await chat.reply(*await _sure(chat, rows[0].environment))
    else:
        await chat.reply(*views.which([row.environment for row in rows]))


async def _sure(chat: Chat, environment: Environment) -> Card:
    async with chat.services.database.read() as session:
        rows = await store.of_user(session, chat.user.id)
        mine = next((row.id for row in rows if row.environment is environment), None)
        orders = () if mine is None else await order_store.open_of_credential(session, mine)
    return views.sure(environment, orders)


async def tell_mute(database: Database, outbox: Outbox, connection: Connection) -> None:
    """The account's order notices do not come: tell its owner what to check."""
    async with database.begin() as session:
        owner = await unsettled.owner(session, connection.user_id, connection.credential_id)
        await push(outbox, session, owner, Topic.CHECK, lambda: views.mute(connection.badge))


COMMANDS = (
    Command(
        ("연결", "키등록"),
        "connect",
        later("증권사 계좌 연결, 연결 해제"),
        connect,
        ("연결", "연결 해제"),
        topic="설정",
        words=(("off", "해제"), ("link", "링크")),
    ),
)
PRESSES = (
    OnPress(views.AskDisconnect, ask_removal),
    OnPress(views.Disconnect, remove),
    OnPress(views.KeepConnected, keep),
)
