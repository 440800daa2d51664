"""An order that should leave by itself (`5% 떨어지면 팔아줘`): there are none yet, so the alert for it is offered."""

from __future__ import annotations

from bot.alerts import wishes
from bot.chat import Chat
from bot.commands.alert import set_press
from bot.commands.quote import look_up, unknown
from bot.names import key_of
from bot.typed import typed_line
from bot.views import by_itself as views
from bot.views.choosing import options
from kis.symbols import Ambiguous


async def offer_alert(chat: Chat) -> None:
    """The words are those of an alert; it is set when its button is pressed, and nothing is ordered."""
    wish = wishes.read(chat.words, chat.services.connections.of(chat.user).now().date())
    found = look_up(await chat.services.finding.of(chat.user.id), wish.name)
    if found is None:
        raise unknown(wish.name)
    if isinstance(found, Ambiguous):
        text, buttons = options(wish.name, found.candidates, lambda key: set_press(key, wish))
        await chat.reply(f"{views.explained()}\n{text}", buttons)
    else:
        await chat.reply(*views.offered(set_press(key_of(found), wish), typed_line(f"알림 {chat.text}")))
