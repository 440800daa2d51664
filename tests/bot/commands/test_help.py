"""Help that can be pressed, and the command that was meant."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.commands.help import nearest
from bot.commands.table import COMMANDS
from bot.errors import StaleButton
from bot.storage import users
from bot.storage.states import Role
from tests.bot.house import BOB, House


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("잔거", "잔고"),
        ("ㅈㄱ", "잔고"),
        ("wksrh", "잔고"),
        ("미체겨", "미체결"),
        ("매슈", "매수"),
        ("balanse", "잔고"),
    ],
)
def test_a_slip_finds_the_command(typed: str, meant: str) -> None:
    """A wrong stroke, 초성, the keyboard left at English: what was meant is among the first."""
    assert meant in [command.names[0] for command in nearest(f"{typed} 삼성전자", COMMANDS)]


def test_what_is_near_nothing_finds_nothing() -> None:
    """No command is offered for a word that resembles none."""
    assert nearest("가나다라마바사", COMMANDS) == []


async def test_an_example_is_pressed_as_if_typed(home: House) -> None:
    """An example of looking answers; one of ordering shows the card, and nothing has left."""
    await home.ask("도움 호가", "도움 · 시세")
    await home.press("호가 삼성전자", "매도 잔량")
    await home.ask("도움 주문", "도움 · 주문")
    await home.press("매수 삼성전자 10 70000", "매수 확인")

    assert not [entry for entry in home.simulator.journal.entries() if "order-cash" in str(entry.get("path"))]


async def test_an_example_is_for_those_who_may_use_its_command(home: House) -> None:
    """A button of a page opened before is worth nothing to somebody who may only look by now."""
    await _admit_bob(home, Role.TRADER)
    await home.ask("도움 주문", "도움 · 주문", BOB)
    await _admit_bob(home, Role.VIEWER)

    await home.press_for_toast("매수 삼성전자 10 70000", str(StaleButton()), BOB)


async def _admit_bob(home: House, role: Role) -> None:
    async with home.database.begin() as session:
        await users.admit(session, BOB, role, now=datetime.now(UTC))


async def test_examples_of_settings_are_typed(home: House) -> None:
    """What changes something for good is no button of the help."""
    page = await home.ask("도움 설정", "도움 · 설정")

    assert [button.text for button in page.buttons] == ["← 처음으로"]


async def test_an_unknown_line_offers_the_nearest_command(home: House) -> None:
    """A slip is answered with the command that was meant, to be pressed."""
    await home.ask("호거 삼성전자 얼마", "혹시")
    await home.press("호가 삼성전자", "매도 잔량")
