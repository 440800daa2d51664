"""A user with 실전 and 모의 hears once of the time in which nobody looked."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from bot.storage.states import MessageKind
from bot.storage.tables import Message
from kis import Environment
from kis.simulator import Simulator
from tests.bot.live.stage import spoken, stage, wish
from tests.bot.live.test_absences import ABOVE, armed, pass_time, said, simulator, trade
from tests.bot.live.test_alerts import SAMSUNG

__all__ = ["simulator"]


async def with_both(folder: Path, simulator: Simulator) -> None:
    """Alice has an alert in 모의 and one in 실전; the bot is gone, and both are reached meanwhile."""
    async with stage(folder, simulator) as scene:
        await scene.watch.add(scene.alice, SAMSUNG, wish(ABOVE, 75_000))
        real = await scene.connections.connect(1, simulator.credentials(Environment.REAL))
        await scene.until(lambda: real.watched)
        scene.alice.active_credential_id = real.credential_id
        await scene.watch.add(scene.alice, SAMSUNG, wish(ABOVE, 75_100))
    pass_time(simulator, minutes=2)
    trade(simulator, 75_200)
    trade(simulator, 74_000)


async def test_two_accounts_have_one_summary(tmp_path: Path, simulator: Simulator) -> None:
    """실전 and 모의 come back side by side: one message that tells of both, once."""
    await with_both(tmp_path, simulator)
    heard: list[str] = []
    for _ in range(2):
        async with stage(tmp_path, simulator) as scene:
            await scene.until(lambda scene=scene: all(one.watched for one in scene.connections.all()))
            heard += await spoken(scene)
            async with scene.database.read() as session:
                found = await session.scalars(select(Message).where(Message.text.startswith("#점검")))
                sent = [row.kind for row in found]

    assert sorted(sent) == [MessageKind.EDIT, MessageKind.SEND]
    assert heard[-1].count("닿았다가 돌아왔어요") == 2
    assert "🟢모의" in heard[-1]
    assert "🔴실전" in heard[-1]


async def test_two_absences_of_one_account_are_two_messages(tmp_path: Path, simulator: Simulator) -> None:
    """An edit calls nobody: what happens to the same account anew is told anew."""
    for target in (75_000, 75_050):
        await armed(tmp_path, simulator, target)
        trade(simulator, 75_200)
        trade(simulator, 74_000)
        [text] = await said(tmp_path, simulator)
        assert text.count("닿았다가 돌아왔어요") == 1
