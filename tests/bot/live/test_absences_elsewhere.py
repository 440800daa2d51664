"""The bot was away from markets with days, bars and units of their own: every alert fires once or says why not."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.alerts.suggesting import on_tick
from bot.money import Figure, money
from bot.quoting.assets import unit_of
from bot.storage.states import AlertRepeat, AlertRule
from kis import Environment
from kis.market.clock import KST
from kis.simulator import NO_LIMITS, Simulator
from kis.symbols import Instrument
from tests.bot.live.stage import Stage, spoken, stage, wish
from tests.bot.live.test_markets import APPLE, EVENING, FUTURE, KOSPI, NIGHT, NOON, PAPER, REAL, move, target_of

ABOVE = AlertRule.ABOVE


def pass_time(simulator: Simulator, **by: float) -> None:
    """Let market time pass."""
    simulator.broker.clock.advance(timedelta(**by))


def pushed(scene: Stage) -> list[str]:
    """The pushes of this life of the bot."""
    return [text for text in scene.chatter.said if text.startswith("#알림")]


async def armed(
    folder: Path, simulator: Simulator, instrument: Instrument, environment: Environment, repeat: AlertRepeat
) -> Figure:
    """The bot runs, an alert is set, the bot is gone; a minute passes. Returns its target."""
    async with stage(folder, simulator, environment=environment) as scene:
        target = await target_of(scene, instrument)
        await scene.watch.add(scene.alice, instrument, wish(ABOVE, target, repeat))
    pass_time(simulator, minutes=1)
    return target


async def visit(simulator: Simulator, instrument: Instrument, target: Figure) -> None:
    """The price goes there and back, a minute each."""
    for price in (target, on_tick(instrument, target, -2)):
        simulator.broker.set_price(instrument.code, price)
        pass_time(simulator, minutes=1)


@pytest.mark.parametrize(
    ("instrument", "at"),
    [
        pytest.param(APPLE, NIGHT, id="US over midnight"),
        pytest.param(FUTURE, NOON, id="future"),
        pytest.param(FUTURE, EVENING, id="future by night"),
    ],
)
async def test_reached_and_gone_is_told_once(tmp_path: Path, instrument: Instrument, at: datetime) -> None:
    """By the minutes of its market, with its time here and the price in its unit; started again, nothing more."""
    async with Simulator.serve(limits=NO_LIMITS, now=at, speed=0) as simulator:
        target = await armed(tmp_path, simulator, instrument, REAL, AlertRepeat.ONCE)
        pass_time(simulator, minutes=10)
        reached = simulator.broker.clock.now()
        await visit(simulator, instrument, target)
        heard = []
        for _ in range(2):
            async with stage(tmp_path, simulator, environment=REAL) as scene:
                heard += await spoken(scene)

        [text] = heard
        assert "닿았다가 돌아왔어요" in text
        assert f"({reached:%H:%M} {money(target, unit_of(instrument))})" in text


async def test_paper_knows_the_day_alone(tmp_path: Path) -> None:
    """Its bars tell of today as a whole: an alert of today may be younger than the high, which is said."""
    async with Simulator.serve(limits=NO_LIMITS, now=NIGHT, speed=0) as simulator:
        target = await armed(tmp_path, simulator, APPLE, PAPER, AlertRepeat.ONCE)
        await visit(simulator, APPLE, target)
        async with stage(tmp_path, simulator) as scene:
            [text] = await spoken(scene)
            waiting = await scene.watch.list(scene.alice)

        assert "확인하지 못했어요" in text
        assert f"11-24 하루 중 {money(target, 'USD')}" in text
        assert len(waiting) == 1


async def test_an_index_is_there_yet(tmp_path: Path) -> None:
    """What holds when the bot is back is told by its own push, late."""
    async with Simulator.serve(limits=NO_LIMITS, now=NOON, speed=0) as simulator:
        target = await armed(tmp_path, simulator, KOSPI, REAL, AlertRepeat.ONCE)
        async with stage(tmp_path, simulator, following=False, environment=REAL) as scene:
            move(scene, KOSPI, target)
        async with stage(tmp_path, simulator, environment=REAL) as scene:
            push, summary = await spoken(scene)

        assert push.startswith("#알림")
        assert "늦은 알림" in push
        assert "지금도 닿아 있어" in summary


async def test_once_a_day_of_its_market(tmp_path: Path) -> None:
    """A daily alert of a US stock that fired before midnight here is silent after it, and fires the next evening."""
    async with Simulator.serve(limits=NO_LIMITS, now=NIGHT, speed=0) as simulator:
        async with stage(tmp_path, simulator, environment=REAL) as scene:
            target = await target_of(scene, APPLE)
            await scene.watch.add(scene.alice, APPLE, wish(ABOVE, target, AlertRepeat.DAILY))
            simulator.broker.set_price("AAPL", target)
            await scene.until(lambda: pushed(scene))
        pass_time(simulator, minutes=20)
        async with stage(tmp_path, simulator, environment=REAL) as scene:
            simulator.broker.set_price("AAPL", on_tick(APPLE, target, -3))
            simulator.broker.set_price("AAPL", target)
            await scene.watch.catch_up(scene.connection)
            [alert] = await scene.watch.list(scene.alice)
            assert alert.quiet_until == datetime(2026, 11, 25, 23, 31, tzinfo=KST)
            assert pushed(scene) == []
        pass_time(simulator, hours=24)
        async with stage(tmp_path, simulator, environment=REAL) as scene:
            simulator.broker.set_price("AAPL", on_tick(APPLE, target, 1))
            await scene.watch.catch_up(scene.connection)
            await scene.until(lambda: pushed(scene))


async def test_nights_that_no_bar_tells_of(tmp_path: Path) -> None:
    """Two nights away: those before the last have no bars here, so an alert on a future may have been reached."""
    async with Simulator.serve(limits=NO_LIMITS, now=NOON, speed=0) as simulator:
        async with stage(tmp_path, simulator, environment=REAL) as scene:
            far = on_tick(FUTURE, await target_of(scene, FUTURE), 20)
            await scene.watch.add(scene.alice, FUTURE, wish(ABOVE, far))
        pass_time(simulator, days=2)
        async with stage(tmp_path, simulator, environment=REAL) as scene:
            [text] = await spoken(scene)

        assert "확인하지 못했어요" in text
