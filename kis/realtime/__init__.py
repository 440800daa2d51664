"""Realtime: trades, order books and order notices over one websocket for each app key."""

from kis.realtime.books import OrderBook
from kis.realtime.channels import BOOK, CHANNELS, NOTICES, TRADES, Channel
from kis.realtime.connection import Timing
from kis.realtime.events import Dropped, Event, Lost, Opened, Unreadable
from kis.realtime.notices import NoticeKind, OrderNotice
from kis.realtime.record import moment
from kis.realtime.stream import State, Stream
from kis.realtime.ticks import Tick

__all__ = [
    "BOOK",
    "CHANNELS",
    "NOTICES",
    "TRADES",
    "Channel",
    "Dropped",
    "Event",
    "Lost",
    "NoticeKind",
    "Opened",
    "OrderBook",
    "OrderNotice",
    "State",
    "Stream",
    "Tick",
    "Timing",
    "Unreadable",
    "moment",
]
