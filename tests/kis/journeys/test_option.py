"""Options: from the board to a premium paid, and to the evening on which they end."""

from __future__ import annotations

from datetime import date, time

import pytest

from kis.credentials import Environment
from kis.derivatives import Market, OrderType, Side
from kis.errors import NotOffered
from kis.realtime.notices import NoticeKind
from kis.simulator import Simulator
from kis.units import Contracts
from tests.kis.journeys.listening import derivative_notices
from tests.kis.simulator.server.customer import customer, turn_to

MONDAY = date(2026, 11, 23)
LAST_DAY = date(2026, 12, 10)
POINT = 250_000
"""Won a point."""


async def test_a_call_from_the_board_is_bought_and_sold(simulator: Simulator) -> None:
    """Month, board, book, what is orderable, the premium paid, and its gain when the index rises."""
    async with customer(simulator) as kis, derivative_notices(kis) as told:
        derivatives, account = kis.derivatives, kis.derivatives.account
        month = (await derivatives.boards.option_months())[0].month
        board = await derivatives.boards.options(month=month)
        call = next(row for row in board.calls if row.moneyness == "ATM")
        book = await derivatives.quotes.order_book(symbol=call.symbol, market=Market.INDEX_OPTIONS)
        ask = book.ladder.asks[0]
        room = await account.orderable(symbol=call.symbol, side=Side.BUY, price=ask.price)
        assert room.total > 2

        placed = await derivatives.orders.buy(
            symbol=call.symbol, quantity=Contracts(2), price=ask.price, order_type=OrderType.LIMIT_IOC
        )
        accepted, filled = await told.next(), await told.next()
        assert (accepted.kind, filled.kind, filled.filled) == (NoticeKind.ACCEPTED, NoticeKind.FILLED, 2)
        assert filled.concerns(placed.number)
        paid = int(ask.price * 2 * POINT)
        balance = await account.balance()
        assert balance.funds.option_premium == -paid
        assert balance.funds.cash_d1 == balance.funds.cash - paid - (balance.funds.fee or 0)
        assert balance.funds.margin == 0

        simulator.broker.domestic.set_price("005930", simulator.broker.quote("005930").last + 2_000)
        (held,) = (await account.balance()).positions
        assert held.price is not None
        assert held.profit == int((held.price - ask.price) * 2 * POINT) > 0
        await derivatives.orders.sell(symbol=call.symbol, quantity=Contracts(2), order_type=OrderType.MARKET)
        sold = await account.balance()

    assert sold.positions[0].quantity == 0
    assert sold.funds.options_realized_profit == sold.funds.option_premium
    assert (sold.funds.options_realized_profit or 0) > 0


async def test_options_to_the_last_day(simulator: Simulator) -> None:
    """A put out of the money ends in nothing; a call sold in the money is paid by its seller, on that evening."""
    sold_call, bought_put = "B01612437", "C01612437"
    async with customer(simulator) as kis:
        orders, account = kis.derivatives.orders, kis.derivatives.account
        await orders.sell(symbol=sold_call, quantity=Contracts(1), order_type=OrderType.MARKET)
        await orders.buy(symbol=bought_put, quantity=Contracts(1), order_type=OrderType.BEST)
        balance = await account.balance()
        premiums = {row.symbol: row.cost or 0 for row in balance.positions}
        assert balance.funds.option_premium == premiums[sold_call] - premiums[bought_put]
        assert (balance.funds.margin or 0) > premiums[sold_call]

    turn_to(simulator, LAST_DAY, time(10, 0))
    async with customer(simulator) as kis:
        before = await kis.derivatives.account.balance()
        kospi200 = (await kis.derivatives.quotes.price(symbol="A01612")).kospi200
        assert kospi200 is not None
        assert kospi200.price is not None
        assert kospi200.price > 438

        turn_to(simulator, LAST_DAY, time(18, 0))
        after = await kis.derivatives.account.balance()

    assert after.positions == ()
    assert after.funds.cash == before.funds.cash - int((kospi200.price - 437) * POINT) + POINT // 2


async def test_paper_has_no_board(simulator: Simulator) -> None:
    """Paper says so before anything is sent; orders in options work there all the same."""
    async with customer(simulator, Environment.PAPER) as kis:
        with pytest.raises(NotOffered, match="시세"):
            await kis.derivatives.boards.options(month="202612")
        await kis.derivatives.orders.buy(symbol="C01612440", quantity=Contracts(1), order_type=OrderType.MARKET)
        assert [row.quantity for row in (await kis.derivatives.account.balance()).positions] == [1]
