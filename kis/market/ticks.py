"""Ticks (호가단위) and daily price limits (상·하한가) of domestic instruments, in won.

A limit price that is off its tick or beyond the day's limits is refused. Where a quote is at hand its `aspr_unit`,
`stck_mxpr` and `stck_llam` come first: they know of new listings and of reference prices set by hand.

Source: KRX 업무규정 시행세칙, 호가가격단위 (stocks, since 2023-01-25; NXT uses the same) and 가격제한폭.
"""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum


class Board(StrEnum):
    """Which tick table an instrument trades on."""

    STOCK = "stock"
    FUND = "fund"
    """ETF, ETN and ELW."""


@dataclass(frozen=True, slots=True)
class PriceLimits:
    """The highest and the lowest price of the day (상한가, 하한가), both valid prices, in won."""

    upper: int
    lower: int


class _Ladder:
    """Every valid price, numbered from 1 won upwards: band i starts at `floors[i]` and goes in steps of `ticks[i]`."""

    def __init__(self, *bands: tuple[int, int]) -> None:
        self.floors = [floor for floor, _ in bands]
        self.ticks = [tick for _, tick in bands]
        self.ranks = [0]
        for band in range(1, len(bands)):
            width = self.floors[band] - self.floors[band - 1]
            self.ranks.append(self.ranks[-1] + width // self.ticks[band - 1])

    def tick(self, price: int) -> int:
        return self.ticks[bisect_right(self.floors, price) - 1]

    def rank(self, price: int) -> int:
        """The number of the highest valid price that is not above `price`."""
        band = bisect_right(self.floors, price) - 1
        return self.ranks[band] + (price - self.floors[band]) // self.ticks[band]

    def price(self, rank: int) -> int:
        band = bisect_right(self.ranks, rank) - 1
        return self.floors[band] + (rank - self.ranks[band]) * self.ticks[band]


_LADDERS = {
    Board.STOCK: _Ladder(
        (0, 1), (2_000, 5), (5_000, 10), (20_000, 50), (50_000, 100), (200_000, 500), (500_000, 1_000)
    ),
    Board.FUND: _Ladder((0, 1), (2_000, 5)),
}


def tick_size(price: int, board: Board = Board.STOCK) -> int:
    """Return the smallest price step at `price`; ValueError below 1 won."""
    return _LADDERS[board].tick(_positive(price))


def is_on_tick(price: int, board: Board = Board.STOCK) -> bool:
    """Tell whether an order may name this price; False below 1 won."""
    return price >= 1 and snap(price, board, up=False) == price


def snap(price: int, board: Board = Board.STOCK, *, up: bool) -> int:
    """Return the nearest valid price at or above (`up`) or at or below `price`; ValueError below 1 won."""
    ladder = _LADDERS[board]
    rank = ladder.rank(_positive(price))
    if up and ladder.price(rank) < price:
        rank += 1
    return ladder.price(rank)


def step(price: int, board: Board = Board.STOCK, n: int = 1) -> int:
    """Return the price `n` ticks away (down if negative), changing the tick where a band ends; never below 1 won.

    From a price between two ticks the first step goes to the next valid price in that direction.
    """
    ladder = _LADDERS[board]
    start = ladder.rank(snap(price, board, up=n < 0))
    return ladder.price(max(start + n, 1))


def price_limits(reference: int, board: Board = Board.STOCK, percent: int = 30) -> PriceLimits:
    """Return the limits of the day around the reference price (기준가, `stck_sdpr`).

    The width is `percent` of the reference cut to the reference's tick, and the limits are rounded inward to their
    own ticks. `percent` is 60 for a 2x leveraged ETF. ELWs have no limits and the first day of a listing has others.
    """
    tick = tick_size(reference, board)
    width = reference * percent // 100 // tick * tick
    lower = max(reference - width, 1)
    return PriceLimits(upper=snap(reference + width, board, up=False), lower=snap(lower, board, up=True))


def _positive(price: int) -> int:
    if price < 1:
        raise ValueError(f"a price is at least 1 won, not {price}")
    return price
