"""Units that the type checker keeps apart."""

from __future__ import annotations

from decimal import Decimal
from typing import NewType

Won = NewType("Won", int)
"""Korean won (원), whole."""

Shares = NewType("Shares", int)
"""Number of shares (주)."""

Units = NewType("Units", Decimal)
"""Number of shares abroad as KIS tells it (주): lots bought by an amount of money have fractions (소수점 주식).

Orders name whole `Shares`.
"""

Percent = NewType("Percent", Decimal)
"""Percent (%), so 1.25 means 1.25 %."""

Contracts = NewType("Contracts", int)
"""Number of futures or options contracts (계약)."""

Amount = NewType("Amount", Decimal)
"""Money in the currency of the market or the row (dollars, yen, …); which one is said beside it."""

Points = NewType("Points", Decimal)
"""Index points (포인트): prices of index futures, options and indices."""

ThousandWon = NewType("ThousandWon", int)
"""Thousands of won (천원)."""

MillionWon = NewType("MillionWon", int)
"""Millions of won (백만원)."""
