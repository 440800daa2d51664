"""시세체결, 일별, 투자자, 회원사 of one stock."""

from __future__ import annotations

from bot.chat import Chat
from bot.commands.command import Command, Handler, OnPress
from bot.commands.quote import look_up, named, unknown
from bot.errors import NotFound, StaleButton
from bot.i18n import say
from bot.quoting.facts import Fact, facts
from bot.views import facts as views
from bot.views.choosing import options
from bot.views.text import Card
from kis.symbols import Ambiguous, Instrument

WORDS = {Fact.TRADES: "시세체결", Fact.DAYS: "일별", Fact.INVESTORS: "투자자", Fact.MEMBERS: "회원사"}


def telling(fact: Fact) -> Handler:
    """`투자자 삼성전자`."""

    async def handler(chat: Chat) -> None:
        if not chat.text:
            raise NotFound(say("어느 종목인지 적어 주세요. 예: {example}", example=f"{WORDS[fact]} 삼성전자"))
        found = look_up(await chat.services.finding.of(chat.user.id), chat.text)
        if found is None:
            raise unknown(chat.text)
        if isinstance(found, Ambiguous):
            await chat.reply(*options(chat.text, found.candidates, lambda key: views.ShowFact(fact, key, "")))
        else:
            await chat.reply(*await _card(chat, found, fact))

    return handler


async def show(chat: Chat) -> None:
    """A name, another of the four, `🔄` or 이전 체결 pressed."""
    press = chat.press(views.ShowFact)
    if press.fact not in list(Fact):
        raise StaleButton
    await chat.edit(*await _card(chat, named(chat, press.symbol), Fact(press.fact), press.more))


async def _card(chat: Chat, instrument: Instrument, fact: Fact, more: str = "") -> Card:
    connection = chat.services.connections.of(chat.user)
    return views.card(await facts(connection, instrument, fact, more), connection.badge)


def _command(fact: Fact, others: tuple[str, ...], slash: str, line: str) -> Command:
    word = WORDS[fact]
    return Command((word, *others), slash, line, telling(fact), (f"{word} 삼성전자",), topic="시세")


COMMANDS = (
    _command(Fact.TRADES, ("시간체결",), "trades", "종목의 체결을 시간순으로 (내 체결은 「체결」)"),
    _command(Fact.DAYS, ("일자별",), "days", "날마다의 종가와 거래량, 주와 월도"),
    _command(Fact.INVESTORS, ("수급",), "flow", "개인, 외국인, 기관이 얼마나 샀는지"),
    _command(Fact.MEMBERS, ("거래원",), "brokers", "어느 증권사에서 많이 사고팔았는지"),
)
PRESSES = (OnPress(views.ShowFact, show),)
