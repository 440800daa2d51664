"""해외검색: stocks abroad by conditions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.chat import Chat
from bot.commands.command import Command, OnPress
from bot.commands.ranks import WORDS, apart
from bot.errors import StaleButton, UserError
from bot.i18n import later, say
from bot.quoting.ranks import HOME, KOSDAQ, KOSPI, WHERE
from bot.quoting.search import LONGEST, MOST, NAMES, By, Condition, decode, encode, search
from bot.quoting.sources import source
from bot.typed import typed_line
from bot.views import search as views
from bot.views.text import Card
from kis.overseas.codes import Exchange

EXAMPLE = "해외검색 나스닥 가격 10~300 등락 1~"
_NAMES = {word: by for by, word in NAMES.items()} | {"등락률": By.RATE, "등락율": By.RATE, "시가총액": By.MARKET_CAP}
_ONE = re.compile(rf"({'|'.join(sorted(_NAMES, key=len, reverse=True))})(.+?)(?={'|'.join(_NAMES)}|$)")
_AT_HOME = (HOME, KOSPI, KOSDAQ)


async def find(chat: Chat) -> None:
    """`해외검색 나스닥 가격 10~300 등락 1~`."""
    rest, where = apart("".join(chat.words).upper())
    if where in _AT_HOME:
        raise UserError(
            say(
                "해외 시장만 돼요. 국내는 HTS에 저장한 조건식으로 「조건검색」을 쓰세요. 예: {example}",
                example=typed_line(EXAMPLE),
            )
        )
    conditions = read(rest)
    await chat.reply(*await _card(chat, where or Exchange.NASDAQ.value, conditions, 0))


async def show(chat: Chat) -> None:
    """A page or `🔄` pressed."""
    press = chat.press(views.ShowFound)
    conditions = decode(press.conditions)
    abroad = press.where in WHERE and press.where not in _AT_HOME
    if conditions is None or not abroad or not 0 <= press.page <= views.MOST_PAGES:
        raise StaleButton
    await chat.edit(*await _card(chat, press.where, conditions, press.page))


def read(text: str) -> Sequence[Condition]:
    """Read conditions that stand one after the other. Raises `UserError` for anything else."""
    parts = _ONE.findall(text)
    found = [Condition.read(_NAMES[name], range_) for name, range_ in parts]
    clear = [each for each in found if each is not None]
    whole = "".join(name + range_ for name, range_ in parts) == text
    if not clear or len(clear) != len(found) or not whole or len({each.by for each in clear}) != len(clear):
        raise UserError(
            say(
                "조건을 범위로 적어 주세요. 가격, 등락, 시총(억), 거래량, PER, EPS가 돼요. 예: {example}",
                example=typed_line(EXAMPLE),
            )
        )
    if len(clear) > MOST or len(encode(clear)) > LONGEST:
        raise UserError(
            say(
                "조건이 너무 많거나 길어요. {most}개까지 짧게 적어 주세요. 예: {example}",
                most=MOST,
                example=typed_line(EXAMPLE),
            )
        )
    return clear


async def _card(chat: Chat, where: str, conditions: Sequence[Condition], page: int) -> Card:
    connections = chat.services.connections
    found = await search(source(connections, chat.user), Exchange(where), conditions)
    return views.found_card(found, page, connections.of(chat.user).badge)


COMMANDS = (
    Command(
        ("해외검색", "해외조건검색"),
        "find",
        later("해외 주식을 가격, 등락, 시총, 거래량, PER, EPS로 찾기"),
        find,
        (EXAMPLE,),
        topic="시세",
        words=(*WORDS, ("price", "가격"), ("rate", "등락"), ("per", "PER"), ("eps", "EPS")),
    ),
)
PRESSES = (OnPress(views.ShowFound, show),)
