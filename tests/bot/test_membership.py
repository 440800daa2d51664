"""탈퇴 and 관리: how people go, and what is left of them."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select, text

from bot.storage import audit, credentials, users
from bot.storage.states import AlertState, IntentState, Role, UserState
from bot.storage.tables import Alert, Credential, Intent, Link, Lock, Order, Token, User
from bot.twice import PATIENCE, Drafts, Leaving
from bot.views import access as views
from kis.credentials import Environment
from tests.bot.house import ALICE, BOB, House


async def bob(home: House) -> User:
    async with home.database.read() as session:
        user = await users.get(session, BOB)
    assert user is not None
    return user


@pytest.fixture
async def both(home: House) -> House:
    """Bob trades too, with an open order, an alert, a card and a link."""
    async with home.database.begin() as session:
        await users.admit(session, BOB, Role.TRADER, now=datetime.now(UTC), name="밥")
    await home.bot.services.connections.connect(BOB, home.simulator.credentials(owner=1))
    await home.ask("매수 삼성전자 2 60000", "매수 확인", BOB)
    await home.press("확정", "접수", BOB)
    await home.ask("알림 삼성전자 90000 이상", "90,000", BOB)
    await home.ask("매수 삼성전자 3 60000", "매수 확인", BOB)
    return home


async def nothing_is_left(home: House) -> None:
    """No key, no token, no PIN, no alert, no card, no stream; the books are there."""
    async with home.database.read() as session:
        rows = (await session.scalars(select(Credential).where(Credential.user_id == BOB))).all()
        alerts = (await session.scalars(select(Alert.state).where(Alert.user_id == BOB))).all()
        cards = (await session.scalars(select(Intent.state).where(Intent.user_id == BOB))).all()
        held = (await session.scalars(select(Order.short_no).where(Order.user_id == BOB))).all()
        locks = (await session.scalars(select(Lock).where(Lock.user_id == BOB))).all()
        tokens = (await session.scalars(select(Token.key_id))).all()
        assert (await session.scalars(select(Link).where(Link.user_id == BOB))).all() == []
        trail = [event.event for event in await audit.of_user(session, BOB)]
    assert [(row.sealed, row.wrapped_key, row.kid) for row in rows] == [(b"", b"", "")]
    assert not set(tokens) & {row.key_id for row in rows}
    assert all(lock.digest is None and lock.sealed is None for lock in locks)
    assert alerts == [AlertState.CANCELLED]
    assert IntentState.OFFERED not in cards
    assert held == [1]
    assert {"new.sent", "disconnected", "alert.cancelled"} <= set(trail)
    assert [one.user_id for one in home.bot.services.connections.all()] == [ALICE]


def revoked(home: House) -> int:
    return sum("revokep" in str(row.get("path", "")).lower() for row in home.simulator.journal.entries())


async def test_leaving_shreds_and_keeps_the_books(both: House) -> None:
    """Said once it tells what it does; said twice keys, token, alerts, cards and links are gone, orders are not."""
    link = urlsplit(await both.bot.services.links.create(BOB)).path
    told = await both.ask("탈퇴", "2분 안에", BOB)
    for words in ("키 1개", "알림 1개", "미체결 주문 1건", "#A1 삼성전자 매수 2주", "장부"):
        assert words in told.text
    assert (await bob(both)).state is UserState.ADMITTED
    assert (await both.web.get(link)).status_code == 200

    await both.ask("탈퇴", "탈퇴했어요", BOB)
    assert (await bob(both)).state is UserState.LEFT
    assert (await both.web.get(link)).status_code == 410
    await both.ask("안녕", "허락받지 않은", BOB)
    assert revoked(both) == 1
    await nothing_is_left(both)
    (order,) = [one for one in both.simulator.broker.every_order() if one.remaining]
    assert order.remaining == 2


async def test_who_left_is_a_stranger_and_may_ask_anew(both: House) -> None:
    """Commands are answered as a stranger's; a new request reaches the admin, and keys have to be entered anew."""
    await both.ask("탈퇴", "2분 안에", BOB)
    await both.ask("탈퇴", "탈퇴했어요", BOB)

    await both.ask("잔고", "허락받지 않은", BOB)
    await both.press("사용 요청", "물어봤어요", BOB)
    await both.chat.wait_for(ALICE, "사용을 요청했어요")
    await both.press("허락", "허락했어요")
    await both.ask("잔고", "연결", BOB)


