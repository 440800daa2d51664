"""Holdings and orders of an account abroad, with the blanks and doubles that KIS sends."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from kis.errors import Unreachable
from kis.market.clock import KST
from kis.overseas import Country, Exchange, Overseas
from tests.kis.scripted import Say, Scripted, ok, refuse

TRADING = "/uapi/overseas-stock/v1/trading"
UNFILLED, ORDERS = f"{TRADING}/inquire-nccs", f"{TRADING}/inquire-ccnl"
BALANCE, PRESENT = f"{TRADING}/inquire-balance", f"{TRADING}/inquire-present-balance"
NIGHT = datetime(2026, 11, 25, 1, 0, tzinfo=KST)
"""Tuesday 11:00 in New York, Wednesday in Korea."""
TOTALS = {"frcr_pchs_amt1": "0.00", "ovrs_tot_pfls": "0.00"}


def held(symbol: str, exchange: str, quantity: str = "3") -> dict[str, str]:
    return {"ovrs_pdno": symbol, "ovrs_cblc_qty": quantity, "ovrs_excg_cd": exchange, "tr_crcy_cd": "USD"}


def ordered(number: str, **changed: str) -> dict[str, str]:
    row = {
        "ord_dt": "20261124",
        "odno": number,
        "pdno": "AAPL",
        "sll_buy_dvsn_cd": "02",
        "ft_ord_qty": "3",
        "ft_ccld_qty": "1",
        "nccs_qty": "2",
        "ft_ord_unpr3": "190.50000000",
        "ovrs_excg_cd": "NASD",
        "thco_ord_tmd": "003000",
        "ord_tmd": "103000",
    }
    return {**row, **changed}


BLANK = dict.fromkeys(ordered("", mdia_dvsn_name="OpenAPI"), "") | {"ft_ord_qty": "0", "usa_amk_exts_rqst_yn": "N"}


async def test_fractions_of_shares_hide_no_list(server: Scripted, real: Overseas) -> None:
    """Lots bought by an amount of money (소수점 주식) stand beside whole ones, among holdings and orders."""
    server.answer(BALANCE, ok(output1=[held("AAPL", "NASD", "3"), held("TSLA", "NASD", "0.412586")], output2=TOTALS))
    part = ordered("0000000007", ft_ord_qty="0.412586", ft_ccld_qty="0.400000", nccs_qty="0.012586")
    server.answer(ORDERS, ok(output=[part, ordered("0000000008")]))
    server.answer(UNFILLED, ok(output=[part]))

    positions = await real.account.positions()
    first, second = await real.account.orders_between(NIGHT.date(), NIGHT.date())
    (waiting,) = await real.account.open_orders(NIGHT)

    assert [row.quantity for row in positions] == [3, Decimal("0.412586")]
    assert (first.filled, second.filled, first.is_open) == (Decimal("0.4"), 1, True)
    assert waiting.remaining == Decimal("0.012586")


async def test_rows_of_blanks_are_no_positions(server: Scripted, real: Overseas) -> None:
    """KIS fills a page with rows of zeros; numbers keep their decimals, the exchange is known by name."""
    blank = {**held("", "", "0"), "frcr_evlu_pfls_amt": "0.000000"}
    apple = {**held("AAPL", "NASD"), "pchs_avg_pric": "5832.2148", "now_pric2": "191.250000"}
    server.answer(BALANCE, ok(output1=[apple, blank], output2=TOTALS))

    balance = await real.account.balance(exchange=Exchange.NASDAQ)

    (position,) = balance.positions
    assert (position.average_price, position.price) == (Decimal("5832.2148"), Decimal("191.25"))
    assert position.exchange is Exchange.NASDAQ
    assert server.to(BALANCE)[0].query["TR_CRCY_CD"] == "USD"


async def test_currency_follows_from_the_exchange(server: Scripted, real: Overseas) -> None:
    """Nobody has to say that Tokyo trades in yen."""
    server.answer(BALANCE, ok(output1=[], output2=TOTALS))

    await real.account.balance(exchange=Exchange.TOKYO)
    await real.account.balance(exchange=Exchange.HANOI, currency="VND")

    assert [asked.query["TR_CRCY_CD"] for asked in server.to(BALANCE)] == ["JPY", "VND"]


async def test_positions_of_a_country_once_each(server: Scripted, paper: Overseas) -> None:
    """Paper answers by exchange and names a stock under two; what is sold out is not held."""
    server.answer(
        BALANCE,
        ok(output1=[held("AAPL", "NASD"), held("TSLA", "NASD", "0")], output2=TOTALS),
        ok(output1=[held("AAPL", "NYSE"), held("KO", "NYSE")], output2=TOTALS),
        ok(output1=[], output2=TOTALS),
    )

    found = await paper.account.positions()

    assert [row.symbol for row in found] == ["AAPL", "KO"]
    assert [asked.query["OVRS_EXCG_CD"] for asked in server.to(BALANCE)] == ["NASD", "NYSE", "AMEX"]


async def test_real_account_answers_for_the_whole_us(server: Scripted, real: Overseas) -> None:
    """One call is enough there, and one for each exchange of another country."""
    server.answer(BALANCE, ok(output1=[held("AAPL", "NASD"), held("KO", "NYSE")], output2=TOTALS))

    await real.account.positions()
    await real.account.positions(Country.CHINA)

    assert [asked.query["OVRS_EXCG_CD"] for asked in server.to(BALANCE)] == ["NASD", "SHAA", "SZAA"]


async def test_open_orders(server: Scripted, paper: Overseas) -> None:
    """Where the list exists it is the answer, for the whole US at once."""
    server.answer(UNFILLED, ok(output=[ordered("0030138112", ord_tmd="003000")]))

    (order,) = await paper.account.open_orders(NIGHT, Exchange.NYSE)

    assert (order.number, order.remaining, order.price) == ("0030138112", 2, Decimal("190.5"))
    assert server.to(UNFILLED)[0].query["OVRS_EXCG_CD"] == "NASD"
    assert server.to(ORDERS) == []


@pytest.mark.parametrize(
    "trouble",
    [
        pytest.param(refuse("90000000", "모의투자에서는 해당업무가 제공되지 않습니다."), id="not provided"),
        pytest.param(refuse("EGW02004", "모의투자 TR 이 아닙니다.", status=500), id="no such TR"),
        pytest.param(Say(raw=b"oops", status=500), id="failure"),
    ],
)
async def test_open_orders_where_paper_has_no_list(server: Scripted, paper: Overseas, trouble: Say) -> None:
    """They are what is left of the day's orders: not filled, cancelled, refused or of another day or country."""
    rows = [
        ordered("1"),
        ordered("2", nccs_qty="0"),
        ordered("3", rvse_cncl_dvsn="02"),
        ordered("4", rjct_rson="40"),
        ordered("5", ord_dt="20261123"),
        ordered("6", ovrs_excg_cd="SEHK"),
        ordered("7", ovrs_excg_cd="NYSE"),
        BLANK,
    ]
    server.answer(UNFILLED, trouble)
    server.answer(ORDERS, ok(output=rows))

    found = await paper.account.open_orders(NIGHT)

    assert [order.number for order in found] == ["1", "7"]
    assert f"{found[0].time:%H%M}" == "0030"
    asked = server.to(ORDERS)[0].query
    assert (asked["ORD_STRT_DT"], asked["ORD_END_DT"]) == ("20261124", "20261125")
    assert (asked["PDNO"], asked["OVRS_EXCG_CD"]) == ("", "")


