"""What happens to domestic orders, as rows of H0STCNI0 and H0STCNI9."""

from __future__ import annotations

from collections.abc import Mapping

from kis.market.sessions import Venue
from kis.realtime.notices import OrderNotice
from kis.simulator.accounts import AccountInfo
from kis.simulator.events import Event
from kis.simulator.orders import Condition
from kis.simulator.server.rows.line import line
from kis.simulator.server.rows.steps import Step, steps_of

_CONDITIONS = {Condition.NONE: "0", Condition.IOC: "1", Condition.FOK: "2"}
_VENUES: Mapping[str, str] = {Venue.KRX: "1", Venue.NXT: "2", Venue.SOR: "3"}
_ROUTED: Mapping[str, str] = {Venue.KRX: "3", Venue.NXT: "4", Venue.SOR: "3"}


def notices_of(event: Event) -> tuple[AccountInfo, list[OrderNotice]] | None:
    """Return whom an event of the domestic market concerns and the rows it makes; None if nobody is told."""
    steps = steps_of(event)
    return (steps[0].account, [notice_of(step) for step in steps]) if steps else None


def notice_of(step: Step) -> OrderNotice:
    """Return the row of one step."""
    order, fill = step.order, step.fill
    venues = _ROUTED if fill and order.venue == Venue.SOR else _VENUES
    wire = {
        "ODER_KIND": order.kind.code,
        "ODER_COND": _CONDITIONS[order.kind.condition],
        "ORD_COND_PRC": f"{order.stop:09d}" if order.stop else "",
        "ORD_EXG_GB": venues[fill.venue if fill else order.venue],
        "POPUP_YN": "Y",
        "CRDT_CLS": order.credit.kind if order.credit else "10",
        "CRDT_LOAN_DATE": f"{order.loan_day:%Y%m%d}" if order.loan_day else "",
        "CNTG_ISNM40": order.name,
        "ODER_PRC": f"{order.price:09d}",
    }
    return line(OrderNotice, step.columns() | wire)
