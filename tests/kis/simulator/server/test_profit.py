"""What trades earned, as the client is told it: to the won what the fills and their costs say."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest

from kis.client import Kis
from kis.domestic import OrderType
from kis.domestic.profit import DayOrder
from kis.market.fees import DEFAULT, Market
from kis.simulator import Simulator
from kis.simulator.domestic.listings import LISTINGS
from kis.simulator.orders import PlaceOrder, Side
from kis.units import Shares, Won

from .customer import customer

SAMSUNG, HYNIX = "005930", "000660"
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture
async def kis(simulator: Simulator) -> AsyncIterator[Kis]:
    """The first owner's real account."""
    async with customer(simulator) as kis:
        yield kis


async def buy(kis: Kis, quantity: int, symbol: str = SAMSUNG) -> None:
    await kis.domestic.orders.buy(symbol=symbol, quantity=Shares(quantity), order_type=OrderType.MARKET)


async def sell(kis: Kis, quantity: int, symbol: str = SAMSUNG) -> None:
    await kis.domestic.orders.sell(symbol=symbol, quantity=Shares(quantity), order_type=OrderType.MARKET)


def next_day(simulator: Simulator) -> None:
    """From 10:00 to the next 09:30, for which a token still lasts."""
    simulator.broker.clock.advance(timedelta(hours=23, minutes=30))


async def test_a_round_trip_over_two_days(kis: Kis, simulator: Simulator) -> None:
    """What both days realized is what the cash has grown by when all is sold."""
    await buy(kis, 10)
    next_day(simulator)
    await sell(kis, 10)

    profit = await kis.domestic.profit.by_day(start=MONDAY, end=TUESDAY)
    balance = await kis.domestic.account.balance()

    tuesday, monday = profit.days
    assert (tuesday.date, monday.date) == (TUESDAY, MONDAY)
    assert (monday.bought_quantity, monday.realized, monday.fee) == (10, 0, DEFAULT.fee(monday.bought or 0))
    assert (tuesday.sold_quantity, tuesday.tax) == (10, DEFAULT.tax(tuesday.sold or 0, Market.KOSPI))
    assert profit.totals.realized == tuesday.realized == (balance.totals.deposit_d2 or 0) - 10_000_000
    assert profit.totals.fee == (monday.fee or 0) + (tuesday.fee or 0)


async def test_each_stock_has_a_row_a_day(kis: Kis, simulator: Simulator) -> None:
    """In the order asked for, of one stock if asked; the totals are those of the rows."""
    await buy(kis, 4)
    await buy(kis, 2, HYNIX)
    next_day(simulator)
    await sell(kis, 1)

    every = await kis.domestic.profit.by_trade(start=MONDAY, end=TUESDAY, order=DayOrder.OLDEST_FIRST)
    one = await kis.domestic.profit.by_trade(start=MONDAY, end=TUESDAY, symbol=SAMSUNG)

    assert [(row.date, row.symbol) for row in every.trades] == [(MONDAY, HYNIX), (MONDAY, SAMSUNG), (TUESDAY, SAMSUNG)]
    assert [(row.date, row.quantity, row.trade_kind) for row in one.trades] == [
        (TUESDAY, 3, "현금"),
        (MONDAY, 3, "현금"),
    ]
    assert one.totals.realized == sum(row.realized for row in one.trades)
    assert every.totals.bought == sum(row.bought or 0 for row in every.trades)


async def test_days_outside_are_not_told(kis: Kis, simulator: Simulator) -> None:
    """An empty span is an empty list with totals of zero, and no error."""
    await buy(kis, 1)

    profit = await kis.domestic.profit.by_day(start=date(2026, 11, 1), end=date(2026, 11, 20))

    assert (profit.days, profit.totals.value) == ((), 0)


async def test_a_partial_sale_is_in_the_balance_too(kis: Kis) -> None:
    """Today's realized profit beside what is still held; the real profit bears the costs of selling."""
    await buy(kis, 10)
    await sell(kis, 4)

    (day,) = (await kis.domestic.profit.by_day(start=MONDAY, end=MONDAY)).days
    with_costs = await kis.domestic.profit.with_balance()
    without = await kis.domestic.profit.with_balance(costs=False)

    (row,) = with_costs.positions
    value = row.value or 0
    assert with_costs.totals.realized == day.realized
    assert without.totals.real_profit == with_costs.totals.profit == row.profit
    assert with_costs.totals.real_profit == (row.profit or 0) - DEFAULT.fee(value) - DEFAULT.tax(value, Market.KOSPI)


async def test_more_trades_than_a_page_holds(simulator: Simulator) -> None:
    """A hundred rows a page; the client joins them and keeps the totals."""
    broker, symbols = simulator.broker, list(LISTINGS)[:21]
    broker.ledger.books[broker.accounts[0].account].settled += 1_000_000_000
    for _ in range(5):
        for symbol in symbols:
            broker.place(broker.accounts[0], PlaceOrder(Side.BUY, symbol, 1, kind="01"))
        broker.clock.advance(timedelta(days=1))

    async with customer(simulator) as kis:
        profit = await kis.domestic.profit.by_trade(start=MONDAY, end=MONDAY + timedelta(days=4))

    assert len({(row.date, row.symbol) for row in profit.trades}) == len(profit.trades) == 105
    assert profit.totals.bought_quantity == 105


async def test_sellable_and_margin_agree_with_the_balance(kis: Kis, simulator: Simulator) -> None:
    """One account: the same shares and cash in each call, less what open orders hold."""
    await buy(kis, 10)
    quote = simulator.broker.quote(SAMSUNG)
    limit = {"symbol": SAMSUNG, "quantity": Shares(3), "order_type": OrderType.LIMIT}
    await kis.domestic.orders.sell(**limit, price=Won(quote.upper))
    await kis.domestic.orders.buy(**limit, price=Won(quote.lower))

    account = kis.domestic.account
    balance, sellable = await account.balance(), await account.sellable(symbol=SAMSUNG)
    margin, power = await account.margin(), await account.buying_power(symbol="")

    (row,) = balance.held
    assert (sellable.quantity, sellable.sellable) == (row.quantity, row.sellable) == (10, 7)
    assert (sellable.cost, sellable.average_price) == (row.cost, row.average_price)
    assert margin.cash_total == balance.totals.deposit_d2
    assert margin.cash_used == quote.lower * 3 + DEFAULT.fee(quote.lower * 3)
    assert margin.cash_orderable == power.cash == (margin.cash_total or 0) - (margin.cash_used or 0)
    assert await account.rights(start=MONDAY, end=MONDAY) == ()


async def test_what_is_not_held_is_not_sellable(kis: Kis) -> None:
    """Zero of a stock never bought."""
    assert await kis.domestic.account.sellable_quantity(HYNIX) == 0
