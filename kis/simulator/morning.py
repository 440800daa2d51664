"""What was traded on the first day before the simulation begins: made up as a whole, told trade by trade if asked.

At the start only the shares at each price are drawn, which is all that a quote needs. The trades that make them up are
drawn when somebody looks: a walk on the ticks from the opening price over the day's high and low to the last price.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

from kis.market.ticks import step
from kis.simulator.listing import Listing
from kis.simulator.orders import Side
from kis.simulator.tape import Trade

_TRADES_A_MINUTE = 6
_FEWEST_TRADES = 60
_FEWEST_LOTS = 4


@dataclass(frozen=True, slots=True)
class Morning:
    """From `opened_at` to `until`: `levels` are the shares at each price, `turns` the trades that reach an extreme.

    `turns` maps the index of a trade to its price: the opening, the first at the high and at the low, the last.
    """

    opened_at: datetime
    until: datetime
    levels: Mapping[int, int]
    turns: Mapping[int, int]
    bought: int

    @classmethod
    def draw(cls, listing: Listing, volume: int, opened_at: datetime, until: datetime, random: Random) -> Morning:
        """Draw a morning within a few ticks of the reference price; `volume` shares, or a few more in a thin market."""
        board, reference, lot = listing.board, listing.reference, listing.lot
        limits = listing.limits(reference)
        last, opened = (step(reference, board, random.randint(-3, 3)) for _ in range(2))
        high = min(step(max(last, opened), board, random.randint(0, 3)), limits.upper)
        low = max(step(min(last, opened), board, -random.randint(0, 3)), limits.lower)
        prices = [low]
        while prices[-1] < high:
            prices.append(step(prices[-1], board, 1))
        weights = [random.uniform(0.5, 1.5) for _ in prices]
        scale = volume / lot / sum(weights)
        levels = {
            price: max(_FEWEST_LOTS, int(weight * scale)) * lot for price, weight in zip(prices, weights, strict=True)
        }
        bought = int(sum(levels.values()) // lot * random.uniform(0.45, 0.55)) * lot
        minutes = int((until - opened_at).total_seconds() // 60)
        count = max(_FEWEST_TRADES, minutes * _TRADES_A_MINUTE)
        turns = {0: opened, **_extremes(opened, high, low, count, random), count - 1: last}
        return cls(opened_at, until, levels, turns, bought)

    @property
    def count(self) -> int:
        """How many steps the walk has."""
        return max(self.turns) + 1

    def first_at(self, price: int) -> datetime:
        """Return when an extreme was first reached."""
        return self._time(min(index for index, turn in self.turns.items() if turn == price))

    def _time(self, index: int) -> datetime:
        passed = (self.until - self.opened_at) * index / max(1, self.count - 1)
        return self.opened_at + timedelta(seconds=int(passed.total_seconds()))

    def trades(self, listing: Listing, random: Random) -> Iterator[Trade]:
        """Draw the trades, oldest first; what they add up to is what the morning tells."""
        path = self._path(listing, random)
        shares = self._shares(path, listing.lot, random)
        after = sum(shares)
        left, share_bought = self.bought, self.bought / after
        for index, (price, quantity) in enumerate(zip(path, shares, strict=True)):
            at = self._time(index)
            after -= quantity
            wanted = quantity if random.random() < share_bought else 0
            buys = min(max(wanted, left - after), left, quantity)
            left -= buys
            for side, part in ((Side.BUY, buys), (Side.SELL, quantity - buys)):
                if part:
                    yield Trade(at, price, part, side)

    def _path(self, listing: Listing, random: Random) -> list[int]:
        """Walk by one tick at most from turn to turn; neither extreme is reached before its turn."""
        prices = list(self.levels)
        place = {price: rank for rank, price in enumerate(prices)}
        path = [place[self.turns[0]]]
        for (start, _), (end, price) in pairwise(sorted(self.turns.items())):
            seen = [place[turn] for index, turn in self.turns.items() if index <= start]
            lowest = 0 if 0 in seen else 1
            highest = len(prices) - 1 - (len(prices) - 1 not in seen)
            for index in range(start + 1, end + 1):
                target, steps = place[price], end - index
                moves = [path[-1] + move for move in (-1, 0, 1)]
                fit = [rank for rank in moves if lowest <= rank <= highest and abs(target - rank) <= steps]
                path.append(target if steps == 0 else random.choice(fit))
        return [prices[rank] for rank in path]

    def _shares(self, path: list[int], lot: int, random: Random) -> list[int]:
        """Deal the shares of each price to the steps at it; in a thin market the turns come first."""
        shares = [0] * len(path)
        for price, total in self.levels.items():
            places = [index for index, at in enumerate(path) if at == price]
            first = [index for index in places if index in self.turns]
            rest = [index for index in places if index not in self.turns]
            dealt = [*first, *random.sample(rest, min(len(rest), total // lot - len(first)))]
            weights = [random.uniform(0.2, 1.8) for _ in dealt]
            spare = total // lot - len(dealt)
            for index, weight in zip(dealt, weights, strict=True):
                shares[index] = (1 + int(spare * weight / sum(weights))) * lot
            shares[dealt[-1]] += total - sum(shares[index] for index in dealt)
        return shares


def _extremes(opened: int, high: int, low: int, count: int, random: Random) -> dict[int, int]:
    """Choose which trades reach the high and the low first, far enough apart to walk there."""
    early = random.randint(count // 4, count * 2 // 5)
    late = random.randint(count * 3 // 5, count * 3 // 4)
    order = [high, low] if random.random() < 0.5 else [low, high]
    return {index: price for index, price in zip((early, late), order, strict=True) if price != opened}
