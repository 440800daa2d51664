"""What a bar proves about an alert, and what it does not."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from bot.alerts.history import Bars, Day
from bot.alerts.rules import Basis, Condition
from bot.charts.values import Bar
from bot.storage.states import AlertRule
from kis.market.clock import KST

MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=KST)
ABOVE = AlertRule.ABOVE
NOW = Basis(70_000, 70_000, 70_000, 70_000)


def bar(at: datetime, high: int) -> Bar:
    """One that began and ended at 70,000."""
    usual = Decimal(70_000)
    return Bar(at, usual, Decimal(high), usual, usual, 1)


def test_a_day_that_began_before_the_alert_proves_nothing() -> None:
    """Paper has no minutes of past days: a high of the day on which the alert was set may be older than it."""
    found = Bars(NOW, (), (Day(bar(MORNING.replace(hour=0), 75_000), 70_000),))
    alert = Condition(ABOVE, 75_000)

    doubtful = found.touch(alert, MORNING, MORNING)
    assert doubtful is not None
    assert not doubtful.certain
    sure = found.touch(alert, MORNING - timedelta(days=1), MORNING - timedelta(days=1))
    assert sure is not None
    assert sure.certain


def test_a_minute_that_began_before_the_alert_proves_nothing() -> None:
    """Its high may be older than the alert, which is said; the next minute's is not."""
    minutes = [bar(MORNING, 75_200), bar(MORNING + timedelta(minutes=1), 75_000)]
    alert, armed_at = Condition(ABOVE, 75_000), MORNING + timedelta(seconds=30)
    doubtful = Bars(NOW, minutes[:1], ()).touch(alert, armed_at, MORNING)
    found = Bars(NOW, minutes, ()).touch(alert, armed_at, MORNING)

    assert doubtful is not None
    assert not doubtful.certain
    assert found is not None
    assert found.certain
    assert found.at == MORNING + timedelta(minutes=1)
