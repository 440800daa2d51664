"""Known secrets go in through every door; then everything that is written or shown is searched for them.

Sealed places may hold them, and the one wire to KIS; nothing else may: neither the log at DEBUG (before redaction,
too), nor a file of the database, nor a copy of it, nor a word in the chat, nor a file that is taken away. The doors are
counted: a page, a command, a setting that takes a secret and is given none here fails the test.
"""

from __future__ import annotations

import ast
import dataclasses
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import cli
from bot.settings import Settings
from bot.storage import backup, users
from bot.storage.states import Role
from bot.storage.tables import AuditEvent, Message
from bot.storage.tokens import DatabaseTokens
from bot.storage.vault import KeyRing, Vault, new_key
from kis.credentials import Account, Credentials, Environment
from tests.bot.cli.running import run
from tests.bot.house import ALICE, BOB, House, house
from tests.bot.planting import (
    DATABASE_PASSWORD,
    RING,
    TOKEN_SECRET,
    Knocks,
    Records,
    bad_days,
    by_chat,
    by_form,
    by_pad,
    by_webhook,
    everything_asked,
    found_in,
    issued,
    posts,
    records,
    secrets_of,
    told_to_others,
)
from tests.bot.web.test_webhook import free_port

__all__ = ["issued", "records"]


async def test_no_planted_secret_is_found(
    tmp_path: Path, database_file: str, records: Records, issued: dict[str, str]
) -> None:
    """Form, chat, Mini App, webhook and terminal; then log, files, copy, outbox, audit, chats, exports and reprs."""
    port, knocks = free_port(), Knocks()
    environ = {
        "DATABASE_URL": database_file,
        "KEY_RING": RING,
        "CONNECT_IN_CHAT": "1",
        "WEB_PORT": str(port),
        "TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram/hook",
        "TELEGRAM_WEBHOOK_SECRET": TOKEN_SECRET,
    }
    async with house(tmp_path, connected=False, **environ) as home:
        home.web.event_hooks["request"].append(knocks.hear)
        simulator = home.simulator
        paper, real = simulator.credentials(), simulator.credentials(Environment.REAL)
        other = simulator.credentials(owner=1)
        secrets = secrets_of(paper, real, other) | {"bot token": home.chat.token}
        pages = await by_form(home, paper)
        await by_chat(home, real)
        await home.ask("모의", "한 번 더")
        await home.ask("모의", "계좌를 써요")
        pages += await by_pad(home, paper)
        await by_webhook(home)
        await bad_days(home)
        async with home.database.begin() as session:
            await users.admit(session, BOB, Role.TRADER, now=datetime.now(UTC))
        taken_away = await told_to_others(home)
        await everything_asked(home)
        code, printed, failed = await by_terminal(environ, home, other)
        assert code == 0, failed

        await kept_sealed(home, issued)
        secrets |= issued
        assert knocks.planted(home, secrets) == {route.path for route in posts(home)}
        printed += await at_the_terminal(tmp_path, environ, home)
        copy = tmp_path / "copy"
        await backup.save(home.database, copy)
        files = kept_in(tmp_path)
        assert {"bot.db", "bot.db-wal", "copy"} <= files.keys()
        rows = await written(home)
        live = await reprs(home)
        said = home.said() + [toast.text for toast in home.chat.toasts(ALICE)]
        mine = [m for m in home.chat.transcript(ALICE) if not m.from_bot and found_in(m.text, secrets)]

    places: dict[str, bytes | str] = {
        "log": records.shown.getvalue(),
        "log before redaction": records.raw.getvalue(),
        "pages": pages,
        "terminal": printed + failed,
        "chat": "\n".join(said),
        "exports and announcements": taken_away,
        "reprs": "\n".join(live),
        "rows": rows,
        **files,
    }
    assert {where: found for where, text in places.items() if (found := found_in(text, secrets))} == {}
    assert len(mine) == 10
    assert all(message.deleted for message in mine)


async def reprs(home: House) -> list[str]:
    """What a debugger or a careless log line would show of what lives in memory."""
    services = home.bot.services
    live: list[object] = [vars(services.connections), services.settings, home.bot]
    live += [services.pads.of(ALICE), await services.pins.of(ALICE)]
    for one in services.connections.all():
        live += [vars(one), one.credentials, vars(one.kis), vars(one.stream)]
    return [repr(each) for each in live]


