"""More symbols than there are slots: the nearest are live, the rest is asked for in turn, and it is said which."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot import markets
from bot.alerts.suggesting import on_tick
from bot.connection import Sharing
from bot.storage import watchlists
from bot.storage.columns import plain
from bot.storage.states import AlertRepeat, AlertRule
from kis import Environment
from kis.market.clock import KST
from kis.realtime import registry, stream
from kis.simulator import NO_LIMITS, Simulator
from kis.simulator.halts import HaltRules
from kis.symbols import Instrument, well_known
from tests.bot.live.stage import ALICE, Stage, spoken, stage, wish

MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=KST)
ABOVE = AlertRule.ABOVE


def stock(code: str) -> Instrument:
    """A stock everybody knows."""
    found = well_known().by_code(code)
    assert isinstance(found, Instrument)
    return found


SAMSUNG, HYNIX, NAVER = (stock(code) for code in ("005930", "000660", "035420"))


@pytest.fixture
async def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    """A gateway that has two slots left beside the notices of fills, and a market whose clock stands."""
    for module in (registry, stream):
        monkeypatch.setattr(module, "LIMIT", 2 + 1 + len(markets.notices(Environment.PAPER)))
    async with (
        Simulator.serve(limits=NO_LIMITS, now=MORNING, speed=0, vi=HaltRules()) as simulator,
        stage(tmp_path, simulator, following=False) as ready,
    ):
        yield ready


async def arm(scene: Stage, instrument: Instrument, percent: int, repeat: AlertRepeat = AlertRepeat.ONCE) -> int:
    """An alert so many percent over the price now, on a round figure; returns that."""
    price = int((await scene.connection.price(instrument.code)).price)
    target = price * (100 + percent) // 100 // 1_000 * 1_000
    await scene.watch.add(scene.alice, instrument, wish(ABOVE, target, repeat))
    return target


async def sources(scene: Stage) -> dict[str, int]:
    """Seconds between looks at each symbol; 0 is live."""
    alerts = await scene.watch.list(scene.alice)
    seconds = scene.watch.seconds(alerts)
    return {alert.symbol: seconds[alert.id] for alert in alerts}


async def test_the_nearest_are_live(scene: Stage) -> None:
    """Who comes late polls; who comes near takes the slot of the farthest, and fills keep theirs."""
    await arm(scene, SAMSUNG, 25)
    await arm(scene, HYNIX, 5)
    target = await arm(scene, NAVER, 8)
    assert await sources(scene) == {"005930": 0, "000660": 0, "035420": 3}
    assert scene.connection.sharing.polled == 1
    scene.simulator.broker.set_price("035420", target - 1_000)
    for _ in range(2):
        await scene.watch.catch_up(scene.connection)
        await scene.connection.listen()

    assert await sources(scene) == {"005930": 3, "000660": 0, "035420": 0}
    used, most = scene.connection.stream.slots
    assert used == most


async def test_what_polls_fires_too(scene: Stage) -> None:
    """Also what was there between two turns and is gone again: the day's high tells."""
    await arm(scene, SAMSUNG, 5)
    await arm(scene, HYNIX, 5)
    target = await arm(scene, NAVER, 8)
    before = int((await scene.connection.price("035420")).price)
    await scene.watch.catch_up(scene.connection)
    scene.simulator.broker.set_price("035420", target)
    scene.simulator.broker.set_price("035420", before)
    await scene.watch.catch_up(scene.connection)

    [push] = await spoken(scene)
    assert f"<b>{target:,}원</b>에 닿았어요" in push
    await scene.watch.catch_up(scene.connection)
    assert scene.connection.sharing.polled == 0


