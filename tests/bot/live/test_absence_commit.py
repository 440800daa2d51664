"""An absence ends in one commit: what became of the alerts, what is said of it, and the moment it is over."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import connection as connecting
from bot.errors import StorageBusy
from bot.storage import watching
from kis.simulator import Simulator
from tests.bot.live.stage import stage, wish
from tests.bot.live.test_absences import ABOVE, said, simulator, trade
from tests.bot.live.test_alerts import SAMSUNG

__all__ = ["simulator"]


async def test_what_comes_after_a_failed_end_is_told_too(
    tmp_path: Path, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed before the absence was over: a second alert is reached meanwhile, and both are told, each once."""
    async with stage(tmp_path, simulator) as scene:
        for target in (75_000, 76_000):
            await scene.watch.add(scene.alice, SAMSUNG, wish(ABOVE, target))
    for price in (70_000, 75_200, 74_000):
        trade(simulator, price)
    async with stage(tmp_path, simulator, following=False) as scene:

        async def die(*_: object) -> None:
            raise StorageBusy

        await scene.connection.kis.domestic.quotes.price(symbol="005930")
        with monkeypatch.context() as patch:
            patch.setattr(watching, "follow", die)
            patch.setattr(connecting.Connection, "is_fresh", True)
            with pytest.raises(StorageBusy):
                await scene.watch.back(scene.connection)
    for price in (76_200, 74_000):
        trade(simulator, price)
    texts = "\n".join(await said(tmp_path, simulator))

    assert (texts.count("75,000"), texts.count("76,000")) == (1, 1)
