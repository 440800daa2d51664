"""The owners of the simulator's accounts: each has a real and a paper account. All of it is made up."""

from __future__ import annotations

import string
from dataclasses import dataclass, field
from random import Random

from kis.credentials import Environment
from kis.simulator.chance import chance

CASH = {Environment.REAL: 10_000_000, Environment.PAPER: 100_000_000}
"""Cash at the start, in won."""
BRANCHES = {Environment.REAL: "06010", Environment.PAPER: "00950"}
"""Branch that numbers the orders (주문채번지점번호)."""

_SURNAMES = "김이박최정강조윤장임"
_LETTERS = string.ascii_letters + string.digits


@dataclass(frozen=True, slots=True)
class AccountInfo:
    """One account with its own app key: `account` reads 12345678-01, `cash` in won at the start."""

    env: Environment
    app_key: str = field(repr=False)
    app_secret: str = field(repr=False)
    account: str
    hts_id: str
    owner: str
    cash: int

    @property
    def branch(self) -> str:
        """Branch that numbers its orders."""
        return BRANCHES[self.env]


def open_accounts(owners: int, seed: int) -> list[AccountInfo]:
    """Return a real and a paper account for each of `owners`; the same seed gives the same keys."""
    return [info for index in range(owners) for info in _accounts_of(index, chance(seed, "owner", index))]


def _accounts_of(index: int, random: Random) -> list[AccountInfo]:
    hts_id = f"sim{index + 1:03d}"
    owner = f"{_SURNAMES[index % len(_SURNAMES)]}모의"
    made = []
    for env, first in ((Environment.REAL, "6"), (Environment.PAPER, "5")):
        made.append(
            AccountInfo(
                env=env,
                app_key="PS" + _letters(random, 34, _LETTERS),
                app_secret=_letters(random, 179, _LETTERS + "+/") + "=",
                account=f"{first}{random.randrange(10**4):04d}{index:03d}-01",
                hts_id=hts_id,
                owner=owner,
                cash=CASH[env],
            )
        )
    return made


def _letters(random: Random, count: int, alphabet: str) -> str:
    return "".join(random.choices(alphabet, k=count))
