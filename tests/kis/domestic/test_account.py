"""Holdings, cash and orders of an account."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from kis.credentials import Environment
from kis.domestic import Account, Domestic
from kis.domestic.codes import BalanceRows, OrderType, Side, VenueFilter
from kis.domestic.history import DailyOrder, OrderHistory
from kis.domestic.orders import OrderKey
from kis.errors import NotOffered
from kis.market.clock import KST
from kis.market.sessions import Venue
from kis.shapes import body
from kis.units import Shares, Won
from kis.wire import extra, write
from tests.kis.domestic.recorder import Recorder, sample

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 10, tzinfo=KST)


async def test_balance() -> None:
    """Numbers in KIS's many forms become numbers; the average keeps its decimals; a blank is None."""
    balance = await Domestic(Recorder(Environment.REAL, "balance")).account.balance()
    samsung = balance.positions[0]

    assert (samsung.price, samsung.sellable, samsung.profit) == (70_000, 5, 1_000)
    assert samsung.average_price == Decimal("69857.1429")
    assert samsung.loan_date is None
    assert balance.totals.deposit_d2 == 510_900


async def test_positions_sold_out_are_not_held() -> None:
    """KIS leaves rows with quantity 0 for two days."""
    balance = await Domestic(Recorder(Environment.REAL, "balance")).account.balance()

    assert [row.symbol for row in balance.positions] == ["005930", "0001A0"]
    assert [row.symbol for row in balance.held] == ["005930"]


def test_totals_of_the_balance_travel_as_an_array_of_one() -> None:
    """Unlike every other single block."""
    written = Account.balance.reply.write(Account.balance.reply.read(sample("balance")))

    assert [type(block) for block in written.values()] == [list, list]
    assert len(written["output2"]) == 1


@pytest.mark.parametrize(("rows", "code"), [(BalanceRows.BY_LOAN_DATE, "01"), (BalanceRows.BY_STOCK, "02")])
async def test_rows_of_the_balance_can_be_chosen(rows: BalanceRows, code: str) -> None:
    """By loan date unless said otherwise: the real gateway refuses the other since 2026-02-10."""
    real = Recorder(Environment.REAL, "balance", "balance")
    account = Domestic(real).account

    await account.balance(rows=rows)
    await account.balance()

    assert [asked["INQR_DVSN"] for _, asked in real.asked] == [code, "01"]


async def test_balance_sends_the_blanks_kis_wants() -> None:
    """OFL_YN is sent, as a blank."""
    real = Recorder(Environment.REAL, "balance")

    await Domestic(real).account.balance()

    ((_, asked),) = real.asked
    assert asked == {
        "INQR_DVSN": "01",
        "AFHR_FLPR_YN": "N",
        "PRCS_DVSN": "00",
        "FUND_STTL_ICLD_YN": "N",
        "OFL_YN": "",
        "UNPR_DVSN": "01",
        "FNCG_AMT_AUTO_RDPT_YN": "N",
    }


async def test_buying_power_is_without_credit() -> None:
    """Asked for a market order, where KIS reckons with the stock's margin rate."""
    real = Recorder(Environment.REAL, "buying_power")

    power = await Domestic(real).account.buying_power(symbol="005930", price=Won(70_000))

    ((_, asked),) = real.asked
    assert (asked["ORD_DVSN"], asked["ORD_UNPR"]) == ("01", "70000")
    assert (power.quantity, power.quantity_with_credit) == (10, 27)


@pytest.mark.parametrize(
    ("environment", "venue"),
    [(Environment.REAL, VenueFilter.ALL), (Environment.PAPER, VenueFilter.KRX)],
    ids=["real", "paper"],
)
async def test_orders_of_a_day_miss_no_venue(environment: Environment, venue: VenueFilter) -> None:
    """ALL where there is more than one venue; paper knows KRX only."""
    caller = Recorder(environment, "daily_orders")

    history = await Domestic(caller).account.orders_on(TODAY)

    ((_, asked),) = caller.asked
    assert asked["EXCG_ID_DVSN_CD"] == venue
    assert (asked["INQR_STRT_DT"], asked["INQR_END_DT"], asked["PDNO"]) == ("20261120", "20261120", "")
    assert history.totals is not None
    assert history.totals.average_price == Decimal("69887.5")


async def test_past_orders_have_a_tr_of_their_own() -> None:
    """Three months back the same question goes elsewhere."""
    real, paper = Recorder(Environment.REAL, "daily_orders"), Recorder(Environment.PAPER, "daily_orders")

    for caller in (real, paper):
        account = Domestic(caller).account
        await account.past_orders(start=date(2026, 1, 2), end=date(2026, 1, 9), venue=account.every_venue)

    assert (real.asked[0][0], paper.asked[0][0]) == ("CTSC9215R", "VTSC9215R")


def daily_orders() -> tuple[DailyOrder, ...]:
    return Account.daily_orders.reply.read(sample("daily_orders")).orders


def test_a_chain_of_orders_is_linked_by_number() -> None:
    """Blank and ten zeros both mean that there is no original order."""
    cancel, amendment, original, sale = daily_orders()

    assert amendment.key == OrderKey(TODAY, "00950", "4712")
    assert (cancel.original, amendment.original) == ("4712", "4711")
    assert (original.original, sale.original) == (None, None)


