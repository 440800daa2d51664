"""순위, 지수, 뉴스."""

from __future__ import annotations

from bot.chat import Chat
from bot.commands.command import Command, OnPress
from bot.commands.quote import look_up, named, unknown
from bot.errors import StaleButton, UserError
from bot.i18n import later, say
from bot.names import by_key, key_of
from bot.quoting.boards import RANKS, Rank, headlines, indices, ranking
from bot.quoting.sources import source
from bot.typed import Words
from bot.views import boards as views
from bot.views.choosing import options
from bot.views.text import Card
from kis.errors import NotOffered
from kis.symbols import Ambiguous, Instrument

_RANKS = {word: rank for rank, word in RANKS.items()} | {"": Rank.VOLUME, "시총": Rank.MARKET_CAP}


async def rank(chat: Chat) -> None:
    """`순위`, `순위 상승`."""
    wanted = _RANKS.get("".join(chat.words).removesuffix("순위"))
    if wanted is None:
        raise UserError(say("무슨 순위인지 적어 주세요. 예: 순위 거래량 · 순위 상승 · 순위 하락 · 순위 시가총액"))
    await chat.reply(*await _rank(chat, wanted))


async def show_rank(chat: Chat) -> None:
    """A ranking or `🔄` pressed."""
    wanted = chat.press(views.ShowRank).rank
    if wanted not in list(Rank):
        raise StaleButton
    await chat.edit(*await _rank(chat, Rank(wanted)))


async def index(chat: Chat) -> None:
    """`지수`."""
    await chat.reply(*await _indices(chat))


async def show_indices(chat: Chat) -> None:
    """`🔄` or 지수 pressed."""
    await chat.edit(*await _indices(chat))


async def news(chat: Chat) -> None:
    """`뉴스`, `뉴스 삼성전자`."""
    found = look_up(await chat.services.finding.of(chat.user.id), chat.text) if chat.text else None
    if chat.text and found is None:
        raise unknown(chat.text)
    if isinstance(found, Ambiguous):
        await chat.reply(*options(chat.text, found.candidates, views.ShowNews))
    else:
        await chat.reply(*await _news(chat, found))


async def show_news(chat: Chat) -> None:
    """A name, `🔄` or 전체 뉴스 pressed."""
    symbol = chat.press(views.ShowNews).symbol
    await chat.edit(*await _news(chat, named(chat, symbol) if symbol else None))


async def _rank(chat: Chat, wanted: Rank) -> Card:
    badge = chat.services.connections.of(chat.user).badge
    try:
        found = await ranking(source(chat.services.connections, chat.user), wanted)
    except NotOffered:
        return views.not_in_paper(say("순위"), badge)
    return views.rank_card(found, badge)


async def _indices(chat: Chat) -> Card:
    services, shown = chat.services, indices(chat.services.symbols)
    connection, badge = source(services.connections, chat.user), services.connections.of(chat.user).badge
    lines = await services.many.of(connection, shown)
    known = {key_of(each) for each in shown if by_key(services.symbols, key_of(each)) is not None}
    return views.index_card(shown, lines, known, badge, connection.now())


async def _news(chat: Chat, instrument: Instrument | None) -> Card:
    badge = chat.services.connections.of(chat.user).badge
    try:
        found = await headlines(source(chat.services.connections, chat.user), instrument)
    except NotOffered:
        return views.not_in_paper(say("뉴스"), badge)
    return views.news_card(found, badge)


_WORDS: Words = (
    ("volume", "거래량"),
    ("up", "상승"),
    ("down", "하락"),
    ("cap", "시가총액"),
    ("strength", "체결강도"),
)
COMMANDS = (
    Command(
        ("순위",),
        "rank",
        later("거래량, 상승, 하락, 시가총액, 체결강도 순위"),
        rank,
        ("순위", "순위 상승", "순위 시가총액"),
        topic="시세",
        words=_WORDS,
    ),
    Command(("지수",), "index", later("코스피, 코스닥, 코스피200, 해외 지수"), index, ("지수",), topic="시세"),
    Command(("뉴스", "공시"), "news", later("뉴스와 공시 제목"), news, ("뉴스", "뉴스 삼성전자"), topic="시세"),
)
PRESSES = (
    OnPress(views.ShowRank, show_rank),
    OnPress(views.ShowIndices, show_indices),
    OnPress(views.ShowNews, show_news),
)
