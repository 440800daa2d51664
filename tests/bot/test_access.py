"""Who is let in: everything is closed to everyone else."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.access import QUIET, STRANGERS, Access, allowed
from bot.chat import Incoming
from bot.commands.command import Who
from bot.localchat import Group
from bot.messenger import TelegramMessenger
from bot.outbox import Outbox
from bot.storage import users
from bot.storage.states import Role, UserState
from bot.storage.tables import Message, User
from bot.views import access as views
from tests.bot.house import ALICE, BOB, House, house


async def test_a_stranger_is_told_how_to_ask(home: House) -> None:
    """Whatever a stranger says, the answer is how to ask, and none of the bot's own."""
    answer = await home.ask("잔고", "허락받지 않은", BOB)

    assert [button.text for button in answer.buttons] == ["사용 요청"]
    assert str(BOB) in answer.text


async def test_an_admin_lets_someone_in(home: House) -> None:
    """Asking reaches the admin; the press on 허락 opens the bot and both are told."""
    await home.ask("안녕", "허락받지 않은", BOB)
    await home.press("사용 요청", "물어봤어요", BOB)
    request = await home.chat.wait_for(ALICE, "사용을 요청했어요")
    assert [button.text for button in request.buttons] == ["허락", "보기만 허락", "거절"]

    await home.press("허락", "허락했어요")
    await home.chat.wait_for(BOB, "환영해요")
    await home.ask("도움", "도움", BOB)


async def test_a_refused_person_hears_nothing_more(home: House) -> None:
    """After 거절 the person is told once; from then on there is silence."""
    await home.ask("안녕", "허락받지 않은", BOB)
    await home.press("사용 요청", "물어봤어요", BOB)
    await home.chat.wait_for(ALICE, "사용을 요청했어요")
    await home.press("거절", "거절했어요")
    await home.chat.wait_for(BOB, "허락하지 않았어요")
    before = home.said(BOB)

    home.chat.say(BOB, "삼성전자")
    home.chat.press(BOB, "사용 요청")
    await home.ask("진단", "진단")
    assert home.said(BOB) == before


async def test_a_request_is_answered_once(home: House) -> None:
    """A second admin's press, or the same one again, changes nothing and says so."""
    await home.ask("안녕", "허락받지 않은", BOB)
    await home.press("사용 요청", "물어봤어요", BOB)
    await home.chat.wait_for(ALICE, "사용을 요청했어요")
    refuse = next(b.data for b in home.chat.transcript(ALICE)[-1].buttons if b.text == "거절")
    request = home.chat.transcript(ALICE)[-1].message_id
    home.chat.press(ALICE, "허락")
    home.chat.press(ALICE, data=refuse, message_id=request)

    await home.chat.wait_for_toast(ALICE, views.DECIDED)
    async with home.database.read() as session:
        user = await users.get(session, BOB)
    assert user is not None
    assert user.state is UserState.ADMITTED


async def test_who_may_only_look_cannot_order(home: House) -> None:
    """A viewer gets prices, and is told who can change that when ordering."""
    async with home.database.begin() as session:
        await users.admit(session, BOB, Role.VIEWER, now=datetime.now(UTC))

    await home.ask("도움", "도움", BOB)
    await home.ask("매수 삼성전자 1 시장가", views.LOOK_ONLY, BOB)
    await home.ask("관리", views.ADMIN_ONLY, BOB)


async def test_groups_are_refused_once_and_left(home: House) -> None:
    """In a group the bot says one sentence, whoever writes there, and goes."""
    home.chat.add_group(Group(-500, "투자 모임"), by=ALICE)
    home.chat.say(ALICE, "잔고", chat_id=-500)
    home.chat.say(ALICE, "잔고", chat_id=-500)
    await home.chat.wait_for(-500, "1:1 대화")
    await home.ask("진단", "진단")

    said = [m.text for m in home.chat.transcript(-500) if m.from_bot]
    assert len(said) == 1
    assert home.chat.requests("leaveChat")


async def test_a_new_admin_sees_who_has_waited(empty: House) -> None:
    """Requests made before any admin has written are not lost."""
    await empty.ask("안녕", "허락받지 않은", BOB)
    await empty.press("사용 요청", "물어봤어요", BOB)

    await empty.ask("/start", "안녕하세요")
    await empty.chat.wait_for(ALICE, "사용을 요청했어요")


async def test_taken_off_the_settings_an_admin_is_none(tmp_path: Path, database_file: str) -> None:
    """ADMIN_IDS alone makes admins: who is off the list trades on, and admits nobody."""
    async with house(tmp_path, DATABASE_URL=database_file, ADMIN_IDS="") as home:
        await home.ask("관리", views.ADMIN_ONLY)
        async with home.database.read() as session:
            user = await users.get(session, ALICE)
        assert user is not None
        assert user.role is Role.TRADER


class Edge:
    """Records what is done past the outbox."""

    def __init__(self) -> None:
        self.toasts: list[str] = []

    async def toast(self, text: str) -> None:
        self.toasts.append(text)

    async def forget(self) -> bool:
        return True

    async def tell(self, text: str) -> None: ...

    async def leave(self) -> None: ...


async def test_strangers_are_answered_once_a_minute(home: House) -> None:
    """A flood of words brings one answer a minute, and the memory of strangers has a bound."""
    now = 0.0
    database = home.database
    outbox = Outbox(database, TelegramMessenger(home.bot.telegram.bot))
    access = Access(database, outbox, frozenset(), monotonic=lambda: now)
    answers = []
    for moment in (0.0, 1.0, QUIET - 1, QUIET, QUIET + 1):
        now = moment
        before = await count(home)
        await access.turn_away(Incoming(BOB, "밥", BOB, private=True, text="야"), None, Who.ADMITTED, Edge())
        answers.append(await count(home) - before)
    for stranger in range(2_000_000, 2_000_000 + STRANGERS + 5):
        assert access._may_answer(stranger)

    assert answers == [1, 0, 0, 1, 0]
    assert len(access._answered) == STRANGERS


async def count(home: House) -> int:
    async with home.database.read() as session:
        return int(await session.scalar(select(func.count()).select_from(Message)) or 0)


@pytest.mark.parametrize("who", list(Who), ids=lambda who: who.value)
@pytest.mark.parametrize("state", [UserState.ASKED, UserState.REFUSED], ids=lambda state: state.value)
def test_nothing_is_open_to_who_is_not_in(who: Who, state: UserState) -> None:
    """Neither role nor right helps who has not been let in; a person nobody knows has no rights at all."""
    user = User(id=1, name="", chat_id=1, role=Role.ADMIN, state=state, created_at=datetime.now(UTC))

    assert not allowed(user, who)
    assert not allowed(None, who)
