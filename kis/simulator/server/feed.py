"""From the broker's events to the frames of those who registered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kis.credentials import Environment
from kis.realtime.channels import BOOK, NOTICES, TRADES, Channel
from kis.realtime.notices import OrderNotice
from kis.simulator.accounts import AccountInfo
from kis.simulator.era import Era
from kis.simulator.events import BookChanged, Event, TradePrinted
from kis.simulator.server.registrar import Registrar
from kis.simulator.server.rows import book_of, notices_of, tick_of
from kis.simulator.server.session import Session


@dataclass(frozen=True, slots=True)
class Widths:
    """Columns of a row; None is today's."""

    trades: int | None = None
    book: int | None = None
    notices: int | None = None


WIDTHS: Mapping[Era, Widths] = {Era.CURRENT: Widths(), Era.Y2024: Widths(trades=46, book=59, notices=23)}


class Feed:
    """Listens to the broker. What happens at once goes out at once: records of one symbol share a frame."""

    def __init__(self, registrar: Registrar, era: Era) -> None:
        self._registrar = registrar
        self._widths = WIDTHS[era]
        self._events: list[Event] = []

    def take(self, event: Event) -> None:
        """Keep an event until the present call is over."""
        if not self._events:
            asyncio.get_running_loop().call_soon(self._flush)
        self._events.append(event)

    def _flush(self) -> None:
        events, self._events = self._events, []
        for event in events:
            if found := notices_of(event):
                self._notify(*found)
        self._show(TRADES, [event for event in events if isinstance(event, TradePrinted)], tick_of, self._widths.trades)
        self._show(BOOK, [event for event in events if isinstance(event, BookChanged)], book_of, self._widths.book)

    def _notify(self, account: AccountInfo, rows: list[OrderNotice]) -> None:
        for session in self._holders(account):
            for row in rows:
                frame = NOTICES.write([row], environment=account.env, width=self._widths.notices, secret=session.secret)
                session.notify(frame)

    def _holders(self, account: AccountInfo) -> list[Session]:
        """Sessions that registered the customer's HTS id and are the customer's; to a stranger KIS says nothing."""
        place = (NOTICES.tr_id(account.env), account.hts_id)
        holders = self._registrar.registered.get(place, set())
        return [s for s in holders if s.info and (s.info.hts_id, s.info.env) == (account.hts_id, account.env)]

    def _show(self, channel: Channel[Any], events: list[Any], row_of: Callable[[Any], Any], width: int | None) -> None:
        tr_id = channel.tr_id(Environment.REAL)
        for symbol in dict.fromkeys(event.symbol for event in events):
            sessions = self._registrar.registered.get((tr_id, symbol))
            if sessions:
                rows = [row_of(event) for event in events if event.symbol == symbol]
                frame = channel.write(rows, width=width)
                for session in sessions:
                    session.show(frame)
