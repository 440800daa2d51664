"""Indices move with their members and with nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from kis.market.clock import KST
from kis.simulator.domestic.indices import INDICES, KOSDAQ, KOSPI, KOSPI200
from kis.simulator.domestic.listings import LISTINGS
from kis.simulator.history import Period

from .scene import KODEX, SAMSUNG, Scene

PREFERRED = "005935"


def worked_out(scene: Scene, code: str) -> Decimal:
    """The level by its definition."""
    members = INDICES[code].members
    now = sum(scene.broker.quote(each.code).last * each.shares for each in members)
    first = sum(each.reference * each.shares for each in members)
    return (INDICES[code].base * now / first).quantize(Decimal("0.01"))


def test_a_level_is_what_the_members_are_worth(scene: Scene) -> None:
    """Whatever was traded, by anybody, also after a day has turned."""
    for day in range(3):
        scene.broker.autoplay(on=True)
        for _ in range(20):
            scene.broker.step(1)
        scene.buy(50)

        for code in INDICES:
            assert abs(scene.broker.indices.quote(code).points - worked_out(scene, code)) <= Decimal("0.01"), day
        scene.clock.advance(timedelta(days=3 if day == 0 else 1))


def test_members_alone_move_an_index(scene: Scene) -> None:
    """Samsung moves KOSPI and KOSPI200, its preferred share KOSPI alone, a fund neither."""

    def levels() -> tuple[int, ...]:
        return tuple(scene.broker.indices.quote(code).last for code in (KOSPI, KOSPI200, KOSDAQ))

    start = levels()
    scene.broker.set_price(KODEX, 50_000)
    assert levels() == start
    scene.broker.set_price(PREFERRED, 60_000)
    kospi, *others = levels()
    assert kospi > start[0]
    assert others == [*start[1:]]
    scene.broker.set_price(SAMSUNG, 65_000)
    assert [now < before for now, before in zip(levels(), start, strict=True)] == [True, True, False]


def test_high_and_low_are_those_seen(scene: Scene) -> None:
    """An index that came back keeps the extremes of its day."""
    indices = scene.broker.indices
    scene.broker.set_price(SAMSUNG, 90_000)
    top = indices.quote(KOSPI).last
    scene.broker.set_price(SAMSUNG, 55_000)
    bottom = indices.quote(KOSPI).last
    scene.broker.set_price(SAMSUNG, 70_500)
    quote = indices.quote(KOSPI)

    assert (quote.high, quote.low) == (top, bottom)
    assert bottom < quote.last < top
    assert quote.sign_of(top) == "2"
    assert quote.rate_of(top) == round(Decimal((top - quote.reference) * 100) / quote.reference, 2)


def test_a_new_day_starts_where_the_last_ended(scene: Scene) -> None:
    """Yesterday's close is the reference; the day before has become a candle."""
    indices = scene.broker.indices
    scene.broker.set_price(SAMSUNG, 90_000)
    scene.broker.set_price(SAMSUNG, 71_000)
    friday = indices.quote(KOSPI)
    scene.pass_days(3)

    monday = indices.quote(KOSPI)
    assert (monday.reference, monday.open, monday.high, monday.last) == (friday.last,) * 4
    *_, candle = indices.candles(KOSPI, Period.DAY, friday.day, monday.day)
    assert (candle.day, candle.high, candle.low, candle.close) == (friday.day, friday.high, friday.low, friday.last)


def test_yesterdays_close_belongs_to_yesterday() -> None:
    """A jump from afternoon to the next day: what was matched in the closing auction is not today's."""
    scene = Scene(datetime(2026, 11, 19, 15, 25, tzinfo=KST))
    scene.broker.set_price(SAMSUNG, 70_000)
    scene.buy(10, 75_000, account=scene.real)
    scene.clock.set(datetime(2026, 11, 20, 8, 0, tzinfo=KST))

    scene.broker.now()
    today = scene.broker.indices.quote(KOSPI)

    assert not today.traded
    assert today.open == today.last == today.reference


def test_candles_meet_the_day(scene: Scene) -> None:
    """The invented past ends where the day begins; the newest candle is today's quote, volumes are the members'."""
    indices = scene.broker.indices
    today = indices.quote(KOSPI)
    newest, before, *_ = indices.candles(KOSPI, Period.DAY, today.day - timedelta(days=30), today.day)
    breadth = indices.breadth(KOSPI)

    assert (newest.day, newest.close, newest.high, newest.volume) == (
        today.day,
        today.last,
        today.high,
        breadth.volume,
    )
    assert before.close == today.reference == int(INDICES[KOSPI].base * 100)
    assert before.low <= min(before.open, before.close) <= max(before.open, before.close) <= before.high
    assert breadth.value == sum(scene.broker.quote(each.code).value for each in INDICES[KOSPI].members)


def test_breadth_counts_every_member(scene: Scene) -> None:
    """Those at a limit are among those that rise or fall."""
    scene.broker.set_price(SAMSUNG, scene.broker.quote(SAMSUNG).upper)
    breadth = scene.broker.indices.breadth(KOSPI)

    assert breadth.rising + breadth.falling + breadth.unchanged == len(INDICES[KOSPI].members)
    assert (breadth.at_upper_limit, breadth.at_lower_limit) == (1, 0)


def test_weeks_hold_their_days(scene: Scene) -> None:
    """A longer candle opens with its first day and reaches as far as any of them."""
    indices, end = scene.broker.indices, scene.broker.now().date()
    start = end - timedelta(days=end.weekday() + 7)
    days = indices.candles(KOSPI200, Period.DAY, start, end)
    weeks = indices.candles(KOSPI200, Period.WEEK, start, end)

    assert [week.close for week in weeks] == [days[0].close, next(d for d in days if d.day < end - timedelta(4)).close]
    assert max(week.high for week in weeks) == max(day.high for day in days)
    assert sum(week.volume for week in weeks) == sum(day.volume for day in days)


def test_every_stock_is_in_an_index() -> None:
    """Funds are in none."""
    members = {each.code for index in INDICES.values() for each in index.members}

    assert members == {code for code, listing in LISTINGS.items() if listing.board.name == "STOCK"}
