"""Order notices: encrypted, addressed by the HTS id, in the order things happened."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from kis.credentials import Environment
from kis.realtime.channels import NOTICES
from kis.realtime.cipher import Secret
from kis.realtime.notices import NoticeKind, OrderNotice

from .plain import SAMSUNG, TRADING, Plain, Socket, plain, socket


@pytest.fixture
async def ws(client: Plain) -> AsyncIterator[Socket]:
    async with socket(client) as ws:
        yield ws


class Notices:
    """The notices of a connection, decrypted."""

    def __init__(self, ws: Socket, answer: dict[str, Any]) -> None:
        self._ws = ws
        self._secret = Secret(answer["output"]["key"], answer["output"]["iv"])

    async def next(self) -> OrderNotice:
        """Return the next one."""
        encrypted, _, count, sealed = (await self._ws.next()).split("|", 3)
        assert (encrypted, count) == ("1", "001")
        (notice,) = NOTICES.read(self._secret.decrypt(sealed), 1)
        return notice


@pytest.fixture
async def notices(ws: Socket) -> Notices:
    return Notices(ws, await ws.ask("H0STCNI9", "sim001"))


async def test_the_life_of_an_order(client: Plain, notices: Notices) -> None:
    """Taken, filled in part, filled."""
    number = (await client.buy(10, 70_000)).json()["output"]["ODNO"]
    await client.sim("price", symbol=SAMSUNG, price=70_000, volume=4)
    await client.sim("price", symbol=SAMSUNG, price=69_900)

    told = [await notices.next() for _ in range(3)]

    assert [notice.kind for notice in told] == [NoticeKind.ACCEPTED, NoticeKind.FILLED, NoticeKind.FILLED]
    assert [(notice.filled, notice.fill_price) for notice in told[1:]] == [(4, 70_000), (6, 70_000)]
    assert told[0].ordered == 10
    assert {notice.number for notice in told} == {number}
    assert {notice.account for notice in told} == {str(client.credentials.account).replace("-", "")}


async def test_amend_and_cancel(client: Plain, notices: Notices) -> None:
    """Each is taken and confirmed under a number of its own, with the old one beside it."""
    number = (await client.buy(5)).json()["output"]["ODNO"]
    path, same = f"{TRADING}/order-rvsecncl", {"ORD_DVSN": "00", "ORD_QTY": "0", "ORD_UNPR": "69000"}
    amend = await client.post(path, "VTTC0013U", ORGN_ODNO=number, RVSE_CNCL_DVSN_CD="01", **same)
    amended = amend.json()["output"]["ODNO"]
    await client.post(path, "VTTC0013U", ORGN_ODNO=amended, RVSE_CNCL_DVSN_CD="02", **same)

    told = [await notices.next() for _ in range(5)]

    assert [(notice.kind, notice.original) for notice in told] == [
        (NoticeKind.ACCEPTED, None),
        (NoticeKind.AMENDING, number),
        (NoticeKind.AMENDED, number),
        (NoticeKind.CANCELLING, amended),
        (NoticeKind.CANCELLED, amended),
    ]


async def test_an_order_refused_by_the_exchange(client: Plain, notices: Notices) -> None:
    """After it was taken."""
    number = (await client.buy()).json()["output"]["ODNO"]
    broker = client.simulator.broker
    broker.reject(next(a for a in broker.accounts if a.app_key == client.credentials.app_key), number, "거래정지")

    assert [(await notices.next()).kind for _ in range(2)] == [NoticeKind.ACCEPTED, NoticeKind.REJECTED]


@pytest.mark.parametrize(
    "place",
    [("H0STCNI9", "nobody"), ("H0STCNI9", "sim002"), ("H0GSCNI9", "sim001")],
    ids=["unknown", "another's", "of another market"],
)
async def test_a_wrong_hts_id_is_silent(client: Plain, ws: Socket, place: tuple[str, str]) -> None:
    """SUBSCRIBE SUCCESS, and then nothing: that is how KIS is."""
    answer = await ws.ask(*place)

    async with (
        plain(client.simulator, Environment.PAPER, 1) as second,
        plain(client.simulator, Environment.REAL) as real,
    ):
        for one in (client, second, real):
            await one.buy()

    assert answer["msg1"] == "SUBSCRIBE SUCCESS"
    assert await ws.silent()


@pytest.mark.covers("simulator", "H0STCNI0")
async def test_a_real_account_has_a_channel_of_its_own(real: Plain) -> None:
    """H0STCNI0, and the order type and condition as sent."""
    async with socket(real) as ws:
        notices = Notices(ws, await ws.ask("H0STCNI0", "sim001"))
        sent = {"PDNO": SAMSUNG, "ORD_DVSN": "11", "ORD_QTY": "3", "ORD_UNPR": "60000"}
        await real.post(f"{TRADING}/order-cash", "TTTC0012U", **sent)
        told = [await notices.next() for _ in range(2)]

    assert [notice.kind for notice in told] == [NoticeKind.ACCEPTED, NoticeKind.CANCELLED]
    assert [(notice.order_type, notice.condition, notice.acceptance) for notice in told] == [
        ("11", "1", "1"),
        ("11", "1", "3"),
    ]
