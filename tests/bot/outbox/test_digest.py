"""Pushes as their readers want them: off, silent, in their language, and put off in the quiet hours."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import digest
from bot.i18n import say
from bot.outbox import Outbox
from bot.pushing import push
from bot.storage import messages, preferences, users
from bot.storage.database import Database
from bot.storage.states import Language, Topic, Volume
from kis.market.clock import KST
from tests import databases
from tests.bot.outbox.phone import Phone
from tests.bot.outbox.speaking import loud, running
from tests.bot.storage import rows
from tests.bot.storage.rows import ALICE

NIGHT = {"quiet_from": 22 * 60, "quiet_until": 7 * 60}
EVENING = datetime(2026, 11, 23, 21, 0, tzinfo=KST)


@dataclass
class Desk:
    """Alice, her phone, and a clock that tests turn. Each `deliver` is a life of the process."""

    database: Database
    phone: Phone = field(default_factory=Phone)
    now: datetime = EVENING

    def outbox(self) -> Outbox:
        return Outbox(self.database, self.phone, pace=loud(), poll=0.01, backoff=(0.001, 0.002), now=lambda: self.now)

    async def push(self, topic: Topic, *texts: str, key: str | None = None, outbox: Outbox | None = None) -> None:
        async with self.database.begin() as session:
            reader = await preferences.reader(session, ALICE)
            assert reader is not None
            for text in texts:
                await push(outbox or self.outbox(), session, reader, topic, partial(str, text), key=key)

    async def prefer(self, **changes: object) -> None:
        async with self.database.begin() as session:
            await preferences.put(session, ALICE, **changes)
            await messages.defer(session, ALICE, self.now)

    async def deliver(self) -> list[str]:
        """Run until nothing is due, and return what was said meanwhile."""
        before = len(self.phone.said)
        async with running(self.outbox()), asyncio.timeout(10):
            while await self.waiting():  # noqa: ASYNC110 - the database rings no bell
                await asyncio.sleep(0.002)
        return [text for _, text in self.phone.said[before:]]

    async def waiting(self) -> bool:
        async with self.database.read() as session:
            return bool(await messages.waiting_chats(session, self.now, besides=(), limit=1))

    def at(self, hours: float) -> None:
        self.now = EVENING + timedelta(hours=hours)


@pytest.fixture
async def desk(database: Database) -> Desk:
    async with database.begin() as session:
        await rows.user(session)
    return Desk(database)


async def test_what_comes_at_night_is_told_in_the_morning(desk: Desk) -> None:
    """Pushes of the quiet hours come as one message in their order at the end; a refusal comes at once, and a day
    without quiet is as always.
    """
    await desk.prefer(**NIGHT)
    await desk.push(Topic.FILL, "before")
    assert await desk.deliver() == ["before"]
    desk.at(2)
    await desk.push(Topic.FILL, "first")
    await desk.push(Topic.ALERT, "second")
    await desk.push(Topic.REFUSAL, "refused")
    assert await desk.deliver() == ["refused"]
    desk.at(9.9)
    assert await desk.deliver() == []
    desk.at(10)
    await desk.push(Topic.FILL, "after")

    assert await desk.deliver() == ["🌙 조용한 시간에 온 소식이에요 (2건)\n\nfirst\n\nsecond", "after"]
    desk.at(34)
    assert await desk.deliver() == []


async def test_the_first_of_the_morning_waits_for_the_night(desk: Desk) -> None:
    """An outbox that is awake says the digest before what comes in the minute the quiet hours end."""
    await desk.prefer(**NIGHT)
    outbox = Outbox(desk.database, desk.phone, pace=loud(), poll=60, backoff=(0.001, 0.002), now=lambda: desk.now)
    async with running(outbox), asyncio.timeout(10):
        await desk.push(Topic.FILL, "before", outbox=outbox)
        while len(desk.phone.said) < 1:  # noqa: ASYNC110 - a phone rings no bell
            await asyncio.sleep(0.002)
        desk.at(2)
        await desk.push(Topic.FILL, "night", outbox=outbox)
        desk.at(10)
        await desk.push(Topic.FILL, "morning", outbox=outbox)
        while len(desk.phone.said) < 3:  # noqa: ASYNC110
            await asyncio.sleep(0.002)

    assert [text.splitlines()[-1] for _, text in desk.phone.said] == ["before", "night", "morning"]


async def test_a_key_is_said_once_though_deferred(desk: Desk) -> None:
    """The same news again, at night or after the digest, is not told again."""
    await desk.prefer(**NIGHT)
    desk.at(2)
    await desk.push(Topic.FILL, "fill 1", key="fill:1")
    await desk.push(Topic.FILL, "fill 1", key="fill:1")
    await desk.push(Topic.FILL, "fill 2", key="fill:2")
    desk.at(11)
    (told,) = await desk.deliver()
    await desk.push(Topic.FILL, "fill 1", key="fill:1")
    await desk.push(Topic.FILL, "fill 2", key="fill:2")

    assert (told.count("fill 1"), told.count("fill 2")) == (1, 1)
    assert await desk.deliver() == []


async def test_quiet_that_ends_early_tells_at_once(desk: Desk) -> None:
    """Who switches the quiet off hears what was put off; who moves it hears it at the new end."""
    await desk.prefer(**NIGHT)
    desk.at(2)
    await desk.push(Topic.ALERT, "one")
    await desk.prefer(quiet_until=9 * 60)
    desk.at(10.5)
    assert await desk.deliver() == []
    await desk.prefer(quiet_from=None, quiet_until=None)

    assert await desk.deliver() == ["🌙 조용한 시간에 온 소식이에요 (1건)\n\none"]


async def test_a_bot_that_slept_through_the_morning_waits_for_the_next(desk: Desk) -> None:
    """What was put off and found only in the next night waits with that night's, still in order."""
    await desk.prefer(**NIGHT)
    desk.at(2)
    await desk.push(Topic.ALERT, "one")
    desk.at(26)
    await desk.push(Topic.ALERT, "two")
    assert await desk.deliver() == []
    desk.at(34)

    assert await desk.deliver() == ["🌙 조용한 시간에 온 소식이에요 (2건)\n\none\n\ntwo"]


