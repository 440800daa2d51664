"""Overseas stocks: where each call is documented, and what the simulator is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from kis.client import Kis
from kis.endpoint import Endpoint
from kis.overseas import Account, DaytimeMarket, Exchange, Info, Orders, OrderType, Quotes, Ranks, Reservations
from kis.overseas.codes import ASIA, US
from kis.units import Amount, Shares
from tests.kis.portal import Action, Asked


def _places(side: str) -> dict[Exchange, str]:
    names = {
        Exchange.HONG_KONG: "HK (SEHK)",
        Exchange.SHANGHAI: "Shanghai (SHAA)",
        Exchange.SHENZHEN: "Shenzhen (SZAA)",
        Exchange.TOKYO: "Japan (TKSE)",
        Exchange.HANOI: "Vietnam (HASE/VNSE)",
        Exchange.HO_CHI_MINH: "Vietnam (HASE/VNSE)",
        **dict.fromkeys(US, "US (NASD/NYSE/AMEX)"),
    }
    if side == "buy":
        return {exchange: f"{name} buy" for exchange, name in names.items()}
    return {exchange: f"{name.partition(' (')[0]} sell" for exchange, name in names.items()}


_AMENDED = {
    **dict.fromkeys(US, "US amend/cancel"),
    Exchange.HONG_KONG: "HK amend/cancel",
    Exchange.TOKYO: "Japan amend/cancel",
}
_CANCELLED = {
    **_AMENDED,
    Exchange.SHANGHAI: "Shanghai cancel only",
    Exchange.SHENZHEN: "Shenzhen cancel only",
    Exchange.HANOI: "Vietnam cancel only",
    Exchange.HO_CHI_MINH: "Vietnam cancel only",
}
_IN_ASIA = dict.fromkeys(ASIA, "CN/HK/JP/VN (also cancel)")

SOURCES: dict[Endpoint[..., Any], tuple[str, Action]] = {
    Orders.buy: ("overseas_order", _places("buy")),
    Orders.sell: ("overseas_order", _places("sell")),
    Orders.amend: ("overseas_order_rvsecncl", _AMENDED),
    Orders.cancel: ("overseas_order_rvsecncl", _CANCELLED),
    Orders.daytime_buy: ("overseas_daytime_order", "buy"),
    Orders.daytime_sell: ("overseas_daytime_order", "sell"),
    Orders.daytime_amend: ("overseas_daytime_order_rvsecncl", "default"),
    Orders.daytime_cancel: ("overseas_daytime_order_rvsecncl", "default"),
    Reservations.buy: ("overseas_order_resv", {**dict.fromkeys(US, "US buy"), **_IN_ASIA}),
    Reservations.sell: ("overseas_order_resv", {**dict.fromkeys(US, "US sell"), **_IN_ASIA}),
    Reservations.cancel: ("overseas_order_resv_ccnl", "US"),
    Reservations.cancel_in_asia: ("overseas_order_resv", _IN_ASIA),
    Reservations.list: ("overseas_order_resv_list", {**dict.fromkeys(US, "US"), **dict.fromkeys(ASIA, "Asia")}),
    Account.amendable: ("overseas_inquire_nccs", "default"),
    Account.daily_orders: ("overseas_inquire_ccnl", "default"),
    Account.balance: ("overseas_inquire_balance", "default"),
    Account.present: ("overseas_inquire_present_balance", "default"),
    Account.settled: ("overseas_inquire_paymt_stdr_balance", "default"),
    Account.buying_power: ("overseas_inquire_psamount", "default"),
    Account.margins: ("overseas_foreign_margin", "default"),
    Account.profit: ("overseas_inquire_period_profit", "default"),
    Account.transactions: ("overseas_inquire_period_trans", "default"),
    Account.split_orders: ("overseas_algo_ordno", "default"),
    Account.split_fills: ("overseas_inquire_algo_ccnl", "default"),
    Quotes.price: ("overseas_price", "default"),
    Quotes.detail: ("overseas_price_detail", "default"),
    Quotes.order_book: ("overseas_inquire_asking_price", "default"),
    Quotes.watchlist: ("overseas_multprice", "default"),
    Quotes.trades: ("overseas_quot_inquire_ccnl", "default"),
    Quotes.chart: ("overseas_dailyprice", "default"),
    Quotes.minute_chart: ("overseas_inquire_time_itemchartprice", "default"),
    Quotes.index_chart: ("overseas_inquire_daily_chartprice", "default"),
    Ranks.volume: ("overseas_trade_vol_rank", "default"),
    Ranks.rate: ("overseas_updown_rate_rank", "default"),
    Ranks.search: ("overseas_inquire_search", "default"),
    Info.stock_info: ("overseas_search_info", "default"),
    Info.settlement_days: ("overseas_countries_holiday", "default"),
    Info.news: ("overseas_news_title", "default"),
}
UNDOCUMENTED: frozenset[Endpoint[..., Any]] = frozenset({Info.ledger})
NOT_ASKED: dict[Endpoint[..., Any], set[str]] = {}

TODAY = date(2026, 11, 23)
"""The day of the scene."""
_NEXT = date(2026, 11, 24)
_APPLE: dict[str, Any] = {"symbol": "AAPL", "exchange": Exchange.NASDAQ}
_ONE: dict[str, Any] = {**_APPLE, "quantity": Shares(1)}
_FAR = {"price": Amount(Decimal("100.00"))}
_RESERVED: dict[str, Any] = {"symbol": "7203", "exchange": Exchange.TOKYO, "quantity": Shares(100)}
_DAYS = {"start": TODAY, "end": TODAY}


async def _open_order(kis: Kis) -> dict[str, Any]:
    """An order that waits, to be amended or cancelled."""
    made = await kis.overseas.orders.buy(**_ONE, **_FAR)
    return {**_ONE, "number": made.number}


async def _amendment(kis: Kis) -> dict[str, Any]:
    return {**await _open_order(kis), "price": Amount(Decimal("101.00"))}


async def _daytime_order(kis: Kis) -> dict[str, Any]:
    made = await kis.overseas.orders.daytime_buy(**_ONE, **_FAR)
    return {**_ONE, "number": made.number}


async def _daytime_amendment(kis: Kis) -> dict[str, Any]:
    return {**await _daytime_order(kis), "price": Amount(Decimal("101.00"))}


async def _reservation(kis: Kis) -> dict[str, Any]:
    made = await kis.overseas.reservations.buy(**_ONE, **_FAR)
    return {"date": TODAY, "number": made.number}


async def _asian_reservation(kis: Kis) -> dict[str, Any]:
    made = await kis.overseas.reservations.buy(**_RESERVED, price=Amount(Decimal(2800)))
    return {"symbol": "7203", "exchange": Exchange.TOKYO, "date": made.date, "number": made.number}


async def _split_order(kis: Kis) -> dict[str, Any]:
    found = await kis.overseas.account.split_orders(day=TODAY)
    return {"day": TODAY, "number": found[0].number}


ASKED: dict[Endpoint[..., Any], Asked] = {
    Orders.buy: {**_ONE, **_FAR},
    Orders.sell: {**_ONE, "price": Amount(Decimal("900.00"))},
    Orders.amend: _amendment,
    Orders.cancel: _open_order,
    Orders.daytime_buy: {**_ONE, **_FAR},
    Orders.daytime_sell: {**_ONE, "price": Amount(Decimal("900.00"))},
    Orders.daytime_amend: _daytime_amendment,
    Orders.daytime_cancel: _daytime_order,
    Reservations.buy: {**_ONE, **_FAR},
    Reservations.sell: {**_RESERVED, "price": Amount(Decimal(3500))},
    Reservations.cancel: _reservation,
    Reservations.cancel_in_asia: _asian_reservation,
    Reservations.list: {"exchange": Exchange.NASDAQ, "start": TODAY, "end": _NEXT},
    Account.amendable: {"exchange": Exchange.NASDAQ},
    Account.daily_orders: _DAYS,
    Account.balance: {"exchange": Exchange.NASDAQ},
    Account.present: {},
    Account.settled: {"day": TODAY},
    Account.buying_power: {**_APPLE, **_FAR},
    Account.margins: {},
    Account.profit: _DAYS,
    Account.transactions: _DAYS,
    Account.split_orders: {"day": TODAY},
    Account.split_fills: _split_order,
    Quotes.price: _APPLE,
    Quotes.detail: _APPLE,
    Quotes.order_book: _APPLE,
    Quotes.watchlist: {
        "count": 2,
        "exchanges": (Exchange.NASDAQ, DaytimeMarket.NYSE, *(None,) * 8),
        "symbols": ("AAPL", "KO", *(None,) * 8),
    },
    Quotes.trades: _APPLE,
    Quotes.chart: _APPLE,
    Quotes.minute_chart: _APPLE,
    Quotes.index_chart: {"symbol": "SPX", "start": date(2026, 11, 2), "end": TODAY},
    Ranks.volume: {"exchange": Exchange.NASDAQ},
    Ranks.rate: {"exchange": Exchange.NYSE},
    Ranks.search: {"exchange": Exchange.AMEX},
    Info.stock_info: _APPLE,
    Info.settlement_days: {"day": TODAY},
    Info.news: {},
}
EMPTY: dict[Endpoint[..., Any], set[str]] = {}


def _unmasked(sent: dict[str, Any]) -> dict[str, Any]:
    """The example's amounts have stars where digits were."""
    return {**sent, "output": {key: value.replace("*", "0") for key, value in sent["output"].items()}}


