"""Matching: orders meet the book, trades move the money, and what happened is noted for the listeners."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from kis.market.fees import FeeSchedule
from kis.market.sessions import Venue
from kis.simulator.accounts import AccountInfo
from kis.simulator.book import Match, Resting
from kis.simulator.events import Event, OrderCancelled, OrderFilled, TradePrinted
from kis.simulator.hours import Hours
from kis.simulator.ledger import Ledger, Party
from kis.simulator.order_log import OrderLog
from kis.simulator.orders import Condition, Fill, Order, OrderId, Side
from kis.simulator.symbol_market import SymbolMarket

_MARKET_AT_CLOSE = "02"


class Matching:
    """Every symbol's trading. What happens goes into `events`, in order, for the broker to tell."""

    def __init__(
        self,
        accounts: Mapping[str, AccountInfo],
        markets: Mapping[str, SymbolMarket],
        hours: Hours,
        ledger: Ledger,
        fees: FeeSchedule,
    ) -> None:
        self._accounts = accounts
        self._markets = markets
        self._hours = hours
        self._ledger = ledger
        self._fees = fees
        self._waiting: list[OrderId] = []
        self.log = OrderLog()
        self.events: list[Event] = []

    def work(self, order: Order, at: datetime) -> None:
        """Match an order with the book, then let the rest wait in it or cancel it.

        Before the open and in the closing auction the order waits outside the book.
        """
        market = self._markets[order.symbol]
        if not self._hours.matches(order.kind.code, order.venue, market.listing.board, at):
            self._waiting.append(order.id)
            return
        condition = order.kind.condition
        if condition is not Condition.FOK or market.book.available(order.side, order.limit) >= order.remaining:
            matches = market.book.sweep(order.side, order.limit, order.remaining)
            self._execute(market, matches, order.side, at, taker=order.id)
        order = self.log[order.id]
        if order.is_open and condition is not Condition.NONE:
            self._drop(order, at, expired=False)
        elif order.is_open:
            market.book.rest(Resting(order.id, order.side, order.limit, order.remaining))
        self.tell_book(order.symbol, at)

    def take_out(self, after: Order, quantity: int) -> None:
        """Keep an order as it is `after` losing `quantity` open shares, and take them out of the book."""
        self.log.save(after)
        self._markets[after.symbol].book.shrink(after.id, quantity)

    def print_trade(
        self, symbol: str, price: int, at: datetime, *, volume: int | None = None, queue: bool = False
    ) -> None:
        """Let a trade happen at `price`: customers' orders it reaches fill, the book re-forms around it.

        `volume` (shares) is what trades at the price itself; None fills every order at the price, and if there is
        none a few shares trade between strangers. With `queue` the crowd ahead of an order is served first. While
        orders are only gathered for a single price nothing matches yet and only the price moves.
        """
        market = self._markets[symbol]
        start = len(self.events)
        aggressor = market.direction_to(price)
        matches = [] if self._only_gathers(market, at) else market.book.print_at(price, volume, queue=queue)
        for match in matches:
            self._execute(market, [match], self._taker_of(match), at)
        at_price = sum(match.quantity for match in matches if match.price == price)
        rest = (0 if at_price else market.walk.small()) if volume is None else volume - at_price
        if rest > 0:
            self._execute(market, [Match(price, rest)], aggressor, at)
        market.reform()
        self._show_book_since(start, market)
        self.tell_book(symbol, at)

    def _only_gathers(self, market: SymbolMarket, at: datetime) -> bool:
        listing = market.listing
        gathers = self._hours.is_auction(listing.board, at)
        return gathers and not self._hours.is_open(listing.board, at, nxt=listing.nxt)

    def open_day(self, at: datetime) -> None:
        """Print each symbol's opening price (시가): the last one, unless a print before the open moved it."""
        for market in self._markets.values():
            self._execute(market, [Match(market.quote.last, market.walk.small())], Side.BUY, at, auction=True)
            market.reform()

    def close_day(self, at: datetime) -> None:
        """Match the closing auction (종가 단일가) at the last price: every order that accepts it fills."""
        for order_id in self._waiting:
            order = self.log[order_id]
            if order.is_open:
                self._markets[order.symbol].book.rest(Resting(order.id, order.side, order.limit, order.remaining))
        self._waiting.clear()
        for order in self.log.open():
            if order.kind.code == _MARKET_AT_CLOSE:
                book = self._markets[order.symbol].book
                book.shrink(order.id, order.remaining)
                book.rest(Resting(order.id, order.side, None, order.remaining))
        for market in self._markets.values():
            self._close(market, at)

    def _close(self, market: SymbolMarket, at: datetime) -> None:
        price = market.quote.last
        matches = [replace(match, price=price) for match in market.book.print_at(price, None, queue=False)]
        for match in [*matches, Match(price, market.walk.small())]:
            self._execute(market, [match], self._taker_of(match), at, auction=True)
        market.reform()

    def expire(self, at: datetime) -> None:
        """Cancel what is left of orders whose session has ended."""
        for order in self.log.open():
            if order.expires <= at:
                self._drop(order, at, expired=True)

    def release(self, at: datetime) -> None:
        """Send the waiting orders whose session has begun to the book, in the order they came."""
        waiting, self._waiting = self._waiting, []
        for order_id in waiting:
            order = self.log[order_id]
            if order.is_open:
                self.work(order, at)

    def tell_book(self, symbol: str, at: datetime) -> None:
        """Note the book of a symbol as it is now."""
        market = self._markets[symbol]
        auction = self._hours.is_auction(market.listing.board, at)
        self.events.append(market.book_change(at, auction=auction))

    def _drop(self, order: Order, at: datetime, *, expired: bool) -> None:
        quantity = order.remaining
        after = replace(order, cancelled=order.cancelled + quantity)
        self.take_out(after, quantity)
        account = self._accounts[order.account]
        self.events.append(OrderCancelled(account, after, after, quantity, at, at_once=not expired, expired=expired))

    def _taker_of(self, match: Match) -> Side:
        return Side.BUY if match.resting is None else self.log[match.resting].side.opposite

    def _execute(
        self,
        market: SymbolMarket,
        matches: list[Match],
        aggressor: Side,
        at: datetime,
        *,
        taker: OrderId | None = None,
        auction: bool = False,
    ) -> None:
        start = len(self.events)
        for match in matches:
            market.trade(match.price, match.quantity, aggressor, at)
            fills = self._settle(market, match, aggressor, taker, at)
            self.events.append(
                TradePrinted(
                    symbol=market.listing.code,
                    time=at,
                    price=match.price,
                    volume=match.quantity,
                    aggressor=aggressor,
                    quote=market.quote,
                    book=market.book.view(),
                    venue=fills[0].fill.venue if fills else Venue.KRX,
                    auction=auction,
                )
            )
            self.events += fills
        self._show_book_since(start, market)

    def _show_book_since(self, start: int, market: SymbolMarket) -> None:
        """Let the trades noted since `start` show the book as it stands after all of them."""
        view = market.book.view()
        self.events[start:] = [
            replace(event, book=view) if isinstance(event, TradePrinted) else event for event in self.events[start:]
        ]

    def _settle(
        self, market: SymbolMarket, match: Match, aggressor: Side, taker: OrderId | None, at: datetime
    ) -> list[OrderFilled]:
        """Move shares and money of one match; return the fills of the customers in it, the taker's first."""
        ids = {aggressor: taker, aggressor.opposite: match.resting}
        fills = {side: self._fill(market, order_id, match, at) for side, order_id in ids.items() if order_id}
        parties = {side: Party(e.account.account, e.fill.fee, e.fill.tax) for side, e in fills.items()}
        if parties:
            self._ledger.trade(
                market.listing.code,
                match.price,
                match.quantity,
                buyer=parties.get(Side.BUY),
                seller=parties.get(Side.SELL),
                day=at.date(),
                due=self._due(at.date()),
            )
        return list(fills.values())

    def _fill(self, market: SymbolMarket, order_id: OrderId, match: Match, at: datetime) -> OrderFilled:
        order = self.log[order_id]
        before, after = order.amount, order.amount + match.price * match.quantity
        listing = market.listing
        tax = 0
        if order.side is Side.SELL:
            tax = self._fees.tax(after, listing.market, listing.board) - self._fees.tax(
                before, listing.market, listing.board
            )
        fill = Fill(
            price=match.price,
            quantity=match.quantity,
            fee=self._fees.fee(after) - self._fees.fee(before),
            tax=tax,
            time=at,
            venue=self._venue(order, market, at),
        )
        order = self.log.save(replace(order, filled=order.filled + match.quantity, amount=after))
        return OrderFilled(self._accounts[order.account], order, fill)

    def _venue(self, order: Order, market: SymbolMarket, at: datetime) -> Venue:
        if order.venue is not Venue.SOR:
            return order.venue
        at_krx = self._hours.matches("00", Venue.KRX, market.listing.board, at) or not market.listing.nxt
        return Venue.KRX if at_krx else Venue.NXT

    def _due(self, day: date) -> date:
        calendar = self._hours.calendar
        return calendar.next_trading_day(calendar.next_trading_day(day))
