"""손익: what was earned today, this week, this month, this year."""

from __future__ import annotations

from bot.chat import Chat
from bot.commands.command import Command, OnPress
from bot.commands.statements import show_settled
from bot.errors import StaleButton, UserError
from bot.i18n import later, say
from bot.profits import ProfitPeriod, earned
from bot.typed import PLACE_WORDS, SPAN_WORDS
from bot.views import profit as views
from bot.views.text import Card

BY_STOCK = ("종목", "종목별")


async def profit(chat: Chat) -> None:
    """`손익`, `손익 이번달`, `손익 2026-10`, `손익 종목 이번달`, `손익 선물 어제`."""
    if await show_settled(chat):
        return
    first, _, rest = chat.text.partition(" ")
    by_stock = first in BY_STOCK
    period = _period(chat, rest if by_stock else chat.text)
    if period is None:
        raise UserError(say("어느 기간인지 적어 주세요. 예: 손익 이번달 · 손익 올해 · 손익 2026-10"))
    await chat.reply(*await _card(chat, period, by_stock=by_stock), guarded=True)


async def show(chat: Chat) -> None:
    """A period, `🔄` or 날짜별 pressed."""
    await chat.edit(*await _card(chat, _named(chat, chat.press(views.ShowProfit).period)))


async def show_by_stock(chat: Chat) -> None:
    """종목별 pressed."""
    period = _named(chat, chat.press(views.ShowProfitByStock).period)
    await chat.edit(*await _card(chat, period, by_stock=True))


def _period(chat: Chat, text: str) -> ProfitPeriod | None:
    return ProfitPeriod.read(text, chat.services.connections.of(chat.user).now().date())


def _named(chat: Chat, name: str) -> ProfitPeriod:
    if (period := _period(chat, name)) is None:
        raise StaleButton
    return period


async def _card(chat: Chat, period: ProfitPeriod, *, by_stock: bool = False) -> Card:
    connection = chat.services.connections.of(chat.user)
    found = await earned(connection, period, by_stock=by_stock)
    return views.card(found, connection.badge, connection.account_hint, connection.now(), by_stock=by_stock)


COMMANDS = (
    Command(
        ("손익", "수익"),
        "pnl",
        later("실현손익. 오늘, 이번주, 이번달, 올해"),
        profit,
        ("손익", "손익 이번달", "손익 2026-10", "손익 종목 이번달", "손익 선물"),
        topic="계좌",
        words=(*SPAN_WORDS, *PLACE_WORDS, ("name", "종목")),
    ),
)
PRESSES = (OnPress(views.ShowProfit, show), OnPress(views.ShowProfitByStock, show_by_stock))
