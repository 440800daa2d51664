"""What an answer of KIS tells of a stock's day, as rules ask for it."""

from __future__ import annotations

from bot.alerts.rules import Basis
from bot.quotes import Quote
from kis.domestic.watchlist_rows import WatchedPrice


def basis_of(quote: Quote) -> Basis:
    """What a quote tells."""
    reference, price = quote.reference or quote.price - quote.change, int(quote.price)
    high, low = int(quote.high or price), int(quote.low or price)
    return Basis(price, int(reference), high, low, quote.volume or 0, quote.in_vi)


def basis_of_row(row: WatchedPrice) -> Basis:
    """What a row of many prices tells; nothing of a VI."""
    price = int(row.price or 0)
    reference = int(row.reference_price or price - (row.change or 0))
    return Basis(price, reference, int(row.high or price), int(row.low or price), row.volume or 0)
