"""How an amount of a currency is written: `712,000원`, `$361.50`, `HK$71.55`, and points of an index: `445.05`."""

from __future__ import annotations

from decimal import Decimal

from bot.i18n import say

Figure = int | Decimal
"""A price or an amount: whole ones are an int, finer ones a Decimal. Its currency stands beside it."""

WON = "KRW"
POINTS = "PT"
"""포인트: what prices of indices, index futures and options count."""

_SIGNS = {"USD": ("$", 2), "HKD": ("HK$", 2), "CNY": ("CN¥", 2), "JPY": ("¥", 0), "VND": ("₫", 0), POINTS: ("", 2)}


def money(amount: Figure, currency: str = WON) -> str:
    """Write an amount with its currency; more decimals than are usual only where there are any."""
    if currency == WON:
        return in_won(figures(amount))
    if currency not in _SIGNS:
        return f"{figures(amount)} {currency}"
    sign, places = _SIGNS[currency]
    return f"-{sign}{figures(-amount, places)}" if amount < 0 else f"{sign}{figures(amount, places)}"


def places_of(currency: str) -> int:
    """Return how many decimals prices in a currency usually have."""
    return _SIGNS.get(currency, ("", 0))[1]


def in_won(figure: str) -> str:
    """`712,000원`, or `₩712,000` where English is spoken."""
    return say("{sign}{figure}원", sign="-" if figure.startswith("-") else "", figure=figure.removeprefix("-"))


def figures(amount: Figure, places: int = 0) -> str:
    """`1,234`, `1,234.56`: at least so many decimals, at most four, none that says nothing beyond."""
    exact = Decimal(amount).quantize(Decimal("0.0001"))
    shown = max(places, -int(exact.normalize().as_tuple().exponent))
    return f"{exact:,.{shown}f}"
