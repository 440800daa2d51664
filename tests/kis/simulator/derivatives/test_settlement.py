"""From a trade to the last day: what a position earns, when it becomes cash, and how it ends."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from kis.market.clock import KST
from kis.simulator.orders import Side

from .scene import CALL, FUTURE, MINI, MORNING, PUT, Scene

AFTER_CLOSE = datetime(2026, 11, 23, 17, 0, tzinfo=KST)
EVENING = datetime(2026, 11, 23, 18, 0, tzinfo=KST)
LAST_DAY = datetime(2026, 12, 10, 10, 0, tzinfo=KST)
LAST_EVENING = datetime(2026, 12, 10, 18, 0, tzinfo=KST)
POINT = 250_000
"""Won a point."""


@pytest.fixture
def scene() -> Scene:
    """A Monday at 10:00."""
    return Scene()


def test_a_future_earns_its_multiplier(scene: Scene) -> None:
    """One point up is 250,000 won for a long position and as much lost for a short one."""
    scene.set_price("443.00")
    scene.buy(2, "443.00")
    scene.sell(1, "443.00", account=scene.paper)
    scene.set_price("443.00")
    scene.set_price("444.00")

    assert (scene.held().side, scene.held().average, scene.held().profit) == (Side.BUY, Decimal(443), 2 * POINT)
    short = scene.held(account=scene.paper)
    assert (short.side, short.quantity, short.profit) == (Side.SELL, 1, -POINT)


def test_a_mini_earns_a_fifth(scene: Scene) -> None:
    """The multiplier is the product's."""
    scene.set_price("443.00", MINI)
    scene.buy(1, "443.00", symbol=MINI)
    scene.set_price("443.00", MINI)
    scene.set_price("444.00", MINI)

    assert scene.held(MINI).profit == 50_000


def test_closing_realizes_the_profit(scene: Scene) -> None:
    """What is sold back leaves the position; its profit stays on the account, less the fees."""
    scene.set_price("443.00")
    scene.buy(3, "443.00")
    scene.set_price("443.00")
    scene.set_price("444.00")
    scene.sell(2, "444.00")
    scene.set_price("444.00")

    row, standing = scene.held(), scene.standing()
    assert (row.quantity, row.closed, row.realized, row.profit) == (1, 2, 2 * POINT, POINT)
    assert standing.equity == 100_000_000 + 3 * POINT - standing.fees


def test_selling_more_than_is_held_turns_the_position(scene: Scene) -> None:
    """Two sold against one held leave one short at the new price."""
    scene.set_price("443.00")
    scene.buy(1, "443.00")
    scene.set_price("443.00")
    scene.set_price("445.00")
    scene.sell(2, "445.00")
    scene.set_price("445.00")

    row = scene.held()
    assert (row.side, row.quantity, row.average, row.realized, row.profit) == (Side.SELL, 1, Decimal(445), 2 * POINT, 0)


def test_the_settlement_turns_profit_into_cash(scene: Scene) -> None:
    """At the end of the day variation and fees become cash, and the position goes on from the settlement price."""
    scene.set_price("443.00")
    scene.buy(1, "443.00")
    scene.set_price("443.00")
    scene.set_price("446.00")
    scene.go(AFTER_CLOSE)
    before = scene.standing()
    assert (before.cash, before.intraday_variation) == (100_000_000, 3 * POINT)

    scene.go(EVENING)

    after, row = scene.standing(), scene.held()
    assert after.cash == before.equity == 100_000_000 + 3 * POINT - before.fees
    assert (after.fees, after.intraday_variation) == (0, 0)
    assert (row.settlement_price, row.average) == (446, 443)
    assert row.profit == int((row.price - 446) * POINT)
    assert row.whole_profit == row.profit + 3 * POINT


