"""Price, order book and chart of a stock."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from kis.credentials import Environment
from kis.domestic import Domestic, Quotes
from kis.domestic.book import Level
from kis.domestic.codes import Period, Prices, QuoteVenue, Sign
from kis.errors import MalformedMessage
from kis.units import Shares, Won
from kis.wire import extra
from tests.kis.domestic.recorder import Recorder, sample


async def test_price() -> None:
    """Leading zeros, signs and decimals are read by meaning; a blank is None, a field not sent too."""
    caller = Recorder(Environment.PAPER, "price")

    price = await Domestic(caller).quotes.price(symbol="005930")

    assert caller.asked == [("FHKST01010100", {"FID_INPUT_ISCD": "005930", "FID_COND_MRKT_DIV_CODE": "J"})]
    assert (price.price, price.change, price.change_rate) == (70_000, -100, Decimal("-0.14"))
    assert (price.change_sign, price.average_price) == (Sign.DOWN, Decimal("70012.35"))
    assert (price.approach_rate, price.bps, price.halted) == (None, None, False)
    assert price.high_52w_date == date(2026, 1, 2)


def test_what_kis_adds_is_kept() -> None:
    """A field that is not declared is not lost."""
    assert dict(extra(Quotes.price.reply.read(sample("price")))) == {"new_field_of_kis": "1"}


def test_a_blank_price_is_not_zero() -> None:
    """KIS answers blanks for a symbol that does not exist; no order may start from that."""
    answer = sample("price")
    answer["output"]["stck_prpr"] = ""

    with pytest.raises(MalformedMessage):
        Quotes.price.reply.read(answer)


async def test_order_book() -> None:
    """Levels that do not exist, price 0, are left out; outside auctions nothing is expected."""
    book = await Domestic(Recorder(Environment.REAL, "order_book")).quotes.order_book(symbol="005930")

    assert book.ladder.time == time(9, 15)
    assert book.ladder.asks[0] == Level(Won(70_100), Shares(10))
    assert book.ladder.bids[0] == Level(Won(70_000), Shares(20))
    assert (len(book.ladder.asks), len(book.ladder.bids)) == (8, 10)
    assert book.ladder.ask_size_changes[:2] == (-5, 0)
    assert book.expected is not None
    assert book.expected.expected_price == 0


@pytest.mark.parametrize(("prices", "flag"), [(Prices.ADJUSTED, "0"), (Prices.RAW, "1")])
async def test_chart_is_adjusted_unless_raw_is_wanted(prices: Prices, flag: str) -> None:
    """0 means adjusted here, unlike in the daily price list."""
    caller = Recorder(Environment.REAL, "chart", "chart")
    span = {"start": date(2026, 11, 1), "end": date(2026, 11, 20)}
    quotes = Domestic(caller).quotes

    await quotes.chart(symbol="005930", **span, period=Period.WEEK, prices=prices, venue=QuoteVenue.BOTH)
    await quotes.chart(symbol="005930", **span)

    (_, chosen), (_, plain) = caller.asked
    assert (chosen["FID_ORG_ADJ_PRC"], chosen["FID_PERIOD_DIV_CODE"]) == (flag, "W")
    assert chosen["FID_COND_MRKT_DIV_CODE"] == "UN"
    assert plain == {
        "FID_INPUT_ISCD": "005930",
        "FID_INPUT_DATE_1": "20261101",
        "FID_INPUT_DATE_2": "20261120",
        "FID_PERIOD_DIV_CODE": "D",
        "FID_ORG_ADJ_PRC": "0",
        "FID_COND_MRKT_DIV_CODE": "J",
    }


def test_empty_candles_are_skipped() -> None:
    """KIS pads short periods with empty objects."""
    chart = Quotes.chart.reply.read(sample("chart"))

    assert [candle.date for candle in chart.candles] == [date(2026, 11, 20), date(2026, 11, 19)]
    assert (chart.candles[0].close, chart.candles[0].low) == (70_000, 69_900)
    assert chart.summary is not None
    assert chart.summary.loan_rate == Decimal("0.11")


def test_a_chart_without_summary_is_still_a_chart() -> None:
    """An empty summary block is a missing one."""
    answer = sample("chart") | {"output1": {}}

    assert Quotes.chart.reply.read(answer).summary is None