async def test_a_high_before_the_alert_is_not_its_concern(scene: Stage) -> None:
    """An alert set after the day's high does not fire by it."""
    await arm(scene, SAMSUNG, 5)
    await arm(scene, HYNIX, 5)
    await arm(scene, NAVER, 9)
    before = int((await scene.connection.price("035420")).price)
    await scene.watch.catch_up(scene.connection)
    scene.simulator.broker.set_price("035420", before * 105 // 100 // 1_000 * 1_000)
    scene.simulator.broker.set_price("035420", before)
    await arm(scene, NAVER, 3)
    await scene.watch.catch_up(scene.connection)

    assert await spoken(scene) == []


async def test_a_vi_is_told_each_time(scene: Stage) -> None:
    """It needs no slot, is told when it begins, not again while it lasts, and anew when there is another."""
    await scene.watch.add(scene.alice, SAMSUNG, wish(AlertRule.VI, 0, AlertRepeat.ALWAYS))
    assert scene.connection.stream.slots[0] == 0
    price, told = int((await scene.connection.price("005930")).price), []
    for percent in (112, 126):
        scene.simulator.broker.set_price("005930", price * percent // 100 // 1_000 * 1_000)
        for _ in range(2):
            await scene.watch.catch_up(scene.connection)
        told.append(len(await spoken(scene)))
        scene.simulator.broker.clock.advance(timedelta(minutes=3))
        for _ in range(2):
            await scene.watch.catch_up(scene.connection)

    assert told == [1, 2]
    assert "VI 발동" in scene.chatter.said[0]


async def test_many_at_once_where_kis_offers_it(scene: Stage) -> None:
    """A real account asks for up to thirty symbols by one call."""
    real = await scene.connections.connect(ALICE, scene.simulator.credentials(Environment.REAL))
    scene.alice.active_credential_id = real.credential_id
    room = registry.LIMIT - 1 - len(markets.notices(Environment.REAL))
    codes = ("005930", "000660", "035420", "035720", "005380")[: max(0, room) + 2]
    targets = [await arm(scene, stock(code), 8) for code in codes]
    assert [seconds for seconds in (await sources(scene)).values() if seconds] == [3, 3]
    for code, target in zip(codes[-2:], targets[-2:], strict=True):
        scene.simulator.broker.set_price(code, target)
    await scene.watch.catch_up(scene.connection)

    assert len(await spoken(scene)) == 2


async def test_a_watchlist_takes_what_alerts_leave(scene: Stage) -> None:
    """Free slots go to what is on a list, which is then quoted live; an alert takes one at once, the rest is polled."""
    async with scene.database.begin() as session:
        await watchlists.add(session, ALICE, "기본", ["000660", "035720", "069500"], datetime.now(UTC))
    await scene.watch.look_after(scene.connection)
    await scene.watch.catch_up(scene.connection)
    assert (scene.connection.sharing.alerts, scene.connection.sharing.watched) == (0, 2)

    await arm(scene, NAVER, 8)
    assert await sources(scene) == {"035420": 0}
    assert (scene.connection.sharing.alerts, scene.connection.sharing.watched) == (1, 1)
    await arm(scene, SAMSUNG, 8)
    await arm(scene, stock("005380"), 8)
    await scene.watch.catch_up(scene.connection)
    assert scene.connection.sharing == Sharing(alerts=2, watched=0, polled=1)

    for alert in await scene.watch.list(scene.alice):
        await scene.watch.remove(scene.alice, alert.id)
    await scene.watch.catch_up(scene.connection)
    assert scene.connection.sharing == Sharing(alerts=0, watched=2, polled=0)


async def test_many_abroad_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A real account without a slot asks for its US stocks by one call; before the open at home it asks both venues."""
    for module in (registry, stream):
        monkeypatch.setattr(module, "LIMIT", 1 + len(markets.notices(Environment.REAL)))
    async with (
        Simulator.serve(limits=NO_LIMITS, now=MORNING.replace(hour=8, minute=30), speed=0) as simulator,
        stage(tmp_path, simulator, following=False, environment=Environment.REAL) as scene,
    ):
        found = [well_known().by_code(code) for code in ("AAPL", "NVDA", "005930")]
        targets = [Decimal(simulator.broker.floor_of(one.code).quote(one.code).last) for one in found if one]
        for one, target, places in zip(found, targets, (4, 4, 0), strict=True):
            assert one is not None
            price = on_tick(one, plain(target.scaleb(-places)), 2)
            await scene.watch.add(scene.alice, one, wish(ABOVE, price))
            simulator.broker.set_price(one.code, price)
        simulator.journal.clear()
        await scene.watch.catch_up(scene.connection)

        asked = [entry for entry in simulator.journal.entries() if entry["kind"] == "rest"]
        assert [entry["path"].rpartition("/")[2] for entry in asked] == ["intstock-multprice", "multprice"]
        assert "UN" in str(asked[0]["sent"])
        assert len(await spoken(scene)) == 3
