"""A future: from its words in the master file to a position, over a night, and back."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from kis.credentials import Environment
from kis.derivatives import OrderType, Side
from kis.derivatives.contracts import market_of
from kis.realtime import derivatives
from kis.realtime.derivatives import FuturesTick
from kis.realtime.notices import NoticeKind
from kis.simulator import Simulator
from kis.symbols import Instrument
from kis.symbols.live import Symbols
from kis.symbols.master.checks import Demands
from kis.symbols.master.files import FILES
from kis.units import Contracts
from tests.kis.journeys.listening import Notices, derivative_notices
from tests.kis.simulator.server.customer import customer, turn_to

MONDAY = date(2026, 11, 23)
POINT = 250_000
"""Won a point."""

both = pytest.mark.parametrize("environment", Environment, ids=["real", "paper"])


async def found(simulator: Simulator, folder: Path, words: str) -> Instrument:
    """Find one contract by its words in the broker's master files."""
    files = [file for file in FILES if file.name.startswith("fo_")]
    symbols = Symbols(folder, origin=simulator.rest, files=files, demands=Demands(least=0))
    await symbols.refresh()
    resolved = symbols.resolve(words)
    assert isinstance(resolved, Instrument), resolved
    return resolved


@both
async def test_a_future_bought_carried_and_sold(simulator: Simulator, tmp_path: Path, environment: Environment) -> None:
    """Search, quote, what is orderable, a limit that waits and fills, profit, the settlement overnight, the close."""
    future = await found(simulator, tmp_path, "코스피200 선물 202612")
    symbol = future.code
    assert future.contract is not None
    assert (future.contract.multiplier, future.contract.expires) == (POINT, date(2026, 12, 10))

    async with customer(simulator, environment) as kis, derivative_notices(kis) as told:
        account, orders = kis.derivatives.account, kis.derivatives.orders
        quote = (await kis.derivatives.quotes.price(symbol=symbol, market=market_of(symbol))).contract
        limit = quote.price - 1
        room = await account.orderable(symbol=symbol, side=Side.BUY, price=limit)
        assert room.total >= 2

        placed = await orders.buy(symbol=symbol, quantity=Contracts(2), price=limit, order_type=OrderType.LIMIT)
        accepted = await told.next()
        assert (accepted.kind, accepted.concerns(placed.number)) == (NoticeKind.ACCEPTED, True)
        assert [row.is_open for row in (await account.orders_on(MONDAY)).orders] == [True]

        simulator.broker.set_price(symbol, limit)
        filled = await told.next()
        assert (filled.kind, filled.filled, filled.fill_price) == (NoticeKind.FILLED, 2, limit)
        simulator.broker.set_price(symbol, limit + 2)

        balance = await account.balance()
        (held,) = balance.positions
        assert (held.side, held.quantity, held.average_price, held.price) == (Side.BUY, 2, limit, limit + 2)
        assert held.profit == balance.funds.futures_profit == 2 * 2 * POINT
        assert balance.funds.cash_d1 == balance.funds.cash + 4 * POINT - (balance.funds.fee or 0)
        assert balance.funds.margin == int((limit + 2) * POINT * Decimal("0.1005")) * 2

    expected = balance.funds.cash_d1 or 0
    turn_to(simulator, MONDAY, time(17, 0))
    simulator.broker.now()
    turn_to(simulator, MONDAY + timedelta(days=1), time(10, 0))
    async with customer(simulator, environment) as kis, derivative_notices(kis) as told:
        account, orders = kis.derivatives.account, kis.derivatives.orders
        morning = await account.balance()
        (carried,) = morning.positions
        assert carried.settlement_price is not None
        assert morning.funds.cash == expected + int((carried.settlement_price - limit - 2) * 2 * POINT)

        await orders.sell(symbol=symbol, quantity=Contracts(2), order_type=OrderType.MARKET)
        assert [await _kind(told) for _ in range(2)] == [NoticeKind.ACCEPTED, NoticeKind.FILLED]
        evening = await account.balance()
        (closed,) = evening.positions
        assert (closed.side, closed.quantity, closed.closable) == (None, 0, 0)
        assert evening.funds.realized_profit == (evening.funds.intraday_variation or 0) + (
            evening.funds.carried_variation or 0
        )
        assert evening.funds.margin == 0
        assert evening.funds.orderable == evening.funds.cash_d1


async def _kind(told: Notices[derivatives.DerivativeNotice]) -> NoticeKind:
    return (await told.next()).kind


async def test_a_short_future_amended_and_bought_back(simulator: Simulator) -> None:
    """Sold first: the order is amended, fills, loses when the market rises, and is bought back."""
    async with customer(simulator) as kis, derivative_notices(kis) as told:
        account, orders = kis.derivatives.account, kis.derivatives.orders
        last = (await kis.derivatives.quotes.price(symbol="A05612")).contract.price
        far = await orders.sell(symbol="A05612", quantity=Contracts(3), price=last + 5, order_type=OrderType.LIMIT)
        nearer = await orders.amend(number=far.number, price=last + 1, order_type=OrderType.LIMIT)
        assert [await _kind(told) for _ in range(3)] == [
            NoticeKind.ACCEPTED,
            NoticeKind.AMENDING,
            NoticeKind.AMENDED,
        ]
        simulator.broker.set_price("A05612", last + 1)
        fill = await told.next()
        assert (fill.filled, fill.concerns(nearer.number)) == (3, True)

        simulator.broker.set_price("A05612", last + 3)
        (short,) = (await account.balance()).positions
        assert (short.side, short.profit) == (Side.SELL, -3 * 2 * 50_000)
        await orders.buy(symbol="A05612", quantity=Contracts(3), order_type=OrderType.MARKET)
        fills = await account.fills(day=MONDAY)
        balance = await account.balance()

    assert sum(fill.quantity for fill in fills.fills if "매수" in (fill.trade_kind or "")) == 3
    sold = sum(fill.value or 0 for fill in fills.fills if "매도" in (fill.trade_kind or ""))
    bought = sum(fill.value or 0 for fill in fills.fills if "매수" in (fill.trade_kind or ""))
    assert balance.funds.futures_realized_profit == sold - bought
    assert balance.positions[0].quantity == 0


async def test_ticks_of_a_future_agree_with_its_price(simulator: Simulator) -> None:
    """What the stream tells of a trade is what the price answers."""
    async with customer(simulator) as kis, kis.stream() as stream:
        await stream.register(derivatives.FUTURES_TRADES, "A01612")
        simulator.broker.set_price("A01612", Decimal("445.00"))
        ticks = (event async for event in stream if isinstance(event, FuturesTick))
        tick = await anext(tick async for tick in ticks if tick.price == 445)
        price = (await kis.derivatives.quotes.price(symbol="A01612")).contract

    assert (tick.price, tick.day_volume, tick.change) == (price.price, price.volume, price.change)
