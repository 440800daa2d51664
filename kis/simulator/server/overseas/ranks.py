"""해외주식 순위와 조건검색: the symbols of one exchange by what they did today."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from kis.overseas.codes import QuotedAt
from kis.overseas.ranked import (
    Found,
    RankHead,
    RateRank,
    RateRanking,
    SearchResult,
    VolumeRank,
    VolumeRanking,
)
from kis.overseas.ranks import Direction, RateRankQuery, SearchQuery, VolumeRankQuery
from kis.simulator.broker import Broker
from kis.simulator.overseas.listings import LISTINGS, OverseasListing
from kis.simulator.server.overseas.quotes import realtime_key
from kis.simulator.server.overseas.shown import move, price
from kis.simulator.server.refusing import invalid_field
from kis.simulator.server.routes import Call
from kis.simulator.tape import Quote
from kis.units import Amount, Percent, Shares

_VOLUMES = (0, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000)
_THOUSAND = 1_000

Row = tuple[OverseasListing, Quote]


class RankDesk:
    """Answers which overseas stocks lead. Ranks over several days are those of today."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def volume(self, _call: Call, request: VolumeRankQuery) -> VolumeRanking:
        """거래량순위."""
        lowest, highest = _bound(request.lowest, "PRC1"), _bound(request.highest, "PRC2")
        least = _VOLUMES[int(request.volume.value)]
        rows = [
            row
            for row in self._rows(request.exchange)
            if row[1].volume >= least and _within(price(row[0], row[1].last), lowest, highest)
        ]
        rows.sort(key=lambda row: row[1].volume, reverse=True)
        stocks = tuple(
            VolumeRank(
                **self._common(row, rank, request.exchange),
                value=price(row[0], row[1].value),
                average_volume=Decimal(row[1].previous_volume),
            )
            for rank, row in enumerate(rows, 1)
        )
        return VolumeRanking(head=_head(rows), stocks=stocks)

    def rate(self, _call: Call, request: RateRankQuery) -> RateRanking:
        """상승율, 하락율."""
        least, risen = _VOLUMES[int(request.volume.value)], request.direction is Direction.RISEN
        rows = [row for row in self._rows(request.exchange) if row[1].volume >= least]
        rows.sort(key=lambda row: row[1].rate, reverse=risen)
        stocks = tuple(
            RateRank(
                **self._common(row, rank, request.exchange),
                base_price=price(row[0], row[1].reference),
                base_change=price(row[0], abs(row[1].change)),
                base_change_rate=Percent(row[1].rate),
            )
            for rank, row in enumerate(rows, 1)
        )
        return RateRanking(head=_head(rows), stocks=stocks)

    def search(self, _call: Call, request: SearchQuery) -> SearchResult:
        """조건검색: what meets every condition that is on, dearest company first."""
        rows = [row for row in self._rows(request.exchange) if _meets(row, request)]
        rows.sort(key=lambda row: row[1].last * row[0].shares, reverse=True)
        stocks = tuple(self._found(row, rank, request.exchange) for rank, row in enumerate(rows, 1))
        return SearchResult(head=_head(rows), stocks=stocks)

    def _found(self, row: Row, rank: int, at: QuotedAt) -> Found:
        listing, quote = row
        common = self._common(row, rank, at)
        del common["ask"], common["bid"]
        return Found(
            **common,
            listed_shares=Shares(listing.shares),
            market_cap=round(price(listing, quote.last) * listing.shares / _THOUSAND, 0),
            open=price(listing, quote.open),
            high=price(listing, quote.high),
            low=price(listing, quote.low),
            value=price(listing, quote.value),
            eps=Decimal(0),
            per=Decimal(0),
        )

    def _rows(self, at: QuotedAt) -> list[Row]:
        listings = [each for each in LISTINGS.values() if at in (each.exchange, each.exchange.daytime)]
        return [(listing, self._broker.overseas.quote(listing.code)) for listing in listings]

    def _common(self, row: Row, rank: int, at: QuotedAt) -> dict[str, Any]:
        listing, quote = row
        view = self._broker.overseas.book(listing.code).book
        return {
            "realtime_key": realtime_key(listing, at),
            "quote_code": at.quote_code,
            "symbol": listing.code,
            "name": listing.name,
            "price": price(listing, quote.last),
            "ask": price(listing, view.asks[0].price if view.asks else 0),
            "bid": price(listing, view.bids[0].price if view.bids else 0),
            "volume": Shares(quote.volume),
            "rank": rank,
            "english_name": listing.english,
            "orderable_name": "○",
            **move(quote),
        }


def _head(rows: list[Row]) -> RankHead:
    decimals = rows[0][0].board.decimals if rows else 0
    return RankHead(decimals=decimals, state_name="무료실시간", count=len(rows), total=len(rows), records=len(rows))


def _bound(text: str, key: str) -> Decimal | None:
    """Read a bound, None if it is blank; raises `Denied`."""
    if not text.strip():
        return None
    try:
        return Decimal(text.strip())
    except InvalidOperation:
        raise invalid_field(key) from None


def _within(value: Decimal, low: Decimal | None, high: Decimal | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)


_CONDITIONS: tuple[tuple[str, Callable[[Row], Decimal]], ...] = (
    ("price", lambda row: price(row[0], row[1].last)),
    ("rate", lambda row: row[1].rate),
    ("market_cap", lambda row: Amount(price(row[0], row[1].last) * row[0].shares / _THOUSAND)),
    ("listed_shares", lambda row: Decimal(row[0].shares) / _THOUSAND),
    ("volume", lambda row: Decimal(row[1].volume)),
    ("value", lambda row: Amount(price(row[0], row[1].value) / _THOUSAND)),
    ("eps", lambda row: Decimal(0)),
    ("per", lambda row: Decimal(0)),
)


def _meets(row: Row, request: SearchQuery) -> bool:
    return all(
        _within(value(row), getattr(request, f"lowest_{name}"), getattr(request, f"highest_{name}"))
        for name, value in _CONDITIONS
        if getattr(request, f"by_{name}") == "1"
    )
