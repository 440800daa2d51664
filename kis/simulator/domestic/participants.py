"""Who is behind a day's trades, and what a fund is worth: made up, but of one piece with the volume and the price."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kis.simulator.orders import Side
from kis.simulator.tape import Quote

_MEMBERS = (
    ("00005", "미래에셋증권", False),
    ("00050", "키움증권", False),
    ("00036", "모간서울", True),
    ("00012", "NH투자증권", False),
    ("00003", "한국증권", False),
    ("00035", "맥쿼리", True),
    ("00037", "씨티그룹", True),
)
_SHARES = (Decimal("19.06"), Decimal("14.85"), Decimal("10.21"), Decimal("9.94"), Decimal("5.20"))
_PROGRAM_PART = 4
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Member:
    """A broker (거래원) among the five that sold or bought most: shares of the day, percent of its volume."""

    code: str
    name: str
    foreign: bool
    quantity: int
    share: Decimal


def leading(quote: Quote, side: Side) -> tuple[Member, ...]:
    """Return the five that sold or bought most, the biggest first; which they are depends on the symbol."""
    first = sum(map(ord, quote.symbol)) + (3 if side is Side.BUY else 0)
    members = [_MEMBERS[(first + place) % len(_MEMBERS)] for place in range(len(_SHARES))]
    return tuple(
        Member(code, name, foreign, share_of(quote.volume, share), share)
        for (code, name, foreign), share in zip(members, _SHARES, strict=True)
    )


def share_of(volume: int, percent: Decimal) -> int:
    """Return a member's part of some shares."""
    return int(volume * percent / 100)


def program(volume: int) -> int:
    """Return how many of some shares programs traded (프로그램매매)."""
    return volume // _PROGRAM_PART


def net_asset_value(quote: Quote, price: int) -> Decimal:
    """Return the value of one fund share (NAV) when it trades at `price`, in won: a little beside it."""
    beside = sum(map(ord, quote.symbol)) % 21 - 10
    return (Decimal(price) * (10_000 + beside) / 10_000).quantize(_CENT)
