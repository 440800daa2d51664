"""What totals and holdings prove of orders when KIS's list comes without its rows, as paper has been seen to do. Pure.

Two sources must agree before anything follows: the totals of the list for one stock and side, and what the balance
says was traded in it today. Even then only what there is no second explanation for is concluded.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.markets.market import DayList, Totals
from bot.storage.states import OrderState
from bot.storage.tables import Order
from bot.storage.terms import Figure
from kis.domestic.balance import Position
from kis.domestic.codes import Side

Key = tuple[str, Side]


@dataclass(frozen=True, slots=True)
class Traded:
    """One stock and side today: shares ordered, shares filled, won."""

    ordered: int
    filled: int
    amount: int


@dataclass(frozen=True, slots=True)
class Proof:
    """What follows. `filled` is one order's new total of shares and won; `unexplained` shares belong to no order."""

    placed: Order | None = None
    absent: tuple[Order, ...] = ()
    filled: tuple[Order, int, Figure] | None = None
    unexplained: int = 0


def is_mute(listed: DayList, known: Collection[str]) -> bool:
    """Whether a list without rows cannot be meant: its totals or the numbers known here say that there are some."""
    totals = listed.totals
    counted = totals is not None and ((totals.quantity or 0) > 0 or (totals.filled or 0) > 0)
    return not listed.rows and (counted or bool(known))


def today_of(positions: Sequence[Position]) -> dict[Key, int]:
    """Shares traded today by the balance; what it does not tell is left out."""
    found: dict[Key, int] = {}
    for row in positions:
        for side, quantity in ((Side.BUY, row.bought_today), (Side.SELL, row.sold_today)):
            if quantity is not None:
                found[row.symbol, side] = found.get((row.symbol, side), 0) + quantity
    return found


def agreed(totals: Totals | None, balance: int) -> Traded | None:
    """The totals if the balance bears them out, else None."""
    if totals is None or totals.quantity is None or totals.filled is None or totals.amount is None:
        return None
    if totals.filled != balance:
        return None
    return Traded(totals.quantity, totals.filled, totals.amount)


def proof(orders: Sequence[Order], traded: Traded, final: Collection[int]) -> Proof:
    """Conclude for today's orders of one stock and side; `final` are the ids of those looked for long enough."""
    if any(order.state is OrderState.SENDING for order in orders):
        return Proof()
    lost = [order for order in orders if order.state is OrderState.UNKNOWN]
    placed = [order for order in orders if order.state not in _ELSEWHERE]
    extra = traded.ordered - sum(order.quantity for order in placed)
    found = lost[0] if len(lost) == 1 and extra == lost[0].quantity else None
    absent = tuple(order for order in lost if order.id in final) if extra == 0 else ()
    filled = traded.filled - sum(order.filled_quantity for order in orders)
    if filled <= 0:
        return Proof(found, absent)
    explained = extra == 0 or found is not None
    one = _only([*placed, *([found] if found else [])], filled, traded, orders) if explained else None
    return Proof(found, absent, one, 0 if one else filled)


_ELSEWHERE = (OrderState.UNKNOWN, OrderState.NOT_PLACED, OrderState.REJECTED)


def _only(
    placed: Sequence[Order], filled: int, traded: Traded, orders: Sequence[Order]
) -> tuple[Order, int, Figure] | None:
    """The one order that can have been filled, with its new totals."""
    waiting = [order for order in placed if order.open_quantity > 0]
    amount = traded.amount - sum(order.filled_amount for order in orders)
    if len(waiting) != 1 or filled > waiting[0].open_quantity or not _fits(waiting[0], filled, amount):
        return None
    order = waiting[0]
    return order, order.filled_quantity + filled, order.filled_amount + amount


def _fits(order: Order, filled: int, amount: Figure) -> bool:
    """Whether the price is one at which the order can have traded."""
    if amount <= 0 or order.price is None:
        return amount > 0
    return amount <= order.price * filled if order.side is Side.BUY else amount >= order.price * filled
