"""Rows that several answers about derivatives share: orders by day and night, prices as KIS writes them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from kis.domestic.codes import FillFilter, SideFilter
from kis.domestic.codes import Side as SideCode
from kis.simulator.broker import Broker
from kis.simulator.derivatives.listings import ContractListing
from kis.simulator.orders import Action, Order, Side
from kis.simulator.server.derivatives.orders import SIDE_NAMES
from kis.simulator.server.routes import Call
from kis.units import Contracts, ThousandWon, Won

SIDE_CODES = {Side.SELL: SideCode.SELL, Side.BUY: SideCode.BUY}
SIDES = {SideCode.SELL: Side.SELL, SideCode.BUY: Side.BUY}
DERIVATIVE = "301"
_SIDES_ASKED = {SideFilter.SELL: Side.SELL, SideFilter.BUY: Side.BUY}
_ACTION_NAMES = {Action.NEW: "", Action.AMEND: "정정", Action.CANCEL: "취소"}
_AVERAGE = Decimal("0.00000001")
_NONE = "0000000000"


def orders(broker: Broker, call: Call, request: Any, venue: str) -> list[Order]:
    """Return the orders of one session that a list asks for, newest first."""
    found = broker.derivatives.orders(call.info, request.start, request.end)
    return [row for row in reversed(found) if row.venue == venue and _asked(row, request)]


def _asked(row: Order, request: Any) -> bool:
    filled = {FillFilter.FILLED: row.filled > 0, FillFilter.UNFILLED: row.remaining > 0}
    return (
        _SIDES_ASKED.get(request.side) in (None, row.side)
        and request.symbol.strip() in ("", row.symbol)
        and row.number >= request.number.strip().zfill(10)
        and filled.get(request.fills, True)
    )


def order_row(call: Call, row: Order) -> dict[str, Any]:
    """Return what the rows of day and night have in common."""
    listing = contract(row)
    return {
        "branch": row.branch,
        "account_number": call.params.get("cano", ""),
        "account_product": call.params.get("acnt_prdt_cd", ""),
        "date": row.id.day,
        "number": row.number,
        "original_number": row.original or _NONE,
        "side": SIDE_CODES[row.side],
        "trade_kind": f"{SIDE_NAMES[row.side]}{_ACTION_NAMES[row.action]}",
        "price_type_name": row.kind.name,
        "symbol": row.symbol,
        "name": row.name,
        "product_type": DERIVATIVE,
        "quantity": Contracts(row.quantity),
        "price": listing.decimal(row.price),
        "remaining": Contracts(row.remaining),
        "time": row.time.time(),
        "filled": Contracts(row.filled),
        "average_price": listing.decimal(row.average).quantize(_AVERAGE),
        "filled_value": Won(row.amount * listing.won),
        "rejected": Contracts(row.rejected),
        "reject_code": "00000",
        "reject_reason": "거부" if row.rejected else "정상",
        "clerk": "OpenAPI",
        "spread": False,
    }


def totals(broker: Broker, rows: Sequence[Order]) -> dict[str, Any]:
    """Return the sums under a list of orders."""
    return {
        "quantity": Contracts(sum(row.quantity for row in rows if row.action is Action.NEW)),
        "filled": Contracts(sum(row.filled for row in rows)),
        "filled_value": Won(sum(row.amount * contract(row).won for row in rows)),
        "fee": Won(sum(broker.derivatives.fee(row) for row in rows)),
    }


def contract(row: Order) -> ContractListing:
    """Return what an order of this floor is about."""
    assert isinstance(row.listing, ContractListing)  # noqa: S101 - the floor lists nothing else
    return row.listing


def eight(price: Decimal) -> Decimal:
    """Return a price of the ledger, which KIS writes with eight decimals."""
    return price.quantize(_AVERAGE)


def thousands(listing: ContractListing, amount: int) -> ThousandWon:
    """Return what was traded, price times contracts in units, in thousands of won."""
    return ThousandWon(amount * listing.won // 1000)
