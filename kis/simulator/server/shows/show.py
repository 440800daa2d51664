"""A show: which events make rows of a channel of market data, under which keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from kis.realtime.channel import Channel
from kis.realtime.record import Record
from kis.simulator.events import BookChanged, HaltBegan, HaltEnded, TradePrinted

MarketEvent = TradePrinted | BookChanged | HaltBegan | HaltEnded


@dataclass(frozen=True, slots=True)
class Show:
    """What one channel tells of an event: `keys` it can be registered by (none if it has nothing to say), and the row.

    With `latest` what happened at once makes one row, the state after it.
    """

    channel: Channel[Any]
    events: tuple[type[MarketEvent], ...]
    keys: Callable[[Any], Iterable[str]]
    row_of: Callable[[Any, str], Record]
    latest: bool = False

    def keys_of(self, event: MarketEvent) -> Iterable[str]:
        """Return the keys under which the channel tells an event; none if it does not."""
        return self.keys(event) if isinstance(event, self.events) else ()


def trades(channel: Channel[Any], keys: Callable[[Any], Iterable[str]], row_of: Callable[[Any, Any], Record]) -> Show:
    """Tell each trade; `row_of` takes the class of the row and the event."""
    return Show(channel, (TradePrinted,), keys, lambda event, _: row_of(channel.row, event))


def books(channel: Channel[Any], keys: Callable[[Any], Iterable[str]], row_of: Callable[[Any, Any], Record]) -> Show:
    """Tell each change of the book; `row_of` takes the class of the row and the event."""
    return Show(channel, (BookChanged,), keys, lambda event, _: row_of(channel.row, event))


def halts(channel: Channel[Any], keys: Callable[[Any], Iterable[str]], row_of: Callable[[Any, Any], Record]) -> Show:
    """Tell when a VI begins and ends; `row_of` takes the class of the row and the event."""
    return Show(channel, (HaltBegan, HaltEnded), keys, lambda event, _: row_of(channel.row, event))
