"""What a domestic trade costs, and its entries in the ledger."""

from __future__ import annotations

from datetime import date, datetime

from kis.market.fees import FeeSchedule
from kis.market.holidays import Calendar
from kis.simulator.clearing import Clearing, Costs, Party
from kis.simulator.domestic import ledger
from kis.simulator.domestic.credit import CreditRules
from kis.simulator.domestic.listings import DomesticListing
from kis.simulator.orders import Order, Side


class DomesticClearing(Clearing[DomesticListing]):
    """Fee on both sides, tax for the seller; money moves two trading days later."""

    def __init__(self, book: ledger.Ledger, fees: FeeSchedule, credit: CreditRules, calendar: Calendar) -> None:
        self._ledger = book
        self._credit = credit
        self._fees = fees
        self._calendar = calendar

    def costs(self, order: Order, listing: DomesticListing, amount: int) -> Costs:
        """Return fee and tax in won."""
        tax = self._fees.tax(amount, listing.market, listing.board) if order.side is Side.SELL else 0
        return Costs(self._fees.fee(amount), tax)

    def trade(
        self,
        listing: DomesticListing,
        price: int,
        quantity: int,
        *,
        buyer: Party | None,
        seller: Party | None,
        at: datetime,
    ) -> None:
        """Move shares and won."""
        self._ledger.trade(
            listing.code,
            price,
            quantity,
            buyer=self._party(buyer, price * quantity),
            seller=self._party(seller, 0),
            day=at.date(),
            due=self._due(at.date()),
        )

    def _due(self, day: date) -> date:
        return self._calendar.next_trading_day(self._calendar.next_trading_day(day))

    def _party(self, party: Party | None, bought: int) -> ledger.Party | None:
        """Return the ledger's party; it borrows for what it `bought` so that many fills borrow what one would."""
        if party is None:
            return None
        order, borrowed = party.order, 0
        if order.credit is not None and bought:
            borrowed = self._credit.loan(order.amount) - self._credit.loan(order.amount - bought)
        return ledger.Party(order.account, *party.costs, credit=order.credit, borrowed=borrowed)
