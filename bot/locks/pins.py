"""PINs: set, changed, tried, unlocked with, locked. Nothing here is told a PIN in a message or keeps one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise

from bot.errors import UserError
from bot.i18n import say
from bot.locks import tries
from bot.locks.hashing import Hashed, Hasher
from bot.outbox import utc_now
from bot.storage import audit, locks
from bot.storage.database import Database
from bot.storage.tables import Lock
from bot.storage.vault import Vault

SHORTEST, USUAL, LONGEST = 4, 6, 8
LONGEST_UNLOCK = timedelta(hours=8)
_PIN = re.compile(rf"[0-9]{{{SHORTEST},{LONGEST}}}")


class Outdated(UserError):
    """The PIN was changed, removed or locked while it was being entered."""

    def __init__(self) -> None:
        super().__init__(say("그 사이에 잠금이 바뀌었어요. 처음부터 다시 해 주세요."))


class Unfit(UserError):
    """What was entered cannot be a PIN."""


class Pins:
    """Everything that happens to PINs."""

    def __init__(self, database: Database, vault: Vault, *, now: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._hasher = Hasher(vault)
        self.now = now

    async def of(self, user_id: int) -> Lock | None:
        """The user's lock as it stands."""
        async with self._database.read() as session:
            return await locks.get(session, user_id)

    async def check(self, user_id: int, pin: str, *, still: Callable[[], bool] = lambda: True) -> Lock:
        """Try a PIN and return the lock it opens. Raises `WrongPin`, `LockedOut` or `Outdated`.

        `still` says whether the pad it was entered on is open; it is asked when the answer counts.
        """
        return await self._checked(user_id, pin, still, None)

    async def unlock(
        self, user_id: int, pin: str, minutes: int | None = None, *, still: Callable[[], bool] = lambda: True
    ) -> Lock:
        """Open the lock for these minutes from now on, or for as long as the user has set. Raises as `check` does."""

        def open_it(lock: Lock) -> None:
            now = self.now()
            lock.minutes = minutes or lock.minutes
            lock.unlocked_at, lock.unlocked_until = now, now + timedelta(minutes=lock.minutes)

        return await self._checked(user_id, pin, still, open_it)

    async def set(self, user_id: int, pin: str, before: str | None) -> None:
        """Keep a new PIN in place of the one whose digest was `before`. Raises `Outdated`, and what `valid` does."""
        hashed = await self._hasher.make(user_id, valid(pin))
        async with self._database.begin() as session:
            lock = await locks.hold(session, user_id)
            if lock.digest != before:
                raise Outdated
            _keep(lock, hashed)
            event = "pin.set" if before is None else "pin.changed"
            await audit.note(session, event, user_id=user_id, now=self.now())

    async def do_without(self, user_id: int, before: str | None) -> None:
        """The user trades without a PIN from now on (핀 없이); `before` as in `set`."""
        async with self._database.begin() as session:
            lock = await locks.hold(session, user_id)
            if lock.digest != before:
                raise Outdated
            _clear(lock)
            lock.without_pin = True
            await audit.note(session, "pin.without", user_id=user_id, now=self.now())

    async def forget(self, user_id: int) -> None:
        """Remove a forgotten PIN, its user having proved who he is. What was locked out stays so for a new PIN."""
        async with self._database.begin() as session:
            lock = await locks.hold(session, user_id)
            _clear(lock)
            await audit.note(session, "pin.reset", user_id=user_id, now=self.now())

    async def set_cap(self, user_id: int, cap: int | None) -> None:
        """Orders above this need an unlock in 모의 too; None lifts that."""
        async with self._database.begin() as session:
            lock = await locks.hold(session, user_id)
            lock.cap = cap
            await audit.note(session, "pin.cap", user_id=user_id, now=self.now(), cap=cap)

    async def shut(self, user_id: int) -> bool:
        """잠금. False if it was locked."""
        async with self._database.begin() as session:
            was_open = await locks.shut(session, user_id)
            await audit.note(session, "locked", user_id=user_id, now=self.now())
        return was_open

    async def shut_all(self) -> None:
        """At start: an unlock does not outlive the process that gave it."""
        async with self._database.begin() as session:
            await locks.shut_all(session)

    async def _checked(
        self, user_id: int, pin: str, still: Callable[[], bool], then: Callable[[Lock], None] | None
    ) -> Lock:
        tried, pepper = await self._begun(user_id)
        right = await self._hasher.matches(tried, pepper, pin)
        async with self._database.begin() as session:
            lock = await locks.hold(session, user_id)
            if lock.digest != tried.digest or not still():
                raise Outdated
            event = "pin.right" if right else "pin.wrong"
            await audit.note(session, event, user_id=user_id, now=self.now(), tries=tried.tries)
            if right:
                self._accept(lock)
                if then is not None:
                    then(lock)
                    await audit.note(session, "unlocked", user_id=user_id, now=self.now(), minutes=lock.minutes)
        if not right:
            raise self._refusal(tried)
        return lock

    async def _begun(self, user_id: int) -> tuple[Lock, bytes]:
        """Count the try, and commit that."""
        async with self._database.begin() as session:
            lock = await locks.hold(session, user_id)
            if lock.digest is None:
                raise Outdated
            pepper = self._hasher.pepper(lock)
            tries.begin(lock, self.now())
        return lock, pepper

    def _accept(self, lock: Lock) -> None:
        tries.succeed(lock)
        sealed = self._hasher.rewrapped(lock)
        lock.sealed, lock.wrapped_key, lock.kid = sealed.parts, sealed.wrapped_key, sealed.kid

    def _refusal(self, tried: Lock) -> UserError:
        if tried.tries < tries.MOST or tried.locked_until is None:
            return tries.WrongPin(tries.MOST - tried.tries)
        return tries.LockedOut(tried.locked_until, self.now())


def valid(pin: str) -> str:
    """A PIN that may be set. Raises `Unfit`, which never repeats it."""
    if not _PIN.fullmatch(pin):
        raise Unfit(
            say(
                "PIN은 숫자 {shortest}~{longest}자리예요. {usual}자리를 권해요.",
                shortest=SHORTEST,
                longest=LONGEST,
                usual=USUAL,
            )
        )
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        raise Unfit(say("너무 쉬운 PIN이에요. 같은 숫자나 이어지는 숫자는 쓸 수 없어요."))
    return pin


def looks_like_pin(text: str) -> bool:
    """Whether a line in the chat may be a PIN; blanks and hyphens between the digits do not hide it."""
    return bool(_PIN.fullmatch(re.sub(r"[\s-]", "", text)))


def _keep(lock: Lock, hashed: Hashed) -> None:
    lock.digest, lock.without_pin = hashed.digest, False
    lock.sealed, lock.wrapped_key, lock.kid = hashed.pepper.parts, hashed.pepper.wrapped_key, hashed.pepper.kid
    lock.unlocked_at = lock.unlocked_until = None


def _clear(lock: Lock) -> None:
    lock.digest = lock.sealed = lock.wrapped_key = lock.kid = None
    lock.unlocked_at = lock.unlocked_until = None
    lock.without_pin = False
