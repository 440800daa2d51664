"""Domestic futures and options (국내선물옵션): orders, account, quotes, boards, and the night session.

await kis.derivatives.orders.buy(
    symbol="A01612", quantity=Contracts(1), price=Decimal("350.05"), order_type=OrderType.LIMIT
)
"""

from __future__ import annotations

from kis.derivatives.account import Account
from kis.derivatives.boards import Boards
from kis.derivatives.codes import BoardProduct, Interval, Market, NightItem, OrderType
from kis.derivatives.night import Night
from kis.derivatives.orders import Orders
from kis.derivatives.quotes import Quotes
from kis.domestic.codes import Period, Side
from kis.endpoint import Caller

__all__ = [
    "GROUPS",
    "Account",
    "BoardProduct",
    "Boards",
    "Derivatives",
    "Interval",
    "Market",
    "Night",
    "NightItem",
    "OrderType",
    "Orders",
    "Period",
    "Quotes",
    "Side",
]

GROUPS = (Orders, Account, Quotes, Boards, Night)
"""Every group of this market: what the simulator serves and the tests walk."""


class Derivatives:
    """국내선물옵션, bound to whoever carries out the calls. All of it goes to the account with product code 03."""

    def __init__(self, caller: Caller) -> None:
        self.orders = Orders(caller)
        self.account = Account(caller)
        self.quotes = Quotes(caller)
        self.boards = Boards(caller)
        self.night = Night(caller)
