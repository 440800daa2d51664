"""Where the auctions of futures and options would match now (예상체결)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from kis.domestic.codes import Sign
from kis.realtime.record import Record, record
from kis.units import Contracts, Percent
from kis.wire import field


@record
class ExpectedStockFutures(Record):
    """주식선물 실시간예상체결: H0ZFANC0."""

    symbol: str = field("FUTS_SHRN_ISCD", "선물단축종목코드")
    time: dt.time = field("BSOP_HOUR", "영업시간")
    price: Decimal = field("ANTC_CNPR", "예상체결가")
    change: Decimal | None = field("ANTC_CNTG_VRSS", "예상체결대비", default=None)
    sign: Sign | None = field("ANTC_CNTG_VRSS_SIGN", "예상체결대비부호", default=None)
    change_rate: Percent | None = field("ANTC_CNTG_PRDY_CTRT", "예상체결전일대비율", default=None)
    operation_code: str | None = field("ANTC_MKOP_CLS_CODE", "예상장운영구분코드", default=None)
    volume: Contracts | None = field("ANTC_CNQN", "예상체결수량", default=None)


@record
class ExpectedStockOption(Record):
    """주식옵션 실시간예상체결: H0ZOANC0. Without a volume."""

    symbol: str = field("OPTN_SHRN_ISCD", "옵션단축종목코드")
    time: dt.time = field("BSOP_HOUR", "영업시간")
    price: Decimal = field("ANTC_CNPR", "예상체결가")
    change: Decimal | None = field("ANTC_CNTG_VRSS", "예상체결대비", default=None)
    sign: Sign | None = field("ANTC_CNTG_VRSS_SIGN", "예상체결대비부호", default=None)
    change_rate: Percent | None = field("ANTC_CNTG_PRDY_CTRT", "예상체결전일대비율", default=None)
    operation_code: str | None = field("ANTC_MKOP_CLS_CODE", "예상장운영구분코드", default=None)


@record
class ExpectedNightOption(ExpectedStockOption):
    """KRX야간옵션실시간예상체결: H0EUANC0."""

    volume: Contracts | None = field("ANTC_CNQN", "예상체결수량", default=None)