def _by_the_table(sent: dict[str, Any], **renamed: str) -> dict[str, Any]:
    """The example's blocks under the names that KIS's table gives them."""
    return {renamed.get(key, key): value for key, value in sent.items()}


def _without_zero_days(sent: dict[str, Any]) -> dict[str, Any]:
    """A day of zeros is none, and written as a blank."""
    return {**sent, "output": {key: "" if value == "00000000" else value for key, value in sent["output"].items()}}


# A row of blanks in KIS's examples stands for nothing, and the client leaves it out.
MENDED: dict[Endpoint[..., Any], Callable[[dict[str, Any]], dict[str, Any]]] = {
    Account.daily_orders: lambda sent: {**sent, "output": []},
    Account.balance: lambda sent: {**sent, "output1": [row for row in sent["output1"] if row["ovrs_pdno"]]},
    Account.present: lambda sent: {**sent, "output2": []},
    Account.profit: lambda sent: {**sent, "Output1": []},
    Account.buying_power: _unmasked,
    Account.split_fills: lambda sent: _by_the_table(sent, output1="output", output2="output3"),
    Quotes.watchlist: lambda sent: {**sent, "output2": []},
    Quotes.trades: lambda sent: _by_the_table(sent, output1="output2"),
    Info.stock_info: _without_zero_days,
    Ranks.volume: lambda sent: {**sent, "output2": []},
    Ranks.rate: lambda sent: {**sent, "output2": []},
}


async def prepare(kis: Kis) -> None:
    """Make a scene on a real account: shares bought and sold, orders open, split and reserved."""
    orders = kis.overseas.orders
    await orders.buy(**{**_ONE, "quantity": Shares(5)}, price=Amount(Decimal("300.00")))
    await orders.sell(**_ONE, price=Amount(Decimal("200.00")))
    await orders.buy(**_ONE, price=Amount(Decimal("300.00")), order_type=OrderType.TWAP, span="02")
    await orders.buy(**_ONE, **_FAR)
    await kis.overseas.reservations.buy(**_ONE, **_FAR)
