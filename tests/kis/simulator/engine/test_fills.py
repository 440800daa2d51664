"""How orders fill: at once, at a print, in parts, in turn."""

from __future__ import annotations

import pytest

from kis.market.fees import DEFAULT, Market
from kis.simulator.events import BookChanged, OrderAccepted, OrderCancelled, OrderFilled, TradePrinted
from kis.simulator.orders import Side

from .scene import SAMSUNG, Scene


def test_ten_shares_at_the_market_fill_at_once(scene: Scene) -> None:
    """They trade at the best ask, and that is the last price then."""
    ask = scene.broker.book(SAMSUNG).book.asks[0].price

    order = scene.row(scene.buy(10))

    assert (order.filled, order.remaining, order.average) == (10, 0, ask)
    assert scene.broker.quote(SAMSUNG).last == ask


def test_marketable_limit_fills_at_the_resting_price(scene: Scene) -> None:
    """Who offers more than the best ask still pays the best ask."""
    ask = scene.broker.book(SAMSUNG).book.asks[0].price

    order = scene.row(scene.buy(10, ask + 500))

    assert (order.filled, order.amount) == (10, 10 * ask)


def test_large_order_takes_levels_and_rests(scene: Scene) -> None:
    """What the limit does not reach waits at the limit, now the best bid."""
    first, second = scene.broker.book(SAMSUNG).book.asks[:2]

    order = scene.row(scene.buy(first.size + second.size + 7, second.price))

    book = scene.broker.book(SAMSUNG).book
    assert (order.filled, order.remaining) == (first.size + second.size, 7)
    assert order.amount == first.price * first.size + second.price * second.size
    assert (book.bids[0].price, book.bids[0].size) == (second.price, 7)
    assert book.asks[0].price > second.price


def test_passive_order_waits(scene: Scene) -> None:
    """A buy below the market joins the shares at its price."""
    before = {level.price: level.size for level in scene.broker.book(SAMSUNG).book.bids}

    order = scene.row(scene.buy(10, 70_000))

    after = {level.price: level.size for level in scene.broker.book(SAMSUNG).book.bids}
    assert order.remaining == 10
    assert after[70_000] == before[70_000] + 10


@pytest.mark.parametrize("price", [70_000, 69_500], ids=["at the limit", "through the limit"])
def test_a_print_fills_what_it_reaches(scene: Scene, price: int) -> None:
    """전량 체결 at the order's own limit, and the last price is the print."""
    receipt = scene.buy(10, 70_000)

    scene.broker.set_price(SAMSUNG, price)

    order = scene.row(receipt)
    assert (order.filled, order.average) == (10, 70_000)
    assert scene.broker.quote(SAMSUNG).last == price


def test_a_print_above_leaves_a_buy_alone(scene: Scene) -> None:
    """A buy at 70,000 has no part in a trade at 70,100."""
    receipt = scene.buy(10, 70_000)

    scene.broker.set_price(SAMSUNG, 70_100)

    assert scene.row(receipt).filled == 0


def test_sells_fill_on_the_way_up(scene: Scene) -> None:
    """A print at the limit of a sell fills it; fee and tax come off."""
    scene.buy(10)
    receipt = scene.sell(10, 71_500)

    scene.broker.set_price(SAMSUNG, 71_500)

    assert scene.row(receipt).filled == 10
    (fill,) = [e.fill for e in scene.told(OrderFilled) if isinstance(e, OrderFilled) and e.order.side is Side.SELL]
    assert (fill.fee, fill.tax) == (100, 1_429)


def test_print_with_volume_fills_a_part(scene: Scene) -> None:
    """3 of 10 shares trade; the rest keeps waiting at its price and fills later."""
    receipt = scene.buy(10, 70_000)

    scene.broker.set_price(SAMSUNG, 70_000, volume=3)
    part = scene.row(receipt)
    scene.broker.set_price(SAMSUNG, 70_000)

    assert (part.filled, part.remaining) == (3, 7)
    assert scene.row(receipt).remaining == 0
    assert [e.fill.quantity for e in scene.told(OrderFilled) if isinstance(e, OrderFilled)] == [3, 7]


