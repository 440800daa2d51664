"""Domestic stocks (국내주식): orders, account, quotes, info."""

from __future__ import annotations

from kis.domestic.account import Account
from kis.domestic.info import Info
from kis.domestic.orders import Orders
from kis.domestic.quotes import Quotes
from kis.endpoint import Caller

GROUPS = (Orders, Account, Quotes, Info)
"""Every group of this market: what the simulator serves and the tests walk."""


class Domestic:
    """국내주식, bound to whoever carries out the calls."""

    def __init__(self, caller: Caller) -> None:
        self.orders = Orders(caller)
        self.account = Account(caller)
        self.quotes = Quotes(caller)
        self.info = Info(caller)
