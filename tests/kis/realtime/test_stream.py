"""A stream over a real socket, with a gateway that misbehaves."""

from __future__ import annotations

import asyncio
import logging
from contextlib import nullcontext
from dataclasses import replace
from time import monotonic

import pytest

from kis.credentials import Environment
from kis.errors import Unreachable
from kis.realtime import BOOK, CHANNELS, NOTICES, TRADES, Lost, Opened, State, Stream, Tick, Unreadable, overseas
from tests.kis.realtime.gateway import QUICK, Gateway
from tests.kis.realtime.rows import SECRET, book, notice, tick
from tests.kis.realtime.streams import Door, streaming, until


async def test_rows_of_all_channels_arrive_typed(gateway: Gateway) -> None:
    """Ticks, books and sealed notices come out in the order they were sent."""
    async with streaming(gateway) as stream:
        events = aiter(stream)
        assert await anext(events) == Opened(first=True)
        for channel, key in ((TRADES, "005930"), (BOOK, "005930"), (NOTICES, "fakeid")):
            await stream.register(channel, key)
        await gateway.send(TRADES, tick(price=1), tick(price=2))
        await gateway.send(BOOK, book())
        await gateway.send(NOTICES, notice(), sealed=True)

        assert [await anext(events) for _ in range(4)] == [tick(price=1), tick(price=2), book(), notice()]
        assert stream.slots == (3, 41)
        assert stream.state is State.OPEN
        assert stream.last_notice_at is not None
        assert gateway.paths == ["/tryitout"]
    assert stream.state is State.STOPPED


async def test_every_channel_can_be_registered(gateway: Gateway) -> None:
    """Whatever the market, what is registered comes out as the row of its channel; notices come sealed."""
    async with streaming(gateway) as stream:
        events = aiter(stream)
        await anext(events)
        for channel in CHANNELS:
            row = channel.row.read("^".join("1" for _ in channel.row.keys))
            await stream.register(channel, "fakeid")
            await gateway.send(channel, row, sealed=channel.sealed)

            seen = await anext(events)
            assert (type(seen), seen) == (channel.row, row)
            await stream.unregister(channel, "fakeid")
        assert stream.counts.malformed == 0


async def test_notices_of_all_markets_are_registered_first(gateway: Gateway) -> None:
    """After a gap a fill must not wait behind forty symbols, whichever market it is of."""
    async with streaming(gateway) as stream:
        await stream.register(BOOK, "005930")
        await stream.register(overseas.NOTICES, "fakeid")
        gateway.requests.clear()
        await gateway.socket.close()
        await gateway.requested(2)

        assert gateway.asked() == [("H0GSCNI0", "fakeid"), ("H0STASP0", "005930")]


async def test_batches_hand_over_many_frames_at_once(gateway: Gateway) -> None:
    """A reader by batches wakes once for all that has come."""
    async with streaming(gateway) as stream:
        await stream.register(TRADES, "005930")
        seen: list[int] = []
        wakings = 0
        for price in range(500):
            await gateway.send(TRADES, tick(price=price))
        async for batch in stream.batches():
            wakings += 1
            seen += [event.price for event in batch if isinstance(event, Tick)]
            if len(seen) == 500:
                break

        assert seen == list(range(500))
        assert wakings < 100


async def test_ping_is_echoed(gateway: Gateway) -> None:
    """PINGPONG is answered with the identical text."""
    async with streaming(gateway) as stream:
        await stream.register(TRADES, "005930")
        text = await gateway.ping()
        await gateway.send(TRADES, tick())
        await until(aiter(stream), Tick)
        await stream.unregister(TRADES, "005930")

        assert gateway.pongs == [text]


