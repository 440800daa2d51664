"""Every command and every press, tried by everyone it is not for.

The tables are walked: a new handler is tried too, and a press's new field fails until `Scene.forged` knows it.
"""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.buttons import Press
from bot.chat import Incoming
from bot.commands.command import Command
from bot.commands.router import Router
from bot.commands.table import COMMANDS, PRESSES
from bot.locks.pads import Pad
from bot.storage import users
from bot.storage.base import Base
from bot.storage.states import Role, UserState
from bot.storage.tables import Alert, AuditEvent, Intent, Message
from bot.views import access as views
from kis.credentials import Environment
from tests.bot.forged import WORDS
from tests.bot.house import ALICE, BOB, House
from tests.journeys.trading import buy, card

CAROL = 1003  # has asked to be let in, and waits
GROUP = -500
OWNED = [row.class_ for row in Base.registry.mappers if "user_id" in row.columns and row.class_ is not AuditEvent]
"""Every table whose rows are somebody's, but for the trail of what was tried."""
HUGE = 10**30
SAID_TWICE = {"leave"}
"""Commands that end a walk when they are said again; `test_membership` has them."""
SECOND_WORDS = ("", "A1", "A1 71000", "전부", "삼성전자 1 70000", "모의")
"""What may follow a command and reach somebody's order, alert or account, beside its own examples."""


def lines_of(command: Command) -> list[str]:
    """A command in the menu's word, with all that may follow, and as its own examples say it."""
    return [f"/{command.slash}", *(f"{command.names[0]} {rest}" for rest in SECOND_WORDS), *command.examples]


@dataclass
class Edge:
    """Keeps what is done past the outbox."""

    toasts: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    left: bool = False

    async def toast(self, text: str) -> None:
        self.toasts.append(text)

    async def forget(self) -> bool:
        return True

    async def tell(self, text: str) -> None:
        self.told.append(text)

    async def leave(self) -> None:
        self.left = True


@dataclass
class Scene:
    """Alice's order, check cards, alert and link; Bob beside her; Carol at the door."""

    home: House
    alert: int
    order: int
    intents: Sequence[int]
    pad: Pad

    def forged(self, kind: type[Press]) -> list[Press]:
        """A press of this kind with each of Alice's ids in turn, with nobody's, and with words that are not ours."""
        ids: dict[str, Sequence[object]] = {
            "intent_id": (*self.intents, 0, -1, HUGE),
            "alert_id": (self.alert, 0, HUGE),
            "short_no": (self.order, 0, -1, HUGE),
            "user_id": (CAROL, ALICE, BOB, HUGE),
            **WORDS,
            "price": (70_000, HUGE) if kind.__annotations__.get("price") == "int" else ("70000", "", "시장가", "x"),
            "scope": ("all", "admin", f"A{self.order}", "2026-11-27", "", "x"),
            "before": (0, 1, HUGE),
            "page": (0, 1, -1, 9_999),
            "days": (30, 0, -1, HUGE),
            "pad": (self.pad.id, "", "0" * 16),
            "key": (*self.pad.keys, "", "zz"),
            "setting": ("fill", "fills", "quiet", "language", "x"),
            "value": ("off", "1", "off", "en", "x"),
            "slash": ("q", "book", "buy", "halt", "admin", "x"),
            "number": (0, 1, -1, HUGE),
        }
        names = [one.name for one in dataclasses.fields(kind)]
        assert set(names) <= set(ids), f"say what to forge in {kind.__name__}: {names}"
        most = max((len(ids[name]) for name in names), default=1)
        return [kind(*(ids[name][turn % len(ids[name])] for name in names)) for turn in range(most)]

    def everything(self, user: int, *, press_only: bool = False) -> list[Incoming]:
        """Every line and every press that there is, from this person."""
        said = [] if press_only else [
            Incoming(user, "이름", user, private=True, text=line, message_id=999)
            for command in COMMANDS
            for line in lines_of(command)
            if command.slash not in SAID_TWICE or " " in line.strip()
        ]  # fmt: skip
        return said + [
            Incoming(user, "이름", user, private=True, message_id=999, press=Press.parse(press.data))
            for row in PRESSES
            for press in self.forged(row.press)
        ]

    async def rows(self, owner: int) -> dict[str, list[Any]]:
        """Everything a person owns, as it stands."""
        async with self.home.database.read() as session:
            found = {
                table.__name__: [
                    tuple(getattr(row, column.key) for column in table.__table__.columns)
                    for row in await session.scalars(select(table).where(table.user_id == owner))
                ]
                for table in OWNED
            }
            user = await users.get(session, owner)
        return found | {"User": [] if user is None else [(user.role, user.state, user.halted_at, user.name)]}

    async def said(self, chat_id: int) -> list[str]:
        async with self.home.database.read() as session:
            found = await session.scalars(select(Message.text).where(Message.chat_id == chat_id).order_by(Message.id))
            return list(found)

    def at_kis(self) -> int:
        """What KIS was asked that is more than looking: orders of every market."""
        asked = self.home.simulator.journal.entries()
        return sum(row.get("method") == "POST" and "/trading/" in row["path"] for row in asked)


