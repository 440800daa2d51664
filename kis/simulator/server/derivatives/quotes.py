"""선물옵션 시세: price, order book, margin rates."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from kis.derivatives.book import BookSummary, Ladder, OrderBook
from kis.derivatives.contracts import specification
from kis.derivatives.price import IndexPrice, Price, Quotation
from kis.derivatives.quotes import MarginQuery, MarginRate, QuoteQuery
from kis.domestic.codes import Sign
from kis.simulator.book import Level
from kis.simulator.broker import Broker
from kis.simulator.derivatives.listings import KOSPI200, ContractListing
from kis.simulator.derivatives.theory import days_left
from kis.simulator.domestic.indices import KOSPI, in_points
from kis.simulator.server.derivatives.rows import eight, thousands
from kis.simulator.server.domestic.zeros import with_zeros
from kis.simulator.server.routes import Call
from kis.simulator.tape import Quote
from kis.units import Contracts, Percent, Points

LEVELS = 5
_CENT = Decimal("0.01")
_GREEK = Decimal("0.0001")


class QuoteDesk:
    """Answers what the market shows. An unknown symbol is a success full of zeros, as at KIS."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker
        self._floor = broker.derivatives

    def price(self, _call: Call, request: QuoteQuery) -> Quotation:
        """시세: the contract, KOSPI and KOSPI200."""
        symbol = request.symbol.strip().upper()
        listing = self._floor.listing(symbol)
        contract = with_zeros(Price, change_sign=Sign.UNCHANGED) if listing is None else self._contract(listing)
        return Quotation(contract=contract, kospi=self._index(KOSPI), kospi200=self._index(KOSPI200))

    def _contract(self, listing: ContractListing) -> Price:
        quote = self._floor.quote(listing.code)
        spot = self._floor.spot(listing.underlying)
        last, fair = listing.decimal(quote.last), Decimal(self._floor.theory(listing).price).quantize(_CENT)
        return with_zeros(
            Price,
            name=listing.name,
            **day(listing, quote),
            change_rate=Percent(quote.rate),
            open_interest=Contracts(listing.shares),
            basis=fair - spot if listing.contract.strike is None else _ZERO,
            market_basis=last - spot if listing.contract.strike is None else _ZERO,
            reference_price=listing.decimal(quote.reference),
            theoretical_price=fair,
            disparity_rate=disparity(last, fair),
            last_trading_day=listing.last_day,
            days_left=days_left(listing.last_day, self._broker.now().date()),
            strike=listing.contract.strike or _ZERO,
            **greeks(self._broker, listing),
        )

    def _index(self, code: str) -> IndexPrice:
        quote = self._broker.indices.quote(code)
        return IndexPrice(
            code=code,
            name=quote.index.name,
            price=Points(quote.points),
            change_sign=Sign(quote.sign_of(quote.last)),
            change=Points(in_points(quote.change)),
            change_rate=Percent(quote.rate_of(quote.last)),
        )

    def order_book(self, _call: Call, request: QuoteQuery) -> OrderBook:
        """시세호가, five levels a side. The counts of orders are made up from the sizes."""
        symbol = request.symbol.strip().upper()
        listing = self._floor.listing(symbol)
        if listing is None:
            return OrderBook(summary=with_zeros(BookSummary, symbol=symbol), ladder=with_zeros(Ladder))
        quote, change = self._floor.quote(symbol), self._floor.book(symbol)
        summary = BookSummary(
            name=listing.name,
            price=listing.decimal(quote.last),
            change_sign=Sign(quote.sign),
            change=listing.decimal(quote.change),
            change_rate=Percent(quote.rate),
            volume=Contracts(quote.volume),
            previous_close=listing.decimal(quote.reference),
            symbol=symbol,
        )
        asks, bids = five(change.book.asks), five(change.book.bids)
        ladder = Ladder(
            ask_prices=tuple(listing.decimal(level.price) for level in asks),
            bid_prices=tuple(listing.decimal(level.price) for level in bids),
            ask_sizes=tuple(Contracts(level.size) for level in asks),
            bid_sizes=tuple(Contracts(level.size) for level in bids),
            ask_counts=tuple(count(level.size) for level in asks),
            bid_counts=tuple(count(level.size) for level in bids),
            total_ask_size=Contracts(change.book.total_asks),
            total_bid_size=Contracts(change.book.total_bids),
            total_ask_count=sum(count(level.size) for level in change.book.asks),
            total_bid_count=sum(count(level.size) for level in change.book.bids),
            time=change.time.time(),
        )
        return OrderBook(summary=summary, ladder=ladder)

    def margin_rates(self, _call: Call, request: MarginQuery) -> tuple[MarginRate, ...]:
        """증거금률 of each underlying, by the nearest contract on it."""
        rows = self._rates()
        return tuple(row for row in rows if request.underlying.strip() in ("", row.underlying))

    def _rates(self) -> Iterator[MarginRate]:
        seen: set[str] = set()
        for listing in self._floor.live():
            if not listing.is_option and listing.underlying not in seen:
                seen.add(listing.underlying)
                rates, last = self._floor.rates, self._floor.quote(listing.code).last
                yield MarginRate(
                    underlying=listing.underlying,
                    name=listing.underlying_name,
                    initial_rate=Percent(rates.percent(listing)),
                    exchange_rate=Percent(rates.percent(listing, maintenance=True)),
                    price=eight(self._floor.spot(listing.underlying)),
                    multiplier=Decimal(specification(listing.contract).multiplier),
                    margin=Decimal(rates.future(listing, last)),
                )


_ZERO = Decimal("0.00")


def day(listing: ContractListing, quote: Quote) -> dict[str, Any]:
    """Return a contract's day so far: what prices and charts have in common."""
    return {
        "price": listing.decimal(quote.last),
        "change": listing.decimal(quote.change),
        "change_sign": Sign(quote.sign),
        "previous_close": listing.decimal(quote.reference),
        "volume": Contracts(quote.volume),
        "value": thousands(listing, quote.value),
        "open": listing.decimal(quote.open),
        "high": listing.decimal(quote.high),
        "low": listing.decimal(quote.low),
        "upper_limit": listing.decimal(quote.upper),
        "lower_limit": listing.decimal(quote.lower),
    }


def greeks(broker: Broker, listing: ContractListing) -> dict[str, Any]:
    """Return the sensitivities of a contract, and its volatility where it is an option."""
    found, model = broker.derivatives.theory(listing), broker.derivatives.model
    names = ("delta", "gamma", "theta", "vega", "rho")
    made: dict[str, Any] = {name: Decimal(getattr(found, name)).quantize(_GREEK) for name in names}
    if listing.is_option:
        volatility = Percent(Decimal(model.volatility * 100).quantize(_GREEK))
        made |= {"historical_volatility": volatility, "implied_volatility": volatility}
    return made


def disparity(last: Decimal, fair: Decimal) -> Percent:
    """괴리율: how far a price is from the theoretical one, in percent."""
    return Percent(((last - fair) * 100 / fair).quantize(_CENT) if fair else _ZERO)


def five(levels: tuple[Level, ...]) -> list[Level]:
    """Return five levels; those that do not exist have price and size 0."""
    return [*levels, *[Level(0, 0)] * LEVELS][:LEVELS]


def count(size: int) -> int:
    """Return how many orders so many contracts come from."""
    return (size + 3) // 4
