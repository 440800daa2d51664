"""What happens to domestic orders, as rows of H0STCNI0 and H0STCNI9."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from kis.market.sessions import Venue
from kis.realtime.notices import OrderNotice
from kis.simulator.accounts import AccountInfo
from kis.simulator.events import (
    Event,
    OrderAccepted,
    OrderAmended,
    OrderCancelled,
    OrderFilled,
    OrderRejected,
)
from kis.simulator.orders import Condition, Order, Side
from kis.simulator.server.rows.line import line

_SIDES = {Side.SELL: "01", Side.BUY: "02"}
_CONDITIONS = {Condition.NONE: "0", Condition.IOC: "1", Condition.FOK: "2"}
_VENUES: Mapping[str, str] = {Venue.KRX: "1", Venue.NXT: "2", Venue.SOR: "3"}
_ROUTED: Mapping[str, str] = {Venue.KRX: "3", Venue.NXT: "4", Venue.SOR: "3"}


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
        "CRDT_LOAN_DATE": f"{order.loan_day:%Y%m%d}" if order.loan_day else "",
        "CNTG_ISNM40": order.name,
        "ODER_PRC": f"{order.price:09d}",
    }
    return line(OrderNotice, {**wire, **flags})