async def by_terminal(environ: dict[str, str], home: House, keys: Credentials) -> tuple[int, str, str]:
    """`python -m bot connect` for somebody else, beside the running bot."""
    env = environ | {"KIS_PAPER_ORIGIN": home.simulator.rest, "KIS_PAPER_WS_ORIGIN": home.simulator.ws}
    words = ("connect", "--user", "1002", "--env", "paper", "--account", str(keys.account), "--hts-id", keys.hts_id)
    return await run(*words, env=env | {"KIS_PAPER_RATE": "50"}, feed=f"{keys.app_key}\n{keys.app_secret}\n")


async def kept_sealed(home: House, issued: dict[str, str]) -> None:
    """The bot keeps what KIS has given out, sealed: so there is something to be found."""
    tokens = DatabaseTokens(home.database, Vault(KeyRing.parse(RING)))
    for one in home.bot.services.connections.all():
        kept = await tokens.load(one.credentials.key_id)
        assert kept is not None
        assert kept.value in issued.values()
    assert {name.rpartition(" ")[0] for name in issued} == {"access token", "approval key"}


async def at_the_terminal(folder: Path, environ: dict[str, str], home: House) -> str:
    """What the commands print that look at secrets: all well, and with something to mend."""
    said = []
    env = environ | {"TELEGRAM_TOKEN": home.chat.token, "TELEGRAM_ORIGIN": home.chat.origin}
    env |= {f"KIS_{name}_ORIGIN": home.simulator.rest for name in ("REAL", "PAPER")}
    nowhere = f"postgresql+psycopg://bot:{DATABASE_PASSWORD}@127.0.0.1:1/bot"
    wrong = {
        "TELEGRAM_ORIGIN": "http://127.0.0.1:1",
        "KIS_PAPER_ORIGIN": "http://127.0.0.1:1",
        "KEY_RING": f"{new_key('other')},{RING}x",
        "DATABASE_URL": nowhere,
    }
    for words, changes in (
        (("doctor",), {}),
        *((("doctor",), {name: value}) for name, value in wrong.items()),
        (("backup", str(folder / "printed")), {}),
        (("backup", str(folder / "none")), {"DATABASE_URL": nowhere}),
        (("keys", "rotate"), {}),
        (("keys", "rotate"), {"KEY_RING": new_key("other")}),
        (("restore", str(folder / "printed")), {}),
        (("migrate",), {"DATABASE_URL": nowhere}),
    ):
        _, out, err = await run(*words, env=env | changes)
        assert out + err, words
        said += [out, err]
    return "".join(said)


def test_every_secret_setting_is_planted() -> None:
    """A setting that stays out of the repr is a secret: each of them is among those that are looked for."""
    secret = {one.name for one in dataclasses.fields(Settings) if not one.repr}

    assert secret == {"telegram_token", "webhook_secret", "database_url", "key_ring"}


def test_one_command_asks_for_secrets_at_the_terminal() -> None:
    """`connect` reads standard input; another command that does has to be given a secret here."""
    asking = set()
    for file in Path(cli.__file__).parent.glob("*.py"):
        names = {node.attr for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Attribute)}
        names |= {node.id for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Name)}
        if names & {"stdin", "getpass", "input"}:
            asking.add(file.stem)

    assert asking == {"connect"}


def kept_in(folder: Path) -> dict[str, bytes]:
    """Every file there, as bytes."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


async def written(home: House) -> str:
    """Outbox and audit, as the program reads them."""
    async with home.database.read() as session:
        texts = [f"{row.text}{row.buttons}" for row in await session.scalars(select(Message))]
        events = [f"{row.event}{row.detail}" for row in await session.scalars(select(AuditEvent))]
    assert texts
    assert events
    return "\n".join((*texts, *events))


def test_the_search_finds_what_is_there() -> None:
    """A search that finds nothing has to be one that could."""
    keys = Credentials(Environment.PAPER, "PSplanted", "S" * 40, Account.parse("12345678-01"), "myhts")
    secrets = secrets_of(keys)

    assert found_in(b"\x00PSplanted\x00", secrets) == ["app key 0"]
    assert found_in("account 12345678 of myhts", secrets) == ["account 0", "HTS id"]


async def test_an_exception_with_a_key_in_it_is_logged_without(home: House, records: Records) -> None:
    """A handler that breaks over a key: the chat hears a sentence, the operator a traceback without the key."""
    keys = home.simulator.credentials()

    async def breaks(*_: object, **__: object) -> None:
        raise RuntimeError(f"no such thing: {keys.app_key} {keys.app_secret} {keys.account}")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(home.bot.services.diagnosis.__class__, "report", breaks)
        await home.ask("진단", "뜻밖의 문제가 생겼어요")

    shown = records.shown.getvalue()
    assert "RuntimeError" in shown
    assert found_in(shown, secrets_of(keys)) == []
    assert found_in("\n".join(home.said()), secrets_of(keys)) == []
