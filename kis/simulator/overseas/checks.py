"""What the broker looks at before it takes an order abroad."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from kis.credentials import Environment
from kis.domestic.codes import Side as SideCode
from kis.market.ticks import is_on_tick
from kis.overseas import codes
from kis.overseas.codes import Country, Currency, Exchange
from kis.simulator.accounts import AccountInfo
from kis.simulator.order_log import OrderLog
from kis.simulator.orders import Order, OrderKind, PlaceOrder, Pricing, Side
from kis.simulator.overseas.hours import OverseasHours
from kis.simulator.overseas.kinds import DAYTIME, KINDS, SPLIT
from kis.simulator.overseas.ledger import OverseasLedger
from kis.simulator.overseas.listings import OverseasListing
from kis.simulator.overseas.money import Fees
from kis.simulator.refusals import Reason, refusal
from kis.simulator.symbol_market import SymbolMarket
from kis.simulator.terms import Checks, Terms

OverseasMarket = SymbolMarket[OverseasListing]

SIDES = {Side.SELL: SideCode.SELL, Side.BUY: SideCode.BUY}
_MAX_QUANTITY = 10**10


class OverseasChecks(Checks):
    """Turns a wish into terms, or raises `Refusal`. `won` tells what an account has in won for use abroad."""

    def __init__(
        self,
        markets: Mapping[str, OverseasMarket],
        hours: OverseasHours,
        ledger: OverseasLedger,
        log: OrderLog,
        fees: Fees,
        won: Callable[[str], int],
    ) -> None:
        self._markets = markets
        self._hours = hours
        self._ledger = ledger
        self._log = log
        self._fees = fees
        self._won = won

    def terms(self, account: AccountInfo, wish: PlaceOrder, at: datetime, *, after: Order | None = None) -> Terms:
        """Return the terms of an order; raises `Refusal`."""
        market = self._markets.get(wish.symbol)
        if reason := self._objection(account, wish, market, at, after):
            raise refusal(reason, account.env)
        assert market is not None  # noqa: S101 - an unknown symbol was refused above
        listing, kind = market.listing, KINDS[wish.kind]
        if reason := self._bad_price(market, kind, wish.price) or self._short_of(
            account.account, wish, listing, at, after
        ):
            raise refusal(reason, account.env)
        limit = wish.price if kind.pricing is Pricing.LIMIT else None
        expires = self._hours.expiry(kind.code, wish.venue, listing.exchange, at)
        return Terms(listing, kind, limit or 0, limit, wish.price, expires)

    def _objection(
        self, account: AccountInfo, wish: PlaceOrder, market: OverseasMarket | None, at: datetime, after: Order | None
    ) -> Reason | None:
        paper = account.env is Environment.PAPER
        if market is None or (wish.venue not in (DAYTIME, market.listing.exchange)):
            return Reason.UNKNOWN_SYMBOL
        exchange = market.listing.exchange
        if wish.venue == DAYTIME and (paper or exchange.country is not Country.US):
            return Reason.NOT_IN_PAPER if paper else Reason.UNKNOWN_SYMBOL
        taken = codes.order_types(exchange, SIDES[wish.side], paper=paper)
        if wish.kind not in taken:
            return Reason.ORDER_TYPE
        if after is not None and (not codes.amendable(exchange) or after.kind.code in SPLIT):
            return Reason.NO_AMENDMENT
        if not 0 < wish.quantity < _MAX_QUANTITY:
            return Reason.QUANTITY
        if not self._in_lots(wish, market.listing):
            return Reason.LOT
        return self._hours.objection(wish.kind, wish.venue, exchange, at, paper=paper)

    def _in_lots(self, wish: PlaceOrder, listing: OverseasListing) -> bool:
        """Odd lots are for orders of their own in Hong Kong, and for sellers in China."""
        odd = wish.quantity % listing.lot != 0
        if wish.kind == "50":
            return wish.quantity < listing.lot
        return not odd or (listing.exchange.country is Country.CHINA and wish.side is Side.SELL)

    def _bad_price(self, market: OverseasMarket, kind: OrderKind, price: int) -> Reason | None:
        if kind.pricing is not Pricing.LIMIT:
            return None
        if not is_on_tick(price, market.listing.board):
            return Reason.OFF_TICK
        return None if market.quote.lower <= price <= market.quote.upper else Reason.PRICE_LIMIT

    def _short_of(
        self, account: str, wish: PlaceOrder, listing: OverseasListing, at: datetime, after: Order | None
    ) -> Reason | None:
        if wish.side is Side.SELL:
            if wish.quantity <= self.sellable(account, wish.symbol, after):
                return None
            return Reason.SELLABLE if self._ledger.books[account].quantity(wish.symbol) else Reason.NOTHING_HELD
        needed = self.committed(account, after)
        needed[listing.currency] += self.with_costs(listing, wish.price * wish.quantity)
        return None if self.won_for(account, needed, at) <= self._won(account) else Reason.CASH

    def with_costs(self, listing: OverseasListing, amount: int) -> int:
        """Return what a buy of `amount` comes to, in units."""
        return amount + sum(self._fees.costs(amount, listing.exchange.country, Side.BUY))

    def commitment(self, order: Order) -> int:
        """Return the money an open buy order holds, with its costs, in units."""
        listing = self._markets[order.symbol].listing
        return self.with_costs(listing, order.amount + order.margin * order.remaining) - self.with_costs(
            listing, order.amount
        )

    def committed(self, account: str, after: Order | None = None) -> dict[Currency, int]:
        """Return what the open buys of an account hold, by currency in units.

        `after` is an order as it would become, in place of the one in the log.
        """
        held = dict.fromkeys(Currency, 0)
        for order in self._open(account, after):
            if order.side is Side.BUY:
                held[self._markets[order.symbol].listing.currency] += self.commitment(order)
        return held

    def won_for(self, account: str, needed: Mapping[Currency, int], at: datetime) -> int:
        """Return the won that must be exchanged for `needed`, beyond the foreign cash at hand."""
        purses, rates = self._ledger.books[account].purses, self._ledger.rates
        short = {currency: units - max(purses[currency].total, 0) for currency, units in needed.items()}
        return sum(
            rates.won(units, currency, self.rate_day(currency, at), up=True)
            for currency, units in short.items()
            if units > 0
        )

    def won_held(self, account: str, at: datetime) -> int:
        """Return the won that open buys abroad hold."""
        return self.won_for(account, self.committed(account), at)

    def rate_day(self, currency: Currency, at: datetime) -> date:
        """Return the day whose rate counts: that of the exchanges, so that it never changes under an open order."""
        return self._hours.today(_SPOKEN_FOR[currency], at)

    def sellable(self, account: str, symbol: str, after: Order | None = None) -> int:
        """Return the shares that new sales may use: what is held less open sales."""
        orders = [o for o in self._open(account, after) if o.side is Side.SELL and o.symbol == symbol]
        return self._ledger.books[account].quantity(symbol) - sum(order.remaining for order in orders)

    def _open(self, account: str, after: Order | None) -> list[Order]:
        return [after if after and after.id == order.id else order for order in self._log.open(account)]


_SPOKEN_FOR = {exchange.currency: exchange for exchange in reversed(Exchange)}
"""One exchange for each currency."""
