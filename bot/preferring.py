"""What can be set (설정): by a button of the chat, or on the page; the same values either way."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.outbox import utc_now
from bot.quiet import Quiet
from bot.storage import messages, preferences
from bot.storage.states import Topic, Volume
from bot.storage.tables import Preference, User
from kis.market.sessions import Venue

WHOLE_FILLS, VENUE, BRIEF = "fills", "venue", "card"
_YES_NO: Mapping[str, object] = {"0": False, "1": True}


def volumes_of(topic: Topic) -> list[Volume]:
    """How loud a topic can be: what must not be missed is never off."""
    return [volume for volume in Volume if volume is not Volume.OFF or not topic.breaks_through]


VALUES: Mapping[str, Mapping[str, object]] = {
    **{topic.value: {volume.value: volume for volume in volumes_of(topic)} for topic in Topic},
    WHOLE_FILLS: _YES_NO,
    VENUE: {venue.value: venue.value for venue in Venue},
    BRIEF: _YES_NO,
}
"""Each setting's values, as they travel in buttons and forms."""
_COLUMNS = {WHOLE_FILLS: "whole_fills", BRIEF: "brief_cards"}
"""Where the column is called otherwise."""


def change(setting: str, value: str) -> dict[str, object] | None:
    """The column and its value; None for what cannot be set, or not to that."""
    values = VALUES.get(setting, {})
    return {_COLUMNS.get(setting, setting): values[value]} if value in values else None


def chosen(preference: Preference, setting: str) -> str:
    """The value that holds."""
    held = getattr(preference, _COLUMNS.get(setting, setting)) or (Venue.KRX.value if setting == VENUE else False)
    return next(value for value, meant in VALUES[setting].items() if meant == held)


async def set_quiet(session: AsyncSession, user: User, hours: Quiet | None) -> None:
    """What was put off is looked at anew: it comes now, or at the new end."""
    start, end = (None, None) if hours is None else (hours.start, hours.end)
    await preferences.put(session, user.id, quiet_from=start, quiet_until=end)
    await messages.defer(session, user.chat_id, utc_now())
