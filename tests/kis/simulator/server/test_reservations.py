"""Orders for the next open: taken in the evening, sent in the morning, told by the list."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, time
from typing import Any

import pytest

from kis.client import Kis
from kis.domestic import CreditType, OrderType, ReservationFunding, Side
from kis.domestic.reservations import Processed, Reservation
from kis.errors import MarketClosed, NotEnough, Rejected
from kis.simulator import Simulator
from kis.units import Shares, Won

from .customer import customer, turn_to
from .plain import TRADING, Plain

SAMSUNG = "005930"
MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)


@pytest.fixture
async def kis(simulator: Simulator) -> AsyncIterator[Kis]:
    """The first owner's real account, on Monday at 16:30."""
    turn_to(simulator, MONDAY, time(16, 30))
    async with customer(simulator) as kis:
        yield kis


async def reserve(kis: Kis, **more: Any) -> str:
    """One share of 삼성전자 at the market, unless said otherwise."""
    wish: dict[str, Any] = {"symbol": SAMSUNG, "quantity": Shares(1), "order_type": OrderType.MARKET} | more
    place = kis.domestic.reservations.sell if wish.pop("side", Side.BUY) is Side.SELL else kis.domestic.reservations.buy
    return (await place(**wish)).reservation_number


async def listed(kis: Kis, **more: Any) -> tuple[Reservation, ...]:
    return await kis.domestic.reservations.list(**{"start": MONDAY, "end": WEDNESDAY} | more)


async def test_sent_at_the_open(kis: Kis, simulator: Simulator) -> None:
    """It waits for the next day; in the morning it is an order with a number, then shares."""
    await reserve(kis, quantity=Shares(3))
    (waiting,) = await listed(kis)
    turn_to(simulator, TUESDAY, time(9, 1))
    (sent,) = await listed(kis)

    (order,) = (await kis.domestic.account.orders_on(TUESDAY)).orders
    assert (waiting.order_date, waiting.received_on, waiting.result) == (TUESDAY, MONDAY, "미처리")
    assert (waiting.number, waiting.filled, waiting.order_type_name) == (None, 0, "현금매수")
    assert (sent.number, sent.filled, sent.filled_value) == (order.number, 3, order.filled_value)
    assert [row.quantity for row in (await kis.domestic.account.balance()).held] == [3]


async def test_amended_and_withdrawn(kis: Kis) -> None:
    """A reservation keeps its number through a change; withdrawn it is in the full list alone."""
    number = await reserve(kis)
    kept = {"reservation_number": number, "symbol": SAMSUNG, "side": Side.BUY, "order_type": OrderType.LIMIT}
    await kis.domestic.reservations.amend(**kept, quantity=Shares(2), price=Won(69_000))
    (amended,) = await listed(kis)
    await kis.domestic.reservations.withdraw(amended)

    assert (amended.reservation_number, amended.quantity, amended.price) == (number, 2, 69_000)
    assert await listed(kis) == ()
    (row,) = await listed(kis, valid_only=False)
    assert (row.cancelled_on, row.result) == (MONDAY, "취소")
    with pytest.raises(Rejected):
        await kis.domestic.reservations.withdraw(row)


async def test_refused_in_the_morning(kis: Kis, simulator: Simulator) -> None:
    """Money is looked at when the order is sent, not when it is reserved; the list says why."""
    await reserve(kis, quantity=Shares(100_000))
    turn_to(simulator, TUESDAY, time(9, 1))

    (row,) = await listed(kis, processed=Processed.DONE)

    assert (row.result, row.number, row.rejection) == ("거부", None, "주문가능금액을 초과 했습니다")
    assert (await kis.domestic.account.orders_on(TUESDAY)).orders == ()


async def test_over_several_days(kis: Kis, simulator: Simulator) -> None:
    """What stays unfilled is sent again until the end date, as a new order each day."""
    await reserve(kis, order_type=OrderType.LIMIT, price=Won(55_000), end_date=WEDNESDAY)
    turn_to(simulator, TUESDAY, time(9, 1))
    (tuesday,) = await listed(kis)
    turn_to(simulator, WEDNESDAY, time(9, 1))
    async with customer(simulator) as later:
        (wednesday,) = await listed(later)
        days = [len((await later.domestic.account.orders_on(day)).orders) for day in (TUESDAY, WEDNESDAY)]

    assert (tuesday.order_date, wednesday.order_date) == (TUESDAY, WEDNESDAY)
    assert (tuesday.end_date, tuesday.result) == (WEDNESDAY, "처리")
    assert days == [1, 1]


