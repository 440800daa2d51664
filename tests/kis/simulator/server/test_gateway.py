"""What the gateway checks before the broker sees a call."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest

from kis.credentials import Environment
from kis.simulator import OFFICIAL, Limits, Simulator

from ..conftest import MONDAY_MORNING
from .plain import QUOTATIONS, SAMSUNG, TRADING, Plain, plain

BALANCE = f"{TRADING}/inquire-balance"
PRICE = f"{QUOTATIONS}/inquire-price"


class Watch:
    """A steady clock that moves by hand."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
async def limited(watch: Watch) -> AsyncIterator[Simulator]:
    """KIS's own limits, counted on a clock that stands still."""
    async with Simulator.serve(now=MONDAY_MORNING, speed=0, monotonic=watch, limits=OFFICIAL) as simulator:
        yield simulator


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"appkey": ""}, "EGW00102"),
        ({"appkey": "PS-unknown"}, "EGW00103"),
        ({"appsecret": ""}, "EGW00104"),
        ({"appsecret": "wrong"}, "EGW00105"),
        ({"authorization": ""}, "EGW00122"),
        ({"authorization": "token-without-the-word"}, "EGW00205"),
        ({"authorization": "Bearer unknown"}, "EGW00121"),
        ({"custtype": "X"}, "EGW00208"),
        ({"tr_id": "XXXX0000R"}, "EGW00202"),
    ],
)
async def test_headers(client: Plain, headers: dict[str, str], code: str) -> None:
    """HTTP 500 and KIS's envelope."""
    sent = {**client.headers("VTTC8434R"), **headers}

    answer = await client.http.get(BALANCE, headers=sent, params=client.account)

    assert (answer.status_code, answer.json()["rt_cd"], answer.json()["msg_cd"]) == (500, "1", code)


async def test_a_token_of_another_key(client: Plain, real: Plain) -> None:
    """It is nobody's token here."""
    client.token = real.token

    assert (await client.get(BALANCE, "VTTC8434R")).json()["msg_cd"] == "EGW00121"


async def test_a_token_ends_after_a_day(client: Plain) -> None:
    """By the market's clock."""
    await client.sim("clock", advance=timedelta(hours=24).total_seconds())

    assert (await client.get(BALANCE, "VTTC8434R")).json()["msg_cd"] == "EGW00123"


async def test_a_revoked_token(client: Plain) -> None:
    """It is unknown afterwards, and the next one is new."""
    answer = await client.http.post("/oauth2/revokeP", json={**client.keys, "token": client.token})
    after = await client.get(BALANCE, "VTTC8434R")
    new = (await client.ask_token()).json()["access_token"]

    assert answer.json()["code"] == 200
    assert after.json()["msg_cd"] == "EGW00121"
    assert new != client.token


async def test_a_token_is_revoked_by_its_own_key(client: Plain, real: Plain) -> None:
    """Another key cannot end it."""
    answer = await client.http.post("/oauth2/revokeP", json={**real.keys, "token": client.token})

    assert (answer.status_code, answer.json()["error_code"]) == (403, "EGW00121")
    assert (await client.get(BALANCE, "VTTC8434R")).json()["rt_cd"] == "0"


async def test_the_same_token_for_six_hours(client: Plain) -> None:
    """Then a new one; the old one stays good until its own end."""
    again = (await client.ask_token()).json()["access_token"]
    await client.sim("clock", advance=6 * 3600)
    later = (await client.ask_token()).json()["access_token"]

    assert again == client.token
    assert later != client.token
    assert (await client.get(BALANCE, "VTTC8434R")).json()["rt_cd"] == "0"


async def test_a_new_token_may_end_the_old_one() -> None:
    """As some report of KIS."""
    no_limits = Limits(calls=None, ledger=None, token_gap=0)
    async with Simulator.serve(speed=0, limits=no_limits, one_token=True) as simulator, plain(simulator) as client:
        await client.sim("clock", advance=6 * 3600)
        await client.ask_token()

        assert (await client.get(BALANCE, "VTTC8434R")).json()["msg_cd"] == "EGW00121"


async def test_one_token_a_minute(limited: Simulator, watch: Watch) -> None:
    """A second request within a minute is EGW00133, HTTP 403, in the envelope of OAuth."""
    async with plain(limited) as client:
        soon = await client.ask_token()
        watch.seconds += 60
        later = await client.ask_token()

    assert (soon.status_code, soon.json()["error_code"]) == (403, "EGW00133")
    assert later.json()["access_token"] == client.token


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"grant_type": ""}, "EGW00115"),
        ({"grant_type": "password"}, "EGW00116"),
        ({"appkey": "PS-unknown"}, "EGW00103"),
        ({"appsecret": "wrong"}, "EGW00105"),
    ],
)
async def test_oauth_refuses(client: Plain, sent: dict[str, str], code: str) -> None:
    """HTTP 403, error_code and error_description."""
    answer = await client.http.post("/oauth2/tokenP", json={"grant_type": "client_credentials", **client.keys, **sent})

    assert (answer.status_code, answer.json()["error_code"]) == (403, code)


async def test_approval_takes_secretkey(client: Plain) -> None:
    """Not appsecret."""
    sent = {"grant_type": "client_credentials", **client.keys}

    answer = await client.http.post("/oauth2/Approval", json=sent)

    assert answer.json()["error_code"] == "EGW00104"


async def test_hashkey(client: Plain) -> None:
    """The body comes back with its hash; the same body has the same hash."""
    bodies = [{"PDNO": SAMSUNG}, {"PDNO": SAMSUNG}, {"PDNO": "000660"}]
    answers = [(await client.http.post("/uapi/hashkey", headers=client.keys, json=body)).json() for body in bodies]

    assert answers[0]["BODY"] == bodies[0]
    assert answers[0]["HASH"] == answers[1]["HASH"] != answers[2]["HASH"]


