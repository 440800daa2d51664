"""Trades, days, investors and brokers of a stock."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from kis.credentials import Environment
from kis.domestic import Domestic, Elw, Quotes
from kis.domestic.codes import Prices, Sign
from kis.domestic.market_codes import DailyPrices, ListPeriod
from kis.domestic.members import Member
from kis.errors import MalformedMessage, NotOffered
from kis.units import Percent, Shares
from tests.kis.domestic.recorder import Recorder


async def test_trades() -> None:
    """Newest first as sent; a strength that is blank is none."""
    caller = Recorder(Environment.PAPER, "trades")

    newest, oldest = await Domestic(caller).quotes.trades(symbol="005930")

    assert caller.asked == [("FHKST01010300", {"FID_INPUT_ISCD": "005930", "FID_COND_MRKT_DIV_CODE": "J"})]
    assert (newest.time, newest.price, newest.volume, newest.change_sign) == (time(10, 15, 2), 70_000, 12, Sign.DOWN)
    assert (newest.strength, oldest.strength) == (Decimal("98.70"), None)


@pytest.mark.parametrize(("prices", "flag"), [(DailyPrices.ADJUSTED, "1"), (DailyPrices.RAW, "0")])
async def test_days_are_adjusted_by_the_opposite_flag(prices: DailyPrices, flag: str) -> None:
    """1 means adjusted here, 0 in the period chart."""
    caller = Recorder(Environment.REAL, "days", "days")
    quotes = Domestic(caller).quotes

    await quotes.days(symbol="005930", prices=prices, period=ListPeriod.WEEK)
    (day,) = await quotes.days(symbol="005930")

    (_, chosen), (_, plain) = caller.asked
    assert (chosen["FID_ORG_ADJ_PRC"], chosen["FID_PERIOD_DIV_CODE"]) == (flag, "W")
    assert (plain["FID_ORG_ADJ_PRC"], plain["FID_PERIOD_DIV_CODE"]) == ("1", "D")
    assert {each.name: each.value for each in Prices} == {"ADJUSTED": "0", "RAW": "1"}
    assert (day.date, day.close, day.volume_rate) == (date(2026, 11, 20), 70_000, Decimal("-12.50"))


async def test_investors_of_today_are_unknown_until_the_close() -> None:
    """KIS leaves today's row blank, which is not nothing bought."""
    today, friday = await Domestic(Recorder(Environment.REAL, "investors")).quotes.investors(symbol="005930")

    assert (today.close, today.foreign_net_buying, today.individual_sold_value) == (70_100, None, None)
    assert (friday.foreign_net_buying, friday.foreign_net_value) == (-20, -1)


async def test_members() -> None:
    """Twelve numbered columns become brokers; places that KIS leaves empty are none."""
    members = await Domestic(Recorder(Environment.REAL, "members")).quotes.members(symbol="005930")

    assert [each.name for each in members.sellers] == ["가나증권1", "가나증권2"]
    assert [each.foreign for each in members.sellers] == [False, True]
    assert members.buyers == (
        Member("00001", "가나증권1", Shares(500), Percent(Decimal("20.52")), Shares(5), foreign=False),
    )
    assert members.foreign_net_buying == -400


@pytest.mark.parametrize("key", ["output", "output1", "OUTPUT1"])
def test_block_of_elw_under_either_name(key: str) -> None:
    """KIS's table and its published answer disagree on the block."""
    assert Elw.price.reply.read({key: {"elw_prpr": "15"}}).price == 15


def test_elw_without_price_is_no_elw() -> None:
    """A block of blanks never becomes a price of zero."""
    with pytest.raises(MalformedMessage):
        Elw.price.reply.read({"output": {"elw_prpr": ""}})


async def test_past_minutes_are_real_only() -> None:
    """The refusal names what works in paper."""
    quotes = Domestic(Recorder(Environment.PAPER)).quotes

    with pytest.raises(NotOffered, match=r"quotes\.minute_chart"):
        await quotes.past_minutes(symbol="005930", day=date(2026, 11, 20))


@pytest.mark.parametrize("key", ["stck_prpr", "stck_pbpr"])
def test_price_of_a_timed_trade_under_either_name(key: str) -> None:
    """KIS's published answer and its table disagree on the key."""
    reply = Quotes.timed_trades.reply.read({"output2": [{"stck_cntg_hour": "101502", key: "70000"}]})

    assert [trade.price for trade in reply.trades] == [70_000]
