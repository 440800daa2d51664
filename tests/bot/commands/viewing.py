"""What the scenes of live views do again and again."""

from __future__ import annotations

from bot.localchat import Message
from tests.bot.house import ALICE, House


async def began(home: House, line: str) -> Message:
    """Begin a view, and wait until it hears."""
    first = await home.ask(f"실시간 {line}", "까지")
    return await home.chat.wait_for(ALICE, "아직", after=first.seq - 1)


async def seen(home: House, text: str, after: Message) -> Message:
    """Wait for a state of the same message."""
    found = await home.chat.wait_for(ALICE, text, after=after.seq)
    assert found.message_id == after.message_id
    return found


def held(home: House) -> int:
    """Slots that live views have."""
    return sum(connection.viewed for connection in home.bot.services.connections.all())
