"""하루 손실: at the cap new buys end for the day, sells and cancellations do not, and it is told once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.errors import UserError
from bot.storage.states import Cap
from bot.trading import brake
from bot.trading.limits import Loss, loss_today
from bot.views import limits as views
from kis.domestic.balance import Balance
from kis.domestic.codes import Side
from kis.errors import KisError
from kis.units import Won

from .scene import Scene

CAP = 50_000


async def lost(scene: Scene, price: int = 60_000) -> None:
    """Ten shares are bought at 70,000, and the market falls."""
    scene.trade(70_000)
    await scene.order("삼성전자 10 70000")
    scene.trade(70_000)
    await scene.notify()
    await scene.limits.change(scene.connection, Cap.LOSS, CAP)
    scene.trade(price)


async def refused(scene: Scene) -> str:
    with pytest.raises(UserError) as caught:
        await scene.card("SK하이닉스 1 시장가")
    return str(caught.value)


async def test_buys_end_and_the_rest_goes_on(scene: Scene) -> None:
    """A hundred thousand lost: no buy, but a sell, a cancellation, and a cheaper price for a buy that waits."""
    waiting = await scene.order("삼성전자 1 50000")
    await lost(scene)

    assert "더 사지 않아요" in await refused(scene)
    await scene.card("삼성전자 1 시장가", Side.SELL)
    await scene.change(await scene.desk.offer_amend(await scene.user(), waiting.short_no, scene.won(49_900)))
    with pytest.raises(UserError, match="더 사지 않아요"):
        await scene.desk.offer_amend(await scene.user(), waiting.short_no, scene.won(50_500))
    await scene.change(await scene.desk.offer_cancel(await scene.user(), waiting.short_no))
    assert scene.sent("order-rvsecncl") == 2


async def test_it_is_told_once(scene: Scene) -> None:
    """However often it is reached, and over a restart."""
    await lost(scene)
    await refused(scene)
    await refused(scene)
    scene.restarted()
    await refused(scene)
    await scene.limits.look(scene.connection)

    told = await scene.pushes("#점검 ⛔")
    assert len(told) == 1
    assert "한도 5만원에 닿았어요" in told[0]


async def test_a_card_on_the_screen_is_held_back_too(scene: Scene) -> None:
    """The loss came after the card; the look by the clock has seen it, and the press is refused."""
    await lost(scene, price=70_000)
    intent_id, message_id = await scene.card("SK하이닉스 1 시장가")
    scene.trade(60_000)
    await scene.later(minutes=2)
    await scene.limits.look(scene.connection)

    with pytest.raises(UserError, match="더 사지 않아요"):
        await scene.press(intent_id, message_id)


async def test_an_outage_is_no_leave(scene: Scene) -> None:
    """While KIS does not tell the loss nothing is bought abroad, however often it is asked for."""
    await lost(scene, price=70_000)
    await scene.card("SK하이닉스 1 시장가")
    scene.trade(60_000)
    await scene.later(minutes=2)
    scene.fault("message", "inquire-balance", msg_cd="EGW00003", msg1="접근이 거부되었습니다.", times=4)
    for _ in range(2):
        with pytest.raises(KisError):
            await scene.card("애플 1 100")
    with pytest.raises(UserError, match="더 사지 않아요"):
        await scene.card("애플 1 100")


async def test_what_kis_leaves_out_is_no_leave(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where its balance does not tell the day's loss nothing is bought abroad either; what is sold is not kept back."""
    await lost(scene, price=70_000)
    await scene.card("SK하이닉스 1 시장가")
    await scene.later(minutes=2)
    monkeypatch.setattr(brake, "loss_today", lambda _balance: None)
    with pytest.raises(UserError, match="하루 손실"):
        await scene.card("애플 1 100")
    monkeypatch.undo()
    await scene.card("애플 1 250")


async def test_what_was_reached_holds_although_the_market_comes_back(scene: Scene) -> None:
    """The brake is for the day, and the next day begins without it."""
    await lost(scene)
    await refused(scene)
    scene.trade(75_000)
    assert "더 사지 않아요" in await refused(scene)

    scene.connection.kis._tokens._spacing = 0  # a day passes at the broker, and hardly a second on this machine
    await scene.later(days=1)
    await scene.reconcile()
    scene.trade(75_000)
    await scene.card("SK하이닉스 1 시장가")


async def test_lowering_the_cap_under_the_loss_holds_at_once(scene: Scene) -> None:
    """What was lost before the cap was set counts, for a card that is on the screen already."""
    await lost(scene, price=69_000)
    intent_id, message_id = await scene.card("SK하이닉스 1 시장가")
    await scene.limits.change(scene.connection, Cap.LOSS, 5_000)

    with pytest.raises(UserError, match="더 사지 않아요"):
        await scene.press(intent_id, message_id)


