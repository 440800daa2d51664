"""What is known of a price now: the newest trade over the last answer by REST."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from bot.errors import NotFound
from bot.i18n import say
from bot.storage.terms import Figure
from kis.domestic.codes import Sign
from kis.domestic.price import Price
from kis.realtime import Tick
from kis.units import Percent


class Trade(Protocol):
    """What the realtime rows of all markets tell of a trade. `sign` tells where a change came without one."""

    @property
    def price(self) -> Figure: ...
    @property
    def sign(self) -> Sign | None: ...
    @property
    def change(self) -> Figure | None: ...
    @property
    def change_rate(self) -> Decimal | None: ...
    @property
    def high(self) -> Figure | None: ...
    @property
    def low(self) -> Figure | None: ...
    @property
    def day_volume(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Quote:
    """An instrument's price, in its currency, with what a trader looks at beside it. `at` is market time (KST).

    `live` says that it follows the market by itself: later trades would have been heard of.
    """

    symbol: str
    price: Figure
    change: Figure
    change_rate: Percent
    open: Figure | None
    high: Figure | None
    low: Figure | None
    volume: int | None
    reference: Figure | None
    upper_limit: Figure | None
    lower_limit: Figure | None
    at: datetime
    live: bool
    halted: bool = False
    in_vi: bool = False
    status: str | None = None
    """KIS's 종목 상태 구분 코드 (51 관리종목 … 59 단기과열)."""

    @classmethod
    def of(cls, symbol: str, answer: Price, at: datetime) -> Quote:
        """A quote by REST.

        Raises `NotFound` for a price of zero, which is how KIS answers for a symbol it does not know.
        """
        if answer.price <= 0:
            raise NotFound(
                say("{symbol}의 현재가를 확인하지 못했어요. 종목 이름이나 코드가 맞는지 봐 주세요.", symbol=symbol)
            )
        return cls(
            symbol=symbol,
            price=answer.price,
            change=answer.change or 0,
            change_rate=answer.change_rate or Percent(Decimal(0)),
            open=answer.open,
            high=answer.high,
            low=answer.low,
            volume=answer.volume,
            reference=answer.reference_price,
            upper_limit=answer.upper_limit,
            lower_limit=answer.lower_limit,
            at=at,
            live=False,
            halted=bool(answer.halted) or answer.status == "58",
            in_vi=answer.vi_code not in (None, "N"),
            status=answer.status,
        )

    def moved(self, tick: Tick, at: datetime) -> Quote:
        """The same quote after a trade. What a tick does not tell (limits, status) stays."""
        return Quote(
            symbol=self.symbol,
            price=tick.price,
            change=tick.change if tick.change is not None else self.change,
            change_rate=tick.change_rate if tick.change_rate is not None else self.change_rate,
            open=tick.open or self.open,
            high=tick.high or self.high,
            low=tick.low or self.low,
            volume=tick.day_volume if tick.day_volume is not None else self.volume,
            reference=self.reference,
            upper_limit=self.upper_limit,
            lower_limit=self.lower_limit,
            at=at,
            live=True,
            halted=bool(tick.halted) if tick.halted is not None else self.halted,
            in_vi=self.in_vi,
            status=self.status,
        )
