"""Orders and accounts in futures and options: the answers are one story, and refusals are those of KIS."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from kis.client import Kis
from kis.credentials import Environment
from kis.derivatives import NightItem, Orders, OrderType, Side
from kis.derivatives.codes import Margin, ValuedFrom
from kis.domestic.codes import FillFilter, SideFilter
from kis.errors import KisError, NotEnough, Rejected
from kis.market.clock import KST
from kis.simulator import NO_LIMITS, Simulator
from kis.units import Contracts
from tests.kis.simulator.server.customer import customer, turn_to
from tests.kis.simulator.server.plain import Plain

MONDAY = date(2026, 11, 23)
FUTURE: dict[str, Any] = {"symbol": "A01612"}
ONE: dict[str, Any] = {**FUTURE, "quantity": Contracts(1), "order_type": OrderType.MARKET}
FAR: dict[str, Any] = {**ONE, "price": Decimal("420.00"), "order_type": OrderType.LIMIT}
PUT = "C01612440"


@pytest.fixture
async def kis(simulator: Simulator) -> AsyncIterator[Kis]:
    """The first owner's real account."""
    async with customer(simulator, Environment.REAL) as kis:
        yield kis


async def test_orders_fills_and_balance_agree(simulator: Simulator, kis: Kis) -> None:
    """What was ordered, what was filled, what is held and what it cost are one story."""
    account = kis.derivatives.account
    placed = await kis.derivatives.orders.buy(**{**ONE, "quantity": Contracts(2)})
    await kis.derivatives.orders.buy(**{**ONE, "symbol": PUT})
    waiting = await kis.derivatives.orders.buy(**FAR)

    history = await account.orders_on(MONDAY)
    fills = await account.fills(day=MONDAY)
    balance = await account.balance()
    deposit = await account.deposit()

    future, put = balance.positions
    row = next(each for each in history.orders if each.number == placed.number)
    assert (row.filled, row.average_price) == (2, future.average_price)
    assert row.filled_value == future.cost
    assert sum(fill.quantity for fill in fills.fills) == 3
    assert fills.totals is not None
    assert history.totals is not None
    assert fills.totals.fee == history.totals.fee == balance.funds.fee == deposit.fee
    assert [each.number for each in history.orders if each.is_open] == [waiting.number]
    assert (future.side, future.quantity, put.side) == (Side.BUY, 2, Side.BUY)
    assert -(balance.funds.option_premium or 0) == put.cost
    funds = balance.funds
    assert funds.cash_d1 == funds.cash + (funds.option_premium or 0) + (funds.intraday_variation or 0) - (
        funds.fee or 0
    )
    assert deposit.cash_d1 == funds.cash_d1
    assert deposit.orderable == funds.orderable


async def test_filters_of_the_order_list(kis: Kis) -> None:
    """By side, by what was filled, by symbol, from a number on."""
    orders, account = kis.derivatives.orders, kis.derivatives.account
    await orders.buy(**ONE)
    await orders.sell(**{**FAR, "price": Decimal("470.00")})
    await orders.buy(**{**FAR, "symbol": "A05612"})

    async def numbers(**more: Any) -> list[str]:
        return [row.number[-1] for row in (await account.daily_orders(start=MONDAY, end=MONDAY, **more)).orders]

    assert await numbers() == ["3", "2", "1"]
    assert await numbers(side=SideFilter.SELL) == ["2"]
    assert await numbers(fills=FillFilter.FILLED) == ["1"]
    assert await numbers(fills=FillFilter.UNFILLED) == ["3", "2"]
    assert await numbers(symbol="A05612") == ["3"]
    assert await numbers(number="2") == ["3", "2"]


async def test_two_ways_to_count_profit(simulator: Simulator, kis: Kis) -> None:
    """The day after, profit counts from the settlement or from the purchase, and both margins are told."""
    await kis.derivatives.orders.buy(**ONE)
    turn_to(simulator, MONDAY + timedelta(days=1), time(10))
    async with customer(simulator, Environment.REAL) as tuesday:
        account = tuesday.derivatives.account
        settled = (await account.balance()).positions[0]
        bought = (await account.balance(valued_from=ValuedFrom.PURCHASE)).positions[0]
        initial, maintenance = [(await account.balance(margin=margin)).funds.margin for margin in Margin]
        rows = (await account.valuation()).positions
        yesterday = await account.settlement(day=MONDAY)
        earlier = await account.settlement(day=MONDAY - timedelta(days=7))

    assert settled.settlement_price is not None
    assert bought.average_price is not None
    difference = (settled.settlement_price - bought.average_price) * 250_000
    assert (bought.profit or 0) - (settled.profit or 0) == difference
    assert (initial or 0) > (maintenance or 0) > 0
    assert (rows[0].quantity, rows[0].profit) == (1, settled.profit)
    assert (yesterday.positions[0].opened, yesterday.positions[0].quantity_yesterday) == (1, 0)
    assert earlier.positions == ()


async def test_orderable_is_what_can_be_ordered(kis: Kis) -> None:
    """As many as the answer says are taken, and not one more; what is held can be closed on top."""
    account, orders = kis.derivatives.account, kis.derivatives.orders
    asked: dict[str, Any] = {**FUTURE, "side": Side.BUY, "price": Decimal("440.00")}
    room = await account.orderable(**asked)
    with pytest.raises(NotEnough):
        await orders.buy(**{**FAR, "price": Decimal("440.00"), "quantity": Contracts(room.total + 1)})

    await orders.buy(**{**FAR, "price": Decimal("440.00"), "quantity": Contracts(room.total)})
    assert (await account.orderable(**asked)).total == 0
    await orders.cancel(number=(await account.orders_on(MONDAY)).orders[0].number)
    await orders.buy(**ONE)
    closing = await account.orderable(**FUTURE, side=Side.SELL)
    assert (closing.closable, closing.total) == (1, 1 + (closing.quantity or 0))


