"""Inline mode, tried by everyone it is not for."""

from __future__ import annotations

import inspect
from datetime import UTC, datetime

from bot.chat import Incoming
from bot.commands.router import Router
from bot.storage import users
from bot.storage.states import Role, UserState
from kis.credentials import Environment
from tests.bot.house import ALICE, BOB
from tests.bot.test_every_door import Scene, admit, scene

__all__ = ["scene"]


def quotes(scene: Scene) -> int:
    """How often KIS was asked for a price."""
    return sum("quotations" in row.get("path", "") for row in scene.home.simulator.journal.entries())


def typed(user: int, text: str = "ㅅㅅㅈㅈ") -> Incoming:
    """What arrives of somebody who types the bot's name in any chat."""
    return Incoming(user, "이름", user, private=True, text=text)


async def test_inline_mode_knows_nobody_else(scene: Scene) -> None:
    """Whoever is not let in gets an empty list, no word and no row, and what he chooses is not kept."""
    router = Router(scene.home.bot.services)
    for state in (None, *(state for state in UserState if state is not UserState.ADMITTED)):
        if state is not None:
            async with scene.home.database.begin() as session:
                user = await users.admit(session, BOB, Role.ADMIN, now=datetime.now(UTC))
                user.state = state
        before = await scene.rows(BOB), quotes(scene)

        assert await router.suggest(typed(BOB)) == ()
        await router.chose(typed(BOB), "005930")
        assert await scene.said(BOB) == []
        assert (await scene.rows(BOB), quotes(scene)) == before


def test_there_is_no_other_door() -> None:
    """Whatever else the router takes from outside has to be tried here and in `test_every_door` first."""
    doors = {name for name, method in vars(Router).items() if inspect.isfunction(method) and not name.startswith("_")}

    assert doors == {"take", "suggest", "chose"}


async def test_inline_mode_tells_nothing_of_anybody(scene: Scene) -> None:
    """What goes into other people's chats has no account, no environment, no order and no alert in it."""
    await admit(scene, Role.VIEWER)
    router = Router(scene.home.bot.services)
    for user in (ALICE, BOB):
        offered = await router.suggest(typed(user))
        shown = "\n".join(f"{each.title} {each.description} {each.text}" for each in offered)

        assert "삼성전자" in shown
        for own in ("모의", "실전", "90,000", scene.home.simulator.credentials(Environment.PAPER).account.masked):
            assert own not in shown
    await router.chose(typed(BOB), "<b>&")
    await router.chose(typed(BOB, "애플"), "AAPL@NASDAQ")
    await router.chose(typed(BOB), "AAPL@NASDAQ")
    assert (await scene.rows(BOB))["Meaning"] == []
