"""The rows of a second approver: bound by acceptance, answered once. On both databases."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

import pytest

from bot.locks.approving import LIFE, ApproverGuard, NeedsApproval
from bot.storage import approvals, intents, messages, users
from bot.storage.database import Database
from bot.storage.states import ApprovalState
from bot.storage.tables import Intent
from bot.storage.terms import Funding, OrderType, Segment
from bot.views import approving
from kis.credentials import Environment
from tests.bot.storage import rows
from tests.bot.storage.rows import ALICE, BOB, NOW

UNTIL = NOW + LIFE
CAROL = 1003
QUESTION = 77
"""Telegram's id of the message that asks Bob."""


@pytest.fixture
async def asked(database: Database) -> Intent:
    """Bob is bound, and asked about Alice's order of 700,000 won."""
    async with database.begin() as session:
        account = await rows.account(session)
        await rows.user(session, BOB)
        await approvals.name(session, ALICE, BOB, 100_000, NOW)
        assert await approvals.accept(session, ALICE, BOB, NOW)
        intent = await intents.add(session, rows.intent(account))
        assert await approvals.ask(session, intent, BOB, NOW, UNTIL)
        assert not await approvals.ask(session, intent, BOB, NOW, UNTIL)
        ref = await messages.add(session, rows.message(BOB, message_id=QUESTION))
        await approvals.attach(session, intent.id, ref)
    return intent


async def answer(database: Database, intent: Intent, state: ApprovalState, **how: int) -> bool:
    """An answer that comes in the last second, unless `how` says otherwise."""
    now = UNTIL - timedelta(seconds=1) + timedelta(seconds=how.get("late", 0))
    async with database.begin() as session:
        found = await approvals.decide(
            session,
            intent.id,
            state,
            approver_id=how.get("by", BOB),
            message_id=how.get("message", QUESTION),
            now=now,
        )
    return found is not None


async def passes(database: Database, intent: Intent, at: timedelta = timedelta(seconds=1)) -> bool:
    """Whether the guard lets the order go."""
    try:
        async with database.begin() as session:
            await ApproverGuard().pressed(session, intent, NOW + at)
    except NeedsApproval:
        return False
    return True


async def test_answer_counts_once_whoever_is_faster(database: Database, asked: Intent) -> None:
    """Eight answers at one moment are one."""
    states = [ApprovalState.APPROVED, ApprovalState.DENIED] * 4
    counted = await asyncio.gather(*(answer(database, asked, state) for state in states))

    assert counted.count(True) == 1


@pytest.mark.parametrize("how", [{"late": 1}, {"by": ALICE}, {"message": QUESTION + 1}])
async def test_what_is_no_answer(database: Database, asked: Intent, how: dict[str, int]) -> None:
    """Too late by a second, by the requester, on another message."""
    assert not await answer(database, asked, ApprovalState.APPROVED, **how)
    assert not await passes(database, asked)


async def test_guard_waits_for_the_answer(database: Database, asked: Intent) -> None:
    """Asked is not agreed; agreed lets this order go, and another one of the same size not."""
    assert not await passes(database, asked)
    assert await answer(database, asked, ApprovalState.APPROVED)
    assert await passes(database, asked)
    async with database.begin() as session:
        other = await intents.add(session, rows.intent(await rows.account(session), short_no=2))

    assert not await passes(database, other)


async def test_card_may_be_pressed_as_long_as_the_approver_has(database: Database, asked: Intent) -> None:
    """The order's own minute is not the approver's."""
    async with database.read() as session:
        found = await intents.get(session, asked.id, user_id=ALICE)

    assert found is not None
    assert found.expires_at == UNTIL


async def test_silence_ends_it(database: Database, asked: Intent) -> None:
    """Closed in time and once; no answer after."""
    async with database.begin() as session:
        assert await approvals.expire(session, UNTIL - timedelta(seconds=1)) == []
        assert len(await approvals.expire(session, UNTIL)) == 1
        assert await approvals.expire(session, UNTIL) == []

    assert not await answer(database, asked, ApprovalState.APPROVED)


async def test_bound_approver_is_not_replaced(database: Database, asked: Intent) -> None:
    """Neither by another one nor by a larger amount, until he has gone; a smaller amount counts at once."""
    later, gone = NOW + timedelta(hours=1), NOW + timedelta(hours=24)
    async with database.begin() as session:
        assert await approvals.name(session, ALICE, BOB, 10**9, later) is None
        assert await approvals.lower(session, ALICE, BOB, 10**9, later) is None
        assert await approvals.lower(session, ALICE, BOB, 50_000, later) is not None
        assert await approvals.leave(session, ALICE, gone) is not None
        assert await approvals.leave(session, ALICE, later) is None
        assert await approvals.binding(session, ALICE, gone - timedelta(seconds=1)) is not None
        assert await approvals.binding(session, ALICE, gone) is None
        assert await approvals.lower(session, ALICE, BOB, 10_000, gone) is None
        assert await approvals.name(session, ALICE, BOB, 10**9, gone) is not None
        assert await approvals.binding(session, ALICE, gone) is None


async def test_only_who_has_left_is_succeeded_and_the_rule_binds_on(database: Database, asked: Intent) -> None:
    """Not while the approver is here, not for larger orders only; the named one counts once he accepts."""
    later = NOW + timedelta(hours=1)
    async with database.begin() as session:
        await rows.user(session, CAROL)
        assert await approvals.succeed(session, ALICE, CAROL, 100_000, later) is None
        await users.expel(session, BOB)
        assert await approvals.succeed(session, ALICE, CAROL, 100_001, later) is None
        assert await approvals.succeed(session, ALICE, CAROL, 100_000, later) is not None
        rule = await approvals.binding(session, ALICE, later)
        assert rule is not None
        assert not rule.has_accepted
        assert not await approvals.accept(session, ALICE, BOB, later)
        assert await approvals.accept(session, ALICE, CAROL, later + timedelta(seconds=1))
        rule = await approvals.binding(session, ALICE, later)
        assert rule is not None
        assert rule.has_accepted
        assert await approvals.succeed(session, ALICE, BOB, 100_000, later) is None


async def test_the_question_says_what_decides(database: Database) -> None:
    """A loan, the type of an order, and the days of a reservation are asked about too."""
    loan = {"funding": Funding.CREDIT, "order_type": OrderType.CONDITIONAL_LIMIT}
    days = {"segment": Segment.RESERVED, "due": date(2026, 11, 24), "until": date(2026, 11, 27)}
    async with database.begin() as session:
        account = await rows.account(session)
        user = await rows.user(session)
        asked = [await intents.add(session, rows.intent(account, **more)) for more in (loan, days)]
    on_loan, reserved = (approving.question(user, intent, Environment.REAL)[0] for intent in asked)

    assert "🔴실전 신용매수 주문 승인 요청" in on_loan
    assert "10주 × 70,000원 ≈ 700,000원 · 조건부지정가" in on_loan
    assert "예약 매수 주문 승인 요청" in reserved
    assert "지정가 · 11/24(화)~11/27(금)" in reserved
