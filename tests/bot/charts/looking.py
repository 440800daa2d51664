"""Bars to draw, and a look at what was drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO

from PIL import Image, ImageColor

from bot.charts.values import Bar, CandleChart, Unit
from kis.market.clock import KST

BEGIN = datetime(2026, 8, 3, tzinfo=KST)


def bars(*prices: tuple[int | str, int | str, int | str, int | str], volume: int | None = 1_000) -> list[Bar]:
    """Bars of open, high, low and close, a day apart."""
    return [Bar(BEGIN + timedelta(days=n), *(Decimal(price) for price in row), volume) for n, row in enumerate(prices)]


def chart(rows: Sequence[Bar], **changes: object) -> CandleChart:
    fields = {"name": "카카오", "code": "035720", "unit": Unit.DAY, "kind": "일봉", "bars": rows, "shown": 80}
    return CandleChart(**fields | changes)


def picture(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content)).convert("RGB")


def colors(content: bytes, box: tuple[int, int, int, int]) -> Counter[tuple[int, int, int]]:
    """How often each colour is there in a part of the picture."""
    return Counter(picture(content).crop(box).get_flattened_data())


def dots(content: bytes, color: str, box: tuple[int, int, int, int]) -> int:
    """How many dots of a colour are in a part of the picture."""
    return colors(content, box)[ImageColor.getrgb(color)]
