"""A feed that is late, cut or mute is said to be so, once, and so is its return."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot import connection as connecting
from kis.realtime.stream import State
from kis.simulator import Simulator
from tests.bot.live.stage import stage, wish
from tests.bot.live.test_absences import ABOVE, pass_time, simulator, trade
from tests.bot.live.test_alerts import SAMSUNG

__all__ = ["simulator"]


async def test_a_stale_feed_is_said_once_and_so_is_its_return(tmp_path: Path, simulator: Simulator) -> None:
    """The gateway lets nobody in for a minute: 시세가 늦어요, once; back: what was missed, once."""
    async with stage(tmp_path, simulator) as scene:
        await scene.watch.add(scene.alice, SAMSUNG, wish(ABOVE, 75_000))
        simulator.sockets.refuse(0.5)
        simulator.sockets.drop(None)
        await scene.until(lambda: scene.connection.stream.state is not State.OPEN)
        for _ in range(4):
            await scene.watch.look(scene.connection)
            pass_time(simulator, seconds=40)
            await scene.connection.kis.domestic.quotes.price(symbol="005930")
        await scene.until(lambda: scene.connection.watched)
        await scene.until(lambda: len(scene.chatter.said) == 2)
        late, back = scene.chatter.said

    assert late.startswith("#점검 시세가 늦어요")
    assert back.startswith("#점검 시세를 다시 봐요")


async def test_reached_while_the_stream_was_cut(tmp_path: Path, simulator: Simulator) -> None:
    """The bot ran all the time, its stream did not: reached and gone again is told as after a restart."""
    async with stage(tmp_path, simulator) as scene:
        await scene.watch.add(scene.alice, SAMSUNG, wish(ABOVE, 75_000))
        pass_time(simulator, minutes=1)
        simulator.sockets.refuse(0.2)
        simulator.sockets.drop(None)
        await scene.until(lambda: scene.connection.stream.state is not State.OPEN)
        trade(simulator, 75_200)
        trade(simulator, 74_000)
        await scene.until(lambda: scene.chatter.said)

        assert "닿았다가 돌아왔어요" in scene.chatter.said[0]
        await scene.until(lambda: not scene.watch.book(scene.connection).symbols())
        assert list(await scene.watch.list(scene.alice)) == []


async def test_a_mute_stream_is_not_live(tmp_path: Path, simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing has come on the stream for long: the price is asked by REST and is not said to be live."""
    async with stage(tmp_path, simulator) as scene:
        await scene.watch.add(scene.alice, SAMSUNG, wish(ABOVE, 75_000))
        simulator.broker.set_price("005930", 71_000)
        await scene.until(lambda: "005930" in scene.connection.ticks)
        assert (await scene.connection.price("005930")).live
        monkeypatch.setattr(connecting, "QUIET", timedelta(seconds=-1))

        assert not (await scene.connection.price("005930")).live
