"""하루 손실: at the cap new buys end for the day, sells and cancellations do not, and it is told once."""

from __future__ import annotations

import pytest

from bot.errors import UserError
from bot.storage.states import Cap
from kis.domestic.codes import Side

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
