"""What released clients expect of a KIS server; each was seen with one of them."""

from __future__ import annotations

import base64
import json
import re

import pytest

from kis.simulator import NO_LIMITS, Simulator

from .conftest import MONDAY_MORNING
from .server.plain import QUOTATIONS, SAMSUNG, TRADING, Plain, opened, plain, socket

BALANCE = f"{TRADING}/inquire-balance"
DAILY = f"{TRADING}/inquire-daily-ccld"
PRICE = f"{QUOTATIONS}/inquire-price"
CHANNELS = (("H0STCNT0", SAMSUNG), ("H0STASP0", SAMSUNG), ("H0STCNI9", "sim001"))
DAYS = {"INQR_STRT_DT": "20261123", "INQR_END_DT": "20261123"}


async def test_header_names_keep_their_capitals(client: Plain) -> None:
    """Clients turn all-lower-case response headers into identifiers, so only KIS's own three are lower case."""
    answer = await client.get(BALANCE, "VTTC8434R")

    names = [name.decode() for name, _ in answer.headers.raw]
    assert {"Content-Type", "Date", "Server"} <= set(names)
    assert [name for name in names if name == name.lower()] == ["tr_id", "tr_cont", "gt_uid"]


async def test_date_is_the_market_clock(client: Plain) -> None:
    """`Date` is the simulator's own time, in GMT."""
    answer = await client.get(BALANCE, "VTTC8434R")

    assert answer.headers["date"] == "Mon, 23 Nov 2026 01:00:00 GMT"


async def test_every_inquiry_says_whether_there_is_more(client: Plain) -> None:
    """`tr_cont` is never empty on a GET; an order's answer has it, empty."""
    inquiries = [
        await client.get(BALANCE, "VTTC8434R"),
        await client.get(DAILY, "VTTC0081R", **DAYS),
        await client.get(PRICE, "FHKST01010100", FID_INPUT_ISCD=SAMSUNG),
    ]

    assert [answer.headers["tr_cont"] for answer in inquiries] == ["D", "D", "D"]
    assert (await client.buy()).headers["tr_cont"] == ""


@pytest.mark.parametrize(("orders", "pages"), [(14, 1), (15, 1), (16, 2), (31, 3)])
async def test_pages_end_where_the_rows_end(client: Plain, orders: int, pages: int) -> None:
    """Fifteen rows a page in paper: exactly one page full is one page, and one row more is two."""
    for _ in range(orders):
        await client.buy()

    rows, headers, ctx = [], [], {"CTX_AREA_FK100": "", "CTX_AREA_NK100": ""}
    while not headers or headers[-1] in "FM":
        answer = await client.get(DAILY, "VTTC0081R", tr_cont="N" if headers else "", **DAYS, **ctx)
        headers.append(answer.headers["tr_cont"])
        rows += answer.json()["output1"]
        ctx = {key.upper(): answer.json()[key] for key in ("ctx_area_fk100", "ctx_area_nk100")}

    assert len(headers) == pages
    assert len({row["odno"] for row in rows}) == orders
    assert [len(value) for value in ctx.values()] == [100, 100]


async def test_token_names_its_key(client: Plain) -> None:
    """The token is a JWT whose `jti` is the app key; its end is told as KST text."""
    answer = (await client.ask_token()).json()

    claims = json.loads(base64.urlsafe_b64decode(answer["access_token"].split(".")[1] + "=="))
    assert claims["jti"] == client.credentials.app_key
    assert answer["access_token_token_expired"] == "2026-11-24 10:00:00"
    assert (answer["token_type"], answer["expires_in"]) == ("Bearer", 86_400)


async def test_tr_id_wins_over_the_path(client: Plain) -> None:
    """A client asks for its buying power at another inquiry's path."""
    answer = await client.get(f"{TRADING}/inquire-psbl-rvsecncl", "VTTC8908R", PDNO=SAMSUNG, ORD_DVSN="01")

    assert answer.json()["output"]["ord_psbl_cash"] == "100000000"


async def test_two_slashes_work_like_one(client: Plain) -> None:
    """An origin that ends in a slash does no harm."""
    url = f"{client.simulator.rest}/{BALANCE}"

    answer = await client.http.get(url, headers=client.headers("VTTC8434R"), params=client.account)

    assert url.count("//") == 2
    assert answer.json()["rt_cd"] == "0"


