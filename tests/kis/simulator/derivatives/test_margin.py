"""What an account may order, and what it must keep."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kis.simulator.derivatives.floor import ContractRules
from kis.simulator.derivatives.margin import FeeRates, MarginRates
from kis.simulator.orders import Side
from kis.simulator.refusals import Reason, Refusal

from .scene import CALL, FUTURE, STOCK_FUTURE, Scene


@pytest.fixture
def scene() -> Scene:
    """A Monday at 10:00."""
    return Scene()


def refused(scene: Scene, side: Side, quantity: int, price: str | None = None, **more: str) -> Reason:
    """Why an order is refused."""
    with pytest.raises(Refusal) as refusal:
        scene.order(side, quantity, price, **more)
    return refusal.value.reason


def test_as_many_as_the_room_says(scene: Scene) -> None:
    """The quantity that may be ordered is taken, and one more is not."""
    room = scene.floor.room(scene.real, FUTURE, Side.BUY, scene.floor.listing(FUTURE).board.units("440.00"))  # type: ignore[union-attr,arg-type]

    assert room.opening > 1
    assert refused(scene, Side.BUY, room.opening + 1, "440.00") is Reason.CASH
    scene.buy(room.opening, "440.00")


def test_open_orders_hold_their_margin(scene: Scene) -> None:
    """What an order would take is not there for another, and is again when it is gone."""
    before = scene.standing().available
    placed = scene.buy(2, "430.00")
    taken = before - scene.standing().available
    order = scene.row(placed)

    assert taken == 2 * order.margin
    assert order.margin // 1_000_000 == int(430 * 250_000 * 0.1005) // 1_000_000


def test_closing_needs_no_margin(scene: Scene) -> None:
    """A position can be closed with nothing left to order with; what goes beyond it cannot."""
    quantity = scene.floor.room(scene.real, FUTURE, Side.BUY, 0).opening
    scene.buy(quantity)
    assert refused(scene, Side.BUY, 1) is Reason.CASH

    assert scene.floor.room(scene.real, FUTURE, Side.SELL, 0).closable == quantity
    assert refused(scene, Side.SELL, quantity * 3) is Reason.CASH
    scene.sell(quantity)
    assert scene.standing().positions[0].quantity == 0


def test_two_closing_orders_do_not_close_the_same(scene: Scene) -> None:
    """What one order closes another opens the other way."""
    scene.buy(1)
    scene.sell(1, "470.00")

    assert scene.held().closable == 0
    assert scene.floor.room(scene.real, FUTURE, Side.SELL, 0).closable == 0


def test_sold_options_are_margined(scene: Scene) -> None:
    """The premium comes in, and more than that is held."""
    scene.sell(1, symbol=CALL)

    standing = scene.standing()
    assert standing.premium > 0
    assert standing.margin > standing.premium + 10_000_000


def test_stocks_have_their_own_rates(scene: Scene) -> None:
    """Ten shares at 15.75 percent."""
    scene.buy(1, symbol=STOCK_FUTURE)

    row = scene.held(STOCK_FUTURE)
    assert row.value == scene.price(STOCK_FUTURE) * 10
    assert scene.standing().margin == row.value * 1575 // 10_000


def test_a_margin_call(scene: Scene) -> None:
    """Losses below the maintenance margin are called up to the initial margin; nobody is closed out."""
    quantity = scene.floor.room(scene.real, FUTURE, Side.BUY, 0).opening
    scene.buy(quantity)
    assert scene.standing().call == 0

    scene.broker.domestic.set_price("005930", scene.broker.quote("005930").lower)
    scene.set_price("415.00")
    standing = scene.standing()
    assert standing.equity < standing.maintenance
    assert standing.call == standing.margin - standing.equity
    assert standing.available < 0
    assert scene.held().quantity == quantity


def test_rates_are_a_setting() -> None:
    """Twice the margin is half the room; fees too are as they are set."""
    rules = ContractRules(margin=MarginRates(initial=Decimal("20.10")), fees=FeeRates(futures=Decimal(0)))
    usual, dearer = Scene(), Scene(contracts=rules)
    rooms = [scene.floor.room(scene.real, FUTURE, Side.BUY, 44_000) for scene in (usual, dearer)]

    assert rooms[1].margin == 2 * int(440 * 250_000 * Decimal("0.1005"))
    assert rooms[1].opening == rooms[0].opening // 2
    dearer.buy(1)
    assert dearer.standing().fees == 0


def test_what_the_broker_refuses(scene: Scene) -> None:
    """Codes, kinds, quantities and prices are looked at before the money."""
    assert refused(scene, Side.BUY, 1, symbol="A01611") is Reason.UNKNOWN_SYMBOL
    assert refused(scene, Side.BUY, 1, kind="99") is Reason.ORDER_TYPE
    assert refused(scene, Side.BUY, 0) is Reason.QUANTITY
    assert refused(scene, Side.BUY, 1, "443.01") is Reason.OFF_TICK
    assert refused(scene, Side.BUY, 1, "400.00") is Reason.PRICE_LIMIT
