from __future__ import annotations

import asyncio
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kis.errors import KisError, TokenTooSoon, Unauthorized, Unreachable
from kis.market.clock import KST
from kis.tokens import Tokens
from kis.tokenstore import FileTokens, MemoryTokens, Token, TokenStore

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=KST)
DAY = timedelta(hours=24)


class Desk:
    """Issues numbered tokens as KIS does, and keeps the time."""

    def __init__(self) -> None:
        self.now = NOON
        self.issued = 0
        self.trouble: KisError | None = None

    async def issue(self) -> Token:
        self.issued += 1
        await asyncio.sleep(0)
        if self.trouble is not None:
            raise self.trouble
        return Token(f"fake-{self.issued}", self.now, self.now + DAY)


@pytest.fixture
def desk() -> Desk:
    return Desk()


Make = Callable[..., Tokens]


@pytest.fixture
def make(desk: Desk) -> Make:
    """A keeper of tokens, as a process just started would have it."""

    def made(store: TokenStore | None = None, *, patience: float = 0.0, spacing: float = 60.0) -> Tokens:
        return Tokens("key", desk.issue, store or MemoryTokens(), lambda: desk.now, patience=patience, spacing=spacing)

    return made


async def test_one_token_for_everybody(desk: Desk, make: Make) -> None:
    """However many callers need the first token, it is asked for once."""
    tokens = make()
    got = await asyncio.gather(*(tokens.get() for _ in range(20)))

    assert {token.value for token in got} == {"fake-1"}
    assert desk.issued == 1


async def test_two_clients_of_one_store_share_one_issue(desk: Desk, make: Make) -> None:
    """Two clients of the same key in one process do not ask twice either."""
    store = MemoryTokens()
    one, two = make(store), make(store)

    assert {token.value for token in await asyncio.gather(one.get(), two.get())} == {"fake-1"}


async def test_restart_uses_the_kept_token(desk: Desk, make: Make, tmp_path: Path) -> None:
    """A token outlives the process, through the file."""
    await make(FileTokens(tmp_path)).get()
    desk.now += timedelta(hours=22)

    assert await make(FileTokens(tmp_path)).get() == Token("fake-1", NOON, NOON + DAY)
    assert desk.issued == 1


async def test_a_kept_token_is_used_while_somebody_has_the_turn(desk: Desk, make: Make, tmp_path: Path) -> None:
    """A process that was killed in its turn does not hold up those after it, as long as the token is good."""
    store = FileTokens(tmp_path)
    first = await make(store).get()
    async with store.lock("key"), asyncio.timeout(0.5):
        assert await make(store).get() == first


async def test_renewed_an_hour_before_its_end(desk: Desk, make: Make) -> None:
    """With more than an hour left it is used on, with less it is renewed."""
    tokens = make(spacing=0)
    await tokens.get()
    desk.now = NOON + timedelta(hours=22, minutes=59)
    assert (await tokens.get()).value == "fake-1"
    desk.now = NOON + timedelta(hours=23, minutes=1)

    assert (await tokens.get()).value == "fake-2"


async def test_renewal_that_fails_leaves_the_old_token(desk: Desk, make: Make) -> None:
    """In its last hour a token still serves while KIS gives no new one; past its end the failure is raised."""
    tokens = make(spacing=0)
    await tokens.get()
    desk.trouble = Unreachable("KIS에 연결하지 못했어요.")
    desk.now = NOON + timedelta(hours=23, minutes=30)
    assert (await tokens.get()).value == "fake-1"
    desk.now = NOON + DAY

    with pytest.raises(Unreachable):
        await tokens.get()


async def test_refused_token_that_another_process_renewed(desk: Desk, make: Make, tmp_path: Path) -> None:
    """Before asking for a new token the store is looked at: somebody else may have one."""
    ours, theirs = make(FileTokens(tmp_path), spacing=0), make(FileTokens(tmp_path), spacing=0)
    old = await ours.get()
    desk.now += timedelta(seconds=1)
    new = await theirs.replace(old)

    assert await ours.replace(old) == new
    assert desk.issued == 2


async def test_never_two_issues_within_a_minute(desk: Desk, make: Make) -> None:
    """A second issue within the minute is not even asked for, and the text says how long to wait."""
    tokens = make()
    token = await tokens.get()

    with pytest.raises(TokenTooSoon, match="60초"):
        await tokens.replace(token)
    assert desk.issued == 1


async def test_the_minute_holds_over_a_restart(desk: Desk, make: Make) -> None:
    """The stored time of issue keeps a fresh process from asking too soon."""
    store = MemoryTokens()
    token = await make(store).get()
    desk.now += timedelta(seconds=20)

    with pytest.raises(TokenTooSoon, match="40초"):
        await make(store).replace(token)
    desk.now += timedelta(seconds=40)
    assert (await make(store).replace(token)).value == "fake-2"


async def test_short_wait_is_waited(desk: Desk, make: Make) -> None:
    """A minute that is nearly over is waited for."""
    tokens = make(patience=1, spacing=0.05)
    token = await tokens.get()

    assert (await tokens.replace(token)).value == "fake-2"


