"""Overseas stocks: trades and order books."""

from __future__ import annotations

import datetime as dt
from decimal import InvalidOperation
from functools import lru_cache
from typing import Self

from kis.codec import MISSING, Value, clock_time, decimal_number
from kis.domestic.codes import Sign
from kis.realtime.record import Record, make, record
from kis.units import Amount, Percent, Shares
from kis.wire import field, series

LEVELS = 10
_LEVEL_NAMES = ("PBID", "PASK", "VBID", "VASK", "DBID", "DASK")
_FRONT = 12
_FALLING = frozenset({Sign.DOWN, Sign.LOWER_LIMIT})
_price = lru_cache(maxsize=4096)(decimal_number)
"""Remembered, because prices come again and again within seconds."""


@record
class OverseasTick(Record):
    """해외주식 실시간지연체결가: HDFSCNT0. Prices are in the currency of the exchange.

    Free keys (D…) are real time for the US (Nasdaq alone, about half of the volume) and 15 minutes late elsewhere.
    """

    realtime_key: str = field("RSYM", "실시간종목코드")
    """As registered, such as DNASAAPL."""
    symbol: str = field("SYMB", "종목코드")
    decimals: int | None = field("ZDIV", "수수점자리수", default=None)
    """Of the prices in this row."""
    session_date: dt.date | None = field("TYMD", "현지영업일자", default=None)
    """The trading day at the exchange."""
    local_date: dt.date | None = field("XYMD", "현지일자", default=None)
    local_time: dt.time | None = field("XHMS", "현지시간", default=None)
    date: dt.date | None = field("KYMD", "한국일자", default=None)
    """Korean date of the trade; `time` is the Korean time."""
    time: dt.time = field("KHMS", "한국시간")
    open: Amount | None = field("OPEN", "시가", default=None)
    high: Amount | None = field("HIGH", "고가", default=None)
    low: Amount | None = field("LOW", "저가", default=None)
    price: Amount = field("LAST", "현재가")
    sign: Sign | None = field("SIGN", "대비구분", default=None)
    absolute_change: Amount | None = field("DIFF", "전일대비", default=None)
    """Without its sign; see `change`."""
    change_rate: Percent | None = field("RATE", "등락율", default=None)
    bid: Amount | None = field("PBID", "매수호가", default=None)
    ask: Amount | None = field("PASK", "매도호가", default=None)
    bid_size: Shares | None = field("VBID", "매수잔량", default=None)
    ask_size: Shares | None = field("VASK", "매도잔량", default=None)
    volume: Shares | None = field("EVOL", "체결량", default=None)
    day_volume: Shares | None = field("TVOL", "거래량", default=None)
    day_value: Amount | None = field("TAMT", "거래대금", default=None)
    sell_volume: Shares | None = field("BIVL", "매도체결량", default=None)
    """Traded at the bid today, so started by sellers; `buy_volume` likewise at the ask."""
    buy_volume: Shares | None = field("ASVL", "매수체결량", default=None)
    strength: Percent | None = field("STRN", "체결강도", default=None)
    session_code: str | None = field("MTYP", "시장구분 1:장중,2:장전,3:장후", default=None)
    """1 장중, 2 장전, 3 장후. Seen as 1 before the open: do not trust it for the session."""

    @property
    def change(self) -> Amount | None:
        """Against the previous close, with the sign of `sign`."""
        size = self.absolute_change
        return size if size is None else Amount(-abs(size) if self.sign in _FALLING else abs(size))

    @classmethod
    def read(cls, row: str) -> Self:
        """Read one row as any record is read, but cut off only the columns needed at once."""
        head = row.split("^", _FRONT)
        try:
            key, symbol = head[0].strip(), head[1].strip()
            if key not in MISSING and symbol not in MISSING:
                return make(cls, (row, key, symbol, clock_time(head[7]), _price(head[11])))
        except (ValueError, InvalidOperation, IndexError):
            pass
        return cls._read_tolerantly(row)


@record
class OverseasBookColumns(Record):
    """The columns with which overseas order books begin."""

    realtime_key: str = field("RSYM", "실시간종목코드")
    """As registered, such as RBAQAAPL."""
    symbol: str = field("SYMB", "종목코드")
    decimals: int | None = field("ZDIV", "소수점자리수", default=None)
    """Of the prices in this row."""
    local_date: dt.date | None = field("XYMD", "현지일자", default=None)
    local_time: dt.time | None = field("XHMS", "현지시간", default=None)
    date: dt.date | None = field("KYMD", "한국일자", default=None)
    """Korean date; `time` is the Korean time."""
    time: dt.time = field("KHMS", "한국시간")
    total_bid_size: Shares | None = field("BVOL", "매수총잔량", default=None)
    total_ask_size: Shares | None = field("AVOL", "매도총잔량", default=None)
    total_bid_size_change: Shares | None = field("BDVL", "매수총잔량대비", default=None)
    total_ask_size_change: Shares | None = field("ADVL", "매도총잔량대비", default=None)

    @property
    def best_bid(self) -> Amount | None:
        """The dearest bid."""
        return self._price_at(11)

    @property
    def best_ask(self) -> Amount | None:
        """The cheapest offer."""
        return self._price_at(12)

    def _price_at(self, place: int) -> Amount | None:
        row: str = self[0]
        texts = row.split("^", place + 1)
        price: Amount | None = _PRICE.read(texts[place] if place < len(texts) else None)
        return price


_PRICE = Value.of(Amount | None, "best price")


@record
class OverseasBook(OverseasBookColumns):
    """해외주식 실시간호가: HDFSASP0. Ten levels of each side, best first; the other columns are `OverseasBookColumns`.

    The portal lists level 3 twice; the wire does not. Levels that do not exist are zero or blank.
    """

    decimals: int | None = field("ZDIV", "소숫점자리수", default=None)
    """Of the prices in this row."""
    bids: tuple[Amount | None, ...] = series("PBID{n}", "매수호가{n}", LEVELS)
    asks: tuple[Amount | None, ...] = series("PASK{n}", "매도호가{n}", LEVELS)
    bid_sizes: tuple[Shares | None, ...] = series("VBID{n}", "매수잔량{n}", LEVELS)
    ask_sizes: tuple[Shares | None, ...] = series("VASK{n}", "매도잔량{n}", LEVELS)
    bid_size_changes: tuple[Shares | None, ...] = series("DBID{n}", "매수잔량대비{n}", LEVELS)
    ask_size_changes: tuple[Shares | None, ...] = series("DASK{n}", "매도잔량대비{n}", LEVELS)

    wire_order = tuple(f"{name}{level}" for level in range(1, 11) for name in _LEVEL_NAMES)


@record
class DelayedBook(OverseasBookColumns):
    """해외주식 지연호가(아시아): HDFSASP1. The best level alone, 15 minutes late and free."""

    bids: tuple[Amount | None, ...] = series("PBID{n}", "매수호가{n}", 1)
    asks: tuple[Amount | None, ...] = series("PASK{n}", "매도호가{n}", 1)
    bid_sizes: tuple[Shares | None, ...] = series("VBID{n}", "매수잔량{n}", 1)
    ask_sizes: tuple[Shares | None, ...] = series("VASK{n}", "매도잔량{n}", 1)
    bid_size_changes: tuple[Shares | None, ...] = series("DBID{n}", "매수잔량대비{n}", 1)
    ask_size_changes: tuple[Shares | None, ...] = series("DASK{n}", "매도잔량대비{n}", 1)
