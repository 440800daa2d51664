"""A stream of rows that stays open: one connection for each app key, made again whenever it is lost."""

from __future__ import annotations

import asyncio
import logging
import random
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from enum import StrEnum
from time import monotonic
from typing import Any, Self

from websockets.exceptions import ConnectionClosed, WebSocketException

from kis.credentials import Environment
from kis.errors import KisError, TokenTooSoon, Unanswered, Unauthorized, Unreachable
from kis.market.clock import host_time
from kis.realtime.buffer import Buffer
from kis.realtime.channel import Channel
from kis.realtime.connection import Connection, Timing, opened
from kis.realtime.control import Action, Code
from kis.realtime.events import Dropped, Event, Lost, Opened
from kis.realtime.reader import Counts, Loss, Reader
from kis.realtime.registry import LIMIT, Name, Registry

log = logging.getLogger(__name__)

_NOT_OPEN = "실시간 연결이 열려 있지 않아요."


class State(StrEnum):
    """How a stream is; the value is what a user reads."""

    CONNECTING = "연결 중"
    OPEN = "연결됨"
    WAITING = "다시 연결 대기"
    STOPPED = "멈춤"


class Stream:
    """Realtime rows of one app key.

        async with Stream(approve, origins.websocket, Environment.REAL) as stream:
            await stream.register(TRADES, "005930")
            async for event in stream: ...

    `approve` asks KIS for a new approval key (접속키); it is asked once for each connection. Registrations outlive
    connections. There is one reader, by `async for event in stream` or `async for batch in stream.batches()`; after
    a `Lost` that is final the iteration ends by raising the error.
    """

    def __init__(
        self,
        approve: Callable[[], Awaitable[str]],
        url: str,
        environment: Environment,
        *,
        timing: Timing | None = None,
        bound: int = 8192,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._approve = approve
        self._url = url
        self._environment = environment
        self._timing = timing or Timing()
        self._chance = chance
        self._channels: dict[str, Channel[Any]] = {}
        self._registry = Registry(self._sealed)
        self._buffer = Buffer(bound)
        self._counts = Counts()
        self._reader = Reader(self._channels, self._buffer, self._counts, self._timing)
        self._opened_before = False
        self._opened_at: float | None = None
        self._attempt = 0
        self._task: asyncio.Task[None] | None = None
        self._failure: KisError | None = None
        self.state = State.STOPPED

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._run(), name="kis-realtime")
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
            self._task = None

    async def register(self, channel: Channel[Any], key: str) -> None:
        """Register a key, as `channel.key` says (a symbol, for notices the HTS id), and wait for the confirmation.

        Raises `NotOffered` where the environment has no such channel; `SlotsFull` or `RegistrationRefused`, which
        undo the wish; `Unanswered` if no answer came in time: then the wish stays and is fulfilled once there is a
        connection; `Unreachable` outside the `async with`.
        """
        name = Name(channel.tr_id(self._environment), key)
        if self._failure is not None:
            raise self._failure
        if self._task is None or self._task.done():
            raise Unreachable(_NOT_OPEN)
        self._channels[name.tr_id] = channel
        self._registry.want(name)
        if not self._registry.holds(name):
            await self._outcome(name)

    async def unregister(self, channel: Channel[Any], key: str) -> None:
        """Give a registration up. Raises `Unanswered` if the gateway did not confirm in time; it is told later."""
        name = Name(channel.tr_id(self._environment), key)
        if self._registry.unwant(name):
            await self._outcome(name)

    async def _outcome(self, name: Name) -> None:
        try:
            await self._registry.outcome(name, self._timing.register)
        except TimeoutError:
            raise Unanswered("실시간 등록의 응답을 받지 못했어요. 연결되면 자동으로 다시 등록해요.") from None

    def __aiter__(self) -> AsyncIterator[Event]:
        return self._buffer.each()

    def batches(self) -> AsyncIterator[deque[Event]]:
        """Yield all that has come since the last batch, in order: one waking for many frames."""
        return self._buffer.batches()

    @property
    def slots(self) -> tuple[int, int]:
        """Registrations in use, and how many there can be."""
        return self._registry.used, LIMIT

    @property
    def counts(self) -> Counts:
        """Frames, malformed frames, reconnects."""
        return self._counts

    @property
    def waiting(self) -> int:
        """Events the reader has not taken yet."""
        return len(self._buffer)

    @property
    def outdated(self) -> int:
        """Rows a slow reader never saw because a newer one of the same symbol was waiting too."""
        return self._buffer.outdated

    @property
    def last_frame_at(self) -> datetime | None:
        """When anything last arrived, by the host's clock."""
        return _ago(self._counts.last_frame)

    @property
    def last_notice_at(self) -> datetime | None:
        """When an order notice last arrived, by the host's clock."""
        return _ago(self._counts.last_notice)

    async def _run(self) -> None:
        failure: BaseException | None = None
        try:
            failure = await self._stay_open()
        except Exception as unexpected:  # handed to the reader of the stream, whose error handler it belongs to
            log.exception("실시간 연결을 이어 갈 수 없어요.")
            failure = unexpected
        finally:
            self.state = State.STOPPED
            self._registry.abandon(self._failure or Unreachable(_NOT_OPEN))
            self._buffer.close(failure)

    async def _stay_open(self) -> KisError:
        while True:
            self.state = State.CONNECTING
            loss = await self._session()
            self._registry.restart()
            self._failure = loss.final
            log.warning("실시간 연결이 끊어졌어요: %s", loss.reason)
            self._buffer.put([Lost(loss.reason, final=loss.final is not None)])
            if loss.final is not None:
                return loss.final
            self.state = State.WAITING
            await asyncio.sleep(max(loss.pause, self._pause()))
            await self._buffer.room()
            self._counts.reconnects += 1

    def _pause(self) -> float:
        if self._opened_at is not None and monotonic() - self._opened_at >= self._timing.steady:
            self._attempt = 0
        self._opened_at = None
        pauses = self._timing.back_off
        pause = pauses[min(self._attempt, len(pauses) - 1)]
        self._attempt += 1
        return pause * (1 + self._timing.jitter * self._chance())

    async def _session(self) -> Loss:
        try:
            async with asyncio.timeout(self._timing.opening):
                approval_key = await self._approve()
            async with opened(self._url, approval_key, self._timing) as connection, asyncio.TaskGroup() as tasks:
                keeper = tasks.create_task(self._keep(connection), name="kis-realtime-keeper")
                loss = await self._reader.read(connection)
                keeper.cancel()
                return loss
        except TokenTooSoon as error:
            return Loss(error.message)
        except Unauthorized as error:
            return Loss(error.message, final=error)
        except KisError as error:
            return Loss(error.message)
        except (OSError, WebSocketException) as error:
            return Loss(f"실시간 서버에 연결하지 못했어요. ({type(error).__name__})")

    async def _keep(self, connection: Connection) -> None:
        """Make what the gateway holds equal to what is wanted, as long as the connection lasts."""
        with suppress(ConnectionClosed):
            try:
                await self._settle_all(connection)
                self._announce()
                while True:
                    await self._change()
                    await self._settle_all(connection)
            except TimeoutError:
                await connection.give_up("실시간 등록에 응답이 없어 연결을 다시 맺어요.")

    async def _settle_all(self, connection: Connection) -> None:
        while task := self._registry.next():
            action, name = task
            ack = await connection.request(action, name)
            if ack.code == Code.ALREADY_REGISTERED and self._lacks_secret(name, connection):
                await connection.request(Action.UNREGISTER, name)
                ack = await connection.request(action, name)
            refusal = self._registry.settle(action, name, ack)
            if refusal is not None:
                self._buffer.put([Dropped(name.tr_id, name.key, str(refusal))])
            await asyncio.sleep(self._timing.spacing)

    def _lacks_secret(self, name: Name, connection: Connection) -> bool:
        """Whether notices would come sealed by a key that only a new registration tells."""
        return self._sealed(name.tr_id) and name.tr_id not in connection.secrets

    def _sealed(self, tr_id: str) -> bool:
        return tr_id in self._channels and self._channels[tr_id].sealed

    async def _change(self) -> None:
        try:
            async with asyncio.timeout(self._timing.retry if self._registry.deferred else None):
                await self._registry.changed.wait()
        except TimeoutError:
            self._registry.again()
        self._registry.changed.clear()

    def _announce(self) -> None:
        self._opened_at = monotonic()
        self.state = State.OPEN
        self._buffer.put([Opened(first=not self._opened_before)])
        self._opened_before = True


def _ago(moment: float | None) -> datetime | None:
    return None if moment is None else host_time() - timedelta(seconds=monotonic() - moment)
