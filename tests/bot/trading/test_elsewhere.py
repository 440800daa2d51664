"""하루 손실 beyond stocks at home: what is lost abroad and in contracts brakes too."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.storage.states import Cap
from bot.trading.elsewhere import has_opened, of_contracts, of_stock
from bot.trading.limits import Loss, loss_today
from bot.trading.usage import BOOKS_CLOSE
from bot.views import limits as views
from kis.credentials import Environment
from kis.derivatives.balance import DayFunds
from kis.domestic.codes import Side
from kis.market.clock import KST
from kis.overseas.codes import Exchange
from kis.overseas.present import PresentPosition
from kis.units import Amount, Units, Won

from .scene import Scene, stage
from .test_brake import refused

FUTURE = "A01612"


async def test_contracts_count_too(scene: Scene) -> None:
    """A future that falls by a point brakes buys at home; what KIS cannot tell of it refuses them, never a sell."""
    await scene.order("삼성전자 1 시장가")
    await scene.order(f"{FUTURE} 1 시장가")
    await scene.notify()
    await scene.limits.change(scene.connection, Cap.LOSS, 100_000)
    await scene.card("SK하이닉스 1 시장가")
    await scene.later(minutes=2)
    scene.connection.in_use.clear()  # as after a restart
    scene.fault("status", "domestic-futureoption/v1/trading/inquire-balance", code=500, times=50)
    assert "오늘 손실을 확인하지 못해" in await refused(scene)
    await scene.card("삼성전자 1 시장가", Side.SELL)
    scene.simulator.faults.clear()

    account = scene.connection.kis.derivatives.account
    before = of_contracts((await account.balance()).funds)
    price = (await scene.connection.kis.derivatives.quotes.price(symbol=FUTURE)).contract.price
    scene.simulator.broker.set_price(FUTURE, price - 1)
    assert "더 사지 않아요" in await refused(scene)
    after = of_contracts((await account.balance()).funds)
    assert after - before == -250_000
    at_home = loss_today(await scene.connection.kis.domestic.account.balance())
    assert at_home is not None
    (told,) = await scene.pushes("#점검 ⛔")
    assert views.money(at_home.with_more(after).amount) in told


async def test_stocks_abroad_count_too(tmp_path: Path) -> None:
    """Apple falls by thirty dollars after the US has opened: no more buys, in any market."""
    night = datetime(2026, 11, 24, 23, 45, tzinfo=KST)
    async with stage(tmp_path, environment=Environment.REAL, now=night) as scene:
        await scene.order("애플 3 290")
        await scene.notify()
        await scene.limits.change(scene.connection, Cap.LOSS, 100_000)
        (row,) = (await scene.connection.kis.overseas.account.present()).positions
        assert row.price is not None
        scene.simulator.broker.set_price("AAPL", row.price - 30)
        await scene.later(minutes=2)
        with pytest.raises(UserError, match="더 사지 않아요"):
            await scene.card("애플 1 230")

        (row,) = (await scene.connection.kis.overseas.account.present()).positions
        lost = -of_stock(row, Decimal(0))
        assert lost == pytest.approx(90 * 1_417, rel=0.02)
        (told,) = await scene.pushes("#점검 ⛔")
        assert views.money(lost) in told


HELD = PresentPosition(
    symbol="AAPL",
    quantity=Units(Decimal(10)),
    bought_today=Units(Decimal(2)),
    sold_today=Units(Decimal(1)),
    bought_today_value=Amount(Decimal(410)),
    sold_today_value=Amount(Decimal(210)),
    price=Amount(Decimal(200)),
    exchange_rate=Decimal(1_400),
    unit=Decimal(1),
)


def test_what_is_gained_elsewhere_makes_up_for_losses() -> None:
    """Gains and losses of all markets are added up; contracts count variation and options less fees."""
    assert Loss.of(100).with_more(-150) == Loss(Won(50))
    assert Loss.of(-100).with_more(150).amount == 0
    funds = DayFunds(
        cash=Won(0),
        intraday_variation=Won(-10),
        carried_variation=Won(3),
        options_realized_profit=Won(2),
        fee=Won(1),
    )
    assert of_contracts(funds) == -6


def test_a_stock_held_over_night() -> None:
    """Nine were worth 205 each; one was sold for 210, two were bought for 410, ten are worth 200 now."""
    assert of_stock(HELD, Decimal(205)) == (10 * 200 + 210 - 410 - 9 * 205) * 1_400


@pytest.mark.parametrize(
    ("now", "exchange", "opened"),
    [
        pytest.param(datetime(2026, 11, 24, 10, 30, tzinfo=KST), Exchange.NASDAQ, False, id="daytime market"),
        pytest.param(datetime(2026, 11, 24, 19, 0, tzinfo=KST), Exchange.NASDAQ, True, id="before the regular session"),
        pytest.param(datetime(2026, 11, 25, 2, 0, tzinfo=KST), Exchange.NASDAQ, True, id="after midnight"),
        pytest.param(datetime(2026, 11, 24, 8, 0, tzinfo=KST), Exchange.TOKYO, False, id="Tokyo in the morning"),
        pytest.param(datetime(2026, 11, 24, 18, 0, tzinfo=KST), Exchange.TOKYO, True, id="Tokyo in the evening"),
        pytest.param(datetime(2026, 11, 26, 23, 0, tzinfo=KST), Exchange.NASDAQ, False, id="Thanksgiving"),
    ],
)
def test_yesterdays_session_is_not_todays(now: datetime, exchange: Exchange, opened: bool) -> None:
    """Until an exchange opens KIS tells the moves of the session before, which the day before has counted."""
    assert has_opened(exchange, (now - BOOKS_CLOSE).date(), now) is opened
