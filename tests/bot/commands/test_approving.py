"""승인자: a second person's press for large orders, and what neither can do alone."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.errors import UserError
from bot.locks.approving import Approvals
from bot.storage import users
from bot.storage.states import ApprovalState, IntentState, Role, UserState
from bot.storage.tables import Approval, Approver, AuditEvent, Intent, User
from bot.views import approving as views
from tests.bot.house import ALICE, BOB, House
from tests.bot.locks.pressing import PIN, enter, set_pin
from tests.journeys.trading import card, orders, trade


async def bound(home: House, limit: str = "10만") -> None:
    """Bob, who may only look, is Alice's approver above this amount."""
    await named(home, limit)
    await home.press("수락", "수락했어요", BOB)
    await home.chat.wait_for(ALICE, "승인자가 되었어요")


async def named(home: House, limit: str = "10만") -> None:
    """Bob is asked, and has not answered."""
    async with home.database.begin() as session:
        await users.admit(session, BOB, Role.VIEWER, now=home.bot.services.pins.now())
    home.chat.say(BOB, "시작")
    await home.chat.wait_for(BOB, "안녕하세요")
    trade(home, 70_500)
    await home.ask(f"승인자 {BOB} {limit}", "물었어요")
    await home.chat.wait_for(BOB, "승인자로 정하고")


async def asked(home: House, line: str = "매수 삼성전자 2 70000") -> None:
    """Alice's press is held back, and Bob has the question."""
    await card(home, line)
    before = home.last(BOB)
    await home.press("매수 확정", "승인자에게 물었어요")
    await home.chat.wait_for(BOB, "승인 요청", after=before)


async def intents(home: House) -> list[Intent]:
    async with home.database.read() as session:
        return list(await session.scalars(select(Intent).order_by(Intent.id)))


async def events(home: House, user: int) -> list[str]:
    async with home.database.read() as session:
        found = await session.scalars(select(AuditEvent.event).where(AuditEvent.user_id == user))
        return [event for event in found if event.startswith("approv")]


async def alice(home: House) -> User:
    async with home.database.read() as session:
        return await session.get_one(User, ALICE)


async def bob(home: House) -> User:
    async with home.database.read() as session:
        return await session.get_one(User, BOB)


async def test_large_order_leaves_after_both_presses(home: House) -> None:
    """Below the amount at once; above it the approver reads all facts and the badge, and his press sends it, once."""
    await bound(home)
    await card(home, "매수 삼성전자 1 70000")
    await home.press("매수 확정", "매수 · 접수")
    await asked(home)
    question = home.said(BOB)[-1]
    assert all(
        word in question for word in ("🟢모의", "매수", "삼성전자", "005930", "2주", "70,000원", "140,000원", "#A2")
    )
    assert len(orders(home)) == 1

    before = home.last()
    home.chat.press(BOB, "승인")
    home.chat.press(BOB, "승인")
    await home.chat.wait_for(ALICE, "매수 · 접수", after=before)
    assert len(orders(home)) == 2
    assert any("님이 승인했어요" in text for text in home.said())
    assert "approval.approved" in await events(home, ALICE)
    assert "approval.approved" in await events(home, BOB)


async def test_refusal_voids_the_card(home: House) -> None:
    """거절: nothing leaves, the requester hears who refused, and his button counts no more."""
    await bound(home)
    await asked(home)
    before = home.last()
    home.chat.press(BOB, "거절")
    await home.chat.wait_for(ALICE, "님이 거절했어요", after=before)

    assert orders(home) == []
    assert (await intents(home))[-1].state is IntentState.DROPPED
    assert "approval.denied" in await events(home, BOB)


async def test_silence_is_not_agreement(home: House) -> None:
    """After two minutes the question is closed: a late press counts for nothing, and the requester is told."""
    await bound(home)
    await asked(home)
    async with home.database.begin() as session:
        await session.execute(update(Approval).values(expires_at=Approval.asked_at))
    await home.press_for_toast("승인", "오래된 버튼", BOB)
    await home.bot.services.approvals.expire()
    await home.chat.wait_for(ALICE, "답하지 않아")

    assert orders(home) == []
    assert "approval.expired" in await events(home, ALICE)


async def test_second_press_of_the_requester_asks_no_second_time(home: House) -> None:
    """Pressing again while it is open says to wait; the approver has one question."""
    await bound(home)
    await asked(home)
    await home.press_for_toast("매수 확정", views.WAITING)

    assert sum("승인 요청" in text for text in home.said(BOB)) == 1
    assert orders(home) == []


async def test_agreement_to_one_order_is_none_to_another(home: House) -> None:
    """It is bound to the very card: the next large order asks again."""
    await bound(home)
    await asked(home)
    before = home.last()
    home.chat.press(BOB, "승인")
    await home.chat.wait_for(ALICE, "매수 · 접수", after=before)
    await asked(home)

    assert len(orders(home)) == 1


