"""The index of alerts fires what a price reaches, once, and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.book import AlertBook, Armed
from bot.storage.states import AlertRule

prices = st.integers(min_value=1, max_value=60)
alerts = st.lists(st.tuples(st.sampled_from(["A", "B"]), st.sampled_from(AlertRule), prices), max_size=40)


def book_of(rows: list[tuple[str, AlertRule, int]]) -> tuple[AlertBook, list[Armed]]:
    armed = [Armed(number, *row) for number, row in enumerate(rows)]
    book = AlertBook()
    for alert in armed:
        book.add(alert)
    return book, armed


@given(alerts, st.lists(st.tuples(st.sampled_from(["A", "B", "C"]), prices), max_size=30), st.sets(st.integers(0, 40)))
def test_agrees_with_asking_each_alert(
    rows: list[tuple[str, AlertRule, int]], ticks: list[tuple[str, int]], removed: set[int]
) -> None:
    """Whatever is armed, removed and traded, the index fires what asking every alert in turn would fire."""
    book, waiting = book_of(rows)
    for alert_id in removed:
        assert (book.discard(alert_id) is not None) == (alert_id < len(rows))
    waiting = [alert for alert in waiting if alert.id not in removed]
    for symbol, price in ticks:
        reached = [alert for alert in waiting if alert.symbol == symbol and alert.reached_by(price)]

        assert {alert.id for alert in book.match(symbol, price)} == {alert.id for alert in reached}

        waiting = [alert for alert in waiting if alert not in reached]
    assert len(book) == len(waiting)
    assert book.symbols() == {alert.symbol for alert in waiting}


def test_nearest_target_first() -> None:
    """A jump over several targets tells them in the order in which they were reached."""
    book, _ = book_of([("A", AlertRule.ABOVE, target) for target in (50, 30, 40)])

    assert [alert.target for alert in book.match("A", 55)] == [30, 40, 50]


def test_removed_alerts_leave_no_weight() -> None:
    """Arming and removing for ever does not grow the index."""
    book, _ = book_of([("A", AlertRule.ABOVE, 10)])
    for number in range(10, 2_000):
        book.add(Armed(number, "A", AlertRule.ABOVE, 1_000))
        book.discard(number)

    assert len(book._symbols["A"].above) <= 65
