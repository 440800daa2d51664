"""A PIN at rest: argon2id over HMAC-SHA256 of the PIN under a pepper.

Six digits can be tried out in no time by whoever has the hash alone. So each user has a random pepper, sealed by the
key ring as the access keys are: a copy of the database is worth nothing without KEY_RING, and shredding the pepper
shreds the PIN. The user's id goes into the HMAC, so that a row copied to another user does not open.
"""

from __future__ import annotations

import asyncio
import hmac
import os
from base64 import b64decode, b64encode
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from bot.errors import KeyRingError, UserError
from bot.i18n import say
from bot.storage.locks import owner, sealed_of
from bot.storage.tables import Lock
from bot.storage.vault import Sealed, Vault

MEMORY, PASSES, LANES = 19_456, 2, 1
"""KiB, passes and lanes: what OWASP asks of argon2id."""
SALT, LENGTH, PEPPER = 16, 32, 32
AT_ONCE = 2
"""Hashes worked out at a time, each 19 MB and 30 ms of a thread."""


@dataclass(frozen=True, slots=True)
class Hashed:
    """What a row keeps of a PIN."""

    digest: str = field(repr=False)
    pepper: Sealed


class Hasher:
    """Makes and compares hashes, beside the event loop."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._room = asyncio.Semaphore(AT_ONCE)

    async def make(self, user_id: int, pin: str) -> Hashed:
        """Hash a new PIN under a new pepper."""
        pepper = os.urandom(PEPPER)
        sealed = self._vault.seal(owner(user_id), {"pepper": b64encode(pepper).decode()})
        async with self._room:
            return Hashed(await asyncio.to_thread(_digest, _mixed(pepper, user_id, pin)), sealed)

    async def matches(self, lock: Lock, pepper: bytes, pin: str) -> bool:
        """Whether this is the PIN; takes as long either way."""
        async with self._room:
            return await asyncio.to_thread(_same, _mixed(pepper, lock.user_id, pin), lock.digest or "")

    def pepper(self, lock: Lock) -> bytes:
        """Open a row's pepper. Raises `UserError` if the ring does not hold its key (any more)."""
        try:
            return b64decode(self._vault.open(owner(lock.user_id), sealed_of(lock))["pepper"])
        except KeyRingError as error:
            raise UserError(
                say("지금은 PIN을 확인할 수 없어요. 관리자에게 암호화 키를 확인해 달라고 해 주세요.")
            ) from error

    def rewrapped(self, lock: Lock) -> Sealed:
        """The same pepper under the ring's active key."""
        return self._vault.rewrap(owner(lock.user_id), sealed_of(lock))


def _mixed(pepper: bytes, user_id: int, pin: str) -> bytes:
    return hmac.digest(pepper, f"{user_id}:{pin}".encode(), "sha256")


def _digest(mixed: bytes) -> str:
    return _argon2(os.urandom(SALT)).derive_phc_encoded(mixed)


def _same(mixed: bytes, digest: str) -> bool:
    try:
        Argon2id.verify_phc_encoded(mixed, digest)
    except InvalidKey:
        return False
    return True


def _argon2(salt: bytes) -> Argon2id:
    return Argon2id(salt=salt, length=LENGTH, iterations=PASSES, lanes=LANES, memory_cost=MEMORY)
