"""Known secrets go in through every door; then everything that is written or shown is searched for them.

Sealed places may hold them, and the one wire to KIS; nothing else may: neither the log at DEBUG (before redaction,
too), nor a file of the database, nor a copy of it, nor a word in the chat.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from sqlalchemy import select

from bot.log import FORMAT, QUIET, RedactingFormatter
from bot.storage import backup
from bot.storage.tables import AuditEvent, Message
from bot.storage.tokens import DatabaseTokens
from bot.storage.vault import KeyRing, Vault
from kis.credentials import Account, Credentials, Environment
from tests.bot.cli.running import run
from tests.bot.house import ALICE, House, house
from tests.bot.locks.pressing import PIN, digits, enter, set_pin
from tests.bot.web.launching import fields, knock, press, signed

RING = "planted:" + "UGxhbnRlZEtleU9mVGhlUmluZ05vdEFTZWNyZXQhISE="
TOKEN_SECRET = "Planted-only-telegram-knows"
"""Of the webhook."""
WRONG_SECRET = "Planted0Wrong1Secret2" * 8
WRONG_PIN = "28509364"
QUERY_ID = "AAHplantedquery"
"""Of a launch of the Mini App."""
STRAY_ID = "plantedhtsid"


@dataclass
class Records:
    """Everything that was logged: as the operator sees it, and as it was before redaction."""

    shown: io.StringIO = field(default_factory=io.StringIO)
    raw: io.StringIO = field(default_factory=io.StringIO)


@pytest.fixture
def records() -> Iterator[Records]:
    """The log at DEBUG, set up as `bot.log.setup` does."""
    kept, root = Records(), logging.getLogger()
    shown, raw = logging.StreamHandler(kept.shown), logging.StreamHandler(kept.raw)
    shown.setFormatter(RedactingFormatter(FORMAT))
    raw.setFormatter(logging.Formatter(FORMAT))
    before = root.level, {name: logging.getLogger(name).level for name in QUIET}
    root.setLevel(logging.DEBUG)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    root.addHandler(shown)
    root.addHandler(raw)
    yield kept
    root.removeHandler(shown)
    root.removeHandler(raw)
    root.setLevel(before[0])
    for name, level in before[1].items():
        logging.getLogger(name).setLevel(level)


def secrets_of(*keys: Credentials) -> dict[str, str]:
    """What may not be found, by what it is."""
    found = {"ring key": RING.partition(":")[2], "webhook secret": TOKEN_SECRET, "wrong secret": WRONG_SECRET[:40]}
    for number, one in enumerate(keys):
        found |= {
            f"app key {number}": one.app_key,
            f"app secret {number}": one.app_secret[:40],
            f"account {number}": one.account.number,
        }
    found |= {"PIN": PIN, "wrong PIN": WRONG_PIN, "launch data": QUERY_ID}
    return found | {"HTS id": keys[0].hts_id, "another HTS id": STRAY_ID}


def found_in(where: bytes | str, secrets: dict[str, str]) -> list[str]:
    """Which of them stand there."""
    text = where if isinstance(where, bytes) else where.encode()
    return [name for name, secret in secrets.items() if secret.encode() in text]


async def by_form(home: House, keys: Credentials) -> str:
    """Wrong keys, an HTS id of nobody, a word for an account, KIS down, then the right keys; returns the pages."""
    card = await home.ask("연결", "5분 동안 한 번만")
    path = urlsplit(re.findall(r"http://\S+", card.text)[0]).path
    right = {
        "environment": "paper",
        "app_key": keys.app_key,
        "app_secret": keys.app_secret,
        "account": str(keys.account),
        "hts_id": keys.hts_id,
    }
    pages = [(await home.web.get(path)).text]
    for changes in ({"app_secret": WRONG_SECRET}, {"account": "12"}, {"app_key": keys.app_key + " x"}):
        answer = await home.web.post(path, data={**right, **changes})
        assert answer.status_code == 422
        pages.append(answer.text.replace(keys.hts_id, "").replace(str(keys.account), ""))
    await home.simulator_fault(code=500, times=1, path="/oauth2/tokenP")
    pages.append((await home.web.post(path, data=right)).text.replace(keys.hts_id, "").replace(str(keys.account), ""))
    answer = await home.web.post(path, data=right)
    assert answer.status_code == 200, answer.text
    return "\n".join([*pages, answer.text])


async def by_chat(home: House, keys: Credentials) -> None:
    """Right, wrong, half, misspelt, and pasted without a word."""
    line = f"연결 실전 {keys.app_key} {keys.app_secret} {keys.account} {keys.hts_id}"
    await home.ask(line.replace(keys.app_secret, WRONG_SECRET), "앱 시크릿")
    await home.ask(line.replace(str(keys.account), "1234"), "계좌번호")
    await home.ask(f"연결 {keys.app_key} {keys.app_secret}", "연결 정보를 읽지 못했어요")
    await home.ask(line.replace("연결", "열결"), "키를 채팅에 적지")
    await home.ask(keys.app_secret, "키를 채팅에 적지")
    await home.ask(line, "연결했어요 · 🔴실전")


async def by_pad(home: House, keys: Credentials) -> str:
    """A PIN set, entered wrong and right, typed where no PIN belongs, forgotten by a link, and left on a pad."""
    await set_pin(home)
    card = await home.ask("핀 초기화", "5분 동안 한 번만")
    path = urlsplit(re.findall(r"http://\S+", card.text)[0]).path
    answers = [await home.web.post(path, data={"app_secret": word}) for word in (WRONG_SECRET, keys.app_secret)]
    assert [answer.status_code for answer in answers] == [422, 200]
    await set_pin(home)
    await home.ask("풀기", "PIN을 눌러")
    await enter(home, WRONG_PIN, "PIN이 달라요")
    answers += await by_page(home)
    await home.ask("풀기", "PIN을 눌러")
    await home.ask(PIN, "숫자판으로만")
    await digits(home, PIN)
    return "\n".join(answer.text for answer in answers)


async def by_page(home: House) -> list[httpx.Response]:
    """The pad as a Mini App: a PIN entered wrong and right; launch data changed, and shown twice."""
    data = planted_launch(home)
    pages = [await knock(home, "pad", text) for text in (data[:-1] + "~", data, data)]
    assert [page.status_code for page in pages] == [403, 200, 403]
    pages.append(await press(home, pages[1], WRONG_PIN))
    pages.append(await press(home, pages[-1], PIN))
    await home.chat.wait_for(ALICE, "15분 동안 풀었어요")
    return pages


def planted_launch(home: House) -> str:
    """Launch data whose `query_id` is looked for."""
    said = fields(ALICE, int(home.bot.services.links.now().timestamp()), query_id=QUERY_ID)
    return signed(said, home.bot.services.settings.telegram_token)


async def bad_days(home: House) -> None:
    """Trade; KIS refuses the token, answers nonsense, repeats what it was told; a handler breaks."""
    home.simulator.broker.set_price("005930", 70_500)
    await home.ask("매수 삼성전자 2 시장가", "매수 확인")
    await home.press("매수 확정", "전량 체결")
    for code in (401, 403, 500):
        await home.simulator_fault(code=code, times=2)
        home.chat.say(ALICE, "잔고")
        home.chat.say(ALICE, "진단")
        await home.ask("도움", "도움")
    await home.ask("알림 삼성전자 90000 이상", "90,000")


async def test_no_planted_secret_is_found(tmp_path: Path, database_file: str, records: Records) -> None:
    """Form, chat, Mini App and terminal; then log, files, copy, outbox, audit, transcript and reprs."""
    environ = {"DATABASE_URL": database_file, "KEY_RING": RING, "CONNECT_IN_CHAT": "1"}
    async with house(tmp_path, connected=False, TELEGRAM_WEBHOOK_SECRET=TOKEN_SECRET, **environ) as home:
        simulator = home.simulator
        paper, real, other = (
            simulator.credentials(),
            simulator.credentials(Environment.REAL),
            simulator.credentials(owner=1),
        )
        secrets = secrets_of(paper, real, other)
        pages = await by_form(home, paper)
        await by_chat(home, real)
        await home.ask("모의", "한 번 더")
        await home.ask("모의", "계좌를 써요")
        pages += await by_pad(home, paper)
        await bad_days(home)
        code, printed, failed = await by_terminal(environ, home, other)
        assert code == 0, failed

        secrets |= await issued(home)
        copy = tmp_path / "copy"
        await backup.save(home.database, copy)
        files = kept_in(tmp_path)
        assert {"bot.db", "bot.db-wal", "copy"} <= files.keys()
        rows = await written(home)
        live = [repr(vars(home.bot.services.connections)), repr(home.bot.services.settings), repr(home.bot)]
        live += [repr(home.bot.services.pads.of(ALICE)), repr(await home.bot.services.pins.of(ALICE))]
        for one in home.bot.services.connections.all():
            live += [repr(vars(one)), repr(one.credentials), repr(vars(one.kis)), repr(vars(one.stream))]
        said = home.said() + [toast.text for toast in home.chat.toasts(ALICE)]
        mine = [m for m in home.chat.transcript(ALICE) if not m.from_bot and found_in(m.text, secrets)]

    places: dict[str, bytes | str] = {
        "log": records.shown.getvalue(),
        "log before redaction": records.raw.getvalue(),
        "pages": pages,
        "terminal": printed + failed,
        "chat": "\n".join(said),
        "reprs": "\n".join(live),
        "rows": rows,
        **files,
    }
    assert {where: found for where, text in places.items() if (found := found_in(text, secrets))} == {}
    assert len(mine) == 7
    assert all(message.deleted for message in mine)


async def by_terminal(environ: dict[str, str], home: House, keys: Credentials) -> tuple[int, str, str]:
    """`python -m bot connect` for somebody else, beside the running bot."""
    env = environ | {"KIS_PAPER_ORIGIN": home.simulator.rest, "KIS_PAPER_WS_ORIGIN": home.simulator.ws}
    words = ("connect", "--user", "1002", "--env", "paper", "--account", str(keys.account), "--hts-id", keys.hts_id)
    return await run(*words, env=env | {"KIS_PAPER_RATE": "50"}, feed=f"{keys.app_key}\n{keys.app_secret}\n")


async def issued(home: House) -> dict[str, str]:
    """The access tokens that KIS has given out, as the bot keeps them, sealed."""
    tokens = DatabaseTokens(home.database, Vault(KeyRing.parse(RING)))
    kept = {one.environment: await tokens.load(one.credentials.key_id) for one in home.bot.services.connections.all()}
    found = {f"access token {environment}": token.value for environment, token in kept.items() if token is not None}
    assert len(found) == len(kept) > 1
    return found


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
