"""선물옵션 전광판: many contracts at once."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kis.derivatives.boards import (
    DaysLeft,
    FutureRow,
    FuturesBoardQuery,
    OptionBoard,
    OptionBoardQuery,
    OptionMonth,
    OptionMonthsQuery,
    OptionRow,
    Underlying,
    UnderlyingBoard,
    UnderlyingQuery,
)
from kis.derivatives.codes import BoardProduct
from kis.derivatives.contracts import Kind
from kis.domestic.codes import Sign
from kis.simulator.broker import Broker
from kis.simulator.derivatives.listings import ContractListing
from kis.simulator.derivatives.theory import days_left, payoff
from kis.simulator.domestic.indices import INDICES, KOSPI, in_points
from kis.simulator.server.derivatives.quotes import disparity, greeks
from kis.simulator.server.derivatives.rows import thousands
from kis.simulator.server.domestic.zeros import with_zeros
from kis.simulator.server.routes import Call
from kis.units import Contracts, Percent, Points, Shares

_PRODUCTS = {BoardProduct.KOSPI200.value: "01", BoardProduct.MINI_KOSPI200.value: "05"}
_CENT = Decimal("0.01")
_NEAR = Decimal("1.25")
"""Half a step of strikes: what is nearer to the underlying is at the money."""


class BoardDesk:
    """Answers boards; one of a product that is not listed here is empty."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker
        self._floor = broker.derivatives

    def futures(self, _call: Call, request: FuturesBoardQuery) -> tuple[FutureRow, ...]:
        """전광판_선물, nearest first."""
        product = _PRODUCTS.get(request.product.strip())
        found = [each for each in self._floor.live() if not each.is_option and each.contract.product == product]
        return tuple(self._future(listing) for listing in found)

    def _future(self, listing: ContractListing) -> FutureRow:
        quote, book = self._floor.quote(listing.code), self._floor.book(listing.code).book
        return with_zeros(
            FutureRow,
            symbol=listing.code,
            name=listing.name,
            price=listing.decimal(quote.last),
            change=listing.decimal(quote.change),
            change_sign=Sign(quote.sign),
            change_rate=Percent(quote.rate),
            theoretical_price=Decimal(self._floor.theory(listing).price).quantize(_CENT),
            volume=Contracts(quote.volume),
            ask=listing.decimal(book.asks[0].price if book.asks else 0),
            bid=listing.decimal(book.bids[0].price if book.bids else 0),
            open_interest=Contracts(listing.shares),
            high=listing.decimal(quote.high),
            low=listing.decimal(quote.low),
            days_left=self._days(listing),
            total_ask_size=Contracts(book.total_asks),
            total_bid_size=Contracts(book.total_bids),
            expected_change_sign=Sign("0"),
        )

    def _days(self, listing: ContractListing) -> int:
        return days_left(listing.last_day, self._broker.now().date())

    def options(self, _call: Call, request: OptionBoardQuery) -> OptionBoard:
        """전광판_콜풋 of one month, highest strike first."""
        product = _PRODUCTS.get(request.product.strip())
        found = [
            each
            for each in reversed(self._floor.live())
            if each.is_option and each.contract.product == product and f"{each.last_day:%Y%m}" == request.month.strip()
        ]
        calls, puts = (
            tuple(self._option(each) for each in found if each.contract.kind is kind) for kind in (Kind.CALL, Kind.PUT)
        )
        return OptionBoard(calls=calls, puts=puts)

    def _option(self, listing: ContractListing) -> OptionRow:
        quote, book = self._floor.quote(listing.code), self._floor.book(listing.code).book
        code, spot = listing.contract, self._floor.spot(listing.underlying)
        strike = code.strike or Decimal(0)
        last, inside = listing.decimal(quote.last), payoff(code.kind, strike, spot)
        fair = Decimal(self._floor.theory(listing).price).quantize(_CENT)
        return with_zeros(
            OptionRow,
            strike=strike.quantize(_CENT),
            kospi_equivalent=Points((strike * self._broker.spot(KOSPI) / spot).quantize(_CENT)),
            symbol=listing.code,
            price=Points(last),
            change=Points(listing.decimal(quote.change)),
            change_sign=Sign(quote.sign),
            change_rate=Percent(quote.rate),
            bid=Points(listing.decimal(book.bids[0].price if book.bids else 0)),
            ask=Points(listing.decimal(book.asks[0].price if book.asks else 0)),
            time_value=Points(last - inside),
            reference_price=Points(listing.decimal(quote.reference)),
            volume=Contracts(quote.volume),
            ask_size=Contracts(book.asks[0].size if book.asks else 0),
            bid_size=Contracts(book.bids[0].size if book.bids else 0),
            value=thousands(listing, quote.value),
            open_interest=Contracts(listing.shares),
            intrinsic_value=Points(inside),
            disparity=Points(last - fair),
            disparity_rate=disparity(last, fair),
            theoretical_price=Points(fair),
            open=Points(listing.decimal(quote.open)),
            high=Points(listing.decimal(quote.high)),
            low=Points(listing.decimal(quote.low)),
            upper_limit=Points(listing.decimal(quote.upper)),
            lower_limit=Points(listing.decimal(quote.lower)),
            moneyness="ATM" if abs(strike - spot) <= _NEAR else "ITM" if inside else "OTM",
            total_ask_size=Contracts(book.total_asks),
            total_bid_size=Contracts(book.total_bids),
            expected_change_sign=Sign("0"),
            **greeks(self._broker, listing),
        )

    def option_months(self, _call: Call, _request: OptionMonthsQuery) -> tuple[OptionMonth, ...]:
        """옵션월물리스트, nearest first."""
        months = sorted({each.last_day for each in self._floor.live() if each.is_option})
        return tuple(OptionMonth(code=f"0{day.year % 10}{day:%m}", month=f"{day:%Y%m}") for day in months)

    def underlying(self, _call: Call, request: UnderlyingQuery) -> UnderlyingBoard:
        """기초자산 시세: what a future stands on beside it, and the days left of all contracts of its product."""
        listing = self._floor.listing(request.symbol.strip().upper())
        if listing is None:
            return UnderlyingBoard(underlying=with_zeros(Underlying), expiries=())
        quote = self._floor.quote(listing.code)
        days = sorted({self._days(each) for each in self._floor.live() if _same_product(each, listing)})
        return UnderlyingBoard(
            underlying=Underlying(
                **self._spot(listing.underlying),
                name=listing.name,
                price=listing.decimal(quote.last),
                change=listing.decimal(quote.change),
                change_sign=Sign(quote.sign),
                change_rate=Percent(quote.rate),
            ),
            expiries=tuple(DaysLeft(days_left=left) for left in days),
        )

    def _spot(self, code: str) -> dict[str, Any]:
        if code in INDICES:
            index = self._broker.indices.quote(code)
            return {
                "underlying_price": index.points,
                "underlying_change": in_points(index.change),
                "underlying_change_sign": Sign(index.sign_of(index.last)),
                "underlying_change_rate": Percent(index.rate_of(index.last)),
                "underlying_volume": Shares(self._broker.indices.breadth(code).volume),
            }
        quote = self._broker.domestic.quote(code)
        return {
            "underlying_price": Decimal(quote.last),
            "underlying_change": Decimal(quote.change),
            "underlying_change_sign": Sign(quote.sign),
            "underlying_change_rate": Percent(quote.rate),
            "underlying_volume": Shares(quote.volume),
        }


def _same_product(one: ContractListing, other: ContractListing) -> bool:
    return (one.contract.kind, one.contract.product) == (other.contract.kind, other.contract.product)
