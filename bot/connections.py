"""The connected accounts: opened at the start, added by 연결, closed when removed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from time import monotonic

from sqlalchemy.ext.asyncio import AsyncSession

from bot import disconnecting, keychange
from bot.connection import Connection
from bot.errors import NotConnected, StorageBusy, StorageDown, UserError
from bot.i18n import say
from bot.outages import Fuse
from bot.settings import Settings
from bot.storage import alerts, audit, tokens, users
from bot.storage import credentials as store
from bot.storage.database import Database
from bot.storage.tables import Credential, User
from bot.storage.tokens import DatabaseTokens
from bot.storage.vault import Vault
from bot.trading.gate import Gate
from bot.trying import try_keys
from bot.views.connect import BY_PAGE, BY_TERMINAL
from kis import Credentials, Environment, Kis, Pace
from kis.errors import KisError

log = logging.getLogger(__name__)

STEP = 5.0
"""Seconds between looks at the list of accounts."""
PAUSES = (1.0, 3.0, 10.0, 30.0, 60.0)
"""Seconds before a stream that broke is followed anew: the first, the second time in a row and so on."""
STEADY = 120.0
"""A stream that was followed so many seconds was a good one: the next pause is the shortest again."""

Follower = Callable[[Connection], Awaitable[None]]
"""Runs as long as a connection is open: reads its stream."""
Also = Callable[[AsyncSession, Credential], Awaitable[None]]
"""Writes what belongs into the commit that keeps an account."""


class Connections:
    """Clients and streams by credential; one for each app key."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        vault: Vault,
        fuses: Mapping[Environment, Fuse] | None = None,
    ) -> None:
        self._settings = settings
        self._database = database
        self._vault = vault
        self._tokens = DatabaseTokens(database, vault)
        self._open: dict[int, Connection] = {}
        self._stacks: dict[int, AsyncExitStack] = {}
        self._sealed: dict[int, bytes] = {}
        """What each was opened with: new keys at the terminal are told by it."""
        self._follow: Follower | None = None
        self._changing = asyncio.Lock()
        self._paces: dict[str, Pace] = {}
        self._gates: dict[int, Gate] = {}
        self._fuses = fuses or {}

    async def start(self, follow: Follower) -> None:
        """Open every active credential; `follow` reads each stream, also of those that come later."""
        self._follow = follow
        async with self._database.begin() as session:
            await tokens.forget_removed(session)
            rows = await store.active(session)
        for row in rows:
            await self._start(row)

    async def keep_in_step(self, every: float = STEP) -> None:
        """Open what was connected at the terminal meanwhile, and close what the database no longer has like that."""
        while True:
            await asyncio.sleep(every)
            try:
                await self._step()
            except (StorageBusy, StorageDown):
                log.warning("계좌 목록을 읽지 못했어요. %g초 뒤에 다시 봐요.", every)

    async def _step(self) -> None:
        async with self._changing:
            async with self._database.read() as session:
                rows = {row.id: row for row in await store.active(session)}
            for credential_id in list(self._open):
                if credential_id not in rows or rows[credential_id].sealed != self._sealed[credential_id]:
                    await self._close_one(credential_id)
            for row in rows.values():
                if row.id not in self._open:
                    await self._start(row)

    async def _start(self, row: Credential) -> None:
        try:
            await self._open_one(row, store.reveal(self._vault, row))
        except UserError as error:
            log.error("계좌 %s을(를) 열지 못했어요: %s", row.account_hint, error)

    async def close(self) -> None:
        """Close all; each has five seconds."""
        await asyncio.gather(*(self._close_one(credential_id) for credential_id in list(self._open)))

    def all(self) -> tuple[Connection, ...]:
        """Every open connection."""
        return tuple(self._open.values())

    def by_id(self, credential_id: int) -> Connection | None:
        """The connection of a credential, None if it is not open."""
        return self._open.get(credential_id)

    def of(self, user: User) -> Connection:
        """The account that the user's commands mean. Raises `NotConnected` if there is none."""
        found = self._open.get(user.active_credential_id or 0)
        if found is None:
            raise NotConnected
        return found

    async def try_out(self, credentials: Credentials) -> None:
        """Try keys, account and HTS id at KIS before they are kept.

        Raises `UserError` that names which of them is wrong; what KIS raises where it could not be asked.
        """
        async with self._changing:
            rival = self._by_key(credentials.key_id)
            if rival is not None:
                await self._close_one(rival.credential_id)
            try:
                await try_keys(self._client(credentials))
            finally:
                if rival is not None:
                    await self._open_again(rival)

    async def connect(
        self, user_id: int, credentials: Credentials, by: str = BY_PAGE, also: Also | None = None
    ) -> Connection:
        """Seal the credentials, in place of the user's earlier ones of the same environment, and open them.

        `also` says so: what is kept is told, or neither.
        """
        async with self._changing:
            rival = self._by_key(credentials.key_id)
            if rival is not None and rival.user_id != user_id:
                raise UserError(say("이 앱 키는 다른 사용자가 이미 연결했어요. 내 앱 키를 새로 발급받아 주세요."))
            row = await self.keep(user_id, credentials, by, also)
            replaced = self._find(user_id, credentials.environment)
            if replaced is not None:
                await self._replace(replaced, credentials)
            return await self._open_one(row, credentials)

    async def keep(
        self, user_id: int, credentials: Credentials, by: str = BY_PAGE, also: Also | None = None
    ) -> Credential:
        """Seal the credentials without opening them: from the terminal, and before the start.

        Whose keys are replaced hears of it; at the terminal also of the first ones, since nobody asked in the chat.
        Raises `UserError` while an order is on its way; at the terminal there may be no bot that it waits for.
        """
        now = datetime.now(UTC)
        async with self._database.begin() as session:
            await users.hold(session, user_id)
            mine = {one.environment: one for one in await store.of_user(session, user_id)}
            if by != BY_TERMINAL and (old := mine.get(credentials.environment)) is not None:
                await disconnecting.may_go(session, old)
            row = await store.add(session, self._vault, user_id, credentials, now)
            await alerts.adopt(session, user_id, row.id)
            await keychange.enter(session, "connected", row, now)
            if also is not None:
                await also(session, row)
            if row.environment in mine or by == BY_TERMINAL:
                await keychange.tell(session, row, by, now)
        return row

    async def remove(self, user_id: int, environment: Environment) -> bool:
        """Shred the keys of a user's account, end its token at KIS and close it. False if there was none.

        Raises `UserError` while an order is on its way.
        """
        async with self._changing:
            async with self._database.begin() as session:
                await users.hold(session, user_id)
                rows = [row for row in await store.of_user(session, user_id) if row.environment is environment]
                await disconnecting.shred(session, rows)
            await self._end(rows)
            return bool(rows)

    async def remove_all(self, user_id: int, also: Callable[[AsyncSession], Awaitable[None]]) -> None:
        """The same with all accounts of somebody who goes, and with what `also` writes."""
        async with self._changing:
            async with self._database.begin() as session:
                await users.hold(session, user_id)
                rows = await store.of_user(session, user_id)
                await disconnecting.shred(session, rows)
                await also(session)
            await self._end(rows)

    async def _end(self, rows: Sequence[Credential]) -> None:
        """If KIS cannot be asked its token runs out by itself, and nobody has it any more."""
        for row in rows:
            if (connection := self._open.get(row.id)) is not None:
                await disconnecting.revoke(connection)
            await self._close_one(row.id)
        async with self._database.begin() as session:
            for row in rows:
                await tokens.forget(session, row.key_id)

    async def choose(self, user: User, environment: Environment) -> Connection:
        """From now on the user's commands mean the account of this environment. Raises `NotConnected`."""
        found = self._find(user.id, environment)
        if found is None:
            raise NotConnected
        async with self._database.begin() as session:
            await users.choose_credential(session, user.id, found.credential_id)
            await audit.note(session, "account.chosen", user_id=user.id, now=datetime.now(UTC), environment=environment)
        return found

    async def _replace(self, old: Connection, by: Credentials) -> None:
        """The same key has the same token, which goes on."""
        if old.credentials.key_id != by.key_id:
            await disconnecting.revoke(old)
        await self._close_one(old.credential_id)

    def _find(self, user_id: int, environment: Environment) -> Connection | None:
        return next((one for one in self.all() if (one.user_id, one.environment) == (user_id, environment)), None)

    def _by_key(self, key_id: str) -> Connection | None:
        return next((one for one in self.all() if one.credentials.key_id == key_id), None)

    def gate(self, user_id: int) -> Gate:
        """What every order of the user passes in the moment it leaves."""
        return self._gates.setdefault(user_id, Gate())

    def _client(self, credentials: Credentials, gate: Gate | None = None) -> Kis:
        environment = credentials.environment
        pace = self._paces.setdefault(credentials.key_id, Pace(self._settings.rates[environment]))
        origins = self._settings.origins[environment]
        return Kis(
            credentials,
            origins=origins,
            tokens=self._tokens,
            pace=pace,
            guard=gate,
            around=self._fuses.get(environment),
        )

    async def _open_one(self, row: Credential, credentials: Credentials) -> Connection:
        kis = self._client(credentials, self.gate(row.user_id))
        connection = Connection(row.id, row.user_id, kis, kis.stream())
        stack = self._stacks[row.id] = AsyncExitStack()
        await stack.enter_async_context(connection)
        if self._follow is not None:
            following = asyncio.create_task(self._followed(self._follow, connection), name=f"feed-{row.id}")
            stack.push_async_callback(_stop, following)
        self._open[row.id], self._sealed[row.id] = connection, row.sealed
        return connection

    async def _open_again(self, closed: Connection) -> None:
        async with self._database.read() as session:
            row = await store.get(session, closed.credential_id)
        if row is not None:
            await self._open_one(row, closed.credentials)

    async def _followed(self, follow: Follower, connection: Connection) -> None:
        """Follow a connection as long as it is open; where that breaks, or KIS lets nobody in, begin anew."""
        attempt = 0
        while True:
            began = monotonic()
            try:
                await follow(connection)
            except Exception as error:
                refused = isinstance(error, ExceptionGroup) and error.split(KisError)[1] is None
                log.error(
                    "계좌 %s의 실시간 처리가 멈춰 다시 시작해요: %s",
                    connection.account_hint,
                    error,
                    exc_info=not refused,
                )
            attempt = 0 if monotonic() - began >= STEADY else attempt
            await asyncio.sleep(PAUSES[min(attempt, len(PAUSES) - 1)])
            attempt += 1
            await connection.renew_stream()

    async def _close_one(self, credential_id: int) -> None:
        stack = self._stacks.pop(credential_id, None)
        self._open.pop(credential_id, None)
        if stack is not None:
            await stack.aclose()


async def _stop(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait([task], timeout=5)
