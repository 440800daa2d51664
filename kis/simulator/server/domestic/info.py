"""종목정보와 휴장일."""

from __future__ import annotations

from datetime import date, timedelta

from kis.domestic.info import CalendarDay, HolidayQuery, StockInfoQuery
from kis.domestic.stock import ProductInfo, StockInfo
from kis.market.fees import Market
from kis.market.ticks import Board
from kis.simulator.broker import Broker
from kis.simulator.domestic.indices import INDICES, KOSPI200
from kis.simulator.domestic.listings import DomesticListing, ElwListing
from kis.simulator.overseas.listings import OverseasListing
from kis.simulator.server.domestic.zeros import with_zeros
from kis.simulator.server.refusing import Denied
from kis.simulator.server.routes import Call
from kis.units import Shares, Won

_DOMESTIC = "300"
_DAYS = 72


class InfoDesk:
    """Answers what a stock is, and which days are traded."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def stock_info(self, _call: Call, request: StockInfoQuery) -> StockInfo:
        """주식기본조회; rt_cd 7 for a product type that does not match (its code is not published)."""
        listing = self._listing(request)
        quote = self._broker.quote(listing.code)
        kosdaq = listing.market is Market.KOSDAQ
        return with_zeros(
            StockInfo,
            padded_symbol=f"00000A{listing.code}",
            product_type=_DOMESTIC,
            market_id="KSQ" if kosdaq else "STK",
            security_group=_group(listing),
            exchange_code="03" if kosdaq else "02",
            settlement_month="12",
            listed_shares=Shares(listing.shares),
            in_kospi200=listing in INDICES[KOSPI200].members,
            stock_kind="000" if listing.board is Board.FUND else "101",
            oil_fund=False,
            name=listing.name,
            long_name=listing.name,
            short_name=listing.name,
            delisted=listing.expires if isinstance(listing, ElwListing) else None,
            halted=False,
            administrative_issue=False,
            close=Won(quote.last),
            previous_close=Won(quote.reference),
            electronic_security=True,
            nxt_listed=listing.nxt,
            nxt_halted=False,
        )

    def product_info(self, _call: Call, request: StockInfoQuery) -> ProductInfo:
        """상품기본조회, of stocks abroad too; refuses as `stock_info` does."""
        abroad = self._broker.overseas.listing(request.symbol.strip().upper())
        if abroad is not None and abroad.exchange.product_type == request.product_type:
            return _product_abroad(abroad)
        listing = self._listing(request)
        return ProductInfo(
            symbol=listing.code,
            padded_symbol=f"00000A{listing.code}",
            product_type=_DOMESTIC,
            name=listing.name,
            long_name=listing.name,
            short_name=listing.name,
        )

    def _listing(self, request: StockInfoQuery) -> DomesticListing:
        listing = self._broker.listing(request.symbol)
        if listing is None or request.product_type != _DOMESTIC:
            raise Denied("APBK0656", "해당종목정보가 없습니다.", status=200, rt_cd="7")
        return listing

    def holidays(self, _call: Call, request: HolidayQuery) -> tuple[CalendarDay, ...]:
        """휴장일조회: ten weeks from the day asked, in pages."""
        return tuple(self._day(request.start + timedelta(days=ahead)) for ahead in range(_DAYS))

    def _day(self, day: date) -> CalendarDay:
        traded = self._broker.calendar.is_trading_day(day)
        return CalendarDay(
            date=day,
            weekday=f"{day.isoweekday() % 7 + 1:02d}",
            business=traded,
            trading=traded,
            open=traded,
            settlement=traded,
        )


def _product_abroad(listing: OverseasListing) -> ProductInfo:
    return ProductInfo(
        symbol=listing.code,
        padded_symbol=listing.code,
        product_type=listing.exchange.product_type,
        name=listing.name,
        long_name=listing.name,
        short_name=listing.name,
        english_name=listing.english,
        english_long_name=listing.english,
        english_short_name=listing.english,
        isin=listing.isin,
    )


def _group(listing: DomesticListing) -> str:
    """증권그룹: EW warrants, EF funds, ST stocks."""
    if isinstance(listing, ElwListing):
        return "EW"
    return "EF" if listing.board is Board.FUND else "ST"
