"""What a trade abroad costs, and its entries in the ledger."""

from __future__ import annotations

from datetime import date, datetime

from kis.market.overseas_holidays import CALENDARS
from kis.overseas.codes import Country
from kis.simulator.clearing import Clearing, Costs, Party
from kis.simulator.orders import Order
from kis.simulator.overseas.hours import OverseasHours
from kis.simulator.overseas.ledger import OverseasLedger
from kis.simulator.overseas.listings import OverseasListing
from kis.simulator.overseas.money import Fees


class OverseasClearing(Clearing[OverseasListing]):
    """Fee and taxes by country; money moves on T+1 in the US and on T+2 elsewhere, by the days of the exchange."""

    def __init__(self, ledger: OverseasLedger, fees: Fees, hours: OverseasHours) -> None:
        self._ledger = ledger
        self._fees = fees
        self._hours = hours

    def costs(self, order: Order, listing: OverseasListing, amount: int) -> Costs:
        """Return fee and tax in units of the currency."""
        return self._fees.costs(amount, listing.exchange.country, order.side)

    def trade(
        self,
        listing: OverseasListing,
        price: int,
        quantity: int,
        *,
        buyer: Party | None,
        seller: Party | None,
        at: datetime,
    ) -> None:
        """Move shares and money."""
        day = self._hours.day(listing, at)
        due = due_of(day, listing.exchange.country)
        self._ledger.trade(listing, price, quantity, buyer=buyer, seller=seller, day=day, due=due)


def due_of(day: date, country: Country) -> date:
    """Return when a trade of a day settles."""
    calendar = CALENDARS[country]
    first = calendar.next_trading_day(day)
    return first if country is Country.US else calendar.next_trading_day(first)