@pytest.fixture
async def scene(home: House, monkeypatch: pytest.MonkeyPatch) -> Scene:
    # A press on a message that nobody sent is not waited for here.
    monkeypatch.setattr("bot.commands.router.LOOKS", 1)
    monkeypatch.setattr("bot.commands.router.LOOK", 0.0)
    await buy(home)
    await home.ask("알림 삼성전자 90000 이상", "90,000")
    await home.ask("관심 추가 삼성전자", "관심")
    await home.ask("한도 1회 900만", "정했어요")
    await home.ask("한도 1회 없음", "올려요")
    await home.ask("연결", "5분 동안 한 번만")
    await card(home, "매수 삼성전자 3 70000")
    await home.ask("취소 A1", "취소 확인")
    async with home.database.begin() as session:
        await users.ask(session, CAROL, name="캐럴", chat_id=CAROL, now=datetime.now(UTC))
        await session.execute(update(Intent).values(expires_at=datetime.now(UTC) + timedelta(hours=1)))
        alert = (await session.scalars(select(Alert.id))).one()
        intents = list(await session.scalars(select(Intent.id).order_by(Intent.id)))
    pad = home.bot.services.pads.open(ALICE, "PIN?", nothing)
    pad.ref = 1
    return Scene(home, alert, 1, intents, pad)


async def nothing(*_: object) -> None:
    """What Alice's pad does with a PIN, here."""


