"""The steps in the life of an order which customers are told, whatever the market."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from kis.simulator.accounts import AccountInfo
from kis.simulator.events import (
    Event,
    OrderAccepted,
    OrderAmended,
    OrderCancelled,
    OrderFilled,
    OrderRejected,
)
from kis.simulator.orders import Fill, Order, Side

_SIDES = {Side.SELL: "01", Side.BUY: "02"}
_QUANTITY, _PRICE = "010d", "09d"


@dataclass(frozen=True, slots=True)
class Step:
    """One notice to one customer: a new order's acceptance unless the flags say otherwise.

    `quantity` is what CNTG_QTY tells: the order's in all but a fill.
    """

    account: AccountInfo
    order: Order
    at: datetime
    quantity: int
    revision: str = "0"
    acceptance: str = "1"
    refusal: str = "0"
    fill: Fill | None = None

    def columns(self) -> dict[str, object]:
        """Return the columns in which the notices of all markets agree."""
        order = self.order
        return {
            "CUST_ID": self.account.hts_id,
            "ACNT_NO": self.account.account.replace("-", ""),
            "ODER_NO": order.number,
            "OODER_NO": order.original,
            "SELN_BYOV_CLS": _SIDES[order.side],
            "RCTF_CLS": self.revision,
            "STCK_SHRN_ISCD": order.symbol,
            "CNTG_QTY": format(self.quantity, _QUANTITY),
            "CNTG_UNPR": format(self.fill.price if self.fill else 0, _PRICE),
            "STCK_CNTG_HOUR": f"{self.at:%H%M%S}",
            "RFUS_YN": self.refusal,
            "CNTG_YN": "2" if self.fill else "1",
            "ACPT_YN": self.acceptance,
            "BRNC_NO": order.branch,
            "ODER_QTY": format(order.quantity, _PRICE),
            "ACNT_NAME": self.account.owner,
            "CNTG_ISNM": order.name,
        }

    def price(self, units: int) -> Decimal:
        """Return a price as it is written: won, dollars, points."""
        return self.order.listing.board.decimal(units)


def steps_of(event: Event) -> list[Step]:
    """Return what a customer is told of an event.

    An amendment or a cancellation is told twice, taken and confirmed. The end of the day (an order that expires) is
    not told: KIS leaves it to the order list.
    """
    match event:
        case OrderAccepted(account, order, at):
            return [Step(account, order, at, order.quantity)]
        case OrderAmended(account, order, _, at):
            return [Step(account, order, at, order.quantity, revision="1", acceptance=taken) for taken in ("1", "2")]
        case OrderCancelled(expired=True):
            return []
        case OrderCancelled(account, order, _, quantity, at, at_once=True):
            return [Step(account, order, at, quantity, acceptance="3")]
        case OrderCancelled(account, order, _, quantity, at):
            return [Step(account, order, at, quantity, revision="2", acceptance=taken) for taken in ("1", "2")]
        case OrderRejected(account, order, quantity, at):
            return [Step(account, order, at, quantity, refusal="1", acceptance="2")]
        case OrderFilled(account, order, fill):
            return [Step(account, order, fill.time, fill.quantity, acceptance="2", fill=fill)]
        case _:
            return []
