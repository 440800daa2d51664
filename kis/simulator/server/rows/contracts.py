"""Trades and books of futures and options, as rows of their channels by day and by night."""

from __future__ import annotations

from datetime import time
from decimal import Decimal
from typing import TypeVar

from kis.realtime.record import Record
from kis.simulator.book import Level
from kis.simulator.broker import Broker
from kis.simulator.derivatives.listings import ContractListing
from kis.simulator.derivatives.theory import payoff
from kis.simulator.events import BookChanged, TradePrinted
from kis.simulator.server.derivatives.quotes import count, disparity, greeks
from kis.simulator.server.derivatives.rows import thousands
from kis.simulator.server.domestic.quotes import percent, ten
from kis.simulator.server.rows.line import line
from kis.simulator.tape import Quote

R = TypeVar("R", bound=Record)

_NOON = time(12, 0)
_CENT = Decimal("0.01")
_KINDS = ("FUTS", "OPTN", "STCK")
_GREEKS = {"delta": "DELTA", "gamma": "GAMA", "vega": "VEGA", "theta": "THETA", "rho": "RHO"}


class ContractRows:
    """Knows theory from the broker; a row has of all columns those that are its own, whatever KIS calls them there."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def tick(self, row: type[R], event: TradePrinted) -> R:
        """Return a trade, of a future or an option."""
        listing, quote = _listing(event), event.quote
        wire = (
            _day(listing, quote)
            | self._worth(listing, event.price)
            | {
                "BSOP_HOUR": f"{event.time:%H%M%S}",
                "LAST_CNQN": event.volume,
                "TOTAL_ASKP_RSQN": event.book.total_asks,
                "TOTAL_BIDP_RSQN": event.book.total_bids,
            }
        )
        for side, levels in (("ASKP", event.book.asks), ("BIDP", event.book.bids)):
            best = levels[0] if levels else Level(0, 0)
            wire |= _named(f"{side}1", listing.decimal(best.price)) | {f"{side}_RSQN1": best.size}
        return line(row, wire, missing="0")

    def _worth(self, listing: ContractListing, units: int) -> dict[str, object]:
        """Return theory, greeks and basis at a price; as over REST, options have no basis."""
        floor = self._broker.derivatives
        spot, price = floor.spot(listing.underlying), listing.decimal(units)
        fair = Decimal(floor.theory(listing).price).quantize(_CENT)
        wire: dict[str, object] = {"HTS_THPR": fair, "ESDG": price - fair, "DPRT": disparity(price, fair)}
        wire |= {_GREEKS[name]: value for name, value in greeks(self._broker, listing).items() if name in _GREEKS}
        if not listing.is_option:
            return wire | {"MRKT_BASIS": price - spot, "THPR_BASIS": fair - spot}
        inside = payoff(listing.contract.kind, listing.contract.strike, spot)
        volatility = Decimal(floor.model.volatility * 100).quantize(_CENT)
        return wire | {
            "PRMM_VAL": price,
            "INVL_VAL": inside,
            "TMVL_VAL": price - inside,
            "HTS_INTS_VLTL": volatility,
            "UNAS_HIST_VLTL": volatility,
            "AVRG_VLTL": volatility,
        }


def book_of(row: type[R], event: BookChanged) -> R:
    """Return the book; a row of five levels has the best five."""
    listing = _listing(event)
    wire: dict[str, object] = _named("SHRN_ISCD", event.symbol) | {
        "BSOP_HOUR": f"{event.time:%H%M%S}",
        "TOTAL_ASKP_RSQN": event.book.total_asks,
        "TOTAL_BIDP_RSQN": event.book.total_bids,
        "TOTAL_ASKP_RSQN_ICDC": event.ask_change,
        "TOTAL_BIDP_RSQN_ICDC": event.bid_change,
    }
    for side, levels in (("ASKP", event.book.asks), ("BIDP", event.book.bids)):
        prices, sizes = ten(levels)
        counts = [count(size) for size in sizes]
        for level, (price, size, orders) in enumerate(zip(prices, sizes, counts, strict=True), start=1):
            wire |= _named(f"{side}{level}", listing.decimal(price))
            wire |= {f"{side}_RSQN{level}": size, f"{side}_CSNU{level}": orders}
        wire[f"TOTAL_{side}_CSNU"] = sum(counts)
    return line(row, wire, missing="0")


def expected_of(row: type[R], event: BookChanged) -> R:
    """Return where the auction would match now."""
    listing, quote = _listing(event), event.quote
    price, volume = event.expected or (0, 0)
    wire = _named("SHRN_ISCD", event.symbol) | {
        "BSOP_HOUR": f"{event.time:%H%M%S}",
        "ANTC_CNPR": listing.decimal(price),
        "ANTC_CNTG_VRSS": listing.decimal(price - quote.reference),
        "ANTC_CNTG_VRSS_SIGN": quote.sign_of(price),
        "ANTC_CNTG_PRDY_CTRT": percent(price - quote.reference, quote.reference),
        "ANTC_MKOP_CLS_CODE": "311" if event.time.time() < _NOON else "121",
        "ANTC_CNQN": volume,
    }
    return line(row, wire, missing="0")


def _day(listing: ContractListing, quote: Quote) -> dict[str, object]:
    """Return the day so far."""
    wire = {
        "ACML_VOL": quote.volume,
        "ACML_TR_PBMN": thousands(listing, quote.value) if listing.board.decimals else quote.value * listing.won,
        "PRDY_VRSS_SIGN": quote.sign,
        "HTS_OTST_STPL_QTY": listing.shares,
        "SHNU_RATE": quote.buy_rate,
        "CTTR": quote.strength,
        "SELN_CNTG_CSNU": quote.sell_trades,
        "SHNU_CNTG_CSNU": quote.buy_trades,
        "NTBY_CNTG_CSNU": quote.buy_trades - quote.sell_trades,
        "SELN_CNTG_SMTN": quote.sell_volume,
        "SHNU_CNTG_SMTN": quote.buy_volume,
        "PRDY_VOL_VRSS_ACML_VOL_RATE": percent(quote.volume, quote.previous_volume),
        "DYNM_MXPR": listing.decimal(quote.upper),
        "DYNM_LLAM": listing.decimal(quote.lower),
        "DYNM_PRC_LIMT_YN": "Y",
        "PRDY_VRSS": listing.decimal(quote.change),
        "PRDY_CTRT": quote.rate,
    }
    wire |= _named("SHRN_ISCD", quote.symbol) | _named("PRPR", listing.decimal(quote.last))
    wire |= _named("PRDY_VRSS", listing.decimal(quote.change)) | _named("PRDY_CTRT", quote.rate)
    marks = (
        ("OPRC", quote.opened_at, quote.open),
        ("HGPR", quote.high_at, quote.high),
        ("LWPR", quote.low_at, quote.low),
    )
    for name, at, mark in marks:
        wire |= _named(name, listing.decimal(mark)) | {
            f"{name}_HOUR": f"{at:%H%M%S}",
            f"{name}_VRSS_PRPR_SIGN": quote.sign_of(quote.last, mark),
            f"{name}_VRSS_PRPR": listing.decimal(quote.last - mark),
            f"{name}_VRSS_NMIX_PRPR": listing.decimal(quote.last - mark),
        }
    return wire


def _named(name: str, value: object) -> dict[str, object]:
    """Return a column under the names that futures, options and stock futures have for it."""
    return {name: value, **{f"{kind}_{name}": value for kind in _KINDS}}


def _listing(event: TradePrinted | BookChanged) -> ContractListing:
    listing = event.quote.listing
    assert isinstance(listing, ContractListing)  # noqa: S101 - the shows of contracts see nothing else
    return listing
