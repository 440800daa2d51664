"""What the simulator shows of one symbol beside its price."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, time
from decimal import Decimal

import pytest

from kis.client import Kis
from kis.domestic.codes import Sign
from kis.domestic.days import InvestorDay
from kis.domestic.flows import FlowDay
from kis.domestic.market_codes import EarlierBars, ListPeriod
from kis.simulator import Simulator
from kis.simulator.domestic.fair import MULTIPLES
from kis.simulator.domestic.indices import KOSPI, KOSPI200
from tests.kis.simulator.server.customer import customer, turn_to

SAMSUNG, KODEX, UNKNOWN = "005930", "069500", "999999"
MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 20)
NOW = time(10)


@pytest.fixture
async def kis(simulator: Simulator) -> AsyncIterator[Kis]:
    async with customer(simulator) as kis:
        yield kis


async def test_investors_buy_what_investors_sell(kis: Kis) -> None:
    """Individuals, foreigners, institutions and others make up both sides of the volume, every day the same."""
    flows = await kis.domestic.quotes.flows(symbol=SAMSUNG, day=MONDAY)
    again = await kis.domestic.quotes.flows(symbol=SAMSUNG, day=MONDAY)

    assert flows.days == again.days
    assert (flows.days[0].date, len(flows.days)) == (FRIDAY, 30)
    for day in flows.days:
        assert _sum(day, "bought") == _sum(day, "sold") == day.volume
        assert _sum(day, "net_buying") == 0
        assert day.institution_bought == sum(getattr(day, f"{name}_bought") for name in _INSTITUTIONS)


_INSTITUTIONS = ("securities", "trust", "private_fund", "bank", "insurance", "merchant_bank", "pension")


def _sum(day: FlowDay, what: str) -> int:
    return sum(getattr(day, f"{name}_{what}") for name in ("individual", "foreign", "institution", "other"))


async def test_todays_investors_are_told_after_the_close(simulator: Simulator) -> None:
    """Blank in the morning; in the evening what the list of flows says too."""

    async def today() -> InvestorDay:
        async with customer(simulator) as kis:
            return (await kis.domestic.quotes.investors(symbol=SAMSUNG))[0]

    morning = await today()
    turn_to(simulator, MONDAY, time(16))
    evening = await today()

    assert (morning.date, morning.foreign_net_buying) == (MONDAY, None)
    assert morning.close == simulator.broker.quote(SAMSUNG).last
    assert evening.foreign_bought is not None
    async with customer(simulator) as kis:
        flow = (await kis.domestic.quotes.flows(symbol=SAMSUNG, day=MONDAY)).days[0]
    assert (flow.date, flow.foreign_bought, flow.foreign_net_value) == (
        MONDAY,
        evening.foreign_bought,
        evening.foreign_net_value,
    )


async def test_weeks_and_months(kis: Kis) -> None:
    """Thirty rows of each; this week's close is today's price."""
    days = await kis.domestic.quotes.days(symbol=SAMSUNG)
    for period in (ListPeriod.WEEK, ListPeriod.MONTH):
        rows = await kis.domestic.quotes.days(symbol=SAMSUNG, period=period)
        assert (len(rows), rows[0].close) == (30, days[0].close)


async def test_minutes_at_a_time(kis: Kis) -> None:
    """Thirty at or before a time, of today only unless the days before are wanted."""
    chart = await kis.domestic.quotes.minute_chart(symbol=SAMSUNG, until=time(9, 10))
    longer = await kis.domestic.quotes.minute_chart(symbol=SAMSUNG, until=time(9, 10), earlier=EarlierBars.INCLUDED)

    assert [row.time for row in chart.minutes] == [time(9, at) for at in range(10, -1, -1)]
    assert len(longer.minutes) == 30
    assert longer.minutes[11].date == FRIDAY


@pytest.mark.parametrize("code", MULTIPLES)
async def test_components_are_worth_the_fund(kis: Kis, code: str) -> None:
    """Weights make a hundred; what a creation unit holds is worth its net asset value, which is near the price."""
    fund = await kis.domestic.etf.price(symbol=code)
    found = await kis.domestic.etf.components(symbol=code)
    trend = await kis.domestic.etf.nav(symbol=code)

    assert fund.nav is not None
    held = sum(row.valuation or 0 for row in found.components)
    assert abs(held - fund.nav * (fund.creation_unit or 0)) <= len(found.components)
    assert abs(sum(row.weight or 0 for row in found.components) - 100) < Decimal("0.2")
    assert abs(fund.disparity_rate or 0) < 1
    assert (trend.nav.nav, trend.quote.price, fund.index) == (fund.nav, fund.price, KOSPI200)


async def test_a_provider_is_part_of_the_book(kis: Kis) -> None:
    """The levels are those of the usual order book, and half of each is the liquidity provider's."""
    usual = (await kis.domestic.quotes.order_book(symbol=KODEX)).ladder
    book = await kis.domestic.etf.order_book(symbol=KODEX)

    assert (book.asks, book.bids) == (usual.asks, usual.bids)
    assert [size or 0 for size in book.lp_bid_sizes] == [level.size // 2 for level in book.bids]


async def test_states_of_a_stock(kis: Kis) -> None:
    """The second price call shows the figures of the first."""
    price = await kis.domestic.quotes.price(symbol=SAMSUNG)
    detail = await kis.domestic.quotes.price_detail(symbol=SAMSUNG)

    assert (detail.price, detail.volume, detail.upper_limit) == (price.price, price.volume, price.upper_limit)
    assert detail.change_from_high == price.price - (price.high or 0)


async def test_index_day_by_day(kis: Kis) -> None:
    """The newest day is the index now; every change is against the day before it in the list."""
    now = await kis.domestic.indices.price(index=KOSPI)
    found = await kis.domestic.indices.days(index=KOSPI, day=MONDAY)
    newest, before, *_ = found.days

    assert (newest.date, newest.close, newest.change, newest.volume) == (MONDAY, now.price, now.change, now.volume)
    assert newest.close - before.close == newest.change
    assert len(found.days) == 100
    assert (now.rising or 0) + (now.falling or 0) + (now.unchanged or 0) == 25
    assert now.low_year is not None
    assert now.low_year <= now.price <= (now.high_year or 0)


async def test_what_does_not_exist_is_zeros(kis: Kis) -> None:
    """As at KIS: a success without a price, and lists without rows."""
    quotes = kis.domestic.quotes

    assert (await quotes.price_detail(symbol=UNKNOWN)).price == 0
    assert (await kis.domestic.elw.price(symbol=SAMSUNG)).price == 0
    assert (await kis.domestic.etf.price(symbol=SAMSUNG)).price == 0
    assert (await kis.domestic.indices.price(index="9999")).price == 0
    assert (await quotes.members(symbol=UNKNOWN)).sellers == ()
    for rows in (
        await quotes.trades(symbol=UNKNOWN),
        await quotes.days(symbol=UNKNOWN),
        await quotes.investors(symbol=UNKNOWN),
        await quotes.minutes(symbol=UNKNOWN, until=NOW),
        (await quotes.timed_trades(symbol=UNKNOWN, until=NOW)).trades,
        (await kis.domestic.indices.days(index="9999", day=MONDAY)).days,
        (await kis.domestic.etf.components(symbol=UNKNOWN)).components,
    ):
        assert rows == ()


async def test_nothing_is_traded_at_the_old_single_price(kis: Kis) -> None:
    """시간외 단일가 ended in September: zeros, and the regular closes beside them."""
    overtime = kis.domestic.overtime
    days = (await overtime.days(symbol=SAMSUNG)).days
    price = await overtime.price(symbol=SAMSUNG)

    assert (price.price, price.volume, price.change_sign) == (0, 0, Sign.UNCHANGED)
    assert (await overtime.order_book(symbol=SAMSUNG)).asks == ()
    assert (await overtime.trades(symbol=SAMSUNG)).trades == ()
    assert [day.close for day in days] == [day.close for day in await kis.domestic.quotes.days(symbol=SAMSUNG)]
    assert {day.volume for day in days} == {0}
