"""What can be sold, what an account is worth, what it may order, what it is entitled to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kis.client import Kis
from kis.credentials import Environment
from kis.domestic import Account, Domestic
from kis.errors import MalformedMessage, NotOffered, Rejected
from kis.wire import write
from tests.kis.domestic.recorder import Recorder, sample
from tests.kis.sample import REAL
from tests.kis.scripted import Scripted, ok, refuse

SELLABLE = "/uapi/domestic-stock/v1/trading/inquire-psbl-sell"


async def test_sellable() -> None:
    """One stock by its symbol."""
    real = Recorder(Environment.REAL, "sellable")

    found = await Domestic(real).account.sellable(symbol="005930")

    assert real.asked == [("TTTC8408R", {"PDNO": "005930"})]
    assert found is not None
    assert (found.quantity, found.sellable, found.average_price) == (7, 5, Decimal("69857.1429"))


@pytest.mark.parametrize(
    ("environment", "answer"),
    [(Environment.REAL, "sellable"), (Environment.PAPER, "balance")],
    ids=["real", "paper"],
)
async def test_sellable_quantity_everywhere(environment: Environment, answer: str) -> None:
    """Paper has no such call; its balance tells the same."""
    assert await Domestic(Recorder(environment, answer)).account.sellable_quantity("005930") == 5


async def test_nothing_is_sellable_of_what_is_not_held() -> None:
    """In paper too that is a zero and no error."""
    assert await Domestic(Recorder(Environment.PAPER, "balance")).account.sellable_quantity("000660") == 0


@pytest.mark.parametrize(
    "blocks",
    [
        pytest.param({}, id="no block"),
        pytest.param({"output": None}, id="null"),
        pytest.param({"output": {}}, id="nothing in it"),
        pytest.param({"output": {"pdno": "", "ord_psbl_qty": " "}}, id="blanks"),
        pytest.param({"output": [{"pdno": "", "ord_psbl_qty": ""}]}, id="a blank row"),
    ],
)
async def test_a_real_account_that_says_nothing_holds_none(
    client: Callable[..., Kis], server: Scripted, blocks: dict[str, Any]
) -> None:
    """KIS's success without a word about the stock is a zero."""
    server.answer(SELLABLE, ok(**blocks))

    assert await client(REAL).domestic.account.sellable_quantity("000660") == 0


async def test_half_an_answer_is_no_zero(client: Callable[..., Kis], server: Scripted) -> None:
    """A stock that KIS names without its number might be held; a refusal stays one."""
    server.answer(SELLABLE, ok(output={"pdno": "000660", "ord_psbl_qty": ""}), refuse("KIER2580", "조회 오류"))
    account = client(REAL).domestic.account

    with pytest.raises(MalformedMessage):
        await account.sellable_quantity("000660")
    with pytest.raises(Rejected):
        await account.sellable_quantity("000660")


async def test_assets_have_their_names_by_their_place() -> None:
    """KIS sends nineteen rows without a word."""
    assets = await Domestic(Recorder(Environment.REAL, "assets")).account.assets()

    assert list(assets.by_kind)[:3] == ["주식", "펀드/MMW", "채권"]
    assert (assets.by_kind["주식"].value, assets.by_kind["예수금"].value) == (490_000, 1_000_000)
    assert assets.by_kind["합계"].value == 1_490_000 == assets.totals.net_assets


@pytest.mark.parametrize(("count", "third"), [(19, "채권"), (20, "IMA"), (16, "ELS/DLS"), (17, "채권")])
def test_rows_are_named_by_their_number(count: int, third: str) -> None:
    """With IMA there is one more; accounts of product 21 have fewer."""
    answer = sample("assets")
    answer["output1"] = answer["output1"][:1] * count

    names = list(Account.assets.reply.read(answer).by_kind)
    assert (len(names), names[2], names[-1]) == (count, third, "합계")


def test_a_number_of_rows_not_known_is_not_named() -> None:
    """A wrong name would be worse than none."""
    answer = sample("assets")
    answer["output1"] = answer["output1"][:1] * 21

    assets = Account.assets.reply.read(answer)
    assert (len(assets.kinds), dict(assets.by_kind)) == (21, {})


async def test_margin_by_currency_and_rate() -> None:
    """A hundred columns read as tables: each currency and each rate has its own."""
    real = Recorder(Environment.REAL, "margin")

    margin = await Domestic(real).account.margin()

    assert real.asked == [
        ("TTTC0869R", {"CMA_EVLU_AMT_ICLD_YN": "N", "WCRC_FRCR_DVSN_CD": "01", "FWEX_CTRT_FRCR_DVSN_CD": "01"})
    ]
    assert margin.by_currency["USD"].total == Decimal("101.50")
    assert margin.by_currency["CNY"].reused_elsewhere == Decimal("410.50")
    assert margin.by_currency["JPY"].rate == Decimal("10.06")
    assert margin.by_cash_rate[100] == Decimal("1000000.1990")
    assert margin.by_loan_rate[45] == Decimal("4500000.49")


def test_columns_of_the_margin_keep_their_keys() -> None:
    """Tables are written back as KIS's columns."""
    margin = Account.margin.reply.read(sample("margin"))
    written = write(margin)

    sent = {key: value for key, value in sample("margin")["output"].items() if key.startswith("hkd_")}
    assert {key: written[key] for key in sent} == sent


async def test_rights() -> None:
    """Of all kinds and symbols unless said otherwise."""
    real = Recorder(Environment.REAL, "rights")

    (right,) = await Domestic(real).account.rights(start=date(2026, 9, 1), end=date(2026, 11, 20))

    ((tr_id, asked),) = real.asked
    assert (tr_id, asked["INQR_DVSN"], asked["RGHT_TYPE_CD"], asked["PDNO"]) == ("CTRGA011R", "03", "", "")
    assert (right.symbol, right.allotted, right.fraction) == ("035720", 5, Decimal("0.25"))
    assert (right.paid_on, right.refunded_on) == (date(2026, 11, 6), None)


async def test_assets_are_not_offered_in_paper() -> None:
    """The refusal says what works instead."""
    with pytest.raises(NotOffered, match="주식잔고조회의 합계"):
        await Domestic(Recorder(Environment.PAPER)).account.assets()
