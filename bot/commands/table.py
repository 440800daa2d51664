"""Every command and every press: the router, Telegram's menu and 도움 are made from this."""

from __future__ import annotations

from bot.chat import Chat
from bot.commands import (
    access,
    account,
    alert,
    approving,
    balance,
    boards,
    book,
    by_itself,
    chart,
    connect,
    contracts,
    diagnosis,
    export,
    facts,
    holidays,
    language,
    limits,
    live,
    locks,
    option_boards,
    order,
    orders,
    pad,
    preferences,
    profit,
    quote,
    ranks,
    reserve,
    screens,
    search,
    statements,
    trail,
    watchlist,
)
from bot.commands import help as guide
from bot.commands.command import Command, OnPress
from bot.i18n import later
from bot.typed import Words
from bot.views.help import HelpExample, HelpTopic


async def _help(chat: Chat) -> None:
    await guide.show(chat, COMMANDS)


async def _turn(chat: Chat) -> None:
    await guide.turn(chat, COMMANDS)


async def _example(chat: Chat) -> None:
    await guide.example(chat, COMMANDS)


async def free_text(chat: Chat) -> None:
    """What does not begin with a command."""
    await guide.free_text(chat, COMMANDS)


_TOPICS: Words = (
    ("quotes", "시세"),
    ("order", "주문"),
    ("reserve", "예약"),
    ("account", "계좌"),
    ("alert", "알림"),
    ("settings", "설정"),
    ("admin", "관리"),
)
COMMANDS: tuple[Command, ...] = (
    *quote.COMMANDS,
    *book.COMMANDS,
    *live.COMMANDS,
    *watchlist.COMMANDS,
    *chart.COMMANDS,
    *facts.COMMANDS,
    *boards.COMMANDS,
    *ranks.COMMANDS,
    *screens.COMMANDS,
    *search.COMMANDS,
    *option_boards.COMMANDS,
    *holidays.COMMANDS,
    *order.COMMANDS,
    *contracts.COMMANDS,
    *orders.COMMANDS,
    *reserve.COMMANDS,
    *balance.COMMANDS,
    *profit.COMMANDS,
    *statements.COMMANDS,
    *alert.COMMANDS,
    *limits.COMMANDS,
    *account.COMMANDS,
    *locks.COMMANDS,
    *approving.COMMANDS,
    *connect.COMMANDS,
    *diagnosis.COMMANDS,
    *trail.COMMANDS,
    *export.COMMANDS,
    *access.COMMANDS,
    *preferences.COMMANDS,
    *language.COMMANDS,
    Command(
        ("도움", "도움말", "?"),
        "help",
        later("모든 명령과 예"),
        _help,
        ("도움", "도움 주문"),
        topic="설정",
        words=_TOPICS,
    ),
    Command(("시작",), "start", later("처음 인사"), guide.start, topic="설정"),
)

PRESSES: tuple[OnPress, ...] = (
    *quote.PRESSES,
    *book.PRESSES,
    *live.PRESSES,
    *watchlist.PRESSES,
    *chart.PRESSES,
    *facts.PRESSES,
    *boards.PRESSES,
    *ranks.PRESSES,
    *screens.PRESSES,
    *search.PRESSES,
    *option_boards.PRESSES,
    *holidays.PRESSES,
    *order.PRESSES,
    *orders.PRESSES,
    *reserve.PRESSES,
    *balance.PRESSES,
    *profit.PRESSES,
    *statements.PRESSES,
    *alert.PRESSES,
    *limits.PRESSES,
    *account.PRESSES,
    *pad.PRESSES,
    *approving.PRESSES,
    *connect.PRESSES,
    *trail.PRESSES,
    *access.PRESSES,
    *preferences.PRESSES,
    *language.PRESSES,
    OnPress(HelpTopic, _turn),
    OnPress(HelpExample, _example),
)

FREE_TEXT = free_text
BY_ITSELF = by_itself.offer_alert
"""Orders that should wait for their price; the text is an alert's."""
KEY_TYPED = connect.typed_elsewhere
"""What holds a key and is not one of `TAKE_KEYS`."""
PIN_TYPED = pad.typed
"""What looks like a PIN while a key pad is open."""
TAKE_KEYS = connect.COMMANDS