@pytest.mark.parametrize("content_type", [None, "text/plain"])
@pytest.mark.parametrize("method", ["POST", "GET"])
async def test_bodies_are_read_as_json(client: Plain, content_type: str | None, method: str) -> None:
    """Whatever the content type says, and also under a GET."""
    headers = client.headers("VTTC0012U" if method == "POST" else "VTTC8908R")
    if content_type:
        headers["content-type"] = content_type
    body = json.dumps({**client.account, "PDNO": SAMSUNG, "ORD_DVSN": "00", "ORD_QTY": "1", "ORD_UNPR": "70000"})

    answer = await client.http.request(method, f"{TRADING}/x", headers=headers, content=body.encode())

    assert answer.json()["rt_cd"] == "0"


async def test_parameters_in_any_case(client: Plain) -> None:
    """`fid_…` in lower case, `CTX_AREA_…` as it comes."""
    answer = await client.http.get(
        PRICE,
        headers=client.headers("FHKST01010100"),
        params={"fid_input_iscd": SAMSUNG, "Fid_Cond_Mrkt_Div_Code": "J"},
    )

    assert answer.json()["output"]["stck_shrn_iscd"] == SAMSUNG


async def test_cancel_needs_neither_branch_nor_quantity(client: Plain) -> None:
    """Empty KRX_FWDG_ORD_ORGNO, quantity 0, any price, no exchange: the whole order is cancelled."""
    number = (await client.buy(5)).json()["output"]["ODNO"]

    answer = await client.post(
        f"{TRADING}/order-rvsecncl",
        "VTTC0013U",
        KRX_FWDG_ORD_ORGNO="",
        ORGN_ODNO=number,
        ORD_DVSN="00",
        RVSE_CNCL_DVSN_CD="02",
        ORD_QTY="0",
        ORD_UNPR="12345",
        QTY_ALL_ORD_YN="Y",
    )

    assert answer.json()["rt_cd"] == "0"
    first = client.simulator.broker.every_order()[0]
    assert (first.number, first.cancelled, first.remaining) == (number, 5, 0)


async def test_cancel_with_the_branch_of_the_example(client: Plain) -> None:
    """Clients write 06010, whatever branch the answer to their order named; an amendment likewise."""
    order = (await client.buy(5)).json()["output"]
    sent = {"KRX_FWDG_ORD_ORGNO": "06010", "ORD_DVSN": "00", "QTY_ALL_ORD_YN": "Y", "ORD_QTY": "0"}
    change = {"ORGN_ODNO": order["ODNO"], "RVSE_CNCL_DVSN_CD": "01", "ORD_UNPR": "69000"}
    amended = (await client.post(f"{TRADING}/order-rvsecncl", "VTTC0013U", **sent, **change)).json()["output"]
    change |= {"ORGN_ODNO": amended["ODNO"], "RVSE_CNCL_DVSN_CD": "02"}
    cancelled = await client.post(f"{TRADING}/order-rvsecncl", "VTTC0013U", **sent, **change)

    assert order["KRX_FWDG_ORD_ORGNO"] != "06010"
    assert cancelled.json()["rt_cd"] == "0"


@pytest.mark.parametrize("tr_id", ["VTTC0802U", "VTTC0012U"])
async def test_old_tr_ids_still_order(client: Plain, tr_id: str) -> None:
    """The TR ids of before 2025 do what those of today do."""
    sent = {"PDNO": SAMSUNG, "ORD_DVSN": "00", "ORD_QTY": "2", "ORD_UNPR": "70000"}

    assert (await client.post(f"{TRADING}/order-cash", tr_id, **sent)).json()["rt_cd"] == "0"
    assert [order.quantity for order in client.simulator.broker.every_order()] == [2]


async def test_old_tr_ids_still_ask(real: Plain, client: Plain) -> None:
    """Order lists, in both environments; cancelling too."""
    number = (await real.buy()).json()["output"]["ODNO"]
    open_orders = (await real.get(f"{TRADING}/inquire-psbl-rvsecncl", "TTTC8036R")).json()["output"]
    done = await real.post(
        f"{TRADING}/order-rvsecncl", "TTTC0803U", ORGN_ODNO=number, RVSE_CNCL_DVSN_CD="02", ORD_DVSN="00"
    )
    listed = (await real.get(DAILY, "TTTC8001R", **DAYS)).json()["output1"]
    in_paper = await client.get(DAILY, "VTTC8001R", **DAYS)
    sold = await client.post(
        f"{TRADING}/order-cash", "VTTC0801U", PDNO=SAMSUNG, ORD_DVSN="00", ORD_QTY="1", ORD_UNPR="70000"
    )

    assert [row["odno"] for row in open_orders] == [number]
    assert done.json()["rt_cd"] == "0"
    assert [row["orgn_odno"] for row in listed] == [number, ""]
    assert in_paper.json()["rt_cd"] == "0"
    assert sold.json()["msg_cd"] == "40240000"


