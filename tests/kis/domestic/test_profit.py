"""What trading has earned."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kis.credentials import Environment
from kis.domestic import Domestic, Profit
from kis.domestic.profit import DayOrder, TradeProfit
from kis.errors import NotOffered
from kis.units import Won
from tests.kis.domestic.recorder import Recorder, sample

TODAY = date(2026, 11, 20)


async def test_profit_by_day() -> None:
    """One row a day and the sums of all; newest first unless said otherwise."""
    real = Recorder(Environment.REAL, "profit_by_day")

    profit = await Domestic(real).profit.by_day(start=TODAY, end=TODAY)

    ((tr_id, asked),) = real.asked
    assert (tr_id, asked["SORT_DVSN"], asked["INQR_DVSN"], asked["CBLC_DVSN"]) == ("TTTC8708R", "00", "00", "00")
    (day,) = profit.days
    assert (day.date, day.realized, day.fee, day.tax) == (TODAY, 2_053, 70, 213)
    assert profit.totals.sell_settlement == 142_000 - 20 - 213


async def test_profit_by_trade() -> None:
    """The same for each stock, of one stock if asked."""
    real = Recorder(Environment.REAL, "profit_by_trade")

    profit = await Domestic(real).profit.by_trade(start=TODAY, end=TODAY, symbol="005930", order=DayOrder.OLDEST_FIRST)

    ((tr_id, asked),) = real.asked
    assert (tr_id, asked["PDNO"], asked["SORT_DVSN"]) == ("TTTC8715R", "005930", "01")
    assert "INQR_DVSN" not in asked
    assert [row.symbol for row in profit.trades] == ["005930", "J0053221D"]
    assert (profit.trades[0].average_price, profit.totals.profit_rate) == (Decimal("69857.1429"), Decimal("1.46"))


def test_quantity_bought_is_spelt_in_two_ways() -> None:
    """Each list in its own way, read and written."""
    by_day = Profit.by_day.reply.read(sample("profit_by_day"))
    by_trade = Profit.by_trade.reply.read(sample("profit_by_trade"))

    assert by_day.totals.bought_quantity == by_trade.totals.bought_quantity == 5
    assert Profit.by_day.reply.write(by_day)["output2"]["buy_qty_smtl"] == "5"
    assert Profit.by_trade.reply.write(by_trade)["output2"]["buyqty_smtl"] == "5"


@pytest.mark.parametrize(
    ("padded", "symbol"),
    [
        ("00000A000660", "000660"),
        ("00000A0001A0", "0001A0"),
        ("00000Q520057", "Q520057"),
        ("000J2552221D", "J2552221D"),
        ("005930", "005930"),
    ],
    ids=["stock", "code with the letter A", "ETN", "warrant", "not padded"],
)
def test_padding_of_the_symbol_is_taken_off(padded: str, symbol: str) -> None:
    """KIS writes twelve characters here."""
    assert TradeProfit(date=TODAY, padded_symbol=padded, realized=Won(0)).symbol == symbol


async def test_balance_with_what_was_realized() -> None:
    """The balance again, with four figures more."""
    real = Recorder(Environment.REAL, "realized_balance")

    balance = await Domestic(real).profit.with_balance()

    ((tr_id, asked),) = real.asked
    assert (tr_id, asked["INQR_DVSN"], asked["COST_ICLD_YN"]) == ("TTTC8494R", "00", "Y")
    assert (balance.totals.realized, balance.totals.deposit_d2) == (2_053, 510_900)
    assert (balance.positions[0].quantity, balance.positions[0].margin_rate_name) == (7, None)


async def test_profit_is_not_offered_in_paper() -> None:
    """The refusal says what works instead."""
    with pytest.raises(NotOffered, match="주식일별주문체결조회"):
        await Domestic(Recorder(Environment.PAPER)).profit.by_day(start=TODAY, end=TODAY)
