"""What an account is worth at home and abroad, as the client is told it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import date, time
from decimal import Decimal

import pytest

from kis.client import Kis
from kis.domestic import CreditType, OrderType
from kis.domestic.assets import AssetKind
from kis.simulator import Simulator
from kis.simulator.orders import PlaceOrder, Side
from kis.units import Shares

from .customer import customer, turn_to

SAMSUNG, MONDAY = "005930", date(2026, 11, 23)


@pytest.fixture
async def kis(simulator: Simulator) -> AsyncIterator[Kis]:
    """The first owner's real account."""
    async with customer(simulator) as kis:
        yield kis


async def kinds(kis: Kis) -> Mapping[str, AssetKind]:
    return (await kis.domestic.account.assets()).by_kind


async def test_securities_and_money_at_home(kis: Kis) -> None:
    """Shares for cash and on credit, the loan on them, and the cash: the whole is their sum."""
    await kis.domestic.orders.buy(symbol=SAMSUNG, quantity=Shares(3), order_type=OrderType.MARKET)
    await kis.domestic.credit.buy(
        symbol=SAMSUNG,
        quantity=Shares(5),
        order_type=OrderType.MARKET,
        credit_type=CreditType.OWN_LOAN_NEW,
        loan_date=MONDAY,
    )

    assets, totals = await kis.domestic.account.assets(), (await kis.domestic.account.balance()).totals

    stocks, cash, whole = (assets.by_kind[name] for name in ("주식", "예수금", "합계"))
    assert (stocks.value, stocks.credit_loan, stocks.profit) == (totals.value, totals.loan, totals.profit)
    assert stocks.net_assets == assets.totals.net_assets == stocks.value - (totals.loan or 0)
    assert cash.value == assets.totals.total_deposit == totals.deposit_d2
    assert whole.value == sum(row.value for row in assets.kinds[:-1]) == assets.totals.total_assets
    assert whole.share == Decimal("100.00")


async def test_shares_and_money_abroad(kis: Kis, simulator: Simulator) -> None:
    """Dollars become shares, all of it counted in won at the rate of the day; then won are exchanged for more."""
    turn_to(simulator, MONDAY, time(23, 45))
    before = await kinds(kis)
    broker = simulator.broker
    rate = (await kis.domestic.account.margin()).by_currency["USD"].rate or Decimal(0)

    broker.overseas.place(broker.accounts[0], PlaceOrder(Side.BUY, "AAPL", 2, _ask(simulator, "AAPL"), venue="NASD"))
    after = await kinds(kis)

    (row,) = broker.overseas.holdings(broker.accounts[0])
    assert before["해외주식"].value == 0
    assert after["해외주식"].value == int(row.money(row.value) * rate)
    assert 0 < after["외화"].value < before["외화"].value
    assert after["예수금"].value == before["예수금"].value
    assert after["합계"].value < before["합계"].value

    broker.overseas.place(broker.accounts[0], PlaceOrder(Side.BUY, "AAPL", 5, _ask(simulator, "AAPL"), venue="NASD"))
    assert (await kinds(kis))["예수금"].value < before["예수금"].value


def _ask(simulator: Simulator, symbol: str) -> int:
    return simulator.broker.overseas.book(symbol).book.asks[0].price


async def test_margin_of_foreign_money(kis: Kis) -> None:
    """A thousand dollars from the start; with the won that could be exchanged much more; in won if asked."""
    dollars = (await kis.domestic.account.margin()).by_currency["USD"]
    won = (await kis.domestic.account.margin(shown_in="02")).by_currency["USD"]

    rate = dollars.rate or Decimal(0)
    assert (dollars.total, dollars.used, dollars.orderable) == (1_000, 0, 1_000)
    assert won.total == 1_000 * rate
    assert dollars.integrated_orderable == (1_000 + 10_000_000 / rate).quantize(Decimal("0.0001"), "ROUND_DOWN")


async def test_orders_abroad_hold_won(kis: Kis, simulator: Simulator) -> None:
    """What an open order abroad will exchange is no longer free at home."""
    turn_to(simulator, MONDAY, time(23, 45))
    broker = simulator.broker
    free = (await kis.domestic.account.buying_power(symbol="")).cash or 0
    low = broker.overseas.quote("AAPL").last * 9 // 10 // 100 * 100

    broker.overseas.place(broker.accounts[0], PlaceOrder(Side.BUY, "AAPL", 20, low, venue="NASD"))

    margin = await kis.domestic.account.margin()
    held = margin.cash_used_overseas or 0
    assert held > 0
    assert margin.cash_orderable == free - held == (await kis.domestic.account.buying_power(symbol="")).cash
