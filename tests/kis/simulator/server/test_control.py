"""The hand that moves the simulator: `/_sim/…`."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from kis.simulator import NO_LIMITS, Simulator

from ..conftest import MONDAY_MORNING
from .plain import SAMSUNG, TRADING, Plain, plain


async def test_accounts_are_those_of_the_owners(client: Plain) -> None:
    """Each owner has a real and a paper account, with keys of KIS's length."""
    accounts = (await client.http.get("/_sim/accounts")).json()

    assert [(a["env"], a["hts_id"]) for a in accounts] == [
        ("real", "sim001"),
        ("paper", "sim001"),
        ("real", "sim002"),
        ("paper", "sim002"),
    ]
    assert {(len(a["app_key"]), len(a["app_secret"]), len(a["account"])) for a in accounts} == {(36, 180, 11)}
    assert set(accounts[0]) == {"env", "app_key", "app_secret", "account", "hts_id", "cash"}


async def test_a_price_fills_the_orders_it_reaches(client: Plain) -> None:
    """A trade prints; a buy at or above it is filled."""
    await client.buy(3, 70_000)

    await client.sim("price", symbol=SAMSUNG, price=70_000)

    (row,) = (await client.http.get("/_sim/orders")).json()
    assert (row["filled"], row["remaining"], row["amount"]) == (3, 0, 210_000)
    assert (row["env"], row["side"], row["symbol"], row["kind"]) == ("paper", "buy", SAMSUNG, "00")


async def test_a_price_may_name_its_volume(client: Plain) -> None:
    """So that an order fills in parts."""
    await client.buy(10, 70_000)

    await client.sim("price", symbol=SAMSUNG, price=70_000, volume=4)

    (row,) = (await client.http.get("/_sim/orders")).json()
    assert (row["filled"], row["remaining"]) == (4, 6)


async def test_the_clock_moves(client: Plain) -> None:
    """To a time, or by seconds; after the close orders are refused."""
    moved = (await client.sim("clock", now="2026-11-23T15:29:00")).json()["now"]
    on = (await client.sim("clock", advance=120)).json()["now"]

    assert (moved, on) == ("2026-11-23T15:29:00+09:00", "2026-11-23T15:31:00+09:00")
    assert (await client.buy()).json()["msg_cd"] == "40580000"


async def test_reset_is_as_started(client: Plain) -> None:
    """Orders, clock, journal, faults and tokens."""
    await client.buy()
    await client.sim("clock", advance=600)
    await client.sim("fault", do="status", code=500, times=9)

    answer = await client.sim("reset")

    assert answer.json() == {"now": MONDAY_MORNING.isoformat()}
    assert (await client.http.get("/_sim/orders")).json() == []
    assert (await client.http.get("/_sim/journal")).json() == []
    assert (await client.buy()).json()["msg_cd"] == "EGW00121"


async def test_prices_move_when_told(client: Plain) -> None:
    """Autoplay is off until it is turned on."""
    broker = client.simulator.broker
    before = broker.quote(SAMSUNG).volume
    broker.step(30)
    assert broker.quote(SAMSUNG).volume == before

    await client.sim("autoplay", on=True)

    broker.step(30)
    assert broker.quote(SAMSUNG).volume > before


@pytest.mark.parametrize(
    ("call", "body", "sentence"),
    [
        ("price", {"symbol": "999999", "price": 1000}, "없는 종목"),
        ("price", {"symbol": SAMSUNG, "price": 70_001}, "호가단위"),
        ("price", {"symbol": SAMSUNG, "price": 70_000.5}, "호가단위"),
        ("price", {"symbol": SAMSUNG, "price": "비싸게"}, "정수"),
        ("price", {"symbol": SAMSUNG, "price": 70_000, "volume": 0}, "정수"),
        ("price", {"symbol": SAMSUNG}, "정수"),
        ("clock", {}, "하나만"),
        ("clock", {"now": "내일"}, "시각"),
        ("clock", {"now": "9999-12-31T00:00"}, "2099년까지"),
        ("clock", {"now": "2099-01-01T00:00"}, "366일"),
        ("clock", {"advance": -1}, "31,622,400까지의 수를"),
        ("fault", {"do": "explode"}, "다음 중 하나"),
        ("fault", {"do": "delay"}, "수를"),
        ("fault", {"do": "status", "code": 42}, "정수"),
        ("fault", {"do": "status", "code": 204, "body": "x"}, "body"),
        ("fault", {"do": "message"}, "글자"),
        ("fault", {"do": "garbage", "tims": 3}, "모르는 항목"),
        ("ws", {"do": "silence"}, "수를"),
        ("ws", {"do": "sing"}, "다음 중 하나"),
        ("autoplay", {"on": "yes"}, "true"),
    ],
)
async def test_bad_control_is_refused_with_a_sentence(
    client: Plain, call: str, body: dict[str, Any], sentence: str
) -> None:
    """HTTP 400, a Korean sentence, and nothing changed."""
    before = client.simulator.broker.quote(SAMSUNG)

    answer = await client.sim(call, **body)

    assert answer.status_code == 400
    assert sentence in answer.json()["error"]
    assert client.simulator.broker.quote(SAMSUNG) == before


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/_sim/nothing", 404),
        ("GET", "/_sim/price", 405),
        ("POST", "/_sim/orders", 405),
        ("PUT", "/_sim/x", 404),
    ],
)
async def test_unknown_control(client: Plain, method: str, path: str, status: int) -> None:
    """A call that does not exist says which do."""
    answer = await client.http.request(method, path)

    assert answer.status_code == status
    assert answer.json()["error"]


