"""A command and a press are rows of a table; the handlers, the menu and 도움 are made from it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum

from bot.buttons import Press
from bot.chat import Chat
from bot.typed import Words, learn

Handler = Callable[[Chat], Awaitable[None]]


class Who(Enum):
    """Who may use a command. Everything is closed to the rest."""

    ADMITTED = "admitted"
    TRADER = "trader"
    """Whoever may send orders; not those who may only look."""
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Command:
    """One line of the command table.

    `names` are the Korean words (the first one is shown), `slash` Telegram's name for the menu, `help` one line
    that says what it does, `examples` what to type. `urgent` commands do not wait behind the user's others; what
    `lapses` is not done if it comes late, as orders that waited while the bot was away.
    `words` are what its arguments are called in English.
    """

    names: tuple[str, ...]
    slash: str
    help: str
    handler: Handler
    examples: tuple[str, ...] = ()
    who: Who = Who.ADMITTED
    urgent: bool = False
    lapses: bool = False
    topic: str = ""
    words: Words = ()

    def __post_init__(self) -> None:
        learn(self.names, self.slash, self.words)


@dataclass(frozen=True, slots=True)
class OnPress:
    """Which handler takes a kind of press."""

    press: type[Press]
    handler: Handler
    who: Who = Who.ADMITTED
    urgent: bool = False
