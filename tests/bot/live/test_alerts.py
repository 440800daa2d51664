"""Price alerts over a real stream."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import NotFound, UserError
from bot.storage.states import AlertRule
from kis.symbols import Instrument, well_known
from tests.bot.live.stage import ALICE, Stage, broker, stage, wish

SAMSUNG = well_known().by_code("005930")
assert isinstance(SAMSUNG, Instrument)


async def test_fires_when_the_price_is_there(scene: Stage) -> None:
    """A trade at the target is told at once, and only once."""
    await scene.watch.add(scene.alice, SAMSUNG, wish(AlertRule.ABOVE, 75_000))
    scene.simulator.broker.set_price("005930", 74_900)
    scene.simulator.broker.set_price("005930", 75_000)
    scene.simulator.broker.set_price("005930", 75_100)

    await scene.until(lambda: scene.chatter.said)
    assert [text.split()[0] for text in scene.chatter.said] == ["#알림"]
    assert "75,000원" in scene.chatter.said[0]
    assert list(await scene.watch.list(scene.alice)) == []


async def test_fires_at_once_if_the_price_is_there_already(scene: Stage) -> None:
    """이상 means at or over: what is true already is told now."""
    scene.simulator.broker.set_price("005930", 72_000)
    await scene.watch.add(scene.alice, SAMSUNG, wish(AlertRule.ABOVE, 71_000))

    await scene.until(lambda: scene.chatter.said)
    assert "72,000원" in scene.chatter.said[0]


async def test_removed_alert_stays_silent(scene: Stage) -> None:
    """What was taken back does not fire, and its realtime slot is free again."""
    alert = await scene.watch.add(scene.alice, SAMSUNG, wish(AlertRule.BELOW, 60_000))
    used, _ = scene.connection.stream.slots
    await scene.watch.remove(scene.alice, alert.id)

    assert scene.connection.stream.slots[0] == used - 1
    assert scene.watch.book(scene.connection).match("005930", 50_000) == []
    with pytest.raises(NotFound):
        await scene.watch.remove(scene.alice, alert.id)


async def test_what_no_alert_waits_for_is_forgotten(scene: Stage) -> None:
    """Instruments are kept for alerts that wait, of which two may wait for the same; a fired alert needs none."""
    place = scene.watch._places[scene.connection.credential_id]
    stays, goes, fires = [
        await scene.watch.add(scene.alice, SAMSUNG, wish(rule, target))
        for rule, target in ((AlertRule.BELOW, 60_000), (AlertRule.BELOW, 61_000), (AlertRule.ABOVE, 75_000))
    ]
    assert (set(place.instruments), list(place.waiting())) == ({stays.id, goes.id, fires.id}, [SAMSUNG])
    await scene.watch.remove(scene.alice, goes.id)
    scene.simulator.broker.set_price("005930", 75_000)
    await scene.until(lambda: scene.chatter.said)
    await scene.watch.catch_up(scene.connection)
    await scene.until(lambda: set(place.instruments) == {stays.id})
    assert list(place.waiting()) == [SAMSUNG]
    await scene.watch.remove(scene.alice, stays.id)
    assert (place.instruments, list(place.waiting())) == ({}, [])


async def test_taken_back_while_it_fires(scene: Stage) -> None:
    """A price that was there before an alert was taken back, and is told late, tells nothing."""
    alert = await scene.watch.add(scene.alice, SAMSUNG, wish(AlertRule.ABOVE, 75_000))
    opened = scene.watch.book(scene.connection).match("005930", 75_000)
    await scene.watch.remove(scene.alice, alert.id)
    await scene.watch.fire(scene.connection, opened, 75_000)
    assert [one.id for one in opened] == [alert.id]
    assert scene.chatter.said == []


async def test_nobody_removes_another_users_alert(scene: Stage) -> None:
    """An alert's number is worth nothing to somebody else."""
    alert = await scene.watch.add(scene.alice, SAMSUNG, wish(AlertRule.BELOW, 60_000))
    scene.alice.id = ALICE + 1
    with pytest.raises(NotFound):
        await scene.watch.remove(scene.alice, alert.id)
    scene.alice.id = ALICE

    assert [waiting.id for waiting in await scene.watch.list(scene.alice)] == [alert.id]


@pytest.mark.parametrize("target", [pytest.param(0, id="zero"), pytest.param(10**9, id="absurd")])
async def test_targets_that_cannot_be_meant(scene: Stage, target: int) -> None:
    """A target out of all proportion is a slip of the finger; the sentence names the price now."""
    with pytest.raises(UserError, match="지금 "):
        await scene.watch.add(scene.alice, SAMSUNG, wish(AlertRule.ABOVE, target))


async def test_armed_alerts_outlive_a_restart(tmp_path: Path) -> None:
    """What the database holds is watched again at the next start."""
    async with broker() as simulator:
        async with stage(tmp_path, simulator) as before:
            await before.watch.add(before.alice, SAMSUNG, wish(AlertRule.ABOVE, 80_000))
        async with stage(tmp_path, simulator) as after:
            await after.until(lambda: len(after.watch.book(after.connection)) == 1)
            simulator.broker.set_price("005930", 80_000)

            await after.until(lambda: after.chatter.said)
            assert "#알림" in after.chatter.said[0]


async def test_fires_after_the_stream_was_cut(scene: Stage) -> None:
    """A lost connection is made again and the symbol is followed as before."""
    await scene.watch.add(scene.alice, SAMSUNG, wish(AlertRule.ABOVE, 75_000))
    scene.simulator.sockets.drop(None)
    await scene.until(lambda: len(scene.reconciled) == 2)
    scene.simulator.broker.set_price("005930", 75_000)

    await scene.until(lambda: scene.chatter.said)
    assert "#알림" in scene.chatter.said[0]
