"""The database fails under each step of an order: nothing is lost, nothing is sent twice, and the truth is told
afterwards. One scene goes through all steps; what is failing lasts until the step's block ends.
"""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot import markets
from bot.connection import Connection
from bot.errors import StorageBusy, StorageDown, UserError
from bot.storage.states import IntentState, OrderState
from bot.storage.terms import Segment
from bot.trading import sending as sending_of_orders
from bot.trading.desk import STUCK
from tests import databases
from tests.bot.storage.trouble import TROUBLES, Trouble
from tests.bot.trading.scene import Scene, stage

LINE = "삼성전자 10 70000"
FAILS = (StorageBusy, StorageDown)


@dataclass
class Case:
    """One scene under one kind of trouble."""

    scene: Scene
    trouble: Trouble
    patch: pytest.MonkeyPatch
    log: pytest.LogCaptureFixture

    def held(self, where: object, name: str) -> asyncio.Event:
        """Let a call's answer wait until the event is set, so that the trouble comes meanwhile."""
        real, released = getattr(where, name), asyncio.Event()

        async def call(*given: object) -> object:
            answer = await real(*given)
            await released.wait()
            return answer

        self.patch.setattr(where, name, call)
        return released

    async def logged(self, words: str) -> None:
        """Wait until an attempt has failed: the log says so."""
        async with asyncio.timeout(10):
            while words not in self.log.text:  # noqa: ASYNC110 - a log has no event
                await asyncio.sleep(0.01)

    def failing(self) -> AbstractAsyncContextManager[None]:
        """The database fails for the length of the block."""
        return self.trouble.on(self.scene.database)


async def a_card_is_made(case: Case) -> None:
    """No card, and nothing left the house; afterwards all is as ever."""
    async with case.failing():
        with pytest.raises(FAILS):
            await case.scene.card(LINE)
    order = await case.scene.order(LINE)

    assert order.state is OrderState.ACCEPTED
    assert case.scene.sent() == 1


async def it_is_pressed(case: Case) -> None:
    """The press is said not to count and nothing leaves; pressed again it is sent once, or the card says that the
    first press was kept and came to nothing.
    """
    scene, sent = case.scene, case.scene.sent()
    card = await scene.card(LINE)
    async with case.failing():
        with pytest.raises(FAILS):
            await scene.press(*card)
    if not case.trouble.kept:
        await scene.press(*card)
        assert scene.sent() == sent + 1
        return
    with pytest.raises(UserError, match="이미 보내고"):
        await scene.press(*card)
    scene.clock.ahead += STUCK + timedelta(seconds=1)
    await scene.desk.expire()

    assert scene.sent() == sent
    assert "주문이 나가지 못했어요" in await scene.reads((await scene.intent(card[0])).message_ref)


async def it_is_about_to_leave(case: Case) -> None:
    """Claimed, and it cannot be written down that it leaves: not sent, and the card says so."""
    scene, sent = case.scene, case.scene.sent()
    card = await scene.card(LINE)
    await _meets_the_look(case, card)
    intent = await scene.intent(card[0])

    assert scene.sent() == sent
    assert intent.state is (IntentState.REFUSED if case.trouble.kept else IntentState.REPLACED)
    told = await scene.pushes("#거부") if case.trouble.kept else [await scene.reads(intent.message_ref)]
    assert "처리하지 못했어요" in told[-1]


async def its_price_has_moved(case: Case) -> None:
    """It cannot be written down that the card gives way to one with the new price: not sent, and the card says so."""
    scene, sent = case.scene, case.scene.sent()
    card = await scene.card(LINE)
    scene.trade(71_900)
    await _meets_the_look(case, card)
    intent = await scene.intent(card[0])
    scene.trade(70_000)

    assert scene.sent() == sent
    assert intent.state is IntentState.REPLACED
    assert "주문을 보내지 않았어요" in await scene.reads(intent.message_ref)


