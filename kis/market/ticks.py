"""Ticks (호가단위) and daily price limits (상·하한가), as whole numbers of the smallest unit of the market.

A unit is 1 won for domestic stocks, 1/10000 dollar in the US, 1/100 point for futures: `Board.decimals` tells, and
`Board.units` and `Board.decimal` go there and back. A limit price that is off its tick or beyond the day's limits is
refused. Where a quote is at hand its `aspr_unit`, `stck_mxpr` and `stck_llam` come first: they know of new listings
and of reference prices set by hand.

Sources: KRX 업무규정 시행세칙, 호가가격단위 (stocks, since 2023-01-25; NXT uses the same), 가격제한폭, and 파생상품시장
업무규정; HKEX spread table as of 2025-08; JPX tick sizes as of 2023-06; HOSE and HNX trading rules.
"""

from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Board(StrEnum):
    """Which tick table an instrument trades on."""

    STOCK = "stock"
    FUND = "fund"
    """ETF, ETN and ELW."""
    US = "us"
    HONG_KONG = "hong kong"
    SHANGHAI = "shanghai"
    """A shares of Shanghai; Shenzhen has the same ticks."""
    JAPAN = "japan"
    JAPAN_LARGE = "japan large"
    """Constituents of TOPIX 500."""
    HOCHIMINH = "hochiminh"
    HANOI = "hanoi"
    INDEX_FUTURE = "index future"
    MINI_FUTURE = "mini future"
    INDEX_OPTION = "index option"
    MINI_OPTION = "mini option"
    KOSDAQ_FUTURE = "kosdaq future"
    KOSDAQ_OPTION = "kosdaq option"
    STOCK_FUTURE = "stock future"

    @property
    def decimals(self) -> int:
        """Decimal places of a price: 0 for won, 4 for dollars, 2 for points."""
        return _DECIMALS.get(self, 0)

    def units(self, price: Decimal | int) -> int:
        """Return a price as written in units, `71.5` dollars as 715000; ValueError if it is finer than a unit."""
        scaled = Decimal(price).scaleb(self.decimals)
        if scaled != int(scaled):
            raise ValueError(f"{price} has more than {self.decimals} decimals")
        return int(scaled)

    def decimal(self, units: int) -> Decimal:
        """Return units as a price is written, with all its decimals."""
        return Decimal(units).scaleb(-self.decimals)


_DECIMALS = {
    Board.US: 4,
    Board.HONG_KONG: 3,
    Board.SHANGHAI: 2,
    Board.JAPAN: 1,
    Board.JAPAN_LARGE: 1,
    Board.INDEX_FUTURE: 2,
    Board.MINI_FUTURE: 2,
    Board.INDEX_OPTION: 2,
    Board.MINI_OPTION: 2,
    Board.KOSDAQ_FUTURE: 2,
    Board.KOSDAQ_OPTION: 2,
}

_WON = frozenset({Board.STOCK, Board.FUND, Board.STOCK_FUTURE})

UNLIMITED = 10**15
"""The upper limit of what has none, in units."""


@dataclass(frozen=True, slots=True)
class PriceLimits:
    """The highest and the lowest price of the day (상한가, 하한가), both valid prices, in units."""

    upper: int
    lower: int


