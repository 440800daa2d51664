"""Domestic stocks (국내주식): orders, credit, reservations, account, profit, quotes, info.

await kis.domestic.orders.buy(
    symbol="005930", quantity=Shares(10), price=Won(70_000), order_type=OrderType.LIMIT
)
"""

from __future__ import annotations

from kis.domestic.account import Account
from kis.domestic.codes import OrderType, Period, Side
from kis.domestic.credit import Credit
from kis.domestic.elw import Elw
from kis.domestic.etf import Etf
from kis.domestic.indices import Indices
from kis.domestic.info import Info
from kis.domestic.loans import CreditType, ReservationFunding
from kis.domestic.market import Market
from kis.domestic.orders import OrderKey, Orders
from kis.domestic.overtime import Overtime
from kis.domestic.profit import Profit
from kis.domestic.quotes import Quotes
from kis.domestic.ranks import Ranks
from kis.domestic.reservations import Reservations
from kis.domestic.watchlists import Screens, Watchlists
from kis.endpoint import Caller
from kis.market.sessions import Venue

__all__ = [
    "GROUPS",
    "Account",
    "Credit",
    "CreditType",
    "Domestic",
    "Elw",
    "Etf",
    "Indices",
    "Info",
    "Market",
    "OrderKey",
    "OrderType",
    "Orders",
    "Overtime",
    "Period",
    "Profit",
    "Quotes",
    "Ranks",
    "ReservationFunding",
    "Reservations",
    "Screens",
    "Side",
    "Venue",
    "Watchlists",
]

GROUPS = (
    Orders,
    Credit,
    Reservations,
    Account,
    Profit,
    Quotes,
    Info,
    Elw,
    Etf,
    Ranks,
    Indices,
    Market,
    Overtime,
    Watchlists,
    Screens,
)
"""Every group of this market: what the simulator serves and the tests walk."""


class Domestic:
    """국내주식, bound to whoever carries out the calls."""

    def __init__(self, caller: Caller) -> None:
        self.orders = Orders(caller)
        self.credit = Credit(caller)
        self.reservations = Reservations(caller)
        self.account = Account(caller)
        self.profit = Profit(caller)
        self.quotes = Quotes(caller)
        self.info = Info(caller)
        self.elw = Elw(caller)
        self.etf = Etf(caller)
        self.ranks = Ranks(caller)
        self.indices = Indices(caller)
        self.market = Market(caller)
        self.overtime = Overtime(caller)
        self.watchlists = Watchlists(caller)
        self.screens = Screens(caller)
