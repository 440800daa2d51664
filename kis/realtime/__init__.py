"""Realtime: trades, order books and order notices over one websocket for each app key."""

from kis.realtime.books import OrderBook
from kis.realtime.channels import BOOK, CHANNELS, NOTICES, TRADES, Channel
from kis.realtime.notices import NoticeKind, OrderNotice, order_key
from kis.realtime.record import moment
from kis.realtime.ticks import Tick

__all__ = [
    "BOOK",
    "CHANNELS",
    "NOTICES",
    "TRADES",
    "Channel",
    "NoticeKind",
    "OrderBook",
    "OrderNotice",
    "Tick",
    "moment",
    "order_key",
]
