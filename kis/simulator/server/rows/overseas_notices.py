"""What happens to overseas orders, as rows of H0GSCNI0 and H0GSCNI9."""

from __future__ import annotations

from kis.overseas.codes import Country, Exchange
from kis.realtime.implied import imply
from kis.realtime.overseas import OverseasMarket, OverseasNotice
from kis.simulator.overseas.listings import OverseasListing
from kis.simulator.server.rows.line import line
from kis.simulator.server.rows.steps import Step

_MARKETS = {
    Exchange.NASDAQ: OverseasMarket.NASDAQ,
    Exchange.NYSE: OverseasMarket.NYSE,
    Exchange.AMEX: OverseasMarket.AMEX,
    Exchange.HONG_KONG: OverseasMarket.HONG_KONG,
    Exchange.SHANGHAI: OverseasMarket.SHANGHAI_A,
    Exchange.SHENZHEN: OverseasMarket.SHENZHEN_B,
    Exchange.TOKYO: OverseasMarket.TOKYO,
    Exchange.HANOI: OverseasMarket.HANOI,
    Exchange.HO_CHI_MINH: OverseasMarket.HO_CHI_MINH,
}
"""KIS documents no code for A shares of Shenzhen."""
_LIMIT = "2"
_KINDS = {"31": "A", "32": "B", "33": "C", "34": "D", "50": "7"}


def overseas_notice_of(listing: OverseasListing, step: Step) -> OverseasNotice:
    """Return the row of one step: prices with the decimals their country implies.

    As in KIS's examples an acceptance tells the order's price and not its quantity again, and outside the US no time.
    """
    order, fill, market = step.order, step.fill, _MARKETS[listing.exchange]
    timeless = fill is None and listing.exchange.country is not Country.US
    wire = {
        "ODER_KIND2": _KINDS.get(order.kind.code, _LIMIT),
        "CNTG_UNPR": imply(step.price(fill.price if fill else order.price), market.price_decimals or 0),
        "ODER_QTY": f"{order.quantity:09d}" if fill else "",
        "ODER_COND": market.value,
        "DEBT_GB": "10",
    }
    return line(OverseasNotice, step.columns() | wire | ({"STCK_CNTG_HOUR": ""} if timeless else {}))
