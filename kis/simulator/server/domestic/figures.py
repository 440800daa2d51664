"""Figures that many answers share, by the names of their messages."""

from __future__ import annotations

from typing import Any

from kis.domestic.codes import Sign
from kis.simulator.server.domestic.quotes import limit, percent
from kis.simulator.tape import Quote
from kis.units import Percent, Shares, Won


def changes(quote: Quote, price: int | None = None) -> dict[str, Any]:
    """Return how far a price (the last one if not given) is from the reference of the day."""
    at = quote.last if price is None else price
    return {
        "change": Won(at - quote.reference),
        "change_sign": Sign(quote.sign_of(at)),
        "change_rate": Percent(percent(at - quote.reference, quote.reference)),
    }


def priced(quote: Quote) -> dict[str, Any]:
    """Return the last price, how far it is from the reference, and the volume."""
    return {"price": Won(quote.last), "volume": Shares(quote.volume), **changes(quote)}


def span(quote: Quote) -> dict[str, Any]:
    """Return where the day opened and how far it went, and how far it might."""
    return {
        "open": Won(quote.open),
        "high": Won(quote.high),
        "low": Won(quote.low),
        "upper_limit": Won(limit(quote.upper)),
        "lower_limit": Won(quote.lower),
    }
