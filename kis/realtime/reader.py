"""Reads one connection to its end: frames become rows in the buffer, answers find who waits for them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

from websockets.exceptions import ConnectionClosed

from kis.errors import KisError, MalformedMessage, Unauthorized
from kis.realtime.buffer import Buffer
from kis.realtime.channel import Channel
from kis.realtime.cipher import Secret
from kis.realtime.connection import Connection, Timing
from kis.realtime.control import Ack, Code, Ping
from kis.realtime.events import Unreadable
from kis.realtime.frames import DataFrame, parse

log = logging.getLogger(__name__)

_REFRESH = 64
"""The silence limit is moved this many times in its span at most: moving it for every frame costs more than reading."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Why a connection ended, and what to do about it."""

    reason: str
    pause: float = 0.0
    """Seconds to wait at least."""
    final: KisError | None = None


@dataclass(slots=True)
class Counts:
    """What passed through a stream since it was made; times are of the monotonic clock."""

    frames: int = 0
    malformed: int = 0
    reconnects: int = 0
    last_frame: float | None = None
    last_notice: float | None = None


class Reader:
    """Takes the texts of connections. `channels` are those ever registered, by TR id."""

    def __init__(self, channels: Mapping[str, Channel[Any]], buffer: Buffer, counts: Counts, timing: Timing) -> None:
        self._channels = channels
        self._buffer = buffer
        self._counts = counts
        self._timing = timing

    async def read(self, connection: Connection) -> Loss:
        """Read until the connection ends, and say why it did."""
        try:
            return await self._read(connection)
        except TimeoutError:
            return Loss(f"{self._timing.silence:g}초 동안 아무 소식이 없어 연결을 끊었어요.")
        except ConnectionClosed as closed:
            code = closed.rcvd.code if closed.rcvd is not None else "-"
            return Loss(connection.given_up or f"실시간 서버가 연결을 끊었어요. (코드 {code})")

    async def _read(self, connection: Connection) -> Loss:
        """Runs of messages that have arrived are taken without a switch of task between them."""
        receive, counts, buffer, silence = connection.socket.recv, self._counts, self._buffer, self._timing.silence
        renewal = 0.0
        async with asyncio.timeout(silence) as limit:
            while True:
                data = await receive(decode=False)
                counts.frames += 1
                counts.last_frame = now = monotonic()
                if now > renewal:
                    renewal = now + silence / _REFRESH
                    limit.reschedule(asyncio.get_running_loop().time() + silence)
                try:
                    frame = parse(data.decode())
                    if isinstance(frame, DataFrame):
                        buffer.put(self._rows(frame, connection.secrets))
                    elif loss := await self._control(frame, connection):
                        return loss
                except (MalformedMessage, UnicodeDecodeError) as error:
                    self._report(data, error)
                if buffer.congested:
                    limit.reschedule(None)
                    await buffer.room()
                    limit.reschedule(asyncio.get_running_loop().time() + silence)

    def _rows(self, frame: DataFrame, secrets: Mapping[str, Secret]) -> Sequence[Any]:
        channel = self._channels.get(frame.tr_id)
        if channel is None:
            raise MalformedMessage("모르는 실시간 채널의 프레임이에요.")
        if not frame.encrypted:
            return channel.read(frame.payload, frame.count)
        self._counts.last_notice = self._counts.last_frame
        secret = secrets.get(frame.tr_id)
        if secret is None:
            raise MalformedMessage("열쇠를 받지 못한 채널의 암호화된 프레임이에요.")
        return channel.read(secret.decrypt(frame.payload), frame.count)

    async def _control(self, frame: Ack | Ping, connection: Connection) -> Loss | None:
        if isinstance(frame, Ping):
            await connection.socket.send(frame.text)
            return None
        if frame.code == Code.APP_KEY_IN_USE:
            return Loss("같은 앱키로 다른 곳에서 접속해 있어요.", pause=self._timing.key_in_use)
        if frame.code == Code.BAD_APPROVAL:
            return Loss("접속키가 만료되어 새로 받아요.")
        if frame.code == Code.BAD_APP_KEY:
            message = "실시간 서버가 앱키를 받아들이지 않았어요. 앱키를 확인해 주세요."
            return Loss(message, final=Unauthorized(message, code=frame.code))
        connection.answered(frame)
        return None

    def _report(self, data: bytes, error: Exception) -> None:
        """Count a frame that cannot be read; the log tells its kind, never its content."""
        self._counts.malformed += 1
        parts = data.split(b"|", 2)
        tr_id = parts[1].decode("ascii", "replace")[:20] if len(parts) == 3 else ""
        log.log(
            logging.WARNING if self._counts.malformed == 1 else logging.DEBUG,
            "실시간 프레임을 읽지 못했어요 (채널 %s, %d바이트): %s",
            tr_id or "없음",
            len(data),
            error if isinstance(error, MalformedMessage) else "UTF-8이 아니에요.",
        )
        channel = self._channels.get(tr_id)
        if parts[0] == b"1" or (channel is not None and channel.sealed):
            self._buffer.put([Unreadable(tr_id)])
