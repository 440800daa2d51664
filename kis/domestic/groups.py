"""All groups of domestic stocks, and the door to them."""

from __future__ import annotations

from kis.domestic.account import Account
from kis.domestic.credit import Credit
from kis.domestic.elw import Elw
from kis.domestic.etf import Etf
from kis.domestic.indices import Indices
from kis.domestic.info import Info
from kis.domestic.market import Market
from kis.domestic.orders import Orders
from kis.domestic.overtime import Overtime
from kis.domestic.profit import Profit
from kis.domestic.quotes import Quotes
from kis.domestic.ranks import Ranks
from kis.domestic.reservations import Reservations
from kis.domestic.watchlists import Screens, Watchlists
from kis.endpoint import Caller

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