async def test_a_loss_that_kis_does_not_tell_refuses(scene: Scene) -> None:
    """No answer to the balance: nobody knows what was lost, so nothing is bought. Without a cap nobody asks."""
    scene.fault("message", "inquire-balance", msg_cd="APBK9999", msg1="안 돼요", rt_cd="1", times=1)
    await scene.card("SK하이닉스 1 시장가")
    await scene.limits.change(scene.connection, Cap.LOSS, CAP)
    await scene.card("SK하이닉스 1 시장가")
    scene.fault("message", "inquire-balance", msg_cd="APBK9999", msg1="안 돼요", rt_cd="1", times=9)

    assert "오늘 손실을 확인하지 못해" in await refused(scene)


async def test_a_gain_is_no_loss(scene: Scene) -> None:
    """The market rose: nothing is held back, and nothing is told."""
    await lost(scene, price=80_000)

    await scene.card("SK하이닉스 1 시장가")
    assert await scene.pushes("#점검") == []


async def test_an_account_without_a_brake_is_not_asked(scene: Scene) -> None:
    """The look by the clock costs nobody a call who has set no cap; with one it is a call a minute at most."""
    await scene.later(minutes=1)
    await scene.limits.look(scene.connection)
    assert scene.sent("inquire-balance") == 0

    await scene.limits.change(scene.connection, Cap.LOSS, CAP)
    await scene.limits.look(scene.connection)
    await scene.limits.look(scene.connection)
    assert scene.sent("inquire-balance") == 1


def paid_in(scene: Scene, amount: int) -> None:
    """Money comes from a bank, or goes there (below zero)."""
    scene.simulator.broker.domestic.ledger.books[scene.info.account].settled += amount


async def test_money_paid_in_does_not_release_the_brake(scene: Scene) -> None:
    """A million comes in before anybody has looked: a hundred thousand are lost all the same."""
    await lost(scene)
    paid_in(scene, 1_000_000)

    assert "더 사지 않아요" in await refused(scene)


async def test_money_paid_out_is_no_loss(scene: Scene) -> None:
    """Half a million goes to the bank, and nothing is lost but a fee."""
    await lost(scene, price=70_000)
    paid_in(scene, -500_000)
    await scene.limits.look(scene.connection)

    await scene.card("SK하이닉스 1 시장가")
    assert await scene.pushes("#점검") == []


async def balance_after_trades(scene: Scene) -> Balance:
    """Bought twice, sold in part, held over a night, bought and sold again; the market falls."""
    await lost(scene, price=71_000)
    scene.connection.kis._tokens._spacing = 0
    await scene.later(days=1)
    scene.trade(72_000)
    for text, side, price in (("삼성전자 5 72000", Side.BUY, 72_000), ("삼성전자 12 68000", Side.SELL, 68_000)):
        await scene.order(text, side)
        scene.trade(price)
    scene.trade(66_000)
    return await scene.connection.kis.domestic.account.balance()


async def test_it_agrees_with_the_assets_where_nothing_was_paid(scene: Scene) -> None:
    """Realised and unrealised, fee and tax: to the won what the assets have changed by."""
    balance = await balance_after_trades(scene)
    totals = balance.totals
    assert totals.total_value_yesterday is not None
    assert totals.net_assets is not None

    assert loss_today(balance) == Loss(Won(totals.total_value_yesterday - totals.net_assets))
    assert loss_today(balance) != Loss(Won(0))


@pytest.mark.parametrize(
    ("row", "total"),
    [
        pytest.param({"change": None}, {}, id="yesterday's price is not told"),
        pytest.param({}, {"bought_today": Won(0)}, id="rows and totals contradict each other"),
        pytest.param({}, {"sold_today": None}, id="today's sales are not told"),
    ],
)
async def test_what_the_assets_tell_is_said_to_be_mixed(
    scene: Scene, row: dict[str, object], total: dict[str, object]
) -> None:
    """Without today's trades the difference of all assets has to do, and the push says that payments are in it."""
    seen = await balance_after_trades(scene)
    given = replace(
        seen, positions=tuple(replace(one, **row) for one in seen.positions), totals=replace(seen.totals, **total)
    )
    loss, true = loss_today(given), loss_today(seen)
    assert loss is not None
    assert true is not None

    assert loss == Loss(true.amount, by_assets=True)
    assert "입출금" in views.braked(loss, CAP, "🟢모의")
    assert "입출금" not in views.braked(true, CAP, "🟢모의")


async def test_a_share_without_a_price_tells_no_loss(scene: Scene) -> None:
    """KIS answers 0 for a price before it has one: that is not the loss of everything."""
    seen = await balance_after_trades(scene)

    assert loss_today(replace(seen, positions=tuple(replace(one, price=Won(0)) for one in seen.positions))) is None