async def test_leaving_goes_on_without_kis(both: House) -> None:
    """KIS in trouble does not keep the keys alive: they are shredded, the token's row too."""
    await both.simulator_fault(code=500, path="/oauth2/revokeP")
    await both.ask("탈퇴", "2분 안에", BOB)
    await both.ask("탈퇴", "탈퇴했어요", BOB)
    await both.ask("안녕", "허락받지 않은", BOB)

    await nothing_is_left(both)


async def test_nobody_leaves_while_an_order_is_on_its_way(both: House) -> None:
    """What was sent and not answered would be lost: leaving waits, and nothing is shredded."""
    async with both.database.begin() as session:
        await session.execute(text("UPDATE intents SET state = 'sent' WHERE user_id = 1002 AND state = 'offered'"))
    await both.ask("탈퇴", "2분 안에", BOB)
    await both.ask("탈퇴", views.SENDING, BOB)

    async with both.database.read() as session:
        assert len(await credentials.of_user(session, BOB)) == 1
    assert (await bob(both)).state is UserState.ADMITTED


def test_the_second_word_has_two_minutes() -> None:
    """At the end of them it still counts, after it the first word is forgotten; nobody else's word counts."""
    now = 0.0
    leaving = Leaving(monotonic=lambda: now)
    leaving.say(BOB)
    now = PATIENCE
    assert leaving.is_said(BOB)
    assert not leaving.is_said(ALICE)
    now = PATIENCE + 0.1
    assert not leaving.is_said(BOB)


async def test_an_admin_changes_a_role(both: House) -> None:
    """보기만 takes the orders away at once, an open card included; 매매 gives them back; the trail says who did it."""
    await both.ask("관리", "사용자")
    await both.press("밥", "매매 ·")
    await both.press("보기만", "이제 보기만")
    await both.chat.wait_for(BOB, views.LOOK_ONLY)
    before = len(both.simulator.broker.every_order())
    await both.press_for_toast("확정", views.LOOK_ONLY, BOB)
    assert len(both.simulator.broker.every_order()) == before

    async with both.database.read() as session:
        (event,) = await audit.page(session, BOB, limit=1)
    assert (event.event, event.detail) == ("access.role", {"by": ALICE, "role": "viewer"})


async def test_an_admin_expels(both: House) -> None:
    """Pressed twice: shut out as if refused, keys shredded, the person told once; then there is silence."""
    await both.ask("관리", "사용자")
    await both.press("밥", "매매 ·")
    await both.press("내보내기", "내보낼까요")
    assert (await bob(both)).state is UserState.ADMITTED
    await both.press("내보내기", "내보냈어요")
    await both.chat.wait_for(BOB, "관리자가 사용을 끝냈어요")

    assert (await bob(both)).state is UserState.REFUSED
    await nothing_is_left(both)
    heard = both.said(BOB)
    both.chat.say(BOB, "잔고")
    await both.ask("진단", "진단")
    assert both.said(BOB) == heard


async def test_admins_of_the_settings_stay(both: House) -> None:
    """No admin is demoted or expelled in the chat, the last one least of all; by forged presses neither."""
    membership = both.bot.services.membership
    for change in (membership.expel(ALICE, ALICE), membership.set_role(ALICE, Role.VIEWER, ALICE)):
        with pytest.raises(Exception, match="ADMIN_IDS"):
            await change
    async with both.database.read() as session:
        alice = await users.get(session, ALICE)
    assert alice is not None
    assert (alice.role, alice.state) == (Role.ADMIN, UserState.ADMITTED)
    async with both.database.read() as session:
        assert [row.environment for row in await credentials.of_user(session, ALICE)] == [Environment.PAPER]


async def test_an_announcement_reaches_all_who_are_in(both: House) -> None:
    """After a look at it, escaped, once."""
    await both.ask("관리 공지 오늘 밤 <점검>", "2명에게")
    await both.press("보내기", "보냈어요")
    told = await both.chat.wait_for(BOB, "공지")
    assert told.text.endswith("오늘 밤 <점검>")
    await both.ask("관리 공지", "1,000자")
    assert sum("점검" in words for words in both.said(BOB)) == 1


def test_an_announcement_is_taken_once() -> None:
    """A second press finds nothing to send; nobody sends another admin's words."""
    drafts = Drafts()
    drafts.keep(ALICE, "점검")
    assert drafts.take(BOB) is None
    assert drafts.take(ALICE) == "점검"
    assert drafts.take(ALICE) is None
