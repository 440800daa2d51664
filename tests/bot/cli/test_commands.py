"""The command line: what it does, and one clear line where it cannot."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import demo
from bot.localchat import DEMO, LocalChat
from bot.locks.pins import Pins
from bot.storage.database import Database
from bot.storage.tables import User
from bot.storage.vault import KeyRing, Vault, new_key
from kis.simulator import NO_LIMITS, Simulator
from tests.bot.cli.running import run, start
from tests.bot.house import BOB


@pytest.fixture
async def chat() -> AsyncIterator[LocalChat]:
    async with LocalChat.serve() as served:
        yield served


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with Simulator.serve(always_open=True, limits=NO_LIMITS) as served:
        yield served


@pytest.fixture
def env(chat: LocalChat, simulator: Simulator, tmp_path: Path, database_file: str) -> dict[str, str]:
    """Settings that are all right."""
    return demo.environment(chat, simulator, tmp_path) | {"DATABASE_URL": database_file}


def one_line(text: str) -> str:
    """What the operator reads: one line and no traceback."""
    assert "Traceback" not in text
    lines = text.strip().splitlines()
    assert len(lines) == 1, text
    return lines[0]


WRONG = {
    "no token": ({"TELEGRAM_TOKEN": ""}, "TELEGRAM_TOKEN"),
    "no key ring": ({"KEY_RING": ""}, "keys new"),
    "key ring is no key ring": ({"KEY_RING": "k1:abc"}, "1번째 키"),
    "key ring file is not there": ({"KEY_RING_FILE": "/nowhere/ring"}, "KEY_RING_FILE"),
    "database is not there": ({"DATABASE_URL": "postgresql+psycopg://nobody@127.0.0.1:1/x"}, "데이터베이스"),
    "database url is none": ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL"),
    "webhook without a secret": ({"TELEGRAM_WEBHOOK_URL": "https://bot.example/hook"}, "TELEGRAM_WEBHOOK_SECRET"),
    "rate is no number": ({"KIS_PAPER_RATE": "fast"}, "KIS_PAPER_RATE"),
}


@pytest.mark.parametrize(("changes", "says"), WRONG.values(), ids=WRONG)
async def test_run_says_what_to_mend(env: dict[str, str], changes: dict[str, str], says: str) -> None:
    """A wrong setting ends the start with code 1 and one line that names it."""
    code, _, err = await run("run", env=env | changes)

    assert code == 1
    assert says in one_line(err)


async def test_a_process_of_its_own_says_the_same(env: dict[str, str]) -> None:
    """From the shell: code 1 and one line on standard error."""
    process = await start("run", env=env | {"KEY_RING": ""})
    out, err = await process.communicate()

    assert (process.returncode, out) == (1, b"")
    assert "keys new" in one_line(err.decode())


async def test_a_wrong_bot_token_ends_the_bot(env: dict[str, str]) -> None:
    """Telegram does not know the token: the bot ends and says so; the token is not in the log."""
    token = "123456:nobody-has-this-token-at-all-indeed"
    code, _, err = await run("run", env=env | {"TELEGRAM_TOKEN": token})

    assert code == 1
    assert "TELEGRAM_TOKEN이 맞지 않아요" in err
    assert token not in err
    assert "Traceback" not in err


async def test_a_port_in_use_is_named(env: dict[str, str], chat: LocalChat) -> None:
    """The web port is taken: the line says which one and which variable changes it."""
    port = chat.origin.rpartition(":")[2]
    code, _, err = await run("run", env=env | {"WEB_PORT": port})

    assert code == 1
    assert port in err
    assert "WEB_PORT" in err
    assert "Traceback" not in err


async def test_the_demo_names_a_port_in_use(chat: LocalChat) -> None:
    """So does the demo."""
    port = chat.origin.rpartition(":")[2]
    code, out, err = await run("demo", "--port", port)

    assert (code, out) == (1, "")
    assert port in one_line(err)


async def test_a_key_ring_that_opens_nothing_ends_the_start(env: dict[str, str], simulator: Simulator) -> None:
    """Accounts sealed with another ring: the bot does not run half-blind, it says which key is missing."""
    await connected(env, simulator)
    code, _, err = await run("run", env=env | {"KEY_RING": new_key("other")})

    assert code == 1
    assert "'demo'" in err
    assert "Traceback" not in err


async def test_other_roles_are_not_there_yet() -> None:
    """A role this version does not know is refused with a sentence and code 2."""
    code, _, err = await run("run", "--role", "listener")

    assert code == 2
    assert "--role all" in one_line(err)


async def connected(env: dict[str, str], simulator: Simulator, user: int = DEMO.id, **changes: str) -> tuple[int, str]:
    """`connect` with the keys of the simulator's first paper account."""
    keys = simulator.credentials()
    feed = f"{changes.get('app_key', keys.app_key)}\n{changes.get('app_secret', keys.app_secret)}\n"
    code, out, err = await run(
        "connect", "--user", str(user), "--env", "paper",
        "--account", changes.get("account", str(keys.account)), "--hts-id", changes.get("hts_id", keys.hts_id),
        env=env, feed=feed,
    )  # fmt: skip
    assert keys.app_secret not in out + err
    assert keys.app_key not in out + err
    return code, out + err


