"""The candle chart: any candles draw, red is up, and one's own prices stand where they belong."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.charts import candles
from bot.charts.canvas import BLUE, RED, WHITE, Canvas
from bot.charts.levels import OWN
from bot.charts.scale import Scale, spread
from bot.charts.values import Bar, Pending, Unit, moving_average
from bot.i18n import speaking
from bot.storage.states import Language
from tests.bot.charts.looking import BEGIN, bars, chart, dots, picture

PRICES = (24, candles.TOP, 800, 880)
"""Where the candles are, left of the axis and above the volume."""
LABELS = (candles.LEFT, candles.TOP, 240, 890)
"""Where the labels of lines are."""
AXIS = (960, candles.TOP - 20, 1080, 920)

price = st.one_of(st.just(0), st.integers(1, 10), st.integers(1_000, 100_000), st.integers(10**9, 10**13))


@st.composite
def any_bar(draw: st.DrawFn) -> Bar:
    """Of whole prices in order, near to one another or far apart."""
    low, first, second, high = sorted(Decimal(draw(price)) for _ in range(4))
    (row,) = bars((first, high, low, second) if draw(st.booleans()) else (second, high, low, first))
    return row


@settings(max_examples=8, deadline=10_000)
@given(rows=st.lists(any_bar(), min_size=1, max_size=60), decimals=st.sampled_from([0, 2, 4]), own=st.none() | price)
def test_any_candles_draw(rows: list[Bar], decimals: int, own: int | None) -> None:
    """One bar, flat prices, gaps, huge prices: a picture of one size, in bounded time and bytes."""
    average = None if own is None else Decimal(own)
    pending = [Pending(Decimal(place), place % 2 == 0, f"매수 {place}주 #A1") for place in (1, 70_000, 10**13)]

    content = candles.draw(chart(rows, decimals=decimals, average=average, pending=pending))

    assert picture(content).size == (candles.WIDTH, candles.HEIGHT)
    assert len(content) < 1_000_000


@pytest.mark.parametrize(
    ("close", "shown", "missing"),
    [pytest.param(110, RED, BLUE, id="up is red"), pytest.param(90, BLUE, RED, id="down is blue")],
)
def test_colours_are_korean(close: int, shown: str, missing: str) -> None:
    """A candle that closes above its open is red, one below is blue."""
    content = candles.draw(chart(bars(*[(100, 115, 85, close)] * 40)))

    assert dots(content, shown, PRICES) > 2_000
    assert dots(content, missing, PRICES) == 0


def test_candles_do_not_stand_upside_down() -> None:
    """A high price is above a low one."""
    rows = bars(*[(100, 101, 99, 101)] * 30, *[(300, 301, 299, 301)] * 30)
    content = candles.draw(chart(rows))

    upper, lower = (24, candles.TOP, 480, 560), (24, 600, 480, 900)
    assert dots(content, RED, lower) > dots(content, RED, upper)


def test_own_average_and_orders_are_drawn() -> None:
    """평단 is a dashed line of its own colour, a sell order a blue one; neither is there without them."""
    rows = bars(*[(100, 110, 90, 105)] * 40)
    plain = candles.draw(chart(rows))
    own = candles.draw(chart(rows, average=Decimal(97), pending=[Pending(Decimal(108), False, "매도 5주 #A2")]))

    assert (dots(plain, OWN, PRICES), dots(plain, BLUE, PRICES)) == (0, 0)
    assert dots(own, OWN, PRICES) > 300
    assert dots(own, BLUE, PRICES) > 300


def test_a_far_order_does_not_flatten_the_candles() -> None:
    """An order at three times the price is named at the edge; the candles stay as tall as they were."""
    rows = bars(*[(100, 110, 90, 105)] * 40)
    far = [Pending(Decimal(300), False, "매도 5주 #A2")]

    plain, own = candles.draw(chart(rows)), candles.draw(chart(rows, pending=far))

    assert dots(own, BLUE, LABELS) > 50
    assert dots(own, RED, (260, candles.TOP, 800, 880)) == dots(plain, RED, (260, candles.TOP, 800, 880))


@pytest.mark.parametrize(
    ("unit", "step", "base"),
    [
        pytest.param(Unit.DAY, timedelta(days=1), 109, id="the close before"),
        pytest.param(Unit.MINUTE, timedelta(hours=10), 108, id="the close of the day before"),
        pytest.param(Unit.MINUTE, timedelta(minutes=1), 100, id="the open of the day"),
    ],
)
def test_the_last_price_is_compared_with(unit: Unit, step: timedelta, base: int) -> None:
    """Days with the day before, and so minutes too where they reach back to it, else with the day's open."""
    rows = [
        replace(row, at=BEGIN + step * n)
        for n, row in enumerate(bars(*[(100 + n, 120, 90, 101 + n) for n in range(10)]))
    ]

    assert candles.compared(chart(rows, unit=unit))[0] == base


