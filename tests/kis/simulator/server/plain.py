"""A client that knows nothing of `kis`: httpx, websockets, and what KIS's portal says."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect

from kis.credentials import Credentials, Environment
from kis.realtime.cipher import Secret
from kis.simulator import Simulator

TRADING = "/uapi/domestic-stock/v1/trading"
QUOTATIONS = "/uapi/domestic-stock/v1/quotations"
SAMSUNG = "005930"


class Plain:
    """One app key at the simulator."""

    def __init__(self, http: httpx.AsyncClient, simulator: Simulator, credentials: Credentials) -> None:
        self.http = http
        self.simulator = simulator
        self.credentials = credentials
        self.token = ""

    @property
    def keys(self) -> dict[str, str]:
        """The two secrets under their usual names."""
        return {"appkey": self.credentials.app_key, "appsecret": self.credentials.app_secret}

    @property
    def account(self) -> dict[str, str]:
        """The account under its wire names."""
        return {"CANO": self.credentials.account.number, "ACNT_PRDT_CD": self.credentials.account.product}

    def headers(self, tr_id: str, **more: str) -> dict[str, str]:
        """The headers of a call; custtype is left out, as some clients do."""
        return {"authorization": f"Bearer {self.token}", "tr_id": tr_id, **self.keys, **more}

    async def ask_token(self) -> httpx.Response:
        """POST tokenP."""
        return await self.http.post("/oauth2/tokenP", json={"grant_type": "client_credentials", **self.keys})

    async def approve(self) -> str:
        """Return a new approval key."""
        sent = {
            "grant_type": "client_credentials",
            "appkey": self.credentials.app_key,
            "secretkey": self.credentials.app_secret,
        }
        key: str = (await self.http.post("/oauth2/Approval", json=sent)).json()["approval_key"]
        return key

    async def get(self, path: str, tr_id: str, *, tr_cont: str = "", **params: str) -> httpx.Response:
        """GET with the account."""
        headers = self.headers(tr_id, tr_cont=tr_cont)
        return await self.http.get(path, headers=headers, params={**self.account, **params})

    async def post(self, path: str, tr_id: str, **body: str) -> httpx.Response:
        """POST with the account."""
        return await self.http.post(path, headers=self.headers(tr_id), json={**self.account, **body})

    async def buy(self, quantity: int = 1, price: int = 70_000) -> httpx.Response:
        """Buy Samsung with a limit."""
        tr_id = "VTTC0012U" if self.credentials.environment is Environment.PAPER else "TTTC0012U"
        return await self.post(
            f"{TRADING}/order-cash", tr_id, PDNO=SAMSUNG, ORD_DVSN="00", ORD_QTY=str(quantity), ORD_UNPR=str(price)
        )

    async def sim(self, call: str, **body: Any) -> httpx.Response:
        """POST a control call."""
        return await self.http.post(f"/_sim/{call}", json=body)


@asynccontextmanager
async def plain(simulator: Simulator, env: Environment = Environment.PAPER, owner: int = 0) -> AsyncIterator[Plain]:
    """A client with a token."""
    async with httpx.AsyncClient(base_url=simulator.rest, timeout=5) as http:
        client = Plain(http, simulator, simulator.credentials(env, owner))
        client.token = (await client.ask_token()).json()["access_token"]
        yield client


class Socket:
    """A websocket with an approval key."""

    def __init__(self, connection: ClientConnection, approval_key: str) -> None:
        self.connection = connection
        self.approval_key = approval_key

    async def send(self, tr_id: str, key: str, tr_type: str = "1", **header: str) -> None:
        """Register or unregister."""
        top = {
            "approval_key": self.approval_key,
            "custtype": "P",
            "tr_type": tr_type,
            "content-type": "utf-8",
            **header,
        }
        await self.connection.send(json.dumps({"header": top, "body": {"input": {"tr_id": tr_id, "tr_key": key}}}))

    async def ask(self, tr_id: str, key: str, tr_type: str = "1", **header: str) -> dict[str, Any]:
        """Register or unregister, and return the answer's body."""
        await self.send(tr_id, key, tr_type, **header)
        body: dict[str, Any] = json.loads(await self.next())["body"]
        return body

    async def next(self) -> str:
        """Return the next message."""
        async with asyncio.timeout(2):
            return str(await self.connection.recv())

    async def silent(self, seconds: float = 0.05) -> bool:
        """Whether nothing comes for a while."""
        try:
            async with asyncio.timeout(seconds):
                await self.connection.recv()
        except TimeoutError:
            return True
        return False


@asynccontextmanager
async def socket(client: Plain, path: str = "/tryitout") -> AsyncIterator[Socket]:
    """A connection of this client; protocol pings are off, as KIS asks."""
    approval_key = await client.approve()
    async with connect(client.simulator.ws + path, ping_interval=None) as connection:
        yield Socket(connection, approval_key)


def opened(frame: str, answer: dict[str, Any]) -> list[str]:
    """Return the columns of an encrypted notice, with the key of a registration's answer."""
    flag, _, _, sealed = frame.split("|", 3)
    assert flag == "1"
    return Secret(answer["output"]["key"], answer["output"]["iv"]).decrypt(sealed).split("^")
