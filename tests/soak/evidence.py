"""What is judged: the broker's orders and journal, the database, the chats, the presses, the prints."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import select

from bot.localchat import LocalChat
from bot.storage.base import Base
from bot.storage.database import Database
from bot.storage.states import MessageState
from bot.storage.tables import Alert, Intent, Message, Order, OrderNumber
from tests.journeys.world import Json
from tests.soak.market import Print
from tests.soak.place import Place

Row = TypeVar("Row", bound=Base)
Texts = Mapping[int, str]
"""What stands in a chat from the bot, by message id, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One look at everything. `users` tells whose a broker's account is; `posts` are the broker's journal of orders."""

    users: Mapping[str, int]
    rows: Sequence[Json] = ()
    posts: Sequence[Json] = ()
    intents: Sequence[Intent] = ()
    orders: Sequence[Order] = ()
    numbers: Sequence[OrderNumber] = ()
    alerts: Sequence[Alert] = ()
    messages: Mapping[int, Message] = field(default_factory=dict)
    """Rows of the outbox by their ids."""
    chats: Mapping[int, Texts] = field(default_factory=dict)
    pressed: Collection[int] = ()
    prints: Sequence[Print] = ()

    @property
    def stuck(self) -> int:
        """Messages that still wait in the outbox."""
        return sum(one.state is MessageState.WAITING for one in self.messages.values())

    def said(self, user_id: int, ref: int | None) -> str:
        """What an outbox row has become in its user's chat; blank if it is not there."""
        row = self.messages.get(ref or 0)
        return "" if row is None else self.chats.get(user_id, {}).get(row.message_id or 0, "")


async def gathered(place: Place, pressed: Collection[int], prints: Sequence[Print]) -> Evidence:
    """Look now."""
    return Evidence(
        users=place.users,
        rows=await place.broker.see("orders"),
        posts=posts(place.journal.read_text(encoding="utf-8").splitlines()),
        intents=await _all(place.database, Intent),
        orders=await _all(place.database, Order),
        numbers=await _all(place.database, OrderNumber),
        alerts=await _all(place.database, Alert),
        messages={row.id: row for row in await _all(place.database, Message)},
        chats={user: _texts(place.chat, user) for user in place.users.values()},
        pressed=pressed,
        prints=tuple(prints),
    )


def posts(lines: Iterable[str]) -> list[Json]:
    """The orders, amendments and cancellations that reached the broker, executed or not."""
    wanted = (line for line in lines if '/order-cash"' in line or '/order-rvsecncl"' in line)
    return [json.loads(line) for line in wanted]


async def _all(database: Database, table: type[Row]) -> Sequence[Row]:
    async with database.read() as session:
        return (await session.scalars(select(table).order_by(*table.__table__.primary_key))).all()


def _texts(chat: LocalChat, user: int) -> Texts:
    return {one.message_id: one.text for one in chat.transcript(user) if one.from_bot and not one.deleted}
