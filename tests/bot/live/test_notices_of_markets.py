"""Fills in every market come by the realtime notices of its channel, through the real websocket, as a push."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from unittest.mock import AsyncMock

import pytest
from sqlalchemy import select

from bot.storage import limits
from bot.storage.states import Cap, FillSource
from bot.storage.tables import Fill
from bot.trading.desk import Desk
from kis.credentials import Environment
from kis.market.clock import KST
from tests.bot.commands.test_account import words
from tests.bot.house import ALICE, House, house

NIGHT = datetime(2026, 11, 24, 23, 40, tzinfo=KST)
"""The US is in its regular session, contracts are in that by night."""
DAY = datetime(2026, 11, 24, 10, 0, tzinfo=KST)


async def filled(home: House, line: str, code: str, price: str) -> str:
    """Buy one with a limit that waits, let the market come to it, and return the push."""
    await home.ask(f"매수 {line}", "매수 확인")
    await home.press("매수 확정", "매수 · 접수")
    before = home.last()
    home.simulator.broker.set_price(code, Decimal(price))
    return (await home.chat.wait_for(ALICE, "#체결", after=before)).text


@pytest.mark.parametrize(
    ("now", "orders"),
    [
        pytest.param(
            NIGHT,
            (
                ("애플 1 260", "AAPL", "260", "$260.00"),
                ("A05612 1 440", "A05612", "440", "440.00"),
                ("B01612445 1 5.1", "B01612445", "5.1", "5.10"),
            ),
            id="by night",
        ),
        pytest.param(DAY, (("A05612 1 440", "A05612", "440", "440.00"),), id="by day"),
    ],
)
async def test_a_fill_is_pushed_by_its_notice(
    tmp_path: Path,
    database_file: str,
    monkeypatch: pytest.MonkeyPatch,
    now: datetime,
    orders: tuple[tuple[str, str, str, str], ...],
) -> None:
    """Of US shares, of futures and options by night, of futures by day, where no list is asked for it."""
    monkeypatch.setattr(Desk, "reconcile", AsyncMock())
    async with house(tmp_path, connected=False, now=now, DATABASE_URL=database_file, CONNECT_IN_CHAT="1") as home:
        await home.ask(words(home.simulator.credentials(Environment.REAL)), "연결했어요")
        await home.ask("핀 없이", "")
        async with home.database.begin() as session:
            for cap in (Cap.ORDER, Cap.DAY):
                await limits.put(session, ALICE, Environment.REAL, cap, None, now)
        for line, code, price, told in orders:
            assert f"@{told}" in await filled(home, line, code, price)
        async with home.database.read() as session:
            sources = list(await session.scalars(select(Fill.source)))

    assert sources == [FillSource.NOTICE] * len(orders)
