"""Figures as people type them: `10주`, `70,000원`, `7만`, `7만5천`, `1.5만`, `1억`."""

from __future__ import annotations

import re
from decimal import Decimal

from bot.storage.columns import PLACES, plain
from bot.storage.terms import Figure

LARGEST = 10**13
"""No figure of an order is larger; a longer row of digits is a slip."""

_SCALES = {"억": 10**8, "만": 10**4, "천": 10**3, "백": 10**2}
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_FIGURE = re.compile(rf"(?:{_NUMBER.pattern}[억만천백]?)+")
_PART = re.compile(rf"({_NUMBER.pattern})([억만천백]?)")


def figure(text: str) -> int | None:
    """Return the whole number that `text` means, None if it is none.

    A figure of parts goes from large to small: `7만5천` is 75,000; in `7만5` the last part counts as it stands.
    """
    total = _total(text)
    return int(total) if total is not None and total == total.to_integral_value() else None


def price_figure(text: str) -> Figure | None:
    """Return the price that `text` means, with four decimals at most; None if it is none: `120.5`, `$1,234.50`."""
    total = _total(text.removeprefix("$"))
    if total is None or total != round(total, PLACES):
        return None
    return plain(total)


def _total(text: str) -> Decimal | None:
    if len(text) > 30 or not _FIGURE.fullmatch(text):
        return None
    total, last = Decimal(0), None
    for digits, scale in _PART.findall(text):
        size = _SCALES.get(scale, 1)
        if last is not None and size >= last:
            return None
        total += Decimal(digits.replace(",", "")) * size
        last = size
    return total if total <= LARGEST else None