async def test_connect_keeps_sealed_keys_and_lets_the_user_in(
    env: dict[str, str], simulator: Simulator, tmp_path: Path
) -> None:
    """The account is kept, the user admitted; neither key stands in the file as it is."""
    code, printed = await connected(env, simulator, BOB)

    assert code == 0, printed
    assert "🟢모의" in printed
    keys = simulator.credentials()
    content = await asyncio.to_thread(lambda: b"".join(file.read_bytes() for file in tmp_path.glob("bot.db*")))
    assert keys.app_secret.encode() not in content
    with closing(sqlite3.connect(tmp_path / "bot.db")) as database:
        assert database.execute("SELECT state, role FROM users WHERE id = ?", (BOB,)).fetchall() == [
            ("admitted", "trader")
        ]


REFUSED = {
    "secret": ({"app_secret": "s" * 180}, "앱 시크릿"),
    "account": ({"account": "123"}, "8자리-2자리"),
    "HTS id": ({"hts_id": "a$b"}, "HTS ID"),
    "nothing on standard input": ({"app_key": "", "app_secret": ""}, "앱 키"),
}


@pytest.mark.parametrize(("changes", "says"), REFUSED.values(), ids=REFUSED)
async def test_connect_names_what_is_wrong(
    env: dict[str, str], simulator: Simulator, tmp_path: Path, changes: dict[str, str], says: str
) -> None:
    """Wrong keys are not kept, the user is not let in, and the line says which part is wrong."""
    code, printed = await connected(env, simulator, BOB, **changes)

    assert code == 1
    assert says in printed
    assert "Traceback" not in printed
    with closing(sqlite3.connect(tmp_path / "bot.db")) as database:
        assert database.execute("SELECT count(*) FROM credentials").fetchone() == (0,)
        assert database.execute("SELECT count(*) FROM users").fetchone() == (0,)


async def test_keys_new_makes_a_ring() -> None:
    """Each call prints one new key that KEY_RING takes."""
    (_, first, _), (_, second, _) = await asyncio.gather(run("keys", "new"), run("keys", "new"))

    assert first != second
    KeyRing.parse(first)


async def test_keys_rotate_puts_everything_under_the_first_key(env: dict[str, str], simulator: Simulator) -> None:
    """After rotation the old key may go: accounts and PINs open without it."""
    await connected(env, simulator)
    async with Database(env["DATABASE_URL"]) as database:
        user_id = await first_user(database)
        await Pins(database, Vault(KeyRing.parse(env["KEY_RING"]))).set(user_id, "739146", None)
    new = new_key("newer")
    code, out, err = await run("keys", "rotate", env=env | {"KEY_RING": f"{new},{env['KEY_RING']}"})
    assert (code, err) == (0, "")
    assert "newer" in out
    assert "KEY_RING은 봇을 켤 때만 읽어요" in out

    _, out, _ = await run("doctor", env=env | {"KEY_RING": new})
    assert "✅ 저장된 계좌 1개가 열려요" in out
    async with Database(env["DATABASE_URL"]) as database:
        await Pins(database, Vault(KeyRing.parse(new))).unlock(user_id, "739146")