def test_price_goes_before_time(scene: Scene) -> None:
    """The better bid is served first although it came later."""
    early, better = scene.buy(5, 70_000), scene.buy(5, 70_100)

    scene.broker.set_price(SAMSUNG, 70_000, volume=2)

    assert (scene.row(better).filled, scene.row(early).filled) == (5, 2)


def test_time_goes_first_at_one_price(scene: Scene) -> None:
    """Of two bids at a price the one that came first is served first, whoever sent it."""
    first = scene.buy(5, 70_000)
    second = scene.buy(5, 70_000, account=scene.other)

    scene.broker.set_price(SAMSUNG, 70_000, volume=7)

    assert scene.row(first).filled == 5
    assert scene.row(second, scene.other).filled == 2


def test_customers_trade_with_each_other(scene: Scene) -> None:
    """A sell meets another customer's better bid before the crowd's."""
    best_ask = scene.broker.book(SAMSUNG).book.asks[0]
    scene.buy(best_ask.size, best_ask.price)
    waiting = scene.buy(10, best_ask.price, account=scene.other)

    sold = scene.sell(10)

    assert scene.row(waiting, scene.other).average == scene.row(sold).average == best_ask.price


def test_the_crowd_ahead_is_served_first(scene: Scene) -> None:
    """When prices move by themselves an order at the end of the queue waits for its turn."""
    queue = next(level.size for level in scene.broker.book(SAMSUNG).book.bids if level.price == 70_000)
    receipt = scene.buy(10, 70_000)
    now = scene.clock.now()

    scene.broker.domestic.matching.print_trade(SAMSUNG, 70_000, now, volume=queue - 1, queue=True)
    before = scene.row(receipt).filled
    scene.broker.domestic.matching.print_trade(SAMSUNG, 70_000, now, volume=6, queue=True)

    assert (before, scene.row(receipt).filled) == (0, 5)


def test_the_crowd_that_comes_later_is_behind(scene: Scene) -> None:
    """Who waited while the price was far away is first when it comes back."""
    receipt = scene.buy(10, 70_000)
    scene.broker.set_price(SAMSUNG, 75_000)
    scene.broker.set_price(SAMSUNG, 70_300)

    scene.broker.domestic.matching.print_trade(SAMSUNG, 70_000, scene.clock.now(), volume=6, queue=True)

    assert scene.row(receipt).filled == 6


def test_own_place_in_the_queue(scene: Scene) -> None:
    """Who sells to the bids meets the crowd ahead before a customer's order, and the crowd behind it after."""
    book = scene.broker.book(SAMSUNG).book
    best = book.bids[0]
    scene.buy(best.size)
    receipt = scene.buy(10, best.price)

    scene.sell(best.size - 1)
    before = scene.row(receipt).filled
    scene.buy(6)
    scene.sell(6)

    assert (before, scene.row(receipt).filled) == (0, 5)


def test_fee_is_that_of_the_whole_order(scene: Scene) -> None:
    """However many parts it fills in, and so is the tax."""
    scene.buy(20)
    receipt = scene.sell(20, 71_300)
    for _ in range(20):
        scene.broker.set_price(SAMSUNG, 71_300, volume=1)

    amount = scene.row(receipt).amount
    fills = [e.fill for e in scene.told(OrderFilled) if isinstance(e, OrderFilled) and e.order.side is Side.SELL]
    assert (len(fills), amount) == (20, 20 * 71_300)
    assert sum(fill.fee for fill in fills) == DEFAULT.fee(amount)
    assert sum(fill.tax for fill in fills) == DEFAULT.tax(amount, Market.KOSPI)


def test_average_price_stays_when_a_part_is_sold(scene: Scene) -> None:
    """매입평균가격 is what the shares cost, whatever the others were sold for."""
    for price in (70_000, 71_000):
        receipt = scene.buy(10, price)
        scene.broker.set_price(SAMSUNG, price)
        assert scene.row(receipt).filled == 10
    average = scene.broker.holdings(scene.paper).positions[0].average

    scene.broker.set_price(SAMSUNG, 75_000)
    scene.sell(5)

    (held,) = scene.broker.holdings(scene.paper).positions
    assert (held.quantity, held.average) == (15, average)
    assert held.profit == held.value - held.cost > 0


