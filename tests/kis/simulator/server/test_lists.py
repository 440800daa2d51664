"""Rankings, watchlists, news and what happens in the market, from the simulator's own prices."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, datetime, time
from decimal import Decimal

import pytest

from kis.client import Kis
from kis.credentials import Environment
from kis.domestic.market_codes import (
    ChangeBase,
    ChangeOrder,
    CloseOrder,
    Direction,
    Extreme,
    LimitDistance,
    LimitSide,
    ListedAt,
    ShareKind,
    Universe,
    VolumeOrder,
)
from kis.market.clock import KST
from kis.simulator import NO_LIMITS, Simulator
from kis.simulator.domestic.indices import INDICES, KOSDAQ
from kis.simulator.domestic.listings import LISTINGS
from kis.simulator.halts import HaltRules
from kis.units import Percent, Shares, Won
from tests.kis.simulator.server.customer import customer, turn_to

SAMSUNG, PREFERRED, HYNIX = "005930", "005935", "000660"
MONDAY = date(2026, 11, 23)


@pytest.fixture
async def kis(simulator: Simulator) -> AsyncIterator[Kis]:
    async with customer(simulator) as kis:
        yield kis


async def test_volume_by_every_order(kis: Kis, simulator: Simulator) -> None:
    """Thirty rows from the top, ranked by what is asked."""
    by_volume = await kis.domestic.ranks.volume()
    by_value = await kis.domestic.ranks.volume(order=VolumeOrder.VALUE)
    by_growth = await kis.domestic.ranks.volume(order=VolumeOrder.GROWTH)

    assert [row.rank for row in by_volume] == list(range(1, 31))
    assert _falling([row.volume for row in by_volume])
    assert _falling([row.value for row in by_value])
    assert _falling([row.volume_growth for row in by_growth])
    assert {row.symbol: row.price for row in by_volume} == {
        row.symbol: simulator.broker.quote(row.symbol).last for row in by_volume
    }


def _falling(values: list[int | None] | list[Shares | None] | list[Percent | None] | list[Won | None]) -> bool:
    return values == sorted(values, key=lambda value: -(value or 0))


async def test_rankings_within_bounds(kis: Kis) -> None:
    """Market, industry, kind of share, price and volume narrow the field; warrants are in none."""
    volume = kis.domestic.ranks.volume
    everything = {row.symbol for row in await kis.domestic.ranks.volume(order=VolumeOrder.TURNOVER)}

    assert "57KA01" not in everything
    assert {row.symbol for row in await volume(universe=KOSDAQ)} == {m.code for m in INDICES[KOSDAQ].members}
    assert {row.symbol for row in await volume(universe="0021")} == {m.code for m in INDICES["0021"].members}
    assert [row.symbol for row in await volume(kind=ShareKind.PREFERRED)] == [PREFERRED]
    cheap = await volume(max_price=Won(20_000), min_volume=Shares(1))
    assert {row.symbol for row in cheap} == {"293490", "114800"}


async def test_risers_and_fallers(kis: Kis, simulator: Simulator) -> None:
    """Who moved most is first, against the close or from the day's extreme, also within given rates."""
    simulator.broker.set_price(HYNIX, 250_000)
    simulator.broker.set_price(SAMSUNG, 60_000)
    ranks = kis.domestic.ranks
    risers, fallers = await ranks.change(), await ranks.change(order=ChangeOrder.FALL)
    deep = await ranks.change(order=ChangeOrder.FALL, max_rate=Percent(Decimal(-10)))
    widest = await ranks.change(order=ChangeOrder.RANGE, universe=Universe.KOSPI)
    from_low = await ranks.change(base=ChangeBase.EXTREME)

    assert (risers[0].symbol, risers[0].high) == (HYNIX, 250_000)
    assert (fallers[0].symbol, fallers[0].change_rate) == (SAMSUNG, simulator.broker.quote(SAMSUNG).rate)
    assert [row.symbol for row in deep] == [SAMSUNG]
    assert {row.symbol for row in widest[:2]} == {HYNIX, SAMSUNG}
    assert from_low[0].symbol == HYNIX
    assert (risers[0].days_rising or 0) >= 1
    assert fallers[0].days_rising == 0


