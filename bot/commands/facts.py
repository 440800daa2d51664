"""시세체결, 일별, 투자자, 회원사, 시간외, 종목정보 …: what is told of one instrument beside its price."""

from __future__ import annotations

from bot.chat import Chat
from bot.commands.command import Command, Handler, OnPress
from bot.commands.quote import look_up, named, unknown
from bot.errors import NotFound, StaleButton
from bot.i18n import later, say
from bot.quoting.facts import Fact, facts
from bot.quoting.sources import source
from bot.typed import typed_line
from bot.views import facts as views
from bot.views.choosing import options
from bot.views.text import Card
from kis.errors import NotOffered
from kis.symbols import Ambiguous, Instrument

WORDS = {
    Fact.TRADES: "시세체결",
    Fact.DAYS: "일별",
    Fact.INVESTORS: "투자자",
    Fact.MEMBERS: "회원사",
    Fact.OVERTIME: "시간외",
    Fact.INFO: "종목정보",
    Fact.PARTS: "구성종목",
    Fact.NAV: "NAV",
}
_SHARE, _FUND = "삼성전자", "KODEX 200"


def telling(fact: Fact) -> Handler:
    """`투자자 삼성전자`."""

    async def handler(chat: Chat) -> None:
        if not chat.text:
            raise NotFound(say("어느 종목인지 적어 주세요. 예: {example}", example=typed_line(_example(fact))))
        found = look_up(await chat.services.finding.of(chat.user.id), chat.text)
        if found is None:
            raise unknown(chat.text)
        if isinstance(found, Ambiguous):
            await chat.reply(*options(chat.text, found.candidates, lambda key: views.ShowFact(fact, key, "")))
        else:
            await chat.reply(*await _card(chat, found, fact))

    return handler


async def show(chat: Chat) -> None:
    """A name, another fact, `🔄` or another part of it pressed."""
    press = chat.press(views.ShowFact)
    if press.fact not in list(Fact):
        raise StaleButton
    await chat.edit(*await _card(chat, named(chat, press.symbol), Fact(press.fact), press.more))


async def _card(chat: Chat, instrument: Instrument, fact: Fact, more: str = "") -> Card:
    """From the chosen account; what paper lacks from the user's real one where there is one."""
    connections = chat.services.connections
    chosen, badge = connections.of(chat.user), connections.of(chat.user).badge
    for asked in dict.fromkeys((chosen, source(connections, chat.user))):
        try:
            return views.card(await facts(asked, instrument, fact, more), badge)
        except NotOffered:
            continue
    return views.not_in_paper(instrument, fact, badge)


def _example(fact: Fact) -> str:
    return f"{WORDS[fact]} {_FUND if fact in (Fact.PARTS, Fact.NAV) else _SHARE}"


def _command(fact: Fact, others: tuple[str, ...], slash: str, line: str, *examples: str) -> Command:
    names = (WORDS[fact], *others)
    return Command(names, slash, line, telling(fact), (_example(fact), *examples), topic="시세")


COMMANDS = (
    _command(
        Fact.TRADES, ("시간체결",), "trades", later("종목의 체결을 시간순으로 (내 체결은 「체결」)"), "시세체결 애플"
    ),
    _command(
        Fact.DAYS, ("일자별",), "days", later("날마다의 종가와 거래량, 주와 월도. 지수와 선물도 돼요"), "일별 코스피"
    ),
    _command(Fact.INVESTORS, ("수급",), "flow", later("개인, 외국인, 기관이 얼마나 샀는지")),
    _command(Fact.MEMBERS, ("거래원",), "brokers", later("어느 증권사에서 많이 사고팔았는지")),
    _command(Fact.OVERTIME, ("시간외단일가",), "overtime", later("시간외 단일가의 가격, 일별, 체결")),
    _command(Fact.INFO, ("정보",), "info", later("어떤 종목인지, 증거금과 경고까지"), "종목정보 애플"),
    _command(Fact.PARTS, ("구성",), "parts", later("ETF가 담은 종목과 비중")),
    _command(Fact.NAV, (), "nav", later("ETF의 순자산가치와 괴리율")),
)
PRESSES = (OnPress(views.ShowFact, show),)
