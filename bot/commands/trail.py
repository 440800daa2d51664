"""기록: the user's own trail, newest first; 기록 관리: administrative events of everyone, for admins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import allowed
from bot.chat import Chat
from bot.commands.command import Command, OnPress, Who
from bot.errors import StaleButton, UserError
from bot.i18n import Said, later, say
from bot.outbox import utc_now
from bot.storage import audit
from bot.storage.tables import AuditEvent
from bot.typed import SPAN_WORDS, typed_line
from bot.views import access as access_views
from bot.views import trail as views
from bot.views.text import Card
from kis.market.clock import KST

PAGE = 15
ALL, ADMIN = "all", "admin"
TITLES = Said({ALL: later("기록"), ADMIN: later("관리 기록")})
_ORDER = re.compile(r"#?[Aa](\d{1,9})")
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
DAYS = {"오늘": 0, "어제": 1}


async def log(chat: Chat) -> None:
    """`기록`, `기록 오늘`, `기록 2026-11-27`, `기록 A17`, `기록 관리`."""
    await chat.reply(*await _page(chat, _scope(chat.text, utc_now().astimezone(KST).date()), 0), guarded=True)


async def turn(chat: Chat) -> None:
    """An older page, or the newest."""
    press = chat.press(views.LogPage)
    if press.scope not in TITLES and not _ORDER.fullmatch(press.scope) and _day(press.scope) is None:
        raise StaleButton
    await chat.edit(*await _page(chat, press.scope, press.before))


def _scope(text: str, today: date) -> str:
    """What was asked for, as a button can carry it. Raises `UserError`."""
    if not text:
        return ALL
    if text == "관리":
        return ADMIN
    if text in DAYS:
        return (today - timedelta(days=DAYS[text])).isoformat()
    if (found := _ORDER.fullmatch(text)) is not None:
        return f"A{int(found[1])}"
    if (day := _day(text)) is not None:
        return day.isoformat()
    raise UserError(say("이렇게 보내 주세요: {examples}", examples=", ".join(map(typed_line, views.EXAMPLES))))


async def _page(chat: Chat, scope: str, before: int) -> Card:
    """One more than the page is read, to know whether there is another."""
    if scope == ADMIN and not allowed(chat.user, Who.ADMIN):
        raise UserError(say(access_views.ADMIN_ONLY))
    async with chat.services.database.read() as session:
        found = await _events(session, chat.user.id, scope, before)
    title = TITLES.get(scope) or say("기록 · {scope}", scope=scope)
    return views.page(title, found[:PAGE], scope, before=before, more=len(found) > PAGE, whose=scope == ADMIN)


async def _events(session: AsyncSession, user_id: int, scope: str, before: int) -> Sequence[AuditEvent]:
    if scope == ADMIN:
        return await audit.administrative(session, limit=PAGE + 1, before=before)
    if (order := _ORDER.fullmatch(scope)) is not None:
        return await audit.page(session, user_id, limit=PAGE + 1, before=before, short_no=int(order[1]))
    if (day := _day(scope)) is not None:
        since = datetime.combine(day, time(), KST)
        until = since + timedelta(days=1)
        return await audit.page(session, user_id, limit=PAGE + 1, before=before, since=since, until=until)
    return await audit.page(session, user_id, limit=PAGE + 1, before=before)


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


COMMANDS = (
    Command(
        ("기록",),
        "log",
        later("누가 언제 무엇을 했는지"),
        log,
        views.EXAMPLES,
        topic="설정",
        words=(*SPAN_WORDS, ("admin", "관리")),
    ),
)
PRESSES = (OnPress(views.LogPage, turn),)
