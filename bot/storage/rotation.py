"""Key rotation: every data key under the ring's active key, row by row, while the bot goes on.

Each row has a transaction of its own, so nobody waits for more than one row, and a rotation that dies half-way leaves
rows of both keys, which all open with a ring of both; the next one takes up what is left.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from bot.errors import KeyRingError, StorageBusy
from bot.storage import credentials, locks, tokens
from bot.storage.database import Database
from bot.storage.tables import Credential, Lock, Token
from bot.storage.vault import Sealed, Vault

PATIENCE = (0.05, 0.2, 1.0, 3.0)
"""Seconds between attempts at a row that somebody else holds."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """A table whose rows are sealed in `sealed`, `wrapped_key` and `kid`."""

    table: type[Any]
    key: InstrumentedAttribute[Any]
    owner: Callable[[Any], str]


_KINDS = (
    _Kind(Credential, Credential.id, credentials.owner),
    _Kind(Token, Token.key_id, lambda row: tokens.owner(row.key_id)),
    _Kind(Lock, Lock.user_id, lambda row: locks.owner(row.user_id)),
)


async def rotate(database: Database, vault: Vault, active: str) -> int:
    """Wrap every data key with the key `active`, the vault's first. Returns how many rows that were.

    Raises `KeyRingError` if a row does not open, once the others are done; `StorageBusy`, `StorageDown`.
    """
    count, broken = 0, None
    for kind in _KINDS:
        for key in await _left(database, kind, active):
            try:
                count += await _patiently(database, vault, kind, key, active)
            except KeyRingError as error:
                broken = broken or error
    if broken is not None:
        raise broken
    return count


async def _left(database: Database, kind: _Kind, active: str) -> list[Any]:
    async with database.read() as session:
        found = await session.scalars(select(kind.key).where(kind.table.kid.not_in(("", active))).order_by(kind.key))
        return list(found)


async def _patiently(database: Database, vault: Vault, kind: _Kind, key: object, active: str) -> bool:
    for pause in chain(PATIENCE, repeat(None)):
        try:
            return await _rewrap(database, vault, kind, key, active)
        except StorageBusy:
            if pause is None:
                raise
            await asyncio.sleep(pause)
    raise AssertionError("not reached")


async def _rewrap(database: Database, vault: Vault, kind: _Kind, key: object, active: str) -> bool:
    """False if somebody has put the row under the key meanwhile, or it is gone."""
    async with database.begin() as session:
        found = await session.scalars(
            select(kind.table).where(kind.key == key, kind.table.kid.not_in(("", active))).with_for_update()
        )
        row = found.one_or_none()
        if row is None:
            return False
        sealed = vault.rewrap(kind.owner(row), Sealed(row.sealed, row.wrapped_key, row.kid))
        row.wrapped_key, row.kid = sealed.wrapped_key, sealed.kid
        return True