def test_text_is_hangul_and_not_boxes() -> None:
    """Different syllables look different, so the font has them; what it has not would be one box each time."""
    drawn = []
    for word in ("한", "글", "평"):
        canvas = Canvas(60, 60)
        canvas.text((5, 30), word, 40)
        drawn.append(picture(canvas.png()).tobytes())

    assert len(set(drawn)) == 3


def test_a_chart_speaks_the_readers_language() -> None:
    """The words in the picture follow the reader too."""
    rows = bars(*[(100, 110, 90, 105)] * 40)
    with speaking(Language.ENGLISH):
        english = candles.draw(chart(rows))

    assert english != candles.draw(chart(rows))


def test_nothing_is_cut_at_the_edge() -> None:
    """Even with prices of thirteen digits the outermost columns stay white."""
    huge = 9_876_543_210_123
    rows = bars(*[(huge, huge + 5_000, huge - 5_000, huge + 2_000)] * 90)
    content = candles.draw(chart(rows, average=Decimal(huge - 1_000), suffix="원"))

    image = picture(content)
    for column in (0, 1, candles.WIDTH - 2, candles.WIDTH - 1):
        assert dots(content, WHITE, (column, 0, column + 1, image.height)) == image.height


@given(
    closes=st.lists(st.integers(1, 10**9).map(Decimal), max_size=40),
    length=st.integers(1, 10),
)
@settings(max_examples=30)
def test_moving_average_is_the_mean(closes: list[Decimal], length: int) -> None:
    """Each value is the mean of the bars it spans, and there is none before there are enough."""
    expected = [
        sum(closes[end - length : end]) / Decimal(length) if end >= length else None
        for end in range(1, len(closes) + 1)
    ]

    assert moving_average(closes, length) == expected


@given(wanted=st.lists(st.floats(0, 1_000), min_size=1, max_size=10))
@settings(max_examples=50)
def test_labels_never_lie_on_one_another(wanted: list[float]) -> None:
    """Labels keep their order and their distance, and stay between top and bottom."""
    places = spread(wanted, 40, 0, 1_000)
    ordered = [place for _, place in sorted(zip(wanted, places, strict=True))]

    assert all(below - above >= 39.9 for above, below in zip(sorted(places), sorted(places)[1:], strict=False))
    assert ordered == sorted(ordered)
    assert all(-0.1 <= place <= 1_000.1 for place in places)


def test_grid_is_sparse_and_round() -> None:
    """A handful of round prices, inside the paper, none finer than a price can be."""
    scale = Scale.around([Decimal(38_388), Decimal(50_485)], 0, 600, 40)

    assert scale.ticks(6, 0) == [Decimal(n) for n in (37_500, 40_000, 42_500, 45_000, 47_500, 50_000)]
    flat = Scale.around([Decimal(10), Decimal(11)], 0, 600, 40)
    assert flat.ticks(6, 0) == [Decimal(10), Decimal(11)]


def test_pillow_is_not_loaded_at_the_start() -> None:
    """A bot that draws nothing does not pay for it, in time or in memory."""
    code = "import sys, bot.app; sys.exit('PIL' in sys.modules or 'pylopdf_fonts_ko' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0  # noqa: S603
