"""What is traded, as far as the engine needs to know; each floor has a listing of its own kind that adds to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from kis.market.ticks import Board, PriceLimits, price_limits


@dataclass(frozen=True, slots=True)
class Crowd:
    """How strangers trade: money (units) at one level of the book and never fewer shares than `least`, the shares of a
    trade among themselves, and the part of `Listing.shares` that changes hands in a day.
    """

    money: tuple[int, int] = (5_000_000, 60_000_000)
    least: int = 30
    trade: tuple[int, int] = (1, 20)
    turnover: tuple[float, float] = (0.0008, 0.004)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One instrument (종목).

    Prices are whole numbers in units of the board (won; 1/10000 dollar; 1/100 point, see `kis.market.ticks`).
    `reference` is its first reference price (기준가), `shares` how many are listed (or the open interest), `venue`
    where it trades unless an order says otherwise, `lot` the shares that trade together (매매단위) and
    `limit_percent` how far a price may go in a day, None without limits.
    """

    code: str
    name: str
    board: Board
    reference: int
    shares: int
    venue: str
    lot: int = 1
    limit_percent: int | None = 30
    crowd: Crowd = Crowd()

    def limits(self, reference: int) -> PriceLimits:
        """Return the price limits (상·하한가) of a day with this reference price."""
        return price_limits(reference, self.board, self.limit_percent)

    def lots(self, shares: int) -> int:
        """Return `shares` cut to whole lots, one lot at least."""
        return max(shares // self.lot, 1) * self.lot


L = TypeVar("L", bound=Listing)
L_contra = TypeVar("L_contra", bound=Listing, contravariant=True)