async def test_control_body_that_is_no_object(client: Plain) -> None:
    """A list, no JSON at all, or JSON deeper than can be read."""
    for body in (b"[1]", b"{", b"[" * 100_000):
        assert (await client.http.post("/_sim/price", content=body)).status_code == 400


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("evil.example", 403),
        ("localhost.evil.example:80", 403),
        ("localhost:1", 200),
        ("[::1]:1", 200),
        ("127.0.0.1", 200),
    ],
)
async def test_only_this_machine_controls(client: Plain, host: str, status: int) -> None:
    """A web page that resolves its own name to this machine gets nothing."""
    answer = await client.http.get("/_sim/accounts", headers={"host": host})

    assert answer.status_code == status


@pytest.mark.parametrize(
    ("origin", "status"), [("https://evil.example", 403), ("null", 403), ("http://127.0.0.1:1", 200)]
)
async def test_only_pages_of_this_machine_control(client: Plain, origin: str, status: int) -> None:
    """A page elsewhere that posts to this machine changes nothing."""
    answer = await client.http.post("/_sim/reset", headers={"origin": origin})

    assert answer.status_code == status


async def test_journal_tells_what_came_in_order(client: Plain) -> None:
    """With secrets masked, and how each call ended."""
    await client.buy()
    await client.get(f"{TRADING}/inquire-balance", "VTTC8434R")

    told = (await client.http.get("/_sim/journal")).json()

    assert [(row["path"], row.get("tr_id"), row["status"], row["msg_cd"]) for row in told] == [
        ("/oauth2/tokenP", None, 200, ""),
        (f"{TRADING}/order-cash", "VTTC0012U", 200, "40600000"),
        (f"{TRADING}/inquire-balance", "VTTC8434R", 200, "70070000"),
    ]
    assert told[1]["sent"]["ORD_QTY"] == "1"
    assert [row["n"] for row in told] == [1, 2, 3]


async def test_journal_file_has_no_secrets(tmp_path: Path) -> None:
    """Each line is there at once; neither key, secret, token nor approval key is."""
    file = tmp_path / "journal.jsonl"
    serving = Simulator.serve(limits=NO_LIMITS, now=MONDAY_MORNING, speed=0, journal=file)
    async with serving as simulator, plain(simulator) as client:
        approval_key = await client.approve()
        await client.buy()
        text = file.read_text()

    assert [json.loads(line)["n"] for line in text.splitlines()] == [1, 1, 2, 2, 3, 3]
    secrets = (client.credentials.app_key, client.credentials.app_secret, client.token, approval_key)
    assert not [secret for secret in secrets if secret in text]


async def test_the_clock_runs_by_speed() -> None:
    """Speed 60 makes a minute of a second."""
    seconds = [0.0]
    async with Simulator.serve(now=MONDAY_MORNING, speed=60, monotonic=lambda: seconds[0]) as simulator:
        seconds[0] += 1.0

        assert simulator.broker.clock.now() == MONDAY_MORNING + timedelta(minutes=1)


async def test_ports_in_use_are_told() -> None:
    """OSError, and nothing is left open."""
    async with Simulator.serve() as simulator:
        port = httpx.URL(simulator.rest).port
        with pytest.raises(OSError, match="address already in use"):
            async with Simulator.serve(port=port or 0):
                pass
