"""Reservations: said in the evening, looked up the morning after."""

from __future__ import annotations

from datetime import date, time

from kis.domestic import OrderType
from kis.realtime.notices import NoticeKind
from kis.simulator import Simulator
from kis.symbols import Instrument, well_known
from kis.units import Shares, Won
from tests.kis.journeys.listening import notices
from tests.kis.simulator.server.customer import customer, turn_to

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


async def test_the_morning_after(simulator: Simulator) -> None:
    """Of three reservations one is withdrawn, one filled at the open and one refused for want of cash."""
    kakao = well_known().resolve("카카오")
    assert isinstance(kakao, Instrument)
    symbol = kakao.code
    turn_to(simulator, MONDAY, time(18))

    async with customer(simulator) as kis:
        reservations, cash = kis.domestic.reservations, (await kis.domestic.account.balance()).totals.deposit_d2
        last = (await kis.domestic.quotes.price(symbol=symbol)).price
        filled = await reservations.buy(symbol=symbol, quantity=Shares(10), order_type=OrderType.MARKET)
        withdrawn = await reservations.buy(
            symbol=symbol, quantity=Shares(1), price=Won(last), order_type=OrderType.LIMIT
        )
        refused = await reservations.buy(symbol=symbol, quantity=Shares(10_000), order_type=OrderType.MARKET)

        evening = await reservations.list(start=TUESDAY, end=TUESDAY)
        assert [row.result for row in evening] == ["미처리"] * 3
        unwanted = next(row for row in evening if row.reservation_number == withdrawn.reservation_number)
        assert (await reservations.withdraw(unwanted)).done
        assert (await kis.domestic.account.balance()).totals.deposit_d2 == cash

        async with notices(kis) as told:
            turn_to(simulator, TUESDAY, time(9, 1))
            morning = {
                row.reservation_number: row
                for row in await reservations.list(start=TUESDAY, end=TUESDAY, valid_only=False)
            }
            accepted, filling = await told.next(), await told.next()

        done, failed = morning[filled.reservation_number], morning[refused.reservation_number]
        (order,) = (await kis.domestic.account.orders_on(TUESDAY)).orders
        balance = await kis.domestic.account.balance()

    assert morning[withdrawn.reservation_number].cancelled_on == MONDAY
    assert (failed.number, failed.rejection) == (None, "주문가능금액을 초과 했습니다")
    assert (accepted.kind, filling.kind) == (NoticeKind.ACCEPTED, NoticeKind.FILLED)
    assert (done.number, done.filled) == (order.number, 10) == (filling.number, filling.filled)
    assert [(row.symbol, row.quantity, row.cost) for row in balance.held] == [(symbol, 10, done.filled_value)]
    costs = (done.filled_value or 0) + (balance.totals.costs_today or 0)
    assert balance.totals.deposit_d2 == (cash or 0) - costs
