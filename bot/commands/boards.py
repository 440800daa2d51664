"""지수, 뉴스."""

from __future__ import annotations

from bot.chat import Chat
from bot.commands.command import Command, OnPress
from bot.commands.quote import look_up, named, unknown
from bot.i18n import later, say
from bot.names import by_key, key_of
from bot.quoting.boards import ABROAD, headlines, indices
from bot.quoting.sources import source
from bot.views import boards as views
from bot.views.choosing import options
from bot.views.text import Card
from kis.errors import NotOffered
from kis.symbols import Ambiguous, Instrument

_ABROAD = frozenset({"해외", "미국", "외국"})


async def index(chat: Chat) -> None:
    """`지수`."""
    await chat.reply(*await _indices(chat))


async def show_indices(chat: Chat) -> None:
    """`🔄` or 지수 pressed."""
    await chat.edit(*await _indices(chat))


async def news(chat: Chat) -> None:
    """`뉴스`, `뉴스 해외`, `뉴스 삼성전자`, `뉴스 애플`."""
    if not chat.text or chat.text in _ABROAD:
        await chat.reply(*await _news(chat, None, abroad=bool(chat.text)))
        return
    found = look_up(await chat.services.finding.of(chat.user.id), chat.text)
    if found is None:
        raise unknown(chat.text)
    if isinstance(found, Ambiguous):
        await chat.reply(*options(chat.text, found.candidates, views.ShowNews))
    else:
        await chat.reply(*await _news(chat, found))


async def show_news(chat: Chat) -> None:
    """A name, `🔄`, 전체 뉴스 or 해외 뉴스 pressed."""
    symbol = chat.press(views.ShowNews).symbol
    whole = symbol in ("", ABROAD)
    await chat.edit(*await _news(chat, None if whole else named(chat, symbol), abroad=symbol == ABROAD))


async def _indices(chat: Chat) -> Card:
    services, shown = chat.services, indices(chat.services.symbols)
    connection, badge = source(services.connections, chat.user), services.connections.of(chat.user).badge
    lines = await services.many.of(connection, shown)
    known = {key_of(each) for each in shown if by_key(services.symbols, key_of(each)) is not None}
    return views.index_card(shown, lines, known, badge, connection.now())


async def _news(chat: Chat, instrument: Instrument | None, *, abroad: bool = False) -> Card:
    badge = chat.services.connections.of(chat.user).badge
    try:
        found = await headlines(source(chat.services.connections, chat.user), instrument, abroad=abroad)
    except NotOffered:
        return views.not_in_paper(say("뉴스"), badge)
    return views.news_card(found, badge)


COMMANDS = (
    Command(("지수",), "index", later("코스피, 코스닥, 코스피200, 해외 지수"), index, ("지수",), topic="시세"),
    Command(
        ("뉴스", "공시"),
        "news",
        later("국내와 해외의 뉴스와 공시 제목"),
        news,
        ("뉴스", "뉴스 해외", "뉴스 삼성전자"),
        topic="시세",
        words=(("abroad", "해외"),),
    ),
)
PRESSES = (
    OnPress(views.ShowIndices, show_indices),
    OnPress(views.ShowNews, show_news),
)
