"""A Bot API server and a chat page on this machine, for trying the bot and for tests.

    async with LocalChat.serve() as chat:
        print(chat.url)  # the page; a bot uses f"{chat.origin}/bot" as its base URL and chat.token
        chat.say(1001, "매수 삼성전자 10")
        card = await chat.wait_for(1001, "매수 확인")
        chat.press(1001, "확정")

It is no part of Telegram. It stands alone: nothing here knows the rest of the bot.
"""

from .faults import Fault
from .journal import Request
from .messages import Button, Group, Message, Person, Toast
from .phones import Impossible
from .server import DEMO, LocalChat

__all__ = ["DEMO", "Button", "Fault", "Group", "Impossible", "LocalChat", "Message", "Person", "Request", "Toast"]
