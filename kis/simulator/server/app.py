"""The simulator as a whole: broker, REST, websocket, control."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from pathlib import Path

from kis.credentials import Account, Credentials, Environment, Origins
from kis.market.clock import KST
from kis.market.holidays import CALENDAR
from kis.simulator.broker import Broker
from kis.simulator.clock import SimClock, usual_start
from kis.simulator.era import Era
from kis.simulator.halts import HaltRules
from kis.simulator.server import derivatives, domestic, masters, overseas
from kis.simulator.server.control import PREFIX, Control
from kis.simulator.server.faults import GARBAGE, Do, Faults, without_rows
from kis.simulator.server.feed import Feed
from kis.simulator.server.gateway import Gateway
from kis.simulator.server.herald import Herald
from kis.simulator.server.http import Cut, HttpServer, Request, Response
from kis.simulator.server.journal import Journal
from kis.simulator.server.keys import Keys
from kis.simulator.server.limits import OFFICIAL, Limits, Windows
from kis.simulator.server.masters import Masters
from kis.simulator.server.registrar import Registrar
from kis.simulator.server.routes import Routes
from kis.simulator.server.sockets import Sockets

log = logging.getLogger(__name__)

_STEP = 0.2
"""Seconds of the host between two looks at the clock."""


class Simulator:
    """A KIS on this machine.

    `rest` and `ws` are its origins; `broker`, `journal` and `faults` may be used from within the same process.
    Made by `serve`.
    """

    def __init__(
        self,
        broker: Broker,
        *,
        limits: Limits,
        autoplay: bool,
        journal: Path | None,
        ping_every: float,
        one_token: bool,
        disputed: bool,
        monotonic: Callable[[], float],
    ) -> None:
        now = broker.clock.now
        self.broker = broker
        self.journal = Journal(now, journal)
        self.faults = Faults()
        self.rest = self.ws = ""
        self._autoplay = autoplay
        self._keys = Keys(
            broker.accounts,
            seed=broker.seed,
            now=now,
            monotonic=monotonic,
            token_gap=limits.token_gap,
            one_token=one_token,
        )
        self._windows = Windows(monotonic)
        registrar = Registrar(self._keys, self.journal)
        self.sockets = Sockets(registrar, seed=broker.seed, now=now, ping_every=ping_every)
        self.routes = Routes(disputed=disputed)
        domestic.serve(self.routes, broker)
        overseas.serve(self.routes, broker)
        derivatives.serve(self.routes, broker)
        self._gateway = Gateway(self._keys, self._windows, limits, self.routes)
        self._masters = Masters(broker)
        self._control = Control(broker, self.sockets, self.faults, self.journal, self.reset)
        self._http = HttpServer(self._answer, now)
        feed = Feed(registrar, broker)
        self._herald = Herald(broker, feed)
        broker.subscribe(feed.take)
        broker.autoplay(autoplay)

    @classmethod
    @asynccontextmanager
    async def serve(
        cls,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        ws_port: int = 0,
        seed: int = 1,
        now: datetime | None = None,
        speed: float = 1.0,
        autoplay: bool = False,
        era: Era = Era.CURRENT,
        owners: int = 2,
        always_open: bool = False,
        vi: HaltRules | None = None,
        limits: Limits = OFFICIAL,
        journal: Path | None = None,
        ping_every: float = 10.0,
        one_token: bool = False,
        disputed: bool = True,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> AsyncIterator[Simulator]:
        """Serve on two ports (0 picks free ones) until the block ends.

        Without `now` the clock starts at 10:00 KST on the last trading day. `speed` 0 lets it stand still.
        `one_token` ends the token before at each new one; `disputed` offers in paper what KIS's documents disagree on.
        Raises OSError if a port is taken.
        """
        start = now or usual_start(datetime.now(KST).date(), CALENDAR)
        clock = SimClock(start, speed=speed, monotonic=monotonic)
        broker = Broker(seed=seed, clock=clock, era=era, owners=owners, always_open=always_open, vi=vi)
        simulator = cls(
            broker,
            limits=limits,
            autoplay=autoplay,
            journal=journal,
            ping_every=ping_every,
            one_token=one_token,
            disputed=disputed,
            monotonic=monotonic,
        )
        async with AsyncExitStack() as stack:
            stack.callback(simulator.journal.close)
            await simulator._start(stack, host, port, ws_port)
            yield simulator

    @property
    def origins(self) -> Origins:
        """Where a client of either environment finds it."""
        return Origins(self.rest, self.ws)

    def credentials(self, env: Environment = Environment.PAPER, owner: int = 0) -> Credentials:
        """Return what the client of an owner's account needs."""
        info = [info for info in self.broker.accounts if info.env is env][owner]
        return Credentials(info.env, info.app_key, info.app_secret, Account.parse(info.account), info.hts_id)

    def reset(self) -> None:
        """Make everything as it was at the start; the websocket connections are cut."""
        self.broker.reset()
        self.broker.autoplay(self._autoplay)
        self._keys.clear()
        self._windows.clear()
        self.faults.clear()
        self.journal.clear()
        self.sockets.reset()

    async def _start(self, stack: AsyncExitStack, host: str, port: int, ws_port: int) -> None:
        """Open everything; the stack closes it in reverse, also if a later port is taken."""
        shown = f"[{host}]" if ":" in host else host
        self.rest = f"http://{shown}:{await self._http.start(host, port)}"
        stack.push_async_callback(self._http.close)
        self.ws = f"ws://{shown}:{await self.sockets.start(host, ws_port)}"
        stack.push_async_callback(self.sockets.close)
        playing = asyncio.create_task(self._play())
        playing.add_done_callback(_tell_failure)
        stack.callback(playing.cancel)

    async def _play(self) -> None:
        """Let time pass at the broker: bells ring and prices move although nobody asks."""
        while True:
            await asyncio.sleep(_STEP)
            self.broker.step(_STEP * self.broker.clock.speed)
            self._herald.look()

    async def _answer(self, request: Request) -> Response:
        if request.path.startswith(PREFIX):
            return self._control.answer(request)
        entry = self.journal.call(request)
        fault = self.faults.take(request)
        did = fault.do if fault else None
        if fault is not None and did is Do.DELAY:
            await asyncio.sleep(fault.seconds)
        if did is Do.CUT_BEFORE:
            self.journal.answered(entry, fault=did)
            raise Cut
        if fault is not None and fault.response is not None and not fault.executed:
            self.journal.answered(entry, fault=did, status=fault.response.status)
            return fault.response
        listed = request.path.startswith(masters.PREFIX)
        response = self._masters.answer(request) if listed else self._gateway.answer(request)
        fault_note = {"fault": did} if did else {}
        self.journal.answered(entry, **fault_note, status=response.status, msg_cd=response.code)
        if fault is not None and did is Do.LATE:
            await asyncio.sleep(fault.seconds)
        if did is Do.CUT_AFTER:
            raise Cut
        if fault is not None and fault.response is not None:
            return fault.response
        if did is Do.NO_ROWS:
            return without_rows(response)
        return GARBAGE if did is Do.GARBAGE else response


def _tell_failure(playing: asyncio.Task[None]) -> None:
    """Say at once that the market stands still, rather than when the simulator ends."""
    if not playing.cancelled() and (error := playing.exception()):
        log.error("시뮬레이터의 시장이 멈췄어요.", exc_info=error)
