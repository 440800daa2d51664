"""국내주식 시세2와 ELW: the state of a stock, and a warrant with what it stands on."""

from __future__ import annotations

from decimal import Decimal

from kis.domestic.codes import Sign
from kis.domestic.elw import ElwQuery
from kis.domestic.elw_price import ElwPrice
from kis.domestic.price_detail import PriceDetail
from kis.domestic.quotes import QuoteQuery
from kis.simulator.broker import Broker
from kis.simulator.domestic.fair import Warrant, spot, warrant
from kis.simulator.domestic.indices import INDICES, in_points
from kis.simulator.domestic.listings import ElwListing
from kis.simulator.server.domestic.figures import changes, priced, span
from kis.simulator.server.domestic.quotes import market_name, percent, plain_sign, vi_code
from kis.simulator.server.domestic.zeros import with_zeros
from kis.simulator.server.routes import Call
from kis.simulator.tape import Quote
from kis.units import Percent, Shares, Won


class DetailDesk:
    """Answers with zeros for a symbol it does not know."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def price_detail(self, _call: Call, request: QuoteQuery) -> PriceDetail:
        """시세2."""
        listing = self._broker.listing(request.symbol)
        if listing is None:
            return with_zeros(PriceDetail, change_sign=Sign.UNCHANGED)
        quote = self._broker.quote(listing.code)
        return with_zeros(
            PriceDetail,
            market_name=market_name(listing),
            credit_allowed=listing.on_credit,
            margin_rate=Percent(Decimal("20.00")),
            administrative_issue=False,
            overheated=False,
            market_warning="00",
            investment_caution=False,
            unusual_rise=False,
            illiquid=False,
            vi_code=vi_code(self._broker, listing.code),
            reference_price=Won(quote.reference),
            previous_close=Won(quote.reference),
            unfaithful_disclosure=False,
            liquidation=False,
            halted=False,
            open_extended=False,
            value=Won(quote.value),
            volume_rate=Percent(percent(quote.volume, quote.previous_volume)),
            previous_volume=Shares(quote.previous_volume),
            **priced(quote),
            **span(quote),
            **_distances(quote),
        )

    def elw(self, _call: Call, request: ElwQuery) -> ElwPrice:
        """ELW 현재가, valued by its model (see `kis.simulator.domestic.fair`)."""
        listing = self._broker.listing(request.symbol)
        if not isinstance(listing, ElwListing):
            return with_zeros(ElwPrice, change_sign=Sign.UNCHANGED)
        quote, book = self._broker.quote(listing.code), self._broker.book(listing.code).book
        floor = self._broker.domestic
        model = warrant(listing, spot(listing, floor.markets, self._broker.indices), floor.markets[listing.code].day)
        return with_zeros(
            ElwPrice,
            symbol=listing.code,
            name=listing.name,
            volume_rate=Percent(percent(quote.volume, quote.previous_volume)),
            bid=Won(book.bids[0].price if book.bids else 0),
            ask=Won(book.asks[0].price if book.asks else 0),
            value=Won(quote.value),
            turnover_rate=Percent(percent(quote.volume, listing.shares)),
            open=Won(quote.open),
            high=Won(quote.high),
            low=Won(quote.low),
            previous_close=Won(quote.reference),
            reference_price=Won(quote.reference),
            theoretical_price=model.theory,
            disparity_rate=Percent(_against(Decimal(quote.last), model.theory)),
            moneyness=_moneyness(listing, model),
            implied_volatility=Percent(model.volatility),
            strike=listing.strike,
            **priced(quote),
            **self._underlying(listing),
        )

    def _underlying(self, listing: ElwListing) -> dict[str, object]:
        if listing.underlying in INDICES:
            index = self._broker.indices.quote(listing.underlying)
            name, last, change = index.index.name, index.points, in_points(index.change)
            rate = index.rate_of(index.last)
        else:
            quote = self._broker.quote(listing.underlying)
            name, last, change = quote.listing.name, Decimal(quote.last), Decimal(quote.change)
            rate = quote.rate
        return {
            "underlying": listing.underlying,
            "underlying_name": name,
            "underlying_price": last,
            "underlying_change": change,
            "underlying_change_sign": plain_sign(int(change * 100)),
            "underlying_change_rate": Percent(rate),
        }


def _distances(quote: Quote) -> dict[str, object]:
    """Where the day opened and how far it went, against yesterday and against now."""
    found: dict[str, object] = {}
    for name, price in (("open", quote.open), ("high", quote.high), ("low", quote.low)):
        found[f"{name}_rate"] = changes(quote, price)["change_rate"]
        found[f"change_from_{name}"] = Won(quote.last - price)
        found[f"{name}_sign"] = plain_sign(quote.last - price)
    return found


def _against(price: Decimal, theory: Decimal) -> Decimal:
    return ((price - theory) * 100 / theory).quantize(Decimal("0.01")) if theory else Decimal("0.00")


def _moneyness(listing: ElwListing, model: Warrant) -> str:
    if model.spot == listing.strike:
        return "ATM"
    return "ITM" if model.intrinsic else "OTM"
