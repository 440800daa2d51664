"""Known secrets, and the doors they go in by."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.routing import Match, Route

from bot.chat import Incoming
from bot.commands.router import Router
from bot.commands.table import COMMANDS, TAKE_KEYS
from bot.log import FORMAT, QUIET, RedactingFormatter
from bot.web.app import build
from kis.credentials import Credentials
from kis.simulator.accounts import AccountInfo
from kis.simulator.server.keys import Keys, Token
from tests.bot.house import ALICE, BOB, House
from tests.bot.locks.pressing import PIN, digits, enter, set_pin
from tests.bot.test_every_door import Edge
from tests.bot.web.launching import action, fields, knock, press, signed

RING = "planted:" + "UGxhbnRlZEtleU9mVGhlUmluZ05vdEFTZWNyZXQhISE="
DATABASE_PASSWORD = "Planted-only-postgres-knows"
TOKEN_SECRET = "Planted-only-telegram-knows"
"""Of the webhook."""
WRONG_SECRET = "Planted0Wrong1Secret2" * 8
WRONG_PIN = "285093"
QUERY_ID = "AAHplantedquery"
"""Of a launch of the Mini App."""
STRAY_ID = "plantedhtsid"


@dataclass
class Records:
    """Everything that was logged: as the operator sees it, and as it was before redaction."""

    shown: io.StringIO = field(default_factory=io.StringIO)
    raw: io.StringIO = field(default_factory=io.StringIO)


@dataclass
class Knocks:
    """What was posted to the bot's own pages."""

    requests: list[httpx.Request] = field(default_factory=list)

    async def hear(self, request: httpx.Request) -> None:
        self.requests.append(request)

    def planted(self, home: House, secrets: dict[str, str]) -> set[str]:
        """The pages that were given a secret. The pad is given the names of keys: its secret is which they are."""
        found = set()
        for request in self.requests:
            sent = request.content + repr(request.headers.raw).encode()
            if request.method == "POST" and (found_in(sent, secrets) or b"keys=" in sent):
                found |= {route.path for route in posts(home) if _leads(route, request)}
        return found


def posts(home: House) -> list[Route]:
    """Every page that takes something."""
    routes = build(home.bot.services, home.bot.telegram).routes
    return [route for route in routes if isinstance(route, Route) and "POST" in (route.methods or ())]


def _leads(route: Route, request: httpx.Request) -> bool:
    scope = {"type": "http", "path": request.url.path, "method": "POST", "root_path": ""}
    return route.matches(scope)[0] is Match.FULL


@pytest.fixture
def issued(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Every access token and approval key that KIS gives out, by what it is."""
    found: dict[str, str] = {}
    issue, approve = Keys.issue, Keys.approve

    def token(self: Keys, app_key: str) -> Token:
        made = issue(self, app_key)
        found[f"access token {len(found)}"] = made.text
        return made

    def approval(self: Keys, info: AccountInfo) -> str:
        made = approve(self, info)
        found[f"approval key {len(found)}"] = made
        return made

    monkeypatch.setattr(Keys, "issue", token)
    monkeypatch.setattr(Keys, "approve", approval)
    return found


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
    found["database password"] = DATABASE_PASSWORD
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
    """Right, wrong, half by every word that takes keys, misspelt, and pasted without a word or into an announcement."""
    line = f"연결 실전 {keys.app_key} {keys.app_secret} {keys.account} {keys.hts_id}"
    await home.ask(line.replace(keys.app_secret, WRONG_SECRET), "앱 시크릿")
    await home.ask(line.replace(str(keys.account), "1234"), "계좌번호")
    for command in TAKE_KEYS:
        for word in (*command.names, f"/{command.slash}"):
            await home.ask(f"{word} {keys.app_key} {keys.app_secret}", "연결 정보를 읽지 못했어요")
    await home.ask(line.replace("연결", "열결"), "키를 채팅에 적지")
    await home.ask(keys.app_secret, "키를 채팅에 적지")
    await home.ask(f"관리 공지 {keys.app_key}를 쓰세요", "키를 채팅에 적지")
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
    answers += await by_settings(home, keys)
    await home.ask("풀기", "PIN을 눌러")
    await home.ask(PIN, "숫자판으로만")
    await digits(home, PIN)
    return "\n".join(answer.text for answer in answers)


async def by_page(home: House) -> list[httpx.Response]:
    """The pad as a Mini App: a PIN entered wrong and right; launch data changed, and shown twice."""
    data = planted_launch(home)
    pages = [await knock(home, "pad", text) for text in (data[:-1] + "~", data, data)]
    assert [page.status_code for page in pages] == [403, 200, 403]
    pages += [await knock(home, app, planted_launch(home, app)) for app in ("connect", "pin_reset")]
    pages.append(await press(home, pages[1], WRONG_PIN))
    pages.append(await press(home, pages[-1], PIN))
    await home.chat.wait_for(ALICE, "15분 동안 풀었어요")
    return pages


async def by_settings(home: House, keys: Credentials) -> list[httpx.Response]:
    """A secret pasted where a setting belongs."""
    form = await knock(home, "settings", planted_launch(home, "settings"))
    wrong = await home.web.post(action(form), data={"venue": keys.app_secret, "quiet_from": keys.app_key})
    assert (form.status_code, wrong.status_code) == (200, 422)
    return [form, wrong]


def planted_launch(home: House, app: str = "") -> str:
    """Launch data whose `query_id` is looked for."""
    said = fields(ALICE, int(home.bot.services.links.now().timestamp()), query_id=QUERY_ID + app)
    return signed(said, home.bot.services.settings.telegram_token)


async def by_webhook(home: House) -> None:
    """Somebody who knows half of Telegram's secret."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": TOKEN_SECRET + "x"}
    assert (await home.web.post("/telegram/hook", json={"update_id": 1}, headers=headers)).status_code == 403


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


async def everything_asked(home: House) -> None:
    """Every command there is, as its first example says it, but for the one that takes the account away."""
    edge, router = Edge(), Router(home.bot.services)
    lines = {command.slash: next(iter(command.examples), command.names[0]) for command in COMMANDS}
    del lines["leave"]
    for line in lines.values():
        await router.take(Incoming(ALICE, "데모", ALICE, private=True, text=line, message_id=999), edge)


async def told_to_others(home: House) -> bytes:
    """진단, what there is to read and to take away (내보내기), and words to all; returns files and the other's chat."""
    await home.ask("진단", "진단 ·")
    for line in ("기록", "계좌", "잔고", "체결", "한도", "관심", "관리"):
        home.chat.say(ALICE, line)
    for line in ("내보내기", "내보내기 2026"):
        await home.ask(line, "파일로 보내요")
    await home.ask("관리 공지 오늘 밤 점검해요", "2명에게")
    await home.press("보내기", "보냈어요")
    await home.chat.wait_for(BOB, "오늘 밤 점검해요")
    files = [message.file for message in home.chat.transcript(ALICE) if message.file is not None]
    assert sum(file.name.endswith(".csv") for file in files) == 6
    return b"\n".join([*(file.data for file in files), *(text.encode() for text in home.said(BOB))])
