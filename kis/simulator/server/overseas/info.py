"""해외주식 종목정보, 결제일, 뉴스, 주야간 원장."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from kis.market.overseas_holidays import CALENDARS
from kis.market.overseas_sessions import Session, window_at
from kis.overseas.codes import Exchange
from kis.overseas.info import Ledger, LedgerQuery, NewsQuery, SettlementQuery, StockInfoQuery
from kis.overseas.stock import NewsTitle, SettlementDay, StockInfo
from kis.simulator.broker import Broker
from kis.simulator.overseas.clearing import due_of
from kis.simulator.overseas.listings import LISTINGS, OverseasListing
from kis.simulator.server.domestic.zeros import with_zeros
from kis.simulator.server.overseas.shown import CURRENCY_NAMES, price
from kis.simulator.server.refusing import Denied
from kis.simulator.server.routes import Call
from kis.units import Amount, Shares

_NIGHT = frozenset({Session.PRE, Session.REGULAR, Session.AFTER})
_BETWEEN_NEWS = timedelta(minutes=7)


class InfoDesk:
    """Answers what an overseas stock is, when trades settle and what is in the news."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def stock_info(self, _call: Call, request: StockInfoQuery) -> StockInfo:
        """상품기본정보; rt_cd 7 for a product type that does not match (its code is not published)."""
        listing = self._broker.overseas.listing(request.symbol.strip().upper())
        if listing is None or listing.exchange is not request.exchange:
            raise Denied("KIOK0560", "조회할 자료가 없습니다", status=200, rt_cd="7")
        exchange, country = listing.exchange, listing.exchange.country
        return with_zeros(
            StockInfo,
            isin=listing.isin,
            english_name=listing.english,
            country_code=country.value,
            country_name=country.korean_name,
            market_code=exchange.market_code,
            market_name=exchange.korean_name,
            exchange_code=exchange.value,
            exchange_name=exchange.korean_name,
            currency=listing.currency.value,
            currency_name=CURRENCY_NAMES[listing.currency],
            kind=listing.kind,
            class_code="101210",
            class_name="해외주식",
            sell_lot=Shares(listing.lot),
            buy_lot=Shares(listing.lot),
            listed_shares=Shares(listing.shares),
            trading_state="01",
            is_delisted=False,
            is_listed=True,
            taxed=False,
            registration_code="00",
            rights_code="00",
            foreign_name=listing.english,
            bloomberg_ticker=f"{listing.code} {country.abbreviation}",
            etf_risk_code="001" if listing.kind == "03" else "",
            leverage=Decimal(0),
            institutional_isin=listing.isin,
            mini_stock=False,
            name=listing.name,
            mini_stock_state="02",
            fractions_tradable=False,
            wholes_tradable=False,
            not_convertible=False,
            ptp=False,
            ptp_exempt=False,
            daytime_tradable=exchange.daytime is not None,
            jump_halt_exempt=False,
            price=Amount(price(listing, self._broker.overseas.quote(listing.code).last)),
            single_stock_leverage=False,
        )

    def settlement_days(self, _call: Call, request: SettlementQuery) -> tuple[SettlementDay, ...]:
        """결제일자 of a trade on a day, a row for each market that is open then."""
        return tuple(
            SettlementDay(
                product_type=exchange.product_type,
                country_code=exchange.country.value,
                country_name=exchange.country.korean_name,
                country=exchange.country.abbreviation,
                market_code=exchange.market_code,
                market_name=exchange.korean_name,
                settlement_date=due_of(request.day, exchange.country),
                korean_settlement_date=due_of(request.day, exchange.country),
            )
            for exchange in Exchange
            if CALENDARS[exchange.country].is_trading_day(request.day)
        )

    def news(self, _call: Call, request: NewsQuery) -> tuple[NewsTitle, ...]:
        """뉴스 제목, newest first: one about each symbol's price."""
        symbol, country = request.symbol.strip().upper(), request.country.strip()
        found = [
            listing
            for listing in LISTINGS.values()
            if symbol in ("", listing.code) and country in ("", listing.exchange.country.abbreviation)
        ]
        return tuple(self._title(listing, index) for index, listing in enumerate(found))

    def _title(self, listing: OverseasListing, index: int) -> NewsTitle:
        quote, at = self._broker.overseas.quote(listing.code), self._broker.now() - _BETWEEN_NEWS * index
        return NewsTitle(
            kind="t",
            key=f"SIM{at:%m%d%H%M}{index:02}",
            date=at.date(),
            time=at.time().replace(microsecond=0),
            class_code="05",
            class_name="종목리포트",
            source="시뮬레이터",
            country=listing.exchange.country.abbreviation,
            exchange_code=listing.exchange.quote_code,
            symbol=listing.code,
            name=listing.name,
            title=f"{listing.name}, {price(listing, quote.last):f} {listing.currency.value}에 거래({quote.rate:+}%)",
        )

    def ledger(self, _call: Call, _request: LedgerQuery) -> Ledger:
        """주야간원장구분: Y while US stocks trade in the Korean night."""
        window = window_at(Exchange.NASDAQ, self._broker.now())
        return Ledger(night=window is not None and window.session in _NIGHT)
