"""Which registrations are wanted and which the gateway holds. A value machine without I/O.

What is wanted outlives connections; what is held does not. The difference of the two is the work to be done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, NamedTuple

from kis.errors import KisError, RealtimeError, RegistrationRefused, SlotsFull
from kis.realtime.control import Ack, Action, Code

LIMIT = 41
"""Registrations of one connection, all channels together."""

_ADDED = {Code.REGISTERED, Code.ALREADY_REGISTERED}
_GONE = {Code.UNREGISTERED, Code.NOT_REGISTERED}
_PASSING = {Code.INTERNAL_ERROR, Code.SEND_FAILED}


class Name(NamedTuple):
    """What one registration is known by."""

    tr_id: str
    key: str


class Registry:
    """The registrations of one stream. TR ids that are `urgent` are registered before all others."""

    def __init__(self, urgent: Callable[[str], bool] = lambda _: False) -> None:
        self._urgent = urgent
        self._wanted: dict[Name, None] = {}
        self._held: set[Name] = set()
        self._deferred: set[Name] = set()
        self._waiting: dict[Name, list[asyncio.Future[KisError | None]]] = {}
        self.changed = asyncio.Event()

    @property
    def used(self) -> int:
        """Slots taken by what is wanted, and by what is held although no longer wanted."""
        return len(self._wanted.keys() | self._held)

    @property
    def deferred(self) -> bool:
        """Whether a registration waits for another try."""
        return bool(self._deferred)

    def holds(self, name: Name) -> bool:
        """Whether the gateway has confirmed a registration on this connection."""
        return name in self._held and name in self._wanted

    def want(self, name: Name) -> None:
        """Ask for a registration. Raises `SlotsFull` if all 41 are taken."""
        if name not in self._wanted and self.used >= LIMIT and name not in self._held:
            raise SlotsFull(f"실시간 등록은 {LIMIT}건까지예요. 쓰지 않는 종목을 먼저 해제해 주세요.")
        self._wanted[name] = None
        self._deferred.discard(name)
        self.changed.set()

    def unwant(self, name: Name) -> bool:
        """Give a registration up; return whether the gateway still has to be told."""
        self._wanted.pop(name, None)
        self.changed.set()
        return name in self._held

    def next(self) -> tuple[Action, Name] | None:
        """What to ask of the gateway now; removals first, as they free slots."""
        if superfluous := self._held - self._wanted.keys():
            return Action.UNREGISTER, min(superfluous)
        missing = [name for name in self._wanted if name not in self._held | self._deferred]
        if not missing:
            return None
        return Action.REGISTER, min(missing, key=lambda name: not self._urgent(name.tr_id))

    def settle(self, action: Action, name: Name, ack: Ack) -> KisError | None:
        """Take the answer to what was asked.

        Returns the refusal if nobody waits to hear it and the registration was given up.
        """
        refusal: KisError | None = None
        if action is Action.UNREGISTER and (ack.ok or ack.code in _GONE):
            self._held.discard(name)
        elif action is Action.REGISTER and (ack.ok or ack.code in _ADDED):
            self._held.add(name)
        else:
            refusal = _refusal(ack)
        told = self._tell(name, refusal)
        if refusal is None:
            return None
        if action is Action.UNREGISTER:
            self._held.discard(name)
            return None
        if not told and ack.code in _PASSING:
            self._deferred.add(name)
            return None
        self._wanted.pop(name, None)
        return None if told else refusal

    def again(self) -> None:
        """Let deferred registrations be tried once more."""
        self._deferred.clear()

    def restart(self) -> None:
        """A new connection holds nothing."""
        self._held.clear()
        self._deferred.clear()

    def abandon(self, error: KisError) -> None:
        """Tell everyone who waits that no answer will come."""
        for name in list(self._waiting):
            self._tell(name, error)

    async def outcome(self, name: Name, within: float) -> None:
        """Wait `within` seconds for the gateway's answer about a registration.

        Raises the refusal, or TimeoutError.
        """
        answer: asyncio.Future[KisError | None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(name, []).append(answer)
        try:
            async with asyncio.timeout(within):
                error = await answer
        finally:
            self._forget(name, answer)
        if error is not None:
            raise error

    def _tell(self, name: Name, outcome: KisError | None) -> bool:
        waiting = [answer for answer in self._waiting.pop(name, ()) if not answer.done()]
        for answer in waiting:
            answer.set_result(outcome)
        return bool(waiting)

    def _forget(self, name: Name, answer: asyncio.Future[Any]) -> None:
        left = [other for other in self._waiting.get(name, ()) if other is not answer]
        if left:
            self._waiting[name] = left
        else:
            self._waiting.pop(name, None)


def _refusal(ack: Ack) -> RealtimeError:
    kind = SlotsFull if ack.code == Code.SLOTS_FULL else RegistrationRefused
    return kind(ack.message, code=ack.code)
