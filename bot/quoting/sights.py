"""What was seen of an instrument: its price, and what its kind is judged by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bot.money import Figure
from bot.quotes import Quote
from kis.derivatives.price import Price as ContractPrice
from kis.domestic.elw_price import ElwPrice
from kis.domestic.etf_rows import EtfPrice
from kis.domestic.index_rows import IndexChartSummary, IndexPrice
from kis.overseas.chart import IndexSummary
from kis.symbols import Instrument
from kis.units import Percent


@dataclass(frozen=True, slots=True)
class FundFacts:
    """A fund trades like a stock; `etf` tells its NAV, None where KIS did not (paper has no such call)."""

    quote: Quote
    etf: EtfPrice | None


@dataclass(frozen=True, slots=True)
class AbroadFacts:
    """`rate` is won for one unit of the currency, as KIS tells it, `in_won` the price so; None where it did not.

    `late` says that the quotes are fifteen minutes old: all but those of the US are, unless paid for.
    """

    late: bool
    rate: Decimal | None = None
    in_won: Decimal | None = None
    high_52w: Decimal | None = None
    low_52w: Decimal | None = None


Facts = Quote | FundFacts | ElwPrice | IndexPrice | IndexChartSummary | IndexSummary | ContractPrice | AbroadFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """An instrument's price in its unit. `at` is market time (KST); `live` follows the market by itself."""

    instrument: Instrument
    price: Figure
    change: Figure
    rate: Percent
    open: Figure | None
    high: Figure | None
    low: Figure | None
    volume: int | None
    at: datetime
    facts: Facts
    live: bool = False

    @classmethod
    def of_quote(cls, instrument: Instrument, quote: Quote, facts: Facts | None = None) -> Sight:
        """What is known of a domestic stock or fund."""
        return cls(
            instrument=instrument,
            price=quote.price,
            change=quote.change,
            rate=quote.change_rate,
            open=quote.open,
            high=quote.high,
            low=quote.low,
            volume=quote.volume,
            at=quote.at,
            facts=facts or quote,
            live=quote.live,
        )
