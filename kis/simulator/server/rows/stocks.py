"""Trades and books of domestic stocks, as rows of KRX, NXT and both: in the simulator they share one market."""

from __future__ import annotations

from datetime import time
from typing import TypeVar

from kis.realtime.record import Record
from kis.simulator.events import BookChanged, TradePrinted
from kis.simulator.orders import Side
from kis.simulator.server.domestic.quotes import percent, ten
from kis.simulator.server.rows.line import line
from kis.simulator.tape import Quote

R = TypeVar("R", bound=Record)

_OPEN, _CLOSING, _AFTER_MARKET = time(9, 0), time(15, 20), time(16, 0)
_AGGRESSORS = {Side.BUY: "1", Side.SELL: "5"}


def tick_of(row: type[R], event: TradePrinted) -> R:
    """Return a trade as a row of H0STCNT0, H0NXCNT0 or H0UNCNT0."""
    return line(row, trade_columns(event))


def trade_columns(event: TradePrinted) -> dict[str, object]:
    """Return the columns that every row about a domestic trade has, and those most have."""
    quote, book = event.quote, event.book
    ask, bid = ten(book.asks), ten(book.bids)
    return {
        "MKSC_SHRN_ISCD": event.symbol,
        "STCK_CNTG_HOUR": f"{event.time:%H%M%S}",
        "STCK_PRPR": event.price,
        "PRDY_VRSS_SIGN": quote.sign_of(event.price),
        "PRDY_VRSS": event.price - quote.reference,
        "PRDY_CTRT": percent(event.price - quote.reference, quote.reference),
        "WGHN_AVRG_STCK_PRC": quote.average,
        "STCK_OPRC": quote.open,
        "STCK_HGPR": quote.high,
        "STCK_LWPR": quote.low,
        "ASKP1": ask[0][0],
        "BIDP1": bid[0][0],
        "CNTG_VOL": event.volume,
        "ACML_VOL": quote.volume,
        "ACML_TR_PBMN": quote.value,
        "SELN_CNTG_CSNU": quote.sell_trades,
        "SHNU_CNTG_CSNU": quote.buy_trades,
        "NTBY_CNTG_CSNU": quote.buy_trades - quote.sell_trades,
        "CTTR": quote.strength,
        "SELN_CNTG_SMTN": quote.sell_volume,
        "SHNU_CNTG_SMTN": quote.buy_volume,
        "CCLD_DVSN": _AGGRESSORS[event.aggressor],
        "CNTG_CLS_CODE": _AGGRESSORS[event.aggressor],
        "SHNU_RATE": quote.buy_rate,
        "PRDY_VOL_VRSS_ACML_VOL_RATE": percent(quote.volume, quote.previous_volume),
        "BSOP_DATE": f"{event.time:%Y%m%d}",
        "NEW_MKOP_CLS_CODE": "20",
        "TRHT_YN": "N",
        "ASKP_RSQN1": ask[1][0],
        "BIDP_RSQN1": bid[1][0],
        "TOTAL_ASKP_RSQN": book.total_asks,
        "TOTAL_BIDP_RSQN": book.total_bids,
        "VOL_TNRT": percent(quote.volume, quote.listing.shares),
        "PRDY_SMNS_HOUR_ACML_VOL": quote.previous_volume,
        "PRDY_SMNS_HOUR_ACML_VOL_RATE": percent(quote.volume, quote.previous_volume),
        "HOUR_CLS_CODE": "0",
        "VI_STND_PRC": quote.open,
        "MARKET_CLS_CODE": _market_code(event.time.time()),
        **_since_open(event.price, quote),
    }


def _since_open(price: int, quote: Quote) -> dict[str, object]:
    """When the day opened, was highest and lowest, and how `price` stands against each."""
    marks = {
        "OPRC": (quote.opened_at, quote.open),
        "HGPR": (quote.high_at, quote.high),
        "LWPR": (quote.low_at, quote.low),
    }
    wire: dict[str, object] = {}
    for name, (at, mark) in marks.items():
        wire |= {
            f"{name}_HOUR": f"{at:%H%M%S}",
            f"{name}_VRSS_PRPR_SIGN": quote.sign_of(price, mark),
            f"{name}_VRSS_PRPR": price - mark,
        }
    return wire


def book_of(row: type[R], event: BookChanged) -> R:
    """Return the book as a row of H0STASP0, H0NXASP0 or H0UNASP0."""
    return line(row, book_columns(event), missing="0")


