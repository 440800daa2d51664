"""Buying on credit at the simulator: loans, rows of the balance, notices, refusals."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any

import pytest

from kis.client import Kis
from kis.domestic import CreditType, OrderType
from kis.domestic.codes import BalanceRows, Funding, VenueFilter
from kis.errors import NotEnough, NotOffered, Rejected
from kis.simulator import NO_LIMITS, Simulator
from kis.simulator.era import Era
from kis.units import Shares, Won

from .customer import customer
from .plain import TRADING, Plain

SAMSUNG, KODEX = "005930", "069500"
MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)


@pytest.fixture
async def kis(simulator: Simulator) -> AsyncIterator[Kis]:
    async with customer(simulator) as kis:
        yield kis


async def borrow(kis: Kis, quantity: int, **more: Any) -> str:
    wish: dict[str, Any] = {"order_type": OrderType.MARKET, "credit_type": CreditType.OWN_LOAN_NEW} | more
    wish = {"symbol": SAMSUNG, "loan_date": MONDAY} | wish
    return (await kis.domestic.credit.buy(quantity=Shares(quantity), **wish)).number


async def repay(kis: Kis, quantity: int, **more: Any) -> str:
    wish: dict[str, Any] = {"order_type": OrderType.MARKET, "credit_type": CreditType.OWN_LOAN_REPAY} | more
    wish = {"symbol": SAMSUNG, "loan_date": MONDAY} | wish
    return (await kis.domestic.credit.sell(quantity=Shares(quantity), **wish)).number


async def test_a_loan_is_a_row_of_its_own(kis: Kis) -> None:
    """Shares for cash and shares on credit stand apart; net assets are what is left when the loan is paid back."""
    await kis.domestic.orders.buy(symbol=SAMSUNG, quantity=Shares(2), order_type=OrderType.MARKET)
    await borrow(kis, 10)

    balance = await kis.domestic.account.balance()

    cash, loan = balance.held
    assert (cash.trade_kind, cash.quantity, cash.loan, cash.loan_date) == ("현금", 2, 0, None)
    assert (loan.trade_kind, loan.quantity, loan.loan_date) == ("자기융자", 10, MONDAY)
    assert loan.loan == balance.totals.loan == _loan(loan.cost or 0)
    assert loan.expiry_date is not None
    assert loan.expiry_date > MONDAY
    assert balance.totals.net_assets == (balance.totals.total_value or 0) - (balance.totals.loan or 0)


async def test_repaying_in_two_parts(simulator: Simulator) -> None:
    """The loan shrinks with its shares; interest of the days between is part of what was realized."""
    async with customer(simulator) as kis:
        await borrow(kis, 10)
    simulator.broker.clock.advance(timedelta(days=4))

    async with customer(simulator) as kis:
        await repay(kis, 4)
        (row,) = (await kis.domestic.account.balance()).held
        trade, _ = (await kis.domestic.profit.by_trade(start=MONDAY, end=FRIDAY)).trades
        assert (row.quantity, row.loan) == (6, _loan(row.cost or 0))
        assert (trade.trade_kind, trade.loan_date, trade.sold_quantity) == ("자기융자", MONDAY, 4)
        assert trade.loan_interest == (trade.average_price or 0) * 4 * 55 * 85 * 4 // (100 * 1_000 * 365)

        await repay(kis, 6)
        balance = await kis.domestic.account.balance()
        profit = await kis.domestic.profit.by_day(start=MONDAY, end=FRIDAY)

    assert (balance.held, balance.totals.loan) == ((), 0)
    assert (balance.totals.deposit_d2 or 0) - 10_000_000 == profit.totals.realized


def _loan(cost: int) -> int:
    """What is lent on shares, at a deposit of 45 percent."""
    return cost * 55 // 100


async def test_credit_buys_more_than_cash(kis: Kis) -> None:
    """With a deposit of 45 percent a bit more than twice as much, and exactly that much is accepted."""
    for_cash = await kis.domestic.account.buying_power(symbol=SAMSUNG)
    on_credit = await kis.domestic.credit.buying_power(symbol=SAMSUNG, order_type=OrderType.MARKET)
    assert for_cash.quantity * 2 < on_credit.quantity < for_cash.quantity * 100 // 44

    with pytest.raises(NotEnough):
        await borrow(kis, on_credit.quantity + 1)
    await borrow(kis, on_credit.quantity)


async def test_credit_orders_in_the_list(kis: Kis) -> None:
    """They are told by their funding, with the day of their loan; an amendment stays on credit."""
    await kis.domestic.orders.buy(symbol=SAMSUNG, quantity=Shares(1), order_type=OrderType.MARKET)
    number = await borrow(kis, 3, order_type=OrderType.LIMIT, price=Won(60_000))
    await kis.domestic.orders.amend(number=number, order_type=OrderType.LIMIT, price=Won(60_100))

    async def listed(funding: Funding) -> list[tuple[str | None, date | None]]:
        history = await kis.domestic.account.daily_orders(
            start=MONDAY, end=MONDAY, venue=VenueFilter.ALL, funding=funding
        )
        return [(row.side_name, row.loan_date) for row in history.orders]

    assert await listed(Funding.CASH) == [("현금매수", None)]
    assert await listed(Funding.OWN_LOAN) == [("매수정정*", MONDAY), ("자기융자매수", MONDAY)]
    assert await listed(Funding.CREDIT) == await listed(Funding.OWN_LOAN)
    assert await listed(Funding.MARKET_LOAN) == []


@pytest.mark.parametrize(
    ("wish", "error"),
    [
        ({"symbol": KODEX}, Rejected),
        ({"loan_date": date(2026, 11, 20)}, NotEnough),
        ({"credit_type": CreditType.OWN_SHORT_REPAY}, Rejected),
    ],
    ids=["a fund", "a loan of another day", "nothing was lent"],
)
async def test_refusals(kis: Kis, wish: dict[str, Any], error: type[Rejected]) -> None:
    """What cannot be had on credit is refused in KIS's way, and nothing is bought."""
    with pytest.raises(error):
        await borrow(kis, 1, **wish)
    assert (await kis.domestic.account.balance()).held == ()


