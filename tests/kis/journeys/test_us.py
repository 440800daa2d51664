"""The US: from a few letters to shares and back, by night in Korea, with every number checked against the others."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from kis.credentials import Environment
from kis.errors import MarketClosed, NotEnough, NotOffered
from kis.overseas import Exchange, OrderType
from kis.overseas.codes import Country
from kis.overseas.queries import ProfitShown, Shown
from kis.realtime.notices import NoticeKind
from kis.simulator import Simulator
from kis.symbols import Instrument, well_known
from kis.units import Amount, Shares
from tests.kis.journeys.listening import notices_abroad
from tests.kis.simulator.server.customer import customer, turn_to

TUESDAY = date(2026, 11, 24)
WEDNESDAY = date(2026, 11, 25)
CENT = Decimal("0.01")

both = pytest.mark.parametrize("environment", Environment, ids=["real", "paper"])


def _apple() -> tuple[str, Exchange]:
    found = well_known().resolve("애플")
    assert isinstance(found, Instrument)
    assert found.exchange is Exchange.NASDAQ
    return found.code, found.exchange


@both
async def test_bought_with_a_limit(simulator: Simulator, environment: Environment) -> None:
    """A limit below the market waits, can be seen waiting, fills when the price comes down, and is held and paid."""
    turn_to(simulator, TUESDAY, time(23, 45))
    symbol, exchange = _apple()

    async with customer(simulator, environment) as kis, notices_abroad(kis) as told:
        account, orders = kis.overseas.account, kis.overseas.orders
        quote = await kis.overseas.quotes.price(symbol=symbol, exchange=exchange)
        assert quote.price is not None
        limit = Amount(quote.price - 1)
        power = await account.buying_power(symbol=symbol, exchange=exchange, price=limit)
        assert power.quantity_with_won is not None
        assert power.quantity < power.quantity_with_won

        placed = await orders.buy(symbol=symbol, exchange=exchange, quantity=Shares(10), price=limit)
        accepted = await told.next()
        assert (accepted.kind, accepted.concerns(placed.number)) == (NoticeKind.ACCEPTED, True)
        (waiting,) = await account.open_orders(kis.clock.now())
        assert (waiting.number, waiting.remaining, waiting.price) == (placed.number, 10, limit)

        simulator.broker.set_price(symbol, limit, volume=4)
        simulator.broker.set_price(symbol, limit)
        fills = [await told.next() for _ in range(2)]
        assert [(fill.filled, fill.fill_price) for fill in fills] == [(4, limit), (6, limit)]

        assert await account.open_orders(kis.clock.now()) == ()
        (row,) = await account.positions(Country.US)
        (order,) = await account.orders_between(TUESDAY, TUESDAY)
        assert (row.symbol, row.quantity, row.average_price, row.cost) == (symbol, 10, limit, 10 * limit)
        assert (order.filled, order.average_price, order.exchange) == (10, limit, exchange)


async def test_bought_at_the_close(simulator: Simulator) -> None:
    """LOC waits through the night and trades at the closing price."""
    turn_to(simulator, TUESDAY, time(23, 45))
    symbol, exchange = _apple()

    async with customer(simulator) as kis, notices_abroad(kis) as told:
        last = simulator.broker.overseas.quote(symbol).last
        price = Amount(simulator.broker.overseas.markets[symbol].listing.board.decimal(last))
        placed = await kis.overseas.orders.buy(
            symbol=symbol,
            exchange=exchange,
            quantity=Shares(2),
            price=Amount(price + 5),
            order_type=OrderType.LIMIT_ON_CLOSE,
        )
        assert (await told.next()).kind is NoticeKind.ACCEPTED
        assert [order.number for order in await kis.overseas.account.open_orders(kis.clock.now())] == [placed.number]

        turn_to(simulator, WEDNESDAY, time(6, 0))
        simulator.broker.now()
        fill = await told.next()
        assert (fill.kind, fill.filled, fill.fill_price) == (NoticeKind.FILLED, 2, price)
        (candle, *_) = await kis.overseas.quotes.candles(symbol=symbol, exchange=exchange, start=TUESDAY, end=TUESDAY)
        assert candle.close == price


async def test_what_the_night_has_earned(simulator: Simulator) -> None:
    """Bought, risen, sold: period profit, transactions and dollars tell the same, to the cent."""
    turn_to(simulator, TUESDAY, time(23, 45))
    symbol, exchange = _apple()

    async with customer(simulator) as kis:
        account, orders = kis.overseas.account, kis.overseas.orders
        (before, *_) = (await account.present()).currencies
        bought = Amount(simulator.broker.overseas.markets[symbol].listing.board.decimal(_ask(simulator, symbol)))
        await orders.buy(symbol=symbol, exchange=exchange, quantity=Shares(3), price=bought)
        simulator.broker.set_price(symbol, bought + 10)
        await orders.sell(symbol=symbol, exchange=exchange, quantity=Shares(3), price=Amount(bought + 5))

        profit = await account.profit(start=TUESDAY, end=TUESDAY)
        rows = (await account.transactions(start=TUESDAY, end=TUESDAY)).rows
        (after, *_) = (await account.present()).currencies
        (sale,) = profit.sells
        assert profit.totals is not None
        assert (sale.symbol, sale.quantity, sale.average_price) == (symbol, 3, bought)
        assert sale.profit == profit.totals.profit
        assert [row.quantity for row in rows] == [3, 3]
        assert [row.settlement_date for row in rows] == [WEDNESDAY, WEDNESDAY]

        settled = [row.settled for row in rows]
        assert settled[0] is not None
        assert settled[1] is not None
        assert sale.profit == settled[1] - settled[0]
        assert after.deposit == before.deposit
        in_won = await account.profit(start=TUESDAY, end=TUESDAY, shown=ProfitShown.WON)
        (row,) = in_won.sells
        assert row.profit == round(sale.profit * (row.exchange_rate or 0), 4)


async def test_won_pays_where_dollars_run_out(simulator: Simulator) -> None:
    """More than the dollars at hand is bought with won at the rate of the day, which the won account then lacks."""
    turn_to(simulator, TUESDAY, time(23, 45))
    symbol, exchange = _apple()

    async with customer(simulator) as kis:
        won = (await kis.domestic.account.balance()).totals.deposit_d2 or 0
        ask = Amount(simulator.broker.overseas.markets[symbol].listing.board.decimal(_ask(simulator, symbol)))
        await kis.overseas.orders.buy(symbol=symbol, exchange=exchange, quantity=Shares(5), price=ask)

        left = (await kis.domestic.account.balance()).totals.deposit_d2 or 0
        (dollars, *_) = (await kis.overseas.account.present()).currencies
        spent = (1 + Decimal("0.0025")) * 5 * ask - 1_000
        assert abs((won - left) - spent * (dollars.exchange_rate or 0)) < 2
        with pytest.raises(NotEnough):
            await kis.overseas.orders.buy(symbol=symbol, exchange=exchange, quantity=Shares(500), price=ask)


async def test_amended_and_withdrawn(simulator: Simulator) -> None:
    """A change gets a number of its own; what is withdrawn is gone."""
    turn_to(simulator, TUESDAY, time(23, 45))
    symbol, exchange = _apple()

    async with customer(simulator) as kis, notices_abroad(kis) as told:
        orders, account = kis.overseas.orders, kis.overseas.account
        order = {"symbol": symbol, "exchange": exchange, "quantity": Shares(1)}
        placed = await orders.buy(symbol=symbol, exchange=exchange, quantity=Shares(1), price=Amount(Decimal(200)))
        amended = await orders.amend(**order, number=placed.number, price=Amount(Decimal(201)))
        (waiting,) = await account.open_orders(kis.clock.now())
        assert (waiting.number, waiting.original, waiting.price) == (
            amended.number,
            placed.number.lstrip("0"),
            Decimal(201),
        )
        await orders.cancel(**order, number=amended.number)

        assert await account.open_orders(kis.clock.now()) == ()
        assert [(await told.next()).kind for _ in range(5)] == [
            NoticeKind.ACCEPTED,
            NoticeKind.AMENDING,
            NoticeKind.AMENDED,
            NoticeKind.CANCELLING,
            NoticeKind.CANCELLED,
        ]


async def test_reserved_by_day(simulator: Simulator) -> None:
    """Reserved in the afternoon, sent at the open, and told in the list of reservations."""
    turn_to(simulator, TUESDAY, time(15, 0))
    symbol, exchange = _apple()

    async with customer(simulator) as kis:
        reservations = kis.overseas.reservations
        wish = {"symbol": symbol, "exchange": exchange, "quantity": Shares(1), "price": Amount(Decimal(300))}
        made = await reservations.buy(**wish)
        dropped = await reservations.buy(**wish)
        await reservations.cancel(date=TUESDAY, number=dropped.number)
        assert await kis.overseas.account.open_orders(kis.clock.now()) == ()

        turn_to(simulator, TUESDAY, time(23, 31))
        first, second = await reservations.list(exchange=exchange, start=TUESDAY, end=TUESDAY)
        assert [(row.number, row.cancelled, row.filled) for row in (first, second)] == [
            (made.number, False, 1),
            (dropped.number, True, 0),
        ]
        (order,) = await kis.overseas.account.orders_between(TUESDAY, TUESDAY)
        assert (order.number, order.filled) == (first.order_number, 1)


async def test_daytime_market(simulator: Simulator) -> None:
    """By Korean day US stocks trade with orders of their own; the ordinary ones are refused then."""
    turn_to(simulator, TUESDAY, time(11, 0))
    symbol, exchange = _apple()

    async with customer(simulator) as kis:
        orders = kis.overseas.orders
        wish = {"symbol": symbol, "exchange": exchange, "quantity": Shares(1), "price": Amount(Decimal(300))}
        with pytest.raises(MarketClosed):
            await orders.buy(**wish)
        await orders.daytime_buy(**wish)

        (row,) = await kis.overseas.account.positions()
        assert (row.symbol, row.quantity) == (symbol, 1)


async def test_paper_trades_by_night_alone(simulator: Simulator) -> None:
    """In paper the hours before the open are closed, and so are the types beside the limit."""
    turn_to(simulator, TUESDAY, time(22, 0))
    symbol, exchange = _apple()

    async with customer(simulator, Environment.PAPER) as kis:
        with pytest.raises(MarketClosed):
            await kis.overseas.orders.buy(
                symbol=symbol, exchange=exchange, quantity=Shares(1), price=Amount(Decimal(300))
            )
        with pytest.raises(NotOffered):
            await kis.overseas.account.profit(start=TUESDAY, end=TUESDAY)


async def test_balance_in_won_and_in_dollars(simulator: Simulator) -> None:
    """The same position twice: by the rate the answer names."""
    turn_to(simulator, TUESDAY, time(23, 45))
    symbol, exchange = _apple()

    async with customer(simulator) as kis:
        ask = Amount(simulator.broker.overseas.markets[symbol].listing.board.decimal(_ask(simulator, symbol)))
        await kis.overseas.orders.buy(symbol=symbol, exchange=exchange, quantity=Shares(2), price=ask)

        (dollars,) = (await kis.overseas.account.present()).positions
        (won,) = (await kis.overseas.account.present(shown=Shown.WON)).positions
        assert dollars.quantity == won.quantity == 2
        assert dollars.price is not None
        assert won.price == round(dollars.price * (won.exchange_rate or 0), 5)


def _ask(simulator: Simulator, symbol: str) -> int:
    return simulator.broker.overseas.book(symbol).book.asks[0].price
