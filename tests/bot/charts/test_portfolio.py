"""The picture of the portfolio: weights, gains in red and losses in blue."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.charts import portfolio
from bot.charts.canvas import BLUE, RED
from bot.charts.values import Holding, Portfolio
from tests.bot.charts.looking import dots, picture

RIGHT = (560, portfolio.HEAD, 1080, portfolio.HEAD + portfolio.ROW)
"""The value and the gain of the first holding."""


def held(*holdings: Holding, cash: int = 1_000_000, profit: int | None = 0) -> bytes:
    total = cash + sum(one.value for one in holdings)
    return portfolio.draw(
        Portfolio(title="잔고", footnote="", holdings=holdings, cash=cash, total=total, profit=profit, rate=Decimal(1))
    )


@pytest.mark.parametrize(("profit", "shown", "missing"), [(50_000, RED, BLUE), (-50_000, BLUE, RED)])
def test_gains_are_red_and_losses_blue(profit: int, shown: str, missing: str) -> None:
    """Each holding tells what it brought in its colour."""
    content = held(Holding("삼성전자", 700_000, profit, Decimal(profit) / 10_000))

    assert dots(content, shown, RIGHT) > 50
    assert dots(content, missing, RIGHT) == 0


def test_pieces_are_as_large_as_their_weight() -> None:
    """A holding of three quarters has about three times the colour of one of a quarter."""
    content = held(Holding("큰", 3_000_000, 0, None), Holding("작은", 1_000_000, 0, None), cash=0)
    donut = (40, 100, 500, 540)
    large, small = (dots(content, color, donut) for color in portfolio.COLORS[:2])

    assert 2.8 < large / small < 3.2


@pytest.mark.parametrize("count", [0, 1, 10, 11, 200])
def test_any_number_of_holdings_draws(count: int) -> None:
    """Nothing held, or more than has room: the small ones stand together, and the picture stays bounded."""
    content = held(*(Holding(f"아주 긴 이름을 가진 종목 {n}" * 4, 10**12 + n, -n, None) for n in range(count)), cash=0)

    width, height = picture(content).size
    assert (width, height) == (portfolio.WIDTH, portfolio.HEAD + portfolio.ROW * (min(count, 10) + 1) + portfolio.FOOT)
    assert len(content) < 1_000_000
