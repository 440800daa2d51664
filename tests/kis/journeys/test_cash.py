"""Cash: from a few letters to shares and back, with every number checked against the others."""

from __future__ import annotations

from datetime import date

import pytest

from kis.credentials import Environment
from kis.domestic import OrderType
from kis.market.fees import DEFAULT, Market
from kis.realtime.notices import NoticeKind
from kis.simulator import Simulator
from kis.symbols import Instrument, well_known
from kis.units import Shares, Won
from tests.kis.journeys.listening import notices
from tests.kis.simulator.server.customer import customer

MONDAY = date(2026, 11, 23)

both = pytest.mark.parametrize("environment", Environment, ids=["real", "paper"])


@both
async def test_bought_when_the_market_comes_down(simulator: Simulator, environment: Environment) -> None:
    """A limit below the market waits, can be seen waiting, fills in two parts, and is then held and paid for."""
    samsung = well_known().resolve("삼전")
    assert isinstance(samsung, Instrument)

    async with customer(simulator, environment) as kis, notices(kis) as told:
        account, symbol = kis.domestic.account, samsung.code
        cash = (await account.balance()).totals.deposit_d2 or 0
        quote = await kis.domestic.quotes.price(symbol=symbol)
        limit = Won(quote.price - 1_000)
        power = await account.buying_power(symbol=symbol, price=limit, order_type=OrderType.LIMIT)
        assert power.quantity > 10

        placed = await kis.domestic.orders.buy(
            symbol=symbol, quantity=Shares(10), price=limit, order_type=OrderType.LIMIT
        )
        accepted = await told.next()
        assert (accepted.kind, accepted.ordered, accepted.concerns(placed.number)) == (NoticeKind.ACCEPTED, 10, True)
        (waiting,) = await account.open_orders(kis.clock.now())
        assert (waiting.key(MONDAY), waiting.amendable) == (placed.key(MONDAY), 10)
        assert (await account.balance()).held == ()

        simulator.broker.set_price(symbol, limit, volume=4)
        simulator.broker.set_price(symbol, limit)
        fills = [await told.next() for _ in range(2)]
        assert [(fill.filled, fill.fill_price) for fill in fills] == [(4, limit), (6, limit)]

        balance = await account.balance()
        (row,) = balance.held
        (order,) = (await account.orders_on(MONDAY)).orders
        assert await account.open_orders(kis.clock.now()) == ()
        assert (order.filled, order.average_price) == (10, limit)
        assert (row.quantity, row.average_price, row.cost) == (10, limit, 10 * limit)
        assert balance.totals.deposit_d2 == cash - 10 * limit - DEFAULT.fee(10 * limit)


@both
async def test_changed_withdrawn_and_sold(simulator: Simulator, environment: Environment) -> None:
    """A sale is amended and withdrawn; the shares are free again, and gone when they are sold at the market."""
    async with customer(simulator, environment) as kis, notices(kis) as told:
        account, orders = kis.domestic.account, kis.domestic.orders
        await orders.buy(symbol="000660", quantity=Shares(5), order_type=OrderType.MARKET)
        assert [(await told.next()).kind for _ in range(2)] == [NoticeKind.ACCEPTED, NoticeKind.FILLED]

        high = Won(simulator.broker.quote("000660").upper)
        placed = await orders.sell(symbol="000660", quantity=Shares(5), price=high, order_type=OrderType.LIMIT)
        assert await account.sellable_quantity("000660") == 0
        ask = Won(simulator.broker.book("000660").book.asks[3].price)
        amended = await orders.amend(number=placed.number, branch=placed.branch, price=ask, order_type=OrderType.LIMIT)
        await orders.cancel(number=amended.number, branch=amended.branch)
        assert [(await told.next()).kind for _ in range(5)] == [
            NoticeKind.ACCEPTED,
            NoticeKind.AMENDING,
            NoticeKind.AMENDED,
            NoticeKind.CANCELLING,
            NoticeKind.CANCELLED,
        ]
        assert await account.sellable_quantity("000660") == 5

        await orders.sell(symbol="000660", quantity=Shares(5), order_type=OrderType.MARKET)
        _, filled = await told.next(), await told.next()
        assert (filled.kind, filled.filled) == (NoticeKind.FILLED, 5)
        assert (await account.balance()).held == ()


async def test_what_the_day_has_earned(simulator: Simulator) -> None:
    """Bought, risen, sold: the list of realized profit, the balance and the cash tell the same won."""
    async with customer(simulator) as kis:
        account, orders = kis.domestic.account, kis.domestic.orders
        cash = (await account.balance()).totals.deposit_d2 or 0
        await orders.buy(symbol="005930", quantity=Shares(20), order_type=OrderType.MARKET)
        last = simulator.broker.quote("005930").last
        simulator.broker.set_price("005930", last + 2_000)
        await orders.sell(symbol="005930", quantity=Shares(20), order_type=OrderType.MARKET)

        profit = await kis.domestic.profit.by_day(start=MONDAY, end=MONDAY)
        balance = await kis.domestic.profit.with_balance()

    (day,) = profit.days
    sold, bought = day.sold or 0, day.bought or 0
    costs = DEFAULT.fee(bought) + DEFAULT.fee(sold) + DEFAULT.tax(sold, Market.KOSPI)
    assert day.realized == sold - bought - costs > 0
    assert day.realized == balance.totals.realized == (balance.totals.deposit_d2 or 0) - cash