def failures(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Handlers that ended in a traceback."""
    return [record.getMessage() for record in caplog.records if record.exc_info]


async def walk(scene: Scene, incomings: Sequence[Incoming]) -> Edge:
    """Take each at a router of its own time, with an edge that keeps what is shown."""
    edge, router = Edge(), Router(scene.home.bot.services)
    for incoming in incomings:
        await router.take(incoming, edge)
    return edge


async def test_a_stranger_gets_nowhere(scene: Scene) -> None:
    """Whatever a stranger says or presses: one answer that says how to ask, no row of his, nothing of Alice's."""
    before = await scene.rows(ALICE), scene.at_kis()
    edge = await walk(scene, scene.everything(BOB))

    assert await scene.said(BOB) == [views.stranger(BOB)[0]]
    assert (edge.toasts, edge.told) == ([], [])
    assert not any((await scene.rows(BOB)).values())
    assert (await scene.rows(ALICE), scene.at_kis()) == before


async def test_who_waits_is_only_told_to_wait(scene: Scene) -> None:
    """Asking opens nothing: one reminder a minute, and the request stays as it is."""
    before = await scene.rows(CAROL), await scene.rows(ALICE), scene.at_kis()
    edge = await walk(scene, scene.everything(CAROL))

    assert await scene.said(CAROL) == [views.WAITING]
    assert (edge.toasts, edge.told) == ([], [])
    assert (await scene.rows(CAROL), await scene.rows(ALICE), scene.at_kis()) == before


async def test_who_was_refused_meets_silence(scene: Scene) -> None:
    """Not a word, not a toast, no new request, whichever door is tried; not even for an admin of former times."""
    async with scene.home.database.begin() as session:
        user = await users.admit(session, BOB, Role.ADMIN, now=datetime.now(UTC))
        user.state = UserState.REFUSED
    before = await scene.rows(BOB), await scene.rows(ALICE), scene.at_kis()
    knocks = Incoming(BOB, "이름", BOB, private=True, message_id=999, press=views.AskToEnter())
    edge = await walk(scene, [*scene.everything(BOB), knocks])

    assert await scene.said(BOB) == []
    assert (edge.toasts, edge.told) == ([], [])
    assert (await scene.rows(BOB), await scene.rows(ALICE), scene.at_kis()) == before


async def test_a_flood_of_who_is_not_in_is_not_answered(scene: Scene) -> None:
    """Hundreds at once, from a stranger and from somebody refused: no word about the flood, in message or toast."""
    async with scene.home.database.begin() as session:
        user = await users.admit(session, CAROL, Role.TRADER, now=datetime.now(UTC))
        user.state = UserState.REFUSED
    edge, router = Edge(), Router(scene.home.bot.services)
    for user_id in (BOB, CAROL):
        await asyncio.gather(*(router.take(one, edge) for one in scene.everything(user_id)))

    assert (edge.toasts, edge.told) == ([], [])
    assert await scene.said(CAROL) == []
    assert len(await scene.said(BOB)) == 1


async def admit(scene: Scene, role: Role) -> None:
    """Let Bob in, with an account of his own."""
    async with scene.home.database.begin() as session:
        await users.admit(session, BOB, role, now=datetime.now(UTC))
    keys = scene.home.simulator.credentials(owner=1)
    await scene.home.bot.services.connections.connect(BOB, keys)


async def test_other_peoples_ids_are_worth_nothing(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    """An admitted user who forges every button with Alice's ids changes nothing of hers and learns nothing of her."""
    await admit(scene, Role.TRADER)
    before = await scene.rows(ALICE), await scene.rows(CAROL), scene.at_kis()
    heard = await scene.said(ALICE)
    edge = await walk(scene, scene.everything(BOB))

    assert (await scene.rows(ALICE), await scene.rows(CAROL), scene.at_kis()) == before
    assert await scene.said(ALICE) == heard
    assert failures(caplog) == []
    shown = "\n".join((*await scene.said(BOB), *edge.toasts, *edge.told))
    assert scene.home.simulator.credentials(Environment.PAPER).account.masked not in shown
    assert "90,000" not in shown
    assert views.ADMIN_ONLY in shown
    assert (await scene.rows(BOB))["User"][0][:2] == (Role.TRADER, UserState.ADMITTED)


async def test_who_may_only_look_leaves_no_order_behind(scene: Scene) -> None:
    """A viewer who tries everything has offered, confirmed, sent nothing: whatever trades asks for a trader."""
    await admit(scene, Role.VIEWER)
    before = await scene.rows(ALICE), scene.at_kis()
    edge = await walk(scene, scene.everything(BOB))

    mine = await scene.rows(BOB)
    assert (mine["Intent"], mine["Order"]) == ([], [])
    assert mine["User"][0][0] is Role.VIEWER
    assert (await scene.rows(ALICE), scene.at_kis()) == before
    assert views.LOOK_ONLY in "\n".join((*await scene.said(BOB), *edge.toasts))


async def test_a_group_reaches_nothing(scene: Scene) -> None:
    """The owner's own words and presses, from a group: one sentence, and the bot leaves."""
    before = await scene.rows(ALICE), scene.at_kis()
    heard = await scene.said(ALICE)
    from_there = [dataclasses.replace(incoming, chat_id=GROUP, private=False) for incoming in scene.everything(ALICE)]
    edge = await walk(scene, from_there)

    assert edge.told == [views.GROUP]
    assert edge.left
    assert edge.toasts == []
    assert await scene.said(GROUP) == []
    assert await scene.said(ALICE) == heard
    assert (await scene.rows(ALICE), scene.at_kis()) == before


async def test_a_card_counts_on_its_own_message_only(scene: Scene) -> None:
    """The owner's own data, pressed on another message: no order leaves."""
    before = scene.at_kis()
    spending = [row for row in PRESSES if "confirm" in row.press.prefix]
    assert spending
    pressed = [
        Incoming(ALICE, "데모", ALICE, private=True, message_id=999, press=press)
        for row in spending
        for press in scene.forged(row.press)
    ]
    edge = await walk(scene, pressed)

    assert scene.at_kis() == before
    assert len(edge.toasts) >= len(pressed)
