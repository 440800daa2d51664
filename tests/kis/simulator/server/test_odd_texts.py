"""Texts that no KIS client means to send: characters beyond ASCII, halves of one, numbers that only Python reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kis.simulator import NO_LIMITS, Simulator

from ..conftest import MONDAY_MORNING
from .plain import QUOTATIONS, SAMSUNG, TRADING, Plain, plain

PRICE = f"{QUOTATIONS}/inquire-price"


@pytest.mark.parametrize("name", ["tr_id", "gt_uid", "appkey", "appsecret", "authorization", "custtype"])
async def test_a_header_beyond_ascii(client: Plain, name: str) -> None:
    """Whatever stands in a header, an answer comes, in KIS's envelope."""
    headers = [(key, value.encode()) for key, value in client.headers("FHKST01010100").items() if key != name]

    answer = await client.http.get(
        PRICE, headers=[*headers, (name, "삼성".encode())], params={"FID_INPUT_ISCD": SAMSUNG}
    )

    assert answer.json()["msg_cd"]


@pytest.mark.parametrize("place", ["PDNO", "ORD_QTY", "EXCG_ID_DVSN_CD"])
async def test_half_a_character(place: str, tmp_path: Path) -> None:
    """JSON may bring a lone surrogate: refused, and the journal and its file show the call."""
    async with (
        Simulator.serve(limits=NO_LIMITS, now=MONDAY_MORNING, speed=0, journal=tmp_path / "journal") as simulator,
        plain(simulator) as client,
    ):
        sent = {**client.account, "PDNO": SAMSUNG, "ORD_DVSN": "00", "ORD_QTY": "1", "ORD_UNPR": "70000"}
        body = json.dumps({**sent, place: "\ud800"})
        refused = await client.http.post(
            f"{TRADING}/order-cash", headers=client.headers("VTTC0012U"), content=body.encode()
        )
        noted = (await client.http.get("/_sim/journal")).json()[-1]

    assert refused.json()["rt_cd"] != "0"
    assert noted["sent"][place] == "?"
    assert "order-cash" in (tmp_path / "journal").read_text()


async def test_a_secret_beyond_ascii(client: Plain) -> None:
    """Refused like any other that is wrong."""
    sent = {**client.keys, "grant_type": "client_credentials", "appsecret": "비밀"}

    assert (await client.http.post("/oauth2/tokenP", json=sent)).json()["error_code"] == "EGW00105"


@pytest.mark.parametrize(("key", "value"), [("ORD_QTY", "1_0"), ("ORD_QTY", "１０"), ("ORD_UNPR", "70_000")])
async def test_numbers_of_python_alone(client: Plain, key: str, value: str) -> None:
    """What Python would read as a number and KIS does not is refused by the field's name."""
    sent = {"PDNO": SAMSUNG, "ORD_DVSN": "00", "ORD_QTY": "1", "ORD_UNPR": "70000", key: value}

    refused = (await client.post(f"{TRADING}/order-cash", "VTTC0012U", **sent)).json()

    assert (refused["msg_cd"], refused["msg1"]) == ("OPSQ2001", f"ERROR INVALID {key}")
    assert client.simulator.broker.every_order() == []
