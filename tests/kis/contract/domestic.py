"""Domestic stocks: where each call is documented, and what the simulator is asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kis.client import Kis
from kis.domestic import Account, Info, Orders, OrderType, Quotes
from kis.domestic.codes import VenueFilter
from kis.endpoint import Endpoint
from kis.units import Shares, Won
from tests.kis.portal import Action, Asked

SOURCES: dict[Endpoint[..., Any], tuple[str, Action]] = {
    Orders.buy: ("domestic_order_cash", "buy"),
    Orders.sell: ("domestic_order_cash", "sell"),
    Orders.amend: ("domestic_order_rvsecncl", "amend_or_cancel"),
    Orders.cancel: ("domestic_order_rvsecncl", "amend_or_cancel"),
    Account.amendable: ("domestic_inquire_psbl_rvsecncl", "default"),
    Account.daily_orders: ("domestic_inquire_daily_ccld", "within_3_months"),
    Account.past_orders: ("domestic_inquire_daily_ccld", "before_3_months"),
    Account.balance: ("domestic_inquire_balance", "default"),
    Account.buying_power: ("domestic_inquire_psbl_order", "default"),
    Quotes.price: ("domestic_inquire_price", "default"),
    Quotes.order_book: ("domestic_inquire_asking_price_exp_ccn", "default"),
    Quotes.chart: ("domestic_inquire_daily_itemchartprice", "default"),
    Info.stock_info: ("domestic_search_stock_info", "default"),
    Info.product_info: ("domestic_search_info", "default"),
    Info.holidays: ("domestic_chk_holiday", "default"),
}
NOT_ASKED: dict[Endpoint[..., Any], set[str]] = {Orders.buy: {"SLL_TYPE"}}

TODAY = date(2026, 11, 23)
"""The day of the scene, a Monday; its clock stands at 10:00."""
_SAMSUNG: dict[str, Any] = {"symbol": "005930"}
_LIMIT: dict[str, Any] = {**_SAMSUNG, "quantity": Shares(1), "price": Won(70_000), "order_type": OrderType.LIMIT}
_DAY: dict[str, Any] = {"start": TODAY, "end": TODAY, "venue": VenueFilter.ALL}


async def _open_order(kis: Kis) -> Mapping[str, Any]:
    """Place an order that stays open, to be changed."""
    placed = await kis.domestic.orders.buy(**{**_LIMIT, "price": Won(61_000)})
    return {"branch": placed.branch, "number": placed.number}


async def _to_amend(kis: Kis) -> Mapping[str, Any]:
    return {**await _open_order(kis), "order_type": OrderType.LIMIT, "price": Won(61_100)}


ASKED: dict[Endpoint[..., Any], Asked] = {
    Orders.buy: _LIMIT,
    Orders.sell: {**_LIMIT, "price": Won(75_000)},
    Orders.amend: _to_amend,
    Orders.cancel: _open_order,
    Account.amendable: {},
    Account.daily_orders: _DAY,
    Account.past_orders: _DAY,
    Account.balance: {},
    Account.buying_power: _SAMSUNG,
    Quotes.price: _SAMSUNG,
    Quotes.order_book: _SAMSUNG,
    Quotes.chart: {**_SAMSUNG, "start": date(2026, 11, 2), "end": TODAY},
    Info.stock_info: _SAMSUNG,
    Info.product_info: _SAMSUNG,
    Info.holidays: {"start": TODAY},
}
EMPTY: dict[Endpoint[..., Any], set[str]] = {}


async def prepare(kis: Kis) -> None:
    """Make a scene on a real account: shares bought, an order open."""
    await kis.domestic.orders.buy(**{**_LIMIT, "quantity": Shares(10), "order_type": OrderType.MARKET, "price": Won(0)})
    await kis.domestic.orders.buy(**{**_LIMIT, "price": Won(60_000)})