async def test_a_loan_repaid_by_reservation(kis: Kis, simulator: Simulator) -> None:
    """The lot is named by its date, and the row tells the funding."""
    turn_to(simulator, MONDAY, time(10))
    await kis.domestic.credit.buy(
        symbol=SAMSUNG,
        quantity=Shares(5),
        order_type=OrderType.MARKET,
        credit_type=CreditType.OWN_LOAN_NEW,
        loan_date=MONDAY,
    )
    turn_to(simulator, MONDAY, time(16, 30))
    await reserve(kis, side=Side.SELL, quantity=Shares(5), funding=ReservationFunding.OWN_LOAN_REPAY, loan_date=MONDAY)
    turn_to(simulator, TUESDAY, time(9, 1))

    (row,) = await listed(kis)
    assert (row.order_type_name, row.loan_date, row.filled) == ("자기융자매도", MONDAY, 5)
    assert (await kis.domestic.account.balance()).totals.loan == 0


@pytest.mark.parametrize(
    ("day", "clock"),
    [(MONDAY, time(10)), (MONDAY, time(15, 39)), (MONDAY, time(23, 50)), (TUESDAY, time(0, 5)), (TUESDAY, time(8))],
    ids=["in the session", "before 15:40", "at the break", "still at the break", "after 07:30"],
)
async def test_outside_its_hours(kis: Kis, simulator: Simulator, day: date, clock: time) -> None:
    """To the caller the market is closed."""
    turn_to(simulator, day, clock)

    with pytest.raises(MarketClosed):
        await reserve(kis)
    assert await listed(kis) == ()


async def test_what_is_not_reserved_cannot_be_withdrawn(kis: Kis) -> None:
    """Nor what another owner reserved."""
    number = await reserve(kis)

    for unknown in ("999", "none", str(int(number) + 1)):
        with pytest.raises(Rejected):
            await kis.domestic.reservations.cancel(
                reservation_number=unknown, symbol=SAMSUNG, quantity=Shares(1), side=Side.BUY
            )
    assert len(await listed(kis)) == 1


async def test_more_than_a_page_holds(kis: Kis, simulator: Simulator) -> None:
    """Twenty rows a page; the client joins them, and filters hold over all."""
    for _ in range(21):
        await reserve(kis)
    await reserve(kis, symbol="000660")

    assert len(await listed(kis)) == 22
    assert len(await listed(kis, symbol=SAMSUNG)) == 21
    assert [row.symbol for row in await listed(kis, reservation_number="22")] == ["000660"]


@pytest.mark.parametrize("funding", ["12", "22", "25"], ids=["collateral", "short", "repaid by buying"])
async def test_fundings_the_broker_lacks(kis: Kis, funding: str) -> None:
    """Refused at once, in KIS's way."""
    with pytest.raises(Rejected):
        await reserve(kis, funding=ReservationFunding(funding))


async def test_order_types_of_the_session(kis: Kis, real: Plain) -> None:
    """A best-price order cannot wait for the open: the field is wrong."""
    wish = {"PDNO": SAMSUNG, "ORD_QTY": "1", "ORD_UNPR": "0", "SLL_BUY_DVSN_CD": "02", "ORD_OBJT_CBLC_DVSN_CD": "10"}

    answer = await real.post(f"{TRADING}/order-resv", "CTSC0008U", ORD_DVSN_CD="03", **wish)

    assert answer.json()["msg_cd"] == "OPSQ2001"
    assert await listed(kis) == ()


async def test_shares_reserved_for_sale_must_be_held_by_then(kis: Kis, simulator: Simulator) -> None:
    """Sold by an order of the morning they are gone when the list is looked at; a cash sale of none is refused."""
    await reserve(kis, side=Side.SELL)
    turn_to(simulator, TUESDAY, time(9, 1))

    (row,) = await listed(kis)
    assert (row.result, row.filled) == ("거부", 0)
    with pytest.raises(NotEnough):
        await kis.domestic.orders.sell(symbol=SAMSUNG, quantity=Shares(1), order_type=OrderType.MARKET)


async def test_a_side_that_is_none(kis: Kis, real: Plain) -> None:
    """Neither buy nor sell: refused with the name of the field, and nothing is kept."""
    sent = {"PDNO": SAMSUNG, "ORD_QTY": "1", "ORD_UNPR": "70000", "ORD_DVSN_CD": "00", "ORD_OBJT_CBLC_DVSN_CD": "10"}

    answer = await real.post(f"{TRADING}/order-resv", "CTSC0008U", SLL_BUY_DVSN_CD="03", **sent)

    assert (answer.status_code, answer.json()["msg1"]) == (500, "ERROR INVALID SLL_BUY_DVSN_CD")
    assert await listed(kis) == ()
