"""The day of one symbol so far: what the quote (현재가) shows and the trades that made it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from kis.market.ticks import tick_size
from kis.simulator.listing import Listing
from kis.simulator.orders import Side

_CENT = Decimal("0.01")


class Trade(NamedTuple):
    """One trade (체결) on the tape; a buyer as `aggressor` came to the asks."""

    time: datetime
    price: int
    quantity: int
    aggressor: Side


@dataclass(frozen=True, slots=True)
class Quote:
    """A symbol's day: prices in units of the board, `value` the same times shares; times are KST.

    A day without a trade has `open`, `high` and `low` at the reference price and no volume. `buy_*` counts trades in
    which a buyer came to the asks (매수 체결), `sell_*` the others.
    """

    symbol: str
    listing: Listing
    time: datetime
    reference: int
    upper: int
    lower: int
    last: int
    open: int
    high: int
    low: int
    volume: int
    value: int
    opened_at: datetime
    high_at: datetime
    low_at: datetime
    buy_trades: int = 0
    sell_trades: int = 0
    buy_volume: int = 0
    sell_volume: int = 0
    previous_volume: int = 0

    @property
    def change(self) -> int:
        """전일 대비, with its sign."""
        return self.last - self.reference

    @property
    def rate(self) -> Decimal:
        """전일 대비율, percent with two decimals and its sign."""
        return (Decimal(self.change * 100) / self.reference).quantize(_CENT)

    @property
    def sign(self) -> str:
        """대비 부호: 1 상한, 2 상승, 3 보합, 4 하한, 5 하락."""
        return self.sign_of(self.last)

    def sign_of(self, price: int, base: int | None = None) -> str:
        """Return the sign code of `price` against `base` (the reference price if not given)."""
        base = self.reference if base is None else base
        if price == base:
            return "3"
        if price > base:
            return "1" if price >= self.upper else "2"
        return "4" if price <= self.lower else "5"

    @property
    def average(self) -> Decimal:
        """가중평균가, with two decimals."""
        return (Decimal(self.value) / self.volume).quantize(_CENT) if self.volume else Decimal(self.last)

    @property
    def strength(self) -> Decimal:
        """체결강도, percent: shares bought at the asks against shares sold at the bids."""
        return (Decimal(self.buy_volume * 100) / self.sell_volume).quantize(_CENT) if self.sell_volume else Decimal(0)

    @property
    def buy_rate(self) -> Decimal:
        """매수비율: the buyers' part of the volume, with two decimals."""
        return (Decimal(self.buy_volume) / self.volume).quantize(_CENT) if self.volume else Decimal(0)

    @property
    def tick(self) -> int:
        """호가단위."""
        return tick_size(self.last, self.listing.board)

    def traded(self, price: int, quantity: int, aggressor: Side, at: datetime) -> Quote:
        """Return the quote after a trade of `quantity` shares at `price`."""
        if self.volume == 0:
            self = replace(self, open=price, high=price, low=price, opened_at=at, high_at=at, low_at=at)
        bought = aggressor is Side.BUY
        return replace(
            self,
            time=at,
            last=price,
            high=max(self.high, price),
            low=min(self.low, price),
            high_at=at if price > self.high else self.high_at,
            low_at=at if price < self.low else self.low_at,
            volume=self.volume + quantity,
            value=self.value + price * quantity,
            buy_trades=self.buy_trades + bought,
            sell_trades=self.sell_trades + (not bought),
            buy_volume=self.buy_volume + (quantity if bought else 0),
            sell_volume=self.sell_volume + (0 if bought else quantity),
        )

    def next_day(self, at: datetime) -> Quote:
        """Return the quote of the next day before its first trade: yesterday's last is the reference."""
        return replace(self._untraded(self.last, at), previous_volume=self.volume)

    def before_open(self, at: datetime) -> Quote:
        """Return this day before its first trade."""
        return replace(self._untraded(self.reference, at), previous_volume=self.previous_volume)

    def _untraded(self, reference: int, at: datetime) -> Quote:
        limits = self.listing.limits(reference)
        return Quote(
            symbol=self.symbol,
            listing=self.listing,
            time=at,
            reference=reference,
            upper=limits.upper,
            lower=limits.lower,
            last=reference,
            open=reference,
            high=reference,
            low=reference,
            volume=0,
            value=0,
            opened_at=at,
            high_at=at,
            low_at=at,
        )
