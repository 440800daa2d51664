"""What holds an order back holds it back at both doors, and gives the press back."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.connection import Connection
from bot.errors import UserError
from bot.storage.states import IntentState
from bot.storage.tables import Intent
from bot.trading.checks import Check
from bot.trading.guards import Guards

from .scene import Scene


class Moody:
    """Refuses while it is told to."""

    def __init__(self, *, offered: bool = False, pressed: bool = False) -> None:
        self.refuses_offer, self.refuses_press = offered, pressed

    async def offered(self, connection: Connection, check: Check) -> None:
        if self.refuses_offer:
            raise UserError("오늘은 안 돼요.")

    async def pressed(self, session: AsyncSession, intent: Intent, now: datetime) -> None:
        if self.refuses_press:
            raise UserError("오늘은 안 돼요.")


def guarded(scene: Scene, guard: Moody) -> None:
    """Put a guard before both doors of the desk."""
    scene.desk._guards = scene.desk.offers._guards = Guards([guard])


async def test_no_card_that_cannot_be_pressed(scene: Scene) -> None:
    """What is held back is said instead of a card, and nothing is written."""
    guarded(scene, Moody(offered=True))

    with pytest.raises(UserError, match="안 돼요"):
        await scene.card("삼성전자 10 70000")
    assert await scene.orders() == []


async def test_press_that_was_held_back_may_be_made_again(scene: Scene) -> None:
    """The card stays as it was, nothing leaves, and once the guard lets go the same press counts."""
    intent_id, message_id = await scene.card("삼성전자 10 70000")
    moody = Moody(pressed=True)
    guarded(scene, moody)

    with pytest.raises(UserError, match="안 돼요"):
        await scene.press(intent_id, message_id)
    assert (await scene.intent(intent_id)).state is IntentState.OFFERED
    assert scene.sent() == 0

    moody.refuses_press = False
    await scene.press(intent_id, message_id)
    assert scene.sent() == 1


async def test_cancellation_passes_every_guard(scene: Scene) -> None:
    """Taking risk away is never held back."""
    order = await scene.order("삼성전자 10 60000")
    guarded(scene, Moody(offered=True, pressed=True))

    await scene.change(await scene.desk.offer_cancel(await scene.user(), order.short_no))
    assert scene.sent("order-rvsecncl") == 1