async def test_failure_of_a_real_account_is_no_empty_list(server: Scripted, real: Overseas) -> None:
    """There the list exists, so a failure is a failure."""
    server.answer(UNFILLED, Say(raw=b"oops", status=500))

    with pytest.raises(Unreachable):
        await real.account.open_orders(NIGHT)
    assert server.to(ORDERS) == []


@pytest.mark.parametrize("output", [BLANK, [BLANK], []], ids=["one object", "a row", "nothing"])
async def test_no_orders(server: Scripted, real: Overseas, output: Any) -> None:
    """KIS says so by an object of blanks as well."""
    server.answer(ORDERS, ok(output=output))

    assert await real.account.orders_between(date(2026, 11, 24), date(2026, 11, 24)) == ()
    assert server.to(ORDERS)[0].query["PDNO"] == "%"


async def test_mini_stock_holds_fractions(server: Scripted, real: Overseas) -> None:
    """The balance by fills counts in fractions of a share, and pages by header alone."""
    server.answer(
        PRESENT,
        Say(
            {"rt_cd": "0", "output1": [{"pdno": "AAPL", "ccld_qty_smtl1": "0.12345678"}], "output2": [], "output3": {}},
            headers={"tr_cont": "M"},
        ),
        ok(output1=[{"pdno": "KO", "ccld_qty_smtl1": "2.00000000"}], output2=[], output3={"tot_asst_amt": "1000"}),
    )

    found = await real.account.present()

    assert [(row.symbol, row.quantity) for row in found.positions] == [("AAPL", Decimal("0.12345678")), ("KO", 2)]
    assert found.totals is not None
    assert found.totals.total_assets == 1000
    assert [asked.headers["tr_cont"] for asked in server.to(PRESENT)] == ["", "N"]
