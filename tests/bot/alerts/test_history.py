"""What a bar proves about an alert, and what it does not."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.alerts.history import Bars
from bot.alerts.rules import Basis, Condition
from bot.storage.states import AlertRule
from kis.domestic.chart import Candle
from kis.domestic.minutes import Minute
from kis.market.clock import KST
from kis.units import Shares, Won

MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=KST)
ABOVE = AlertRule.ABOVE
NOW = Basis(70_000, 70_000, 70_000, 70_000)


def test_a_day_that_began_before_the_alert_proves_nothing() -> None:
    """Paper has no minutes of past days: a high of the day on which the alert was set may be older than it."""
    day = MORNING.date()
    candle = Candle(date=day, close=Won(70_000), open=Won(70_000), high=Won(75_000), low=Won(70_000), volume=Shares(1))
    found = Bars(NOW, (), (candle,))
    alert = Condition(ABOVE, 75_000)

    doubtful = found.touch(alert, MORNING, MORNING)
    assert doubtful is not None
    assert not doubtful.certain
    sure = found.touch(alert, MORNING - timedelta(days=1), MORNING - timedelta(days=1))
    assert sure is not None
    assert sure.certain


def test_a_minute_that_began_before_the_alert_proves_nothing() -> None:
    """Its high may be older than the alert, which is said; the next minute's is not."""
    at = [(MORNING + timedelta(minutes=later)).time() for later in (0, 1)]
    minutes = [
        Minute(date=MORNING.date(), time=time, close=Won(1), open=Won(1), high=Won(high), low=Won(1), volume=Shares(1))
        for time, high in zip(at, (75_200, 75_000), strict=True)
    ]
    alert, armed_at = Condition(ABOVE, 75_000), MORNING + timedelta(seconds=30)
    doubtful = Bars(NOW, minutes[:1], ()).touch(alert, armed_at, MORNING)
    found = Bars(NOW, minutes, ()).touch(alert, armed_at, MORNING)

    assert doubtful is not None
    assert not doubtful.certain
    assert found is not None
    assert found.certain
    assert found.at == MORNING + timedelta(minutes=1)
