"""What is refused, with the codes of real and of paper trading."""

from __future__ import annotations

from datetime import datetime

import pytest

from kis.market.clock import KST
from kis.market.sessions import Venue
from kis.simulator.orders import PlaceOrder, Side
from kis.simulator.refusals import Refusal

from .scene import KODEX, SAMSUNG, Scene

BUY, SELL = Side.BUY, Side.SELL


@pytest.mark.parametrize(
    ("order", "real", "paper"),
    [
        (PlaceOrder(BUY, "999999", 1, 70_000), "APBK0656", "40070000"),
        (PlaceOrder(BUY, SAMSUNG, 10**6, 70_000), "APBK0952", "40310000"),
        (PlaceOrder(SELL, SAMSUNG, 1, 70_000), "APBK0400", "40240000"),
        (PlaceOrder(BUY, SAMSUNG, 1, 70_050), "APBK0919", "40030000"),
        (PlaceOrder(BUY, KODEX, 1, 44_002), "APBK0919", "40030000"),
        (PlaceOrder(BUY, SAMSUNG, 1, 91_700), "APBK0919", "40040000"),
        (PlaceOrder(BUY, SAMSUNG, 1, 49_300), "APBK0919", "40040000"),
        (PlaceOrder(BUY, SAMSUNG, 1, 0), "APBK0919", "40040000"),
        (PlaceOrder(BUY, SAMSUNG, 0, 70_000), "APBK0919", "40020000"),
        (PlaceOrder(BUY, SAMSUNG, -3, 70_000), "APBK0919", "40020000"),
        (PlaceOrder(BUY, SAMSUNG, 1, 70_000, kind="99"), "APBK0919", "40090000"),
        (PlaceOrder(BUY, SAMSUNG, 1, 70_000, kind="41"), "APBK0919", "40090000"),
        (PlaceOrder(BUY, KODEX, 1, 44_000, venue=Venue.NXT), "APBK0656", "90000000"),
    ],
    ids=[
        "no such symbol",
        "too little cash",
        "nothing to sell",
        "off the tick of a stock",
        "off the tick of a fund",
        "above the limit",
        "below the limit",
        "limit without a price",
        "no shares",
        "less than no shares",
        "no such order type",
        "after-market type by day",
        "fund at NXT",
    ],
)
def test_refused_orders(scene: Scene, order: PlaceOrder, real: str, paper: str) -> None:
    """Each is refused with the code of its environment, and leaves no trace."""
    for account, code in ((scene.real, real), (scene.paper, paper)):
        with pytest.raises(Refusal) as refused:
            scene.broker.place(account, order)

        assert refused.value.code == code
        assert refused.value.rt_cd != "0"
        assert refused.value.message
    assert scene.events == []
    assert scene.broker.every_order() == []


def test_the_real_ledger_answers_seven(scene: Scene) -> None:
    """rt_cd 7 for cash and shares, 1 for all else."""
    with pytest.raises(Refusal) as cash:
        scene.buy(10**6, 70_000, account=scene.real)
    with pytest.raises(Refusal) as tick:
        scene.buy(1, 70_050, account=scene.real)

    assert (cash.value.rt_cd, tick.value.rt_cd) == ("7", "1")


def test_more_than_the_sellable_shares(scene: Scene) -> None:
    """Shares in an open sell order cannot be sold again."""
    scene.buy(10)
    scene.sell(6, 75_000)

    with pytest.raises(Refusal) as refused:
        scene.sell(5, 75_000)
    scene.sell(4, 75_000)

    assert refused.value.code == "40240000"


def test_market_buy_is_margined_at_the_upper_limit(scene: Scene) -> None:
    """Cash for n shares at 91,600 buys n at the market, and not one more."""
    power = scene.broker.buying_power(scene.paper, SAMSUNG, 0, "01")

    with pytest.raises(Refusal):
        scene.buy(power.quantity + 1)
    filled = scene.row(scene.buy(power.quantity)).filled

    assert power.unit_price == 91_600
    assert power.quantity == 100_000_000 // 91_600 == filled


@pytest.mark.parametrize(("won", "quantity"), [(680_094, 9), (680_095, 10)], ids=["a won short", "just enough"])
def test_the_fee_must_be_there_too(scene: Scene, won: int, quantity: int) -> None:
    """Ten shares at 68,000 cost 680,000 and a fee of 95 won."""
    scene.give(scene.paper, won - 100_000_000)

    with pytest.raises(Refusal):
        scene.buy(quantity + 1, 68_000)
    scene.buy(quantity, 68_000)

    assert scene.broker.amendable(scene.paper)[0].quantity == quantity


def test_conditional_limit_is_margined_at_the_upper_limit(scene: Scene) -> None:
    """At the close it takes any price, so the cash for any price must be there."""
    quantity = 100_000_000 // 70_100

    with pytest.raises(Refusal):
        scene.buy(quantity, 70_000, kind="02")
    scene.buy(quantity, 70_000)


def test_buying_power_of_a_limit_counts_the_fee(scene: Scene) -> None:
    """The quantity it names is taken; one more is not."""
    power = scene.broker.buying_power(scene.paper, SAMSUNG, 70_000)

    with pytest.raises(Refusal):
        scene.buy(power.quantity + 1, 70_000)
    scene.buy(power.quantity, 70_000)

    assert 0 <= scene.broker.holdings(scene.paper).available < 70_100


@pytest.mark.parametrize(
    ("at", "real", "paper"),
    [
        ("2026-11-20T07:00", "APBK0918", "40570000"),
        ("2026-11-20T16:30", "APBK0919", "40580000"),
        ("2026-11-20T21:00", "APBK0918", "40580000"),
        ("2026-11-22T10:00", "APBK0919", "40100000"),
        ("2026-12-25T10:00", "APBK0919", "40100000"),
    ],
    ids=["before the open", "after the regular session", "at night", "on a Sunday", "at Christmas"],
)
def test_closed_markets(at: str, real: str, paper: str) -> None:
    """장운영시간: by the simulator's own clock."""
    scene = Scene(datetime.fromisoformat(at).replace(tzinfo=KST))

    for account, code in ((scene.real, real), (scene.paper, paper)):
        with pytest.raises(Refusal) as refused:
            scene.buy(1, 70_000, account=account)
        assert refused.value.code == code


def test_always_open_takes_orders_at_any_hour() -> None:
    """At night, on a Sunday."""
    scene = Scene(datetime(2026, 11, 22, 3, 0, tzinfo=KST), always_open=True)

    assert scene.row(scene.buy(10)).filled == 10


def test_paper_knows_krx_alone(scene: Scene) -> None:
    """NXT and SOR are for real accounts."""
    with pytest.raises(Refusal) as refused:
        scene.buy(1, 70_000, venue=Venue.SOR)
    sent = scene.buy(1, account=scene.real, venue=Venue.SOR)

    assert refused.value.code == "90000000"
    assert scene.row(sent, scene.real).filled == 1


def test_secrets_stay_out_of_sight(scene: Scene) -> None:
    """Keys do not show when an account is printed."""
    shown = repr(scene.real)

    assert scene.real.app_key not in shown
    assert scene.real.app_secret not in shown
