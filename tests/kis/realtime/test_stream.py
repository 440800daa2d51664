"""A stream over a real socket, with a gateway that misbehaves."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from dataclasses import replace
from time import monotonic
from typing import Any

import pytest

from kis.credentials import Environment
from kis.errors import RegistrationRefused, SlotsFull, TokenTooSoon, Unanswered, Unauthorized, Unreachable
from kis.realtime import BOOK, NOTICES, TRADES, Dropped, Lost, Opened, State, Stream, Tick, Timing, Unreadable
from kis.realtime.control import Ack, Action, Code, write_ack
from tests.kis.realtime.gateway import QUICK, Gateway
from tests.kis.realtime.rows import SECRET, book, notice, tick


class Door:
    """Hands out approval keys, or fails as scripted."""

    def __init__(self, *failures: Exception) -> None:
        self.keys = 0
        self._failures = list(failures)

    async def approve(self) -> str:
        if self._failures:
            raise self._failures.pop(0)
        self.keys += 1
        return f"fake-approval-key-{self.keys}"


@asynccontextmanager
async def streaming(gateway: Gateway, timing: Timing = QUICK, door: Door | None = None) -> AsyncIterator[Stream]:
    approve = (door or Door()).approve
    async with asyncio.timeout(8), Stream(approve, gateway.url, Environment.REAL, timing=timing) as stream:
        yield stream


async def _until(events: AsyncIterator[Any], kind: type) -> Any:
    async for event in events:
        if isinstance(event, kind):
            return event
    raise AssertionError(f"the stream ended without {kind.__name__}")


async def _take(stream: Stream, count: int) -> AsyncIterator[Any]:
    async for event in stream:
        yield event
        count -= 1
        if count == 0:
            return


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
        await _until(aiter(stream), Tick)
        await stream.unregister(TRADES, "005930")

        assert gateway.pongs == [text]


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
        await _until(events, Lost)
        assert await _until(events, Opened) == Opened(first=False)

        assert gateway.asked() == [("H0STCNI0", "fakeid"), ("H0STCNT0", "005930")]
        assert {request.approval_key for request in gateway.requests} == {"fake-approval-key-2"}
        assert (door.keys, stream.counts.reconnects) == (2, 1)
        await gateway.send(NOTICES, notice(), sealed=True)
        assert await anext(events) == notice()


async def test_notice_sealed_by_an_old_key_is_not_taken(gateway: Gateway) -> None:
    """Keys are those of a connection: before its registration is answered nothing can be opened."""
    sealed = NOTICES.write([notice()], secret=SECRET)
    async with streaming(gateway) as stream:
        await stream.register(NOTICES, "fakeid")
        gateway.mute = True
        gateway.greeting = [sealed]
        gateway.socket.transport.abort()
        events = aiter(stream)
        await _until(events, Lost)

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

        assert await _until(aiter(stream), Tick) == tick()
        assert stream.counts.malformed == 1
        assert len(gateway.connections) == 1


async def test_unreadable_notice_is_told(gateway: Gateway) -> None:
    """A notice that cannot be read may have been a fill, so the reader hears of it."""
    async with streaming(gateway) as stream:
        await gateway.arrived.wait()
        await gateway.socket.send("1|H0STCNI0|001|QUJD")

        assert await _until(aiter(stream), Unreadable) == Unreadable("H0STCNI0")


async def test_silence_is_death(gateway: Gateway) -> None:
    """Without any frame, PINGPONG included, the connection is made anew."""
    async with streaming(gateway, replace(QUICK, silence=0.1)) as stream:
        events = aiter(stream)
        lost = await _until(events, Lost)

        assert "아무 소식이 없어" in lost.reason
        assert await _until(events, Opened) == Opened(first=False)


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
        assert "등록에 응답이 없어" in (await _until(events, Lost)).reason
        while await _until(events, Opened) and ("H0STCNT0", "005930") not in gateway.asked():
            pass
        await gateway.send(TRADES, tick())

        assert await _until(events, Tick) == tick()
        assert len(gateway.connections) > 1


async def test_app_key_in_use_waits_its_time(gateway: Gateway) -> None:
    """OPSP8996: somebody else holds the key, and knocking at once would throw them out."""
    gateway.greeting = [write_ack(Ack("(null)", "", False, Code.APP_KEY_IN_USE, "ALREADY IN USE appkey"))]
    async with streaming(gateway) as stream:
        events = aiter(stream)
        lost = await _until(events, Lost)
        started = monotonic()
        assert stream.state is State.WAITING
        await _until(events, Opened)

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

        assert (await _until(events, Lost)).final
        with pytest.raises(Unauthorized):
            await anext(events)
        with pytest.raises(Unauthorized):
            await stream.register(TRADES, "005930")
        assert stream.state is State.STOPPED


async def test_refused_key_stops_before_connecting(gateway: Gateway) -> None:
    """Where KIS refuses the approval key itself the stream stops, too."""
    async with streaming(gateway, door=Door(Unauthorized("앱키가 달라요."))) as stream:
        assert await anext(aiter(stream)) == Lost("앱키가 달라요.", final=True)
    assert gateway.connections == []


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
    assert "이어 갈 수 없습니다" in caplog.text


@pytest.mark.parametrize(
    ("code", "error"),
    [(Code.SLOTS_FULL, SlotsFull), ("OPSP8993", RegistrationRefused), (Code.INTERNAL_ERROR, RegistrationRefused)],
)
async def test_refusal_reaches_who_asked(gateway: Gateway, code: str, error: type[Exception]) -> None:
    """A refused registration raises and is not wanted any more."""
    gateway.codes = {"005930": [code]}
    async with streaming(gateway) as stream:
        with pytest.raises(error, match=code):
            await stream.register(TRADES, "005930")
        assert stream.slots == (0, 41)
        await stream.register(TRADES, "005930")

        assert stream.slots == (1, 41)


async def test_request_the_gateway_cannot_read_is_refused(gateway: Gateway) -> None:
    """Such an answer names neither TR nor key, and still belongs to what was asked."""
    gateway.mute = True
    async with streaming(gateway) as stream:
        registering = asyncio.create_task(stream.register(TRADES, "005930"))
        await gateway.requested(1)
        await gateway.socket.send(write_ack(Ack("(null)", "", False, "OPSP8998", "custtype error")))

        with pytest.raises(RegistrationRefused, match="OPSP8998"):
            await registering


async def test_already_and_not_found_are_what_was_wanted(gateway: Gateway) -> None:
    """ALREADY IN SUBSCRIBE is registered, NOT FOUND is removed."""
    gateway.codes = {"005930": [Code.ALREADY_REGISTERED, Code.NOT_REGISTERED]}
    async with streaming(gateway) as stream:
        await stream.register(TRADES, "005930")
        assert stream.slots == (1, 41)
        await stream.unregister(TRADES, "005930")

        assert stream.slots == (0, 41)


async def test_notices_are_registered_again_for_their_key(gateway: Gateway) -> None:
    """ALREADY IN SUBSCRIBE brings no key, and without it no notice opens."""
    gateway.codes = {"fakeid": [Code.ALREADY_REGISTERED]}
    async with streaming(gateway) as stream:
        await stream.register(NOTICES, "fakeid")
        await gateway.send(NOTICES, notice(), sealed=True)
        events = aiter(stream)
        await _until(events, Opened)

        assert await anext(events) == notice()
        assert [request.action for request in gateway.requests] == [
            Action.REGISTER,
            Action.UNREGISTER,
            Action.REGISTER,
        ]


async def test_limit_is_known_without_asking(gateway: Gateway) -> None:
    """The 42nd registration is refused here; what is registered twice counts once."""
    async with streaming(gateway) as stream:
        for number in range(41):
            await stream.register(TRADES, f"{number:06d}")
        await stream.register(TRADES, "000000")
        with pytest.raises(SlotsFull):
            await stream.register(BOOK, "005930")
        await stream.unregister(TRADES, "000040")
        await stream.register(BOOK, "005930")

        assert stream.slots == (41, 41)
        assert len(gateway.asked()) == 42


@pytest.mark.parametrize(
    ("codes", "dropped"),
    [(["OPSP8993"], True), ([Code.INTERNAL_ERROR, Code.SEND_FAILED], False)],
    ids=["for good", "in passing"],
)
async def test_refusal_after_a_reconnect(gateway: Gateway, codes: list[str], dropped: bool) -> None:
    """What held before and is refused now is given up and told; for a passing reason it is tried again."""
    async with streaming(gateway) as stream:
        await stream.register(TRADES, "005930")
        await stream.register(TRADES, "000660")
        gateway.codes = {"005930": list(codes)}
        gateway.requests.clear()
        gateway.socket.transport.abort()
        events = aiter(stream)
        await _until(events, Lost)
        if dropped:
            assert (await _until(events, Dropped)).key == "005930"
        await _until(events, Opened)
        await gateway.requested(2 if dropped else 4)
        await gateway.send(TRADES, tick())
        await _until(events, Tick)

        assert stream.slots == ((1, 41) if dropped else (2, 41))


async def test_drop_in_the_middle_of_registering(gateway: Gateway) -> None:
    """A connection cut before the answer costs nothing: the registration is done on the next."""
    gateway.mute = True
    async with streaming(gateway) as stream:
        registering = asyncio.create_task(stream.register(TRADES, "005930"))
        await gateway.requested(1)
        gateway.mute = False
        gateway.socket.transport.abort()
        await registering

        assert gateway.asked() == [("H0STCNT0", "005930")] * 2


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
        events = [event async for event in _take(stream, 11)]
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

        assert "아무 소식이 없어" in (await _until(aiter(stream), Lost)).reason


async def test_stream_that_is_not_open_registers_nothing(gateway: Gateway) -> None:
    """Before and after its block a stream says so at once, also of what it held."""
    stream = Stream(Door().approve, gateway.url, Environment.REAL, timing=QUICK)
    with pytest.raises(Unreachable, match="열려 있지 않아요"):
        await stream.register(TRADES, "005930")
    async with stream:
        await stream.register(TRADES, "005930")

    with pytest.raises(Unreachable, match="열려 있지 않아요"):
        await stream.register(TRADES, "005930")


async def test_nobody_reading_ends_the_reconnects(gateway: Gateway) -> None:
    """A stream whose reader is gone does not pile up news about itself."""
    timing = replace(QUICK, back_off=(0.0,))
    door = Door(*[Unreachable("잠시 안 돼요.")] * 1000)
    async with Stream(door.approve, gateway.url, Environment.REAL, timing=timing, bound=8) as stream:
        await asyncio.sleep(0.1)

        assert stream.waiting == 9


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
        await _until(aiter(stream), Unreadable)

    ours = "\n".join(
        record.getMessage() for record in caplog.records if not record.name.startswith("websockets.server")
    )
    assert "읽지 못했습니다" in ours
    assert not any(secret in ours for secret in ("fake-approval-key", "fakeid", "홍길동", "QUJD"))


async def test_leaving_is_a_normal_closure(gateway: Gateway) -> None:
    """The gateway sees a goodbye, not a failure."""
    async with streaming(gateway) as stream:
        await stream.register(TRADES, "005930")
    await gateway.socket.wait_closed()

    assert gateway.socket.close_code == 1000


async def test_requests_are_spaced(gateway: Gateway) -> None:
    """The gateway drops bursts, so there is a pause between two requests, also of callers at the same time."""
    async with streaming(gateway, replace(QUICK, spacing=0.03)) as stream:
        started = monotonic()
        async with asyncio.TaskGroup() as tasks:
            for number in range(4):
                tasks.create_task(stream.register(TRADES, f"{number:06d}"))

        assert monotonic() - started >= 0.09


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
        assert await _until(aiter(stream), Opened) == Opened(first=True)

        assert least <= monotonic() - started < least + 0.15


async def test_good_connection_starts_the_pauses_anew(gateway: Gateway) -> None:
    """After a connection that lasted, the next try comes soon; after one that did not, later."""
    waits = []
    for steady in (0.0, 60.0):
        timing = replace(QUICK, back_off=(0.01, 0.2), steady=steady)
        async with streaming(gateway, timing) as stream:
            events = aiter(stream)
            for _ in range(2):
                await _until(events, Opened)
                gateway.socket.transport.abort()
            await _until(events, Lost)
            started = monotonic()
            await _until(events, Opened)
            waits.append(monotonic() - started)

    assert waits[0] < 0.15 <= waits[1]
