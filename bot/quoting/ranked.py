"""One stock of a list, in every market."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from decimal import Decimal

from bot.money import WON, Figure


@dataclass(frozen=True, slots=True)
class Row:
    """`key` is as in `bot.names`; `measure` is what the list is ordered by where that is not the rate.

    Market values are in 억 (a hundred million) of the currency. `began` and `ended` (KST) are those of a VI.
    """

    key: str
    name: str
    price: Figure | None
    rate: Decimal | None
    measure: Figure | None = None
    currency: str = WON
    began: time | None = None
    ended: time | None = None
