"""한도: lowering at once; raising with the PIN, by both clocks a day later, told; and no way around."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.locks.unlock import Locked, NoPin
from bot.storage import locks
from bot.storage.limit_tables import Limit
from bot.storage.states import Cap
from bot.trading.limit_changes import Change, Limits
from kis import Environment

from .scene import ALICE, Scene, stage

MILLION = 1_000_000
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@pytest.fixture
async def anywhere(tmp_path: Path, database_url: str) -> AsyncIterator[Scene]:
    """The scene on each database in turn."""
    async with stage(tmp_path, database_url=database_url) as scene:
        scene.connection.kis._tokens._spacing = 0  # days pass at the broker, and hardly a second on this machine
        yield scene


@pytest.fixture
def limits(anywhere: Scene) -> Limits:
    return anywhere.limits


async def change(scene: Scene, cap: Cap, value: int | None) -> Change:
    return await scene.limits.change(scene.connection, cap, value)


async def holds(scene: Scene, cap: Cap = Cap.ORDER) -> int | None:
    return (await scene.limits.overview(scene.connection)).caps[cap]


async def raises(scene: Scene) -> dict[Cap, Limit]:
    return dict((await scene.limits.overview(scene.connection)).raises)


async def both_clocks(scene: Scene, by: timedelta) -> None:
    """Let time pass here and at the broker, and the bot look."""
    scene.clock.ahead += by
    await scene.later(seconds=by.total_seconds())
    await scene.limits.take_effect(scene.connection)


async def test_lowering_holds_at_once(anywhere: Scene) -> None:
    """The next press is judged by it, whether there was a cap before or not."""
    await change(anywhere, Cap.ORDER, 3 * MILLION)
    assert await holds(anywhere) == 3 * MILLION
    await change(anywhere, Cap.ORDER, MILLION)
    assert await holds(anywhere) == MILLION

    with pytest.raises(UserError, match="한 번에 100만원까지예요"):
        await anywhere.card("삼성전자 15 70000")


async def test_raising_waits_for_a_day(anywhere: Scene) -> None:
    """Until then the old cap holds; then the new one does, and its user is told once."""
    await change(anywhere, Cap.ORDER, MILLION)
    asked = await change(anywhere, Cap.ORDER, 2 * MILLION)
    assert asked.raising is not None
    await both_clocks(anywhere, DAY - MINUTE)
    assert await holds(anywhere) == MILLION
    with pytest.raises(UserError, match="100만원"):
        await anywhere.card("삼성전자 15 70000")

    await both_clocks(anywhere, 2 * MINUTE)
    await anywhere.limits.take_effect(anywhere.connection)
    assert await holds(anywhere) == 2 * MILLION
    assert await raises(anywhere) == {}
    assert await anywhere.pushes("#점검") == ["#점검 한 번에 한도가 <b>200만원</b>으로 바뀌었어요. 🟢모의"]
    await anywhere.card("삼성전자 15 70000")


async def test_removing_is_raising(anywhere: Scene) -> None:
    """없음 waits as well."""
    await change(anywhere, Cap.LOSS, MILLION)
    await change(anywhere, Cap.LOSS, None)
    assert await holds(anywhere, Cap.LOSS) == MILLION

    await both_clocks(anywhere, DAY + MINUTE)
    assert await holds(anywhere, Cap.LOSS) is None


async def test_what_is_due_holds_only_by_telling(anywhere: Scene) -> None:
    """A raise whose time has come does not hold before its user is told, in one transaction."""
    await change(anywhere, Cap.ORDER, MILLION)
    await change(anywhere, Cap.ORDER, None)
    anywhere.clock.ahead += 2 * DAY
    await anywhere.later(days=2)

    assert (await holds(anywhere), await anywhere.pushes("#점검")) == (MILLION, [])
    await anywhere.limits.take_effect(anywhere.connection)
    assert (await holds(anywhere), len(await anywhere.pushes("#점검"))) == (None, 1)


@pytest.mark.parametrize("host", [True, False])
async def test_one_clock_alone_lets_nothing_pass(anywhere: Scene, host: bool) -> None:
    """The host's clock was wrong when the raise was asked for, or is now; or the broker's is."""
    await change(anywhere, Cap.ORDER, MILLION)
    await change(anywhere, Cap.ORDER, None)
    if host:
        anywhere.clock.ahead += 30 * DAY
    else:
        await anywhere.later(days=30)
    await anywhere.limits.take_effect(anywhere.connection)

    assert await holds(anywhere) == MILLION


async def test_a_clock_set_back_when_asking_gains_nothing(anywhere: Scene) -> None:
    """Asked two days ago by a host whose clock was set back: the broker's clock says that it was just now."""
    await change(anywhere, Cap.ORDER, MILLION)
    anywhere.clock.ahead = -2 * DAY
    await change(anywhere, Cap.ORDER, None)
    anywhere.clock.ahead = timedelta(0)
    await anywhere.limits.take_effect(anywhere.connection)

    assert await holds(anywhere) == MILLION