async def test_more_than_was_borrowed_cannot_be_repaid(kis: Kis) -> None:
    """Shares held for cash do not count."""
    await kis.domestic.orders.buy(symbol=SAMSUNG, quantity=Shares(10), order_type=OrderType.MARKET)
    await borrow(kis, 2)

    with pytest.raises(NotEnough):
        await repay(kis, 3)


async def test_a_buy_does_not_repay_a_loan(real: Plain) -> None:
    """The type of the other side is a wrong field."""
    order = {"PDNO": SAMSUNG, "ORD_DVSN": "01", "ORD_QTY": "1", "ORD_UNPR": "0", "LOAN_DT": "20261123"}

    answer = await real.post(f"{TRADING}/order-credit", "TTTC0052U", CRDT_TYPE="25", **order)

    assert (answer.json()["msg_cd"], "CRDT_TYPE" in answer.json()["msg1"]) == ("OPSQ2001", True)


async def test_reserving_is_a_call_of_its_own(real: Plain) -> None:
    """A credit order that says it is a reservation is not sent at once."""
    order = {"PDNO": SAMSUNG, "ORD_DVSN": "01", "ORD_QTY": "1", "ORD_UNPR": "0", "LOAN_DT": "20261123"}

    answer = await real.post(f"{TRADING}/order-credit", "TTTC0052U", CRDT_TYPE="21", RSVN_ORD_YN="Y", **order)

    assert answer.json()["msg_cd"] == "OPSQ2001"
    assert real.simulator.broker.every_order() == []


async def test_rows_by_stock_in_the_era_before() -> None:
    """Cash and loan of one stock are one row then, with the loan in it."""
    async with Simulator.serve(limits=NO_LIMITS, speed=0, era=Era.Y2024) as simulator, customer(simulator) as kis:
        today = simulator.broker.now().date()
        await kis.domestic.orders.buy(symbol=SAMSUNG, quantity=Shares(2), order_type=OrderType.MARKET)
        await borrow(kis, 10, loan_date=today)
        lots = (await kis.domestic.account.balance()).held
        (row,) = (await kis.domestic.account.balance(rows=BalanceRows.BY_STOCK)).held

    assert [lot.quantity for lot in lots] == [2, 10]
    assert (row.quantity, row.loan, row.cost) == (12, lots[1].loan, sum(lot.cost or 0 for lot in lots))


@pytest.mark.parametrize("tr_id", ["TTTC0052U", "TTTC0852U"], ids=["today's", "the old one"])
async def test_both_tr_ids_of_a_credit_buy(real: Plain, tr_id: str) -> None:
    """Old clients are still served."""
    order = {"PDNO": SAMSUNG, "ORD_DVSN": "01", "ORD_QTY": "1", "ORD_UNPR": "0", "LOAN_DT": "20261123"}

    answer = await real.post(f"{TRADING}/order-credit", tr_id, CRDT_TYPE="21", **order)

    assert answer.json()["rt_cd"] == "0"


async def test_paper_has_no_credit(client: Plain) -> None:
    """The gateway says so."""
    answer = await client.post(f"{TRADING}/order-credit", "VTTC0052U", PDNO=SAMSUNG)

    assert answer.json()["msg_cd"] == "90000000"


async def test_the_client_does_not_even_ask_in_paper(simulator: Simulator) -> None:
    """Known before the call."""
    async with Kis(simulator.credentials(), origins=simulator.origins, rate=1_000) as kis:
        with pytest.raises(NotOffered):
            await borrow(kis, 1)
    assert all("order-credit" not in str(entry) for entry in simulator.journal.entries())
