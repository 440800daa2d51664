"""Callback data that the bot never wrote."""

from __future__ import annotations

import pytest

from tests.bot.test_every_door import ALICE, Scene, failures, scene, walk

__all__ = ["scene"]


async def test_forged_data_is_no_mistake_of_the_bots(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    """Numbers beyond any column, words that are no code: each is answered; none ends in a traceback."""
    edge = await walk(scene, scene.everything(ALICE, press_only=True))

    assert failures(caplog) == []
    assert edge.toasts
