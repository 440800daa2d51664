"""Callback data: what the bot writes reads back, and nothing else is read."""

from __future__ import annotations

import dataclasses

import pytest

from bot.buttons import Press
from bot.chat import Incoming
from bot.commands.command import OnPress, Who
from bot.commands.table import PRESSES
from bot.views.quote import OtherNames


@pytest.mark.parametrize(
    "data",
    ["confirm:1_0", "confirm: 1", "confirm:+1", "confirm:01", "confirm:１", "confirm:" + "9" * 40, "confirm:-0",
     "confirm", "confirm:", "confirm:1:", "stale", "", ":", "::::", "confirm:1\n", "\0", "가" * 21, "x" * 64],
)  # fmt: skip
def test_data_that_no_button_of_ours_bears_is_stale(data: str) -> None:
    """What is taken is what the bot would have written, sign for sign."""
    assert Press.parse(data).prefix == "stale"


def test_every_press_survives_its_own_button() -> None:
    """Data of each row of the table reads back as it was."""
    for row in PRESSES:
        values = [7 if one.type in ("int", int) else "가-1" for one in dataclasses.fields(row.press)]
        press = row.press(*values)
        assert Press.parse(press.data) == press


def test_nothing_but_the_table_is_pressed() -> None:
    """Every kind of press is in the table, but for the one that strangers have and the one nobody made."""
    ours = {kind for kind in Press.registry.values() if kind.__module__.startswith("bot.")}

    assert ours - {row.press for row in PRESSES} == {Press.registry["ask"], Press.registry["stale"]}
    assert all(isinstance(row, OnPress) and isinstance(row.who, Who) for row in PRESSES)


def test_an_update_never_shows_its_text() -> None:
    """A key typed into the chat is not in the repr of what carries it."""
    incoming = Incoming(1, "앨리스", 1, private=True, text="연결 모의 SECRET")

    assert "SECRET" not in repr(incoming)


def test_a_button_carries_64_bytes_and_no_more() -> None:
    """Telegram counts bytes, of which a Korean syllable has three."""
    full = OtherNames("가" * 18 + "xx" + "x" * (64 - len("others:") - 56))
    assert len(full.data.encode()) == 64
    assert full.fits
    assert not OtherNames(full.words + "x").fits
