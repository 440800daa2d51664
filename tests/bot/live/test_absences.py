"""The bot was away, or its stream was: every alert fires once or says why not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from bot import connection as connecting
from bot.errors import StorageBusy
from bot.storage import watching
from bot.storage.states import AlertRule, AlertState, FillSource
from bot.storage.tables import Alert, AlertTime, Credential, Fill
from kis.market.clock import KST
from kis.simulator import NO_LIMITS, Simulator
from kis.simulator.server.faults import read_fault
from tests.bot.live.stage import Stage, spoken, stage, wish
from tests.bot.live.test_alerts import SAMSUNG
from tests.bot.storage import rows

MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=KST)
ABOVE = AlertRule.ABOVE


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    """A market whose clock is moved by hand."""
    async with Simulator.serve(limits=NO_LIMITS, now=MORNING, speed=0) as ready:
        yield ready


def pass_time(simulator: Simulator, **by: float) -> None:
    """Let market time pass."""
    simulator.broker.clock.advance(timedelta(**by))


def trade(simulator: Simulator, price: int) -> None:
    """A trade now, and a minute later the next one may come."""
    simulator.broker.set_price("005930", price)
    pass_time(simulator, minutes=1)


async def armed(folder: Path, simulator: Simulator, target: int = 75_000, rule: AlertRule = ABOVE) -> int:
    """The bot runs, an alert is set, the bot is gone; a minute passes."""
    async with stage(folder, simulator) as scene:
        alert = await scene.watch.add(scene.alice, SAMSUNG, wish(rule, target))
    pass_time(simulator, minutes=1)
    return alert.id


async def said(folder: Path, simulator: Simulator, *, times: int = 2) -> list[str]:
    """What the bot says when it is back, and when it is started again after that."""
    heard: list[str] = []
    for _ in range(times):
        async with stage(folder, simulator) as scene:
            heard += await spoken(scene)
    return heard


async def run_out(folder: Path, simulator: Simulator, alert_id: int) -> None:
    """Its time is over, and the clock's tidying comes before the prices that were missed."""
    async with stage(folder, simulator, following=False) as scene:
        async with scene.database.begin() as session:
            await session.execute(update(Alert).values(expires_at=datetime.now(UTC) - timedelta(seconds=1)))
        await scene.watch.expire(datetime.now(UTC))
        assert await state_of(scene, alert_id) is AlertState.ARMED


async def state_of(scene: Stage, alert_id: int) -> AlertState:
    async with scene.database.read() as session:
        return (await session.get_one(Alert, alert_id)).state


async def test_reached_and_gone_again_is_told_once(tmp_path: Path, simulator: Simulator) -> None:
    """닿았다가 돌아왔어요, with minute and price; it has fired, late, and never again."""
    alert_id = await armed(tmp_path, simulator)
    pass_time(simulator, minutes=5)
    trade(simulator, 75_200)
    trade(simulator, 74_000)

    [text] = await said(tmp_path, simulator)
    assert text.startswith("#점검 시세를 다시 봐요")
    assert "닿았다가 돌아왔어요" in text
    assert "(10:06 75,200)" in text
    async with stage(tmp_path, simulator) as scene:
        assert await state_of(scene, alert_id) is AlertState.FIRED
        async with scene.database.read() as session:
            kept = await session.get_one(AlertTime, alert_id)
        assert kept.reached_at == MORNING + timedelta(minutes=6)
        trade(simulator, 75_200)
        assert scene.watch.book(scene.connection).symbols() == set()


async def test_killed_before_anything_was_followed(tmp_path: Path, simulator: Simulator) -> None:
    """An alert of an account whose prices were never followed yet is looked for from where it was set."""
    async with stage(tmp_path, simulator, following=False) as scene:
        await scene.watch.add(scene.alice, SAMSUNG, wish(ABOVE, 75_000))
    pass_time(simulator, minutes=1)
    trade(simulator, 75_200)
    trade(simulator, 74_000)

    [text] = await said(tmp_path, simulator)
    assert "닿았다가 돌아왔어요" in text


async def test_still_there_fires_now(tmp_path: Path, simulator: Simulator) -> None:
    """The price is there yet: the alert fires by its own message, says that it is late, and the summary names it."""
    await armed(tmp_path, simulator)
    trade(simulator, 75_200)

    push, summary = await said(tmp_path, simulator)
    assert push.startswith("#알림")
    assert "늦은 알림" in push
    assert "지금도 닿아 있어" in summary


async def test_a_fall_is_found_by_the_low(tmp_path: Path, simulator: Simulator) -> None:
    """이하 is reached by the low of a minute."""
    await armed(tmp_path, simulator, 65_000, AlertRule.BELOW)
    trade(simulator, 64_900)
    trade(simulator, 70_000)

    [text] = await said(tmp_path, simulator)
    assert "(10:01 64,900)" in text


async def test_nothing_reached_is_said_after_a_long_absence(tmp_path: Path, simulator: Simulator) -> None:
    """Twelve minutes of the session: the user learns of them though nothing happened."""
    alert_id = await armed(tmp_path, simulator)
    pass_time(simulator, minutes=11)

    [text] = await said(tmp_path, simulator)
    assert "(12분)" in text
    assert "닿은 알림은 없어요" in text
    async with stage(tmp_path, simulator) as scene:
        assert await state_of(scene, alert_id) is AlertState.ARMED


