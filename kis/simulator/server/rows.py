"""What happens at the broker, as rows of the realtime channels."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from kis.market.sessions import Venue
from kis.realtime.books import OrderBook
from kis.realtime.notices import OrderNotice
from kis.realtime.ticks import Tick
from kis.simulator.accounts import AccountInfo
from kis.simulator.events import (
    BookChanged,
    Event,
    OrderAccepted,
    OrderAmended,
    OrderCancelled,
    OrderFilled,
    OrderRejected,
    TradePrinted,
)
from kis.simulator.orders import Condition, Order, Side
from kis.simulator.server.domestic.quotes import percent, ten
from kis.simulator.tape import Quote

_AFTER_MARKET = time(16, 0)
_NOON = time(12, 0)
_SIDES = {Side.SELL: "01", Side.BUY: "02"}
_AGGRESSORS = {Side.BUY: "1", Side.SELL: "5"}
_CONDITIONS = {Condition.NONE: "0", Condition.IOC: "1", Condition.FOK: "2"}
_VENUES: Mapping[str, str] = {Venue.KRX: "1", Venue.NXT: "2", Venue.SOR: "3"}
_ROUTED: Mapping[str, str] = {Venue.KRX: "3", Venue.NXT: "4", Venue.SOR: "3"}


def tick_of(event: TradePrinted) -> Tick:
    """Return the row of H0STCNT0."""
    quote, book = event.quote, event.book
    ask, bid = ten(book.asks), ten(book.bids)
    wire = {
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
        "VI_STND_PRC": quote.reference,
        "MARKET_CLS_CODE": _market_code(event.time.time()),
        **_since_open(event.price, quote),
    }
    return Tick.read(_row(Tick.keys, wire))


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


def book_of(event: BookChanged) -> OrderBook:
    """Return the row of H0STASP0."""
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
        "MID_PRC": (asks[0] + bids[0]) // 2 if asks[0] and bids[0] else 0,
        "MARKET_CLS_CODE": _market_code(event.time.time()),
    }
    series = {"ASKP": asks, "BIDP": bids, "ASKP_RSQN": ask_sizes, "BIDP_RSQN": bid_sizes}
    for name, values in series.items():
        wire |= {f"{name}{level}": value for level, value in enumerate(values, start=1)}
    return OrderBook.read(_row(OrderBook.keys, wire, missing="0"))


def notices_of(event: Event) -> tuple[AccountInfo, list[OrderNotice]] | None:
    """Return whom an event concerns and the rows of H0STCNI0 or H0STCNI9 it makes.

    An amendment or a cancellation is told twice, taken and confirmed. The end of the day (an order that expires) is
    not told: KIS leaves it to the order list.
    """
    match event:
        case OrderAccepted(account, order, at):
            rows = [_notice(account, order, at.time(), order.quantity)]
        case OrderAmended(account, order, _, at):
            rows = [
                _notice(account, order, at.time(), order.quantity, RCTF_CLS="1", ACPT_YN=step) for step in ("1", "2")
            ]
        case OrderCancelled(expired=True):
            return None
        case OrderCancelled(account, order, _, quantity, at, at_once=True):
            rows = [_notice(account, order, at.time(), quantity, ACPT_YN="3")]
        case OrderCancelled(account, order, _, quantity, at):
            rows = [_notice(account, order, at.time(), quantity, RCTF_CLS="2", ACPT_YN=step) for step in ("1", "2")]
        case OrderRejected(account, order, quantity, at):
            rows = [_notice(account, order, at.time(), quantity, RFUS_YN="1", ACPT_YN="2")]
        case OrderFilled(account, order, fill):
            filled = {"CNTG_YN": "2", "ACPT_YN": "2", "CNTG_UNPR": f"{fill.price:09d}"}
            venue = (_ROUTED if order.venue == Venue.SOR else _VENUES)[fill.venue]
            rows = [_notice(account, order, fill.time.time(), fill.quantity, **filled, ORD_EXG_GB=venue)]
        case _:
            return None
    return account, rows


def _notice(account: AccountInfo, order: Order, at: time, quantity: int, **flags: str) -> OrderNotice:
    """A new order's acceptance, unless `flags` say otherwise; `quantity` is what CNTG_QTY tells."""
    wire = {
        "CUST_ID": account.hts_id,
        "ACNT_NO": account.account.replace("-", ""),
        "ODER_NO": order.number,
        "OODER_NO": order.original,
        "SELN_BYOV_CLS": _SIDES[order.side],
        "RCTF_CLS": "0",
        "ODER_KIND": order.kind.code,
        "ODER_COND": _CONDITIONS[order.kind.condition],
        "STCK_SHRN_ISCD": order.symbol,
        "CNTG_QTY": f"{quantity:010d}",
        "CNTG_UNPR": f"{0:09d}",
        "STCK_CNTG_HOUR": f"{at:%H%M%S}",
        "RFUS_YN": "0",
        "CNTG_YN": "1",
        "ACPT_YN": "1",
        "BRNC_NO": order.branch,
        "ODER_QTY": f"{order.quantity:09d}",
        "ACNT_NAME": account.owner,
        "ORD_EXG_GB": _VENUES[order.venue],
        "POPUP_YN": "Y",
        "CRDT_CLS": order.credit.kind if order.credit else "10",
        "CRDT_LOAN_DATE": f"{order.credit.loan_day:%Y%m%d}" if order.credit and order.credit.loan_day else "",
        "CNTG_ISNM40": order.name,
        "ODER_PRC": f"{order.price:09d}",
    }
    return OrderNotice.read(_row(OrderNotice.keys, {**wire, **flags}))


def _row(keys: tuple[str, ...], wire: Mapping[str, object], missing: str = "") -> str:
    return "^".join(str(wire.get(key, missing)) for key in keys)


def _market_code(at: time) -> str:
    """장 구분: 2 정규, 3 애프터."""
    return "3" if at >= _AFTER_MARKET else "2"


def _hour_code(event: BookChanged) -> str:
    if event.expected is None:
        return "0"
    return "B" if event.time.time() < _NOON else "A"