def test_an_order_row_tells_what_became_of_it() -> None:
    """Quantities, average and venue; a key spelt with a capital in its middle is read and written so."""
    _, amendment, *_ = daily_orders()

    assert (amendment.quantity, amendment.filled, amendment.remaining) == (10, 4, 6)
    assert (amendment.side, amendment.order_type, amendment.price) == (Side.BUY, OrderType.LIMIT, 69_900)
    assert amendment.average_price == Decimal("69887.5")
    assert amendment.venue is Venue.KRX
    assert write(amendment)["excg_id_dvsn_Cd"] == "KRX"


@pytest.mark.parametrize("key", ["cnc_cfrm_qty", "cncl_cfrm_qty"])
def test_both_spellings_of_the_cancelled_quantity(key: str) -> None:
    """The portal's table has one, its example the other; a blank one does not hide the other."""
    answer = sample("daily_orders")
    row = answer["output1"][0]
    row["cnc_cfrm_qty"] = row["cncl_cfrm_qty"] = ""
    row[key] = "6"

    assert Account.daily_orders.reply.read(answer).orders[0].cancelled_quantity == 6


def test_one_unknown_code_does_not_hide_the_orders() -> None:
    """KIS adds order types and venues without notice."""
    answer = sample("daily_orders")
    answer["output1"][0] |= {"ord_dvsn_cd": "48", "excg_id_dvsn_Cd": "ATS2"}

    row, *others = Account.daily_orders.reply.read(answer).orders
    assert (row.order_type, row.order_type is not None and row.order_type.known, row.venue) == ("48", False, None)
    assert len(others) == 3
    assert write(row)["ord_dvsn_cd"] == "48"


@pytest.mark.parametrize(
    ("start", "end", "asked"),
    [
        (date(2026, 8, 20), TODAY, [("TTTC0081R", "20260820", "20261120")]),
        (date(2026, 7, 1), date(2026, 8, 19), [("CTSC9215R", "20260701", "20260819")]),
        (
            date(2026, 7, 1),
            TODAY,
            [("TTTC0081R", "20260820", "20261120"), ("CTSC9215R", "20260701", "20260819")],
        ),
    ],
    ids=["within three months", "before", "both"],
)
async def test_orders_of_any_days(start: date, end: date, asked: list[tuple[str, str, str]]) -> None:
    """KIS keeps old orders apart: each list is asked for its own days, and the rows follow each other."""
    caller = Recorder(Environment.REAL, *["daily_orders"] * len(asked))

    rows = await Domestic(caller).account.orders_between(start, end, today=TODAY)

    assert [(tr_id, sent["INQR_STRT_DT"], sent["INQR_END_DT"]) for tr_id, sent in caller.asked] == asked
    assert {sent["EXCG_ID_DVSN_CD"] for _, sent in caller.asked} == {"ALL"}
    assert len(rows) == 4 * len(asked)


async def test_three_months_before_a_day_that_february_lacks() -> None:
    """The border is the last day of that month."""
    caller = Recorder(Environment.REAL, "daily_orders", "daily_orders")

    await Domestic(caller).account.orders_between(date(2026, 2, 1), date(2026, 5, 31), today=date(2026, 5, 31))

    assert [sent["INQR_STRT_DT"] for _, sent in caller.asked] == ["20260228", "20260201"]


async def test_open_orders_on_a_real_account() -> None:
    """KIS has a list of them."""
    real = Recorder(Environment.REAL, "amendable")

    (order,) = await Domestic(real).account.open_orders(NOW)

    assert real.asked == [("TTTC0084R", {"INQR_DVSN_1": "0", "INQR_DVSN_2": "0"})]
    assert (order.key(TODAY), order.original) == (OrderKey(TODAY, "00950", "4712"), "4711")
    assert (order.amendable, order.price, order.time) == (Shares(6), Won(69_900), time(9, 4, 10))
    assert order.venue is Venue.SOR


async def test_open_orders_in_paper() -> None:
    """Paper has no such list: they are the day's orders that still wait; cancelled ones do not."""
    paper = Recorder(Environment.PAPER, "daily_orders")

    (order,) = await Domestic(paper).account.open_orders(NOW)

    assert paper.asked[0][0] == "VTTC0081R"
    assert (order.key(TODAY), order.original) == (OrderKey(TODAY, "00950", "4712"), "4711")
    assert (order.quantity, order.filled, order.amendable) == (10, 4, 6)
    assert (order.side, order.order_type, order.venue) == (Side.BUY, OrderType.LIMIT, Venue.KRX)


async def test_the_list_of_open_orders_itself_is_not_offered_in_paper() -> None:
    """The refusal says what works instead."""
    with pytest.raises(NotOffered, match="잔여수량"):
        await Domestic(Recorder(Environment.PAPER)).account.amendable()


def test_a_last_page_without_totals_takes_none_away() -> None:
    """Totals told on an earlier page stay; so does what this library does not know."""
    shape = body(OrderHistory)

    joined = shape.join([{"output1": [], "output2": {"tot_ord_qty": "7"}, "output9": "new"}, {"output1": []}])

    assert joined.totals is not None
    assert joined.totals.quantity == 7
    assert extra(joined) == {"output9": "new"}