async def test_a_short_absence_without_news_is_not_told(tmp_path: Path, simulator: Simulator) -> None:
    """A restart of a minute is nobody's concern."""
    await armed(tmp_path, simulator)

    assert await said(tmp_path, simulator) == []


async def test_ran_out_meanwhile(tmp_path: Path, simulator: Simulator) -> None:
    """Its time ended while the bot was away: the summary says so, and nothing else does."""
    alert_id = await armed(tmp_path, simulator)
    await run_out(tmp_path, simulator, alert_id)

    [text] = await said(tmp_path, simulator)
    assert "기한이 끝났어요" in text


async def test_reached_before_it_ran_out(tmp_path: Path, simulator: Simulator) -> None:
    """Reached, then run out, all while the bot was away: it fired, and the clock's tidying does not come first."""
    alert_id = await armed(tmp_path, simulator)
    trade(simulator, 75_200)
    trade(simulator, 74_000)
    await run_out(tmp_path, simulator, alert_id)

    [text] = await said(tmp_path, simulator)
    assert "닿았다가 돌아왔어요" in text


async def test_prices_before_it_was_armed_do_not_count(tmp_path: Path, simulator: Simulator) -> None:
    """The day's high is over the target, and older than the alert."""
    trade(simulator, 75_200)
    trade(simulator, 70_000)
    await armed(tmp_path, simulator)
    pass_time(simulator, minutes=1)
    trade(simulator, 70_100)

    assert await said(tmp_path, simulator) == []


async def test_days_away_are_looked_at_by_the_day(tmp_path: Path, simulator: Simulator) -> None:
    """Down from Monday to Thursday: the candle of Tuesday or Wednesday tells."""
    await armed(tmp_path, simulator)
    simulator.broker.clock.set(MORNING + timedelta(days=1))
    trade(simulator, 75_200)
    trade(simulator, 70_000)
    simulator.broker.clock.set(MORNING + timedelta(days=3))

    [text] = await said(tmp_path, simulator, times=1)
    assert "닿았다가 돌아왔어요" in text
    assert "(11-24 하루 중 75,200)" in text


@pytest.mark.parametrize("committed", [False, True])
async def test_killed_while_telling(
    tmp_path: Path, simulator: Simulator, monkeypatch: pytest.MonkeyPatch, committed: bool
) -> None:
    """Before the commit all is looked at again; after it nothing is said twice."""
    await armed(tmp_path, simulator)
    trade(simulator, 75_200)
    trade(simulator, 74_000)
    async with stage(tmp_path, simulator, following=False) as scene:
        if not committed:

            async def die(*_: object) -> None:
                raise StorageBusy

            monkeypatch.setattr(watching, "follow", die)
        await scene.connection.kis.domestic.quotes.price(symbol="005930")
        monkeypatch.setattr(connecting.Connection, "is_fresh", True)
        if committed:
            await scene.watch.back(scene.connection)
        else:
            with pytest.raises(StorageBusy):
                await scene.watch.back(scene.connection)
        monkeypatch.undo()
        texts = list(await spoken(scene))
    texts += await said(tmp_path, simulator)

    assert len(texts) == 1
    assert "닿았다가 돌아왔어요" in texts[0]


async def test_nothing_is_concluded_by_the_clock_of_the_host(
    tmp_path: Path, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before KIS has answered once the market's time is not known, and with it what was missed."""
    alert_id = await armed(tmp_path, simulator)
    trade(simulator, 75_200)
    trade(simulator, 74_000)
    async with stage(tmp_path, simulator, following=False) as scene:
        monkeypatch.setattr(connecting.Connection, "is_fresh", True)
        await scene.watch.back(scene.connection)

        assert await state_of(scene, alert_id) is AlertState.ARMED
        assert await spoken(scene) == []


async def test_fills_found_meanwhile_are_counted(tmp_path: Path, simulator: Simulator) -> None:
    """Fills have their own messages; the summary says how many were found, and counts no notice."""
    await armed(tmp_path, simulator)
    pass_time(simulator, minutes=2)
    async with stage(tmp_path, simulator, following=False) as scene, scene.database.begin() as session:
        credential = await session.get_one(Credential, scene.connection.credential_id)
        order = rows.order(credential)
        session.add(order)
        await session.flush()
        at = MORNING + timedelta(minutes=3)
        for source in FillSource:
            session.add(Fill(order_id=order.id, quantity=1, price=70_000, filled_at=at, source=source, created_at=at))

    [text] = await said(tmp_path, simulator)
    assert "체결 2건" in text


async def test_a_symbol_that_kis_refuses_is_said_to_be_unsure(tmp_path: Path, simulator: Simulator) -> None:
    """What could not be looked at is named, and waits on."""
    alert_id = await armed(tmp_path, simulator)
    refused = {
        "do": "message",
        "path": "inquire-price",
        "times": 1,
        "msg_cd": "APBK0000",
        "msg1": "없는 종목",
        "code": 200,
    }
    simulator.faults.add(read_fault(refused))

    [text] = await said(tmp_path, simulator)
    assert "확인하지 못했어요" in text
    async with stage(tmp_path, simulator) as scene:
        assert await state_of(scene, alert_id) is AlertState.ARMED
