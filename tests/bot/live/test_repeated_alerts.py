"""Alerts that fire more than once: on the step, again after the price has left, once a day, and not while snoozed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.alerts.basis import basis_of
from bot.errors import NotFound
from bot.storage.states import AlertRepeat, AlertRule
from kis.market.clock import KST
from kis.simulator import NO_LIMITS, Simulator
from tests.bot.live.stage import Stage, spoken, stage, wish
from tests.bot.live.test_alerts import SAMSUNG

MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=KST)
ALWAYS, DAILY = AlertRepeat.ALWAYS, AlertRepeat.DAILY
R = AlertRule


@pytest.fixture
async def held(tmp_path: Path) -> AsyncIterator[Stage]:
    """Alice, connected, in a market whose clock is moved by hand."""
    async with (
        Simulator.serve(limits=NO_LIMITS, now=MORNING, speed=0) as simulator,
        stage(tmp_path, simulator, following=False) as ready,
    ):
        yield ready


async def trade(scene: Stage, *prices: int) -> None:
    """Trades one after the other, each taken as the feed takes it, and followed up before the next."""
    for price in prices:
        scene.simulator.broker.set_price("005930", price)
        basis = basis_of(await scene.connection.price("005930"))
        opened = scene.watch.book(scene.connection).match("005930", price, basis)
        await scene.watch.fire(scene.connection, opened, price)
        await scene.watch.catch_up(scene.connection)


async def pass_time(scene: Stage, **by: float) -> None:
    """Let market time pass, and hear of it by an answer of KIS."""
    scene.simulator.broker.clock.advance(timedelta(**by))
    await scene.connection.price("005930")
    await scene.watch.catch_up(scene.connection)


def told(said: list[str]) -> list[str]:
    """The price of each push."""
    return [text.splitlines()[1].split("<b>")[1].split("원")[0] for text in said if text.startswith("#알림")]


@pytest.mark.parametrize(
    ("rule", "target", "path", "expected"),
    [
        pytest.param(R.ABOVE, 75_000, (75_000, 75_100, 74_900, 75_000), ["75,000"], id="no flicker"),
        pytest.param(R.ABOVE, 75_000, (75_000, 74_500, 75_200), ["75,000", "75,200"], id="left and back"),
        pytest.param(R.CROSS_UP, 75_000, (75_000, 74_900, 74_500, 75_400), ["75,000", "74,500", "75,400"], id="교차"),
        pytest.param(R.HIGH, 0, (75_000, 75_100, 74_500, 75_100, 75_200), ["75,000", "75,200"], id="신고가"),
    ],
)
async def test_again_after_it_has_left(
    held: Stage, rule: AlertRule, target: int, path: tuple[int, ...], expected: list[str]
) -> None:
    """Each visit is told once; it counts as left 0.5 % away, or across a crossing."""
    await held.watch.add(held.alice, SAMSUNG, wish(rule, target, ALWAYS))
    await trade(held, *path)

    assert told(await spoken(held)) == expected


async def test_once_a_day(held: Stage) -> None:
    """However often it is reached; the next trading day it counts again, from its first minute."""
    await held.watch.add(held.alice, SAMSUNG, wish(R.ABOVE, 75_000, DAILY))
    await trade(held, 75_000, 74_000, 75_500)
    assert told(await spoken(held)) == ["75,000"]
    assert not held.watch.book(held.connection).symbols()
    await pass_time(held, hours=23, minutes=30)
    await trade(held, 75_600)

    assert told(await spoken(held)) == ["75,000", "75,600"]


async def test_changes_and_volumes_of_the_day(held: Stage) -> None:
    """±5 % counts from yesterday's close; a volume fires with the trade that makes it full."""
    before = (await held.connection.price("005930")).reference
    assert before is not None
    await held.watch.add(held.alice, SAMSUNG, wish(R.SWING, 500))
    await trade(held, int(before) * 104 // 100 // 100 * 100)
    assert told(await spoken(held)) == []
    await trade(held, int(before) * 106 // 100 // 100 * 100)
    assert len(told(await spoken(held))) == 1
    volume = (await held.connection.price("005930")).volume
    assert volume is not None
    await held.watch.add(held.alice, SAMSUNG, wish(R.VOLUME, volume + 1))
    await trade(held, int(before))

    pushes = [text for text in await spoken(held) if text.startswith("#알림")]
    assert len(pushes) == 2
    assert "에 닿았어요" in pushes[0]
    assert "지금 <b>" in pushes[1]


async def test_snoozed_for_an_hour(held: Stage) -> None:
    """It says nothing for an hour, then tells at once if its price is there; nobody else can snooze it."""
    alert = await held.watch.add(held.alice, SAMSUNG, wish(R.ABOVE, 75_000))
    await trade(held, 75_000)
    await held.watch.snooze(held.alice, alert.id)
    await trade(held, 75_100)
    assert told(await spoken(held)) == ["75,000"]
    await pass_time(held, minutes=61)
    await trade(held, 75_200)
    assert told(await spoken(held)) == ["75,000", "75,200"]
    held.alice.id += 1
    with pytest.raises(NotFound):
        await held.watch.snooze(held.alice, alert.id)
    held.alice.id -= 1


async def test_a_visit_while_the_bot_was_away(tmp_path: Path) -> None:
    """An alert at rest that was left and reached meanwhile is told late; it waits on."""
    async with Simulator.serve(limits=NO_LIMITS, now=MORNING, speed=0) as simulator:
        async with stage(tmp_path, simulator, following=False) as before:
            await before.watch.add(before.alice, SAMSUNG, wish(R.ABOVE, 75_000, ALWAYS))
            await trade(before, 75_000)
            await spoken(before)
        for price in (74_000, 75_300, 74_000):
            simulator.broker.clock.advance(timedelta(minutes=1))
            simulator.broker.set_price("005930", price)
        simulator.broker.clock.advance(timedelta(minutes=1))
        async with stage(tmp_path, simulator) as after:
            await after.watch.catch_up(after.connection)
            [summary] = await spoken(after)
            simulator.broker.set_price("005930", 75_400)
            await after.until(lambda: told(after.chatter.said) != told([summary]))

            assert "닿았다가 돌아왔어요" in summary
            assert "75,300" in summary
            assert told(await spoken(after)) == ["75,400"]
