"""Orders and fills: found by every name, each fill counted once."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.storage import credentials, fills, orders
from bot.storage.database import Database
from bot.storage.states import FillSource, OrderState
from bot.storage.tables import Fill, Order
from bot.storage.terms import Segment
from kis.credentials import Environment
from tests.bot.storage import rows
from tests.bot.storage.rows import ALICE, BOB, NOW, TODAY


async def placed(database: Database, **columns: object) -> Order:
    """An order for ten shares that KIS has taken."""
    async with database.begin() as session:
        return await orders.add(session, rows.order(await rows.account(session), number="0000117057", **columns))


async def notice(database: Database, order: Order, quantity: int, mark: str, **changed: object) -> Fill | None:
    """A fill notice at 70,000 won."""
    told = {"quantity": quantity, "price": 70_000, "filled_at": NOW, "mark": mark, "now": NOW} | changed
    async with database.begin() as session:
        return (await fills.noticed(session, order.id, **told))[1]


async def listed(database: Database, order: Order, quantity: int, amount: int) -> Fill | None:
    """The day's list, asked for a second after the notices."""
    async with database.begin() as session:
        now = NOW + timedelta(seconds=1)
        return (await fills.listed(session, order.id, filled_quantity=quantity, filled_amount=amount, now=now))[1]


async def current(database: Database, order: Order) -> Order:
    async with database.read() as session:
        found = await orders.get(session, order.id)
    assert found is not None
    return found


async def test_order_is_found_by_every_number(database: Database) -> None:
    """An amended order is found by its old and new numbers, padded or not, on its day and account only."""
    order = await placed(database)
    async with database.begin() as session:
        amended = await orders.lock(session, order.id)
        await orders.number(session, amended, "0000117099", "00950")
        await orders.number(session, amended, "0000117100", "00950", current=False)

    async with database.read() as session:
        found = [
            await orders.by_number(session, order.credential_id, TODAY, number)
            for number in ("117057", "0000117057", "117099", "0000117100")
        ]
        tomorrow = await orders.by_number(session, order.credential_id, TODAY + timedelta(days=1), "117057")
        known = [row.number for row in await orders.numbers(session, order.id)]
    assert [row and row.id for row in found] == [order.id] * 4
    assert tomorrow is None
    assert known == ["117057", "117099", "117100"]
    assert (await current(database, order)).number == "117099"


async def test_closed_order_does_not_open_again(database: Database) -> None:
    """The first end is the true one: a filled order is not cancelled later, and leaves 미체결."""
    order = await placed(database)
    async with database.begin() as session:
        assert [row.id for row in await orders.open_of_user(session, ALICE)] == [order.id]
        assert await orders.settle(session, order.id, OrderState.FILLED, now=NOW) is not None
        assert await orders.settle(session, order.id, OrderState.CANCELLED, now=NOW) is None
        assert await orders.open_of_user(session, ALICE) == []

    assert (await current(database, order)).state is OrderState.FILLED


async def test_fills_add_up(database: Database) -> None:
    """Three and seven shares fill an order of ten, at what they cost."""
    order = await placed(database)
    await notice(database, order, 3, "a")
    partly = await current(database, order)
    await notice(database, order, 7, "b", price=69_900)
    whole = await current(database, order)

    assert (partly.state, partly.filled_quantity, partly.open_quantity) == (OrderState.PARTIAL, 3, 7)
    assert (whole.state, whole.filled_amount, whole.closed_at) == (OrderState.FILLED, 3 * 70_000 + 7 * 69_900, NOW)


async def test_same_notice_twice_is_one_fill(database: Database) -> None:
    """A notice that comes again, even at the same moment, counts once."""
    order = await placed(database)

    told = await asyncio.gather(*(notice(database, order, 3, "a") for _ in range(4)))

    assert sum(fill is not None for fill in told) == 1
    assert (await current(database, order)).filled_quantity == 3


async def test_list_makes_good_what_was_missed(database: Database) -> None:
    """After a gap the list adds what no notice told, once, at its average price."""
    order = await placed(database)
    await notice(database, order, 3, "a")
    missed = await listed(database, order, 7, 3 * 70_000 + 4 * 69_900)
    again = await listed(database, order, 7, 3 * 70_000 + 4 * 69_900)

    assert missed is not None
    assert (missed.quantity, missed.price, missed.source) == (4, 69_900, FillSource.LIST)
    assert again is None
    assert (await current(database, order)).filled_amount == 3 * 70_000 + 4 * 69_900


async def test_notice_behind_the_list_adds_nothing(database: Database) -> None:
    """A fill that the list has told is not told again by its late notice; a new one is."""
    order = await placed(database)
    await listed(database, order, 4, 280_000)

    assert await notice(database, order, 3, "a") is None
    assert await notice(database, order, 1, "b") is None
    fresh = await notice(database, order, 2, "c")
    assert fresh is not None
    assert (await current(database, order)).filled_quantity == 6
    async with database.read() as session:
        assert [fill.quantity for fill in await fills.of_order(session, order.id)] == [3, 1, 2]


async def test_notice_partly_behind_the_list(database: Database) -> None:
    """Of five noticed shares two were listed: three are new."""
    order = await placed(database)
    await listed(database, order, 2, 140_000)
    await notice(database, order, 5, "a")

    assert (await current(database, order)).filled_quantity == 5


async def test_list_behind_the_notices_is_ignored(database: Database) -> None:
    """KIS's list lags: a smaller figure takes nothing back."""
    order = await placed(database)
    await notice(database, order, 5, "a")

    assert await listed(database, order, 2, 140_000) is None
    assert (await current(database, order)).filled_quantity == 5


async def test_rest_is_cancelled(database: Database) -> None:
    """Three filled and seven cancelled is an order that is over; a late fill still counts."""
    order = await placed(database)
    await notice(database, order, 3, "a")
    async with database.begin() as session:
        await fills.cancelled(session, order.id, quantity=7, now=NOW)
        await fills.cancelled(session, order.id, quantity=7, now=NOW)
    over = await current(database, order)

    assert (over.state, over.cancelled_quantity, over.open_quantity) == (OrderState.CANCELLED, 7, 0)


async def test_fill_of_an_order_given_up_counts(database: Database) -> None:
    """An order that was taken for not placed and fills after all is told as what it is."""
    order = await placed(database, state=OrderState.NOT_PLACED)
    await notice(database, order, 10, "a")

    assert (await current(database, order)).state is OrderState.FILLED


async def test_fills_of_the_day(database: Database) -> None:
    """체결 lists the user's own fills of the day with their orders."""
    order = await placed(database)
    await notice(database, order, 3, "a")

    async with database.read() as session:
        mine = await fills.of_days(session, ALICE, {Segment.DOMESTIC: {TODAY}})
        others = await fills.of_days(session, BOB, {Segment.DOMESTIC: {TODAY}})
        days = await orders.of_day(session, ALICE, TODAY)
    assert [(fill.quantity, owner.id) for fill, owner in mine] == [(3, order.id)]
    assert others == []
    assert [row.id for row in days] == [order.id]


async def test_short_number_is_the_users_own(database: Database) -> None:
    """#A1 of one user is not #A1 of another, and an account that was replaced keeps its orders."""
    order = await placed(database)
    async with database.begin() as session:
        await credentials.remove(session, ALICE, Environment.PAPER)
        mine = await orders.by_short_no(session, ALICE, 1)
        others = await orders.by_short_no(session, BOB, 1)

    assert mine is not None
    assert mine.id == order.id
    assert others is None