def test_variation_of_the_next_day_counts_from_the_settlement(scene: Scene) -> None:
    """What was carried over and what was traded today are told apart."""
    scene.set_price("443.00")
    scene.buy(1, "443.00")
    scene.set_price("443.00")
    scene.go(MORNING + timedelta(days=1))
    settled = scene.held().settlement_price
    scene.buy(1, "443.00")
    scene.set_price("443.00")
    scene.set_price("444.00")

    standing = scene.standing()
    assert standing.carried_variation == int((Decimal(444) - settled) * POINT)
    assert standing.intraday_variation == POINT


def test_premiums(scene: Scene) -> None:
    """A bought option is paid for, a sold one pays; neither has variation."""
    scene.set_price("6.00", CALL)
    scene.buy(1, "6.00", symbol=CALL)
    scene.set_price("6.00", CALL)
    scene.sell(1, "6.00", symbol=CALL, account=scene.paper)
    scene.set_price("6.00", CALL)
    scene.set_price("7.00", CALL)

    long, short = scene.standing(), scene.standing(scene.paper)
    assert (long.premium, short.premium) == (-6 * POINT, 6 * POINT)
    assert (long.variation, short.variation) == (0, 0)
    assert (scene.held(CALL).profit, scene.held(CALL, scene.paper).profit) == (POINT, -POINT)
    assert long.equity == 100_000_000 - 6 * POINT - long.fees


def test_a_future_ends_at_its_index(scene: Scene) -> None:
    """On the evening of the last day the difference to the index is paid and nothing is held."""
    scene.buy(1)
    scene.go(LAST_DAY)
    before, row = scene.standing(), scene.held()
    index = scene.broker.spot("2001")

    scene.go(LAST_EVENING)

    after = scene.standing()
    assert after.positions == ()
    assert after.cash == before.cash + int((index - row.settlement_price) * POINT)
    assert FUTURE not in [listing.code for listing in scene.floor.live()]


def test_options_end_in_cash_or_in_nothing(scene: Scene) -> None:
    """What is in the money pays its difference from the strike; the seller pays it, the fees of the trade apart."""
    scene.buy(1, symbol="B01612437")
    scene.buy(1, symbol=PUT)
    scene.sell(1, symbol="B01612437", account=scene.paper)
    scene.go(LAST_DAY)
    long, short = scene.standing().cash, scene.standing(scene.paper).cash
    index = scene.broker.spot("2001")
    assert index > 440

    scene.go(LAST_EVENING)

    paid = int((index - Decimal("437.5")) * POINT)
    assert scene.standing().cash == long + paid
    assert scene.standing(scene.paper).cash == short - paid


def test_new_contracts_come_when_old_ones_end(scene: Scene) -> None:
    """Four quarters and three months are listed at any time."""
    scene.go(LAST_EVENING)

    codes = [listing.code for listing in scene.floor.live() if not listing.is_option]
    assert [code for code in codes if code[1:3] == "01"] == ["A01703", "A01706", "A01709", "A01712"]
    assert [code for code in codes if code[1:3] == "05"] == ["A05701", "A05702", "A05703"]
    new = scene.floor.quote("A01712")
    assert (new.volume, new.last) == (0, new.reference)


def test_a_year_in_a_moment(scene: Scene) -> None:
    """Whatever expired on the way is settled, and what is listed then has months to go."""
    money = scene.money()
    scene.buy(1)
    scene.sell(1, symbol=CALL)
    scene.go(MORNING + timedelta(days=364))

    assert scene.standing().positions == ()
    assert scene.money() == money
    assert {listing.last_day.year for listing in scene.floor.live()} == {2027, 2028}
    scene.buy(1, symbol="A01712")


def test_yesterday_can_be_looked_up(scene: Scene) -> None:
    """How an account stood before each settlement is kept by day."""
    scene.buy(1)
    scene.go(MORNING + timedelta(days=1))

    monday = scene.floor.standing_on(scene.real, MORNING.date())
    assert monday is not None
    assert (monday.positions[0].opened, monday.fees > 0) == (1, True)
    assert scene.floor.standing_on(scene.real, MORNING.date() - timedelta(days=1)) is None
