"""Domestic stocks (국내주식): orders, credit, reservations, account, profit, quotes, info.

await kis.domestic.orders.buy(
    symbol="005930", quantity=Shares(10), price=Won(70_000), order_type=OrderType.LIMIT
)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kis.domestic.account import Account
    from kis.domestic.codes import OrderType, Period, Side
    from kis.domestic.credit import Credit
    from kis.domestic.elw import Elw
    from kis.domestic.etf import Etf
    from kis.domestic.groups import GROUPS, Domestic
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

_HOMES = {
    "Account": "kis.domestic.account",
    "Credit": "kis.domestic.credit",
    "CreditType": "kis.domestic.loans",
    "Domestic": "kis.domestic.groups",
    "Elw": "kis.domestic.elw",
    "Etf": "kis.domestic.etf",
    "GROUPS": "kis.domestic.groups",
    "Indices": "kis.domestic.indices",
    "Info": "kis.domestic.info",
    "Market": "kis.domestic.market",
    "OrderKey": "kis.domestic.orders",
    "OrderType": "kis.domestic.codes",
    "Orders": "kis.domestic.orders",
    "Overtime": "kis.domestic.overtime",
    "Period": "kis.domestic.codes",
    "Profit": "kis.domestic.profit",
    "Quotes": "kis.domestic.quotes",
    "Ranks": "kis.domestic.ranks",
    "ReservationFunding": "kis.domestic.loans",
    "Reservations": "kis.domestic.reservations",
    "Screens": "kis.domestic.watchlists",
    "Side": "kis.domestic.codes",
    "Venue": "kis.market.sessions",
    "Watchlists": "kis.domestic.watchlists",
}


def _loaded(name: str) -> Any:
    """Load what is asked for and nothing else: realtime needs a few codes, not every message of the market."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


if not TYPE_CHECKING:
    __getattr__ = _loaded
