"""Realtime of overseas stocks (해외주식)."""

from __future__ import annotations

from kis.realtime.channel import Channel, Key
from kis.realtime.overseas.keys import overseas_key
from kis.realtime.overseas.notices import OverseasMarket, OverseasNotice
from kis.realtime.overseas.rows import DelayedBook, OverseasBook, OverseasTick

__all__ = [
    "BOOK",
    "CHANNELS",
    "DELAYED_BOOK",
    "NOTICES",
    "TRADES",
    "DelayedBook",
    "OverseasBook",
    "OverseasMarket",
    "OverseasNotice",
    "OverseasTick",
    "overseas_key",
]

_PRICE = "해외주식 현재체결가를 REST로 조회하세요."

TRADES = Channel("해외주식 실시간지연체결가", "HDFSCNT0", None, OverseasTick, 26, Key.OVERSEAS, _PRICE)
BOOK = Channel("해외주식 실시간호가", "HDFSASP0", None, OverseasBook, 71, Key.OVERSEAS, _PRICE)
DELAYED_BOOK = Channel("해외주식 지연호가(아시아)", "HDFSASP1", None, DelayedBook, 17, Key.OVERSEAS, _PRICE)
NOTICES = Channel("해외주식 실시간체결통보", "H0GSCNI0", "H0GSCNI9", OverseasNotice, 24, Key.HTS_ID)

CHANNELS = (TRADES, BOOK, DELAYED_BOOK, NOTICES)
"""Every channel of this market."""
