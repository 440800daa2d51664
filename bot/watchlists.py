"""관심: lists of instruments that a user looks at together."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.errors import NotFound, UserError
from bot.i18n import later, say
from bot.names import Directory, by_key, key_of
from bot.outbox import utc_now
from bot.quoting.many import Line, Many
from bot.storage import watchlists as store
from bot.storage.database import Database
from kis.market.fees import Market
from kis.symbols import Instrument

if TYPE_CHECKING:
    from bot.connection import Connection

USUAL = later("기본")
"""The list that is meant where none is named."""
MOST = 30
"""Instruments of a list: as many as KIS quotes in one answer, and a message holds."""
MOST_LISTS = 10
NAME = re.compile(r"[0-9A-Za-z가-힣]{1,10}")
"""What a list may be called: it travels in buttons."""


@dataclass(frozen=True, slots=True)
class Watchlist:
    """A list as it is shown: what is on it, what is known of the prices by key, and the user's other lists."""

    name: str
    instruments: Sequence[Instrument]
    others: Sequence[str]
    lines: Mapping[str, Line]
    at: datetime


class Watchlists:
    """A user's lists, and their prices."""

    def __init__(
        self, database: Database, symbols: Directory, many: Many, shown: Callable[[Connection], Awaitable[None]]
    ) -> None:
        self._database = database
        self._symbols = symbols
        self._many = many
        self._shown = shown
        """Told with which account a list is looked at: what is on lists may be followed live there."""

    async def names(self, user_id: int) -> Sequence[str]:
        """The user's lists that have something on them."""
        async with self._database.read() as session:
            return await store.names(session, user_id)

    async def add(self, user_id: int, name: str, instruments: Sequence[Instrument]) -> None:
        """Put instruments on a list, which begins with the first one. Raises `UserError` where there is no room."""
        if not NAME.fullmatch(name):
            raise UserError(say("목록 이름은 한글, 영문, 숫자 10자까지예요. 예: 관심 반도체 추가 하이닉스"))
        keys = list(dict.fromkeys(map(key_of, instruments)))
        async with self._database.begin() as session:
            there, lists = await store.symbols(session, user_id, name), await store.names(session, user_id)
            if len({*there, *keys}) > MOST:
                raise UserError(
                    say("한 목록에는 {most}종목까지예요. 다른 목록에 넣어 주세요. 예: 관심 둘째 추가 네이버", most=MOST)
                )
            if name not in lists and len(lists) >= MOST_LISTS:
                raise UserError(
                    say("목록은 {most}개까지예요. 안 쓰는 목록을 비워 주세요. 예: 관심 둘째 삭제 전부", most=MOST_LISTS)
                )
            await store.add(session, user_id, name, keys, utc_now())

    async def fill(self, user_id: int, name: str, instruments: Sequence[Instrument]) -> int:
        """Put on a list what there is room for, in this order; returns how many found none.

        Raises `UserError` where there are too many lists.
        """
        async with self._database.read() as session:
            there = set(await store.symbols(session, user_id, name))
        new = [each for each in instruments if key_of(each) not in there]
        fitting = new[: MOST - len(there)]
        if fitting:
            await self.add(user_id, name, fitting)
        return len(new) - len(fitting)

    async def remove(self, user_id: int, name: str, keys: Sequence[str]) -> None:
        """Take instruments off a list, by their keys."""
        async with self._database.begin() as session:
            await store.remove(session, user_id, name, keys)

    async def empty(self, user_id: int, name: str) -> None:
        """Take everything off a list, and so the list away. Raises `NotFound` if there is none."""
        async with self._database.begin() as session:
            keys = await store.symbols(session, user_id, name)
            if not keys:
                raise NotFound(
                    say("「{name}」 목록이 없어요. 「관심」이라고 보내면 목록을 보여 드려요.", name=name[:10])
                )
            await store.remove(session, user_id, name, keys)

    async def look(self, connection: Connection, user_id: int, name: str = "") -> Watchlist:
        """A list with its prices; without a name the usual one, or the first there is. Raises what `kis` raises."""
        async with self._database.read() as session:
            lists = await store.names(session, user_id)
            name = name or (USUAL if USUAL in lists or not lists else lists[0])
            keys = await store.symbols(session, user_id, name)
        instruments = [by_key(self._symbols, key) or Instrument(key, key, Market.KOSPI) for key in keys]
        await self._shown(connection)
        lines = await self._many.of(connection, [each for each in instruments if "@" not in each.code])
        return Watchlist(name, instruments, [each for each in lists if each != name], lines, connection.now())
