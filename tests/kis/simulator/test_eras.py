"""Two changes of the real gateway that broke released clients: widths of rows, and the balance by stock."""

from __future__ import annotations

import pytest

from kis.simulator import NO_LIMITS, Era, Simulator

from .conftest import MONDAY_MORNING
from .server.plain import SAMSUNG, Plain, opened, plain, socket
from .test_habits import BALANCE


@pytest.mark.parametrize(
    ("era", "widths"), [(Era.CURRENT, {47, 63, 26}), (Era.Y2024, {46, 59, 23})], ids=["current", "2024"]
)
async def test_widths_of_an_era(era: Era, widths: set[int]) -> None:
    """Rows have the columns of their year; the notice of 2024 ends with the price."""
    async with (
        Simulator.serve(limits=NO_LIMITS, now=MONDAY_MORNING, speed=0, era=era) as simulator,
        plain(simulator) as client,
        socket(client) as ws,
    ):
        answer = [
            await ws.ask(*place) for place in (("H0STCNT0", SAMSUNG), ("H0STASP0", SAMSUNG), ("H0STCNI9", "sim001"))
        ][2]
        await client.buy(1, 70_000)
        notice = opened(await ws.next(), answer)
        await ws.next()
        await client.sim("price", symbol=SAMSUNG, price=70_100)
        frames = [await ws.next() for _ in range(2)]

    assert {len(notice), *(len(frame.split("^")) for frame in frames)} == widths
    assert notice[-1].lstrip("0") == "70000"


async def test_balance_by_stock_ended_in_2026(client: Plain) -> None:
    """INQR_DVSN 02 is refused now."""
    answer = await client.get(BALANCE, "VTTC8434R", INQR_DVSN="02")

    assert (answer.status_code, answer.json()["msg_cd"]) == (500, "OPSQ2001")


async def test_balance_by_stock_in_2024() -> None:
    """And was answered before."""
    async with Simulator.serve(limits=NO_LIMITS, era=Era.Y2024) as simulator, plain(simulator) as client:
        answer = await client.get(BALANCE, "VTTC8434R", INQR_DVSN="02")

    assert answer.json()["rt_cd"] == "0"
