"""The symbols that the page draws itself."""

from __future__ import annotations

import re
from pathlib import Path

import bot
from bot.localchat import server

BOT = Path(bot.__file__).parent
STATIC = Path(server.__file__).parent / "static"
EMOJI = re.compile("[\U0001f300-\U0001faff⌚⌛⏩-⏬⏰⏳⚪⚫⛔✅❌❓-❕➕-➗⭐]")
"""What no font but one of emoji shows."""


def test_every_symbol_that_is_said_is_drawn() -> None:
    """A machine without an emoji font shows no blank where the bot says a symbol."""
    drawn = set(EMOJI.findall((STATIC / "emoji.js").read_text("utf-8")))
    said = {one for path in BOT.rglob("*.py") for one in EMOJI.findall(path.read_text("utf-8"))}

    assert said - drawn == set()


def test_each_drawing_has_its_place() -> None:
    """As many drawings as names, and a background as wide as all of them."""
    names = re.search(r"DRAWN = \[(.*?)\]", (STATIC / "emoji.js").read_text("utf-8"), re.DOTALL)
    drawings, width = (STATIC / "emoji.svg").read_text("utf-8"), re.compile(r"emoji\.svg\"\) 0 0 / ([\d.]+)em")
    stretched = width.search((STATIC / "chat.css").read_text("utf-8"))

    assert names is not None
    assert stretched is not None
    count = len(re.findall('"[^"]+"', names[1]))
    assert drawings.count('<g transform="translate(') == count
    assert f'viewBox="0 0 {24 * count} 24"' in drawings
    assert float(stretched[1]) == 1.25 * count
