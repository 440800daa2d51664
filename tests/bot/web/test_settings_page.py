"""설정 as a page: as a Mini App and by a link, in both languages, and for nobody else."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.storage import preferences, users
from bot.storage.states import Language, LinkPurpose, Role, Volume
from bot.storage.tables import Preference
from tests.bot.house import ALICE, BOB, House, house
from tests.bot.test_english import korean
from tests.bot.web.launching import HERE, action, admit, fresh, knock, launch


@pytest.fixture
async def home(tmp_path: Path, database_file: str) -> AsyncIterator[House]:
    """A local chat that opens Mini Apps."""
    async with house(tmp_path, DATABASE_URL=database_file, **HERE) as ready:
        yield ready


def entered(page: httpx.Response) -> dict[str, str]:
    """What the form would send as it stands."""
    chosen = re.findall(r'<select name="(\w+)">.*?<option value="(\w+)" selected>', page.text)
    times = re.findall(r'<input type="time" name="(\w+)" value="([\d:]*)">', page.text)
    return dict(chosen) | dict(times)


async def kept(home: House, user: int = ALICE) -> Preference:
    async with home.database.read() as session:
        return await preferences.of_user(session, user)


async def test_all_is_set_on_one_page(home: House) -> None:
    """The button opens the form as things are; it saves once, in the language that was chosen, and is used up."""
    await home.ask("설정", "⚙️")
    form = await knock(home, *launch(home, "한 화면에서"))
    said = entered(form)
    assert (said["venue"], said["card"], said["fill"], said["language"]) == ("KRX", "0", "on", "ko")
    assert len(said) == 11
    more = {
        "venue": "NXT",
        "card": "1",
        "fill": "silent",
        "language": "en",
        "quiet_from": "22:00",
        "quiet_until": "07:30",
    }
    done = await home.web.post(action(form), data=said | more)
    assert (done.status_code, "Saved" in done.text, "data-done" in done.text) == (200, True, True)
    assert (await home.web.post(action(form), data=said)).status_code == 410

    preference = await kept(home)
    assert (preference.venue, preference.brief_cards, preference.fill) == ("NXT", True, Volume.SILENT)
    assert (preference.quiet_from, preference.quiet_until) == (22 * 60, 7 * 60 + 30)
    card = await home.ask("/settings", "Quiet hours 22:00-07:30")
    assert {"✅ NXT", "✅ Brief cards", "✅ English"} <= {button.text for button in card.buttons}


async def test_the_page_speaks_english(home: House) -> None:
    """Every page in English: the frame as the browser asks, the form as its owner has chosen, what refuses too."""
    async with home.database.begin() as session:
        await users.set_language(session, ALICE, Language.ENGLISH)
    english = {"accept-language": "en-US,en;q=0.9"}
    frame = await home.web.get("/app/settings", headers=english)
    forms = [await knock(home, app, fresh(home, ALICE, start_param=app)) for app in LinkPurpose]
    gone = [await home.web.get(f"/{page}/x", headers=english) for page in ("settings", "connect", "pin")]
    refused = await home.web.post("/app/settings", data={"launch": "x"}, headers=english)

    pages = [frame, *forms, *gone, refused]
    assert korean(page.text for page in pages) == []
    assert all('lang="en"' in page.text for page in pages)
    assert 'lang="ko"' in (await home.web.get("/app/settings")).text


async def test_what_is_no_choice_changes_nothing(home: House) -> None:
    """A value that is not offered, a setting left out, half a span of quiet, too much; the form stays good."""
    url = re.search(r"http://\S+", (await home.ask("설정 링크", "한 번만")).text)
    assert url is not None
    path = httpx.URL(url[0]).path
    form = await home.web.get(path)
    said = entered(form)
    forged = (
        {"refusal": "off"}, {"venue": "XKRX"}, {"language": "fr"}, {"card": ""}, {"fills": "2"},
        {"quiet_from": "22:00"}, {"quiet_from": "22:00", "quiet_until": "22:00"},
        {"quiet_from": "x", "quiet_until": "y"},
    )  # fmt: skip
    for change in forged:
        assert (await home.web.post(path, data=said | change)).status_code == 422, change
    assert (await home.web.post(path, data=said | {"x": "x" * 5000})).status_code == 413
    assert (await home.web.post(path, data=dict.fromkeys(list(said)[:3], "on"))).status_code == 422
    assert (await kept(home)).venue is None

    assert (await home.web.post(path, data=said | {"fill": "off"})).status_code == 200
    assert (await kept(home)).fill is Volume.OFF


async def test_nobody_sets_for_another(home: House) -> None:
    """Forged, repeated and strangers' launches open nothing; what is open does nothing once its owner is out."""
    data = fresh(home, ALICE)
    assert (await knock(home, "settings", data[:-1] + ("0" if data[-1] != "0" else "1"))).status_code == 403
    assert (await knock(home, "settings", fresh(home, BOB))).status_code == 403
    assert (await knock(home, "settings", data)).status_code == 200
    assert (await knock(home, "settings", data)).status_code == 403
    await admit(home, BOB, Role.VIEWER)
    form = await knock(home, "settings", fresh(home, BOB, start_param="2"))
    said = entered(form)
    async with home.database.begin() as session:
        assert await users.expel(session, BOB)

    assert (await home.web.post(action(form), data=said | {"venue": "NXT"})).status_code == 410
    assert (await kept(home, BOB)).venue is None
    assert (await home.web.post(f"/connect/{action(form).rpartition('/')[2]}", data=said)).status_code == 410