def test_market_order_that_finds_too_little_waits(scene: Scene) -> None:
    """A buy for more than all asks takes them and waits; the next print, at any price, fills the rest."""
    scene.give(scene.paper, 10**9)
    there = sum(level.size for level in scene.broker.book(SAMSUNG).book.asks)
    receipt = scene.buy(there + 9)
    order = scene.row(receipt)

    scene.broker.set_price(SAMSUNG, 75_000)

    assert (order.filled, order.remaining) == (there, 9)
    assert scene.row(receipt).amount == order.amount + 9 * 75_000


@pytest.mark.parametrize(
    ("kind", "filled", "cancelled"),
    [("11", True, True), ("12", False, True), ("00", True, False)],
    ids=["IOC takes what there is", "FOK takes all or nothing", "limit waits"],
)
def test_conditions(scene: Scene, kind: str, filled: bool, cancelled: bool) -> None:
    """An order for more than the best level holds, by its condition."""
    level = scene.broker.book(SAMSUNG).book.asks[0]
    scene.give(scene.real, 10**9)

    receipt = scene.buy(level.size + 5, level.price, kind=kind, account=scene.real)

    order = scene.row(receipt, scene.real)
    assert order.filled == (level.size if filled else 0)
    assert (order.cancelled > 0, order.is_open) == (cancelled, not cancelled)
    told = [e for e in scene.told(OrderCancelled) if isinstance(e, OrderCancelled)]
    assert [e.at_once for e in told] == ([True] if cancelled else [])


@pytest.mark.parametrize(
    ("kind", "side"), [("03", Side.SELL), ("04", Side.BUY)], ids=["최유리: their best", "최우선: our best"]
)
def test_best_price_orders(scene: Scene, kind: str, side: Side) -> None:
    """Their limit is the best price of a side at the moment they come."""
    book = scene.broker.book(SAMSUNG).book
    best = book.asks[0].price if side is Side.SELL else book.bids[0].price

    assert scene.row(scene.buy(1, kind=kind)).price == best


def test_what_listeners_are_told(scene: Scene) -> None:
    """Acceptance, trade, fill and book, in this order, each complete."""
    scene.buy(10)

    accepted, trade, fill, book = scene.events
    assert isinstance(accepted, OrderAccepted)
    assert isinstance(trade, TradePrinted)
    assert isinstance(fill, OrderFilled)
    assert isinstance(book, BookChanged)
    assert (accepted.order.filled, fill.order.filled, fill.account) == (0, 10, scene.paper)
    assert (trade.volume, trade.aggressor, trade.quote.last) == (10, Side.BUY, trade.price)
    assert trade.book == book.book


def test_trade_shows_the_book_after_it(scene: Scene) -> None:
    """A print far away re-forms the book, and its trade tells so."""
    scene.broker.set_price(SAMSUNG, 65_000)

    (trade,) = scene.told(TradePrinted)
    assert isinstance(trade, TradePrinted)
    assert (trade.book.bids[0].price, trade.book.asks[0].price) == (65_000, 65_100)


@pytest.mark.parametrize("price", [70_050, 91_700, 49_300], ids=["off tick", "above the limit", "below the limit"])
def test_impossible_prints(scene: Scene, price: int) -> None:
    """A price that cannot be traded is refused and changes nothing."""
    before = scene.broker.quote(SAMSUNG)

    with pytest.raises(ValueError, match=str(price)):
        scene.broker.set_price(SAMSUNG, price)
    assert scene.broker.quote(SAMSUNG) == before


def test_no_shares_is_no_trade(scene: Scene) -> None:
    """A print has at least one share."""
    with pytest.raises(ValueError, match="one share"):
        scene.broker.set_price(SAMSUNG, 70_000, volume=0)
