"""Order notices of every market, said alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from bot.storage.terms import Figure, Segment
from kis.domestic.codes import Side
from kis.realtime.notices import NoticeKind

if TYPE_CHECKING:
    from kis.realtime.derivatives.notices import DerivativeNotice, NightNotice
    from kis.realtime.notices import OrderNotice
    from kis.realtime.overseas.notices import OverseasNotice


@dataclass(frozen=True, slots=True)
class Heard:
    """An order notice (체결통보). `at` is KST, `day` the order's day.

    `ordered` and `order_price` are of the whole order, None where the notice does not tell; a price of 0 is any
    price. `stated` is the quantity that a notice of anything but a fill is about.
    """

    segment: Segment
    kind: NoticeKind
    number: str
    branch: str
    original: str | None
    account: str | None
    symbol: str
    side: Side | None
    ordered: int | None
    order_price: Figure | None
    filled: int
    fill_price: Figure | None
    stated: int
    at: datetime
    day: date

    @classmethod
    def of(
        cls,
        segment: Segment,
        notice: OrderNotice | OverseasNotice | DerivativeNotice | NightNotice,
        at: datetime,
        day: date,
        *,
        ordered: int | None,
        order_price: Figure | None,
        fill_price: Figure | None,
    ) -> Heard:
        """What notices of all markets say alike, and what each says in its own way."""
        return cls(
            segment=segment,
            kind=notice.kind,
            number=notice.number,
            branch=notice.branch or "",
            original=notice.original,
            account=notice.account,
            symbol=notice.symbol,
            side=notice.side,
            ordered=ordered,
            order_price=order_price,
            filled=notice.filled,
            fill_price=fill_price,
            stated=notice.stated_quantity,
            at=at,
            day=day,
        )
