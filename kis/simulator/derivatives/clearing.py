"""What a trade of contracts costs, and its entries in the ledger."""

from __future__ import annotations

from datetime import datetime

from kis.simulator.clearing import Clearing, Costs, Party
from kis.simulator.derivatives import ledger
from kis.simulator.derivatives.listings import ContractListing
from kis.simulator.derivatives.margin import FeeRates
from kis.simulator.orders import Order


class ContractClearing(Clearing[ContractListing]):
    """A fee on both sides and no tax; the money moves at the day's settlement."""

    def __init__(self, book: ledger.Ledger, fees: FeeRates) -> None:
        self._ledger = book
        self._fees = fees

    def costs(self, order: Order, listing: ContractListing, amount: int) -> Costs:
        """Return the fee in won."""
        return Costs(self._fees.fee(listing, amount * listing.won))

    def trade(
        self,
        listing: ContractListing,
        price: int,
        quantity: int,
        *,
        buyer: Party | None,
        seller: Party | None,
        at: datetime,
    ) -> None:
        """Move contracts and won."""
        self._ledger.trade(listing, price, quantity, buyer=_party(buyer), seller=_party(seller), at=at)


def _party(party: Party | None) -> ledger.Party | None:
    return None if party is None else ledger.Party(party.order.account, party.order.number, party.costs.fee)
