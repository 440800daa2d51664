"""자산, 증거금, 권리, 거래내역, TWAP·VWAP: an account's own figures beyond its balance."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.chat import Chat
from bot.commands.command import Command, OnPress
from bot.errors import StaleButton, UserError
from bot.i18n import later, say
from bot.profits import DAY, ProfitPeriod
from bot.statements import STATEMENTS
from bot.statements.sheet import Statement
from bot.typed import PLACE_WORDS, SPAN_WORDS, Words
from bot.views import statement as views
from bot.views.text import Card
from kis.errors import NotOffered

HOME = ("", "국내", "국내주식")
ABROAD = ("해외", "해외주식", "미국")
CONTRACTS = ("선물", "옵션", "선물옵션")
NIGHT = ("야간", "선물야간", "야간선물")
ASSETS = {**dict.fromkeys(HOME, "assets"), **dict.fromkeys(CONTRACTS, "deposit")}
MARGINS = {
    **dict.fromkeys(HOME, "margin"),
    **dict.fromkeys(ABROAD, "margins-abroad"),
    **dict.fromkeys(CONTRACTS, "margin-rates"),
}
RIGHTS = {**dict.fromkeys(HOME, "rights"), "배당": "rights"}
TRADES = {
    **dict.fromkeys(HOME, "trades"),
    **dict.fromkeys(ABROAD, "trades-abroad"),
    **dict.fromkeys(CONTRACTS, "fills"),
    **dict.fromkeys(NIGHT, "night-orders"),
}
SPLIT = {"": "split"}
BALANCES = {
    "실현": "realized",
    "실현손익": "realized",
    "해외결제": "settled",
    "결제": "settled",
    "선물평가": "valuation",
    "선물정산": "settlement",
    **dict.fromkeys(NIGHT, "night"),
}
"""What 잔고 leads to beside the balances themselves."""
PROFITS = {**dict.fromkeys(CONTRACTS, "settlement"), "선물평가": "valuation"}
"""What 손익 leads to beside the profits of stocks."""


def read(words: Mapping[str, str], text: str, chat: Chat) -> tuple[Statement, ProfitPeriod] | None:
    """Which statement of which days; the first words name it, the rest its days. None if it is not that."""
    said, today = text.split(), chat.services.connections.of(chat.user).now().date()
    for count in range(len(said), -1, -1):
        key = words.get("".join(said[:count]))
        if key is None:
            continue
        of, days = STATEMENTS[key], "".join(said[count:])
        if days and not of.period:
            return None
        period = ProfitPeriod.read(days or of.period or DAY, today)
        return (of, period) if period is not None and of.takes(period) else None
    return None


def command(words: Mapping[str, str], *examples: str) -> Callable[[Chat], Awaitable[None]]:
    """The handler of a command that begins like its examples."""

    async def handler(chat: Chat) -> None:
        found = read(words, chat.text, chat)
        if found is None:
            raise UserError(say("이렇게 적어 주세요. 예: {examples}", examples=" · ".join(examples)))
        await chat.reply(*await _card(chat, *found), guarded=True)

    return handler


async def show_balance(chat: Chat) -> bool:
    """`잔고 실현`, `잔고 해외 결제`, `잔고 선물 평가`, `잔고 선물 정산 어제`: whether it was one of them."""
    return await _shown(chat, BALANCES)


async def show_settled(chat: Chat) -> bool:
    """`손익 선물 어제`, `손익 선물 평가`: whether it was one of them."""
    return await _shown(chat, PROFITS)


async def _shown(chat: Chat, words: Mapping[str, str]) -> bool:
    found = read(words, chat.text, chat)
    if found is None:
        return False
    await chat.reply(*await _card(chat, *found), guarded=True)
    return True


async def show(chat: Chat) -> None:
    """A statement, a page, a period or `🔄` pressed."""
    press = chat.press(views.ShowStatement)
    of = STATEMENTS.get(press.key)
    today = chat.services.connections.of(chat.user).now().date()
    period = ProfitPeriod.read(press.period or DAY, today)
    if of is None or period is None or not of.takes(period):
        raise StaleButton
    await chat.edit(*await _card(chat, of, period, press.page))


async def _card(chat: Chat, of: Statement, period: ProfitPeriod, page: int = 0) -> Card:
    connection = chat.services.connections.of(chat.user)
    try:
        found = await of.ask(connection, period)
    except NotOffered:
        return views.not_in_paper(of, connection.badge)
    text, buttons = views.card(found, of, period, connection.badge, connection.account_hint, connection.now(), page)
    return text, (*buttons, *views.beside(STATEMENTS, of.part, of.key))


_WORDS: Words = (*SPAN_WORDS, *PLACE_WORDS)


def _row(names: tuple[str, ...], slash: str, line: str, words: Mapping[str, str], *examples: str) -> Command:
    return Command(names, slash, line, command(words, *examples), examples, topic="계좌", words=_WORDS)


COMMANDS = (
    _row(("자산",), "assets", later("총자산과 종류별 자산"), ASSETS, "자산", "자산 선물"),
    _row(("증거금",), "margin", later("주문가능 금액과 증거금"), MARGINS, "증거금", "증거금 해외", "증거금 선물"),
    _row(("권리", "배당"), "rights", later("배당과 신주 같은 권리"), RIGHTS, "권리", "권리 올해"),
    _row(
        ("거래내역", "거래"),
        "history",
        later("지난 체결. 국내, 해외, 선물, 야간"),
        TRADES,
        "거래내역",
        "거래내역 해외 이번달",
        "거래내역 선물 어제",
        "거래내역 야간",
    ),
    _row(
        ("분할주문", "TWAP", "VWAP"),
        "split",
        later("TWAP·VWAP 주문이 얼마나 체결됐는지"),
        SPLIT,
        "분할주문",
        "분할주문 어제",
    ),
)
PRESSES = (OnPress(views.ShowStatement, show),)
