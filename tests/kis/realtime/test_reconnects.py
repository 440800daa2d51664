"""What a stream does when its connection is lost, mute or refused."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from time import monotonic

import pytest

from kis.credentials import Environment
from kis.errors import TokenTooSoon, Unanswered, Unauthorized, Unreachable
from kis.realtime import BOOK, NOTICES, TRADES, Lost, Opened, State, Stream, Tick
from kis.realtime.control import Ack, Code, write_ack
from tests.kis.realtime.gateway import QUICK, Gateway
from tests.kis.realtime.rows import notice, tick
from tests.kis.realtime.streams import Door, streaming, take, until


async def test_drop_is_healed(gateway: Gateway) -> None:
    """After a lost connection everything is registered again, then the reader is told that there was a gap."""
    door = Door()
    async with streaming(gateway, door=door) as stream:
        await stream.register(TRADES, "005930")
        await stream.register(NOTICES, "fakeid")
        await stream.register(BOOK, "000660")
        await stream.unregister(BOOK, "000660")
        gateway.requests.clear()
        gateway.socket.transport.abort()
        events = aiter(stream)
        await until(events, Lost)
        assert await until(events, Opened) == Opened(first=False)

        assert gateway.asked() == [("H0STCNI0", "fakeid"), ("H0STCNT0", "005930")]
        assert {request.approval_key for request in gateway.requests} == {"fake-approval-key-2"}
        assert (door.keys, stream.counts.reconnects) == (2, 1)
        await gateway.send(NOTICES, notice(), sealed=True)
        assert await anext(events) == notice()


async def test_silence_is_death(gateway: Gateway) -> None:
    """Without any frame, PINGPONG included, the connection is made anew."""
    async with streaming(gateway, replace(QUICK, silence=0.1)) as stream:
        events = aiter(stream)
        lost = await until(events, Lost)

        assert "아무 소식이 없어" in lost.reason
        assert await until(events, Opened) == Opened(first=False)


async def test_ping_keeps_a_quiet_connection_alive(gateway: Gateway) -> None:
    """PINGPONG alone is a sign of life."""
    async with streaming(gateway, replace(QUICK, silence=0.2)):
        await gateway.arrived.wait()
        for _ in range(8):
            await asyncio.sleep(0.05)
            await gateway.ping()

        assert len(gateway.connections) == 1


async def test_mute_gateway_is_left(gateway: Gateway) -> None:
    """An unanswered registration means a connection not to be trusted; the wish is fulfilled on the next one."""
    gateway.mute = True
    async with streaming(gateway, replace(QUICK, answer=0.05, register=0.03)) as stream:
        with pytest.raises(Unanswered):
            await stream.register(TRADES, "005930")
        gateway.mute = False
        events = aiter(stream)
        assert "등록에 응답이 없어" in (await until(events, Lost)).reason
        while await until(events, Opened) and ("H0STCNT0", "005930") not in gateway.asked():
            pass
        await gateway.send(TRADES, tick())

        assert await until(events, Tick) == tick()
        assert len(gateway.connections) > 1


async def test_app_key_in_use_waits_its_time(gateway: Gateway) -> None:
    """OPSP8996: somebody else holds the key, and knocking at once would throw them out."""
    gateway.greeting = [write_ack(Ack("(null)", "", False, Code.APP_KEY_IN_USE, "ALREADY IN USE appkey"))]
    async with streaming(gateway) as stream:
        events = aiter(stream)
        lost = await until(events, Lost)
        started = monotonic()
        assert stream.state is State.WAITING
        await until(events, Opened)

        assert "앱키" in lost.reason
        assert monotonic() - started >= QUICK.key_in_use * 0.9


async def test_stale_approval_is_renewed(gateway: Gateway) -> None:
    """OPSP0011: a new approval key, a new connection, and the caller never notices."""
    gateway.codes = {"005930": [Code.BAD_APPROVAL]}
    door = Door()
    async with streaming(gateway, door=door) as stream:
        await stream.register(TRADES, "005930")

        assert door.keys == 2
        assert [request.approval_key for request in gateway.requests] == ["fake-approval-key-1", "fake-approval-key-2"]


async def test_bad_app_key_stops(gateway: Gateway) -> None:
    """OPSP0010: trying again would not help; the reader hears it, then the iteration ends by the error."""
    gateway.codes = {"005930": [Code.BAD_APP_KEY]}
    async with streaming(gateway) as stream:
        with pytest.raises(Unauthorized):
            await stream.register(TRADES, "005930")
        events = aiter(stream)

        assert (await until(events, Lost)).final
        with pytest.raises(Unauthorized):
            await anext(events)
        with pytest.raises(Unauthorized):
            await stream.register(TRADES, "005930")
        assert stream.state is State.STOPPED


async def test_unreachable_door_is_tried_again(gateway: Gateway) -> None:
    """Without an answer to the approval the stream keeps trying."""
    failures = (Unreachable("잠시 안 돼요."), TimeoutError(), TokenTooSoon("1분에 한 번이에요."))
    async with streaming(gateway, door=Door(*failures)) as stream:
        events = aiter(stream)
        for _ in failures:
            assert isinstance(await anext(events), Lost)

        assert await anext(events) == Opened(first=True)


async def test_error_of_the_program_reaches_the_reader(gateway: Gateway, caplog: pytest.LogCaptureFixture) -> None:
    """What nobody foresaw is not retried for ever in silence: the reader gets it."""
    async with streaming(gateway, door=Door(ZeroDivisionError("a bug"))) as stream:
        with pytest.raises(ZeroDivisionError):
            await anext(aiter(stream))
    assert "이어 갈 수 없어요" in caplog.text


async def test_slow_reader_gets_every_notice(gateway: Gateway) -> None:
    """Notices beyond the bound wait in the network; ticks among them are reduced to the newest."""
    door = Door()
    async with (
        asyncio.timeout(8),
        Stream(door.approve, gateway.url, Environment.REAL, timing=QUICK, bound=16) as stream,
    ):
        await stream.register(TRADES, "005930")
        await stream.register(NOTICES, "fakeid")
        for number in range(1, 101):
            await gateway.send(NOTICES, notice(str(number)), sealed=True)
            await gateway.send(TRADES, tick(price=number))
        await asyncio.sleep(0.05)
        assert stream.waiting < 40

        numbers, prices = [], []
        async for event in stream:
            if isinstance(event, Tick):
                prices.append(event.price)
            elif not isinstance(event, Opened):
                numbers.append(int(event.number))
            if len(numbers) == 100 and prices[-1] == 100:
                break
        assert numbers == list(range(1, 101))
        assert prices == sorted(prices)


async def test_slowness_of_the_reader_is_no_silence(gateway: Gateway) -> None:
    """While notices wait for the reader the socket is not read, and that is not held against the gateway."""
    timing = replace(QUICK, silence=0.1)
    async with Stream(Door().approve, gateway.url, Environment.REAL, timing=timing, bound=4) as stream:
        await stream.register(NOTICES, "fakeid")
        for number in range(1, 11):
            await gateway.send(NOTICES, notice(str(number)), sealed=True)
        await asyncio.sleep(0.25)

        assert stream.state is State.OPEN
        events = [event async for event in take(stream, 11)]
        assert [event for event in events if isinstance(event, Lost)] == []


async def test_silence_after_a_slow_reader_is_death_too(gateway: Gateway) -> None:
    """Once the reader has caught up, a gateway that says nothing more is left like any other."""
    timing = replace(QUICK, silence=0.1)
    async with (
        asyncio.timeout(2),
        Stream(Door().approve, gateway.url, Environment.REAL, timing=timing, bound=4) as stream,
    ):
        await stream.register(NOTICES, "fakeid")
        await gateway.send(NOTICES, *[notice(str(number)) for number in range(1, 11)], sealed=True)
        await asyncio.sleep(0.05)

        assert "아무 소식이 없어" in (await until(aiter(stream), Lost)).reason


async def test_nobody_reading_ends_the_reconnects(gateway: Gateway) -> None:
    """A stream whose reader is gone does not pile up news about itself."""
    timing = replace(QUICK, back_off=(0.0,))
    door = Door(*[Unreachable("잠시 안 돼요.")] * 1000)
    async with Stream(door.approve, gateway.url, Environment.REAL, timing=timing, bound=8) as stream:
        await asyncio.sleep(0.1)

        assert stream.waiting == 9


@pytest.mark.parametrize(("chance", "least"), [(0.0, 0.15), (1.0, 0.3)], ids=["no jitter", "all jitter"])
async def test_pauses_grow(gateway: Gateway, chance: float, least: float) -> None:
    """Each failed try is followed by a longer pause, up to the longest, stretched by chance."""
    door = Door(*[Unreachable("잠시 안 돼요.")] * 4)
    timing = replace(QUICK, back_off=(0.01, 0.04, 0.05), jitter=1.0)
    started = monotonic()
    async with (
        Stream(door.approve, gateway.url, Environment.REAL, timing=timing, chance=lambda: chance) as stream,
        asyncio.timeout(5),
    ):
        assert await until(aiter(stream), Opened) == Opened(first=True)

        assert least <= monotonic() - started < least + 0.15


async def test_good_connection_starts_the_pauses_anew(gateway: Gateway) -> None:
    """After a connection that lasted, the next try comes soon; after one that did not, later."""
    waits = []
    for steady in (0.0, 60.0):
        timing = replace(QUICK, back_off=(0.01, 0.2), steady=steady)
        async with streaming(gateway, timing) as stream:
            events = aiter(stream)
            for _ in range(2):
                await until(events, Opened)
                gateway.socket.transport.abort()
            await until(events, Lost)
            started = monotonic()
            await until(events, Opened)
            waits.append(monotonic() - started)

    assert waits[0] < 0.15 <= waits[1]