class _Ladder:
    """Every valid price, numbered from 0 upwards: band i starts at `floors[i]` and goes in steps of `ticks[i]`."""

    def __init__(self, *bands: tuple[int, int]) -> None:
        self.floors = [floor for floor, _ in bands]
        self.ticks = [tick for _, tick in bands]
        self.ranks = [0]
        for band in range(1, len(bands)):
            width = self.floors[band] - self.floors[band - 1]
            self.ranks.append(self.ranks[-1] + width // self.ticks[band - 1])

    @property
    def lowest(self) -> int:
        return self.ticks[0]

    def tick(self, price: int) -> int:
        return self.ticks[bisect_right(self.floors, price) - 1]

    def rank(self, price: int) -> int:
        """The number of the highest valid price that is not above `price`."""
        band = bisect_right(self.floors, price) - 1
        return self.ranks[band] + (price - self.floors[band]) // self.ticks[band]

    def price(self, rank: int) -> int:
        band = bisect_right(self.ranks, rank) - 1
        return self.floors[band] + (rank - self.ranks[band]) * self.ticks[band]


_KRX_STOCK = _Ladder((0, 1), (2_000, 5), (5_000, 10), (20_000, 50), (50_000, 100), (200_000, 500), (500_000, 1_000))
_LADDERS = {
    Board.STOCK: _KRX_STOCK,
    Board.STOCK_FUTURE: _KRX_STOCK,
    Board.FUND: _Ladder((0, 1), (2_000, 5)),
    Board.US: _Ladder((0, 1), (10_000, 100)),
    Board.HONG_KONG: _Ladder(
        (0, 1),
        (250, 5),
        (500, 10),
        (20_000, 20),
        (50_000, 50),
        (100_000, 100),
        (200_000, 200),
        (500_000, 500),
        (1_000_000, 1_000),
        (2_000_000, 2_000),
        (5_000_000, 5_000),
    ),
    Board.SHANGHAI: _Ladder((0, 1)),
    Board.JAPAN: _Ladder(
        (0, 10), (30_000, 50), (50_000, 100), (300_000, 500), (500_000, 1_000), (3_000_000, 5_000), (5_000_000, 10_000)
    ),
    Board.JAPAN_LARGE: _Ladder(
        (0, 1), (10_000, 5), (30_000, 10), (100_000, 50), (300_000, 100), (1_000_000, 500), (3_000_000, 1_000)
    ),
    Board.HOCHIMINH: _Ladder((0, 10), (10_000, 50), (50_000, 100)),
    Board.HANOI: _Ladder((0, 100)),
    Board.INDEX_FUTURE: _Ladder((0, 5)),
    Board.MINI_FUTURE: _Ladder((0, 2)),
    Board.INDEX_OPTION: _Ladder((0, 1), (1_000, 5)),
    Board.MINI_OPTION: _Ladder((0, 1), (300, 2), (1_000, 5)),
    Board.KOSDAQ_FUTURE: _Ladder((0, 10)),
    Board.KOSDAQ_OPTION: _Ladder((0, 10), (5_000, 50)),
}


def lowest_price(board: Board) -> int:
    """Return the lowest price above nothing."""
    return _LADDERS[board].lowest


def tick_size(price: int, board: Board = Board.STOCK) -> int:
    """Return the smallest price step at `price`; ValueError below the lowest price."""
    return _ladder(price, board).tick(price)


def is_on_tick(price: int, board: Board = Board.STOCK) -> bool:
    """Tell whether an order may name this price; False below the lowest price."""
    return price >= _LADDERS[board].lowest and snap(price, board, up=False) == price


def snap(price: int, board: Board = Board.STOCK, *, up: bool) -> int:
    """Return the nearest valid price at or above (`up`) or at or below `price`; ValueError below the lowest price."""
    ladder = _ladder(price, board)
    rank = ladder.rank(price)
    if up and ladder.price(rank) < price:
        rank += 1
    return ladder.price(rank)


def step(price: int, board: Board = Board.STOCK, n: int = 1) -> int:
    """Return the price `n` ticks away (down if negative), changing the tick where a band ends.

    Never below the lowest price. From a price between two ticks the first step goes to the next valid price in that
    direction.
    """
    ladder = _LADDERS[board]
    start = ladder.rank(snap(price, board, up=n < 0))
    return ladder.price(max(start + n, 1))


def prices_from(price: int, board: Board, count: int) -> list[int]:
    """Return `count` valid prices from `price`, one itself, upwards (downwards if negative) to the lowest at most."""
    ladder = _LADDERS[board]
    rank = ladder.rank(price)
    ranks = range(rank, rank + count) if count > 0 else range(rank, max(rank + count, 0), -1)
    return [ladder.price(each) for each in ranks]


def price_limits(reference: int, board: Board = Board.STOCK, percent: int | None = 30) -> PriceLimits:
    """Return the limits of the day around the reference price (기준가, `stck_sdpr`).

    The width is `percent` of the reference cut to the reference's tick, and the limits are rounded inward to their
    own ticks. `percent` is 60 for a 2x leveraged ETF and None where a market has no limits (overseas, ELW): from the
    lowest price to `UNLIMITED`. The first day of a listing has others.
    """
    if percent is None:
        return PriceLimits(upper=UNLIMITED, lower=_LADDERS[board].lowest)
    tick = tick_size(reference, board)
    width = reference * percent // 100 // tick * tick
    lower = max(reference - width, _LADDERS[board].lowest)
    return PriceLimits(upper=snap(reference + width, board, up=False), lower=snap(lower, board, up=True))


def _ladder(price: int, board: Board) -> _Ladder:
    ladder = _LADDERS[board]
    if price < ladder.lowest:
        raise ValueError(f"a price is at least {ladder.lowest} {'won' if board in _WON else 'units'}, not {price}")
    return ladder
