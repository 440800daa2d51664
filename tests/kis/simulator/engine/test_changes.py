"""Amending and cancelling: new numbers, new places in the queue, nothing lost."""

from __future__ import annotations

import pytest

from kis.simulator.events import OrderAmended, OrderCancelled, OrderRejected
from kis.simulator.orders import Action, AmendOrder, CancelOrder
from kis.simulator.refusals import Reason, Refusal

from .scene import SAMSUNG, Scene


def test_amendment_is_a_new_order(scene: Scene) -> None:
    """It has a number of its own, names the original, and takes all that was left of it."""
    receipt = scene.buy(10, 70_000)

    amended = scene.broker.amend(scene.paper, AmendOrder(receipt.number, 69_900))

    old, new = scene.row(receipt), scene.row(amended)
    assert (old.remaining, old.moved, old.cancelled) == (0, 10, 0)
    assert (new.original, new.action, new.remaining, new.price) == (receipt.number, Action.AMEND, 10, 69_900)
    assert amended.number != receipt.number
    (told,) = scene.told(OrderAmended)
    assert isinstance(told, OrderAmended)
    assert (told.order.number, told.original.number) == (amended.number, receipt.number)


def test_amending_a_part_leaves_the_rest(scene: Scene) -> None:
    """4 of 10 shares get another price; 6 stay."""
    receipt = scene.buy(10, 70_000)

    amended = scene.broker.amend(scene.paper, AmendOrder(receipt.number, 69_900, quantity=4, all_remaining=False))
    scene.broker.set_price(SAMSUNG, 70_000)

    assert (scene.row(receipt).filled, scene.row(receipt).remaining) == (6, 0)
    assert (scene.row(amended).filled, scene.row(amended).remaining) == (0, 4)


def test_amendment_to_a_marketable_price_fills(scene: Scene) -> None:
    """Amended up to the ask it trades at once."""
    receipt = scene.buy(10, 70_000)
    ask = scene.broker.book(SAMSUNG).book.asks[0].price

    amended = scene.broker.amend(scene.paper, AmendOrder(receipt.number, ask))

    assert scene.row(amended).filled == 10


def test_amendment_goes_to_the_end_of_the_queue(scene: Scene) -> None:
    """Time priority is lost with it, even at the same price."""
    first, second = scene.buy(5, 70_000), scene.buy(5, 70_000)

    amended = scene.broker.amend(scene.paper, AmendOrder(first.number, 70_000))
    scene.broker.set_price(SAMSUNG, 70_000, volume=5)

    assert (scene.row(amended).filled, scene.row(second).filled) == (0, 5)


