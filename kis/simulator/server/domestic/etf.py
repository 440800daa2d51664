"""ETF: the price, the book, the components and the net asset value of a fund."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kis.domestic.codes import Sign
from kis.domestic.etf import EtfComponentsQuery, EtfPriceQuery, EtfQuery
from kis.domestic.etf_rows import (
    EtfComponent,
    EtfComponents,
    EtfOrderBook,
    EtfPrice,
    EtfQuote,
    EtfSummary,
    Nav,
    NavTrend,
)
from kis.market.fees import Market
from kis.market.ticks import Board
from kis.simulator.broker import Broker
from kis.simulator.domestic.fair import MULTIPLES
from kis.simulator.domestic.indices import INDICES, KOSPI200
from kis.simulator.domestic.listings import DomesticListing
from kis.simulator.domestic.participants import net_asset_value
from kis.simulator.server.domestic.figures import changes, priced, span
from kis.simulator.server.domestic.quotes import ladder, percent, plain_sign, vi_code
from kis.simulator.server.domestic.zeros import with_zeros
from kis.simulator.server.routes import Call
from kis.simulator.tape import Quote
from kis.units import Percent, Shares, Won

_EOK = 100_000_000
_CREATION_UNIT = 50_000


class EtfDesk:
    """Answers what a fund is worth; with zeros for what is no fund."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def _fund(self, symbol: str) -> DomesticListing | None:
        listing = self._broker.listing(symbol)
        return listing if listing and listing.board is Board.FUND and listing.market is not Market.ELW else None

    def price(self, _call: Call, request: EtfPriceQuery) -> EtfPrice:
        """ETF/ETN 현재가."""
        listing = self._fund(request.symbol)
        if listing is None:
            return with_zeros(EtfPrice, change_sign=Sign.UNCHANGED)
        quote = self._broker.quote(listing.code)
        on_index = listing.code in MULTIPLES
        nav = _nav(quote)
        return with_zeros(
            EtfPrice,
            previous_volume=Shares(quote.previous_volume),
            previous_close=Won(quote.reference),
            reference_price=Won(quote.reference),
            open_rate=changes(quote, quote.open)["change_rate"],
            high_rate=changes(quote, quote.high)["change_rate"],
            low_rate=changes(quote, quote.low)["change_rate"],
            circulating_shares=Shares(listing.shares),
            listed_shares=Shares(listing.shares),
            net_assets=_net_assets(listing, nav["nav"]),
            creation_unit=Shares(_CREATION_UNIT),
            component_count=len(_members(listing)),
            currency="KRW",
            lp_orderable="Y",
            vi_code=vi_code(self._broker, listing.code),
            multiple=Decimal(MULTIPLES.get(listing.code, 1)),
            disparity_rate=Percent(((Decimal(quote.last) - nav["nav"]) * 100 / nav["nav"]).quantize(Decimal("0.01"))),
            index=KOSPI200 if on_index else None,
            index_name=INDICES[KOSPI200].name if on_index else None,
            nav=nav["nav"],
            nav_change=nav["nav_change"],
            nav_change_sign=nav["nav_change_sign"],
            nav_change_rate=nav["nav_change_rate"],
            previous_nav=nav["previous_nav"],
            **priced(quote),
            **span(quote),
        )

    def order_book(self, _call: Call, request: EtfQuery) -> EtfOrderBook:
        """ETF 현재가 호가; half of what stands there is the liquidity provider's."""
        listing = self._fund(request.symbol)
        levels = ladder(self._broker.book(listing.code) if listing else None)
        asks, bids = (
            tuple(Shares(size // 2) for size in sizes) for sizes in (levels["ask_sizes"], levels["bid_sizes"])
        )
        return with_zeros(
            EtfOrderBook,
            lp_ask_sizes=asks,
            lp_bid_sizes=bids,
            lp_total_ask_size=Shares(sum(asks)),
            lp_total_bid_size=Shares(sum(bids)),
            **levels,
        )

    def components(self, _call: Call, request: EtfComponentsQuery) -> EtfComponents:
        """ETF 구성종목시세: what a creation unit holds; foreign stocks are not listed here."""
        listing = self._fund(request.symbol)
        if listing is None:
            return EtfComponents(summary=with_zeros(EtfSummary, change_sign=Sign.UNCHANGED), components=())
        quote = self._broker.quote(listing.code)
        nav = _nav(quote)
        members = {each: self._broker.quote(each.code) for each in _members(listing)}
        worth = sum(member.shares * of.last for member, of in members.items())
        rows = [_component(member, of, worth, nav["nav"]) for member, of in members.items()]
        summary = with_zeros(
            EtfSummary,
            price=Won(quote.last),
            component_value=Decimal(worth // _EOK),
            net_assets=_net_assets(listing, nav["nav"]),
            creation_unit=Shares(_CREATION_UNIT),
            component_count=len(rows),
            **changes(quote),
            **nav,
        )
        return EtfComponents(summary=summary, components=tuple(sorted(rows, key=lambda row: -(row.weight or 0))))

    def nav(self, _call: Call, request: EtfQuery) -> NavTrend:
        """NAV 비교추이."""
        listing = self._fund(request.symbol)
        if listing is None:
            unchanged = Sign.UNCHANGED
            return NavTrend(
                quote=with_zeros(EtfQuote, change_sign=unchanged), nav=with_zeros(Nav, nav_change_sign=unchanged)
            )
        quote = self._broker.quote(listing.code)
        shown = EtfQuote(value=Won(quote.value), previous_close=Won(quote.reference), **priced(quote), **span(quote))
        return NavTrend(quote=shown, nav=Nav(**_nav(quote)))


def _members(listing: DomesticListing) -> tuple[DomesticListing, ...]:
    return INDICES[KOSPI200].members if listing.code in MULTIPLES else ()


def _net_assets(listing: DomesticListing, nav: Decimal) -> Decimal:
    return Decimal(int(nav * listing.shares) // _EOK)


def _nav(quote: Quote) -> dict[str, Any]:
    nav, before = net_asset_value(quote, quote.last), net_asset_value(quote, quote.reference)
    return {
        "nav": nav,
        "nav_change": nav - before,
        "nav_change_sign": plain_sign(int((nav - before) * 100)),
        "nav_change_rate": Percent(((nav - before) * 100 / before).quantize(Decimal("0.01"))),
        "previous_nav": before,
        "nav_open": net_asset_value(quote, quote.open),
        "nav_high": net_asset_value(quote, quote.high),
        "nav_low": net_asset_value(quote, quote.low),
    }


def _component(member: DomesticListing, quote: Quote, worth: int, nav: Decimal) -> EtfComponent:
    """A member in proportion to what all its shares are worth."""
    part = Decimal(member.shares * quote.last) / worth
    return with_zeros(
        EtfComponent,
        symbol=member.code,
        name=member.name,
        value=Won(quote.value),
        range_rate=Percent(percent(quote.high - quote.low, quote.low)),
        volume_change=Shares(quote.volume - quote.previous_volume),
        value_turnover_rate=Percent(percent(quote.value, member.shares * quote.last)),
        market_cap=Decimal(member.shares * quote.last // _EOK),
        component_value=Decimal(member.shares * quote.last // _EOK),
        weight=Percent((part * 100).quantize(Decimal("0.01"))),
        valuation=Won(int(part * nav * _CREATION_UNIT)),
        **priced(quote),
    )
