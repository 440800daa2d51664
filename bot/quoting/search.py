"""해외 조건검색: stocks of one exchange abroad that meet conditions, in paper too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from bot.i18n import later
from bot.money import figures
from bot.quoting.ranked import Row
from bot.quoting.ranks_abroad import EOK, found_row
from kis.overseas.codes import Exchange

if TYPE_CHECKING:
    from bot.connection import Connection

MOST = 4
LONGEST = 44
"""Conditions of one search, and characters that they may take: they travel in buttons."""


class By(StrEnum):
    """What a condition is about; the value is its letter in a button."""

    PRICE = "P"
    RATE = "R"
    MARKET_CAP = "C"
    VOLUME = "V"
    PER = "X"
    EPS = "E"


NAMES = {
    By.PRICE: later("가격"),
    By.RATE: later("등락"),
    By.MARKET_CAP: later("시총"),
    By.VOLUME: later("거래량"),
    By.PER: later("PER"),
    By.EPS: later("EPS"),
}
_LEAST, _MOST = Decimal(-10_000), Decimal(10**12)
"""What stands for no bound: KIS wants both."""
_NUMBER = r"-?\d{1,12}(?:\.\d{1,4})?"
_RANGE = re.compile(rf"({_NUMBER})?~({_NUMBER})?", re.ASCII)
_UNITS = {"만": 10_000, "억": 100_000_000}
_COUNTED = re.compile(rf"(\d+)([{''.join(_UNITS)}])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Condition:
    """From `low` to `high`, either of which may be open; market values in 억 (a hundred million) of the currency."""

    by: By
    low: Decimal | None
    high: Decimal | None

    @classmethod
    def read(cls, by: By, text: str) -> Self | None:
        """Read `10~50`, `3~`, `~20`; None for what is no range, or an empty one."""
        plain = text.replace(",", "").replace("$", "").replace("%", "")
        if by is By.VOLUME:
            plain = _COUNTED.sub(lambda found: str(int(found[1]) * _UNITS[found[2]]), plain)
        elif by is By.MARKET_CAP:
            plain = plain.replace("억", "")
        found = _RANGE.fullmatch(plain)
        if found is None or not any(found.groups()):
            return None
        low, high = (Decimal(each) if each else None for each in found.groups())
        return None if low is not None and high is not None and low > high else cls(by, low, high)

    def range(self, unit: str = "") -> str:
        """`10~50`, `3%~`."""
        return "~".join("" if bound is None else f"{figures(bound)}{unit}" for bound in (self.low, self.high))

    @property
    def bounds(self) -> tuple[Decimal, Decimal]:
        """As KIS wants them: both, market values in thousands."""
        scale = EOK if self.by is By.MARKET_CAP else 1
        low, high = (None if bound is None else bound * scale for bound in (self.low, self.high))
        return _LEAST if low is None else low, _MOST if high is None else high

    @property
    def code(self) -> str:
        """As a button carries it: `P10~50`."""
        return f"{self.by.value}{self.range().replace(',', '')}"


@dataclass(frozen=True, slots=True)
class Found:
    """What meets the conditions, the dearest company first; a hundred at most."""

    where: str
    conditions: Sequence[Condition]
    rows: Sequence[Row]
    at: datetime


def encode(conditions: Sequence[Condition]) -> str:
    """Write conditions for a button."""
    return ",".join(each.code for each in conditions)


def decode(text: str) -> Sequence[Condition] | None:
    """Read them back; None for what we do not write."""
    read = [Condition.read(By(part[0]), part[1:]) for part in text.split(",") if part and part[0] in list(By)]
    found = [each for each in read if each is not None]
    return found if found and encode(found) == text and len(found) <= MOST and len(text) <= LONGEST else None


async def search(connection: Connection, exchange: Exchange, conditions: Sequence[Condition]) -> Found:
    """Ask what meets all of the conditions. Raises what `kis` raises."""
    asked = {each.by: each for each in conditions}

    def on(by: By) -> str | None:
        return "1" if by in asked else None

    def low(by: By) -> Decimal | None:
        return asked[by].bounds[0] if by in asked else None

    def high(by: By) -> Decimal | None:
        return asked[by].bounds[1] if by in asked else None

    told = await connection.kis.overseas.ranks.search(
        exchange=exchange,
        by_price=on(By.PRICE), lowest_price=low(By.PRICE), highest_price=high(By.PRICE),
        by_rate=on(By.RATE), lowest_rate=low(By.RATE), highest_rate=high(By.RATE),
        by_market_cap=on(By.MARKET_CAP), lowest_market_cap=low(By.MARKET_CAP), highest_market_cap=high(By.MARKET_CAP),
        by_volume=on(By.VOLUME), lowest_volume=low(By.VOLUME), highest_volume=high(By.VOLUME),
        by_per=on(By.PER), lowest_per=low(By.PER), highest_per=high(By.PER),
        by_eps=on(By.EPS), lowest_eps=low(By.EPS), highest_eps=high(By.EPS),
    )  # fmt: skip
    return Found(exchange.value, conditions, [found_row(exchange, one) for one in told.stocks], connection.now())
