"""The index of alerts lets go what a price opens, once, and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.book import AlertBook, Armed
from bot.alerts.rules import NEVER, Basis, Gate

prices = st.integers(min_value=1, max_value=60)
gates = st.builds(
    Gate,
    above=st.one_of(st.just(NEVER), prices),
    below=st.one_of(st.just(-NEVER), prices),
    volume=st.one_of(st.just(NEVER), prices),
)
symbols = st.sampled_from(["A", "B"])
alerts = st.lists(st.builds(Armed, st.integers(0, 20), symbols, gates), max_size=40)
ticks = st.lists(st.tuples(st.sampled_from(["A", "B", "C"]), prices, prices), max_size=30)


def trade(price: int, volume: int) -> Basis:
    return Basis(price, price, price, price, volume)


@given(alerts, ticks, st.sets(st.integers(0, 20)))
def test_agrees_with_asking_each_alert(
    rows: list[Armed], trades: list[tuple[str, int, int]], removed: set[int]
) -> None:
    """Whatever is armed, armed anew, removed and traded, the index lets go what asking every alert in turn would."""
    book = AlertBook()
    for alert in rows:
        book.add(alert)
    waiting = {alert.id: alert for alert in rows}
    for alert_id in removed:
        assert book.discard(alert_id) == waiting.pop(alert_id, None)
    for symbol, price, volume in trades:
        opened = {one.id for one in waiting.values() if one.symbol == symbol and one.gate.opens(price, volume)}

        assert {one.id for one in book.match(symbol, price, trade(price, volume))} == opened

        waiting = {alert_id: alert for alert_id, alert in waiting.items() if alert_id not in opened}
    assert len(book) == len(waiting)
    assert book.symbols() == {alert.symbol for alert in waiting.values()}


def test_nearest_target_first() -> None:
    """A jump over several targets tells them in the order in which they were reached."""
    book = AlertBook()
    for number, target in enumerate((50, 30, 40)):
        book.add(Armed(number, "A", Gate(above=target)))

    assert [alert.gate.above for alert in book.match("A", 55)] == [30, 40, 50]


def test_removed_alerts_leave_no_weight() -> None:
    """Arming and removing for ever does not grow the index."""
    book = AlertBook()
    book.add(Armed(0, "A", Gate(above=10)))
    for number in range(10, 2_000):
        book.add(Armed(number, "A", Gate(above=1_000)))
        book.discard(number)

    assert len(book._symbols["A"].above) <= 65
