"""The candle chart: 1080 pixels wide, to be read on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.charts.canvas import BLUE, GREY, GRID, INK, RED, Canvas, tint
from bot.charts.levels import TALL, Level, draw_levels, levels_of, places_of
from bot.charts.scale import Scale
from bot.charts.values import AVERAGES, Bar, CandleChart, Unit, moving_average
from bot.i18n import say

WIDTH, HEIGHT = 1080, 1230
LEFT, TOP, FOOT = 32, 232, 1130
VOLUME = 190
"""Rows of the volume below the prices."""
ROOM = 44
"""Rows above the highest and below the lowest price, for their labels."""
AXIS = 26
LEAST_SLOTS = 24
"""A few bars do not grow over the whole paper."""
COLORS = ("#D9468F", "#E69A00", "#2E9E5B")
PALE = {RED: "#F2A09C", BLUE: "#9DB9F6"}
STAMPS = {Unit.MINUTE: "%H:%M", Unit.DAY: "%m/%d", Unit.WEEK: "%Y/%m", Unit.MONTH: "%Y/%m"}
EXTREME_STAMPS = STAMPS | {Unit.WEEK: "%Y/%m/%d"}
LONG_STAMPS = {Unit.MINUTE: "%m/%d %H:%M", Unit.DAY: "%Y-%m-%d", Unit.WEEK: "%Y-%m-%d", Unit.MONTH: "%Y-%m"}


@dataclass(frozen=True, slots=True)
class Plot:
    """Where the bars stand."""

    bars: Sequence[Bar]
    scale: Scale
    left: float
    right: float

    @property
    def slot(self) -> float:
        """Columns of one bar."""
        return (self.right - self.left) / max(len(self.bars), LEAST_SLOTS)

    def x(self, index: int) -> float:
        """The middle of a bar; a few bars stand at the right, next to the prices."""
        return self.right - (len(self.bars) - index - 0.5) * self.slot


def draw(chart: CandleChart) -> bytes:
    """Draw the chart (PNG). Raises `ValueError` without bars."""
    if not chart.bars:
        raise ValueError("a chart without bars")
    canvas = Canvas(WIDTH, HEIGHT)
    bars = list(chart.bars)[-chart.shown :]
    lines = [moving_average([bar.close for bar in chart.bars], length)[-len(bars) :] for length in AVERAGES]
    has_volume = any(bar.volume for bar in bars)
    bottom = FOOT - VOLUME - 40 if has_volume else FOOT
    near, levels = levels_of(chart, bars)
    prices = [price for bar in bars for price in (bar.high, bar.low)] + near
    scale = Scale.around(prices, TOP, bottom, ROOM)
    ticks = scale.ticks(6, chart.decimals)
    levels.append(_last(bars, chart))
    figures = [*(_figure(tick, chart) for tick in ticks), *(level.figure for level in levels)]
    right = WIDTH - 34 - max(canvas.span(figure, AXIS) for figure in figures)
    plot = Plot(bars, scale, LEFT, right)
    places = places_of(levels, scale)
    _head(canvas, chart, bars)
    _legend(canvas, lines)
    _grid(canvas, plot, ticks, chart, places)
    _dates(canvas, plot, chart.unit)
    if has_volume:
        _volume(canvas, plot, chart.volume_label)
    _candles(canvas, plot)
    for values, color in zip(lines, COLORS, strict=True):
        _average(canvas, plot, values, color)
    _extremes(canvas, plot, chart)
    draw_levels(canvas, levels, places, scale, LEFT, right)
    canvas.text((LEFT, HEIGHT - 30), canvas.cut(chart.footnote, 23, WIDTH - 2 * LEFT), 23, GREY)
    return canvas.png()


def _figure(price: Decimal, chart: CandleChart) -> str:
    return f"{price:,.{chart.decimals}f}"


def _last(bars: Sequence[Bar], chart: CandleChart) -> Level:
    close = bars[-1].close
    return Level(close, _figure(close, chart), "", tint(close - compared(chart)[0]), solid=True)


def compared(chart: CandleChart) -> tuple[Decimal, str]:
    """What the last price is compared with, and how that is called.

    It is the close before, of minutes that of the day before; where the bars do not reach back so far, the open.
    """
    last = chart.bars[-1]
    earlier = [bar for bar in chart.bars[:-1] if chart.unit is not Unit.MINUTE or bar.at.date() < last.at.date()]
    if earlier:
        words = {Unit.WEEK: say("전주 대비"), Unit.MONTH: say("전월 대비")}
        return earlier[-1].close, words.get(chart.unit, say("전일 대비"))
    first = next(bar for bar in chart.bars if bar.at.date() == last.at.date())
    return first.open, say("시가 대비")


def _head(canvas: Canvas, chart: CandleChart, bars: Sequence[Bar]) -> None:
    code = "" if chart.code == chart.name else chart.code
    name = canvas.cut(chart.name, 46, 620)
    canvas.text((LEFT, 54), name, 46, bold=True)
    canvas.text((LEFT + canvas.span(name, 46) + 16, 58), code, 28, GREY)
    last, (base, against) = bars[-1].close, compared(chart)
    moved = last - base
    arrow = "▲" if moved > 0 else "▼" if moved < 0 else "–"
    rate = f" ({moved * 100 / base:+.2f}%)" if base else ""
    price = f"{chart.prefix}{_figure(last, chart)}{chart.suffix}"
    canvas.text((LEFT, 120), price, 44, tint(moved), bold=True)
    told = f"{arrow} {_figure(abs(moved), chart)}{rate}"
    x = LEFT + canvas.span(price, 44) + 20
    canvas.text((x, 123), told, 32, tint(moved))
    canvas.text((x + canvas.span(told, 32) + 14, 124), against, 25, GREY)
    stamp = LONG_STAMPS[chart.unit]
    period = f"{bars[0].at:{stamp}} ~ {bars[-1].at:{stamp}}" if len(bars) > 1 else f"{bars[0].at:{stamp}}"
    canvas.text((WIDTH - LEFT, 54), chart.kind, 32, anchor="rm", bold=True)
    canvas.text((WIDTH - LEFT, 190), period, 25, GREY, anchor="rm")


def _legend(canvas: Canvas, lines: Sequence[Sequence[Decimal | None]]) -> None:
    """Only the averages that are drawn."""
    drawn = [(n, color) for n, color, line in zip(AVERAGES, COLORS, lines, strict=True) if any(line)]
    if not drawn:
        return
    x = LEFT + canvas.span(word := say("이동평균"), 25) + 14
    canvas.text((LEFT, 190), word, 25, GREY)
    for length, color in drawn:
        canvas.line([(x, 190), (x + 26, 190)], color, 4)
        canvas.text((x + 34, 190), str(length), 25, color)
        x += 34 + canvas.span(str(length), 25) + 22


def _grid(canvas: Canvas, plot: Plot, ticks: Sequence[Decimal], chart: CandleChart, taken: Sequence[float]) -> None:
    """Round prices, but for those that a level's price would cover."""
    for tick in ticks:
        y = plot.scale.y(tick)
        canvas.line([(plot.left, y), (plot.right, y)], GRID)
        if all(abs(y - place) > TALL - 4 for place in taken):
            canvas.text((plot.right + 12, y), _figure(tick, chart), AXIS, GREY)


