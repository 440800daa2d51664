"""Who bought and sold on a day (투자자별 매매): made up once for a symbol and day, adding up to its volume."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from random import Random

from kis.simulator.chance import chance
from kis.simulator.history import Candle


class Investor(Enum):
    """A kind of investor, by the word for it in `kis.domestic.flows`."""

    INDIVIDUAL = "individual"
    REGISTERED_FOREIGN = "registered_foreign"
    OTHER_FOREIGN = "other_foreign"
    SECURITIES = "securities"
    TRUST = "trust"
    PRIVATE_FUND = "private_fund"
    BANK = "bank"
    INSURANCE = "insurance"
    MERCHANT_BANK = "merchant_bank"
    PENSION = "pension"
    OTHER_COMPANY = "other_company"
    OTHER_GROUP = "other_group"


FOREIGN = (Investor.REGISTERED_FOREIGN, Investor.OTHER_FOREIGN)
INSTITUTIONS = (
    Investor.SECURITIES,
    Investor.TRUST,
    Investor.PRIVATE_FUND,
    Investor.BANK,
    Investor.INSURANCE,
    Investor.MERCHANT_BANK,
    Investor.PENSION,
)
OTHERS = (Investor.OTHER_COMPANY, Investor.OTHER_GROUP)

_PARTS: Mapping[Investor, tuple[int, int]] = {
    Investor.INDIVIDUAL: (4_000, 6_500),
    Investor.REGISTERED_FOREIGN: (1_500, 3_000),
    Investor.OTHER_FOREIGN: (5, 40),
    Investor.SECURITIES: (200, 700),
    Investor.TRUST: (100, 500),
    Investor.PRIVATE_FUND: (50, 300),
    Investor.BANK: (1, 30),
    Investor.INSURANCE: (20, 150),
    Investor.MERCHANT_BANK: (1, 10),
    Investor.PENSION: (200, 900),
    Investor.OTHER_COMPANY: (30, 250),
    Investor.OTHER_GROUP: (0, 2),
}
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Flow:
    """What some investors bought and sold in a day: shares, and won at the average price."""

    bought: int
    sold: int
    average: float

    @property
    def net(self) -> int:
        """Shares bought less those sold (순매수)."""
        return self.bought - self.sold

    def millions(self, shares: int) -> int:
        """Return what some shares cost, in millions of won."""
        return round(shares * self.average / _MILLION)


class Flows:
    """A day of a symbol."""

    def __init__(self, symbol: str, candle: Candle, seed: int) -> None:
        random = chance(seed, "investors", symbol, candle.day)
        self._average = candle.value / candle.volume if candle.volume else 0.0
        self._bought, self._sold = (_dealt(candle.volume, random) for _ in range(2))

    def of(self, investors: Sequence[Investor]) -> Flow:
        """Return what these investors did together."""
        bought, sold = (sum(part[each] for each in investors) for part in (self._bought, self._sold))
        return Flow(bought, sold, self._average)


def _dealt(volume: int, random: Random) -> dict[Investor, int]:
    """Deal the volume out; individuals take what is left over."""
    weights = {investor: random.randint(*parts) for investor, parts in _PARTS.items()}
    dealt = {investor: volume * weight // sum(weights.values()) for investor, weight in weights.items()}
    dealt[Investor.INDIVIDUAL] += volume - sum(dealt.values())
    return dealt