async def first_user(database: Database) -> int:
    """Whoever was connected."""
    async with database.read() as session:
        return (await session.scalars(select(User.id))).one()


async def test_doctor_finds_nothing_wrong(env: dict[str, str]) -> None:
    """Everything in order: only ✅ and code 0, but for a clock that is the simulator's own."""
    _, out, _ = await run("doctor", env=env)

    wrong = [line for line in out.splitlines() if not line.startswith("✅") and "시계" not in line]
    assert wrong == []
    assert "local_chat_bot" in out


async def test_doctor_says_what_to_mend(env: dict[str, str], tmp_path: Path) -> None:
    """An empty database, a wrong token, no admin, a host that is not there: each has its line, and the code is 1."""
    changes = {
        "DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/new.db",
        "TELEGRAM_TOKEN": "1:wrong",
        "ADMIN_IDS": "",
        "KIS_REAL_ORIGIN": "http://127.0.0.1:1",
    }
    code, out, _ = await run("doctor", env=env | changes)

    wrong = "\n".join(line for line in out.splitlines() if line.startswith("❌"))
    assert code == 1
    for words in ("bot migrate", "BotFather", "ADMIN_IDS", "127.0.0.1:1"):
        assert words in wrong


async def test_doctor_finds_files_that_everybody_may_read(env: dict[str, str], tmp_path: Path) -> None:
    """Key ring or database open to everyone on the machine: each has its line with the command that mends it."""
    ring = tmp_path / "ring"
    ring.write_text(env["KEY_RING"])
    told = {}
    for mode in (0o644, 0o600):
        ring.chmod(mode)
        (tmp_path / "bot.db").chmod(mode)
        _, out, _ = await run("doctor", env=env | {"KEY_RING_FILE": str(ring)})
        told[mode] = [line for line in out.splitlines() if "chmod 600" in line]

    assert [str(name) in line for name, line in zip((tmp_path / "bot.db", ring), told[0o644], strict=True)] == [
        True
    ] * 2
    assert told[0o600] == []


async def test_migrate_once(tmp_path: Path) -> None:
    """A new database is made, the second time there is nothing to do; no other setting is needed."""
    env = {"DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/deep/new.db"}
    first, second = await run("migrate", env=env), await run("migrate", env=env)

    assert first[0] == second[0] == 0
    assert "바꿨어요" in first[1]
    assert "이미" in second[1]


async def test_a_backup_comes_back(env: dict[str, str], simulator: Simulator, tmp_path: Path) -> None:
    """What was kept is in the copy, and the copy fills a new database; a missing file is one line."""
    await connected(env, simulator)
    copy, new = str(tmp_path / "copy"), env | {"DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/new.db"}
    assert (await run("backup", copy, env=env))[0] == 0
    assert (await run("restore", copy, env=new))[0] == 0

    _, out, _ = await run("doctor", env=new)
    assert "✅ 저장된 계좌 1개가 열려요" in out
    code, _, err = await run("restore", str(tmp_path / "nothing"), env=new)
    assert code == 1
    assert "nothing" in one_line(err)


async def test_sigterm_ends_the_bot_quickly(env: dict[str, str], chat: LocalChat, simulator: Simulator) -> None:
    """SIGTERM: code 0 within seconds, and the account's realtime connection is gone."""
    await connected(env, simulator)
    process = await start("run", env=env)
    said = chat.say(DEMO.id, "삼성전자")
    await chat.wait_for(DEMO.id, "005930", after=said.seq)
    process.terminate()
    async with asyncio.timeout(10):
        _, err = await process.communicate()

    assert process.returncode == 0, err.decode()
    assert b"Traceback" not in err