async def test_a_long_night_is_told_whole(desk: Desk) -> None:
    """What does not fit into one message of Telegram's comes in the next, nothing cut, nothing twice."""
    await desk.prefer(**NIGHT)
    desk.at(2)
    texts = [f"{number:03} {'가' * 200}" for number in range(40)]
    await desk.push(Topic.CHECK, *texts)
    desk.at(11)
    told = await desk.deliver()

    assert [line for text in told for line in text.split("\n\n") if not line.startswith("🌙")] == texts
    assert max(map(len, told)) <= 4096
    assert len(told) == 3


async def test_a_crash_at_the_digest_leaves_all_of_it_or_none(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut off after folding and before the commit, the pushes are as they were, and the next life tells them once."""

    def die(*_: object) -> None:
        fold(*_)
        raise KeyboardInterrupt

    fold: Callable[..., None] = digest.fold
    await desk.prefer(**NIGHT)
    desk.at(2)
    await desk.push(Topic.FILL, "one", "two")
    desk.at(11)
    monkeypatch.setattr(digest, "fold", die)
    with pytest.raises(KeyboardInterrupt):
        await digest.gather(desk.database, ALICE, desk.now)
    monkeypatch.undo()

    assert await desk.deliver() == ["🌙 조용한 시간에 온 소식이에요 (2건)\n\none\n\ntwo"]
    assert await desk.deliver() == []


async def test_two_that_gather_at_once_tell_once(desk: Desk) -> None:
    """Two processes that find the quiet over make one digest."""
    await desk.prefer(**NIGHT)
    desk.at(2)
    await desk.push(Topic.FILL, "one", "two")
    desk.at(11)
    await asyncio.gather(*(digest.gather(desk.database, ALICE, desk.now) for _ in range(2)))

    assert await desk.deliver() == ["🌙 조용한 시간에 온 소식이에요 (2건)\n\none\n\ntwo"]


async def test_off_is_off_but_for_refusals(desk: Desk) -> None:
    """A topic that is off is not told, another is; what must not be missed cannot be switched off."""
    await desk.prefer(alert=Volume.OFF, refusal=Volume.OFF, fill=Volume.SILENT)
    await desk.push(Topic.ALERT, "alert")
    await desk.push(Topic.FILL, "fill")
    await desk.push(Topic.REFUSAL, "refused")

    assert await desk.deliver() == ["fill", "refused"]
    assert desk.phone.silent == [True, False]


async def test_a_push_speaks_its_readers_language(desk: Desk) -> None:
    """What is rendered outside a handler, and the digest, are in the language of who reads them."""
    async with desk.database.begin() as session:
        await users.set_language(session, ALICE, Language.ENGLISH)
        reader = await preferences.reader(session, ALICE)
        assert reader is not None
        await push(desk.outbox(), session, reader, Topic.NOTICE, lambda: say("이제 한국어로 말할게요."))
    assert await desk.deliver() == ["I will speak English from now on."]
    await desk.prefer(**NIGHT)
    desk.at(2)
    await desk.push(Topic.FILL, "one")
    desk.at(11)

    assert await desk.deliver() == ["🌙 While it was quiet (1)\n\none"]


STEPS = st.one_of(
    st.sampled_from(Topic),
    st.floats(0.1, 14).map(lambda hours: round(hours, 1)),
    st.sampled_from(["deliver", "night", "noon", "none"]),
)
HOURS = {"night": NIGHT, "noon": {"quiet_from": 660, "quiet_until": 780}, "none": dict.fromkeys(NIGHT)}


@settings(max_examples=8)
@given(st.lists(STEPS, min_size=3, max_size=14))
def test_each_push_is_told_once_in_order(sqlite_template: Path, steps: list[Topic | float | str]) -> None:
    """Whatever the sequence of pushes, hours, changes and restarts, each push is told exactly once, and those of one
    topic in their order.
    """
    with TemporaryDirectory() as folder:
        asyncio.run(_play(databases.sqlite_copy(sqlite_template, Path(folder)), steps))


async def _play(url: str, steps: list[Topic | float | str]) -> None:
    async with Database(url) as database:
        async with database.begin() as session:
            await rows.user(session)
        desk, numbers, clock = Desk(database), count(), 0.0
        pushed: list[str] = []
        for step in steps:
            if isinstance(step, Topic):
                pushed.append(f"{step}-{next(numbers)}")
                await desk.push(step, pushed[-1])
            elif isinstance(step, float):
                clock += step
                desk.at(clock)
            elif step == "deliver":
                await desk.deliver()
            else:
                await desk.prefer(**HOURS[step])
        await desk.prefer(**HOURS["none"])
        await desk.deliver()
        told = [line for _, text in desk.phone.said for line in text.split("\n\n") if not line.startswith("🌙")]
        assert sorted(told) == sorted(pushed)
        for topic in Topic:
            mine = [line for line in pushed if line.startswith(f"{topic}-")]
            assert [line for line in told if line.startswith(f"{topic}-")] == mine
