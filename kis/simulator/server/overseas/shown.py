"""How overseas prices, codes and times are written in answers."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from kis.credentials import Environment
from kis.domestic.codes import Side as SideCode
from kis.domestic.codes import Sign
from kis.overseas.codes import US, Currency, Exchange, QuotedAt
from kis.simulator.orders import Side
from kis.simulator.overseas.floor import OverseasFloor
from kis.simulator.overseas.listings import OverseasListing
from kis.simulator.overseas.money import in_currency
from kis.simulator.server.routes import Call
from kis.simulator.tape import Quote
from kis.units import Amount, Percent

SIDE_CODES = {Side.SELL: SideCode.SELL, Side.BUY: SideCode.BUY}
SIDE_NAMES = {Side.SELL: "매도", Side.BUY: "매수"}
CURRENCY_NAMES = {
    Currency.USD: "미국 달러",
    Currency.HKD: "홍콩 달러",
    Currency.CNY: "중국 위안화",
    Currency.JPY: "일본 엔화",
    Currency.VND: "베트남 동",
}
NASDAQ_ALONE = "NAS"
_CENT = Decimal("0.01")


def price(listing: OverseasListing, units: int) -> Amount:
    """Return a price as it is written, with all the decimals of the market."""
    return Amount(listing.board.decimal(units))


def money(currency: Currency, units: int) -> Amount:
    """Return money of a currency."""
    return Amount(in_currency(units, currency))


def move(quote: Quote) -> dict[str, Any]:
    """Return how far the price moved, without its sign, and which way."""
    return {
        "change_sign": Sign(quote.sign),
        "absolute_change": Amount(quote.listing.board.decimal(abs(quote.change))),
        "change_rate": Percent(quote.rate),
    }


def rate(part: int, whole: int) -> Percent:
    """Return `part` of `whole` in percent; 0 of nothing."""
    return Percent((Decimal(part * 100) / whole).quantize(_CENT) if whole else Decimal("0.00"))


def listed(floor: OverseasFloor, symbol: str, at: QuotedAt) -> OverseasListing | None:
    """Return what is listed under a symbol at an exchange or in its daytime market, None if nothing is."""
    listing = floor.listing(symbol.strip().upper())
    exchange = at if isinstance(at, Exchange) else at.exchange
    return listing if listing is not None and listing.exchange is exchange else None


def local(listing: OverseasListing, at: datetime) -> datetime:
    """Return a moment in the time of the exchange."""
    return at.astimezone(ZoneInfo(listing.exchange.country.timezone))


def meant(exchange: Exchange, *, paper: bool = False) -> tuple[Exchange, ...]:
    """Return what an exchange of an inquiry stands for: NASD for the whole US on a real account."""
    return US if exchange is Exchange.NASDAQ and not paper else (exchange,)


def meant_by(call: Call, exchange: Exchange) -> tuple[Exchange, ...]:
    """Return what the exchange of an account's inquiry stands for; NAS is Nasdaq alone, also on a real account."""
    if call.params.get("ovrs_excg_cd", "").strip() == NASDAQ_ALONE:
        return (exchange,)
    return meant(exchange, paper=call.info.env is Environment.PAPER)


def meant_by_code(code: str) -> tuple[Exchange, ...]:
    """Return the exchanges of a code that may be % or blank for all; none for a code that is none."""
    if code.strip() in ("", "%"):
        return tuple(Exchange)
    exchange = Exchange.of(code)
    return () if exchange is None else meant(exchange)
