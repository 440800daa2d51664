"""Registering and giving up, and what the gateway says to it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from time import monotonic

import pytest

from kis.credentials import Environment
from kis.errors import RegistrationRefused, SlotsFull, Unauthorized, Unreachable
from kis.realtime import BOOK, NOTICES, TRADES, Dropped, Lost, Opened, Stream, Tick
from kis.realtime.control import Ack, Action, Code, Request, write_ack
from tests.kis.realtime.gateway import QUICK, Gateway
from tests.kis.realtime.rows import notice, tick
from tests.kis.realtime.streams import Door, streaming, until


async def test_refused_key_stops_before_connecting(gateway: Gateway) -> None:
    """Where KIS refuses the approval key itself the stream stops, too."""
    async with streaming(gateway, door=Door(Unauthorized("앱키가 달라요."))) as stream:
        assert await anext(aiter(stream)) == Lost("앱키가 달라요.", final=True)
    assert gateway.connections == []


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
        await until(events, Opened)

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
        await until(events, Lost)
        if dropped:
            assert (await until(events, Dropped)).key == "005930"
        await until(events, Opened)
        await gateway.requested(2 if dropped else 4)
        await gateway.send(TRADES, tick())
        await until(events, Tick)

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


async def test_stream_that_is_not_open_registers_nothing(gateway: Gateway) -> None:
    """Before and after its block a stream says so at once, also of what it held."""
    stream = Stream(Door().approve, gateway.url, Environment.REAL, timing=QUICK)
    with pytest.raises(Unreachable, match="열려 있지 않아요"):
        await stream.register(TRADES, "005930")
    async with stream:
        await stream.register(TRADES, "005930")

    with pytest.raises(Unreachable, match="열려 있지 않아요"):
        await stream.register(TRADES, "005930")


async def test_requests_are_spaced(gateway: Gateway) -> None:
    """The gateway drops bursts, so there is a pause between two requests, also of callers at the same time."""
    async with streaming(gateway, replace(QUICK, spacing=0.03)) as stream:
        started = monotonic()
        async with asyncio.TaskGroup() as tasks:
            for number in range(4):
                tasks.create_task(stream.register(TRADES, f"{number:06d}"))

        assert monotonic() - started >= 0.09


def test_an_hts_id_shows_in_no_repr() -> None:
    """It is the key of notices, in what is asked, answered and told to the reader alike."""
    request = Request(Action.REGISTER, "H0STCNI0", "my-hts-id", "approval")
    ack = Ack("H0STCNI0", "my-hts-id", ok=False, code="OPSP8993", message="거절")

    assert "my-hts-id" not in repr([request, ack, Dropped("H0STCNI0", "my-hts-id", "거절")])
