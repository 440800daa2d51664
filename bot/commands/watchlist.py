"""관심: what the user looks at together; several lists by name."""

from __future__ import annotations

import re

from bot import hts
from bot.chat import Chat
from bot.commands.command import Command, OnPress
from bot.commands.quote import look_up, named, unknown
from bot.errors import NotFound, UserError
from bot.finding import Found
from bot.i18n import later, say
from bot.names import key_of
from bot.quoting.sources import source
from bot.typed import typed_line
from bot.views import hts as hts_views
from bot.views import watchlist as views
from bot.views.boards import not_in_paper
from bot.views.text import Card
from bot.watchlists import USUAL
from kis.errors import KisError, NotOffered
from kis.symbols import Ambiguous, Instrument

ADDING = frozenset({"추가", "더하기", "넣기", "add"})
REMOVING = frozenset({"삭제", "빼기", "제거", "remove"})
TAKING = frozenset({"가져오기", "hts", "import"})
ALL = frozenset({"전부", "모두", "all"})
EXAMPLE = "관심 추가 네이버"
_STRANGE = re.compile(r"[^0-9A-Za-z가-힣]")
_NAME_LIMIT = 10
"""Characters of a list's name."""
_APART = re.compile(r"\s*,\s*")


async def watchlist(chat: Chat) -> None:
    """`관심`, `관심 반도체`, `관심 추가 네이버, 카카오`, `관심 반도체 삭제 하이닉스`, `관심 가져오기`."""
    words = chat.words
    if chat.text.lower() in TAKING:
        await groups(chat)
        return
    place = next((at for at, word in enumerate(words) if word.lower() in ADDING | REMOVING), None)
    if place is None:
        await _show(chat, chat.text)
        return
    name, names = "".join(words[:place]) or USUAL, " ".join(words[place + 1 :])
    if not names:
        raise NotFound(say("어느 종목인지 적어 주세요. 예: {example}", example=typed_line(EXAMPLE)))
    if words[place].lower() in ADDING:
        await _add(chat, name, names)
    else:
        await _remove(chat, name, names)


async def groups(chat: Chat) -> None:
    """`관심 가져오기`: which group of HTS."""
    connections = chat.services.connections
    badge = connections.of(chat.user).badge
    try:
        found = await hts.groups(source(connections, chat.user))
    except NotOffered:
        await chat.reply(*not_in_paper(say("HTS 관심그룹"), badge))
    else:
        await chat.reply(*hts_views.groups_card(found, badge))


async def take(chat: Chat) -> None:
    """A group pressed: its stocks go on a list of its name, as many as there is room for."""
    connection = source(chat.services.connections, chat.user)
    found = await hts.group(connection, chat.services.symbols, chat.press(hts_views.TakeGroup).group)
    if not found.instruments:
        raise UserError(say("이 그룹에는 가져올 종목이 없어요. 「관심 추가 네이버」처럼 직접 넣을 수 있어요."))
    name = _STRANGE.sub("", found.name)[:_NAME_LIMIT] or USUAL
    left_out = await chat.services.watchlists.fill(chat.user.id, name, found.instruments)
    if note := hts_views.taken(found, left_out):
        await chat.reply(note)
    await chat.reply(*await _card(chat, name))


async def _show(chat: Chat, name: str) -> None:
    """A list; what is no list may be an instrument that should be on one."""
    listed = "".join(name.split())
    if not name or listed in await chat.services.watchlists.names(chat.user.id):
        await chat.reply(*await _card(chat, listed))
        return
    found = look_up(await chat.services.finding.of(chat.user.id), name)
    if isinstance(found, Ambiguous):
        await chat.reply(*views.choices(USUAL, name, found.candidates))
    elif found is not None:
        await chat.reply(*views.no_such_list(found))
    else:
        raise unknown(name)


