"""The program trading in an index as the row of H0UPPGM0: four parts of each side, and every sum of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from decimal import Decimal
from itertools import product
from typing import Any, NamedTuple

from kis.realtime.domestic import IndexProgram
from kis.simulator.domestic.participants import program
from kis.simulator.server.domestic.quotes import percent
from kis.units import MillionWon

_KINDS = ("arbitrage", "non_arbitrage")
_HANDS = ("agency", "proprietary")
_ARBITRAGE_PART, _PROPRIETARY_PART = 10, 4
_THOUSAND, _MILLION = 1_000, 1_000_000


class Traded(NamedTuple):
    """What was traded in an index today: shares and won, and of the shares those sellers and buyers came for."""

    volume: int
    value: int
    sold: int
    bought: int


def index_program_of(code: str, at: time, traded: Traded) -> IndexProgram:
    """Return the row; volumes in thousands of shares, values in millions of won."""
    volumes, values = dict(_parts(traded, "volume")), dict(_parts(traded, "value"))
    market = {"volume": traded.volume // _THOUSAND, "value": traded.value // _MILLION}
    named: dict[str, Any] = {}
    for kind, hand, side in product((*_KINDS, ""), (*_HANDS, ""), ("sell", "buy", "net_buy")):
        for what, parts in (("volume", volumes), ("value", values)):
            name = "_".join(word for word in (kind, hand, side, what) if word)
            amount = _sum(parts, kind, hand, side)
            named |= {name: amount, f"{name}_rate": percent(amount, market[what])}
    known = {name: value for name, value in named.items() if hasattr(IndexProgram, name)}
    return IndexProgram(
        symbol=code, time=at, day_volume=market["volume"], day_value=MillionWon(market["value"]), **known
    )


def _parts(traded: Traded, what: str) -> Iterator[tuple[tuple[str, str, str], int]]:
    """The four parts of what programs sold and bought, in thousands of shares or millions of won."""
    average = Decimal(traded.value) / traded.volume if traded.volume else Decimal(0)
    for side, volume in (("sell", program(traded.sold)), ("buy", program(traded.bought))):
        arbitrage = volume // _ARBITRAGE_PART
        for kind, part in zip(_KINDS, (arbitrage, volume - arbitrage), strict=True):
            own = part // _PROPRIETARY_PART
            for hand, shares in zip(_HANDS, (part - own, own), strict=True):
                yield (kind, hand, side), shares // _THOUSAND if what == "volume" else int(shares * average) // _MILLION


def _sum(parts: dict[tuple[str, str, str], int], kind: str, hand: str, side: str) -> int:
    """Add up; a blank kind or hand means both, and net is bought less sold."""
    if side == "net_buy":
        return _sum(parts, kind, hand, "buy") - _sum(parts, kind, hand, "sell")
    return sum(
        amount
        for (its_kind, its_hand, its_side), amount in parts.items()
        if its_side == side and kind in ("", its_kind) and hand in ("", its_hand)
    )
