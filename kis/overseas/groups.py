"""The groups of overseas stocks, bound to whoever carries out the calls."""

from __future__ import annotations

from kis.endpoint import Caller
from kis.overseas.account import Account
from kis.overseas.info import Info
from kis.overseas.orders import Orders
from kis.overseas.quotes import Quotes
from kis.overseas.ranks import Ranks
from kis.overseas.reservations import Reservations

GROUPS = (Orders, Reservations, Account, Quotes, Ranks, Info)
"""Every group of this market: what the simulator serves and the tests walk."""


class Overseas:
    """해외주식, bound to whoever carries out the calls."""

    def __init__(self, caller: Caller) -> None:
        self.orders = Orders(caller)
        self.reservations = Reservations(caller)
        self.account = Account(caller)
        self.quotes = Quotes(caller)
        self.ranks = Ranks(caller)
        self.info = Info(caller)
