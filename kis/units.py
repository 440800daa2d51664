"""Units that the type checker keeps apart."""

from __future__ import annotations

from decimal import Decimal
from typing import NewType

Won = NewType("Won", int)
"""Korean won (원), whole."""

Shares = NewType("Shares", int)
"""Number of shares (주)."""

Percent = NewType("Percent", Decimal)
"""Percent (%), so 1.25 means 1.25 %."""
