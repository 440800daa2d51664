"""The start of `python -m bot`."""

from __future__ import annotations

import gc

import pytest

from bot.cli import main


def test_garbage_is_collected_once_a_command_is_loaded(capsys: pytest.CaptureFixture[str]) -> None:
    """It starts without the collector; a bot that ran on so would grow without end."""
    gc.disable()
    try:
        assert main(["keys", "new"]) == 0
        assert gc.isenabled()
    finally:
        gc.enable()
    assert ":" in capsys.readouterr().out
