"""인증: the client's calls and the simulator's answers, over real sockets and field by field."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from kis.client import Kis
from kis.credentials import Environment
from kis.domestic import OrderType
from kis.errors import TokenRefused
from kis.realtime import TRADES
from kis.simulator import NO_LIMITS, Simulator
from kis.tokenstore import Token
from kis.units import Shares, Won
from tests.kis.portal import documented, needs_portal
from tests.kis.simulator.server.plain import Plain, plain
from tests.mission import OAUTH

TOKEN, REVOKE, HASHKEY, APPROVAL = OAUTH
BODY = {"ORD_QTY": "10", "PDNO": "005930"}


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    """Without limits; each new token ends the one before."""
    async with Simulator.serve(limits=NO_LIMITS, one_token=True) as simulator:
        yield simulator


@pytest.fixture
async def client(simulator: Simulator) -> AsyncIterator[Plain]:
    """Knows nothing of `kis`."""
    async with plain(simulator) as client:
        yield client


@pytest.mark.covers("client", TOKEN, REVOKE)
@pytest.mark.covers("simulator", TOKEN, REVOKE)
async def test_life_of_a_token(simulator: Simulator) -> None:
    """A token is issued at the first call, serves the next ones, and is no good after it was revoked."""
    async with Kis(simulator.credentials(), origins=simulator.origins, rate=1_000) as kis:
        await kis.domestic.account.balance()
        token = await kis._tokens.get()
        await kis.domestic.account.balance()
        await kis.revoke_token()

        issued = [entry for entry in simulator.journal.entries() if entry.get("path") == "/oauth2/tokenP"]
        assert len(issued) == 1
        with pytest.raises(TokenRefused):
            await _use(kis, token)


async def _use(kis: Kis, token: Token) -> None:
    question = kis.rest._question(type(kis.domestic.account).balance, type(kis.domestic.account).balance.request())
    await kis.rest._exchange(question, token)


@pytest.mark.covers("client", HASHKEY)
@pytest.mark.covers("simulator", HASHKEY)
async def test_order_signed_with_a_hashkey(simulator: Simulator) -> None:
    """With `hashkey` an order is hashed before it is sent; a body has one hash, and another body another."""
    async with Kis(simulator.credentials(), origins=simulator.origins, rate=1_000, hashkey=True) as kis:
        await kis.domestic.orders.buy(
            symbol="005930", quantity=Shares(1), price=Won(70_000), order_type=OrderType.LIMIT
        )
        hashes = [await kis._oauth.hash(body) for body in (b'{"PDNO":"005930"}', b'{"PDNO":"000660"}') for _ in "12"]

    paths = [entry.get("path") for entry in simulator.journal.entries()]
    assert paths.index("/uapi/hashkey") < paths.index("/uapi/domestic-stock/v1/trading/order-cash")
    assert [hashes[0] == other for other in hashes] == [True, True, False, False]


@pytest.mark.covers("client", APPROVAL)
@pytest.mark.covers("simulator", APPROVAL)
async def test_key_for_the_websocket(simulator: Simulator) -> None:
    """An approval key is issued and admits to the websocket."""
    async with Kis(simulator.credentials(), origins=simulator.origins, rate=1_000) as kis, kis.stream() as stream:
        await stream.register(TRADES, "005930")

        assert simulator.journal.entries()[-1]["msg_cd"] == "OPSP0000"


@needs_portal
@pytest.mark.parametrize(
    ("api", "sent"),
    [
        pytest.param("oauth_token", {"grant_type": "client_credentials"}, id="token"),
        pytest.param("oauth_revoke", {"token": "?"}, id="revoke"),
        pytest.param("hashkey", BODY, id="hashkey"),
        pytest.param("oauth_approval", {"grant_type": "client_credentials", "secretkey": "?"}, id="approval"),
    ],
)
async def test_answers_have_the_documented_fields(client: Plain, api: str, sent: dict[str, Any]) -> None:
    """Every field of KIS's table is in the body, under KIS's name."""
    known = documented(api, "default")
    filled = {"token": client.token, "secretkey": client.credentials.app_secret}
    body = {key: filled.get(key, value) for key, value in sent.items()}
    keys = client.keys if api != "oauth_approval" else {"appkey": client.credentials.app_key}
    answer = await client.http.post(
        known.api["path"], json=body if api == "hashkey" else {**keys, **body}, headers=client.keys
    )

    assert answer.status_code == 200
    assert {field["name"] for field in known.blocks["$body"]["fields"]} <= set(answer.json())


async def test_environments_do_not_mix(simulator: Simulator) -> None:
    """A token of the real account is no good for the paper account, whose call it is not."""
    async with plain(simulator, Environment.REAL) as real, plain(simulator) as paper:
        paper.token = real.token
        answer = await paper.get("/uapi/domestic-stock/v1/trading/inquire-balance", "VTTC8434R")

    assert answer.json()["msg_cd"] == "EGW00121"
