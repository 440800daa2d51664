"""The connect form: a link for five minutes and one use, keys tried before they are kept."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import httpx
import pytest

from bot.connections import Connections
from bot.errors import UserError
from bot.storage import credentials, users
from bot.storage.states import LinkPurpose, Role
from bot.web.connect import BODY_LIMIT
from bot.web.links import LIFE, MOST, SPAN, TRIES, Links
from kis.credentials import Environment
from tests.bot.house import ALICE, BOB, House


async def link(home: House) -> str:
    """Ask for a link in the chat; returns its path."""
    card = await home.ask("연결", "5분 동안 한 번만")
    found = re.search(r"http://\S+", card.text)
    assert found is not None
    return urlsplit(found[0]).path


def entered(home: House, **changes: str) -> dict[str, str]:
    """What the form sends for the simulator's first paper account."""
    keys = home.simulator.credentials()
    return {
        "environment": "paper",
        "app_key": keys.app_key,
        "app_secret": keys.app_secret,
        "account": str(keys.account),
        "hts_id": keys.hts_id,
        **changes,
    }


async def kept(home: House) -> int:
    async with home.database.read() as session:
        return len(await credentials.of_user(session, ALICE))


async def test_right_keys_connect_and_use_the_link_up(empty: House) -> None:
    """The chat hears of it, the account is in use, and the link is spent."""
    path = await link(empty)
    for _ in range(2):
        assert (await empty.web.get(path)).status_code == 200
    done = await empty.web.post(path, data=entered(empty))

    assert done.status_code == 200, done.text
    await empty.chat.wait_for(ALICE, "연결했어요 · 🟢모의")
    await empty.ask("삼성전자", "005930")
    assert (await empty.web.get(path)).status_code == 410
    assert (await empty.web.post(path, data=entered(empty))).status_code == 410


async def test_wrong_entries_are_named_and_may_be_mended(empty: House) -> None:
    """Key, secret, account, HTS id: the page says which is wrong; the same link then takes the right ones."""
    path, real = await link(empty), empty.simulator.credentials(Environment.REAL)
    cases = {
        "앱 키": {"app_secret": "s" * 180},
        "모의투자용 키": {"app_key": real.app_key, "app_secret": real.app_secret},
        "8자리-2자리": {"account": "1234"},
        "HTS ID": {"hts_id": "a$b"},
    }
    for sentence, changes in cases.items():
        answer = await empty.web.post(path, data=entered(empty, **changes))
        assert answer.status_code == 422
        assert sentence in answer.text
    assert await kept(empty) == 0

    assert (await empty.web.post(path, data=entered(empty))).status_code == 200


