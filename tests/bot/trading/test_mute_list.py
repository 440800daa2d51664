"""Paper's list without rows: totals and balance settle what they prove, and nothing else."""

from __future__ import annotations

import pytest

from bot.storage.states import FillSource, OrderState
from bot.trading.evidence import Traded, proof
from kis.simulator.orders import PlaceOrder
from kis.simulator.orders import Side as BookSide

from .scene import Scene
from .test_fills import ELSEWHERE

LIST = "inquire-daily-ccld"
KAKAO = "035720"


@pytest.fixture
async def mute(scene: Scene) -> Scene:
    """From now on the list comes without rows."""
    scene.fault("no_rows", LIST, times=1_000)
    return scene


async def test_fill_is_found_in_the_balance(mute: Scene) -> None:
    """Filled in part while the bot was away: told once, with its price, and marked as taken from the balance."""
    order = await mute.order("삼성전자 10 70000")
    mute.trade(70_000, 4)
    mute.heard.clear()
    await mute.later(seconds=5)
    for _ in range(2):
        await mute.reconcile()

    [text] = await mute.pushes("#체결")
    assert text.startswith("#체결 #A1 삼성전자 매수 4주 @70,000 (4/10) 🟢모의\n")
    assert "잔고로 확인" in text
    assert [fill.source for fill in await mute.fills(order)] == [FillSource.BALANCE]
    assert (await mute.again(order)).filled_amount == 280_000


async def test_late_notice_of_a_fill_from_the_balance_is_not_counted(mute: Scene) -> None:
    """The balance was faster than the notice."""
    order = await mute.order("삼성전자 10 70000")
    mute.trade(70_000, 4)
    await mute.later(seconds=5)
    await mute.reconcile()
    assert len(await mute.pushes("#체결")) == 1
    await mute.notify()
    await mute.desk.chores.finish()

    assert (await mute.again(order)).filled_quantity == 4
    assert len(await mute.pushes("#체결")) == 1


async def test_lost_order_is_found_by_the_totals(mute: Scene) -> None:
    """결과 불명: the totals count one order more than is known here, and it is as large as the lost one."""
    mute.fault("cut_after")
    order = await mute.order("삼성전자 10 70000")
    mute.heard.clear()
    await mute.desk.chores.finish()
    await mute.later(seconds=5)
    await mute.reconcile()

    assert (await mute.again(order)).state is OrderState.ACCEPTED
    [told] = await mute.pushes("#점검 #A1 삼성전자 매수 · 접수")
    assert "주문번호는 아직 몰라요" in told


async def test_order_found_by_the_totals_gets_its_number_from_the_list(mute: Scene) -> None:
    """The rows are back: the same order, with its number, and its fill is told once."""
    await test_lost_order_is_found_by_the_totals(mute)
    mute.trade(70_000, 4)
    mute.heard.clear()
    await mute.reconcile()
    mute.simulator.faults.clear()
    await mute.reconcile()

    [order] = await mute.orders()
    assert (order.number, order.state, order.filled_quantity) == ("1", OrderState.PARTIAL, 4)
    assert len(await mute.pushes("#체결")) == 1


async def test_lost_order_that_never_arrived_is_absent_from_the_totals(mute: Scene) -> None:
    """The totals count the orders that are known and no other: the lost one was not placed."""
    await mute.order("삼성전자 5 70000")
    mute.fault("cut_before")
    lost = await mute.order("삼성전자 10 70000")
    await mute.desk.chores.finish()
    await mute.later(seconds=5)
    await mute.reconcile()

    assert (await mute.again(lost)).state is OrderState.NOT_PLACED


async def test_two_orders_that_may_have_been_filled_are_not_guessed(mute: Scene) -> None:
    """Four shares of two open orders: no order is credited, and the user is told once to look."""
    for _ in range(2):
        await mute.order("삼성전자 10 70000")
    mute.trade(70_000, 4)
    mute.heard.clear()
    await mute.later(seconds=5)
    for _ in range(3):
        await mute.reconcile()

    assert await mute.pushes("#체결") == []
    [text] = await mute.pushes("#점검")
    assert "매수 4주가 잔고에 더 있어요" in text


async def test_trade_of_the_hts_is_not_taken_for_ours(mute: Scene) -> None:
    """A manual order of as many shares was filled, ours was not: the totals count both, so nothing is credited."""
    order = await mute.order("삼성전자 7 69900")
    mute.simulator.broker.place(mute.info, ELSEWHERE)
    mute.trade(70_000, 7)
    mute.heard.clear()
    await mute.later(seconds=5)
    await mute.reconcile()

    assert (await mute.again(order)).filled_quantity == 0
    assert len(await mute.pushes("#점검")) == 1


async def test_trade_in_a_stock_without_orders_here_is_told(mute: Scene) -> None:
    """Bought elsewhere while the list is mute: said once, though no order can be shown."""
    await mute.order("삼성전자 7 60000")
    mute.simulator.broker.place(mute.info, PlaceOrder(BookSide.BUY, KAKAO, 3, 0, "01"))
    mute.heard.clear()
    await mute.later(seconds=5)
    for _ in range(2):
        await mute.reconcile()

    [text] = await mute.pushes("#점검")
    assert KAKAO in text


async def test_an_order_under_way_stops_every_conclusion(mute: Scene) -> None:
    """What is being sent may be in the totals already."""
    order = await mute.order("삼성전자 10 70000")
    order.state = OrderState.SENDING
    assert proof([order], Traded(10, 4, 280_000), ()) == proof([], Traded(0, 0, 0), ())


async def test_impossible_price_is_not_taken(mute: Scene) -> None:
    """A limit buy cannot have been filled above its limit: the totals are of something else."""
    order = await mute.order("삼성전자 10 70000")
    found = proof([order], Traded(10, 4, 4 * 70_100), ())
    assert (found.filled, found.unexplained) == (None, 4)


async def test_a_young_order_is_left_alone(mute: Scene) -> None:
    """An order of this second may be in the totals and not yet in the balance, or the other way round."""
    order = await mute.order("삼성전자 10 70000")
    mute.trade(70_000, 4)
    mute.heard.clear()
    await mute.reconcile()

    assert (await mute.again(order)).filled_quantity == 0
    assert await mute.pushes("#점검") == []


async def test_totals_that_the_balance_does_not_bear_out_prove_nothing(mute: Scene) -> None:
    """Totals of something else, as of a server that ignores which stock was asked for: no order is credited."""
    order = await mute.order("삼성전자 10 70000")
    mute.trade(70_000, 4)
    mute.heard.clear()
    await mute.later(seconds=5)
    mute.simulator.faults.clear()
    totals = {"tot_ord_qty": "10", "tot_ccld_qty": "6", "tot_ccld_amt": "420000"}
    odd = {"rt_cd": "0", "msg_cd": "20310000", "msg1": "조회", "output1": [], "output2": totals}
    mute.fault("status", LIST, code=200, body=odd, times=9)
    await mute.reconcile()

    assert (await mute.again(order)).filled_quantity == 0
    assert "매수 4주가 잔고에" in (await mute.pushes("#점검"))[0]


async def test_totals_with_an_order_that_is_not_known_credit_nobody(mute: Scene) -> None:
    """The fill fits ours to the share and to the price, but an order from elsewhere stands beside it."""
    order = await mute.order("삼성전자 7 70000")
    mute.simulator.broker.place(mute.info, ELSEWHERE)
    mute.trade(70_000, 7)
    mute.heard.clear()
    await mute.later(seconds=5)
    await mute.reconcile()

    assert (await mute.again(order)).filled_quantity == 0
