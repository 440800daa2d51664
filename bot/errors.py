"""What the bot tells a person.

BotError
├── UserError        a Korean sentence that says what to type or do instead; shown in the chat
│   ├── NotFound     the thing named is not there (any more): an order, an alert, a symbol
│   ├── NotConnected no KIS account is connected yet
│   ├── Halted       정지 is on
│   ├── StaleButton  the button is an older version's, or forged
│   ├── StorageBusy  the database did not answer in time; nothing was kept, try again
│   └── StorageDown  the database is out of reach, full or read-only; the operator has to look
└── SetupError       a line for the operator: what to set before the bot can run
    └── KeyRingError KEY_RING is missing or malformed, or does not open what was sealed
"""

from __future__ import annotations

from bot.i18n import say


class BotError(Exception):
    """Base of all. The text is Korean and meant for a person. It never carries a secret."""


class UserError(BotError):
    """Shown to the user as it is."""


class NotFound(UserError):
    """What was named is not there."""


class NotConnected(UserError):
    """No KIS account is connected."""

    def __init__(self) -> None:
        super().__init__(say("아직 연결된 계좌가 없어요. 「연결」이라고 보내 주세요."))


class Halted(UserError):
    """정지 is on."""

    def __init__(self) -> None:
        super().__init__(say("지금은 정지 상태라 주문을 보내지 않았어요. 다시 시작하려면 「재개」라고 보내 주세요."))


class StaleButton(UserError):
    """What the button carries is not (any more) what the bot writes."""

    def __init__(self) -> None:
        super().__init__(say("오래된 버튼이에요. 새로 조회해 주세요."))


class StorageBusy(UserError):
    """The database is locked for longer than the busy timeout; nothing was kept."""

    def __init__(self) -> None:
        super().__init__(say("지금 저장소가 바빠서 처리하지 못했어요. 잠시 뒤에 다시 시도해 주세요."))


class StorageDown(UserError):
    """The database is out of reach, full or read-only; nothing was kept."""

    def __init__(self) -> None:
        super().__init__(say("저장소를 쓸 수 없어서 처리하지 못했어요. 잠시 뒤에도 같으면 관리자에게 알려 주세요."))


class SetupError(BotError):
    """The operator has to mend something."""


class KeyRingError(SetupError):
    """The key ring is missing or malformed, or does not open what was sealed."""
