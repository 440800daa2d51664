"""Realtime: trades, order books, order notices and more over one websocket for each app key.

Nearly every program needs `TRADES`, `BOOK` and `NOTICES` of domestic stocks. The other channels and their rows are in
`kis.realtime.domestic`, `overseas` and `derivatives`, which are loaded when they are imported; `CHANNELS` is all.
"""

from typing import TYPE_CHECKING, Any

from kis.realtime.books import OrderBook
from kis.realtime.channel import Channel, Key
from kis.realtime.channels import BOOK, NOTICES, TRADES
from kis.realtime.connection import Timing
from kis.realtime.events import Dropped, Event, Lost, Opened, Unreadable
from kis.realtime.notices import Notice, NoticeKind, OrderNotice
from kis.realtime.record import Record, moment
from kis.realtime.stream import State, Stream
from kis.realtime.ticks import Tick

if TYPE_CHECKING:
    from kis.realtime.catalogue import CHANNELS
else:

    def __getattr__(name: str) -> Any:
        """Load all markets when all channels are asked for, and not before."""
        if name != "CHANNELS":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from kis.realtime.catalogue import CHANNELS

        return CHANNELS


__all__ = [
    "BOOK",
    "CHANNELS",
    "NOTICES",
    "TRADES",
    "Channel",
    "Dropped",
    "Event",
    "Key",
    "Lost",
    "Notice",
    "NoticeKind",
    "Opened",
    "OrderBook",
    "OrderNotice",
    "Record",
    "State",
    "Stream",
    "Tick",
    "Timing",
    "Unreadable",
    "moment",
]
