"""Questions about domestic stocks: where each call is documented, and what the simulator is asked."""

from __future__ import annotations

from typing import Any

from kis.domestic import Elw, Etf, Indices, Market, Overtime, Quotes, Ranks, Screens, Watchlists
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
    Etf.price: ("etfetn_inquire_price", "default"),
    Etf.order_book: ("etf_inquire_asking_price", "default"),
    Etf.components: ("etf_inquire_component_stock_price", "default"),
    Etf.nav: ("etf_nav_comparison_trend", "default"),
    Ranks.volume: ("domestic_volume_rank", "default"),
    Ranks.change: ("domestic_fluctuation_rank", "default"),
    Ranks.market_cap: ("domestic_market_cap_rank", "default"),
    Ranks.strength: ("domestic_volume_power_rank", "default"),
    Ranks.extremes: ("domestic_near_new_highlow_rank", "default"),
    Ranks.views: ("domestic_hts_top_view", "default"),
    Indices.price: ("domestic_inquire_index_price", "default"),
    Indices.chart: ("domestic_inquire_daily_indexchartprice", "default"),
    Indices.days: ("domestic_inquire_index_daily_price", "default"),
    Market.interruptions: ("domestic_inquire_vi_status", "default"),
    Market.news: ("domestic_news_title", "default"),
    Market.limits: ("domestic_capture_uplowprice", "default"),
    Market.expected_closes: ("domestic_exp_closing_price", "default"),
    Market.days: ("domestic_market_time", "default"),
    Overtime.price: ("domestic_inquire_overtime_price", "default"),
    Overtime.order_book: ("domestic_inquire_overtime_asking_price", "default"),
    Overtime.days: ("domestic_inquire_daily_overtimeprice", "default"),
    Overtime.trades: ("domestic_inquire_time_overtimeconclusion", "default"),
    Watchlists.prices: ("domestic_intstock_multprice", "default"),
    Watchlists.groups: ("domestic_intstock_grouplist", "default"),
    Watchlists.stocks: ("domestic_intstock_stocklist_by_group", "default"),
    Screens.titles: ("domestic_psearch_title", "default"),
    Screens.results: ("domestic_psearch_result", "default"),
}
NOT_ASKED: dict[Endpoint[..., Any], set[str]] = {}
OPTIONAL: dict[Endpoint[..., Any], set[str]] = {
    Watchlists.prices: {
        f"{key}_{place}" for key in ("FID_COND_MRKT_DIV_CODE", "FID_INPUT_ISCD") for place in range(1, 31)
    }
}
"""As many of thirty places are sent as there are symbols."""
ASKED: dict[Endpoint[..., Any], Asked] = {}
EMPTY: dict[Endpoint[..., Any], set[str]] = {}
