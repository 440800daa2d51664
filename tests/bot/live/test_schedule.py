"""Work by the clock is done at the market's hours, once a day, whatever the host's clock says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.alerts.wishes import LIFE
from bot.connection import Connection
from bot.outbox import Outbox
from bot.schedule import Schedule
from bot.storage.states import AlertRule, AlertState
from bot.storage.tables import Alert
from bot.trading.desk import Desk
from kis.market.clock import KST
from kis.market.holidays import CALENDAR
from kis.symbols import well_known
from tests.bot.live.stage import Stage, wish


@pytest.fixture
def reconciled() -> list[Connection]:
    return []


@pytest.fixture
def schedule(scene: Stage, reconciled: list[Connection]) -> Schedule:
    outbox = Outbox(scene.database, scene.chatter)
    desk = Desk(scene.database, outbox, scene.connections, well_known())
    return Schedule(scene.database, scene.connections, scene.watch, desk, reconciled.append)


async def at(scene: Stage, hour: int, minute: int) -> None:
    """Set the broker's clock to an hour of the next trading day, and let the bot hear of it."""
    clock = scene.simulator.broker.clock
    day = clock.now().date()
    if (hour, minute) < (clock.now().hour, clock.now().minute):
        day = CALENDAR.next_trading_day(day)
    clock.set(datetime(day.year, day.month, day.day, hour, minute, tzinfo=KST))
    await scene.connection.kis.domestic.quotes.price(symbol="005930")


async def test_token_is_renewed_before_the_open(scene: Stage, schedule: Schedule) -> None:
    """At eight the token is asked for anew, once, and the day begins with a fresh one."""
    await at(scene, 0, 5)
    await at(scene, 8, 5)
    scene.connection.kis._tokens._spacing = 0  # hours have passed at the broker, but not on this machine
    before = scene.simulator.journal.entries()
    await schedule.look()
    await schedule.look()

    asked = [row for row in scene.simulator.journal.entries()[len(before) :] if row.get("path") == "/oauth2/tokenP"]
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("hour", "minute", "times"),
    [
        pytest.param(15, 45, 1, id="after the close"),
        pytest.param(20, 10, 1, id="after the after-market"),
        pytest.param(12, 0, 0, id="in the middle of the day"),
    ],
)
async def test_orders_are_settled_after_the_close(
    scene: Stage, schedule: Schedule, reconciled: list[Connection], hour: int, minute: int, times: int
) -> None:
    """KIS's list is asked once after each close."""
    await at(scene, hour, minute)
    await schedule.look()
    await schedule.look()

    assert reconciled == [scene.connection] * times


async def test_nothing_is_due_on_a_holiday(scene: Stage, schedule: Schedule, reconciled: list[Connection]) -> None:
    """On a day without trading there is nothing to settle."""
    clock = scene.simulator.broker.clock
    clock.set(datetime(2026, 12, 25, 15, 45, tzinfo=KST))
    await scene.connection.kis.domestic.quotes.price(symbol="005930")
    await schedule.look()

    assert reconciled == []


async def test_alerts_that_waited_too_long_are_told(scene: Stage, schedule: Schedule) -> None:
    """An alert whose time is over is disarmed and its owner told."""
    samsung = well_known().by_code("005930")
    assert samsung is not None
    alert = await scene.watch.add(scene.alice, samsung, wish(AlertRule.ABOVE, 90_000))
    async with scene.database.begin() as session:
        past = datetime.now(UTC) - timedelta(seconds=1)
        await session.execute(update(Alert).values(expires_at=past, created_at=past - LIFE))
    await schedule.look()

    await scene.until(lambda: scene.chatter.said)
    assert "기한이 끝나" in scene.chatter.said[0]
    assert len(scene.watch.book(scene.connection)) == 0
    async with scene.database.read() as session:
        kept = await session.get(Alert, alert.id)
    assert kept is not None
    assert kept.state is AlertState.EXPIRED