async def test_biggest_and_most_wanted(kis: Kis) -> None:
    """Market value in 억원 with its part of the market; strength from the tape."""
    caps = await kis.domestic.ranks.market_cap(universe=Universe.KOSPI)
    strengths = await kis.domestic.ranks.strength()
    views = await kis.domestic.ranks.views()

    assert caps[0].symbol == SAMSUNG
    assert caps[0].market_cap == Decimal(caps[0].price * LISTINGS[SAMSUNG].shares // 100_000_000)
    assert 99 < sum(row.share_of_market or 0 for row in caps) <= Decimal("100.2")
    assert _falling([row.strength for row in strengths])
    assert (len(views), views[0].symbol in LISTINGS) == (20, True)


async def test_near_the_extremes_of_a_year(kis: Kis, simulator: Simulator) -> None:
    """Closest first; a stock at a new high is at no distance from it."""
    simulator.broker.set_price(HYNIX, simulator.broker.quote(HYNIX).upper)
    highs = await kis.domestic.ranks.extremes(max_gap=Percent(Decimal(3)))
    lows = await kis.domestic.ranks.extremes(extreme=Extreme.LOW)
    price = await kis.domestic.quotes.price(symbol=highs[-1].symbol)

    gaps = [abs(row.high_gap_rate or 0) for row in highs]
    assert gaps == sorted(gaps)
    assert max(gaps) <= 3
    assert highs[-1].new_high == price.high_52w
    assert [abs(row.low_gap_rate or 0) for row in lows] == sorted(abs(row.low_gap_rate or 0) for row in lows)


async def test_at_the_limit_and_near_it(kis: Kis, simulator: Simulator) -> None:
    """Only what has reached the limit is at it; who comes near is shown by distance."""
    quote = simulator.broker.quote(HYNIX)
    simulator.broker.set_price(HYNIX, quote.upper)
    simulator.broker.set_price(SAMSUNG, 53_000)
    limits = kis.domestic.market.limits

    (top,) = await limits()
    assert (top.symbol, top.price, top.upper_limit) == (HYNIX, quote.upper, quote.upper)
    assert await limits(side=LimitSide.LOWER) == ()
    near = await limits(side=LimitSide.LOWER, distance=LimitDistance.WITHIN_10)
    assert [row.symbol for row in near] == [SAMSUNG]
    assert await limits(universe=Universe.KOSDAQ) == ()


async def test_expected_closes_in_the_auction(simulator: Simulator) -> None:
    """Nothing at ten; after 15:20 each stock has one, the highest first if asked so."""
    async with customer(simulator) as kis:
        assert await kis.domestic.market.expected_closes() == ()
        turn_to(simulator, MONDAY, time(15, 25))
        rows = await kis.domestic.market.expected_closes(order=CloseOrder.RISE)

    assert len(rows) == 30
    rates = [row.change_from_reference_rate or 0 for row in rows]
    assert rates == sorted(rates, reverse=True)
    assert all(row.price == simulator.broker.quote(row.symbol).last for row in rows)


async def test_interruptions() -> None:
    """A price that goes too far is listed while it is stopped and after."""
    start = datetime.combine(MONDAY, time(10), KST)
    async with Simulator.serve(limits=NO_LIMITS, now=start, speed=0, vi=HaltRules()) as simulator:
        broker = simulator.broker
        async with customer(simulator) as kis:
            asked = kis.domestic.market.interruptions
            assert await asked(day=MONDAY) == ()
            broker.set_price(SAMSUNG, 80_000)
            (now,) = await asked(day=MONDAY)
            price = await kis.domestic.quotes.price(symbol=SAMSUNG)
            assert (now.symbol, now.active, now.ended, now.price, price.vi_code) == (SAMSUNG, True, None, 80_000, "Y")

            turn_to(simulator, MONDAY, time(10, 5))
            (over,) = await asked(day=MONDAY, direction=Direction.UP, market=ListedAt.KOSPI)
            assert (over.active, over.time, over.ended) == (False, time(10), time(10, 2))
            assert await asked(day=MONDAY, direction=Direction.DOWN) == ()
            assert await asked(day=MONDAY, market=ListedAt.KOSDAQ) == ()
            assert await asked(day=date(2026, 11, 20)) == ()


async def test_news_up_to_now(kis: Kis, simulator: Simulator) -> None:
    """Newest first, none from the future, the same when asked again, and those of one stock alone."""
    news = await kis.domestic.market.news()
    earlier = await kis.domestic.market.news(date="0020261120", time="0000120000")
    some = await kis.domestic.market.news(symbol=news[0].symbols[0], words=news[0].headline[-5:])

    moments = [(each.date, each.time) for each in news]
    assert moments == sorted(moments, key=lambda at: (at[0] or MONDAY, at[1] or time()), reverse=True)
    assert all(each.date != MONDAY or (each.time or time()) <= time(10) for each in news)
    assert news == await kis.domestic.market.news()
    assert {(each.date or MONDAY) <= date(2026, 11, 20) for each in earlier} == {True}
    assert news[0] in some
    assert {each.symbols for each in some} == {news[0].symbols}


async def test_business_days(kis: Kis) -> None:
    """Five of them around today, weekends left out."""
    found = await kis.domestic.market.days()

    assert found.days == tuple(date(2026, 11, day) for day in (19, 20, 23, 24, 25))
    assert (found.today, found.now) == (MONDAY, time(10))


async def test_lists_of_an_owner(kis: Kis, simulator: Simulator) -> None:
    """Groups hold the stocks they count; a screen finds what it says; a stranger's id has neither."""
    mine, stranger = kis.credentials.hts_id, simulator.credentials(Environment.REAL, owner=1).hts_id
    groups = await kis.domestic.watchlists.groups(hts_id=mine)
    lists = [await kis.domestic.watchlists.stocks(hts_id=mine, code=group.code) for group in groups]
    rising, *_ = await kis.domestic.screens.titles(hts_id=mine)
    risers = await kis.domestic.screens.results(hts_id=mine, number=rising.number)

    assert [len(each.stocks) for each in lists] == [group.count for group in groups]
    assert [each.head.name for each in lists if each.head] == [group.name for group in groups]
    assert (rising.name, {(row.change or 0) > 0 for row in risers}) == ("상승 종목", {True})
    assert len(risers) == sum(
        simulator.broker.quote(code).change > 0 for code, listing in LISTINGS.items() if listing.lot == 1
    )
    assert await kis.domestic.watchlists.groups(hts_id=stranger) == ()
    assert (await kis.domestic.watchlists.stocks(hts_id=stranger, code="001")).stocks == ()
    assert await kis.domestic.screens.titles(hts_id=stranger) == ()
    assert await kis.domestic.screens.results(hts_id=stranger, number="0") == ()


async def test_many_prices_at_once(kis: Kis, simulator: Simulator) -> None:
    """Every symbol in the order asked; one that does not exist is zeros, not left out."""
    symbols = [*LISTINGS, "999999", KOSDAQ]
    found = await kis.domestic.watchlists.multi(symbols)

    assert [row.symbol for row in found] == symbols
    assert [row.price for row in found[: len(LISTINGS)]] == [simulator.broker.quote(code).last for code in LISTINGS]
    assert [row.price for row in found[len(LISTINGS) :]] == [0, simulator.broker.indices.quote(KOSDAQ).points]
