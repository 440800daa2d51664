"""One connected account: its KIS client, its realtime stream, and the prices heard on it."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from bot import markets
from bot.channels import Wire
from bot.i18n import say
from bot.live.newest import Newest
from bot.quotes import Quote, Trade
from bot.storage.terms import Segment
from bot.trading.in_flight import InFlight
from bot.views.text import BADGES
from kis import Account, Credentials, Environment, Kis
from kis.errors import KisError, SlotsFull, Unanswered
from kis.market.clock import host_time
from kis.realtime import NOTICES, TRADES, Dropped, Record, State, Stream, Tick

log = logging.getLogger(__name__)

SNAPSHOTS = 256
"""Symbols whose last answer by REST is kept."""

NOTICE_PATIENCE = timedelta(seconds=20)
"""An accepted order is announced within a second; a silence as long as this means that no notices come."""

SHOWING = 2.0
"""Seconds that somebody who wants to look at something waits for the gateway to confirm it."""

QUIET = timedelta(seconds=30)
"""The gateway sends something every ten seconds at least; after a silence as long as this nothing can be relied on."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """For whom the realtime slots are: how many instruments of alerts and of watchlists are followed live, and how many
    of alerts are asked for in turn, as they have no slot.
    """

    alerts: int = 0
    watched: int = 0
    polled: int = 0


class Connection:
    """What the bot holds open for one credential. One at a time for each app key."""

    def __init__(self, credential_id: int, user_id: int, kis: Kis, stream: Stream) -> None:
        self.credential_id = credential_id
        self.user_id = user_id
        self.kis = kis
        self.stream = stream
        self.in_flight = InFlight()
        """Orders whose answer is awaited: a notice of an unknown number may be theirs."""
        self.ticks: dict[str, Trade] = {}
        """The newest trade of each instrument that is followed, by its key; written by the feed, for every tick."""
        self.in_use: set[Segment] = set()
        """Markets whose notices have come: there are orders to be found in their lists."""
        self.missed = True
        """Whether notices may have been missed since the lists of all markets were asked: then orders that were placed
        elsewhere can be in any of them.
        """
        self.shown = Newest()
        """What is looked at live, beside what alerts follow."""
        self.sharing = Sharing()
        self.watched = False
        """Whether prices have been followed without a gap since the last look at what was missed."""
        self._snapshots: dict[str, Quote] = {}
        self._watched: dict[str, Wire] = {}
        self._heard_as: dict[tuple[type, str], str] = {}
        self._listens = False
        self._heard = 0
        self._awaited_since: datetime | None = None

    @property
    def credentials(self) -> Credentials:
        """The keys and the account. They do not show in a repr."""
        return self.kis.credentials

    @property
    def environment(self) -> Environment:
        """실전 or 모의."""
        return self.credentials.environment

    @property
    def account(self) -> Account:
        """The account orders are for."""
        return self.credentials.account

    @property
    def account_hint(self) -> str:
        """The masked account number."""
        return self.account.masked

    @property
    def badge(self) -> str:
        """🟢모의 or 🔴실전."""
        return BADGES[self.environment]

    def now(self) -> datetime:
        """Market time, KST."""
        return self.kis.clock.now()

    async def price(self, symbol: str) -> Quote:
        """The newest known price: at once where it is followed live, else by REST.

        Raises what `kis` raises; `NotFound` for a price of zero.
        """
        tick, known = self.ticks.get(symbol), self._snapshots.get(symbol)
        if self.is_fresh and isinstance(tick, Tick) and known is not None and known.at.date() == self.now().date():
            return known.moved(tick, self.now())
        answer = await self.kis.domestic.quotes.price(symbol=symbol)
        quote = Quote.of(symbol, answer, self.now())
        while len(self._snapshots) >= SNAPSHOTS:
            del self._snapshots[next(iter(self._snapshots))]
        self._snapshots[symbol] = quote
        return quote

    @property
    def is_fresh(self) -> bool:
        """Whether a trade now would be heard of: the stream is open and something came on it lately."""
        last = self.stream.last_frame_at
        return self.stream.state is State.OPEN and last is not None and host_time() - last <= QUIET

    def lost(self) -> None:
        """The stream is gone: what was heard is no longer the newest."""
        self.watched = False
        self.missed = True
        self.ticks.clear()
        self.shown.lost()

    async def watch(self, symbol: str, wire: Wire) -> None:
        """Follow the trades of an instrument (its key) where they are told; again changes nothing, elsewhere it moves.

        Raises `SlotsFull`, `RegistrationRefused`.
        """
        if self._watched.get(symbol) == wire:
            return
        await self.unwatch(symbol)
        self._watched[symbol], self._heard_as[wire.heard_as] = wire, symbol
        try:
            with suppress(Unanswered):
                await self.stream.register(wire.channel, wire.key)
        except BaseException:
            self._forget(symbol)
            raise

    def watches(self, symbol: str) -> bool:
        """Whether an instrument is followed; the gateway may have given it up."""
        return symbol in self._watched

    async def unwatch(self, symbol: str) -> None:
        """Stop following."""
        wire = self._forget(symbol)
        if wire is None or wire in self.shown:
            return
        self.ticks.pop(symbol, None)
        with suppress(Unanswered):
            await self.stream.unregister(wire.channel, wire.key)

    def told(self, row: Record) -> tuple[str, Trade] | None:
        """Whose trade this is, by key, and the trade; None for anything else."""
        symbol = self._heard_as.get((type(row), row.subject))
        return None if symbol is None else (symbol, cast("Trade", row))

    def _forget(self, symbol: str) -> Wire | None:
        wire = self._watched.pop(symbol, None)
        if wire is not None:
            self._heard_as.pop(wire.heard_as, None)
        return wire

    async def show(self, wire: Wire) -> None:
        """Follow what somebody looks at; again changes nothing.

        Raises `NotOffered` where the environment lacks it, `SlotsFull`, `RegistrationRefused`.
        """
        wire.channel.tr_id(self.environment)
        if wire in self.shown:
            return
        used, most = self.stream.slots
        notices = 0 if self._listens else 1 + len(markets.notices(self.environment))
        if not self._alerts_follow(wire) and used + notices >= most:
            raise SlotsFull(say("실시간 자리가 없어요."))
        self.shown.begin(wire)
        try:
            with suppress(Unanswered, TimeoutError):  # the wish stays, for when there is a connection
                async with asyncio.timeout(SHOWING):
                    await self.stream.register(wire.channel, wire.key)
        except KisError:
            self.shown.end(wire)
            raise

    async def hide(self, wire: Wire) -> None:
        """Give the slot back."""
        self.shown.end(wire)
        if not self._alerts_follow(wire):
            if wire.channel is TRADES:
                self.ticks.pop(wire.key, None)
            with suppress(Unanswered):
                await self.stream.unregister(wire.channel, wire.key)

    def newest(self, wire: Wire) -> Record | None:
        """The newest row of what is shown; None where none has come since the connection was made."""
        if wire.channel is not TRADES:
            return self.shown.of(wire)
        tick = self.ticks.get(wire.key)
        return tick if isinstance(tick, Tick) else None

    @property
    def viewed(self) -> int:
        """Slots of what is shown and no alert follows."""
        return len(self.shown) - sum(wire in self.shown for wire in self._watched.values())

    def _alerts_follow(self, wire: Wire) -> bool:
        return wire in self._watched.values()

    async def listen(self) -> None:
        """Register for the notices of the customer's orders (체결통보)."""
        with suppress(Unanswered):
            await self.stream.register(NOTICES, self.credentials.hts_id)
        self._listens = True
        for channel in markets.notices(self.environment):
            try:
                await self.stream.register(channel, self.credentials.hts_id)
            except KisError as error:  # an account without this market must not be deaf to the others
                log.warning("%s: %s를 등록하지 못했어요: %s", self.account_hint, channel.title, error)

    def dropped(self, event: Dropped) -> None:
        """The gateway has given a registration up; `listen` or `watch` makes it anew."""
        if event.tr_id == NOTICES.tr_id(self.environment):
            self._listens = False
            return
        for symbol in [one for one, wire in self._watched.items() if _is(wire, event, self.environment)]:
            self._forget(symbol)
        self.shown.dropped(event.tr_id, event.key)

    async def renew_stream(self) -> None:
        """A new stream in place of one that has ended. Nothing is registered on it."""
        await self.stream.__aexit__()
        self.stream = self.kis.stream()
        self._watched.clear()
        self._heard_as.clear()
        self.shown.clear()
        self._listens = False
        self.lost()
        await self.stream.__aenter__()

    @property
    def heard(self) -> int:
        """How many notices have come."""
        return self._heard

    def expect_notice(self) -> None:
        """KIS has just accepted an order and none has come, so a notice must follow."""
        self._awaited_since = self._awaited_since or self.now()

    def noticed(self) -> None:
        """A notice came: the channel works."""
        self._heard += 1
        self._awaited_since = None

    @property
    def is_deaf(self) -> bool:
        """Whether fills may happen without a notice of them."""
        return not self._listens or self.stream.state is not State.OPEN or self.is_mute

    @property
    def is_mute(self) -> bool:
        """Whether a notice is overdue although the stream is open: most likely a wrong HTS id."""
        if self._awaited_since is None or self.stream.state is not State.OPEN:
            return False
        return self.now() - self._awaited_since > NOTICE_PATIENCE

    async def __aenter__(self) -> Connection:
        await self.kis.__aenter__()
        await self.stream.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        async with asyncio.timeout(5):
            await self.stream.__aexit__()
            await self.kis.__aexit__()


def _is(wire: Wire, event: Dropped, environment: Environment) -> bool:
    return (wire.channel.tr_id(environment), wire.key) == (event.tr_id, event.key)
