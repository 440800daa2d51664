"""Domestic futures and options: where each call is documented, and what the simulator is asked."""

from __future__ import annotations

from typing import Any

from kis.client import Kis
from kis.derivatives import Account, Boards, Night, Orders, Quotes
from kis.endpoint import Endpoint
from tests.kis.portal import Action, Asked

SOURCES: dict[Endpoint[..., Any], tuple[str, Action]] = {
    Orders.buy: ("fuop_order", "day"),
    Orders.sell: ("fuop_order", "day"),
    Orders.amend: ("fuop_order_rvsecncl", "day"),
    Orders.cancel: ("fuop_order_rvsecncl", "day"),
    Account.orders: ("fuop_inquire_ccnl", "default"),
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
    Night.orders: ("fuop_inquire_ngt_ccnl", "default"),
    Night.balance: ("fuop_inquire_ngt_balance", "default"),
    Night.orderable: ("fuop_inquire_psbl_ngt_order", "default"),
}
NOT_ASKED: dict[Endpoint[..., Any], set[str]] = {}
ASKED: dict[Endpoint[..., Any], Asked] = {}
EMPTY: dict[Endpoint[..., Any], set[str]] = {}


async def prepare(kis: Kis) -> None:
    """Make a scene on a real account."""