async def test_an_hts_id_of_somebody_else_is_found_out(empty: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """In paper a far order of one share shows that its notice does not come; the order is withdrawn."""
    monkeypatch.setattr("bot.trying.NOTICE_WAIT", 0.3)
    path = await link(empty)
    answer = await empty.web.post(path, data=entered(empty, hts_id="somebody"))

    assert answer.status_code == 422
    assert "HTS ID가 맞지 않아요" in answer.text
    assert all(order.remaining == 0 for order in empty.simulator.broker.every_order())


async def test_the_account_of_somebody_else_is_refused(empty: House) -> None:
    """Keys that are right with an account that is not theirs: the account is named."""
    other = empty.simulator.credentials(owner=1)
    answer = await empty.web.post(await link(empty), data=entered(empty, account=str(other.account)))

    assert answer.status_code == 422
    assert "계좌번호" in answer.text


async def test_secrets_are_never_sent_back(empty: House) -> None:
    """A page that shows the form again keeps account and HTS id, and neither key nor secret."""
    path, keys = await link(empty), empty.simulator.credentials()
    answer = await empty.web.post(path, data=entered(empty, account="12"))

    assert keys.hts_id in answer.text
    assert keys.app_key not in answer.text
    assert keys.app_secret not in answer.text


async def test_of_parallel_posts_one_wins(empty: House) -> None:
    """Two fingers, or a page sent twice: the account is connected once."""
    path = await link(empty)
    answers = await asyncio.gather(*(empty.web.post(path, data=entered(empty)) for _ in range(4)))
    codes = [answer.status_code for answer in answers]

    assert codes.count(200) == 1
    assert 409 in codes
    assert set(codes) <= {200, 409, 410}
    assert await kept(empty) == 1


async def test_guessing_closes_the_link(empty: House) -> None:
    """After a few wrong entries the link is gone, and a new one has to be asked for."""
    path = await link(empty)
    codes = [(await empty.web.post(path, data=entered(empty, account="1"))).status_code for _ in range(TRIES + 1)]

    assert codes == [422] * (TRIES - 1) + [429, 410]


async def test_links_and_wrong_entries_are_counted_over_all_links(empty: House) -> None:
    """So many links and so many wrong entries in ten minutes, also after a restart; then the chat says to wait."""
    await empty.ask("도움", "도움")
    now = datetime.now(UTC)
    links = Links(empty.database, "http://bot", now=lambda: now)

    async def enter_wrong(times: int) -> list[bool]:
        nonlocal now
        now += timedelta(seconds=1)
        token = (await links.create(ALICE)).rpartition("/")[2]
        return [await links.wrong(token, ALICE, LinkPurpose.CONNECT) for _ in range(times)]

    assert await enter_wrong(TRIES) == [False] * (TRIES - 1) + [True]
    links = Links(empty.database, "http://bot", now=lambda: now)
    assert await enter_wrong(MOST - TRIES - 1) == [False] * (MOST - TRIES - 1)
    assert await enter_wrong(1) == [True]
    await empty.ask("연결", "여러 번 틀려서 잠시 멈췄어요. 10분 뒤에")

    now += SPAN + timedelta(seconds=1)
    for _ in range(MOST):
        await links.create(ALICE)
    with pytest.raises(UserError, match="주소를 여러 번 받으셨어요"):
        await links.create(ALICE)
    await links.create(ALICE, LinkPurpose.PIN_RESET)
    now += SPAN + timedelta(seconds=1)
    await links.create(ALICE)


async def test_what_is_kept_is_told(empty: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bot that dies between keeping keys and opening the account has told it; what cannot be told is not kept."""

    def unsaid(*_: object) -> str:
        raise RuntimeError("killed")

    async def die(*_: object) -> None:
        raise RuntimeError("killed")

    path = await link(empty)
    with monkeypatch.context() as patch:
        patch.setattr("bot.views.connect.connected", unsaid)
        assert (await empty.web.post(path, data=entered(empty))).status_code == 500
    assert await kept(empty) == 0

    path = await link(empty)
    with monkeypatch.context() as patch:
        patch.setattr(Connections, "_open_one", die)
        assert (await empty.web.post(path, data=entered(empty))).status_code == 500
    await empty.chat.wait_for(ALICE, "연결했어요 · 🟢모의")
    assert await kept(empty) == 1


async def test_a_link_lasts_five_minutes(empty: House) -> None:
    """Just before the end it opens, at the end it does not; a new one voids the old one."""
    now = datetime(2026, 9, 14, 9, tzinfo=UTC)
    links = Links(empty.database, "http://bot", now=lambda: now)
    await empty.ask("도움", "도움")
    token = (await links.create(ALICE)).rpartition("/")[2]
    now += LIFE - timedelta(seconds=1)
    assert await links.owner(token) == ALICE
    now += timedelta(seconds=1)
    assert await links.owner(token) is None

    first = (await links.create(ALICE)).rpartition("/")[2]
    await links.create(ALICE)
    assert await links.owner(first) is None


async def test_who_was_shut_out_cannot_use_a_link(empty: House) -> None:
    """A link dies with the right of its owner."""
    async with empty.database.begin() as session:
        await users.admit(session, BOB, Role.TRADER, now=datetime.now(UTC))
    url = await empty.bot.services.links.create(BOB)
    async with empty.database.begin() as session:
        assert await users.expel(session, BOB)

    assert (await empty.web.get(urlsplit(url).path)).status_code == 410


async def test_what_is_too_large_is_refused(empty: House) -> None:
    """A body over the bound is not read, announced or streamed; nor are more fields than the form has."""
    path = await link(empty)

    async def stream() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"a" * 1024

    announced = await empty.web.post(path, content=b"a" * (BODY_LIMIT + 1))
    streamed = await empty.web.post(path, content=stream())
    crowded = await empty.web.post(path, content=b"&".join(b"a=%d" % number for number in range(100)))
    assert announced.status_code == 413
    assert streamed.status_code == 413
    assert crowded.status_code == 413


async def test_what_trickles_in_is_not_waited_for(empty: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A body that is announced and does not come holds nothing up for long, and the link stays good."""
    monkeypatch.setattr("bot.web.body.PATIENCE", 0.05)
    path = await link(empty)

    reader, writer = await asyncio.open_connection("127.0.0.1", empty.bot.web_port)
    writer.write(f"POST {path} HTTP/1.1\r\nHost: bot\r\nContent-Length: 100\r\n\r\napp_key=a".encode())
    async with asyncio.timeout(2):
        line = await reader.readline()
    writer.close()

    assert line.split()[1] == b"408"
    assert (await empty.web.get(path)).status_code == 200


async def test_the_form_says_whose_chat_it_is(empty: House) -> None:
    """Somebody who was sent another's link sees whose it is, also after a wrong entry; a hostile name stays text."""
    await empty.ask("도움", "도움")
    async with empty.database.begin() as session:
        await users.admit(session, BOB, Role.TRADER, now=datetime.now(UTC), name="<script>밥")
    path = urlsplit(await empty.bot.services.links.create(BOB)).path
    pages = [await empty.web.get(path), await empty.web.post(path, data=entered(empty, account="1"))]

    for page in pages:
        assert f"&lt;script&gt;밥 ({BOB})" in page.text
        assert "<script" not in page.text


async def test_kis_down_keeps_the_link(empty: House) -> None:
    """If KIS cannot be asked, nothing is said about the keys, and the link is good for another try."""
    path = await link(empty)
    await empty.simulator_fault(code=500)
    answer = await empty.web.post(path, data=entered(empty))
    async with httpx.AsyncClient(base_url=empty.simulator.rest, trust_env=False) as http:
        await http.post("/_sim/reset")

    assert answer.status_code == 503
    assert (await empty.web.get(path)).status_code == 200


async def test_pages_are_closed_to_the_rest_of_the_web(empty: House) -> None:
    """No scripts, no frames, nothing stored, no address passed on; nothing is loaded from elsewhere."""
    page = await empty.web.get(await link(empty))
    policy = page.headers["content-security-policy"]

    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert "<script" not in page.text
    assert not re.search(r"(src|href)=", page.text)
    assert page.text.count('autocomplete="off"') == 5


async def test_unknown_addresses_lead_nowhere(empty: House) -> None:
    """A made-up token is a closed door; other paths do not exist; the health check says no more than it must."""
    assert (await empty.web.get("/connect/guess")).status_code == 410
    assert (await empty.web.get("/")).status_code == 404
    assert (await empty.web.get("/health/", headers={"host": "elsewhere"})).status_code == 404
    assert (await empty.web.get("/telegram/hook")).status_code == 404
    assert (await empty.web.get("/health")).json() == {"status": "ok"}
