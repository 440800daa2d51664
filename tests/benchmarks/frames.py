"""Invented trade frames, and a process that floods a client with them."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from websockets.asyncio.server import ServerConnection, serve
from websockets.frames import Frame, Opcode

from kis.realtime import TRADES, Tick
from kis.realtime.cipher import Secret
from kis.realtime.control import Ack, Code, read_request, write_ack

_RUN = 500
_ROW = (
    "{symbol}^093354^{price}^5^-100^-0.14^71023.83^71100^72400^70700^70900^70800^17^3052507^219853241700^5105^6937"
    "^1832^84.90^1366314^1159996^1^0.39^20.28^090020^5^-200^090820^5^-500^092619^2^200^20261123^20^N^65945^216924"
    "^1118750^2199206^0.05^2424142^125.92^0^^72100^2"
)


def frame(symbol: str = "005930", price: int = 70_000) -> str:
    """One trade of today's width, every column filled."""
    return TRADES.write([Tick.read(_ROW.format(symbol=symbol, price=price))])


@contextmanager
def flood(count: int) -> Iterator[str]:
    """Run a gateway in a process of its own and yield its URL.

    To each request, or any other text, it sends `count` trades as fast as they are taken.
    """
    command = [sys.executable, "-m", "tests.benchmarks.frames", str(count)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603 - our own module
        try:
            assert server.stdout is not None
            yield f"ws://127.0.0.1:{server.stdout.readline().strip()}"
        finally:
            server.terminate()


async def _serve(count: int) -> None:
    """Texts are framed beforehand, so that the flood is limited by the client alone."""
    texts = [frame(price=70_000 + 100 * (number % 10)).encode() for number in range(_RUN)]
    run = b"".join(Frame(Opcode.TEXT, text).serialize(mask=False) for text in texts)

    async def answer(socket: ServerConnection) -> None:
        async for text in socket:
            if isinstance(text, str) and "tr_type" in text:
                asked = read_request(text)
                secret = Secret("fake-key-of-thirty-two-character", "fake-iv-sixteen!")
                await socket.send(write_ack(Ack(asked.tr_id, asked.key, True, Code.REGISTERED, "OK", secret)))
            for _ in range(count // _RUN):
                socket.transport.write(run)
                await socket.drain()

    async with serve(answer, "127.0.0.1", 0, compression=None, ping_interval=None) as server:
        sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
        sys.stdout.flush()
        await asyncio.get_running_loop().create_future()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
