"""What released clients expect when they trade abroad; each was seen with one of them."""

from __future__ import annotations

import math
from datetime import datetime

import httpx
import pytest

from kis.market.clock import KST
from kis.market.holidays import CALENDAR
from kis.simulator.history import History
from kis.simulator.overseas.listings import LISTINGS
from tests.kis.simulator.server.plain import Plain, plain

TRADING = "/uapi/overseas-stock/v1/trading"
NIGHT = datetime(2026, 11, 24, 23, 45, tzinfo=KST)


async def bought(client: Plain, symbol: str, exchange: str, price: str) -> httpx.Response:
    """Buy one share with a limit; below the market it waits."""
    return await client.post(
        f"{TRADING}/order",
        "TTTT1002U",
        OVRS_EXCG_CD=exchange,
        PDNO=symbol,
        ORD_DVSN="00",
        ORD_QTY="1",
        OVRS_ORD_UNPR=price,
        ORD_SVR_DVSN_CD="0",
    )


async def abroad(client: Plain, name: str, tr_id: str, exchange: str) -> list[str]:
    """Ask an inquiry by exchange; the symbols it lists."""
    answer = (await client.get(f"{TRADING}/{name}", tr_id, OVRS_EXCG_CD=exchange, SORT_SQN="DS")).json()
    return sorted(row.get("ovrs_pdno") or row["pdno"] for row in answer.get("output1", answer.get("output")))


@pytest.mark.parametrize(
    ("exchange", "symbols"), [("NASD", ["F", "SNDL"]), ("", ["F", "SNDL"]), ("NAS", ["SNDL"]), ("NYSE", ["F"])]
)
async def test_exchange_of_an_inquiry(real: Plain, exchange: str, symbols: list[str]) -> None:
    """NASD and a blank are the whole US, NAS is Nasdaq alone: of positions and of orders that wait."""
    await real.sim("clock", now=NIGHT.isoformat())
    async with plain(real.simulator, real.credentials.environment) as client:
        for symbol, place, high, low in (("SNDL", "NASD", "2.40", "1.20"), ("F", "NYSE", "16.00", "9.00")):
            await bought(client, symbol, place, high)
            await bought(client, symbol, place, low)

        assert await abroad(client, "inquire-balance", "TTTS3012R", exchange) == symbols
        assert await abroad(client, "inquire-nccs", "TTTS3018R", exchange) == symbols


async def test_ledger_of_day_and_night(real: Plain, client: Plain) -> None:
    """A client asks by one TR id in both environments, without parameters, before it asks for its balance."""
    for each in (real, client):
        answer = await each.http.get(f"{TRADING}/dayornight", headers=each.headers("JTTT3010R"))
        assert answer.json()["output"] == {"PSBL_YN": "N"}


async def test_blocks_in_lower_case(real: Plain) -> None:
    """KIS's portal writes Output1 of the period profit, its samples and clients read output1."""
    answer = await real.get(
        f"{TRADING}/inquire-period-profit", "TTTS3039R", INQR_STRT_DT="20261101", INQR_END_DT="20261123"
    )

    assert answer.json()["output1"] == answer.json()["Output1"] == []
    assert answer.json()["output2"] == answer.json()["Output2"]


async def test_reservations_of_every_exchange(real: Plain) -> None:
    """A blank exchange lists all of them."""
    sent = {"OVRS_EXCG_CD": "NASD", "PDNO": "AAPL", "FT_ORD_QTY": "1", "FT_ORD_UNPR3": "250.00", "ORD_DVSN": "00"}
    span = {"INQR_STRT_DT": "20261123", "INQR_END_DT": "20261124", "INQR_DVSN_CD": "00", "PRDT_TYPE_CD": ""}
    made = await real.post(f"{TRADING}/order-resv", "TTTT3014U", ORD_SVR_DVSN_CD="0", **sent)
    listed = await real.get(f"{TRADING}/order-resv-list", "TTTT3039R", OVRS_EXCG_CD="", **span)

    assert [row["ovrs_rsvn_odno"] for row in listed.json()["output"]] == [made.json()["output"]["ODNO"]]


async def test_figures_of_a_company(real: Plain) -> None:
    """Clients read a quote whole, and take no blank for earnings, book value or the extremes of a year."""
    path, asked = "/uapi/overseas-price/v1/quotations", {"EXCD": "NAS", "SYMB": "AAPL"}
    detail = (await real.get(f"{path}/price-detail", "HHDFS76200200", **asked)).json()["output"]
    many = await real.get(f"{path}/multprice", "HHDFS76220000", NREC="1", EXCD_01="NAS", SYMB_01="AAPL")

    assert all(float(detail[name]) > 0 for name in ("perx", "pbrx", "epsx", "bpsx", "h52p", "l52p"))
    (row,) = many.json()["output2"]
    assert (row["h52p"], row["l52p"]) == (detail["h52p"], detail["l52p"])


@pytest.mark.parametrize("code", ["SHS", "SNDL", "7203"])
def test_a_long_past(code: str) -> None:
    """Charts are asked by month and year: rounding on a coarse ladder does not let ten years sink to nothing."""
    past = [History(LISTINGS[code], seed, NIGHT.date(), CALENDAR) for seed in range(5)]
    ends = [[candle.close for candle in history.back_from(NIGHT.date())] for history in past]

    assert all(len(closes) > 2_400 for closes in ends)
    drift = sum(math.log(closes[-1] / closes[0]) for closes in ends) / len(ends)
    assert abs(drift) < 2
