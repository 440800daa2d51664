"""Minutes as KIS tells them: wrapped, stamped and by one minute."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from bot.bars import bars, merged, true_time
from bot.charts.spans import Span
from bot.charts.values import Bar
from bot.errors import UserError
from kis import Environment
from kis.domestic.minutes import Minute
from kis.market.clock import KST
from kis.units import Shares, Won
from tests.bot.quoting.test_facts import APPLE
from tests.bot.standing import standing
from tests.bot.views.test_cards import SAMSUNG

FRIDAY, SATURDAY, MONDAY = date(2026, 11, 27), date(2026, 11, 28), date(2026, 11, 30)


def minute(day: date, at: time) -> Minute:
    return Minute(date=day, time=at, open=Won(1), high=Won(1), low=Won(1), close=Won(1), volume=Shares(1))


@pytest.mark.parametrize(
    ("stamped", "at", "now", "really"),
    [
        pytest.param(MONDAY, time(15, 30), datetime(2026, 11, 30, 8, 30, tzinfo=KST), FRIDAY, id="before the open"),
        pytest.param(SATURDAY, time(15, 30), datetime(2026, 11, 28, 20, 0, tzinfo=KST), FRIDAY, id="on a Saturday"),
        pytest.param(FRIDAY, time(15, 30), datetime(2026, 11, 28, 20, 0, tzinfo=KST), FRIDAY, id="stamped as it was"),
        pytest.param(MONDAY, time(9, 1), datetime(2026, 11, 30, 9, 2, tzinfo=KST), MONDAY, id="today's own"),
    ],
)
def test_yesterdays_minutes_are_not_todays(stamped: date, at: time, now: datetime, really: date) -> None:
    """A minute that would be in the future, or on a holiday, belongs to the trading day before."""
    assert true_time(minute(stamped, at), now) == datetime.combine(really, at, KST)


def test_five_minutes_from_one() -> None:
    """Open of the first, close of the last, the extremes and the sum between; a gap is no bar."""
    nine = datetime(2026, 11, 27, 9, 3, tzinfo=KST)
    ones = [
        Bar(nine + timedelta(minutes=n), Decimal(100 + n), Decimal(110 + n), Decimal(90 - n), Decimal(105 + n), 10)
        for n in (0, 1, 2, 3, 20)
    ]

    assert merged(ones, 5) == [
        Bar(nine.replace(minute=0), Decimal(100), Decimal(111), Decimal(89), Decimal(106), 20),
        Bar(nine.replace(minute=5), Decimal(102), Decimal(113), Decimal(87), Decimal(108), 20),
        Bar(nine.replace(minute=20), Decimal(120), Decimal(130), Decimal(70), Decimal(125), 10),
    ]


async def test_a_past_day_is_all_there() -> None:
    """The bars of five minutes make up the day's open, close, extremes and volume; other markets and paper say so."""
    async with standing(Environment.REAL) as (_, connection):
        day = (await connection.kis.domestic.quotes.days(symbol="005930"))[2]
        found = await bars(connection, SAMSUNG, Span.of_past(5, day.date))
        assert {bar.at.date() for bar in found} == {day.date}
        assert (found[0].open, found[-1].close) == (day.open, day.close)
        assert (max(bar.high for bar in found), min(bar.low for bar in found)) == (day.high, day.low)
        assert sum(bar.volume or 0 for bar in found) == day.volume
        assert found[1].at - found[0].at == timedelta(minutes=5)
        with pytest.raises(UserError, match="국내 주식과 ETF만"):
            await bars(connection, APPLE, Span.of_past(5, day.date))
    async with standing(Environment.PAPER) as (_, connection):
        with pytest.raises(UserError, match="모의투자에는"):
            await bars(connection, SAMSUNG, Span.of_past(5, day.date))
