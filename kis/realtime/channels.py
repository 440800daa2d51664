"""The channels nearly every program listens to. All others: `kis.realtime.domestic`, `overseas`, `derivatives`."""

from __future__ import annotations

from kis.realtime.books import OrderBook
from kis.realtime.channel import Channel, Key
from kis.realtime.notices import OrderNotice
from kis.realtime.ticks import Tick

__all__ = ["BOOK", "NOTICES", "TRADES", "Channel"]

_NOTICE_UNTIL_2025 = (*OrderNotice.keys[:18], "CNTG_ISNM", "CRDT_CLS", "CRDT_LOAN_DATE", "CNTG_ISNM40", "ODER_PRC")

TRADES = Channel("국내주식 실시간체결가 (KRX)", "H0STCNT0", "H0STCNT0", Tick, 46)
BOOK = Channel("국내주식 실시간호가 (KRX)", "H0STASP0", "H0STASP0", OrderBook, 59)
NOTICES = Channel(
    "국내주식 실시간체결통보",
    "H0STCNI0",
    "H0STCNI9",
    OrderNotice,
    26,
    key=Key.HTS_ID,
    layouts={23: _NOTICE_UNTIL_2025},
)
