"""What released clients expect when they ask about the market; each was seen with one of them."""

from __future__ import annotations

import io
import zipfile

import pytest

from .server.plain import QUOTATIONS, SAMSUNG, Plain


@pytest.mark.parametrize(("name", "tr_id"), [("search-stock-info", "CTPF1002R"), ("search-info", "CTPF1604R")])
async def test_product_type_that_does_not_match(real: Plain, name: str, tr_id: str) -> None:
    """rt_cd 7, as a success of HTTP: a client tries one product type after the other."""
    right = await real.get(f"{QUOTATIONS}/{name}", tr_id, PDNO=SAMSUNG, PRDT_TYPE_CD="300")
    wrong = await real.get(f"{QUOTATIONS}/{name}", tr_id, PDNO=SAMSUNG, PRDT_TYPE_CD="512")

    assert right.json()["output"]["pdno"] == "00000A005930"
    assert right.json()["output"]["prdt_abrv_name"] == "삼성전자"
    assert (wrong.status_code, wrong.json()["rt_cd"]) == (200, "7")


async def test_chart_from_the_year_0(client: Plain) -> None:
    """A client that wants all there is begins at 00000101."""
    answer = await client.get(
        f"{QUOTATIONS}/inquire-daily-itemchartprice",
        "FHKST03010100",
        FID_COND_MRKT_DIV_CODE="J",
        FID_INPUT_ISCD=SAMSUNG,
        FID_INPUT_DATE_1="00000101",
        FID_INPUT_DATE_2="20261120",
        FID_PERIOD_DIV_CODE="D",
        FID_ORG_ADJ_PRC="1",
    )

    candles = answer.json()["output2"]
    assert (len(candles), candles[0]["stck_bsop_date"]) == (100, "20261120")


@pytest.mark.parametrize("exchange", ["nas", "nys", "ams", "shs", "shi", "szs", "szi", "tse", "hks", "hnx", "hsx"])
async def test_master_file_of_each_exchange(client: Plain, exchange: str) -> None:
    """A client fetches them all and gives up if one is not there, so the Chinese indices have an empty one."""
    answer = await client.http.get(f"/common/master/{exchange}mst.cod.zip")

    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        (inside,) = packed.namelist()
        rows = packed.read(inside).splitlines()
    assert inside.lower() == f"{exchange}mst.cod"
    assert bool(rows) == (exchange not in {"shi", "szi"})


@pytest.mark.parametrize("hour", ["000000", ""])
async def test_minutes_without_a_time(client: Plain, hour: str) -> None:
    """Clients begin with no time of day and walk back from the newest minute."""
    answer = await client.get(
        f"{QUOTATIONS}/inquire-time-itemchartprice",
        "FHKST03010200",
        FID_COND_MRKT_DIV_CODE="J",
        FID_INPUT_ISCD=SAMSUNG,
        FID_INPUT_HOUR_1=hour,
        FID_PW_DATA_INCU_YN="N",
        FID_ETC_CLS_CODE="",
    )

    minutes = [row["stck_cntg_hour"] for row in answer.json()["output2"]]
    assert (minutes[0], len(minutes)) == ("100000", 30)


@pytest.mark.parametrize(("symbol", "product_type"), [("AAPL", "512"), ("KO", "513"), ("SPY", "529"), ("7203", "515")])
async def test_product_abroad(real: Plain, symbol: str, product_type: str) -> None:
    """A client finds the exchange of a symbol by the domestic product inquiry, one product type after the other."""
    asked = {"PDNO": symbol, "PRDT_TYPE_CD": product_type}
    right = await real.get(f"{QUOTATIONS}/search-info", "CTPF1604R", **asked)
    wrong = await real.get(f"{QUOTATIONS}/search-info", "CTPF1604R", **asked | {"PRDT_TYPE_CD": "501"})

    found = right.json()["output"]
    assert (found["shtn_pdno"], found["prdt_type_cd"]) == (symbol, product_type)
    assert all(found[name] for name in ("prdt_name", "prdt_eng_name", "std_pdno"))
    assert wrong.json()["rt_cd"] == "7"


async def test_ten_digits_of_a_flag(client: Plain) -> None:
    """KIS's published example of the daily prices asks for them so, and a client copied it."""
    asked = {"FID_COND_MRKT_DIV_CODE": "J", "FID_INPUT_ISCD": SAMSUNG, "FID_PERIOD_DIV_CODE": "D"}
    answers = [
        await client.get(f"{QUOTATIONS}/inquire-daily-price", "FHKST01010400", FID_ORG_ADJ_PRC=flag, **asked)
        for flag in ("1", "0000000001")
    ]

    first, second = (answer.json()["output"] for answer in answers)
    assert len(first) == 30
    assert first == second
