"""The bot's pages as Mini Apps: launch data opens the user's own page, once; it is the page that a link opens."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from bot.settings import Settings
from bot.storage import credentials, users
from bot.storage.states import LinkPurpose, Role, UserState
from bot.storage.tables import Launch, User
from tests.bot.house import ALICE, BOB, House, house
from tests.bot.locks.pressing import PIN
from tests.bot.web.launching import HERE, action, admit, fresh, knock, launch, with_pin
from tests.bot.web.test_connect import entered


@pytest.fixture
async def home(tmp_path: Path, database_file: str) -> AsyncIterator[House]:
    """Alice connected, and a local chat that opens Mini Apps."""
    async with house(tmp_path, DATABASE_URL=database_file, **HERE) as ready:
        yield ready


async def test_connect_by_mini_app(home: House) -> None:
    """연결 brings a button; its page names the chat, takes a mistake back, and connects; then it is used up."""
    card = await home.ask("연결", "아래 단추")
    assert [button.app for button in card.buttons] == [f"http://127.0.0.1:{home.bot.web_port}/app/connect"]
    assert "http" not in card.text
    assert "http" in (await home.ask("연결 링크", "5분 동안 한 번만")).text
    form = await knock(home, *launch(home, "연결하기"))
    assert f"데모 ({ALICE})" in form.text
    wrong = await home.web.post(action(form), data=entered(home, app_secret="s" * 180))
    assert wrong.status_code == 422
    done = await home.web.post(action(wrong), data=entered(home))

    assert done.status_code == 200, done.text
    assert "data-done" in done.text
    await home.chat.wait_for(ALICE, "연결했어요 · 🟢모의")
    assert (await home.web.post(action(form), data=entered(home))).status_code == 410


async def test_a_launch_opens_one_page(home: House) -> None:
    """The same data again, at the same app or at another, at once or later: nothing, and the first page stays good."""
    data = fresh(home, ALICE)
    answers = await asyncio.gather(*(knock(home, app, data) for app in ("connect", "connect", "pin_reset", "pad")))
    opened = [answer for answer in answers if answer.status_code != 403]
    assert len(opened) == 1
    assert (await knock(home, "connect", data)).status_code == 403

    form = await knock(home, "connect", fresh(home, ALICE, start_param="again"))
    assert (await knock(home, "connect", fresh(home, BOB))).status_code == 403
    assert (await home.web.post(action(form), data=entered(home, account="1"))).status_code == 422


async def test_whom_the_bot_does_not_let_in(home: House) -> None:
    """A stranger, one who waits, was refused, has left: Telegram's word for who they are is not enough."""
    answers = [await knock(home, "connect", fresh(home, BOB))]
    for state in (UserState.ASKED, UserState.REFUSED, UserState.LEFT):
        await admit(home, BOB, Role.ADMIN)
        async with home.database.begin() as session:
            await session.execute(update(User).where(User.id == BOB).values(state=state))
        answers += [await knock(home, app, fresh(home, BOB, start_param=state)) for app in LinkPurpose]

    assert {answer.status_code for answer in answers} == {403}
    async with home.database.read() as session:
        assert await session.scalar(select(func.count()).select_from(Launch)) == 0


async def test_roles_come_from_here_not_from_the_data(home: House) -> None:
    """Whatever else stands in the data, a viewer's page is the viewer's, for the viewer's own account."""
    await admit(home, BOB, Role.VIEWER)
    form = await knock(home, "connect", fresh(home, BOB, role="admin", chat_type="sender"))
    keys = home.simulator.credentials(owner=1)
    data = {**entered(home), "app_key": keys.app_key, "app_secret": keys.app_secret, "account": str(keys.account)}
    assert (await home.web.post(action(form), data={**data, "hts_id": keys.hts_id})).status_code == 200

    async with home.database.read() as session:
        bob = await users.get(session, BOB)
        mine = await credentials.of_user(session, BOB)
    assert bob is not None
    assert bob.role is Role.VIEWER
    assert [row.account_hint for row in mine] == [keys.account.masked]


async def test_expelled_between_launch_and_post(home: House) -> None:
    """The page that is open already does nothing any more."""
    await admit(home, BOB, Role.TRADER)
    form = await knock(home, "connect", fresh(home, BOB))
    async with home.database.begin() as session:
        assert await users.expel(session, BOB)

    assert (await home.web.post(action(form), data=entered(home))).status_code == 410


async def test_keys_wait_for_the_pin(home: House) -> None:
    """A button from before 잠금 opens no form; the data is not used up by that, and does it after 풀기."""
    await home.ask("연결", "아래 단추")
    await with_pin(home)
    app, data = launch(home, "연결하기")
    held = await knock(home, app, data)
    assert held.status_code == 403
    assert "「풀기」" in held.text
    await home.bot.services.pins.unlock(ALICE, PIN)

    assert (await knock(home, app, data)).status_code == 200


async def test_forgotten_pin_by_mini_app(home: House) -> None:
    """핀 초기화 brings the page that asks for the app secret; without it the PIN stays."""
    await with_pin(home)
    await home.ask("핀 초기화", "아래 단추")
    form = await knock(home, *launch(home, "PIN 지우기"))
    assert (await home.web.post(action(form), data={"app_secret": "x" * 180})).status_code == 422
    done = await home.web.post(action(form), data={"app_secret": home.simulator.credentials().app_secret})

    assert done.status_code == 200
    await home.chat.wait_for(ALICE, "PIN을 지웠어요")


async def test_frame_is_closed_to_the_rest_of_the_web(home: House) -> None:
    """Own script only, nothing inline, framed by Telegram alone, nothing stored; the pages behind it not at all."""
    frame, script = await home.web.get("/app/connect"), await home.web.get("/app/app.js")
    policy = frame.headers["content-security-policy"]
    here = home.bot.services.settings.telegram_origin

    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert f"frame-ancestors https://web.telegram.org {here}" in policy
    assert re.findall(r'(?:src|href)="([^"]*)"', frame.text) == ["app.js"]
    assert not re.search(r"<script(?! src)| on\w+=", frame.text)
    assert "telegram.org" not in script.text
    for answer in (frame, script):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
    form = await knock(home, "connect", fresh(home, ALICE))
    assert "frame-ancestors 'none'" in form.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("public", "telegram", "apps"),
    [
        pytest.param("https://bot.example", "https://api.telegram.org", True, id="public"),
        pytest.param("http://bot.example", "https://api.telegram.org", False, id="public without TLS"),
        pytest.param("", "https://api.telegram.org", False, id="no address"),
        pytest.param("http://127.0.0.1:8787", "https://api.telegram.org", False, id="here, Telegram's server"),
        pytest.param("http://127.0.0.1:8787", "http://127.0.0.1:8081", True, id="here, local chat"),
        pytest.param("http://[::1]:0", "http://localhost:8081", True, id="here by other names"),
        pytest.param("", "http://127.0.0.1:8081", False, id="local chat, not asked for"),
        pytest.param("http://bot.example", "http://127.0.0.1:8081", False, id="elsewhere, local chat"),
        pytest.param("http://127.0.0.1.bot.example", "http://127.0.0.1:8081", False, id="a name that begins alike"),
    ],
)
def test_where_mini_apps_are(public: str, telegram: str, apps: bool) -> None:
    """By https; without it only on this machine, with a Bot API server of this machine, and if so asked."""
    settings = Settings(telegram_token="1:a", telegram_origin=telegram, public_url=public)

    assert settings.has_apps is apps
