"""Money abroad: won exchanged where foreign cash runs short, costs, settlement, rates."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from kis.market.clock import KST
from kis.overseas.codes import Country, Currency
from kis.simulator.orders import CancelOrder, PlaceOrder, Side
from kis.simulator.overseas.money import Fees, Rates
from kis.simulator.refusals import Reason, Refusal

from .abroad import NIGHT, Abroad

MONDAY = date(2026, 11, 23)


def test_dollars_first_then_won() -> None:
    """A buy takes the dollars at hand, then won for the rest at the rate of the day."""
    scene = Abroad()
    before = scene.broker.holdings(scene.real).cash_d2
    scene.buy("AAPL", 5, "290.00")
    (order,) = scene.floor.every_order()
    wallet = scene.floor.wallet(scene.real, Currency.USD)

    spent = wallet.money(order.amount + scene.floor.fees.costs(order.amount, Country.US, Side.BUY).fee)
    assert wallet.total == 0
    assert before - scene.broker.holdings(scene.real).cash_d2 == int((spent - 1_000) * wallet.rate)


def test_won_of_an_open_order_is_held_at_home() -> None:
    """What an order abroad may need cannot be spent on domestic stocks, until it is cancelled."""
    scene = Abroad(datetime(2026, 11, 24, 19, 0, tzinfo=KST))
    free = scene.broker.holdings(scene.real).available
    made = scene.buy("AAPL", 30, "200.00")
    held = free - scene.broker.holdings(scene.real).available

    assert held == scene.floor.won_held(scene.real.account, scene.broker.now()) > 0
    scene.floor.cancel(scene.real, CancelOrder(made.number))
    assert scene.broker.holdings(scene.real).available == free


def test_won_spent_at_home_is_not_there_abroad() -> None:
    """An open domestic buy holds its won against orders abroad."""
    scene = Abroad(datetime(2026, 11, 24, 10, 0, tzinfo=KST), always_open=True)
    last = scene.broker.quote("005930").last
    scene.broker.place(scene.real, PlaceOrder(Side.BUY, "005930", 9_000_000 // last, last - 10_000))

    with pytest.raises(Refusal) as no:
        scene.buy("AAPL", 20, "268.00")
    assert no.value.reason is Reason.CASH


def test_sale_settles_the_next_day_in_the_us() -> None:
    """Proceeds count at once and are settled cash when the next day of the exchange begins."""
    scene = Abroad()
    scene.give("AAPL", 10)
    scene.sell("AAPL", 10, "250.00")
    wallet = scene.floor.wallet(scene.real, Currency.USD)
    assert wallet.total > wallet.settled == 10_000_000

    scene.go("2026-11-25T12:00")
    settled = scene.floor.wallet(scene.real, Currency.USD)
    assert settled.settled == settled.total == wallet.total


def test_tokyo_settles_two_days_later() -> None:
    """Not on the day after, but on the one after that."""
    scene = Abroad(datetime(2026, 11, 24, 10, 0, tzinfo=KST))
    scene.give("7203", 100)
    scene.sell("7203", 100, "3000")
    total = scene.floor.wallet(scene.real, Currency.JPY).total

    scene.go("2026-11-25T12:00")
    assert scene.floor.wallet(scene.real, Currency.JPY).settled == 0
    scene.go("2026-11-26T12:00")
    assert scene.floor.wallet(scene.real, Currency.JPY).settled == total


def test_many_fills_cost_what_one_does() -> None:
    """Fee by fee nothing is added, to the unit."""
    scene = Abroad(NIGHT)
    scene.fund("AAPL", 100_000)
    scene.buy("AAPL", 50, "260.00")
    for _ in range(5):
        scene.floor.set_price("AAPL", scene.units("AAPL", "260.00"), volume=7)
    (order,) = scene.floor.every_order()

    assert order.filled == 35
    assert scene.floor.ledger.fees[Currency.USD] == Fees().costs(order.amount, Country.US, Side.BUY).fee


@pytest.mark.parametrize("currency", list(Currency), ids=lambda currency: currency.value)
def test_rate_stands_all_day_and_moves_from_day_to_day(currency: Currency) -> None:
    """The same seed gives the same rates; hundred yen and dong are quoted at once."""
    rates = Rates(1)
    week = [rates.rate(currency, MONDAY + timedelta(days=n)) for n in range(5)]

    assert week == [Rates(1).rate(currency, MONDAY + timedelta(days=n)) for n in range(5)]
    assert len(set(week)) > 1
    assert rates.shown(currency, MONDAY) == (
        (week[0] * 100, 100) if currency in (Currency.JPY, Currency.VND) else (week[0], 1)
    )


def test_won_that_units_are_worth() -> None:
    """Cut for what is paid out, rounded up for what is held back."""
    rates = Rates(1)
    rate = rates.rate(Currency.USD, MONDAY)

    assert rates.won(12_345, Currency.USD, MONDAY) == int(rate * Decimal("1.2345"))
    assert rates.won(12_345, Currency.USD, MONDAY, up=True) == int(rate * Decimal("1.2345")) + 1
    assert rates.units(rates.won(10_000, Currency.USD, MONDAY), Currency.USD, MONDAY) <= 10_000


def test_affordable_shares_are_affordable() -> None:
    """One lot more is not, costs included."""
    scene = Abroad()
    listing = scene.floor.markets["AAPL"].listing
    money = 10_000_000
    shares = scene.floor.affordable(listing, 2_685_000, money)

    assert scene.floor.checks.with_costs(listing, 2_685_000 * shares) <= money
    assert scene.floor.checks.with_costs(listing, 2_685_000 * (shares + 1)) > money


def test_position_remembers_what_it_cost() -> None:
    """Average and realized profit by what was paid, in the currency."""
    scene = Abroad()
    scene.fund("AAPL", 100_000)
    for price in ("250.00", "270.00"):
        scene.floor.set_price("AAPL", scene.units("AAPL", price))
        scene.buy("AAPL", 10, price)
        scene.floor.set_price("AAPL", scene.units("AAPL", price))
    (row,) = scene.floor.holdings(scene.real)

    assert (row.quantity, row.average) == (20, row.money(row.cost) / 20)
    scene.floor.set_price("AAPL", scene.units("AAPL", "280.00"))
    scene.sell("AAPL", 20, "275.00")
    (row,) = scene.floor.holdings(scene.real)
    assert (row.quantity, row.cost) == (0, 0)
    assert row.today.realized == row.today.sell_amount - row.today.sell_cost - row.today.fee - row.today.tax