def test_amendment_needs_only_what_it_adds(scene: Scene) -> None:
    """The cash the original held counts for the new order; a step too far and both stay as they were."""
    cash = scene.broker.holdings(scene.paper).available
    receipt = scene.buy(cash // 70_100, 70_000)

    with pytest.raises(Refusal) as refused:
        scene.broker.amend(scene.paper, AmendOrder(receipt.number, 71_000))
    held = scene.broker.holdings(scene.paper).available
    amended = scene.broker.amend(scene.paper, AmendOrder(receipt.number, 69_900))

    assert refused.value.reason is Reason.CASH
    assert scene.row(receipt).moved == scene.row(amended).quantity
    assert scene.broker.holdings(scene.paper).available > held


def test_cancellation_is_an_order_too(scene: Scene) -> None:
    """A row with its own number that leaves nothing; the original loses what was open and frees its cash."""
    cash = scene.broker.holdings(scene.paper).available
    receipt = scene.buy(10, 70_000)

    cancelled = scene.broker.cancel(scene.paper, CancelOrder(receipt.number))

    old, new = scene.row(receipt), scene.row(cancelled)
    assert (old.remaining, old.cancelled) == (0, 10)
    assert (new.original, new.action, new.cancelled, new.remaining) == (receipt.number, Action.CANCEL, 10, 0)
    assert scene.broker.holdings(scene.paper).available == cash
    (told,) = scene.told(OrderCancelled)
    assert isinstance(told, OrderCancelled)
    assert (told.order.number, told.original.number, told.quantity) == (cancelled.number, receipt.number, 10)


def test_cancelled_order_never_fills(scene: Scene) -> None:
    """A print through its price finds nothing of it."""
    receipt = scene.buy(10, 70_000)
    scene.broker.cancel(scene.paper, CancelOrder(receipt.number))

    scene.broker.set_price(SAMSUNG, 69_000)

    assert scene.row(receipt).filled == 0


def test_cancelling_a_part_of_a_part(scene: Scene) -> None:
    """3 filled, 4 cancelled, 3 still open."""
    receipt = scene.buy(10, 70_000)
    scene.broker.set_price(SAMSUNG, 70_000, volume=3)

    scene.broker.cancel(scene.paper, CancelOrder(receipt.number, quantity=4, all_remaining=False))

    order = scene.row(receipt)
    assert (order.filled, order.cancelled, order.remaining) == (3, 4, 3)
    assert [o.number for o in scene.broker.amendable(scene.paper)] == [receipt.number]


@pytest.mark.parametrize("number", ["1", "0000000001", " 01 "], ids=["bare", "as given", "padded"])
def test_numbers_are_compared_as_numbers(scene: Scene, number: str) -> None:
    """Leading zeros and blanks do not matter."""
    receipt = scene.buy(10, 70_000)
    assert receipt.number == "0000000001"

    scene.broker.cancel(scene.paper, CancelOrder(number))

    assert scene.row(receipt).cancelled == 10


def test_filled_orders_cannot_be_changed(scene: Scene) -> None:
    """The fill won the race: 40330000 in paper."""
    receipt = scene.buy(10)

    with pytest.raises(Refusal) as refused:
        scene.broker.cancel(scene.paper, CancelOrder(receipt.number))
    with pytest.raises(Refusal):
        scene.broker.amend(scene.paper, AmendOrder(receipt.number, 70_000))

    assert (refused.value.reason, refused.value.code) == (Reason.NOTHING_LEFT, "40330000")


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        (CancelOrder("1", quantity=11, all_remaining=False), Reason.OVER_REMAINING),
        (CancelOrder("1", quantity=-1, all_remaining=False), Reason.QUANTITY),
        (CancelOrder("2"), Reason.UNKNOWN_ORDER),
        (CancelOrder("1", branch="12345"), Reason.UNKNOWN_ORDER),
    ],
    ids=["more than is left", "less than nothing", "no such number", "another branch"],
)
def test_impossible_cancellations(scene: Scene, order: CancelOrder, reason: Reason) -> None:
    """Each is refused and the order stays whole."""
    receipt = scene.buy(10, 70_000)

    with pytest.raises(Refusal) as refused:
        scene.broker.cancel(scene.paper, order)

    assert refused.value.reason is reason
    assert scene.row(receipt).remaining == 10


def test_orders_of_others_are_out_of_reach(scene: Scene) -> None:
    """An account cannot cancel what another one placed."""
    receipt = scene.buy(10, 70_000)

    with pytest.raises(Refusal):
        scene.broker.cancel(scene.other, CancelOrder(receipt.number))

    assert scene.row(receipt).remaining == 10


def test_the_exchange_may_refuse_afterwards(scene: Scene) -> None:
    """An order that was taken is rejected: nothing is left of it and its cash is free again."""
    cash = scene.broker.holdings(scene.paper).available
    receipt = scene.buy(10, 70_000)

    scene.broker.reject(scene.paper, receipt.number, "거래정지 종목입니다.")

    order = scene.row(receipt)
    assert (order.rejected, order.remaining) == (10, 0)
    assert scene.broker.holdings(scene.paper).available == cash
    (told,) = scene.told(OrderRejected)
    assert isinstance(told, OrderRejected)
    assert (told.quantity, told.message) == (10, "거래정지 종목입니다.")


def test_numbers_run_by_branch(scene: Scene) -> None:
    """Real and paper orders are counted apart, the orders of one branch together."""
    receipts = [scene.buy(1, 70_000, account=account) for account in (scene.paper, scene.real, scene.other)]

    assert [(receipt.branch, receipt.number) for receipt in receipts] == [
        ("00950", "0000000001"),
        ("06010", "0000000001"),
        ("00950", "0000000002"),
    ]
