"""Prices that matter to the reader, as lines over the chart: the last one, one's own average, open orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.charts.canvas import BLUE, RED, WHITE, Canvas
from bot.charts.scale import Scale, spread
from bot.charts.values import Bar, CandleChart
from bot.i18n import say

OWN = "#6A3FC4"
SIZE, TALL = 25, 38
MOST = 8
"""Open orders that are drawn; the nearest to the price."""


@dataclass(frozen=True, slots=True)
class Level:
    """A line at a price: `figure` beside the axis, `label` on the line."""

    price: Decimal
    figure: str
    label: str
    color: str
    solid: bool = False


def levels_of(chart: CandleChart, bars: Sequence[Bar]) -> tuple[list[Decimal], list[Level]]:
    """The levels of a chart, and those prices among them that are near enough to widen the scale for."""
    last = bars[-1].close
    pending = sorted(chart.pending, key=lambda order: abs(order.price - last))[:MOST]
    levels = [
        Level(order.price, f"{order.price:,.{chart.decimals}f}", order.label, RED if order.is_buy else BLUE)
        for order in pending
    ]
    if chart.average is not None:
        levels.append(Level(chart.average, f"{chart.average:,.{chart.decimals}f}", say("평단"), OWN))
    low, high = min(bar.low for bar in bars), max(bar.high for bar in bars)
    reach = max((high - low) / 2, abs(last) / 50)
    near = [level.price for level in levels if low - reach <= level.price <= high + reach]
    return near, levels


def places_of(levels: Sequence[Level], scale: Scale) -> list[float]:
    """The rows of their labels, apart from one another. What is off the paper waits at its edge."""
    rows = [min(max(scale.y(level.price), scale.top), scale.bottom) for level in levels]
    return spread(rows, TALL + 2, scale.top, scale.bottom)


def draw_levels(
    canvas: Canvas, levels: Sequence[Level], places: Sequence[float], scale: Scale, left: float, right: float
) -> None:
    """Lines where they belong, over them their labels."""
    for level in levels:
        if scale.holds(level.price):
            row = scale.y(level.price)
            canvas.dashes((left, row), (right, row), level.color, width=2, dash=4 if level.solid else 14)
    for level, place in zip(levels, places, strict=True):
        _tag(canvas, level, place, right)
        if level.label:
            arrow = "" if scale.holds(level.price) else " ↑" if level.price > scale.high else " ↓"
            _pill(canvas, f"{level.label}{arrow}", level.color, place, left)


def _tag(canvas: Canvas, level: Level, y: float, right: float) -> None:
    fill, ink = (level.color, WHITE) if level.solid else (WHITE, level.color)
    half = TALL / 2 - 1
    canvas.box(right + 4, y - half, canvas.width - 6, y + half, fill, outline=level.color, radius=6)
    canvas.text((right + 12, y), level.figure, SIZE, ink)


def _pill(canvas: Canvas, label: str, color: str, y: float, left: float) -> None:
    half = TALL / 2 - 1
    canvas.box(left, y - half, left + canvas.span(label, 23) + 20, y + half, WHITE, outline=color, radius=8)
    canvas.text((left + 10, y), label, 23, color)
