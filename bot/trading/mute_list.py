"""Settling by totals and holdings while KIS's list comes without its rows, as paper has been seen to do."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.connection import Connection
from bot.markets import domestic
from bot.markets.market import DayList, Totals
from bot.storage import fills, orders, unsettled
from bot.storage.database import Database
from bot.storage.states import FillSource
from bot.storage.tables import Order
from bot.storage.terms import Segment
from bot.trading import evidence
from bot.trading.evidence import Key, Traded
from bot.trading.settling import Settling
from kis.domestic.codes import Side, SideFilter

MOST = 20
"""Stocks whose totals are asked at a time."""
CLOSE = timedelta(seconds=2)
"""An order as young as this may be in one answer and not in the other."""


@dataclass(slots=True)
class Evidence:
    """What KIS tells of today besides the rows."""

    day: date
    asked_at: datetime
    balance: dict[Key, int]
    traded: dict[Key, Traded] = field(default_factory=dict)


class MuteList:
    """Asks for evidence and applies it."""

    def __init__(self, database: Database, settling: Settling) -> None:
        self._database = database
        self._settling = settling

    async def ask(self, connection: Connection, day: date, listed: DayList) -> Evidence | None:
        """Ask the balance and the totals of each stock that matters; None where the list can be taken as it is."""
        async with self._database.read() as session:
            known = await unsettled.numbers_of_day(session, connection.credential_id, Segment.DOMESTIC, day)
            rows = await unsettled.of_credential_day(session, connection.credential_id, Segment.DOMESTIC, day)
        if day != connection.now().date() or not evidence.is_mute(listed, known):
            return None
        found = Evidence(day, connection.now(), {})
        found.balance = evidence.today_of((await connection.kis.domestic.account.balance()).positions)
        for key in _doubtful(rows, found.balance)[:MOST]:
            traded = evidence.agreed(await self._asked(connection, day, key), found.balance.get(key, 0))
            if traded is not None:
                found.traded[key] = traded
        return found

    async def apply(
        self, session: AsyncSession, connection: Connection, found: Evidence, final: Collection[int], now: datetime
    ) -> None:
        """Settle what is proven; tell once what was traded and belongs to no order known here."""
        rows = await unsettled.of_credential_day(session, connection.credential_id, Segment.DOMESTIC, found.day)
        for key in _doubtful(rows, found.balance):
            mine = [await orders.lock(session, row.id) for row in rows if (row.symbol, row.side) == key]
            if any(order.created_at > found.asked_at - CLOSE for order in mine):
                continue
            traded = found.traded.get(key)
            if traded is not None:
                proof = evidence.proof(mine, traded, await self._final(session, mine, final))
                await self._settle(session, proof, now)
                unexplained = proof.unexplained
            else:
                unexplained = found.balance.get(key, 0) - sum(order.filled_quantity for order in mine)
            if unexplained > 0:
                await self._settling.unexplained(session, connection, key, unexplained, found.balance.get(key, 0))

    async def _settle(self, session: AsyncSession, proof: evidence.Proof, now: datetime) -> None:
        if proof.placed is not None:
            await self._settling.stands(session, proof.placed, now)
        for order in proof.absent:
            await self._settling.not_placed(session, order, now, FillSource.BALANCE)
        if proof.filled is None:
            return
        order, quantity, amount = proof.filled
        before = order.filled_quantity
        _, fill = await fills.listed(
            session,
            order.id,
            filled_quantity=quantity,
            filled_amount=amount,
            now=now,
            source=FillSource.BALANCE,
        )
        if fill is not None:
            await self._settling.filled(session, order, fill, order.filled_quantity - before, silent=False)

    async def _final(self, session: AsyncSession, mine: Sequence[Order], final: Collection[int]) -> set[int]:
        """Orders whose search has come to its end."""
        found = set()
        for order in mine:
            intent = await unsettled.origin(session, order.id)
            if intent is not None and intent.id in final:
                found.add(order.id)
        return found

    async def _asked(self, connection: Connection, day: date, key: Key) -> Totals | None:
        account = connection.kis.domestic.account
        side = SideFilter.BUY if key[1] is Side.BUY else SideFilter.SELL
        asked = await account.daily_orders(start=day, end=day, venue=account.every_venue, symbol=key[0], side=side)
        return domestic.day_list(asked).totals


def _doubtful(rows: Sequence[Order], balance: dict[Key, int]) -> list[Key]:
    """Stocks and sides with something open here, or with more traded than is known."""
    filled: dict[Key, int] = {}
    keys: dict[Key, None] = {}
    for row in rows:
        filled[row.symbol, row.side] = filled.get((row.symbol, row.side), 0) + row.filled_quantity
        if row.state.is_open:
            keys[row.symbol, row.side] = None
    more = [key for key, quantity in balance.items() if quantity > filled.get(key, 0)]
    return list(keys | dict.fromkeys(more))
