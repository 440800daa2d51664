"""Access tokens, sealed, shared by all processes on the database."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.circuit import TurnTaken
from bot.i18n import say
from bot.storage import tables
from bot.storage.database import Database
from bot.storage.dialect import insert
from bot.storage.states import CredentialState
from bot.storage.vault import Sealed, Vault
from kis.tokenstore import Token, TokenStore

TURN = timedelta(seconds=90)
"""How long a process may take to get a token; one that dies in its turn holds the others up no longer than this."""


def utc_now() -> datetime:
    """The host's time."""
    return datetime.now(UTC)


class DatabaseTokens(TokenStore):
    """`kis`'s token store on the bot's database."""

    def __init__(
        self, database: Database, vault: Vault, *, patience: float = 100.0, now: Callable[[], datetime] = utc_now
    ) -> None:
        self._database = database
        self._vault = vault
        self._patience = patience
        self._now = now

    async def load(self, key_id: str) -> Token | None:
        async with self._database.read() as session:
            row = await session.get(tables.Token, key_id)
        if row is None or row.sealed is None or row.wrapped_key is None or row.kid is None:
            return None
        kept = self._vault.open(owner(key_id), Sealed(row.sealed, row.wrapped_key, row.kid))
        return Token(
            kept["value"], datetime.fromisoformat(kept["issued_at"]), datetime.fromisoformat(kept["expires_at"])
        )

    async def save(self, key_id: str, token: Token | None) -> None:
        async with self._database.begin() as session:
            if token is None:
                forgotten = {"sealed": None, "wrapped_key": None, "kid": None}
                await session.execute(update(tables.Token).where(tables.Token.key_id == key_id).values(forgotten))
                return
            sealed = self._vault.seal(owner(key_id), {
                "value": token.value,
                "issued_at": token.issued_at.isoformat(),
                "expires_at": token.expires_at.isoformat(),
            })  # fmt: skip
            columns = {"sealed": sealed.parts, "wrapped_key": sealed.wrapped_key, "kid": sealed.kid}
            await session.execute(
                insert(session, tables.Token)
                .values(key_id=key_id, **columns)
                .on_conflict_do_update(index_elements=["key_id"], set_=columns)
            )

    @asynccontextmanager
    async def lock(self, key_id: str) -> AsyncIterator[None]:
        """Take the key's turn among processes.

        Raises `TurnTaken` if another process keeps it for too long.
        """
        holder = secrets.token_hex(8)
        try:
            async with asyncio.timeout(self._patience):
                while True:
                    if await self._take_turn(key_id, holder):
                        break
                    await asyncio.sleep(0.1)
        except TimeoutError:
            raise TurnTaken(say("다른 프로그램이 접근토큰을 받는 중이에요. 잠시 뒤에 다시 시도해 주세요.")) from None
        try:
            yield
        finally:
            await self._end_turn(key_id, holder)

    async def _take_turn(self, key_id: str, holder: str) -> bool:
        now = self._now()
        turn = {"busy_until": now + TURN, "holder": holder}
        free = or_(tables.Token.busy_until.is_(None), tables.Token.busy_until <= now)
        async with self._database.begin() as session:
            taken = await session.scalar(
                insert(session, tables.Token)
                .values(key_id=key_id, **turn)
                .on_conflict_do_update(index_elements=["key_id"], set_=turn, where=free)
                .returning(tables.Token.key_id)
            )
        return taken is not None

    async def _end_turn(self, key_id: str, holder: str) -> None:
        async with self._database.begin() as session:
            await session.execute(
                update(tables.Token)
                .where(tables.Token.key_id == key_id, tables.Token.holder == holder)
                .values(busy_until=None, holder=None)
            )


async def forget(session: AsyncSession, key_id: str) -> None:
    """Destroy the token of a key, and the key that sealed it."""
    await session.execute(delete(tables.Token).where(tables.Token.key_id == key_id))


async def forget_removed(session: AsyncSession) -> None:
    """Destroy the tokens of keys that were shredded, which a crash between the two may have left."""
    of = select(tables.Credential.key_id)
    gone = of.where(tables.Credential.state == CredentialState.REMOVED)
    used = of.where(tables.Credential.state == CredentialState.ACTIVE)
    await session.execute(delete(tables.Token).where(tables.Token.key_id.in_(gone), tables.Token.key_id.not_in(used)))


def owner(key_id: str) -> str:
    """Whose a token is, as the vault binds it."""
    return f"token:{key_id}"
