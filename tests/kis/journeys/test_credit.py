"""Credit: a loan taken up, carried for days and paid back by the sale of its shares."""

from __future__ import annotations

from datetime import date, time

from kis.domestic import CreditType, OrderType
from kis.realtime.notices import NoticeKind
from kis.simulator import Simulator
from kis.symbols import well_known
from tests.kis.journeys.listening import notices
from tests.kis.simulator.server.customer import customer, turn_to

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)


async def test_from_loan_to_repayment(simulator: Simulator) -> None:
    """More is bought than the cash could pay; on Friday a sale repays loan and interest, and the rest is the profit."""
    symbol = well_known().search("ㅎㅇㄴㅅ")[0].code

    async with customer(simulator) as kis, notices(kis) as told:
        start = (await kis.domestic.account.balance()).totals.deposit_d2 or 0
        for_cash = await kis.domestic.account.buying_power(symbol=symbol)
        on_credit = await kis.domestic.credit.buying_power(symbol=symbol, order_type=OrderType.MARKET)
        assert on_credit.quantity > for_cash.quantity

        placed = await kis.domestic.credit.buy(
            symbol=symbol,
            quantity=on_credit.quantity,
            order_type=OrderType.MARKET,
            credit_type=CreditType.OWN_LOAN_NEW,
            loan_date=MONDAY,
        )
        accepted, filled = await told.next(), await told.next()
        assert accepted.concerns(placed.number)
        assert (filled.kind, filled.credit_code, filled.loan_date) == (NoticeKind.FILLED, "21", MONDAY)

        balance = await kis.domestic.account.balance()
        (lot,) = balance.held
        assert (lot.trade_kind, lot.loan_date, lot.quantity) == ("자기융자", MONDAY, on_credit.quantity)
        assert balance.totals.loan == lot.loan
        assert (lot.loan or 0) > 0
        assert balance.totals.deposit_d2 == start - (lot.cost or 0) + (lot.loan or 0) - (
            balance.totals.costs_today or 0
        )

    turn_to(simulator, FRIDAY, time(10))
    last = simulator.broker.quote(symbol).last
    simulator.broker.set_price(symbol, last + last // 20 // 1_000 * 1_000)

    async with customer(simulator) as kis, notices(kis) as told:
        (lot,) = (await kis.domestic.account.balance()).held
        await kis.domestic.credit.repay(lot)
        await told.next()
        filled = await told.next()
        assert (filled.credit_code, filled.loan_date, filled.filled) == ("25", MONDAY, lot.quantity)

        balance = await kis.domestic.account.balance()
        profit = await kis.domestic.profit.by_trade(start=MONDAY, end=FRIDAY)

    sale, _ = profit.trades
    assert (balance.held, balance.totals.loan) == ((), 0)
    assert (sale.trade_kind, sale.loan_date, sale.sold_quantity) == ("자기융자", MONDAY, lot.quantity)
    assert (sale.loan_interest or 0) > 0
    assert profit.totals.realized == (balance.totals.deposit_d2 or 0) - start
