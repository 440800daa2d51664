"""The portfolio: what is held, how much of all it is, and what it brought."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.charts.canvas import GREY, GRID, WHITE, Canvas, tint
from bot.charts.values import Holding, Portfolio
from bot.i18n import say
from bot.views.text import won

WIDTH = 1080
EDGE = 48
HEAD, ROW, FOOT = 560, 104, 64
LISTED = 9
"""Holdings with a line of their own; the rest are one line together."""
COLORS = ("#3B6FE0", "#F2994A", "#27AE73", "#9B5DE5", "#E85D75", "#2FB5C7", "#C9A227", "#7A8CA8", "#B5654A", "#9AA3B2")
CASH = "#D5D9E0"


def draw(portfolio: Portfolio) -> bytes:
    """Draw the portfolio (PNG)."""
    rows = _rows(portfolio.holdings)
    canvas = Canvas(WIDTH, HEAD + ROW * (len(rows) + 1) + FOOT)
    whole = max(sum(row.value for row in rows) + portfolio.cash, 1)
    canvas.text((EDGE, 60), canvas.cut(portfolio.title, 40, WIDTH - 2 * EDGE), 40, bold=True)
    _donut(canvas, rows, portfolio, whole)
    _totals(canvas, portfolio, rows)
    y = float(HEAD)
    for row, color in zip(rows, COLORS, strict=False):
        _line(canvas, row, color, whole, y)
        y += ROW
    _line(canvas, Holding(say("현금"), portfolio.cash, None, None), CASH, whole, y)
    canvas.text((EDGE, canvas.height - 36), canvas.cut(portfolio.footnote, 23, WIDTH - 2 * EDGE), 23, GREY)
    return canvas.png()


def _rows(holdings: Sequence[Holding]) -> list[Holding]:
    """The largest first, the small ones together."""
    held = sorted(holdings, key=lambda row: row.value, reverse=True)
    if len(held) <= LISTED + 1:
        return held
    rest = held[LISTED:]
    profits = [row.profit for row in rest if row.profit is not None]
    profit = sum(profits) if profits else None
    cost = sum(row.value - (row.profit or 0) for row in rest)
    rate = Decimal(profit) * 100 / cost if profit is not None and cost else None
    return [
        *held[:LISTED],
        Holding(say("그 밖 {count}종목", count=len(rest)), sum(r.value for r in rest), profit, rate),
    ]


def _donut(canvas: Canvas, rows: Sequence[Holding], portfolio: Portfolio, whole: int) -> None:
    center, radius = (268.0, 322.0), 205.0
    at = -90.0
    parts = [(row.value, color) for row, color in zip(rows, COLORS, strict=False)]
    for value, color in (*parts, (portfolio.cash, CASH)):
        if value > 0:
            size = 360.0 * value / whole
            canvas.slice(center, radius, at, at + size, color)
            at += size
    if at == -90.0:
        canvas.disc(center, radius, GRID)
    canvas.disc(center, radius * 0.62, WHITE)
    canvas.text((center[0], center[1] - 22), say("종목"), 28, GREY, anchor="mm")
    canvas.text((center[0], center[1] + 22), f"{len(portfolio.holdings)}", 44, anchor="mm", bold=True)


def _totals(canvas: Canvas, portfolio: Portfolio, rows: Sequence[Holding]) -> None:
    x, room = 540.0, WIDTH - EDGE - 540.0
    canvas.text((x, 176), say("총평가"), 28, GREY)
    canvas.text((x, 224), canvas.cut(won(portfolio.total), 50, room), 50, bold=True)
    canvas.text((x, 300), say("평가손익"), 28, GREY)
    if portfolio.profit is not None and rows:
        told = _gain(portfolio.profit, None)
        canvas.text((x, 346), canvas.cut(told, 42, room), 42, tint(portfolio.profit), bold=True)
        if portfolio.rate is not None:
            canvas.text((x, 392), f"{portfolio.rate:+.2f}%", 32, tint(portfolio.profit))
    else:
        canvas.text((x, 346), "–", 42, GREY)
    canvas.text((x, 446), say("현금"), 28, GREY)
    canvas.text((x, 488), canvas.cut(won(portfolio.cash), 36, room), 36)


def _line(canvas: Canvas, row: Holding, color: str, whole: int, y: float) -> None:
    right = WIDTH - EDGE
    canvas.line([(EDGE, y), (right, y)], GRID)
    weight = f"{100 * row.value / whole:.1f}%"
    canvas.box(EDGE, y + 24, EDGE + 26, y + 50, color, radius=6)
    canvas.text((EDGE + 42, y + 37), canvas.cut(row.name, 32, 500), 32)
    canvas.text((right, y + 37), f"{row.value:,}", 32, anchor="rm")
    bar = max(2.0, 400.0 * max(row.value, 0) / whole)
    canvas.box(EDGE + 42, y + 70, EDGE + 442, y + 84, GRID, radius=7)
    canvas.box(EDGE + 42, y + 70, EDGE + 42 + bar, y + 84, color, radius=min(7, bar / 2))
    canvas.text((EDGE + 458, y + 76), weight, 26, GREY)
    if row.profit is not None:
        canvas.text((right, y + 77), _gain(row.profit, row.rate), 27, tint(row.profit), anchor="rm")


def _gain(profit: int, rate: Decimal | None) -> str:
    arrow = "▲" if profit > 0 else "▼" if profit < 0 else "–"
    return f"{arrow} {abs(profit):,}" + ("" if rate is None else f" ({rate:+.2f}%)")
