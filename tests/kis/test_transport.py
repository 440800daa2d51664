"""Single requests: callers who leave, a close in the middle, a Date that is none."""

from __future__ import annotations

import asyncio

import pytest

from kis.errors import Unanswered
from kis.market.clock import MarketClock
from kis.transport import Transport
from kis.verdicts import open_envelope
from tests.kis.sample import PRICE
from tests.kis.scripted import Say, Scripted, ok


async def ask(transport: Transport) -> int:
    return (await transport.send("GET", PRICE, {})).status


async def test_cancelled_callers_cost_no_connection(transport: Transport, server: Scripted) -> None:
    """At whatever step a caller is cancelled, the exchange ends in order and its connection serves the next one."""
    server.answer(PRICE, ok())
    for steps in range(40):
        caller = asyncio.create_task(ask(transport))
        for _ in range(steps):
            await asyncio.sleep(0)
        caller.cancel()
        await asyncio.wait([caller])
        assert await ask(transport) == 200

    assert server.connections <= 2


async def test_cancelled_caller_leaves_at_once(transport: Transport, server: Scripted, clock: MarketClock) -> None:
    """Nobody waits for a server because he was cancelled; what it says is still heard."""
    server.answer(PRICE, Say({}, delay=0.05))
    caller = asyncio.create_task(ask(transport))
    await server.arrived.wait()
    caller.cancel()
    await asyncio.wait([caller])
    assert clock.skew is None
    await asyncio.sleep(0.15)

    assert clock.skew is not None


async def test_closing_answers_who_waits(transport: Transport, server: Scripted) -> None:
    """Closing ends what is under way; whoever waits learns that his request may have arrived."""
    server.answer(PRICE, Say({}, delay=5))
    caller = asyncio.create_task(ask(transport))
    await server.arrived.wait()
    await transport.aclose()

    with pytest.raises(Unanswered, match="연결을 닫아서"):
        await caller


@pytest.mark.parametrize(
    "date",
    [
        "",
        "soon",
        "Mon, 23 Nov 2026 10:00:00",
        "Mon, 23 Nov 2026 10:00:00 +99999999999999",
        "Mon, 23 Nov 99999999999999999999 10:00:00 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Thu, 01 Jan 1970 00:00:00 GMT",
    ],
)
async def test_senseless_date_costs_no_answer(
    transport: Transport, server: Scripted, clock: MarketClock, date: str
) -> None:
    """Whatever stands in the Date header, the answer is handed over and the clock still goes."""
    server.answer(PRICE, Say({}, headers={"Date": date}))

    assert await ask(transport) == 200
    assert clock.skew is None


async def test_answer_does_not_show_in_a_repr(transport: Transport, server: Scripted) -> None:
    """An answer may hold a token, so it is not printed with its content."""
    server.answer(PRICE, Say({"access_token": "PLANTED"}))

    answer = await transport.send("GET", PRICE, {})
    assert b"PLANTED" in answer.content
    assert "PLANTED" not in repr(answer) + repr(open_envelope(answer.status, answer.content))
