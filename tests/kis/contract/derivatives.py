"""Domestic futures and options: where each call is documented, and what the simulator is asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from kis.client import Kis
from kis.derivatives import Account, BoardProduct, Boards, Market, Night, NightItem, Orders, OrderType, Quotes, Side
from kis.endpoint import Endpoint
from kis.units import Contracts
from tests.kis.portal import Action, Asked

SOURCES: dict[Endpoint[..., Any], tuple[str, Action]] = {
    Orders.buy: ("fuop_order", "day"),
    Orders.sell: ("fuop_order", "day"),
    Orders.amend: ("fuop_order_rvsecncl", "day"),
    Orders.cancel: ("fuop_order_rvsecncl", "day"),
    Account.daily_orders: ("fuop_inquire_ccnl", "default"),
    Account.balance: ("fuop_inquire_balance", "default"),
    Account.orderable: ("fuop_inquire_psbl_order", "default"),
    Account.deposit: ("fuop_inquire_deposit", "default"),
    Account.fills: ("fuop_inquire_ccnl_bstime", "default"),
    Account.valuation: ("fuop_inquire_balance_valuation_pl", "default"),
    Account.settlement: ("fuop_inquire_balance_settlement_pl", "default"),
    Quotes.price: ("fuop_inquire_price", "default"),
    Quotes.order_book: ("fuop_inquire_asking_price", "default"),
    Quotes.chart: ("fuop_inquire_daily_fuopchartprice", "default"),
    Quotes.minute_chart: ("fuop_inquire_time_fuopchartprice", "default"),
    Quotes.margin_rates: ("fuop_margin_rate", "default"),
    Boards.futures: ("fuop_display_board_futures", "default"),
    Boards.options: ("fuop_display_board_callput", "default"),
    Boards.option_months: ("fuop_display_board_option_list", "default"),
    Boards.underlying: ("fuop_display_board_top", "default"),
    Night.buy: ("fuop_order", "night"),
    Night.sell: ("fuop_order", "night"),
    Night.amend: ("fuop_order_rvsecncl", "night"),
    Night.cancel: ("fuop_order_rvsecncl", "night"),
    Night.daily_orders: ("fuop_inquire_ngt_ccnl", "default"),
    Night.balance: ("fuop_inquire_ngt_balance", "default"),
    Night.orderable: ("fuop_inquire_psbl_ngt_order", "default"),
}
NOT_ASKED: dict[Endpoint[..., Any], set[str]] = {}

TODAY = date(2026, 11, 23)
"""The day of the scene, a Monday; its clock stands at 10:00."""
_FUTURE: dict[str, Any] = {"symbol": "A05612"}
_OPTION: dict[str, Any] = {"symbol": "B01612445", "market": Market.INDEX_OPTIONS}
_ONE: dict[str, Any] = {**_FUTURE, "quantity": Contracts(1), "order_type": OrderType.MARKET}
_FAR: dict[str, Any] = {**_ONE, "price": Decimal("420.00"), "order_type": OrderType.LIMIT}
_TODAY: dict[str, Any] = {"start": TODAY, "end": TODAY}
_NIGHT: dict[str, Any] = {"item": NightItem.FUTURE, "quantity": Contracts(1)}
_BETTER: dict[str, Any] = {"order_type": OrderType.LIMIT, "price": Decimal("420.50")}


async def _open_order(kis: Kis) -> Mapping[str, Any]:
    """Place an order that stays open, to be changed."""
    return {"number": (await kis.derivatives.orders.buy(**_FAR)).number}


async def _to_amend(kis: Kis) -> Mapping[str, Any]:
    return {**await _open_order(kis), **_BETTER}


async def _open_at_night(kis: Kis) -> Mapping[str, Any]:
    return {"number": (await kis.derivatives.night.buy(**_FAR)).number, **_NIGHT}


async def _to_amend_at_night(kis: Kis) -> Mapping[str, Any]:
    return {**await _open_at_night(kis), **_BETTER}


ASKED: dict[Endpoint[..., Any], Asked] = {
    Orders.buy: _ONE,
    Orders.sell: _ONE,
    Orders.amend: _to_amend,
    Orders.cancel: _open_order,
    Account.daily_orders: _TODAY,
    Account.balance: {},
    Account.orderable: {**_FUTURE, "side": Side.BUY},
    Account.deposit: {},
    Account.fills: {"day": TODAY},
    Account.valuation: {},
    Account.settlement: {"day": TODAY},
    Quotes.price: _FUTURE,
    Quotes.order_book: _OPTION,
    Quotes.chart: {**_FUTURE, "start": date(2026, 11, 2), "end": TODAY},
    Quotes.minute_chart: {**_FUTURE, "date": TODAY, "time": time(10)},
    Quotes.margin_rates: {"day": TODAY},
    Boards.futures: {"product": BoardProduct.MINI_KOSPI200},
    Boards.options: {"month": "202612"},
    Boards.option_months: {},
    Boards.underlying: _FUTURE,
    Night.buy: _ONE,
    Night.sell: _ONE,
    Night.amend: _to_amend_at_night,
    Night.cancel: _open_at_night,
    Night.daily_orders: _TODAY,
    Night.balance: {},
    Night.orderable: {**_FUTURE, "side": Side.BUY, "price": Decimal("440.00")},
}
"""Orders of day and night can both be sent, since the scene's market is always open."""
EMPTY: dict[Endpoint[..., Any], set[str]] = {}


async def prepare(kis: Kis) -> None:
    """Make a scene on a real account: a future and an option held, an order open, one sent at night."""
    await kis.derivatives.orders.buy(**_ONE)
    await kis.derivatives.orders.buy(**{**_ONE, "symbol": "C01612440"})
    await kis.derivatives.orders.buy(**_FAR)
    await kis.derivatives.night.buy(**_FAR)
