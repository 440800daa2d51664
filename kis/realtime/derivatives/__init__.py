"""Realtime of futures and options (선물옵션): indices, stocks and commodities, by day and by night."""

from __future__ import annotations

from kis.realtime.channel import Channel, Key
from kis.realtime.derivatives.books import (
    CommodityFuturesBook,
    FuturesBook,
    NightFuturesBook,
    NightOptionBook,
    OptionBook,
    StockFuturesBook,
    StockOptionBook,
)
from kis.realtime.derivatives.expected import ExpectedNightOption, ExpectedStockFutures, ExpectedStockOption
from kis.realtime.derivatives.futures import CommodityFuturesTick, FuturesTick, NightFuturesTick, StockFuturesTick
from kis.realtime.derivatives.notices import DerivativeNotice, NightNotice
from kis.realtime.derivatives.options import NightOptionTick, OptionTick, StockOptionTick

__all__ = [
    "CHANNELS",
    "COMMODITY_FUTURES_BOOK",
    "COMMODITY_FUTURES_TRADES",
    "FUTURES_BOOK",
    "FUTURES_TRADES",
    "NIGHT_FUTURES_BOOK",
    "NIGHT_FUTURES_NOTICES",
    "NIGHT_FUTURES_TRADES",
    "NIGHT_OPTION_BOOK",
    "NIGHT_OPTION_EXPECTED",
    "NIGHT_OPTION_NOTICES",
    "NIGHT_OPTION_TRADES",
    "NOTICES",
    "OPTION_BOOK",
    "OPTION_TRADES",
    "STOCK_FUTURES_BOOK",
    "STOCK_FUTURES_EXPECTED",
    "STOCK_FUTURES_TRADES",
    "STOCK_OPTION_BOOK",
    "STOCK_OPTION_EXPECTED",
    "STOCK_OPTION_TRADES",
    "CommodityFuturesBook",
    "CommodityFuturesTick",
    "DerivativeNotice",
    "ExpectedNightOption",
    "ExpectedStockFutures",
    "ExpectedStockOption",
    "FuturesBook",
    "FuturesTick",
    "NightFuturesBook",
    "NightFuturesTick",
    "NightNotice",
    "NightOptionBook",
    "NightOptionTick",
    "OptionBook",
    "OptionTick",
    "StockFuturesBook",
    "StockFuturesTick",
    "StockOptionBook",
    "StockOptionTick",
]

_CODE = Key.DERIVATIVE
_PRICE = "선물옵션 시세를 REST로 조회하세요."
_BOOK = "선물옵션 시세호가를 REST로 조회하세요."
_NIGHT = "모의투자에는 야간 장이 없어요."

FUTURES_TRADES = Channel("지수선물 실시간체결가", "H0IFCNT0", None, FuturesTick, 50, _CODE, _PRICE)
FUTURES_BOOK = Channel("지수선물 실시간호가", "H0IFASP0", None, FuturesBook, 38, _CODE, _BOOK)
OPTION_TRADES = Channel("지수옵션 실시간체결가", "H0IOCNT0", None, OptionTick, 58, _CODE, _PRICE)
OPTION_BOOK = Channel("지수옵션 실시간호가", "H0IOASP0", None, OptionBook, 38, _CODE, _BOOK)
STOCK_FUTURES_TRADES = Channel("주식선물 실시간체결가", "H0ZFCNT0", None, StockFuturesTick, 49, _CODE, _PRICE)
STOCK_FUTURES_BOOK = Channel("주식선물 실시간호가", "H0ZFASP0", None, StockFuturesBook, 68, _CODE, _BOOK)
STOCK_FUTURES_EXPECTED = Channel("주식선물 실시간예상체결", "H0ZFANC0", None, ExpectedStockFutures, 8, _CODE, _PRICE)
STOCK_OPTION_TRADES = Channel("주식옵션 실시간체결가", "H0ZOCNT0", None, StockOptionTick, 53, _CODE, _PRICE)
STOCK_OPTION_BOOK = Channel("주식옵션 실시간호가", "H0ZOASP0", None, StockOptionBook, 68, _CODE, _BOOK)
STOCK_OPTION_EXPECTED = Channel("주식옵션 실시간예상체결", "H0ZOANC0", None, ExpectedStockOption, 7, _CODE, _PRICE)
COMMODITY_FUTURES_TRADES = Channel("상품선물 실시간체결가", "H0CFCNT0", None, CommodityFuturesTick, 50, _CODE, _PRICE)
COMMODITY_FUTURES_BOOK = Channel("상품선물 실시간호가", "H0CFASP0", None, CommodityFuturesBook, 38, _CODE, _BOOK)
NIGHT_FUTURES_TRADES = Channel("KRX야간선물 실시간종목체결", "H0MFCNT0", None, NightFuturesTick, 46, _CODE, _NIGHT)
NIGHT_FUTURES_BOOK = Channel("KRX야간선물 실시간호가", "H0MFASP0", None, NightFuturesBook, 38, _CODE, _NIGHT)
NIGHT_OPTION_TRADES = Channel("KRX야간옵션 실시간체결가", "H0EUCNT0", None, NightOptionTick, 53, _CODE, _NIGHT)
NIGHT_OPTION_BOOK = Channel("KRX야간옵션 실시간호가", "H0EUASP0", None, NightOptionBook, 38, _CODE, _NIGHT)
NIGHT_OPTION_EXPECTED = Channel("KRX야간옵션실시간예상체결", "H0EUANC0", None, ExpectedNightOption, 8, _CODE, _NIGHT)
NOTICES = Channel("선물옵션 실시간체결통보", "H0IFCNI0", "H0IFCNI9", DerivativeNotice, 22, Key.HTS_ID)
NIGHT_FUTURES_NOTICES = Channel(
    "KRX야간선물 실시간체결통보", "H0MFCNI0", None, NightNotice, 19, Key.HTS_ID, "선물옵션 실시간체결통보를 쓰세요."
)
NIGHT_OPTION_NOTICES = Channel(
    "KRX야간옵션실시간체결통보", "H0EUCNI0", None, NightNotice, 19, Key.HTS_ID, "선물옵션 실시간체결통보를 쓰세요."
)

CHANNELS = (
    FUTURES_TRADES,
    FUTURES_BOOK,
    OPTION_TRADES,
    OPTION_BOOK,
    STOCK_FUTURES_TRADES,
    STOCK_FUTURES_BOOK,
    STOCK_FUTURES_EXPECTED,
    STOCK_OPTION_TRADES,
    STOCK_OPTION_BOOK,
    STOCK_OPTION_EXPECTED,
    COMMODITY_FUTURES_TRADES,
    COMMODITY_FUTURES_BOOK,
    NIGHT_FUTURES_TRADES,
    NIGHT_FUTURES_BOOK,
    NIGHT_OPTION_TRADES,
    NIGHT_OPTION_BOOK,
    NIGHT_OPTION_EXPECTED,
    NOTICES,
    NIGHT_FUTURES_NOTICES,
    NIGHT_OPTION_NOTICES,
)
"""Every channel of this market."""
