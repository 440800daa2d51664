"""Overseas stocks (해외주식): orders, reservations, account, quotes, ranks, info.

price = await kis.overseas.quotes.price(symbol="AAPL", exchange=Exchange.NASDAQ)
await kis.overseas.orders.buy(
    symbol="AAPL", exchange=Exchange.NASDAQ, quantity=Shares(1), price=Amount(Decimal("190.50"))
)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kis.overseas.account import Account
    from kis.overseas.codes import Country, Currency, DaytimeMarket, Exchange, OrderType
    from kis.overseas.groups import GROUPS, Overseas
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

_HOMES = {
    "Account": "kis.overseas.account",
    "Country": "kis.overseas.codes",
    "Currency": "kis.overseas.codes",
    "DaytimeMarket": "kis.overseas.codes",
    "Exchange": "kis.overseas.codes",
    "GROUPS": "kis.overseas.groups",
    "Info": "kis.overseas.info",
    "OrderType": "kis.overseas.codes",
    "Orders": "kis.overseas.orders",
    "Overseas": "kis.overseas.groups",
    "Quotes": "kis.overseas.quotes",
    "Ranks": "kis.overseas.ranks",
    "Reservations": "kis.overseas.reservations",
}


def _loaded(name: str) -> Any:
    """Load what is asked for and nothing else: realtime and hours need a few codes, not every message."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


if not TYPE_CHECKING:
    __getattr__ = _loaded