async def test_night_is_an_account_by_night() -> None:
    """Orders of the night are listed at night and not by day; the position is one."""
    evening = datetime(2026, 11, 23, 19, 0, tzinfo=KST)
    async with (
        Simulator.serve(limits=NO_LIMITS, now=evening, speed=0) as simulator,
        customer(simulator, Environment.REAL) as kis,
    ):
        night, account = kis.derivatives.night, kis.derivatives.account
        await night.buy(**ONE)
        waiting = await night.buy(**FAR)
        amended = await night.amend(
            number=waiting.number,
            quantity=Contracts(1),
            price=Decimal("421.00"),
            order_type=OrderType.LIMIT,
            item=NightItem.FUTURE,
        )
        await night.cancel(number=amended.number, quantity=Contracts(1), item=NightItem.FUTURE)

        rows = (await night.orders_of(MONDAY)).orders
        assert [row.trade_kind for row in rows] == ["매수취소", "매수정정", "매수", "매수"]
        assert (await account.orders_on(MONDAY)).orders == ()
        (held,) = (await night.balance()).positions
        assert (held.side, held.quantity) == (Side.BUY, 1)
        assert [row.quantity for row in (await account.balance()).positions] == [1]
        assert (await night.orderable(**FUTURE, side=Side.SELL, price=Decimal("440.00"))).closable == 1
        with pytest.raises(Rejected, match="장운영시간"):
            await kis.derivatives.orders.buy(**ONE)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"symbol": "A01699"}, "APBK0656"),
        ({"price": Decimal("443.01"), "order_type": OrderType.LIMIT}, "APBK0919"),
        ({"price": Decimal("443.001"), "order_type": OrderType.LIMIT}, "APBK0919"),
        ({"quantity": Contracts(500)}, "APBK0952"),
    ],
    ids=["no such contract", "off its tick", "too fine", "too many"],
)
async def test_refusals(kis: Kis, change: Mapping[str, Any], code: str) -> None:
    """In KIS's codes, and nothing is booked."""
    with pytest.raises(KisError) as refused:
        await kis.derivatives.orders.buy(**{**ONE, **change})

    assert refused.value.code == code
    assert (await kis.derivatives.account.orders_on(MONDAY)).orders == ()


async def test_paper_demands_a_quantity(simulator: Simulator) -> None:
    """On a real account 0 means all by day; paper wants the open quantity."""
    async with customer(simulator, Environment.PAPER) as paper, customer(simulator, Environment.REAL) as real:
        for kis in (real, paper):
            placed = await kis.derivatives.orders.buy(**FAR)
            if kis is real:
                await kis.derivatives.orders.cancel(number=placed.number)
                continue
            with pytest.raises(KisError):
                await kis.derivatives.orders.cancel(number=placed.number)
            await kis.derivatives.orders.cancel(number=placed.number, quantity=Contracts(1))


async def test_order_as_an_old_client_sends_it(real: Plain) -> None:
    """Blank price type and condition, keys in lower case: ORD_DVSN_CD decides."""
    credentials = real.credentials
    body = {
        "cano": credentials.account.number,
        "acnt_prdt_cd": "03",
        "ord_prcs_dvsn_cd": "02",
        "sll_buy_dvsn_cd": "02",
        "shtn_pdno": "A01612",
        "ord_qty": "1",
        "unit_price": "0",
        "nmpr_type_cd": "",
        "krx_nmpr_cndt_cd": "",
        "ord_dvsn_cd": "02",
    }
    answer = await real.http.post(Orders.buy.path, headers=real.headers("TTTO1101U"), json=body)

    found = answer.json()
    assert (found["rt_cd"], found["msg_cd"]) == ("0", "APBK0029")
    assert found["output"]["ODNO"] == "0000000001"
    wrong = await real.http.post(
        Orders.buy.path, headers=real.headers("TTTO1101U"), json={**body, "acnt_prdt_cd": "01"}
    )
    assert wrong.json()["msg_cd"] == "OPSQ2000"


async def test_tr_ids_of_before_still_order_at_night(real: Plain) -> None:
    """An old TR id reaches the night, which at ten in the morning is not open."""
    body = {
        "CANO": real.credentials.account.number,
        "ACNT_PRDT_CD": "03",
        "SLL_BUY_DVSN_CD": "01",
        "SHTN_PDNO": "A01612",
        "ORD_QTY": "1",
        "UNIT_PRICE": "0",
        "ORD_DVSN_CD": "02",
    }
    old, unknown = [
        (await real.http.post(Orders.buy.path, headers=real.headers(tr_id), json=body)).json()["msg_cd"]
        for tr_id in ("JTCE1001U", "JTCE9999U")
    ]

    assert (old, unknown) == ("APBK0918", "EGW00202")


async def test_orders_that_still_wait(kis: Kis) -> None:
    """What was filled, cancelled or amended away is not among them."""
    await kis.derivatives.orders.buy(**ONE)
    placed = await kis.derivatives.orders.buy(**FAR)
    gone = await kis.derivatives.orders.buy(**FAR)
    amended = await kis.derivatives.orders.amend(number=placed.number, price=Decimal("420.05"))
    await kis.derivatives.orders.cancel(number=gone.number)

    waiting = await kis.derivatives.account.open_orders(kis.clock.now())

    assert [(row.number, row.price) for row in waiting] == [(amended.number, Decimal("420.05"))]
