"""A PIN on a pad, pressed as a thumb does."""

from __future__ import annotations

from bot.localchat import Message
from tests.bot.house import ALICE, House

PIN = "739146"


async def digits(home: House, pin: str, user: int = ALICE) -> None:
    """Press the digits, each after the one before was shown."""
    for count, digit in enumerate(pin, start=1):
        await home.press_for_toast(digit, "●" * count, user)


async def enter(home: House, pin: str, expected: str, user: int = ALICE) -> Message:
    """Press the digits and 확인, and wait for what follows."""
    await digits(home, pin, user)
    return await home.press("확인", expected, user)


async def set_pin(home: House, pin: str = PIN, user: int = ALICE) -> None:
    """핀, twice the same."""
    await home.ask("핀", "새 PIN을 눌러", user)
    await enter(home, pin, "한 번 더", user)
    await enter(home, pin, "PIN을 정했어요", user)
