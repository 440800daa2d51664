"""What the bot tells a person.

BotError
├── UserError        a Korean sentence that says what to type or do instead; shown in the chat
│   ├── NotFound     the thing named is not there (any more): an order, an alert, a symbol
│   ├── NotConnected no KIS account is connected yet
│   ├── Halted       정지 is on
│   └── StorageBusy  the database did not answer in time; nothing was kept, try again
└── SetupError       a line for the operator: what to set before the bot can run
"""

from __future__ import annotations


class BotError(Exception):
    """Base of all. The text is Korean and meant for a person."""


class UserError(BotError):
    """Shown to the user as it is."""


class NotFound(UserError):
    """What was named is not there."""


class NotConnected(UserError):
    """No KIS account is connected."""

    def __init__(self) -> None:
        super().__init__("아직 연결된 계좌가 없어요. 「연결」이라고 보내 주세요.")


class Halted(UserError):
    """정지 is on."""

    def __init__(self) -> None:
        super().__init__("지금은 정지 상태라 주문을 보내지 않았어요. 다시 시작하려면 「재개」라고 보내 주세요.")


class StorageBusy(UserError):
    """The database is locked or gone; nothing was kept."""


class SetupError(BotError):
    """The operator has to mend something."""
