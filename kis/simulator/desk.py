"""The trading desk: takes, amends and cancels customers' orders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Generic

from kis.simulator.accounts import AccountInfo
from kis.simulator.events import OrderAccepted, OrderAmended, OrderCancelled, OrderRejected
from kis.simulator.listing import L
from kis.simulator.matching import Matching
from kis.simulator.orders import Action, AmendOrder, CancelOrder, Order, PlaceOrder, Receipt
from kis.simulator.refusals import Reason, refusal
from kis.simulator.terms import Checks, Terms


class Desk(Generic[L]):
    """Checks what customers ask for and hands it to the matching."""

    def __init__(self, matching: Matching[L], checks: Checks, day: Callable[[str, datetime], date]) -> None:
        self._matching = matching
        self._day = day
        self._log = matching.log
        self._events = matching.events
        self._checks = checks

    def place(self, account: AccountInfo, wish: PlaceOrder, at: datetime) -> Receipt:
        """Take a new order and match it; raises `Refusal`."""
        terms = self._checks.terms(account, wish, at)
        order = self._enter(account, wish, terms, at, Action.NEW)
        self._events.append(OrderAccepted(account, order, at))
        self._matching.work(order, at)
        return Receipt(order.branch, order.number, at)

    def amend(self, account: AccountInfo, wish: AmendOrder, at: datetime) -> Receipt:
        """Replace all or a part of an open order by a new one at another price; raises `Refusal`.

        The new order is last in time at its price.
        """
        original, quantity = self._changeable(account, wish, at)
        after = replace(original, moved=original.moved + quantity)
        place = PlaceOrder(
            side=original.side,
            symbol=original.symbol,
            quantity=quantity,
            price=wish.price,
            kind=wish.kind,
            venue=original.venue,
            credit=original.credit,
            stop=wish.stop or original.stop,
        )
        terms = self._checks.terms(account, place, at, after=after)
        self._matching.take_out(after, quantity)
        order = self._enter(account, place, terms, at, Action.AMEND, original.number)
        self._events.append(OrderAmended(account, order, after, at))
        self._matching.work(order, at)
        return Receipt(order.branch, order.number, at)

    def cancel(self, account: AccountInfo, wish: CancelOrder, at: datetime) -> Receipt:
        """Cancel all or a part of an open order; raises `Refusal`."""
        original, quantity = self._changeable(account, wish, at)
        after = replace(original, cancelled=original.cancelled + quantity)
        self._matching.take_out(after, quantity)
        order = self._log.save(
            replace(
                original,
                id=self._log.next_id(original.id.day, account.branch),
                action=Action.CANCEL,
                quantity=quantity,
                price=0,
                time=at,
                original=original.number,
                filled=0,
                amount=0,
                cancelled=quantity,
                rejected=0,
                moved=0,
            )
        )
        self._events.append(OrderCancelled(account, order, after, quantity, at))
        self._matching.tell_book(original.symbol, at)
        return Receipt(order.branch, order.number, at)

    def reject(self, account: AccountInfo, number: str, message: str, at: datetime) -> None:
        """Let the exchange refuse what is left of an order that was taken; raises `Refusal` if nothing is."""
        original, quantity = self._changeable(account, CancelOrder(number), at)
        after = replace(original, rejected=original.rejected + quantity)
        self._matching.take_out(after, quantity)
        self._events.append(OrderRejected(account, after, quantity, at, message))
        self._matching.tell_book(original.symbol, at)

    def _changeable(self, account: AccountInfo, wish: AmendOrder | CancelOrder, at: datetime) -> tuple[Order, int]:
        found = self._log.find(account.account, wish.number, wish.branch)
        original = next((order for order in found if order.id.day == self._day(order.symbol, at)), None)
        if original is None:
            raise refusal(Reason.UNKNOWN_ORDER, account.env)
        quantity = original.remaining if wish.all_remaining or wish.quantity == 0 else wish.quantity
        if not original.is_open:
            raise refusal(Reason.NOTHING_LEFT, account.env)
        if quantity < 0:
            raise refusal(Reason.QUANTITY, account.env)
        if quantity > original.remaining:
            raise refusal(Reason.OVER_REMAINING, account.env)
        return original, quantity

    def _enter(
        self, account: AccountInfo, wish: PlaceOrder, terms: Terms, at: datetime, action: Action, original: str = ""
    ) -> Order:
        return self._log.save(
            Order(
                id=self._log.next_id(self._day(wish.symbol, at), account.branch),
                account=account.account,
                action=action,
                side=wish.side,
                listing=terms.listing,
                kind=terms.kind,
                venue=wish.venue,
                quantity=wish.quantity,
                price=terms.price,
                limit=terms.limit,
                margin=terms.margin,
                time=at,
                expires=terms.expires,
                original=original,
                credit=wish.credit,
                stop=wish.stop if terms.kind.stops else 0,
                stopped=terms.kind.stops,
            )
        )
