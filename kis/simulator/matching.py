"""Matching: orders meet the book, trades move the money, and what happened is noted for the listeners."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Generic

from kis.simulator.accounts import AccountInfo
from kis.simulator.book import Match, Resting
from kis.simulator.clearing import Clearing, Costs, Party
from kis.simulator.events import Event, HaltBegan, HaltEnded, OrderCancelled, OrderFilled, TradePrinted
from kis.simulator.halts import Halt, Halts
from kis.simulator.listing import L
from kis.simulator.order_log import OrderLog
from kis.simulator.orders import Condition, Fill, Order, OrderId, Pricing, Side
from kis.simulator.symbol_market import SymbolMarket
from kis.simulator.timetable import Timetable
from kis.simulator.waiting import Waiting


class Matching(Generic[L]):
    """The trading of a floor's symbols. What happens goes into `events`, in order, for the floor to tell."""

    def __init__(
        self,
        accounts: Mapping[str, AccountInfo],
        markets: Mapping[str, SymbolMarket[L]],
        timetable: Timetable[L],
        clearing: Clearing[L],
        log: OrderLog,
        halts: Halts,
    ) -> None:
        self._halts = halts
        self._accounts = accounts
        self._markets = markets
        self._timetable = timetable
        self._clearing = clearing
        self._waiting = Waiting(log)
        self.log = log
        self.events: list[Event] = []

    def work(self, order: Order, at: datetime) -> None:
        """Match an order with the book, then let the rest wait in it or cancel it.

        Before the open, in an auction and until its condition price it waits outside the book.
        """
        self._work(order, at)
        self._follow(self._markets[order.symbol], at)

    def _work(self, order: Order, at: datetime) -> None:
        market = self._markets[order.symbol]
        order = self._started(order, market)
        condition, book = order.kind.condition, market.book
        if order.stopped or not self._matches(order, market, at):
            self._waiting.add(order)
            return
        limit, halted = self._limit(order, market), self._halts.of(order.symbol)
        if not halted and (condition is not Condition.FOK or book.available(order.side, limit) >= order.remaining):
            start = len(self.events)
            for match in book.sweep(order.side, limit, order.remaining):
                self._execute(market, match, order.side, at, taker=order.id)
            self._show(start, market)
        order = self.log[order.id]
        if order.is_open and condition is not Condition.NONE:
            self._drop(order, at, expired=False)
        elif order.is_open:
            self._rest(order, market)
        self.tell_book(order.symbol, at)

    def _matches(self, order: Order, market: SymbolMarket[L], at: datetime) -> bool:
        """Whether it need not wait; in an interruption what would not wait anyhow is over at once."""
        gathered = self._halts.of(order.symbol) and order.kind.condition is Condition.NONE
        return not gathered and self._timetable.matches(order.kind.code, order.venue, market.listing, at)

    def _limit(self, order: Order, market: SymbolMarket[L]) -> int | None:
        if order.kind.pricing is Pricing.MIDDLE:
            return market.book.middle() or market.quote.last
        return order.limit

    def _rest(self, order: Order, market: SymbolMarket[L]) -> None:
        pegged, limit = order.kind.pricing is Pricing.MIDDLE, self._limit(order, market)
        market.book.rest(Resting(order.id, order.side, limit, order.remaining, pegged=pegged))

    def _started(self, order: Order, market: SymbolMarket[L]) -> Order:
        """Return the order, stopped no longer if the last price has reached its condition price."""
        if order.stopped and order.is_released_by(market.quote.last):
            return self.log.save(replace(order, stopped=False))
        return order

    def _follow(self, market: SymbolMarket[L], at: datetime) -> None:
        """Let happen what the last trades bring about: an interruption, or stop orders which they have reached."""
        self._watch(market, at)
        while due := self._waiting.reached(market.listing.code, market.quote.last):
            self._waiting.remove(due)
            self._work(due, at)
            self._watch(market, at)

    def _watch(self, market: SymbolMarket[L], at: datetime) -> None:
        if not self._halts.watches or not self._timetable.is_open(market.listing, at):
            return
        if halt := self._halts.watch(market.quote, at):
            self.events.append(HaltBegan(halt, market.quote, at))
            self.tell_book(halt.symbol, at)

    def resume(self, halt: Halt, at: datetime) -> None:
        """End an interruption: orders gathered in it match at a single price, the rest goes on in the book."""
        market = self._markets[halt.symbol]
        self.events.append(HaltEnded(halt, market.quote, at))
        if self._timetable.is_open(market.listing, at):
            for order in self._waiting.take({halt.symbol}):
                if order.stopped or not self._matches(order, market, at):
                    self._waiting.add(order)
                else:
                    self._rest(order, market)
            self._close(market, at)
            self._halts.made(halt.symbol, market.quote.last)
            self._follow(market, at)
        self.tell_book(halt.symbol, at)

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
            self._execute(market, match, self._taker_of(match), at)
        at_price = sum(match.quantity for match in matches if match.price == price)
        rest = (0 if at_price else market.walk.small()) if volume is None else volume - at_price
        if rest > 0:
            self._execute(market, Match(price, rest), aggressor, at)
        market.reform()
        self._show(start, market)
        self.tell_book(symbol, at)
        self._follow(market, at)

    def _only_gathers(self, market: SymbolMarket[L], at: datetime) -> bool:
        listing = market.listing
        gathers = self._timetable.is_auction(listing, at) and not self._timetable.is_open(listing, at)
        return gathers or self._halts.of(listing.code) is not None

    def open(self, market: SymbolMarket[L], at: datetime) -> None:
        """Print a symbol's opening price (시가): the last one, unless a print before the open moved it."""
        start = len(self.events)
        self._execute(market, Match(market.on_tick(), market.walk.small()), Side.BUY, at, auction=True)
        self._show(start, market)
        market.reform()
        self._halts.made(market.listing.code, market.quote.last)
        self._follow(market, at)

    def close(self, markets: Iterable[SymbolMarket[L]], at: datetime) -> None:
        """Match the closing auction (종가 단일가) at the last price: every order that accepts it fills."""
        closing = {market.listing.code: market for market in markets}
        for order in self._waiting.take(closing):
            if order.stopped:
                self._waiting.add(order)
            else:
                self._rest(order, closing[order.symbol])
        for order in self.log.open():
            if order.kind.market_at_close and order.symbol in closing:
                book = closing[order.symbol].book
                book.shrink(order.id, order.remaining)
                book.rest(Resting(order.id, order.side, None, order.remaining))
        for market in closing.values():
            self._close(market, at)

    def _close(self, market: SymbolMarket[L], at: datetime) -> None:
        start, price = len(self.events), market.on_tick()
        matches = [replace(match, price=price) for match in market.book.print_at(price, None, queue=False)]
        for match in [*matches, Match(price, market.walk.small())]:
            self._execute(market, match, self._taker_of(match), at, auction=True)
        self._show(start, market)
        market.reform()

    def expire(self, at: datetime) -> None:
        """Cancel what is left of orders whose session has ended."""
        for order in self.log.open():
            if order.expires <= at:
                self._drop(order, at, expired=True)

    def release(self, at: datetime) -> None:
        """Send the waiting orders whose session has begun to the book, in the order they came."""
        for order in self._waiting.take():
            self.work(order, at)

    def tell_book(self, symbol: str, at: datetime) -> None:
        """Note the book of a symbol as it is now."""
        market = self._markets[symbol]
        self.events.append(market.book_change(at, auction=self.is_auction(market, at)))

    def is_auction(self, market: SymbolMarket[L], at: datetime) -> bool:
        """Tell whether orders are gathered for a single price now, by the timetable or in an interruption."""
        return self._timetable.is_auction(market.listing, at) or self._halts.of(market.listing.code) is not None

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
        market: SymbolMarket[L],
        match: Match,
        aggressor: Side,
        at: datetime,
        *,
        taker: OrderId | None = None,
        auction: bool = False,
    ) -> None:
        """Let a match happen; its book is that of the last time until `_show`."""
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
                book=market.shown,
                venue=fills[0].fill.venue if fills else market.listing.venue,
                auction=auction,
            )
        )
        self.events += fills

    def _show(self, start: int, market: SymbolMarket[L]) -> None:
        """Let the trades noted since `start` show the book as it stands after all of them."""
        view = market.book.view()
        self.events[start:] = [
            replace(event, book=view) if isinstance(event, TradePrinted) else event for event in self.events[start:]
        ]

    def _settle(
        self, market: SymbolMarket[L], match: Match, aggressor: Side, taker: OrderId | None, at: datetime
    ) -> list[OrderFilled]:
        """Move shares and money of one match; return the fills of the customers in it, the taker's first."""
        listing, ids = market.listing, {aggressor: taker, aggressor.opposite: match.resting}
        fills = {side: self._fill(market, order_id, match, at) for side, order_id in ids.items() if order_id}
        parties = {side: Party(e.order, Costs(e.fill.fee, e.fill.tax)) for side, e in fills.items()}
        if parties:
            buyer, seller = parties.get(Side.BUY), parties.get(Side.SELL)
            self._clearing.trade(listing, match.price, match.quantity, buyer=buyer, seller=seller, at=at)
        return list(fills.values())

    def _fill(self, market: SymbolMarket[L], order_id: OrderId, match: Match, at: datetime) -> OrderFilled:
        before, listing = self.log[order_id], market.listing
        after = replace(
            before, filled=before.filled + match.quantity, amount=before.amount + match.price * match.quantity
        )
        paid = self._clearing.costs(before, listing, before.amount)
        due = self._clearing.costs(after, listing, after.amount)
        fill = Fill(
            price=match.price,
            quantity=match.quantity,
            fee=due.fee - paid.fee,
            tax=due.tax - paid.tax,
            time=at,
            venue=self._timetable.venue(before, listing, at),
        )
        return OrderFilled(self._accounts[before.account], self.log.save(after), fill)