async def test_only_who_was_asked_may_answer_on_that_message(home: House) -> None:
    """The requester himself, an approver shut out since, another message: none of these answers counts."""
    await bound(home)
    await asked(home)
    approvals, intent = home.bot.services.approvals, (await intents(home))[-1]
    message = next(one for one in home.chat.transcript(BOB) if "승인 요청" in one.text)

    with pytest.raises(UserError):
        await approvals.approve(await alice(home), intent.id, message.message_id)
    with pytest.raises(UserError):
        await approvals.approve(await bob(home), intent.id, message.message_id + 1)
    async with home.database.begin() as session:
        await session.execute(update(User).where(User.id == BOB).values(state=UserState.REFUSED))
    with pytest.raises(UserError):
        await approvals.approve(await bob(home), intent.id, message.message_id)
    assert orders(home) == []


async def test_answers_at_once_are_one_answer(home: House) -> None:
    """Approved and refused from two devices at one moment: one of them counts."""
    await bound(home)
    await asked(home)
    approvals, intent = home.bot.services.approvals, (await intents(home))[-1]
    message = next(one for one in home.chat.transcript(BOB) if "승인 요청" in one.text)
    who = await bob(home)
    found = await asyncio.gather(
        approvals.approve(who, intent.id, message.message_id),
        approvals.deny(who, intent.id, message.message_id),
        approvals.approve(who, intent.id, message.message_id),
        return_exceptions=True,
    )

    assert sum(not isinstance(one, UserError) for one in found) == 1


async def test_restart_between_agreement_and_order_loses_nothing(home: House) -> None:
    """Killed right after the approver's press: nothing was sent, and the requester's own press sends it once."""
    await bound(home)
    await asked(home)
    intent = (await intents(home))[-1]
    message = next(one for one in home.chat.transcript(BOB) if "승인 요청" in one.text)
    services = home.bot.services
    again = Approvals(home.database, services.outbox)
    await again.approve(await bob(home), intent.id, message.message_id)
    assert orders(home) == []

    await home.press("매수 확정", "매수 · 접수")
    assert len(orders(home)) == 1


async def test_who_has_not_accepted_is_not_asked(home: House) -> None:
    """Named is not bound: until the other accepts, orders leave as before; nor can one name oneself, or a stranger."""
    await home.ask(f"승인자 {ALICE} 10만", "나 자신")
    await home.ask("승인자 9999 10만", "쓰는 사람이 없어요")
    await named(home)
    await card(home, "매수 삼성전자 2 70000")
    await home.press("매수 확정", "매수 · 접수")

    assert len(orders(home)) == 1


async def test_removal_takes_a_day(home: House) -> None:
    """After 해제 the approver is still asked for 24 hours, then no more; meanwhile nobody else can be named."""
    await bound(home)
    await home.ask("승인자 해제", "24시간 뒤에")
    await home.chat.wait_for(BOB, "해제를 요청했어요")
    await home.ask(f"승인자 {BOB} 500만", "먼저 「승인자 해제」")
    await asked(home)

    async with home.database.begin() as session:
        leaves = (await session.scalars(select(Approver.leaves_at))).one()
        assert leaves is not None
        await session.execute(update(Approver).values(leaves_at=leaves - timedelta(hours=24, seconds=1)))
    await card(home, "매수 삼성전자 2 70000")
    await home.press("매수 확정", "매수 · 접수")


async def test_naming_and_removing_need_the_pin(home: House) -> None:
    """Once a PIN is set; a smaller amount is taken at once from then on, a larger one is not."""
    await bound(home)
    await set_pin(home)
    await home.ask("승인자 해제", "PIN을 눌러")
    await home.press_for_toast("그만두기", "그만뒀어요")
    await home.ask(f"승인자 {BOB} 5만", "PIN을 눌러")
    await enter(home, PIN, "더 작은 주문도")
    await home.ask(f"승인자 {BOB} 20만", "먼저 「승인자 해제」")
    await home.ask("승인자", "50,000원이 넘는")


async def test_approver_shut_out_blocks_rather_than_opens(home: House) -> None:
    """An approver who may not use the bot any more is not written to, and the order does not leave."""
    await bound(home)
    async with home.database.begin() as session:
        await session.execute(update(User).where(User.id == BOB).values(state=UserState.REFUSED))
    heard = len(home.said(BOB))
    await card(home, "매수 삼성전자 2 70000")
    await home.press_for_toast("매수 확정", "물어볼 수 없어요")

    assert orders(home) == []
    assert len(home.said(BOB)) == heard
    async with home.database.read() as session:
        assert (await session.scalars(select(Approval).where(Approval.state == ApprovalState.ASKED))).all() == []
