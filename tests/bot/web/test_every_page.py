"""Every page and every method of the bot's web server, tried without the right to it.

The routes are walked: a new page fails here until it is said what a knock without a right hears.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from starlette.routing import Route

from bot.storage.states import LinkPurpose
from bot.web.app import build
from bot.web.connect import BODY_LIMIT
from tests.bot.house import ALICE, House, house
from tests.bot.web.test_webhook import free_port, update, webhook

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
OPEN = {"/health", "/app/app.js", *(f"/app/{purpose}" for purpose in LinkPurpose)}
"""To be looked at by anybody: says nothing but that the bot lives, or how a Mini App asks."""
DOORS = {f"/app/{purpose}" for purpose in LinkPurpose}
"""Where launch data is shown."""
SECRET = {"/telegram/hook"}
"""Telegram's own door."""
TOKENS = ("guess", "x" * 43, "..%2f", "%00", "a" * 5_000, "'%20OR%201=1")


def pages(home: House) -> dict[str, set[str]]:
    """Paths and what may be done there."""
    found: dict[str, set[str]] = {}
    for route in build(home.bot.services, home.bot.telegram).routes:
        assert isinstance(route, Route)
        found.setdefault(route.path, set()).update(route.methods or ())
    return found


async def test_no_page_opens_without_a_right(tmp_path: Path, database_file: str) -> None:
    """By guessed tokens, without the webhook's secret, by any method, from any host: nothing opens."""
    async with house(tmp_path, **webhook(free_port(), database_file)) as home:
        heard, walked = home.said(), 0
        for path, methods in pages(home).items():
            for token in TOKENS if "{token}" in path else ("",):
                for method in METHODS:
                    if method in methods and path in OPEN and method != "POST":
                        continue
                    address = path.replace("{token}", token)
                    answer = await home.web.request(method, address, headers={"host": "evil.example"})
                    wanted = {403} if path in SECRET | DOORS and method in methods else {404, 405, 410}
                    assert answer.status_code in wanted, (method, address, answer.status_code)
                    walked += 1
        assert walked > 8 * len(TOKENS)
        assert home.said() == heard


async def test_a_guess_is_refused_before_its_body_is_read(home: House) -> None:
    """Who has no link cannot make the bot read or try anything, however large."""
    for path, methods in pages(home).items():
        if "{token}" in path and "POST" in methods:
            answer = await home.web.post(path.replace("{token}", "guess"), content=b"a" * (BODY_LIMIT + 1))
            assert answer.status_code == 410


async def test_a_link_opens_its_own_page_only(home: House) -> None:
    """A link for one purpose is a closed door at every other page."""
    await home.ask("도움", "도움")
    links = home.bot.services.links
    for purpose in LinkPurpose:
        own = urlsplit(await links.create(ALICE, purpose)).path
        token = own.rpartition("/")[2]
        for path, methods in pages(home).items():
            address = path.replace("{token}", token)
            for method in methods & {"GET", "POST"} if address not in {path, own} else ():
                answer = await home.web.request(method, address)
                assert answer.status_code == 410, (method, path)
        assert (await home.web.post(own)).status_code != 410


async def test_a_wrong_secret_says_nothing_of_the_body(tmp_path: Path, database_file: str) -> None:
    """The secret is asked first: neither a right update nor a wrong body tells a guesser anything."""
    async with house(tmp_path, **webhook(free_port(), database_file)) as home:
        bodies = (b"{", b"a" * (2 * 1024 * 1024), str(update("정지")).encode())
        codes = [
            (await home.web.post("/telegram/hook", content=one, headers={"X-Telegram-Bot-Api-Secret-Token": "x"}))
            for one in bodies
        ]
        assert [answer.status_code for answer in codes] == [403] * 3