def _dates(canvas: Canvas, plot: Plot, unit: Unit) -> None:
    """Some bars are named below, spread evenly from the newest back; none lies on another or over the edge."""
    edge = plot.right + 60.0
    every = max(1, -(-len(plot.bars) // 5))
    for index in range(len(plot.bars) - 1, -1, -every):
        text = f"{plot.bars[index].at:{STAMPS[unit]}}"
        half = canvas.span(text, AXIS) / 2
        x = min(max(plot.x(index), plot.left + half), plot.right - half)
        if x + half < edge:
            canvas.line([(plot.x(index), TOP), (plot.x(index), FOOT)], GRID)
            canvas.text((x, FOOT + 26), text, AXIS, GREY, anchor="mm")
            edge = x - half - 16


def _body(plot: Plot) -> float:
    return min(max(plot.slot * 0.7, 1), 26)


def _candles(canvas: Canvas, plot: Plot) -> None:
    half = _body(plot) / 2
    for index, bar in enumerate(plot.bars):
        x, color = plot.x(index), tint(bar.close - bar.open)
        canvas.line([(x, plot.scale.y(bar.high)), (x, plot.scale.y(bar.low))], color, 2 if half > 2 else 1)
        top, bottom = sorted((plot.scale.y(bar.open), plot.scale.y(bar.close)))
        canvas.box(x - half, top, x + half, max(bottom, top + 2), color)


def _volume(canvas: Canvas, plot: Plot, label: str) -> None:
    most = max(bar.volume or 0 for bar in plot.bars)
    half = _body(plot) / 2
    for index, bar in enumerate(plot.bars):
        x, color = plot.x(index), tint(bar.close - bar.open)
        height = (VOLUME - 34) * (bar.volume or 0) / most
        canvas.box(x - half, FOOT - height, x + half, FOOT, PALE.get(color, "#C3C8D0"))
    canvas.line([(plot.left, FOOT), (plot.right, FOOT)], GRID)
    canvas.text((plot.left, FOOT - VOLUME - 4), f"{label}  {say('최대 {volume}', volume=f'{most:,}')}", 23, GREY)


def _average(canvas: Canvas, plot: Plot, values: Sequence[Decimal | None], color: str) -> None:
    """The part of a moving average that is on the paper."""
    run: list[tuple[float, float]] = []
    for index, value in enumerate(values):
        if value is not None and plot.scale.holds(value):
            run.append((plot.x(index), plot.scale.y(value)))
        else:
            canvas.line(run, color, 2.5)
            run = []
    canvas.line(run, color, 2.5)


def _extremes(canvas: Canvas, plot: Plot, chart: CandleChart) -> None:
    """The highest and the lowest price, with their dates."""
    bars, stamp = plot.bars, EXTREME_STAMPS[chart.unit]
    top = max(range(len(bars)), key=lambda index: bars[index].high)
    low = min(range(len(bars)), key=lambda index: bars[index].low)
    for index, price, word, up in (
        (top, bars[top].high, say("최고"), True),
        (low, bars[low].low, say("최저"), False),
    ):
        text = f"{word} {_figure(price, chart)} ({bars[index].at:{stamp}})"
        half = canvas.span(text, 24) / 2
        x = min(max(plot.x(index), plot.left + half), plot.right - half)
        canvas.text((x, plot.scale.y(price) + (-20 if up else 20)), text, 24, INK, anchor="mm")
