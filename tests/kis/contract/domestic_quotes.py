"""Questions about domestic stocks: where each call is documented, and what the simulator is asked."""

from __future__ import annotations

from typing import Any

from kis.domestic import Elw, Quotes
from kis.endpoint import Endpoint
from tests.kis.portal import Action, Asked

SOURCES: dict[Endpoint[..., Any], tuple[str, Action]] = {
    Quotes.price_detail: ("domestic_inquire_price_2", "default"),
    Quotes.trades: ("domestic_inquire_ccnl", "default"),
    Quotes.timed_trades: ("domestic_inquire_time_itemconclusion", "default"),
    Quotes.days: ("domestic_inquire_daily_price", "default"),
    Quotes.investors: ("domestic_inquire_investor", "default"),
    Quotes.flows: ("domestic_investor_trade_by_stock_daily", "default"),
    Quotes.members: ("domestic_inquire_member", "default"),
    Quotes.minute_chart: ("domestic_inquire_time_itemchartprice", "default"),
    Quotes.past_minute_chart: ("domestic_inquire_time_dailychartprice", "default"),
    Elw.price: ("domestic_inquire_elw_price", "default"),
}
NOT_ASKED: dict[Endpoint[..., Any], set[str]] = {}
OPTIONAL: dict[Endpoint[..., Any], set[str]] = {}
ASKED: dict[Endpoint[..., Any], Asked] = {}
EMPTY: dict[Endpoint[..., Any], set[str]] = {}