def book_columns(event: BookChanged) -> dict[str, object]:
    """Return the columns of a domestic book."""
    quote, book = event.quote, event.book
    (asks, ask_sizes), (bids, bid_sizes) = ten(book.asks), ten(book.bids)
    price, volume = event.expected or (0, 0)
    change = price - quote.reference
    wire: dict[str, object] = {
        "MKSC_SHRN_ISCD": event.symbol,
        "BSOP_HOUR": f"{event.time:%H%M%S}",
        "HOUR_CLS_CODE": _hour_code(event),
        "TOTAL_ASKP_RSQN": book.total_asks,
        "TOTAL_BIDP_RSQN": book.total_bids,
        "ANTC_CNPR": price,
        "ANTC_CNQN": volume,
        "ANTC_VOL": volume,
        "ANTC_CNTG_VRSS": change,
        "ANTC_CNTG_VRSS_SIGN": quote.sign_of(price) if price else "5",
        "ANTC_CNTG_PRDY_CTRT": percent(change, quote.reference),
        "ACML_VOL": quote.volume,
        "TOTAL_ASKP_RSQN_ICDC": event.ask_change,
        "TOTAL_BIDP_RSQN_ICDC": event.bid_change,
        "ANTC_EXCH_CLS_CODE": "1" if price else "",
        "MARKET_CLS_CODE": _market_code(event.time.time()),
    }
    series = {"ASKP": asks, "BIDP": bids, "ASKP_RSQN": ask_sizes, "BIDP_RSQN": bid_sizes}
    for name, values in series.items():
        wire |= {f"{name}{level}": value for level, value in enumerate(values, start=1)}
    mid = (asks[0] + bids[0]) // 2 if asks[0] and bids[0] else 0
    return {**wire, "MID_PRC": mid, "KMID_PRC": mid, "NMID_PRC": mid}


def expected_of(row: type[R], event: BookChanged) -> R:
    """Return where the auction would match now, as a row of H0STANC0 or H0UNANC0."""
    return line(row, expected_columns(event), missing="0")


def expected_columns(event: BookChanged) -> dict[str, object]:
    """Return the columns of an expected match."""
    quote, book = event.quote, event.book
    (asks, ask_sizes), (bids, bid_sizes) = ten(book.asks), ten(book.bids)
    price, volume = event.expected or (0, 0)
    return {
        "MKSC_SHRN_ISCD": event.symbol,
        "STCK_CNTG_HOUR": f"{event.time:%H%M%S}",
        "STCK_PRPR": price,
        "PRDY_VRSS_SIGN": quote.sign_of(price),
        "PRDY_VRSS": price - quote.reference,
        "PRDY_CTRT": percent(price - quote.reference, quote.reference),
        "WGHN_AVRG_STCK_PRC": quote.average,
        "STCK_OPRC": quote.open,
        "STCK_HGPR": quote.high,
        "STCK_LWPR": quote.low,
        "ASKP1": asks[0],
        "BIDP1": bids[0],
        "CNTG_VOL": volume,
        "ACML_VOL": quote.volume,
        "ACML_TR_PBMN": quote.value,
        "CTTR": quote.strength,
        "CCLD_DVSN": "3",
        "CNTG_CLS_CODE": "3",
        "SHNU_RATE": quote.buy_rate,
        "BSOP_DATE": f"{event.time:%Y%m%d}",
        "NEW_MKOP_CLS_CODE": "10" if event.time.time() < _OPEN else "20",
        "TRHT_YN": "N",
        "ASKP_RSQN1": ask_sizes[0],
        "BIDP_RSQN1": bid_sizes[0],
        "TOTAL_ASKP_RSQN": book.total_asks,
        "TOTAL_BIDP_RSQN": book.total_bids,
        "HOUR_CLS_CODE": _hour_code(event),
        "VI_STND_PRC": quote.reference,
    }


def _market_code(at: time) -> str:
    """장 구분: 1 프리, 2 정규, 3 애프터."""
    if at < _OPEN:
        return "1"
    return "3" if at >= _AFTER_MARKET else "2"


def _hour_code(event: BookChanged) -> str:
    """시간 구분: 0 장중, B 장전, A 장후, C 9시 이후 (VI)."""
    at = event.time.time()
    if event.expected is None:
        return "0"
    return "B" if at < _OPEN else "A" if at >= _CLOSING else "C"
