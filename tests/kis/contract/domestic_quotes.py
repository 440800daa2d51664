"""Questions about domestic stocks: where each call is documented, and what the simulator is asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from kis.client import Kis
from kis.domestic import Elw, Etf, Indices, Market, Overtime, Quotes, Ranks, Screens, Watchlists
from kis.endpoint import Endpoint
from tests.kis.contract.domestic import TODAY
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


async def _owner(kis: Kis) -> Mapping[str, Any]:
    """The HTS id whose lists these are."""
    return {"hts_id": kis.credentials.hts_id}


async def _first_group(kis: Kis) -> Mapping[str, Any]:
    """A watchlist of the owner."""
    hts_id = kis.credentials.hts_id
    group, *_ = await kis.domestic.watchlists.groups(hts_id=hts_id)
    return {"hts_id": hts_id, "code": group.code}


async def _screen(kis: Kis) -> Mapping[str, Any]:
    """A screen of the owner in which something is found."""
    hts_id = kis.credentials.hts_id
    for screen in await kis.domestic.screens.titles(hts_id=hts_id):
        if await kis.domestic.screens.results(hts_id=hts_id, number=screen.number):
            return {"hts_id": hts_id, "number": screen.number}
    raise AssertionError("no screen finds anything")


_SAMSUNG: Mapping[str, Any] = {"symbol": "005930"}
_KODEX: Mapping[str, Any] = {"symbol": "069500"}
_NOW = {"until": time(10)}
_PLACES = (None,) * 28

ASKED: dict[Endpoint[..., Any], Asked] = {
    Quotes.price_detail: _SAMSUNG,
    Quotes.trades: _SAMSUNG,
    Quotes.timed_trades: {**_SAMSUNG, **_NOW},
    Quotes.days: _SAMSUNG,
    Quotes.investors: _SAMSUNG,
    Quotes.flows: {**_SAMSUNG, "day": TODAY},
    Quotes.members: _SAMSUNG,
    Quotes.minute_chart: {**_SAMSUNG, **_NOW},
    Quotes.past_minute_chart: {**_SAMSUNG, "day": date(2026, 11, 20), "until": time(15, 30)},
    Elw.price: {"symbol": "57KA01"},
    Etf.price: _KODEX,
    Etf.order_book: _KODEX,
    Etf.components: _KODEX,
    Etf.nav: _KODEX,
    Ranks.volume: {},
    Ranks.change: {},
    Ranks.market_cap: {},
    Ranks.strength: {},
    Ranks.extremes: {},
    Ranks.views: {},
    Indices.price: {},
    Indices.chart: {"start": date(2026, 11, 2), "end": TODAY},
    Indices.days: {"day": TODAY},
    Market.interruptions: {"day": TODAY},
    Market.news: {},
    Market.limits: {},
    Market.expected_closes: {},
    Market.days: {},
    Overtime.price: _SAMSUNG,
    Overtime.order_book: _SAMSUNG,
    Overtime.days: _SAMSUNG,
    Overtime.trades: _SAMSUNG,
    Watchlists.prices: {"symbols": ("005930", "0001", *_PLACES), "markets": ("J", "U", *_PLACES)},
    Watchlists.groups: _owner,
    Watchlists.stocks: _first_group,
    Screens.titles: _owner,
    Screens.results: _screen,
}
EMPTY: dict[Endpoint[..., Any], set[str]] = {
    Market.interruptions: {"output"},
    Market.limits: {"output"},
    Market.expected_closes: {"output"},
    Overtime.trades: {"output2"},
}