async def test_a_second_raise_begins_anew(anywhere: Scene) -> None:
    """Twenty-three hours after the first, another figure: a day from then, and the first is gone."""
    await change(anywhere, Cap.ORDER, MILLION)
    await change(anywhere, Cap.ORDER, 2 * MILLION)
    await both_clocks(anywhere, timedelta(hours=23))
    await change(anywhere, Cap.ORDER, 3 * MILLION)
    await both_clocks(anywhere, timedelta(hours=2))
    assert await holds(anywhere) == MILLION

    await both_clocks(anywhere, timedelta(hours=23))
    assert await holds(anywhere) == 3 * MILLION


@pytest.mark.parametrize("lower", [500_000, MILLION])
async def test_lowering_calls_a_raise_off(anywhere: Scene, lower: int) -> None:
    """Whoever lowers, or says again what holds, wants no raise."""
    await change(anywhere, Cap.ORDER, MILLION)
    await change(anywhere, Cap.ORDER, None)
    assert (await change(anywhere, Cap.ORDER, lower)).called_off

    await both_clocks(anywhere, 2 * DAY)
    assert await holds(anywhere) == lower
    assert await anywhere.pushes("#점검") == []


async def test_a_raise_can_be_taken_back(anywhere: Scene) -> None:
    """되돌리기: the old cap stays; twice is told."""
    await change(anywhere, Cap.ORDER, MILLION)
    await change(anywhere, Cap.ORDER, None)
    assert (await anywhere.limits.take_back(anywhere.connection, Cap.ORDER)).value == MILLION

    with pytest.raises(UserError, match="되돌릴 것이 없어요"):
        await anywhere.limits.take_back(anywhere.connection, Cap.ORDER)
    await both_clocks(anywhere, 2 * DAY)
    assert await holds(anywhere) == MILLION


async def test_two_devices_at_once(anywhere: Scene) -> None:
    """One lowers while the other raises and the clock looks: never more than the old cap, and nothing breaks."""
    await change(anywhere, Cap.ORDER, MILLION)
    await change(anywhere, Cap.ORDER, 2 * MILLION)
    anywhere.clock.ahead += DAY + MINUTE
    await anywhere.later(days=1, minutes=1)
    await asyncio.gather(
        change(anywhere, Cap.ORDER, 500_000),
        anywhere.limits.take_effect(anywhere.connection),
        anywhere.limits.take_effect(anywhere.connection),
        change(anywhere, Cap.ORDER, 500_000),
    )

    await both_clocks(anywhere, MINUTE)
    assert await holds(anywhere) == 500_000
    assert len(await anywhere.pushes("#점검")) <= 1


async def test_a_restart_keeps_what_waits(anywhere: Scene) -> None:
    """The process that asked is gone; another one lets the raise hold, on time."""
    await change(anywhere, Cap.ORDER, MILLION)
    await change(anywhere, Cap.ORDER, 2 * MILLION)
    again = Limits(anywhere.database, anywhere.outbox, anywhere.limits._brake, anywhere.clock.now)
    await again.take_effect(anywhere.connection)
    assert await holds(anywhere) == MILLION

    anywhere.clock.ahead += DAY + MINUTE
    await anywhere.later(days=1, minutes=1)
    await again.take_effect(anywhere.connection)
    assert await holds(anywhere) == 2 * MILLION


async def test_a_raise_needs_the_pin(anywhere: Scene) -> None:
    """Locked: no raise, and lowering as ever. Unlocked: the raise begins."""
    await change(anywhere, Cap.ORDER, MILLION)
    async with anywhere.database.begin() as session:
        (await locks.hold(session, ALICE)).digest = "a digest"

    with pytest.raises(Locked):
        await change(anywhere, Cap.ORDER, 2 * MILLION)
    assert await raises(anywhere) == {}
    await change(anywhere, Cap.ORDER, 900_000)

    async with anywhere.database.begin() as session:
        lock = await locks.hold(session, ALICE)
        lock.unlocked_at, lock.unlocked_until = anywhere.clock.now() - MINUTE, anywhere.clock.now() + MINUTE
    assert (await change(anywhere, Cap.ORDER, 2 * MILLION)).raising is not None


async def test_in_real_a_raise_needs_a_pin_to_be_there(tmp_path: Path) -> None:
    """실전 without a PIN: one has to be set first, or gone without on purpose."""
    async with stage(tmp_path, environment=Environment.REAL) as scene:
        with pytest.raises(NoPin):
            await change(scene, Cap.ORDER, None)
        assert await holds(scene) == 10 * MILLION
        await change(scene, Cap.ORDER, MILLION)
        assert await holds(scene) == MILLION


async def test_changes_are_on_record(anywhere: Scene) -> None:
    """Who changed what, and when it began to hold."""
    await change(anywhere, Cap.ORDER, MILLION)
    await change(anywhere, Cap.ORDER, 2 * MILLION)
    await anywhere.limits.take_back(anywhere.connection, Cap.ORDER)
    await change(anywhere, Cap.ORDER, 2 * MILLION)
    await both_clocks(anywhere, DAY + MINUTE)

    assert [event for event in await anywhere.events() if event.startswith("limit")] == [
        "limit.lowered",
        "limit.raise_asked",
        "limit.raise_taken_back",
        "limit.raise_asked",
        "limit.raised",
    ]
