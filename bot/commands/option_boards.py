"""전광판: futures and options of a product, from the board to the quote."""

from __future__ import annotations

from bot.chat import Chat
from bot.commands.command import Command, OnPress
from bot.errors import StaleButton, UserError
from bot.i18n import later, say
from bot.quoting.option_boards import PRODUCTS, USUAL, futures, options
from bot.quoting.sources import source
from bot.views import boards
from bot.views import option_boards as views
from kis.errors import NotOffered

_WORDS = {
    "": USUAL,
    "코스피200": "k200",
    "KOSPI200": "k200",
    "미니": "mini",
    "미니코스피200": "mini",
    "코스닥150": "kq150",
    "KOSDAQ150": "kq150",
}


async def board(chat: Chat) -> None:
    """`전광판`, `전광판 미니`."""
    product = _WORDS.get("".join(chat.words).upper())
    if product is None:
        raise UserError(say("코스피200, 미니, 코스닥150 가운데 하나를 적어 주세요. 예: 전광판 미니"))
    try:
        found = await futures(source(chat.services.connections, chat.user), product)
    except NotOffered:
        await chat.reply(*boards.not_in_paper(say("전광판"), _badge(chat)))
    else:
        await chat.reply(*views.futures_card(found, _badge(chat)))


async def show_futures(chat: Chat) -> None:
    """A product, 선물 전광판 or `🔄` pressed."""
    product = chat.press(views.ShowFutures).product
    found = await futures(source(chat.services.connections, chat.user), product)
    await chat.edit(*views.futures_card(found, _badge(chat)))


async def show_options(chat: Chat) -> None:
    """A month, other strikes or `🔄` pressed."""
    press = chat.press(views.ShowOptions)
    if abs(press.page) > views.MOST_PAGES or press.product not in PRODUCTS:
        raise StaleButton
    found = await options(source(chat.services.connections, chat.user), press.product, press.month)
    await chat.edit(*views.options_card(found, press.page, _badge(chat)))


def _badge(chat: Chat) -> str:
    return chat.services.connections.of(chat.user).badge


COMMANDS = (
    Command(
        ("전광판",),
        "board",
        later("선물과 옵션을 한눈에. 달을 누르면 행사가마다 콜과 풋"),
        board,
        ("전광판", "전광판 미니"),
        topic="시세",
        words=(("mini", "미니"),),
    ),
)
PRESSES = (OnPress(views.ShowFutures, show_futures), OnPress(views.ShowOptions, show_options))