@pytest.mark.parametrize(
    ("env", "tr_id", "words"),
    [
        (Environment.PAPER, "TTTC8434R", "모의투자 TR  이 아닙니다."),
        (Environment.REAL, "VTTC8434R", "실전투자 TR 이 아닙니다."),
    ],
)
async def test_a_key_of_the_other_environment(simulator: Simulator, env: Environment, tr_id: str, words: str) -> None:
    """EGW02004 in KIS's words."""
    async with plain(simulator, env) as client:
        answer = await client.get(BALANCE, tr_id)

    assert answer.status_code == 500
    assert answer.json() == {"rt_cd": "1", "msg_cd": "EGW02004", "msg1": words}


@pytest.mark.parametrize("tr_id", ["TTTC0084R", "VTTC0084R", "CTPF1002R", "CTCA0903R", "VTCA0903R"])
async def test_not_offered_in_paper(client: Plain, tr_id: str) -> None:
    """Also under the TR id which the official helper would make of it."""
    answer = await client.get("/uapi/x", tr_id)

    assert (answer.status_code, answer.json()["msg_cd"]) == (200, "90000000")


async def test_the_account_must_be_the_keys_own(client: Plain, real: Plain) -> None:
    """OPSQ2000 for any other; OPSQ2001 for none."""
    other = await client.http.get(BALANCE, headers=client.headers("VTTC8434R"), params=real.account)
    none = await client.http.get(BALANCE, headers=client.headers("VTTC8434R"))

    assert other.json() == {"rt_cd": "2", "msg_cd": "OPSQ2000", "msg1": "ERROR : INPUT INVALID_CHECK_ACNO"}
    assert none.json()["msg_cd"] == "OPSQ2001"
    assert "[CANO]" in none.json()["msg1"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "[PDNO]"),
        ({"PDNO": SAMSUNG, "ORD_DVSN": "00"}, "[ORD_QTY]"),
        ({"PDNO": SAMSUNG, "ORD_DVSN": "00", "ORD_QTY": "열 주"}, "INVALID ORD_QTY"),
        ({"PDNO": SAMSUNG, "ORD_QTY": "1"}, "[ORD_DVSN]"),
    ],
)
async def test_fields(client: Plain, body: dict[str, str], words: str) -> None:
    """OPSQ2001 names the field, and nothing is ordered."""
    answer = await client.post(f"{TRADING}/order-cash", "VTTC0012U", **body)

    assert (answer.status_code, answer.json()["msg_cd"]) == (500, "OPSQ2001")
    assert words in answer.json()["msg1"]
    assert client.simulator.broker.every_order() == []


async def test_a_body_that_is_no_json(client: Plain) -> None:
    """OPSQ9995."""
    answer = await client.http.post(f"{TRADING}/order-cash", headers=client.headers("VTTC0012U"), content=b"{")

    assert answer.json()["msg_cd"] == "OPSQ9995"


async def test_an_order_is_not_a_get(client: Plain) -> None:
    """A GET never changes anything."""
    answer = await client.get(f"{TRADING}/order-cash", "VTTC0012U", PDNO=SAMSUNG, ORD_DVSN="01", ORD_QTY="1")

    assert answer.json()["msg_cd"] == "EGW00101"
    assert client.simulator.broker.every_order() == []


@pytest.mark.parametrize(("env", "calls"), [(Environment.REAL, 18), (Environment.PAPER, 1)])
async def test_calls_a_second(limited: Simulator, watch: Watch, env: Environment, calls: int) -> None:
    """One more than allowed within a second is EGW00201; the window slides."""
    async with plain(limited, env) as client:
        watch.seconds += 1
        first = [await client.get(PRICE, "FHKST01010100", FID_INPUT_ISCD=SAMSUNG) for _ in range(calls)]
        watch.seconds += 0.999
        refused = await client.get(PRICE, "FHKST01010100", FID_INPUT_ISCD=SAMSUNG)
        watch.seconds += 0.001
        allowed = await client.get(PRICE, "FHKST01010100", FID_INPUT_ISCD=SAMSUNG)

    assert {answer.json()["rt_cd"] for answer in (*first, allowed)} == {"0"}
    assert (refused.status_code, refused.json()["msg_cd"]) == (500, "EGW00201")


async def test_the_token_call_counts(limited: Simulator) -> None:
    """In paper nothing else fits into its second."""
    async with plain(limited) as client:
        assert (await client.buy()).json()["msg_cd"] == "EGW00201"


async def test_ledger_limit(watch: Watch) -> None:
    """EGW00215 for the account's calls, not for quotes."""
    limits = Limits(calls=None, ledger=1, token_gap=0)
    async with Simulator.serve(speed=0, monotonic=watch, limits=limits) as simulator, plain(simulator) as client:
        answers = [(await client.get(BALANCE, "VTTC8434R")).json() for _ in range(2)]
        quote = await client.get(PRICE, "FHKST01010100", FID_INPUT_ISCD=SAMSUNG)

    assert [answer["rt_cd"] for answer in answers] == ["0", "1"]
    assert answers[1]["msg_cd"] == "EGW00215"
    assert quote.json()["rt_cd"] == "0"


async def test_the_brokers_refusal(client: Plain) -> None:
    """HTTP 200 with its own code and words."""
    answer = await client.buy(1, 70_050)

    assert answer.status_code == 200
    assert answer.json()["msg_cd"] == "40030000"
    assert "호가단위" in answer.json()["msg1"]


async def test_a_path_of_nowhere(client: Plain) -> None:
    """HTTP 404."""
    answer: httpx.Response = await client.http.get("/elsewhere")

    assert answer.status_code == 404
