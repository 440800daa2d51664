"""What sales realize, to the won."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kis.market.fees import DEFAULT, Market
from kis.simulator.domestic.books import DayFlow

from .scene import KODEX, SAMSUNG, Scene

trades = st.lists(st.tuples(st.sampled_from([SAMSUNG, KODEX]), st.integers(-60, 60).filter(bool)), max_size=12)


def test_profit_of_a_sale_bears_both_fees(scene: Scene) -> None:
    """Ten shares bought and four sold: price by price, less the fee of buying them and the costs of selling them."""
    bought = scene.row(scene.buy(10)).amount
    sold = scene.row(scene.sell(4)).amount

    flow = scene.broker.ledger.books[scene.paper.account].flows[scene.clock.now().date()]
    fee, tax = DEFAULT.fee(sold), DEFAULT.tax(sold, Market.KOSPI)
    assert (flow.buy_fee, flow.sell_fee, flow.tax) == (DEFAULT.fee(bought), fee, tax)
    assert flow.realized == sold - fee - tax - bought * 4 // 10 - DEFAULT.fee(bought) * 4 // 10
    assert flow.costs == DEFAULT.fee(bought) + fee + tax


def test_a_day_that_only_buys_realizes_nothing(scene: Scene) -> None:
    """Its fee waits for the sale."""
    scene.buy(10)

    flow = scene.broker.ledger.books[scene.paper.account].flows[scene.clock.now().date()]
    assert (flow.realized, flow.sell_quantity) == (0, 0)
    assert flow.buy_fee > 0


@settings(max_examples=30)
@given(trades)
def test_profits_explain_the_cash(wishes: list[tuple[str, int]]) -> None:
    """What was realized, less what the shares still held have cost, is what the cash has grown by."""
    scene = Scene()
    book = scene.broker.ledger.books[scene.paper.account]
    for symbol, quantity in wishes:
        if quantity > 0:
            scene.buy(quantity, symbol=symbol)
        elif book.quantity(symbol) >= -quantity:
            scene.sell(-quantity, symbol=symbol)

    held = sum(position.cost + position.fees for position in book.positions.values())
    flows = [flow for position in book.positions.values() for flow in position.flows.values()]
    assert book.total - scene.paper.cash == sum(flow.realized for flow in flows) - held
    assert sum(flows, DayFlow()) == sum(book.flows.values(), DayFlow())
