"""Many prices at once: each belongs to the stock that its row names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.quoting.many import Many
from kis.credentials import Environment
from kis.domestic.watchlists import Watchlists
from kis.symbols import well_known
from tests.bot.trading.scene import stage


@pytest.mark.parametrize("order", [lambda rows: rows[1:], lambda rows: rows[::-1]], ids=["one left out", "turned"])
async def test_rows_are_known_by_their_symbol(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, order: Any) -> None:
    """A row that KIS leaves out or puts elsewhere gives no stock the price of another."""
    names = [well_known().by_code(code) for code in ("005930", "000660", "035720")]
    stocks = [each for each in names if each is not None]
    told = Watchlists.multi

    async def multi(*asked: Any, **more: Any) -> Any:
        return order(await told(*asked, **more))

    async with stage(tmp_path, environment=Environment.REAL) as scene:
        monkeypatch.setattr(Watchlists, "multi", multi)
        lines = await Many().of(scene.connection, stocks)
        prices = [(await scene.connection.price(each.code)).price for each in stocks]
        assert [lines[each.code].price for each in stocks] == prices
