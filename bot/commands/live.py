"""실시간: a message that follows the market for a minute."""

from __future__ import annotations

from typing import Protocol

from bot import markets
from bot.channel_table import Kind, Place
from bot.chat import Chat
from bot.commands import quote
from bot.commands.command import Command, OnPress
from bot.commands.quote import CODE, look_up, named, unknown
from bot.errors import NotFound, StaleButton
from bot.i18n import later, say
from bot.live.wish import WORDS, Wanted, Wish
from bot.names import by_key
from bot.storage import messages
from bot.typed import typed_line
from bot.views import failures
from bot.views import live as views
from bot.views.choosing import options
from bot.views.quote import ShowLive
from bot.views.text import Card
from kis.derivatives.contracts import ContractCode
from kis.errors import NotOffered
from kis.market.fees import Market
from kis.market.ticks import Board
from kis.symbols import Ambiguous, Instrument

EXAMPLE = "실시간 삼성전자"


class _Pressed(Protocol):
    """What the presses of a view carry."""

    @property
    def symbol(self) -> str: ...
    @property
    def live(self) -> str: ...
    @property
    def place(self) -> str: ...


async def live(chat: Chat) -> None:
    """`실시간 삼성전자`, `실시간 호가 NXT 삼성전자`."""
    wanted = Wanted.read(chat.text)
    if not wanted.name:
        raise NotFound(say("어느 종목인지 적어 주세요. 예: {example}", example=typed_line(EXAMPLE)))
    found = look_up(await chat.services.finding.of(chat.user.id), wanted.name) or _contract(wanted.name)
    if found is None:
        raise unknown(wanted.name)
    if isinstance(found, Ambiguous):
        place = wanted.place or ""
        turn = options(wanted.name, found.candidates, lambda key: views.TurnLive(key, wanted.kind, place))
        await chat.reply(*turn)
    else:
        await _begin(chat, Wish(found, wanted.kind, wanted.place))


async def show(chat: Chat) -> None:
    """`실시간` pressed under a quote or a book."""
    press = chat.press(ShowLive)
    await _begin(chat, _wish(chat, press.symbol, press.live, ""))


async def turn(chat: Chat) -> None:
    """Something else, another venue, 다시 보기: in the same message."""
    await _go_on(chat, _pressed(chat, chat.press(views.TurnLive)))


async def more(chat: Chat) -> None:
    """`1분 더` pressed; a view that is over begins anew."""
    wish = _pressed(chat, chat.press(views.MoreLive))
    if chat.services.screens.more(chat.user.id, await _ref(chat)):
        await chat.toast(say("1분 더 볼게요."))
    else:
        await _go_on(chat, wish)


async def stop(chat: Chat) -> None:
    """`그만` pressed."""
    wish = _pressed(chat, chat.press(views.StopLive))
    if not await chat.services.screens.stop(chat.user.id, await _ref(chat)):
        await chat.edit(*views.over(wish, chat.services.connections.of(chat.user).environment))


async def _begin(chat: Chat, wish: Wish) -> None:
    async def reply(card: Card) -> int:
        return await chat.reply(*card)

    try:
        await chat.services.screens.begin(chat.user, chat.incoming.chat_id, wish, reply)
    except NotOffered as error:
        await chat.reply(*views.lacking(failures.reason(error), await quote.card(chat, wish.instrument)))


async def _go_on(chat: Chat, wish: Wish) -> None:
    ref = await _ref(chat)
    if ref is None:
        await _begin(chat, wish)
        return

    async def rewrite(card: Card) -> int:
        async with chat.services.database.begin() as session:
            await chat.services.outbox.edit(session, ref, *card, chat_id=chat.incoming.chat_id)
        return ref

    try:
        await chat.services.screens.begin(chat.user, chat.incoming.chat_id, wish, rewrite, instead_of=ref)
    except NotOffered as error:
        await chat.reply(*views.lacking(failures.reason(error), await quote.card(chat, wish.instrument)))


async def _ref(chat: Chat) -> int | None:
    """The message whose button was pressed, as the outbox knows it."""
    async with chat.services.database.read() as session:
        return await messages.ref_of(session, chat.incoming.chat_id, chat.incoming.message_id)


def _pressed(chat: Chat, press: _Pressed) -> Wish:
    return _wish(chat, press.symbol, press.live, press.place)


def _wish(chat: Chat, key: str, kind: str, place: str) -> Wish:
    """Raises `StaleButton`."""
    if kind not in list(Kind) or (place and place not in list(Place)):
        raise StaleButton
    known = by_key(chat.services.symbols, key) or (None if CODE.fullmatch(key) else _contract(key))
    return Wish(known or named(chat, key), Kind(kind), Place(place) if place else None)


def _contract(text: str) -> Instrument | None:
    """A future or an option that no list knows, as those on gold, bonds and currencies, by its code."""
    if (known := markets.contract(text)) is not None:
        return known
    try:
        code = ContractCode.parse(text)
    except ValueError:
        return None
    option = code.kind.is_option
    name = text.strip().upper()
    board = Board.INDEX_OPTION if option else Board.INDEX_FUTURE
    return Instrument(name, name, Market.OPTION if option else Market.FUTURE, board)


COMMANDS = (
    Command(
        ("실시간",),
        "live",
        later("1분 동안 저절로 바뀌는 시세. 호가·예상·프로그램·회원사도"),
        live,
        (EXAMPLE, "실시간 호가 애플", "실시간 지수", "실시간 NXT 삼성전자"),
        topic="시세",
        words=WORDS,
    ),
)
PRESSES = (
    OnPress(ShowLive, show),
    OnPress(views.TurnLive, turn),
    OnPress(views.MoreLive, more),
    OnPress(views.StopLive, stop),
)
