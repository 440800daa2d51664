"""The order book of an overseas stock and its last trades: answers of 현재가 호가 and 체결추이."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kis.domestic.codes import Sign
from kis.overseas.moves import Moved
from kis.shapes import body
from kis.units import Amount, Percent, Shares
from kis.wire import block, field, message, series


@dataclass(frozen=True, slots=True)
class Level:
    """One price of the book, and what waits there."""

    price: Amount
    size: Shares


@message
class BookHead:
    """종목과 총잔량 (해외주식 현재가 호가 output1)."""

    realtime_key: str | None = field("rsym", "실시간조회종목코드", default=None)
    decimals: int | None = field("zdiv", "소수점자리수", default=None)
    currency: str | None = field("curr", "통화", default=None)
    previous_close: Amount | None = field("base", "전일종가", default=None)
    open: Amount | None = field("open", "시가", default=None)
    high: Amount | None = field("high", "고가", default=None)
    low: Amount | None = field("low", "저가", default=None)
    price: Amount | None = field("last", "현재가", default=None)
    date: dt.date | None = field("dymd", "호가일자", default=None)
    """At the exchange, as is the time."""
    time: dt.time | None = field("dhms", "호가시간", default=None)
    total_bid_size: Shares | None = field("bvol", "매수호가총잔량", default=None)
    total_ask_size: Shares | None = field("avol", "매도호가총잔량", default=None)
    total_bid_size_change: Shares | None = field("bdvl", "매수호가총잔량대비", default=None)
    total_ask_size_change: Shares | None = field("advl", "매도호가총잔량대비", default=None)
    symbol: str | None = field("code", "종목코드", default=None)
    open_rate: Percent | None = field("ropen", "시가율", default=None)
    high_rate: Percent | None = field("rhigh", "고가율", default=None)
    low_rate: Percent | None = field("rlow", "저가율", default=None)
    change_rate: Percent | None = field("rclose", "현재가율", default=None)


@message
class Ladder:
    """호가 10단계 (output2). Level 1 is the best; levels that do not exist have price 0. Free US quotes have one."""

    bid_prices: tuple[Amount | None, ...] = series("pbid{n}", "매수호가가격{n}", 10)
    ask_prices: tuple[Amount | None, ...] = series("pask{n}", "매도호가가격{n}", 10)
    bid_sizes: tuple[Shares | None, ...] = series("vbid{n}", "매수호가잔량{n}", 10)
    ask_sizes: tuple[Shares | None, ...] = series("vask{n}", "매도호가잔량{n}", 10)
    bid_size_changes: tuple[Shares | None, ...] = series("dbid{n}", "매수호가대비{n}", 10)
    ask_size_changes: tuple[Shares | None, ...] = series("dask{n}", "매도호가대비{n}", 10)

    @property
    def asks(self) -> tuple[Level, ...]:
        """Offers to sell, cheapest first, without empty levels."""
        return _levels(self.ask_prices, self.ask_sizes)

    @property
    def bids(self) -> tuple[Level, ...]:
        """Offers to buy, dearest first, without empty levels."""
        return _levels(self.bid_prices, self.bid_sizes)


@message
class Auction:
    """홍콩 단일가와 변동성 조절 (output3): CAS and VCM."""

    pause_start: str | None = field("vstm", "VCMStart시간", default=None)
    pause_end: str | None = field("vetm", "VCMEnd시간", default=None)
    reference_price: str | None = field("csbp", "CAS/VCM기준가", default=None)
    upper_limit: str | None = field("cshi", "CAS/VCMHighprice", default=None)
    lower_limit: str | None = field("cslo", "CAS/VCMLowprice", default=None)
    expected_price: str | None = field("iep", "IEP", default=None)
    expected_volume: str | None = field("iev", "IEV", default=None)


@message
class OrderBook:
    """해외주식 현재가 호가 응답."""

    head: BookHead = block("output1", "종목과 총잔량")
    ladder: Ladder = block("output2", "호가")
    auction: Auction | None = block("output3", "단일가")


@message
class Trade(Moved):
    """체결 한 건 (해외주식 체결추이 output2)."""

    time: dt.time | None = field("khms", "한국기준시간", default=None)
    """KST."""
    price: Amount = field("last", "체결가")
    change_sign: Sign | None = field("sign", "기호", default=None)
    absolute_change: Amount | None = field("diff", "대비", default=None)
    change_rate: Percent | None = field("rate", "등락율", default=None)
    quantity: Shares | None = field("evol", "체결량", default=None)
    volume: Shares | None = field("tvol", "거래량", default=None)
    market: str | None = field("mtyp", "시장구분", default=None)
    """0 the regular session, 1 before it, 2 after it."""
    bid: Amount | None = field("pbid", "매수호가", default=None)
    ask: Amount | None = field("pask", "매도호가", default=None)
    strength: Percent | None = field("vpow", "체결강도", default=None)


@message
class TradesHead:
    """종목 (해외주식 체결추이 output1)."""

    realtime_key: str = field("rsym", "실시간조회종목코드")
    decimals: int | None = field("ZDIV", "소수점자리수", default=None)
    count: int | None = field("NREC", "Record Count", default=None)


@message
class Trades:
    """해외주식 체결추이 응답. Newest trade first."""

    head: TradesHead | None = block("output1", "종목")
    trades: tuple[Trade, ...] = block("output2", "체결", needs="last")


class trades(body[Trades]):  # noqa: N801 - reads as a word in an endpoint's line
    """KIS's table has the trades in output2, its published answer has them alone in output1."""

    def __init__(self) -> None:
        super().__init__(Trades)

    def read(self, answer: Mapping[str, Any]) -> Trades:
        if isinstance(answer.get("output1"), list):
            answer = {**answer, "output1": None, "output2": answer["output1"]}
        return super().read(answer)


def _levels(prices: tuple[Amount | None, ...], sizes: tuple[Shares | None, ...]) -> tuple[Level, ...]:
    pairs = zip(prices, sizes, strict=True)
    return tuple(Level(price, size or Shares(0)) for price, size in pairs if price)
