"""선물, 옵션, ELW: looked up and ordered by what underlies them."""

from __future__ import annotations

from bot.chat import Chat
from bot.commands.command import Command, Handler, Who
from bot.commands.order import begin
from bot.commands.quote import card, unknown
from bot.errors import UserError
from bot.i18n import later, say
from bot.markets.words import VERBS
from bot.typed import CONTRACT_WORDS, typed_line
from bot.underlying import Derived
from bot.views.quote import Then, choices
from kis.market.fees import Market
from kis.symbols import Ambiguous

WORDS = {Market.FUTURE: "선물", Market.OPTION: "옵션", Market.ELW: "ELW"}
_EXAMPLES = {
    Market.FUTURE: ("선물 코스피200", "선물 매수 코스피200 1 시장가"),
    Market.OPTION: ("옵션 코스피200", "옵션 매수 코스피200 콜 440 1"),
    Market.ELW: ("ELW 삼성전자", "ELW 매수 삼성전자 콜 10"),
}


def contracts(market: Market) -> Handler:
    """`선물 매수 코스피200 1 시장가` is an order, `선물 코스피200` a quote."""
    word, (look, order) = WORDS[market], _EXAMPLES[market]

    async def handler(chat: Chat) -> None:
        names = Derived(await chat.services.finding.of(chat.user.id), market)
        verb, _, rest = chat.text.partition(" ")
        side = next((side for side, known in VERBS.items() if known == verb), None)
        if not chat.text or (side is not None and not rest):
            text = say(
                "무엇의 {kind}인지 적어 주세요. 예: {quote} · {order}",
                kind=say(word),
                quote=typed_line(look),
                order=typed_line(order),
            )
            raise UserError(text)
        if side is not None:
            await begin(chat, side, rest, names=names)
        else:
            await _quote(chat, names)

    return handler


async def _quote(chat: Chat, names: Derived) -> None:
    found = names.resolve(chat.text)
    if found is None:
        raise unknown(chat.text)
    if isinstance(found, Ambiguous):
        await chat.reply(*choices(chat.text, found.candidates, Then.QUOTE))
    else:
        await chat.reply(*await card(chat, found))


def _command(market: Market, slash: str, line: str) -> Command:
    return Command(
        (WORDS[market],), slash, line, contracts(market), _EXAMPLES[market], Who.TRADER, lapses=True, topic="주문",
        words=CONTRACT_WORDS,
    )  # fmt: skip


COMMANDS = (
    _command(Market.FUTURE, "fut", later("선물을 기초자산 이름으로 찾고 사고팔기")),
    _command(Market.OPTION, "opt", later("옵션을 기초자산 이름으로 찾고 사고팔기 (고르기는 「전광판」)")),
    _command(Market.ELW, "elw", later("ELW를 기초자산 이름으로 찾고 사고팔기")),
)