async def _add(chat: Chat, name: str, names: str) -> None:
    clear, unclear = await _read(chat, names)
    if clear:
        await chat.services.watchlists.add(chat.user.id, name, clear)
    if clear or not unclear:
        await _changed(chat, name)
    for text, found in unclear:
        await chat.reply(*views.choices(name, text, found.candidates))


async def _remove(chat: Chat, name: str, names: str) -> None:
    if names.lower() in ALL:
        await chat.services.watchlists.empty(chat.user.id, name)
        name = ""
    else:
        clear, unclear = await _read(chat, names)
        both = [*clear, *(one for _, found in unclear for one in found.candidates)]
        await chat.services.watchlists.remove(chat.user.id, name, [key_of(one) for one in both])
    await _changed(chat, name)


async def _changed(chat: Chat, name: str) -> None:
    """The list as it is now; that it was changed is said also where KIS does not tell the prices."""
    try:
        card = await _card(chat, name)
    except KisError:
        card = views.changed(name)
    await chat.reply(*card)


async def _read(chat: Chat, names: str) -> tuple[list[Instrument], list[tuple[str, Ambiguous]]]:
    """The instruments meant, and the words that fit several. Raises `NotFound` for a word that fits none."""
    known = await chat.services.finding.of(chat.user.id)
    clear, unclear = [], []
    for text in _apart(names, known):
        found = look_up(known, text)
        if found is None:
            raise unknown(text)
        if isinstance(found, Ambiguous):
            unclear.append((text, found))
        else:
            clear.append(found)
    return clear, unclear


def _apart(names: str, known: Found) -> list[str]:
    """The names with commas between; of what is no name, `애플 하이닉스`, each word where each is one."""
    found: list[str] = []
    for text in filter(None, _APART.split(names)):
        words = text.split()
        every = look_up(known, text) is None and all(look_up(known, word) is not None for word in words)
        found += words if every else [text]
    return found


async def show(chat: Chat) -> None:
    """A list, `🔄` or 돌아가기 pressed."""
    await chat.edit(*await _card(chat, chat.press(views.OpenWatchlist).watchlist))


async def thin(chat: Chat) -> None:
    """빼기 pressed."""
    await chat.edit(*await _card(chat, chat.press(views.ThinWatchlist).watchlist, thinning=True))


async def add(chat: Chat) -> None:
    """An instrument was chosen for a list."""
    press = chat.press(views.AddWatched)
    await chat.services.watchlists.add(chat.user.id, press.watchlist, [named(chat, press.symbol)])
    await chat.edit(*await _card(chat, press.watchlist))


async def drop(chat: Chat) -> None:
    """An instrument was pressed while thinning."""
    press = chat.press(views.DropWatched)
    await chat.services.watchlists.remove(chat.user.id, press.watchlist, [press.symbol])
    await chat.edit(*await _card(chat, press.watchlist, thinning=True))


async def _card(chat: Chat, name: str, *, thinning: bool = False) -> Card:
    connections = chat.services.connections
    found = await chat.services.watchlists.look(source(connections, chat.user), chat.user.id, name)
    return views.card(found, connections.of(chat.user).badge, thinning=thinning)


COMMANDS = (
    Command(
        ("관심", "관심종목", "ㄱㅅ"),
        "watch",
        later("관심 종목을 한 번에. 목록을 여럿 둘 수 있어요"),
        watchlist,
        ("관심", "관심 추가 네이버, 카카오", "관심 반도체 추가 하이닉스", "관심 삭제 네이버", "관심 가져오기"),
        topic="시세",
        words=(("add", "추가"), ("remove", "삭제"), ("all", "전부"), ("import", "가져오기")),
    ),
)
PRESSES = (
    OnPress(views.OpenWatchlist, show),
    OnPress(views.ThinWatchlist, thin),
    OnPress(views.AddWatched, add),
    OnPress(views.DropWatched, drop),
    OnPress(hts_views.TakeGroup, take),
)