async def test_every_value_is_a_string(client: Plain) -> None:
    """Numbers, prices and flags alike, at any depth."""
    await client.buy()
    answers = [
        await client.get(BALANCE, "VTTC8434R"),
        await client.get(DAILY, "VTTC0081R", **DAYS),
        await client.get(PRICE, "FHKST01010100", FID_INPUT_ISCD=SAMSUNG),
        await client.get(f"{QUOTATIONS}/inquire-asking-price-exp-ccn", "FHKST01010200", FID_INPUT_ISCD=SAMSUNG),
    ]

    for answer in answers:
        assert not re.search(r'": ?(-?\d|true|false|null)', answer.text)


async def test_orders_answer_in_upper_case(client: Plain) -> None:
    """And inquiries in lower case."""
    order = (await client.buy()).json()
    balance = (await client.get(BALANCE, "VTTC8434R")).json()

    assert set(order["output"]) == {"KRX_FWDG_ORD_ORGNO", "ODNO", "ORD_TMD"}
    assert all(key == key.lower() for row in balance["output2"] for key in row)


async def test_an_amendment_has_a_number_of_its_own(client: Plain) -> None:
    """The old number stands in `orgn_odno`."""
    number = (await client.buy()).json()["output"]["ODNO"]
    sent = {"ORGN_ODNO": number, "RVSE_CNCL_DVSN_CD": "01", "ORD_DVSN": "00", "ORD_QTY": "0", "ORD_UNPR": "69000"}

    amended = (await client.post(f"{TRADING}/order-rvsecncl", "VTTC0013U", **sent)).json()["output"]["ODNO"]

    newest = (await client.get(DAILY, "VTTC0081R", **DAYS)).json()["output1"][0]
    assert amended != number
    assert (newest["odno"], newest["orgn_odno"], newest["ord_unpr"]) == (amended, number, "69000")


@pytest.mark.parametrize("path", ["", "/", "/tryitout", "/tryitout/H0STCNT0"])
async def test_websocket_answers_on_any_path(client: Plain, path: str) -> None:
    """With OPSP0000, a key and an iv, for market data too."""
    async with socket(client, path) as ws:
        answer = await ws.ask("H0STCNT0", SAMSUNG)

    assert answer["msg_cd"] == "OPSP0000"
    assert (len(answer["output"]["iv"]), len(answer["output"]["key"])) == (16, 32)


async def test_one_key_and_iv_for_a_connection(client: Plain) -> None:
    """A client that keeps one of them for all its channels reads its notices."""
    async with socket(client) as ws:
        answers = [
            await ws.ask(*place) for place in (("H0STCNI9", "sim001"), ("H0STCNT0", SAMSUNG), ("H0STASP0", SAMSUNG))
        ]
        await client.buy()
        notice = opened(await ws.next(), answers[-1])

    assert len({answer["output"]["key"] for answer in answers}) == 1
    assert notice[8] == SAMSUNG


async def test_a_client_that_does_not_echo_stays() -> None:
    """Neither silence nor a pong frame ends a connection."""
    async with (
        Simulator.serve(limits=NO_LIMITS, now=MONDAY_MORNING, speed=0, ping_every=0.01) as simulator,
        plain(simulator) as client,
        socket(client) as ws,
    ):
        pings = [await ws.next() for _ in range(5)]
        await ws.connection.pong(pings[0].encode())
        await ws.connection.send(pings[0])
        await ws.send("H0STCNT0", SAMSUNG)
        while "OPSP0000" not in (answer := await ws.next()):
            assert answer == pings[0]

    assert json.loads(pings[0]) == {"header": {"tr_id": "PINGPONG", "datetime": "20261123100000"}}


async def test_an_approval_key_for_each_registration(client: Plain) -> None:
    """Some clients ask for a new one every time; both belong to one app key."""
    async with socket(client) as ws:
        first = await ws.ask("H0STCNT0", SAMSUNG)
        second = await ws.ask("H0STCNT0", "000660", approval_key=await client.approve())

    assert (first["msg_cd"], second["msg_cd"]) == ("OPSP0000", "OPSP0000")
