"""Telegram's side of a launch, made without the code under test or the local chat's."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import parse_qs, quote, urlsplit

import httpx

from bot.storage import users
from bot.storage.states import Role
from tests.bot.house import ALICE, House
from tests.bot.locks.pressing import PIN

HERE = {"PUBLIC_URL": "http://127.0.0.1:0"}
"""The environment in which the local chat opens the bot's pages as Mini Apps."""


def fields(user_id: int, at: int, **more: str) -> dict[str, str]:
    """What Telegram says of a launch, without its hash."""
    user = json.dumps({"id": user_id, "first_name": "밥 & 앨리스", "language_code": "ko"}, ensure_ascii=False)
    return {"query_id": "AAHdF6IQ", "user": user, "auth_date": str(at), "signature": "x-_9" * 21, **more}


def hashed(said: Mapping[str, str], token: str) -> str:
    """The hash as the page "Validating data received via the Mini App" words it."""
    secret = hmac.new(b"WebAppData", token.encode(), hashlib.sha256)
    check = "\n".join(sorted(f"{name}={value}" for name, value in said.items()))
    return hmac.new(secret.digest(), check.encode(), hashlib.sha256).hexdigest()


def query(said: Mapping[str, str]) -> str:
    """Fields as one string."""
    return "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in said.items())


def signed(said: Mapping[str, str], token: str) -> str:
    """Launch data."""
    return query({**said, "hash": hashed(said, token)})


async def knock(home: House, app: str, launch: str) -> httpx.Response:
    """Show launch data to a Mini App, as its page does."""
    return await home.web.post(f"/app/{app}", data={"launch": launch})


def launch(home: House, button: str, user: int = ALICE) -> tuple[str, str]:
    """Press a Mini App button; returns which app it is, and the launch data behind the `#`."""
    url = urlsplit(home.chat.launch(user, button))
    assert url.query == ""
    return url.path.rpartition("/")[2], parse_qs(url.fragment)["tgWebAppData"][0]


def fresh(home: House, user: int, **more: str) -> str:
    """Launch data of this moment, whether or not there is a button."""
    return signed(fields(user, int(datetime.now(UTC).timestamp()), **more), home.bot.services.settings.telegram_token)


def action(page: httpx.Response) -> str:
    """Where the page's form goes."""
    found = re.search(r'action="\.\.(/[a-z]+/[\w-]+)"', page.text)
    assert found is not None, page.text
    return found[1]


async def admit(home: House, user: int, role: Role) -> None:
    async with home.database.begin() as session:
        await users.admit(session, user, role, now=datetime.now(UTC), name="밥")


async def with_pin(home: House) -> None:
    """Alice has a PIN, without a finger."""
    await home.bot.services.pins.set(ALICE, PIN, None)


def pressed(page: httpx.Response, digits: str) -> dict[str, str]:
    """What the page sends for these digits."""
    keys = {face: key for key, face in re.findall(r'data-key="(\w+)">(\d)<', page.text)}
    pad = re.search(r'name="pad" value="(\w+)"', page.text)
    assert pad is not None
    assert len(keys) == 10
    return {"pad": pad[1], "keys": ",".join(keys[digit] for digit in digits)}


async def press(home: House, page: httpx.Response, digits: str) -> httpx.Response:
    """Enter digits on the page."""
    return await home.web.post(action(page), data=pressed(page, digits))
