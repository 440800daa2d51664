"""An approver who leaves, or is shut out: what waits ends, and the rule holds until somebody follows him."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from bot.errors import StaleButton
from bot.storage import users
from bot.storage.states import IntentState, Role
from bot.storage.tables import Approval, Approver, User
from tests.bot.commands.test_approving import alice, asked, bob, bound, events, intents
from tests.bot.house import ALICE, BOB, House
from tests.journeys.trading import card, orders

CAROL = 1003


async def test_approver_who_leaves_ends_what_waits_and_keeps_the_rule(home: House) -> None:
    """탈퇴: the open question is 만료, both sides are told, and nothing above the amount leaves any more."""
    await bound(home)
    await asked(home)
    before = home.last()
    await home.ask("탈퇴", "2분 안에", BOB)
    await home.ask("탈퇴", "탈퇴했어요", BOB)
    told = await home.chat.wait_for(ALICE, "이제 나가지 않아요", after=before)
    await home.chat.wait_for(ALICE, "⌛ 만료", after=before)
    await home.chat.wait_for(BOB, "⌛ 만료됐어요")

    assert all(words in told.text for words in ("100,000원이 넘는", "새 승인자", "승인자 해제", "24시간"))
    assert {"approval.closed", "approver.left"} <= set(await events(home, ALICE))
    assert (await intents(home))[-1].state is IntentState.DROPPED
    await card(home, "매수 삼성전자 2 70000")
    await home.press_for_toast("매수 확정", "새 승인자를 정하거나")
    await home.ask("승인자", "나가지 않아요")
    await card(home, "매수 삼성전자 1 70000")
    await home.press("매수 확정", "매수 · 접수")
    assert len(orders(home)) == 1


async def test_successor_of_an_expelled_approver(home: House) -> None:
    """Expulsion opens nothing: only a smaller or the same amount, only once the successor has accepted."""
    await bound(home)
    await home.bot.services.membership.expel(BOB, ALICE)
    await home.chat.wait_for(ALICE, "이제 나가지 않아요")
    async with home.database.begin() as session:
        await users.admit(session, CAROL, Role.VIEWER, now=home.bot.services.pins.now())
    await home.ask(f"승인자 {CAROL} 500만", "먼저 「승인자 해제」")
    await home.ask(f"승인자 {CAROL} 10만", "수락할 때까지 큰 주문은 나가지 않아요")
    await card(home, "매수 삼성전자 2 70000")
    await home.press_for_toast("매수 확정", "아직 수락하지 않았어요")
    assert orders(home) == []

    approvals = home.bot.services.approvals
    async with home.database.read() as session:
        carol = await session.get_one(User, CAROL)
    await approvals.accept(carol, ALICE)
    with pytest.raises(StaleButton):
        await approvals.accept(await bob(home), ALICE)
    before = home.last()
    await home.press("매수 확정", "승인자에게 물었어요")
    assert home.last() > before
    async with home.database.read() as session:
        assert (await session.scalars(select(Approval.approver_id))).all() == [CAROL]


async def test_rule_of_an_approver_who_left_ends_after_a_day(home: House) -> None:
    """승인자 해제 takes its 24 hours, with nobody there to ask as well."""
    await bound(home)
    await home.bot.services.membership.expel(BOB, ALICE)
    heard = len(home.said(BOB))
    await home.ask("승인자 해제", "24시간 뒤에")
    await card(home, "매수 삼성전자 2 70000")
    await home.press_for_toast("매수 확정", "물어볼 수 없어요")
    async with home.database.begin() as session:
        await session.execute(update(Approver).values(leaves_at=home.bot.services.pins.now()))
    await home.press("매수 확정", "매수 · 접수")

    assert not any("해제를 요청했어요" in text for text in home.said(BOB)[heard:])


async def test_requester_who_leaves_takes_the_question_away(home: House) -> None:
    """The approver's buttons are gone and his press counts for nothing."""
    await bound(home)
    await asked(home)
    message = next(one for one in home.chat.transcript(BOB) if "승인 요청" in one.text)
    await home.bot.services.membership.leave(await alice(home))
    await home.chat.wait_for(BOB, "⌛ 만료됐어요")

    with pytest.raises(StaleButton):
        await home.bot.services.approvals.approve(await bob(home), (await intents(home))[-1].id, message.message_id)
    assert orders(home) == []
