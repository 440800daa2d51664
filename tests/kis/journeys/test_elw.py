"""ELW: found, looked at, bought, told of, held and sold again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kis.domestic import OrderType
from kis.market.fees import DEFAULT
from kis.realtime.notices import NoticeKind
from kis.simulator import Simulator
from kis.units import Shares, Won
from tests.kis.journeys.listening import notices
from tests.kis.journeys.test_looking import play
from tests.kis.simulator.server.customer import customer

CALL = "57KA01"
SAMSUNG = "005930"


async def test_a_call_on_samsung(simulator: Simulator) -> None:
    """It gains with the stock below it; ten are the least, and no tax is paid."""
    async with customer(simulator) as kis, notices(kis) as told:
        account = kis.domestic.account
        cash = (await account.balance()).totals.deposit_d2 or 0
        named = await kis.domestic.info.product_info(symbol=CALL)
        assert named.name == "한국KA01삼성전자콜"
        terms = await kis.domestic.info.stock_info(symbol=CALL)
        assert (terms.security_group, terms.in_kospi200, terms.delisted) == ("EW", False, date(2027, 6, 10))

        warrant = await kis.domestic.elw.price(symbol=CALL)
        stock = await kis.domestic.quotes.price(symbol=SAMSUNG)
        assert (warrant.name, warrant.underlying, warrant.underlying_price) == (named.name, SAMSUNG, stock.price)
        assert warrant.strike is not None
        assert warrant.moneyness == ("ITM" if stock.price > warrant.strike else "OTM")
        ask = warrant.ask or Won(0)
        assert (await kis.domestic.quotes.order_book(symbol=CALL)).ladder.asks[0].price == ask

        placed = await kis.domestic.orders.buy(symbol=CALL, quantity=Shares(100), price=ask, order_type=OrderType.LIMIT)
        accepted, filled = await told.next(), await told.next()
        assert accepted.concerns(placed.number)
        assert (filled.kind, filled.symbol, filled.filled, filled.fill_price) == (NoticeKind.FILLED, CALL, 100, ask)
        balance = await account.balance()
        assert [(row.symbol, row.quantity, row.cost) for row in balance.held] == [(CALL, 100, 100 * ask)]
        assert balance.totals.deposit_d2 == cash - 100 * ask - DEFAULT.fee(100 * ask)

        simulator.broker.set_price(SAMSUNG, 76_000)
        play(simulator, minutes=2)
        risen = await kis.domestic.elw.price(symbol=CALL)
        assert risen.price > ask
        assert abs(risen.disparity_rate or Decimal(0)) < 10

        bid = risen.bid or Won(0)
        await kis.domestic.orders.sell(symbol=CALL, quantity=Shares(100), price=bid, order_type=OrderType.LIMIT)
        assert [(await told.next()).kind for _ in range(2)] == [NoticeKind.ACCEPTED, NoticeKind.FILLED]
        end = await account.balance()
        fees = DEFAULT.fee(100 * ask) + DEFAULT.fee(100 * bid)
        assert end.held == ()
        assert (end.totals.deposit_d2 or 0) - cash == 100 * (bid - ask) - fees
