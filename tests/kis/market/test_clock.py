"""The broker's clock, kept from Date headers."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kis.market.clock import KST, MarketClock

NOON = datetime(2026, 11, 23, 12, 0, 0, tzinfo=KST)


class Hands:
    """A monotonic clock and a host clock moved by hand."""

    def __init__(self) -> None:
        self.reading = 1_000.0
        self.host = NOON - timedelta(hours=3)

    def pass_seconds(self, seconds: float) -> None:
        self.reading += seconds
        self.host += timedelta(seconds=seconds)


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def clock(hands: Hands) -> MarketClock:
    return MarketClock(monotonic=lambda: hands.reading, host=lambda: hands.host)


def test_host_time_until_the_first_answer(clock: MarketClock, hands: Hands) -> None:
    """Without an answer the host's clock is all there is, and nothing is known of its error."""
    assert clock.now() == hands.host
    assert clock.now().tzinfo is KST
    assert clock.skew is None
    assert clock.uncertainty is None


def test_one_answer_sets_the_clock(clock: MarketClock, hands: Hands) -> None:
    """A host three hours slow follows the broker to within the header's second."""
    clock.observe(NOON, sent=1_000.0, received=1_000.2)

    assert abs(clock.now() - NOON) <= timedelta(seconds=1)
    assert clock.skew is not None
    assert abs(clock.skew - timedelta(hours=3)) <= timedelta(seconds=1)


def test_time_runs_on_between_answers(clock: MarketClock, hands: Hands) -> None:
    """The estimate moves with the monotonic clock, whatever the host's wall clock does."""
    clock.observe(NOON, sent=1_000.0, received=1_000.2)
    before = clock.now()
    hands.pass_seconds(90)
    hands.host -= timedelta(days=1)

    assert clock.now() - before == timedelta(seconds=90)


def test_header_in_gmt_reads_as_kst(clock: MarketClock) -> None:
    """HTTP dates are in GMT; the market's are not."""
    clock.observe(NOON.astimezone(UTC), sent=1_000.0, received=1_000.0)

    assert clock.now().utcoffset() == timedelta(hours=9)
    assert abs(clock.now() - NOON) <= timedelta(seconds=1)


def test_slow_answer_does_not_spoil_a_good_estimate(clock: MarketClock, hands: Hands) -> None:
    """An answer that took eight seconds says little, so the quick one before it still counts."""
    clock.observe(NOON, sent=1_000.0, received=1_000.05)
    good = clock.uncertainty
    clock.observe(NOON + timedelta(seconds=5), sent=1_001.0, received=1_009.0)

    assert clock.uncertainty == good


@pytest.mark.parametrize("jump", [timedelta(hours=5), timedelta(days=-2), timedelta(seconds=4)], ids=str)
def test_moved_server_clock_is_followed(clock: MarketClock, hands: Hands, jump: timedelta) -> None:
    """When the server's clock is moved, the next answer moves this one."""
    clock.observe(NOON, sent=1_000.0, received=1_000.1)
    hands.pass_seconds(10)
    clock.observe(NOON + timedelta(seconds=10) + jump, sent=1_010.0, received=1_010.1)

    assert abs(clock.now() - (NOON + timedelta(seconds=10) + jump)) <= timedelta(seconds=1)


def test_date_without_a_zone_is_refused(clock: MarketClock) -> None:
    """A naive date could be nine hours off."""
    with pytest.raises(ValueError, match="zone"):
        clock.observe(NOON.replace(tzinfo=None), sent=0.0, received=0.1)


@pytest.mark.parametrize("year", [1970, 9999])
def test_date_of_another_century_is_refused(clock: MarketClock, hands: Hands, year: int) -> None:
    """A server that lost its clock, or a proxy without one, does not take this clock along."""
    with pytest.raises(ValueError, match="sense"):
        clock.observe(NOON.replace(year=year, month=12, day=31), sent=0.0, received=0.1)

    assert clock.now() == hands.host


def test_answer_before_its_question_is_refused(clock: MarketClock) -> None:
    """Readings in the wrong order would make empty bounds."""
    with pytest.raises(ValueError, match="before"):
        clock.observe(NOON, sent=2.0, received=1.0)


@given(
    offset=st.floats(-1e6, 1e6),
    calls=st.lists(st.tuples(st.floats(0, 100), st.floats(0, 5), st.floats(0, 1)), min_size=1, max_size=20),
)
def test_truth_stays_within_the_stated_uncertainty(offset: float, calls: list[tuple[float, float, float]]) -> None:
    """Whatever the delays, the true server time is never further away than `uncertainty` says."""
    reading = 0.0
    clock = MarketClock(monotonic=lambda: reading, host=lambda: NOON)
    for pause, delay, share in calls:
        sent = reading + pause
        reading = sent + delay
        truth = NOON.timestamp() + offset + sent + delay * share
        clock.observe(datetime.fromtimestamp(int(truth), UTC), sent=sent, received=reading)

    assert clock.uncertainty is not None
    error = abs(clock.now().timestamp() - (NOON.timestamp() + offset + reading))
    assert error <= clock.uncertainty.total_seconds() + 1e-3
