"""What the broker looks at before it takes an order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from kis.market.ticks import is_on_tick
from kis.simulator.accounts import AccountInfo
from kis.simulator.derivatives.hours import ContractHours
from kis.simulator.derivatives.kinds import KINDS
from kis.simulator.derivatives.ledger import Ledger
from kis.simulator.derivatives.listings import ContractListing
from kis.simulator.derivatives.margin import FeeRates, MarginRates, equity, held
from kis.simulator.order_log import OrderLog
from kis.simulator.orders import Order, OrderKind, PlaceOrder, Pricing, Side
from kis.simulator.refusals import Reason, refusal
from kis.simulator.symbol_market import SymbolMarket
from kis.simulator.terms import Checks, Terms

ContractMarket = SymbolMarket[ContractListing]
_MAX_QUANTITY = 10**6


@dataclass(frozen=True, slots=True)
class Claim:
    """What an open order, or one that is asked for, may still trade; `margin` is for a contract that it opens."""

    symbol: str
    side: Side
    quantity: int
    margin: int


@dataclass(frozen=True, slots=True)
class Room:
    """What an account may order of one contract on one side: contracts it can close, and new ones at `margin` each."""

    closable: int
    available: int
    margin: int

    @property
    def opening(self) -> int:
        """New contracts."""
        return max(self.available // self.margin, 0)


class ContractChecks(Checks):
    """Turns a wish into terms, or raises `Refusal`."""

    def __init__(
        self,
        markets: Mapping[str, ContractMarket],
        hours: ContractHours,
        ledger: Ledger,
        log: OrderLog,
        rates: MarginRates,
        fees: FeeRates,
        spot: Callable[[str], Decimal],
    ) -> None:
        self._markets = markets
        self._hours = hours
        self._ledger = ledger
        self._log = log
        self._rates = rates
        self._fees = fees
        self._spot = spot

    def terms(self, account: AccountInfo, wish: PlaceOrder, at: datetime, *, after: Order | None = None) -> Terms:
        """Return the terms of an order; raises `Refusal`.

        An amendment gives the order it replaces as it would be after it.
        """
        market = self._markets.get(wish.symbol)
        if reason := self._objection(wish, market, at):
            raise refusal(reason, account.env)
        assert market is not None  # noqa: S101 - an unknown symbol was refused above
        kind, listing = KINDS[wish.kind], market.listing
        if reason := _bad_price(market, kind, wish.price):
            raise refusal(reason, account.env)
        limit = _limit(market, kind, wish)
        margin = self.margin(market, wish.side, limit or self._worst(market, wish.side))
        claim = Claim(wish.symbol, wish.side, wish.quantity, margin)
        if not self._fits(account.account, claim, after):
            raise refusal(Reason.CASH, account.env)
        expires = self._hours.expiry(wish.venue, listing, at)
        return Terms(listing, kind, limit or 0, limit, margin, expires)

    def _objection(self, wish: PlaceOrder, market: ContractMarket | None, at: datetime) -> Reason | None:
        if market is None:
            return Reason.UNKNOWN_SYMBOL
        if wish.kind not in KINDS:
            return Reason.ORDER_TYPE
        if not 0 < wish.quantity < _MAX_QUANTITY:
            return Reason.QUANTITY
        return self._hours.objection(wish.venue, market.listing, at)

    def _worst(self, market: ContractMarket, side: Side) -> int:
        """Return the price at the end of the book that is shown: a market order is margined by it."""
        view = market.book.view()
        levels = view.asks if side is Side.BUY else view.bids
        return levels[-1].price if levels else market.quote.last

    def margin(self, market: ContractMarket, side: Side, price: int) -> int:
        """Return the won that a new contract takes at a price in units, with its fee; without one at the last price."""
        listing, price = market.listing, price or market.quote.last
        fee = self._fees.fee(listing, price * listing.won)
        if not listing.is_option:
            return self._rates.future(listing, price) + fee
        if side is Side.BUY:
            return price * listing.won + fee
        return self._rates.short_option(listing, price, self._spot(listing.underlying)) + fee

    def _fits(self, account: str, claim: Claim, after: Order | None) -> bool:
        """Whether an account can bear an order; one that only closes is always taken."""
        claims = [*self._claims(account, after), claim]
        opened, before = (self._opening(account, claim.symbol, claim.side, each) for each in (claims, claims[:-1]))
        return opened == before or self._free(account) - self._taken(account, claims) >= 0

    def _claims(self, account: str, after: Order | None = None) -> list[Claim]:
        orders = [after if after and after.id == order.id else order for order in self._log.open(account)]
        return [Claim(order.symbol, order.side, order.remaining, order.margin) for order in orders]

    def _opening(self, account: str, symbol: str, side: Side, claims: list[Claim]) -> int:
        """Return the contracts that orders of one side would open beyond what they can close."""
        wanted = sum(claim.quantity for claim in claims if (claim.symbol, claim.side) == (symbol, side))
        return max(wanted - self._against(account, symbol, side), 0)

    def _against(self, account: str, symbol: str, side: Side) -> int:
        """Return the contracts held which an order of `side` closes."""
        quantity = self._ledger.books[account].quantity(symbol)
        return max(-quantity if side is Side.BUY else quantity, 0)

    def _taken(self, account: str, claims: list[Claim]) -> int:
        """Return the won that orders hold; of a mixed lot of orders the dearest counts."""
        places = {(claim.symbol, claim.side) for claim in claims}
        return sum(
            self._opening(account, symbol, side, claims)
            * max(claim.margin for claim in claims if (claim.symbol, claim.side) == (symbol, side))
            for symbol, side in places
        )

    def prices(self) -> dict[str, int]:
        """Return the last price of every contract, in units."""
        return {code: market.quote.last for code, market in self._markets.items()}

    def required(self, account: str, *, maintenance: bool = False) -> int:
        """Return the margin (증거금) that the positions of an account take, in won."""
        return sum(
            held(
                position,
                self._markets[code].quote.last,
                self._spot(position.listing.underlying),
                self._rates,
                maintenance=maintenance,
            )
            for code, position in self._ledger.books[account].positions.items()
            if position.quantity
        )

    def _free(self, account: str) -> int:
        return equity(self._ledger.books[account], self.prices()) - self.required(account)

    def available(self, account: str) -> int:
        """Return what new orders may take (주문가능금액), in won; below 0 after losses."""
        return self._free(account) - self._taken(account, self._claims(account))

    def closable(self, account: str, symbol: str, side: Side) -> int:
        """Return the contracts that a new order of `side` could close: what is held less what open orders would."""
        asked = sum(claim.quantity for claim in self._claims(account) if (claim.symbol, claim.side) == (symbol, side))
        return max(self._against(account, symbol, side) - asked, 0)

    def room(self, account: str, symbol: str, side: Side, price: int) -> Room:
        """Return what may be ordered of a contract; KeyError for an unknown one."""
        margin = self.margin(self._markets[symbol], side, price)
        return Room(self.closable(account, symbol, side), self.available(account), margin)


def _bad_price(market: ContractMarket, kind: OrderKind, price: int) -> Reason | None:
    if kind.pricing is not Pricing.LIMIT:
        return None
    if not market.quote.lower <= price <= market.quote.upper:
        return Reason.PRICE_LIMIT
    return None if is_on_tick(price, market.listing.board) else Reason.OFF_TICK


def _limit(market: ContractMarket, kind: OrderKind, wish: PlaceOrder) -> int | None:
    match kind.pricing:
        case Pricing.LIMIT:
            return wish.price
        case Pricing.BEST:
            return market.best_price(wish.side.opposite)
        case _:
            return None
