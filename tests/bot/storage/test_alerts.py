"""Alerts fire once."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.storage import alerts, users
from bot.storage.database import Database
from bot.storage.states import AlertRepeat, AlertState
from bot.storage.tables import Alert
from tests.bot.storage import rows
from tests.bot.storage.rows import ALICE, BOB, NOW


async def armed(database: Database) -> Alert:
    async with database.begin() as session:
        return await alerts.add(session, rows.alert(await rows.account(session)))


async def test_alert_fires_once(database: Database) -> None:
    """Ticks that cross the target together push one message."""
    alert = await armed(database)

    async def fire() -> Alert | None:
        async with database.begin() as session:
            return await alerts.fire(session, alert.id, price=71_100, now=NOW, until=rows.NOW + timedelta(days=1))

    fired = [one for one in await asyncio.gather(fire(), fire(), fire()) if one is not None]

    assert [(one.state, one.fired_price) for one in fired] == [(AlertState.FIRED, 71_100)]


async def test_cancelled_alert_stays_silent(database: Database) -> None:
    """Its user may cancel it, nobody else; afterwards it does not fire."""
    alert = await armed(database)
    async with database.begin() as session:
        by_bob = await alerts.cancel(session, alert.id, user_id=BOB)
        by_alice = await alerts.cancel(session, alert.id, user_id=ALICE)
        fired = await alerts.fire(session, alert.id, price=71_100, now=NOW, until=rows.NOW + timedelta(days=1))

    assert (by_bob, fired) == (None, None)
    assert by_alice is not None


async def test_alert_runs_out(database: Database) -> None:
    """After its end it does not fire; expiry returns it once, so that its user is told once."""
    alert = await armed(database)
    end = NOW + timedelta(days=30)
    async with database.begin() as session:
        late = await alerts.fire(session, alert.id, price=71_100, now=end, until=rows.NOW + timedelta(days=1))
        expired = await alerts.expire(session, end)
        again = await alerts.expire(session, end)
        left = await alerts.of_user(session, ALICE)

    assert late is None
    assert [one.id for one in expired] == [alert.id]
    assert (again, left) == ([], [])


async def test_count_is_of_armed_alerts(database: Database) -> None:
    """The limit on alerts counts what is armed; an alert of somebody shut out still stands in the table."""
    await armed(database)
    async with database.begin() as session:
        assert await alerts.count_of_user(session, ALICE) == 1
        await users.expel(session, ALICE)
        assert await alerts.count_of_user(session, BOB) == 0


async def test_what_is_repeated_rests_and_is_woken(database: Database) -> None:
    """It stays armed, fires no second time before it is woken, and each firing has a push of its own."""
    async with database.begin() as session:
        alert = await alerts.add(session, rows.alert(await rows.account(session), repeat=AlertRepeat.ALWAYS))
    keys = []
    for woken in (False, False, True):
        async with database.begin() as session:
            if woken:
                await alerts.wake(session, [alert.id])
            fired = await alerts.fire(session, alert.id, price=71_100, now=NOW, until=NOW + timedelta(days=1))
            keys += [alerts.push_key(fired)] if fired else []

    assert keys == [f"alert:{alert.id}", f"alert:{alert.id}:2"]


async def test_once_a_day_is_quiet_until_tomorrow(database: Database) -> None:
    """A daily alert that has fired is quiet; when its silence is over it waits again."""
    tomorrow = NOW + timedelta(days=1)
    async with database.begin() as session:
        alert = await alerts.add(session, rows.alert(await rows.account(session), repeat=AlertRepeat.DAILY))
        await alerts.fire(session, alert.id, price=71_100, now=NOW, until=tomorrow)
    seen = []
    for now in (NOW, tomorrow):
        async with database.begin() as session:
            found = await alerts.awake(session, alert.id, now)
            seen.append(found is not None and (found.resting, found.quiet_until))

    assert seen == [(True, tomorrow), (False, None)]
