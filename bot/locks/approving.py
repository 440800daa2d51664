"""The second approver: named, accepted, asked about orders above an amount. Silence is never agreement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from bot.connection import Connection
from bot.errors import StaleButton, UserError
from bot.i18n import say, speaking
from bot.locks import vacancy
from bot.locks.guard import above
from bot.outbox import Outbox, utc_now
from bot.storage import approvals, audit, intents, unsettled, users
from bot.storage.database import Database
from bot.storage.states import ApprovalState, Language, UserState
from bot.storage.tables import Approver, Intent, User
from bot.trading.checks import Check
from bot.views import approving as views

LIFE = timedelta(seconds=120)
"""How long the approver has."""
NOTICE = timedelta(hours=24)
"""How long an approver stays whose removal was asked for."""


class NeedsApproval(UserError):
    """The approver has to agree first."""

    def __init__(self) -> None:
        super().__init__(say("승인자의 승인을 기다리고 있어요."))


class ApproverGuard:
    """Keeps an order back until the approver has agreed to that very order."""

    async def offered(self, connection: Connection, check: Check) -> None:
        """Every card may be shown."""

    async def pressed(self, session: AsyncSession, intent: Intent, now: datetime) -> None:
        """Raises `NeedsApproval`, or `UserError` once the approver has refused or let the time pass."""
        bound = await approvals.binding(session, intent.user_id, now)
        if bound is None or not above(bound.above, intent):
            return
        approval = await approvals.of_intent(session, intent.id)
        if approval is None or approval.approver_id != bound.approver_id:
            raise NeedsApproval
        if approval.state is ApprovalState.DENIED:
            raise UserError(say("승인자가 거절한 주문이에요."))
        if approval.expires_at <= now:
            raise UserError(say("승인 시간이 지났어요. 다시 주문해 주세요."))
        if approval.state is not ApprovalState.APPROVED:
            raise NeedsApproval


class Approvals:
    """Names approvers, asks them, takes their answers."""

    def __init__(self, database: Database, outbox: Outbox, *, now: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._outbox = outbox
        self.now = now

    async def of(self, user_id: int) -> Approver | None:
        """Whom the user has named, and who has not gone."""
        async with self._database.read() as session:
            found = await approvals.approver(session, user_id)
        return None if found is None or (found.leaves_at is not None and found.leaves_at <= self.now()) else found

    async def name(self, user: User, approver_id: int, limit: int) -> bool:
        """Ask somebody to be the user's approver; True if he is it already, and is asked about more from now on.

        Raises `UserError` for who cannot be it, and while another one is.
        """
        now = self.now()
        async with self._database.begin() as session:
            other = await users.get(session, approver_id)
            if approver_id == user.id:
                raise UserError(say("나 자신은 승인자가 될 수 없어요."))
            if other is None or other.state is not UserState.ADMITTED:
                raise UserError(
                    say("그 번호로 봇을 쓰는 사람이 없어요. 상대에게 봇에서 번호를 확인해 달라고 해 주세요.")
                )
            await audit.note(session, "approver.named", user_id=user.id, now=now, approver=approver_id, above=limit)
            if await approvals.lower(session, user.id, approver_id, limit, now) is not None:
                return True
            if await self._named(session, user.id, approver_id, limit) is None:
                raise UserError(say("이미 승인자가 있어요. 바꾸거나 금액을 올리려면 먼저 「승인자 해제」를 해 주세요."))
            with speaking(other.language):
                invitation = views.invitation(user, limit)
            await self._outbox.send(session, other.chat_id, *invitation)
        return False

    async def _named(self, session: AsyncSession, user_id: int, approver_id: int, limit: int) -> Approver | None:
        now = self.now()
        named = await approvals.name(session, user_id, approver_id, limit, now)
        return named or await approvals.succeed(session, user_id, approver_id, limit, now)

    async def is_here(self, approver: Approver) -> bool:
        """Whether who is named uses the bot."""
        async with self._database.read() as session:
            found = await users.get(session, approver.approver_id)
        return found is not None and found.state is UserState.ADMITTED

    async def accept(self, approver: User, user_id: int) -> None:
        """`수락` pressed. Raises `StaleButton` if nobody asks (any more)."""
        async with self._database.begin() as session:
            user = await users.get(session, user_id)
            if user is None or not await approvals.accept(session, user_id, approver.id, self.now()):
                raise StaleButton
            await audit.note(session, "approver.accepted", user_id=user_id, now=self.now(), approver=approver.id)
            await self._tell(session, user, partial(views.accepted, approver))

    async def leave(self, user: User) -> None:
        """The approver goes in 24 hours; who has not accepted yet, at once. Raises `UserError` if there is none."""
        now = self.now()
        async with self._database.begin() as session:
            found = await approvals.approver(session, user.id)
            at = now if found is not None and found.accepted_at is None else now + NOTICE
            gone = await approvals.leave(session, user.id, at)
            if gone is None:
                raise UserError(say("해제할 승인자가 없어요."))
            await audit.note(session, "approver.leaves", user_id=user.id, now=now, approver=gone.approver_id)
            other = await users.get(session, gone.approver_id)
            if other is not None and other.state is UserState.ADMITTED and gone.has_accepted:
                await self._tell(session, other, partial(views.leaving, user))

    async def ask(self, user: User, intent_id: int) -> bool:
        """Put an order to the approver, with all that its card says. False if that was done before."""
        now = self.now()
        async with self._database.begin() as session:
            intent = await intents.get(session, intent_id, user_id=user.id)
            bound = await approvals.binding(session, user.id, now)
            if intent is None or bound is None:
                raise StaleButton
            if not bound.has_accepted:
                raise UserError(say(views.NOT_YET))
            if not await approvals.ask(session, intent, bound.approver_id, now, now + LIFE):
                return False
            owner = await unsettled.owner(session, user.id, intent.credential_id)
            other = await users.get(session, bound.approver_id)
            if other is None or other.state is not UserState.ADMITTED:
                raise UserError(say(views.GONE))
            with speaking(other.language):
                question = views.question(user, intent, owner.environment)
            ref = await self._outbox.send(session, other.chat_id, *question, expires_at=now + LIFE)
            await approvals.attach(session, intent_id, ref)
            await audit.note(session, "approval.asked", user_id=user.id, now=now, intent=intent_id, approver=other.id)
        return True

    async def approve(self, approver: User, intent_id: int, message_id: int) -> tuple[User, int]:
        """`승인` pressed: returns whose order it is and the message with its card. Raises `StaleButton`."""
        async with self._database.begin() as session:
            user, intent = await self._decide(session, approver, intent_id, message_id, ApprovalState.APPROVED)
            card = await approvals.message_of(session, intent.message_ref)
            if card is None:
                raise StaleButton
            await self._tell(session, user, partial(views.approved, approver, intent))
        return user, card

    async def deny(self, approver: User, intent_id: int, message_id: int) -> None:
        """`거절` pressed: the order's card is void. Raises `StaleButton`."""
        async with self._database.begin() as session:
            user, intent = await self._decide(session, approver, intent_id, message_id, ApprovalState.DENIED)
            await self._tell(session, user, partial(views.denied, approver, intent))
            await vacancy.void(session, self._outbox, intent_id, user.id, views.DENIED, self.now())

    async def tell(self, user: User, render: Callable[[], str]) -> None:
        """Say to the requester what became of an approved order that did not leave."""
        async with self._database.begin() as session:
            await self._tell(session, user, render)

    async def _tell(self, session: AsyncSession, user: User, render: Callable[[], str]) -> None:
        """In the language of whoever reads it, not of whoever pressed."""
        with speaking(user.language):
            text = render()
        await self._outbox.send(session, user.chat_id, text)

    async def expire(self) -> None:
        """Close what was not answered in time; the card that asked says so, and so does the requester's chat."""
        async with self._database.begin() as session:
            for late in await approvals.expire(session, self.now()):
                await audit.note(
                    session, "approval.expired", user_id=late.user_id, now=self.now(), intent=late.intent_id
                )
                asked = await users.get(session, late.approver_id)
                if late.message_ref is not None:
                    with speaking(Language.KOREAN if asked is None else asked.language):
                        text = say(views.LATE)
                    await self._outbox.edit(session, late.message_ref, text)
                user = await users.get(session, late.user_id)
                if user is not None:
                    await self._tell(session, user, partial(say, views.UNANSWERED))

    async def _decide(
        self, session: AsyncSession, approver: User, intent_id: int, message_id: int, state: ApprovalState
    ) -> tuple[User, Intent]:
        """Take the answer and show it on the card that asked."""
        now = self.now()
        approval = await approvals.decide(
            session, intent_id, state, approver_id=approver.id, message_id=message_id, now=now
        )
        if approval is None or approval.message_ref is None:
            raise StaleButton
        for user_id in (approval.user_id, approver.id):
            await audit.note(
                session, f"approval.{state}", user_id=user_id, now=now, intent=intent_id, approver=approver.id
            )
        user = await users.get(session, approval.user_id)
        intent = await intents.get(session, intent_id, user_id=approval.user_id)
        if user is None or intent is None:
            raise StaleButton
        owner = await unsettled.owner(session, user.id, intent.credential_id)
        await self._outbox.edit(session, approval.message_ref, views.answered(user, intent, owner.environment, state))
        return user, intent