async def test_notice_sealed_by_an_old_key_is_not_taken(gateway: Gateway) -> None:
    """Keys are those of a connection: before its registration is answered nothing can be opened."""
    sealed = NOTICES.write([notice()], secret=SECRET)
    async with streaming(gateway) as stream:
        await stream.register(NOTICES, "fakeid")
        gateway.mute = True
        gateway.greeting = [sealed]
        gateway.socket.transport.abort()
        events = aiter(stream)
        await until(events, Lost)

        assert await anext(events) == Unreadable("H0STCNI0")


@pytest.mark.parametrize(
    "garbage",
    [
        "hello",
        "0|H0STCNT0|001|005930^1^2",
        "0|H0STCNT0|002|" + "^".join(tick().values),
        "0|H9NOBODY|001|1^2^3",
        "1|H0STCNT0|001|!!!not base64!!!",
        '{"header":{"tr_id":"H0STCNT0"}}',
        b"0|H0STCNT0|001|\xff\xfe",
        b"\x00\x01\x02",
        "",
    ],
    ids=["words", "narrow", "wrong count", "unknown channel", "not sealed", "no body", "not UTF-8", "binary", "empty"],
)
async def test_garbage_is_counted_and_passed_over(gateway: Gateway, garbage: str | bytes) -> None:
    """A frame that cannot be read is reported; the next one is read as if nothing had been."""
    async with streaming(gateway) as stream:
        await stream.register(TRADES, "005930")
        await gateway.socket.send(garbage)
        await gateway.send(TRADES, tick())

        assert await until(aiter(stream), Tick) == tick()
        assert stream.counts.malformed == 1
        assert len(gateway.connections) == 1


async def test_unreadable_notice_is_told(gateway: Gateway) -> None:
    """A notice that cannot be read may have been a fill, so the reader hears of it."""
    async with streaming(gateway) as stream:
        await gateway.arrived.wait()
        await gateway.socket.send("1|H0STCNI0|001|QUJD")

        assert await until(aiter(stream), Unreadable) == Unreadable("H0STCNI0")


@pytest.mark.parametrize("scene", ["open", "mute", "nobody there", "waiting"])
async def test_closing_is_prompt_and_leaves_nothing(gateway: Gateway, scene: str) -> None:
    """Leaving takes well under a second whatever the gateway does, and no task stays behind."""
    gateway.mute = scene == "mute"
    timing = replace(QUICK, back_off=(60.0,)) if scene == "waiting" else QUICK
    url = "ws://127.0.0.1:1" if scene in {"nobody there", "waiting"} else gateway.url
    async with asyncio.timeout(5), Stream(Door().approve, url, Environment.REAL, timing=timing) as stream:
        registering = asyncio.create_task(stream.register(TRADES, "005930"))
        await asyncio.sleep(0.05)
        leaving = monotonic()
    with pytest.raises(Unreachable) if scene != "open" else nullcontext():
        await registering

    assert monotonic() - leaving < 0.5
    assert stream.state is State.STOPPED
    assert not any(task.get_name().startswith("kis-realtime") for task in asyncio.all_tasks())


async def test_secrets_stay_out_of_the_log(gateway: Gateway, caplog: pytest.LogCaptureFixture) -> None:
    """Even at DEBUG neither the approval key nor what notices say is logged."""
    caplog.set_level(logging.DEBUG)
    async with streaming(gateway) as stream:
        await stream.register(NOTICES, "fakeid")
        await gateway.send(NOTICES, notice(), sealed=True)
        await gateway.socket.send("1|H0STCNI0|001|QUJD")
        await until(aiter(stream), Unreadable)

    ours = "\n".join(
        record.getMessage() for record in caplog.records if not record.name.startswith("websockets.server")
    )
    assert "읽지 못했어요" in ours
    assert not any(secret in ours for secret in ("fake-approval-key", "fakeid", "홍길동", "QUJD"))


async def test_leaving_is_a_normal_closure(gateway: Gateway) -> None:
    """The gateway sees a goodbye, not a failure."""
    async with streaming(gateway) as stream:
        await stream.register(TRADES, "005930")
    await gateway.socket.wait_closed()

    assert gateway.socket.close_code == 1000
