"""What the broker looks at before it takes an order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from kis.credentials import Environment
from kis.market.fees import FeeSchedule
from kis.market.sessions import Venue
from kis.market.ticks import UNLIMITED, is_on_tick
from kis.simulator.accounts import AccountInfo
from kis.simulator.domestic.credit import BUYS, SELLS, CreditRules
from kis.simulator.domestic.hours import Hours
from kis.simulator.domestic.kinds import KINDS
from kis.simulator.domestic.ledger import Ledger
from kis.simulator.domestic.listings import DomesticListing
from kis.simulator.order_log import OrderLog
from kis.simulator.orders import Credit, Order, OrderKind, PlaceOrder, Pricing, Side
from kis.simulator.refusals import Reason, refusal
from kis.simulator.symbol_market import SymbolMarket
from kis.simulator.terms import Checks, Terms

DomesticMarket = SymbolMarket[DomesticListing]

_MAX_QUANTITY = 10**10


class DomesticChecks(Checks):
    """Turns a wish into terms, or raises `Refusal`."""

    def __init__(
        self,
        markets: Mapping[str, DomesticMarket],
        hours: Hours,
        ledger: Ledger,
        log: OrderLog,
        fees: FeeSchedule,
        credit: CreditRules,
    ) -> None:
        self._markets = markets
        self._hours = hours
        self._ledger = ledger
        self._log = log
        self._fees = fees
        self._credit = credit
        self.held_abroad: Callable[[str], int] = lambda _account: 0
        """The won that orders of another floor hold."""

    def terms(self, account: AccountInfo, wish: PlaceOrder, at: datetime, *, after: Order | None = None) -> Terms:
        """Return the terms of an order; raises `Refusal`.

        An amendment gives the order it replaces as it would be after it.
        """
        market = self._markets.get(wish.symbol)
        if reason := self._objection(account, wish, market, at):
            raise refusal(reason, account.env)
        assert market is not None  # noqa: S101 - an unknown symbol was refused above
        kind = KINDS[wish.kind]
        limit = self._limit(market, kind, wish)
        if reason := self._bad_price(market, kind, wish.price) or self._bad_stop(market, kind, wish.stop):
            raise refusal(reason, account.env)
        margin = self.margin(market, wish.kind, limit or 0)
        if reason := self._short_of(account, wish, margin, after):
            raise refusal(reason, account.env)
        expires = self._hours.expiry(kind.code, Venue(wish.venue), market.listing.board, at)
        return Terms(market.listing, kind, limit or 0, limit, margin, expires)

    def margin(self, market: DomesticMarket, kind: str, price: int) -> int:
        """Return the won held for each share of a buy: its limit; the upper limit where it may trade at any price.

        Without a price the last one counts.
        """
        if kind in KINDS and _at_any_price(KINDS[kind]):
            return market.quote.upper
        return price or market.quote.last

    def _objection(
        self, account: AccountInfo, wish: PlaceOrder, market: DomesticMarket | None, at: datetime
    ) -> Reason | None:
        paper = account.env is Environment.PAPER
        if market is None:
            return Reason.UNKNOWN_SYMBOL
        if paper and wish.venue != Venue.KRX:
            return Reason.VENUE_NOT_IN_PAPER
        if wish.venue == Venue.NXT and not market.listing.nxt:
            return Reason.NOT_ON_VENUE
        if wish.credit is not None and (reason := self._bad_credit(wish, wish.credit, market, at, paper=paper)):
            return reason
        if wish.kind not in KINDS:
            return Reason.ORDER_TYPE
        if not 0 < wish.quantity < _MAX_QUANTITY or wish.quantity % market.listing.lot:
            return Reason.QUANTITY
        if market.quote.upper == UNLIMITED and _at_any_price(KINDS[wish.kind]):
            return Reason.NO_MARKET_ORDER
        return self._hours.objection(wish.kind, Venue(wish.venue), market.listing.board, at, paper=paper)

    def _bad_credit(
        self, wish: PlaceOrder, credit: Credit, market: DomesticMarket, at: datetime, *, paper: bool
    ) -> Reason | None:
        if paper:
            return Reason.NOT_IN_PAPER
        if credit.kind not in (BUYS if wish.side is Side.BUY else SELLS):
            return Reason.CREDIT_TYPE
        if wish.side is Side.SELL:
            return None
        if not market.listing.on_credit:
            return Reason.NO_CREDIT
        return None if credit.loan_day in (None, at.date()) else Reason.LOAN

    def _bad_price(self, market: DomesticMarket, kind: OrderKind, price: int) -> Reason | None:
        if kind.pricing is not Pricing.LIMIT:
            return None
        if not market.quote.lower <= price <= market.quote.upper:
            return Reason.PRICE_LIMIT
        return None if is_on_tick(price, market.listing.board) else Reason.OFF_TICK

    def _bad_stop(self, market: DomesticMarket, kind: OrderKind, stop: int) -> Reason | None:
        return self._bad_price(market, kind, stop) if kind.stops else None

    def _limit(self, market: DomesticMarket, kind: OrderKind, wish: PlaceOrder) -> int | None:
        match kind.pricing:
            case Pricing.LIMIT:
                return wish.price
            case Pricing.MARKET | Pricing.MIDDLE:
                return None
            case Pricing.BEST:
                return market.best_price(wish.side.opposite)
            case Pricing.OWN_BEST:
                return market.best_price(wish.side)
            case Pricing.CLOSE:
                return market.quote.last if kind.code == "06" else market.quote.reference

    def _short_of(self, account: AccountInfo, wish: PlaceOrder, margin: int, after: Order | None) -> Reason | None:
        if wish.side is Side.SELL:
            return self._short_of_shares(account.account, wish, after)
        amount = margin * wish.quantity
        fits = self._needed(amount, wish.credit) + self._fees.fee(amount) <= self.available(account.account, after)
        return None if fits else Reason.CASH

    def _short_of_shares(self, account: str, wish: PlaceOrder, after: Order | None) -> Reason | None:
        if wish.credit is not None:
            fits = wish.quantity <= self.repayable(account, wish.symbol, wish.credit, after)
            return None if fits else Reason.LOAN
        if wish.quantity <= self.sellable(account, wish.symbol, after):
            return None
        return Reason.SELLABLE if self._ledger.books[account].quantity(wish.symbol) else Reason.NOTHING_HELD

    def _needed(self, amount: int, credit: Credit | None) -> int:
        return amount if credit is None else self._credit.needed(amount)

    def commitment(self, order: Order) -> int:
        """Return the cash an open buy order holds, with its fee, in won."""
        before, amount = order.amount, order.amount + order.margin * order.remaining
        needed = self._needed(amount, order.credit) - self._needed(before, order.credit)
        return needed + self._fees.fee(amount) - self._fees.fee(before)

    def available(self, account: str, after: Order | None = None) -> int:
        """Return the cash that new buys may use, in won: D+2 cash less what open buys here and abroad hold.

        `after` is an order as it would become, in place of the one in the log.
        """
        return self._ledger.books[account].total - self._held(account, after) - self.held_abroad(account)

    def for_abroad(self, account: str) -> int:
        """Return the won that may be exchanged for foreign money: what can leave today, less what open buys hold."""
        return max(0, self._ledger.books[account].ready - self._held(account, None))

    def _held(self, account: str, after: Order | None) -> int:
        return sum(self.commitment(order) for order in self._open(account, after) if order.side is Side.BUY)

    def sellable(self, account: str, symbol: str, after: Order | None = None) -> int:
        """Return the shares that new cash sales may use (매도가능수량): what is held less open sell orders."""
        orders = [order for order in self._sales(account, symbol, after) if order.credit is None]
        return self._ledger.books[account].quantity(symbol) - sum(order.remaining for order in orders)

    def repayable(self, account: str, symbol: str, credit: Credit, after: Order | None = None) -> int:
        """Return the shares that new credit sales may use: of the loan named, or of all of its kind."""
        loans = dict(self._ledger.books[account].owing(symbol, SELLS[credit.kind]))
        open_sales = [o for o in self._sales(account, symbol, after) if o.credit and o.credit.kind == credit.kind]
        left = sum(loan.quantity for loan in loans.values()) - sum(order.remaining for order in open_sales)
        if credit.loan_day is None:
            return left
        named = sum(loan.quantity for key, loan in loans.items() if key.day == credit.loan_day)
        return min(left, named - sum(order.remaining for order in open_sales if order.credit == credit))

    def _sales(self, account: str, symbol: str, after: Order | None) -> list[Order]:
        return [o for o in self._open(account, after) if o.side is Side.SELL and o.symbol == symbol]

    def _open(self, account: str, after: Order | None) -> list[Order]:
        return [after if after and after.id == order.id else order for order in self._log.open(account)]


def _at_any_price(kind: OrderKind) -> bool:
    """Tell whether an order may trade at any price, now or at the close: what has no limits does not take it."""
    return kind.pricing in (Pricing.MARKET, Pricing.MIDDLE) or kind.market_at_close
