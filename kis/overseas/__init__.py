"""Overseas stocks (해외주식): orders, reservations, account, quotes, ranks, info.

price = await kis.overseas.quotes.price(symbol="AAPL", exchange=Exchange.NASDAQ)
await kis.overseas.orders.buy(
    symbol="AAPL", exchange=Exchange.NASDAQ, quantity=Shares(1), price=Amount(Decimal("190.50"))
)
"""

from __future__ import annotations

from kis.endpoint import Caller
from kis.overseas.account import Account
from kis.overseas.codes import Country, Currency, DaytimeMarket, Exchange, OrderType
from kis.overseas.info import Info
from kis.overseas.orders import Orders
from kis.overseas.quotes import Quotes
from kis.overseas.ranks import Ranks
from kis.overseas.reservations import Reservations

__all__ = [
    "GROUPS",
    "Account",
    "Country",
    "Currency",
    "DaytimeMarket",
    "Exchange",
    "Info",
    "OrderType",
    "Orders",
    "Overseas",
    "Quotes",
    "Ranks",
    "Reservations",
]

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