async def _meets_the_look(case: Case, card: tuple[int, int]) -> None:
    """The database fails while the market is looked at, between the press and the sending."""
    looked = case.held(Connection, "price")
    sending = await case.scene.desk.confirm(await case.scene.user(), *card)
    await _fails_until_it_is_back(case, sending, looked)


async def its_answer_comes(case: Case) -> None:
    """KIS has taken it: the answer is held until it can be written, and the order is known by its number."""
    scene, sent = case.scene, case.scene.sent()
    card = await scene.card(LINE)
    answered = case.held(markets.of(Segment.DOMESTIC), "send")
    sending = await scene.desk.confirm(await scene.user(), *card)
    while scene.sent() == sent:  # noqa: ASYNC110 - seen in the journal
        await asyncio.sleep(0.01)
    await _fails_until_it_is_back(case, sending, answered)
    order = await scene.order_of(card[0])

    assert order.state is OrderState.ACCEPTED
    assert order.number is not None
    assert scene.sent() == sent + 1


async def _fails_until_it_is_back(case: Case, sending: asyncio.Task[None], released: asyncio.Event) -> None:
    case.log.clear()
    async with case.failing():
        released.set()
        await case.logged("기록하지 못해")
        assert not sending.done()
    await sending


async def a_fill_comes(case: Case) -> None:
    """The notice is given back to who waits with it; neither the fill nor its message is kept by halves or twice."""
    scene = case.scene
    scene.trade(70_500)
    order = await scene.order(LINE)
    await scene.notify()
    before = len(await scene.pushes("#체결"))
    scene.trade(70_000)
    heard = [notice for notice in scene.heard if notice.number.lstrip("0") == order.number]
    async with case.failing():
        for notice in heard:
            with pytest.raises(FAILS):
                await scene.desk.fills.take(scene.connection, notice)
        assert bool(await scene.fills(order)) == case.trouble.kept
        assert len(await scene.pushes("#체결")) - before == case.trouble.kept
    for notice in heard:
        await scene.desk.fills.take(scene.connection, notice)

    assert (await scene.again(order)).state is OrderState.FILLED
    assert len(await scene.pushes("#체결")) - before == 1
    await scene.notify()


async def a_search_ends(case: Case) -> None:
    """An order stays 결과 불명, and that cannot be written down: told afterwards, once."""
    scene = case.scene
    scene.fault("cut_after")
    scene.fault("message", "inquire-daily-ccld", times=9, msg_cd="EGW00003", msg1="접근이 거부되었습니다.")
    order = await scene.order("삼성전자 3 60000")
    await scene.desk.chores.close(0)
    (intent,) = await scene.desk._resolver._unknown(scene.connection.credential_id)
    async with case.failing():
        scene.desk._resolver.look_for(intent)
        await case.logged(f"intent {intent.id} is handed over later")
    await scene.desk.chores.finish()

    assert (await scene.again(order)).state is OrderState.UNKNOWN
    assert len([text for text in await scene.pushes("#점검") if f"#A{order.short_no} " in text]) == 1


STEPS = (
    a_card_is_made,
    it_is_pressed,
    it_is_about_to_leave,
    its_price_has_moved,
    its_answer_comes,
    a_fill_comes,
    a_search_ends,
)


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: trouble.name)
async def test_a_failing_database(
    request: pytest.FixtureRequest, tmp_path: Path, trouble: Trouble, caplog: pytest.LogCaptureFixture
) -> None:
    """At every step: no order is lost, none is sent twice, and the user learns what became of it."""
    url = request.getfixturevalue(f"{trouble.server}_url")
    if trouble.server == "postgres":
        databases.empty(url)
    async with stage(tmp_path, database_url=url, busy=trouble.busy, looks=(0.05, 0.05)) as scene:
        scene.trade(70_500)
        for step in STEPS:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(sending_of_orders, "PATIENCE", (0.05,))
                await step(Case(scene, trouble, patch, caplog))
