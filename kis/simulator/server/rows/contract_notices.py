"""What happens to orders of futures and options, as rows of H0IFCNI0, H0IFCNI9, H0MFCNI0 and H0EUCNI0."""

from __future__ import annotations

from typing import TypeVar

from kis.realtime.implied import imply
from kis.realtime.notices import Notice
from kis.simulator.orders import Condition
from kis.simulator.server.rows.line import line
from kis.simulator.server.rows.steps import Step

N = TypeVar("N", bound=Notice)

_DECIMALS = 2
_CONDITIONS = {Condition.NONE: "0", Condition.IOC: "1", Condition.FOK: "2"}


def contract_notice_of(row: type[N], step: Step) -> N:
    """Return the row of one step. A fill tells neither quantity nor price of its order, as in KIS's example."""
    order, fill = step.order, step.fill
    wire = {
        "ODER_KIND2": "0" if fill else "L",
        "CNTG_UNPR": imply(step.price(fill.price if fill else 0), _DECIMALS),
        "ODER_QTY": f"{0 if fill else order.quantity:09d}",
        "ODER_COND": _CONDITIONS[order.kind.condition],
        "ORDER_PRC": imply(step.price(0 if fill else order.price), _DECIMALS),
    }
    return line(row, step.columns() | wire)
