"""Bad days on request, as a client meets them."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import httpx
import pytest

from kis.simulator import Simulator

from .plain import TRADING, Plain

BALANCE = f"{TRADING}/inquire-balance"


async def test_cut_before_executes_nothing(client: Plain) -> None:
    """The connection is dropped and there is no order."""
    await client.sim("fault", do="cut_before", path=f"{TRADING}/order-cash")

    with pytest.raises(httpx.TransportError):
        await client.buy()
    assert client.simulator.broker.every_order() == []


async def test_cut_after_executes_and_loses_the_answer(client: Plain) -> None:
    """The connection is dropped and the order stands."""
    await client.sim("fault", do="cut_after", tr_id="VTTC0012U")

    with pytest.raises(httpx.TransportError):
        await client.buy()
    assert len(client.simulator.broker.every_order()) == 1


async def test_late_executes_at_once(client: Plain) -> None:
    """The order stands while its answer is still on the way."""
    await client.sim("fault", do="late", seconds=0.2)

    answer = asyncio.create_task(client.buy())
    await asyncio.sleep(0.1)
    assert len(client.simulator.broker.every_order()) == 1
    assert not answer.done()
    assert (await answer).status_code == 200


async def test_garbage_executes(client: Plain) -> None:
    """The body is no JSON, the order stands."""
    await client.sim("fault", do="garbage")

    answer = await client.buy()

    assert answer.status_code == 200
    with pytest.raises(ValueError, match="Expecting value"):
        answer.json()
    assert len(client.simulator.broker.every_order()) == 1


@pytest.mark.parametrize(
    ("fault", "status", "body"),
    [
        ({"do": "status", "code": 500}, 500, b""),
        ({"do": "status", "code": 502, "body": "<html>"}, 502, b"<html>"),
        ({"do": "status", "code": 500, "body": {"rt_cd": "1"}}, 500, b'{"rt_cd": "1"}'),
    ],
    ids=["without a body", "with text", "with JSON"],
)
async def test_status(client: Plain, fault: dict[str, Any], status: int, body: bytes) -> None:
    """An HTTP status with or without a body; nothing is executed."""
    await client.sim("fault", **fault)

    answer = await client.buy()

    assert (answer.status_code, answer.content) == (status, body)
    assert client.simulator.broker.every_order() == []


async def test_status_after_executing(client: Plain) -> None:
    """A gateway gives up on an answer that was on its way: 500, and the order stands."""
    await client.sim("fault", do="status", code=500, executed=True)

    assert (await client.buy()).status_code == 500
    assert len(client.simulator.broker.every_order()) == 1


async def test_clear(client: Plain) -> None:
    """All that is still to come is taken back."""
    await client.sim("fault", do="status", code=500, times=5)
    await client.sim("fault", clear=True)

    assert (await client.buy()).status_code == 200


@pytest.mark.parametrize(
    ("code", "status"), [("EGW00201", 500), ("APBK0919", 200)], ids=["the gateway's", "the broker's"]
)
async def test_message(client: Plain, code: str, status: int) -> None:
    """KIS's envelope with any code; nothing is executed."""
    await client.sim("fault", do="message", msg_cd=code, msg1="안 돼요.", rt_cd="7")

    answer = await client.buy()

    assert answer.status_code == status
    assert answer.json() == {"rt_cd": "7", "msg_cd": code, "msg1": "안 돼요."}
    assert client.simulator.broker.every_order() == []


async def test_delay(client: Plain) -> None:
    """The answer is late but right."""
    await client.sim("fault", do="delay", seconds=0.08)
    start = time.monotonic()

    answer = await client.buy()

    assert time.monotonic() - start >= 0.08
    assert answer.json()["rt_cd"] == "0"


async def test_times(client: Plain) -> None:
    """A fault meets so many calls and no more; others pass meanwhile."""
    await client.sim("fault", do="status", code=500, path="inquire-balance", times=2)

    statuses = [(await client.get(BALANCE, "VTTC8434R")).status_code for _ in range(3)]

    assert statuses == [500, 500, 200]


async def test_others_are_not_met(client: Plain) -> None:
    """Another path and another TR id pass."""
    await client.sim("fault", do="status", code=500, path="/uapi/other")
    await client.sim("fault", do="status", code=500, tr_id="VTTC0011U")

    assert (await client.buy()).status_code == 200


async def test_a_connection_can_be_cut_while_it_is_answered(simulator: Simulator) -> None:
    """Shutting down does not wait for a slow call."""
    async with httpx.AsyncClient(base_url=simulator.rest) as http:
        await http.post("/_sim/fault", json={"do": "delay", "seconds": 60})
        with pytest.raises(httpx.ReadTimeout):
            await http.post("/oauth2/tokenP", json={}, timeout=0.05)