async def test_failed_issue_counts_and_stays_the_news(desk: Desk, make: Make) -> None:
    """After a refused key the next call hears the same at once; KIS is not asked again within the minute."""
    desk.trouble = Unauthorized("유효하지 않은 AppSecret입니다.", code="EGW00105")
    tokens = make()
    with suppress(Unauthorized):
        await tokens.get()

    with pytest.raises(Unauthorized, match="AppSecret") as met:
        await tokens.get()
    assert (met.value.code, desk.issued) == ("EGW00105", 1)


async def test_attempt_that_never_left_does_not_count(desk: Desk, make: Make) -> None:
    """Where KIS could not be reached it has not counted, so the next call may ask."""
    desk.trouble = Unreachable("KIS에 연결하지 못했어요.")
    tokens = make()
    with suppress(Unreachable):
        await tokens.get()
    desk.trouble = None

    assert (await tokens.get()).value == "fake-2"


async def test_scheduled_renewal(desk: Desk, make: Make) -> None:
    """`renew` makes the token last the day; within six hours KIS would answer with the same, so it is left."""
    tokens = make(spacing=0)
    await tokens.get()
    desk.now = NOON + timedelta(hours=5)
    assert (await tokens.renew()).value == "fake-1"
    desk.now = NOON + timedelta(hours=7)

    assert (await tokens.renew()).value == "fake-2"


async def test_forgotten_token_is_gone_everywhere(desk: Desk, make: Make, tmp_path: Path) -> None:
    """After `forget` neither memory nor store knows the token."""
    tokens = make(FileTokens(tmp_path))
    await tokens.get()
    forgotten = await tokens.forget()

    assert forgotten is not None
    assert tokens.current is None
    assert await FileTokens(tmp_path).load("key") is None


async def test_file_is_private_and_whole(tmp_path: Path) -> None:
    """Only the owner reads the file, and nothing is left beside it."""
    store, token = FileTokens(tmp_path / "tokens"), Token("fake", NOON, NOON + DAY)
    await store.save("key", token)
    path = tmp_path / "tokens" / "key.json"

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert await store.load("key") == token
    assert [entry.name for entry in path.parent.iterdir()] == ["key.json"]


async def test_tilde_is_the_home_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder below `~` is where a shell would have it."""
    monkeypatch.setenv("HOME", str(tmp_path))
    await FileTokens("~/tokens").save("key", Token("fake", NOON, NOON + DAY))

    assert await FileTokens(tmp_path / "tokens").load("key") == Token("fake", NOON, NOON + DAY)


@pytest.mark.parametrize(
    "text",
    [
        '{"value": ',
        "[]",
        '{"value": "fake"}',
        '{"value": "bad header", "issued_at": "2026-11-20T12:00:00+09:00", "expires_at": "2026-11-21T12:00:00+09:00"}',
        '{"value": 1, "issued_at": "2026-11-20T12:00:00+09:00", "expires_at": "2026-11-21T12:00:00+09:00"}',
        '{"value": "fake", "issued_at": "2026-11-20T12:00:00", "expires_at": "2026-11-21T12:00:00"}',
    ],
    ids=["half", "no object", "no times", "no header", "no text", "no zone"],
)
async def test_broken_file_counts_as_none(tmp_path: Path, text: str) -> None:
    """A file that somebody spoilt costs a new token and nothing else."""
    (tmp_path / "key.json").write_text(text)

    assert await FileTokens(tmp_path).load("key") is None


async def test_two_processes_do_not_both_issue(tmp_path: Path) -> None:
    """While another process asks for a token this one waits, and then uses what that one got."""
    code = (
        "import fcntl, sys, time; lock = open(sys.argv[1], 'w'); fcntl.flock(lock, fcntl.LOCK_EX);"
        "print('held', flush=True); sys.stdin.read()"
    )
    other = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        code,
        str(tmp_path / "key.lock"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert other.stdout is not None
    await other.stdout.readline()
    desk, store = Desk(), FileTokens(tmp_path)
    waiting = asyncio.create_task(Tokens("key", desk.issue, store, lambda: desk.now).get())
    await asyncio.sleep(0.1)
    assert not waiting.done()
    await store.save("key", Token("from-the-other", NOON, NOON + DAY))
    await other.communicate(b"")

    assert (await asyncio.wait_for(waiting, 5)).value == "from-the-other"
    assert desk.issued == 0


async def test_lock_that_is_never_given_up(tmp_path: Path) -> None:
    """Waiting for another process has an end, with a sentence."""
    store = FileTokens(tmp_path, patience=0.05)
    async with store.lock("key"):
        with pytest.raises(Unreachable, match="다른 프로그램"):
            async with store.lock("key"):
                pass


@pytest.mark.parametrize("steps", range(4))
async def test_cancelled_caller_wastes_no_issue(desk: Desk, make: Make, steps: int) -> None:
    """Wherever the caller who asks is cancelled, the token comes, and the next caller uses it within the minute."""
    tokens = make()
    first = asyncio.create_task(tokens.get())
    for _ in range(1 + steps):
        await asyncio.sleep(0)
    first.cancel()

    assert (await asyncio.wait_for(tokens.get(), 1)).value == "fake-1"
    assert desk.issued == 1
