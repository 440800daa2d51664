"""An alert on anything that KIS tells of: live where it has a channel, asked for where it has none, in its own unit."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from bot import feed
from bot.alerts.basis import now
from bot.alerts.suggesting import on_tick
from bot.money import Figure, money
from bot.quoting.assets import unit_of
from bot.storage.columns import plain
from bot.storage.states import AlertRule
from kis import Environment
from kis.market.clock import KST
from kis.market.fees import Market
from kis.market.ticks import Board
from kis.simulator import NO_LIMITS, Simulator
from kis.symbols import Instrument
from tests.bot.live.stage import Stage, spoken, stage, wish

REAL, PAPER = Environment.REAL, Environment.PAPER
ABOVE = AlertRule.ABOVE
NOON, EVENING, NIGHT = (
    datetime(2026, 11, 24, hour, minute, tzinfo=KST) for hour, minute in ((11, 0), (18, 30), (23, 50))
)
SAMSUNG = Instrument("005930", "삼성전자", Market.KOSPI, nxt=True)
APPLE = Instrument("AAPL", "애플", Market.NASDAQ, Board.US, currency="USD")
TENCENT = Instrument("00700", "텐센트", Market.HKEX, Board.HONG_KONG, currency="HKD", lot=None)
KOSPI = Instrument("0001", "코스피", Market.INDEX)
SPX = Instrument("SPX", "S&P 500", Market.INDEX, currency="USD")
FUTURE = Instrument("A01612", "F 202612", Market.FUTURE, Board.INDEX_FUTURE)
STOCK_FUTURE = Instrument("A11612", "삼성전자 F 202612", Market.FUTURE, Board.STOCK_FUTURE)
WARRANT = Instrument("57KA01", "한국KA01삼성전자콜", Market.ELW, Board.FUND)

LIVE = [
    pytest.param(SAMSUNG, EVENING, "원", id="after-market at both venues"),
    pytest.param(APPLE, NIGHT, "$", id="US"),
    pytest.param(APPLE, NOON, "$", id="US by Korean day"),
    pytest.param(TENCENT, NOON, "HK$", id="Hong Kong"),
    pytest.param(KOSPI, NOON, "", id="index"),
    pytest.param(FUTURE, NOON, "", id="future"),
    pytest.param(FUTURE, EVENING, "", id="future by night"),
    pytest.param(STOCK_FUTURE, NOON, "원", id="stock future"),
    pytest.param(WARRANT, NOON, "원", id="ELW"),
]
POLLED = [
    pytest.param(APPLE, NIGHT, PAPER, id="US in paper"),
    pytest.param(KOSPI, NOON, PAPER, id="index in paper"),
    pytest.param(FUTURE, NOON, PAPER, id="future in paper"),
    pytest.param(WARRANT, NOON, PAPER, id="ELW in paper"),
    pytest.param(SPX, NIGHT, REAL, id="index abroad"),
]


async def target_of(scene: Stage, instrument: Instrument) -> Figure:
    """A price somewhat up, on its tick."""
    price = (await now(scene.connection, instrument)).price
    if instrument.market is Market.INDEX:
        return plain((Decimal(price) * Decimal("1.001")).quantize(Decimal("0.01")))
    return on_tick(instrument, price, 2)


def move(scene: Stage, instrument: Instrument, price: Figure) -> None:
    """Let it trade there; an index moves with its largest stock."""
    broker = scene.simulator.broker
    if instrument.market is Market.INDEX:
        broker.set_price("005930", int(broker.quote("005930").last) * 110 // 100 // 1_000 * 1_000)
    else:
        broker.set_price(instrument.code, price)


@pytest.mark.parametrize(("instrument", "at", "unit"), LIVE)
async def test_live(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, instrument: Instrument, at: datetime, unit: str
) -> None:
    """A trade on its own channel fires, once, and is told in its unit; nothing was asked for."""
    monkeypatch.setattr(feed, "TURN", 60.0)
    async with (
        Simulator.serve(limits=NO_LIMITS, now=at, speed=0) as simulator,
        stage(tmp_path, simulator, environment=REAL) as scene,
    ):
        target = await target_of(scene, instrument)
        alert = await scene.watch.add(scene.alice, instrument, wish(ABOVE, target))
        assert scene.watch.seconds([alert]) == {alert.id: 0}
        move(scene, instrument, target)
        await scene.until(lambda: scene.chatter.said)

        [push] = await spoken(scene)
        assert push.startswith("#알림")
        assert f"{money(target, unit_of(instrument))} 이상" in push
        assert unit in push
        assert ("15분 지연" in push) is (instrument is TENCENT)


@pytest.mark.parametrize(("instrument", "at", "environment"), POLLED)
async def test_polled(tmp_path: Path, instrument: Instrument, at: datetime, environment: Environment) -> None:
    """What has no channel is asked for in turn, and says so."""
    async with (
        Simulator.serve(limits=NO_LIMITS, now=at, speed=0) as simulator,
        stage(tmp_path, simulator, following=False, environment=environment) as scene,
    ):
        target = await target_of(scene, instrument)
        alert = await scene.watch.add(scene.alice, instrument, wish(ABOVE, target))
        assert scene.watch.seconds([alert]) == {alert.id: 3}
        if instrument is SPX:
            return
        await scene.watch.catch_up(scene.connection)
        assert await spoken(scene) == []
        move(scene, instrument, target)
        await scene.watch.catch_up(scene.connection)

        [push] = await spoken(scene)
        assert f"{money(target, unit_of(instrument))} 이상" in push


async def test_moves_with_the_session(tmp_path: Path) -> None:
    """A future set by day is heard by night too, on the channel of the night; its slots stay one."""
    async with (
        Simulator.serve(limits=NO_LIMITS, now=NOON, speed=0) as simulator,
        stage(tmp_path, simulator, environment=REAL) as scene,
    ):
        target = await target_of(scene, FUTURE)
        await scene.watch.add(scene.alice, FUTURE, wish(ABOVE, target))
        used = scene.connection.stream.slots
        simulator.broker.clock.set(EVENING)
        await scene.connection.kis.domestic.quotes.price(symbol="005930")  # tells the time
        await scene.watch.catch_up(scene.connection)
        assert scene.connection.stream.slots == used
        move(scene, FUTURE, target)
        await scene.until(lambda: scene.chatter.said)

        assert scene.chatter.said[0].startswith("#알림")
