"""`python -m kis`: what a person types and sees."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from kis.__main__ import _call, main
from kis.catalogue import catalogue
from kis.client import Kis
from kis.domestic import Orders, OrderType
from kis.domestic.orders import Buy
from kis.errors import Unanswered
from kis.opening import Where
from kis.simulator import NO_LIMITS, Simulator
from kis.simulator.server.faults import Do, Fault
from kis.units import Shares


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Exit code, output and complaint of one command line."""
    code = main(words)
    said = capsys.readouterr()
    return code, said.out, said.err


def test_listing_names_every_call(capsys: pytest.CaptureFixture[str]) -> None:
    """Without words all calls are listed with Korean title and TR ids."""
    code, out, _ = run(capsys)

    assert code == 0
    assert [endpoint.summary for endpoint in catalogue().values() if endpoint.summary not in out] == []


@pytest.mark.parametrize(
    "words",
    [
        ("price", "005930"),
        ("price", "삼성전자"),
        ("FHKST01010100", "symbol=005930"),
        ("주식현재가 시세", "005930"),
        ("kis.domestic.quotes.price", "005930"),
    ],
)
def test_price_as_a_table(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    """Whatever names the call and the stock leads to the same table of Korean title, English name, value and unit."""
    code, out, _ = run(capsys, *words)
    row = next(line for line in out.splitlines() if " price " in line)

    assert code == 0
    assert row.split()[-1].endswith("원")


def test_json_keeps_every_field(capsys: pytest.CaptureFixture[str]) -> None:
    """Programs get English names; decimals are texts, whole numbers numbers, blanks null."""
    code, out, _ = run(capsys, "balance", "--json")
    answer: dict[str, Any] = json.loads(out)

    assert code == 0
    assert answer["positions"] == []
    assert answer["totals"]["deposit"] == 10_000_000
    assert isinstance(answer["totals"]["asset_change_rate"], str)


def test_order_at_the_simulator(capsys: pytest.CaptureFixture[str]) -> None:
    """Words fill what must be given in order, enums by name, numbers with commas."""
    code, out, _ = run(capsys, "buy", "005930", "10", "LIMIT", "price=70,000")

    assert code == 0
    assert "주문번호" in out


def test_order_elsewhere_is_not_sent_by_accident(capsys: pytest.CaptureFixture[str]) -> None:
    """On a real or paper account an order is only shown, unless sending it was asked for; no key is needed to look."""
    code, out, _ = run(capsys, "buy", "005930", "10", "LIMIT", "price=70000", "--real")

    assert code == 0
    assert "보내지 않았어요" in out
    assert "'ORD_QTY': '10'" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(("buy", "005930"), "quantity 주문수량", id="field missing"),
        pytest.param(("buy", "005930", "ten", "LIMIT"), "쓸 수 없는 값이에요 (ten)", id="not a number"),
        pytest.param(("buy", "005930", "10", "SOMEHOW"), "00(LIMIT)", id="no such choice"),
        pytest.param(("price", "005930", "venue=MOON"), "J(KRX)", id="no such venue"),
        pytest.param(("reservations.buy", "005930", "1", "BEST"), "05(PRE_OPEN)", id="a choice of others"),
        pytest.param(("price", "005930", "colour=red"), "쓰는 법: price <symbol", id="no such field"),
        pytest.param(("price", "005930", "J", "70000"), "어디에 넣을", id="too many words"),
        pytest.param(("prcie",), "domestic.quotes.price", id="mistyped"),
        pytest.param(("price", "\udcff"), "읽을 수 없는 글자", id="bytes that are no text"),
        pytest.param(("watchlists.prices",), "명령줄에서는", id="a call that takes many"),
        pytest.param(("xyzzy",), "`python -m kis`", id="nothing like it"),
        pytest.param(("주식주문",), "domestic.orders.sell", id="title of several"),
        pytest.param(("price", "카카"), "카카오게임즈 293490", id="name of several"),
    ],
)
def test_words_that_cannot_be_carried_out(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    """What is wrong is said together with what to type instead."""
    code, out, err = run(capsys, *words)

    assert (code, out) == (2, "")
    assert said in err


def test_reference_has_a_row_for_every_call(capsys: pytest.CaptureFixture[str]) -> None:
    """The page for the README is made from the same values."""
    _, out, _ = run(capsys, "reference")

    assert [path for path in catalogue() if f"| `kis.{path}` |" not in out] == []


@pytest.mark.parametrize("words", [("chart", "--help"), ("chart", "-h"), ("help", "chart")])
def test_usage_of_one_call(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    """The fields of a call are named in the order in which words fill them, with what they take and leave out."""
    code, out, _ = run(capsys, *words)

    assert code == 0
    assert "쓰는 법: chart <symbol 입력 종목코드> <start" in out
    assert "start  입력 날짜 1 · 2026-11-23" in out
    assert "D(DAY), W(WEEK), M(MONTH), Y(YEAR) · 넣지 않으면 D" in out


@pytest.mark.parametrize("word", ["help", "--help"])
def test_usage_of_the_command(capsys: pytest.CaptureFixture[str], word: str) -> None:
    """Without a call the options are named."""
    code, out, _ = run(capsys, word)

    assert code == 0
    assert "--paper" in out
    assert "KIS_APP_KEY" in out


def test_an_order_that_would_be_refused_is_said_to_be(capsys: pytest.CaptureFixture[str]) -> None:
    """Looking at an order says what sending it would: a price forgotten, a venue that paper has not."""
    forgotten = run(capsys, "buy", "005930", "10", "LIMIT", "--real")
    elsewhere = run(capsys, "buy", "005930", "10", "LIMIT", "price=70000", "venue=NXT", "--paper")

    assert [code for code, _, _ in (forgotten, elsewhere)] == [1, 1]
    assert "가격이 없어요" in forgotten[2]
    assert "KRX" in elsewhere[2]


def test_codes_are_shown_with_their_meaning(capsys: pytest.CaptureFixture[str]) -> None:
    """A sign of 3 tells nobody that the price is unchanged."""
    _, out, _ = run(capsys, "price", "005930")
    row = next(line for line in out.splitlines() if " change_sign " in line)

    assert row.split()[-1].rstrip(")").partition("(")[2] in {"UP", "UNCHANGED", "DOWN"}


def test_missing_keys_are_named(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A real call without keys says which variable to set."""
    for name in ("KIS_APP_KEY", "KIS_APP_SECRET", "KIS_ACCOUNT"):
        monkeypatch.delenv(name, raising=False)
    code, _, err = run(capsys, "price", "005930", "--real")

    assert code == 1
    assert "KIS_APP_KEY" in err


def test_as_a_command() -> None:
    """`python -m kis` works from a shell."""
    found = subprocess.run(
        [sys.executable, "-m", "kis", "price", "005930", "--json"],
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )

    assert json.loads(found.stdout)["symbol"] == "005930"


@pytest.mark.parametrize("exchange", ["NASDAQ", "nasdaq", "nasd"], ids=["name", "small letters", "code"])
def test_exchange_by_name_or_code(capsys: pytest.CaptureFixture[str], exchange: str) -> None:
    """An enum is chosen in any case of letters."""
    words = (f"exchange={exchange}", "symbol=AAPL", "quantity=1", "price=190")
    code, out, _ = run(capsys, "overseas.orders.daytime_buy", *words, "--real")

    assert code == 0
    assert "'OVRS_EXCG_CD': 'NASD'" in out


@pytest.mark.parametrize("exchange", ["NASDAQ", "NAS", "nasd"], ids=["name", "code of quotes", "code of orders"])
def test_quote_of_an_exchange_by_any_of_its_codes(capsys: pytest.CaptureFixture[str], exchange: str) -> None:
    """Whoever knows an exchange by one of its codes may type that."""
    code, out, _ = run(capsys, "overseas.quotes.price", f"exchange={exchange}", "symbol=AAPL")

    assert code == 0
    assert "DNASAAPL" in out


async def test_an_order_whose_answer_was_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who types must not press the key again: the sentence says where to look first."""
    async with Simulator.serve(always_open=True, limits=NO_LIMITS) as broker:
        broker.faults.add(Fault(Do.CUT_AFTER, path="order-cash"))
        kis = Kis(broker.credentials(), origins=broker.origins, rate=1_000)
        monkeypatch.setattr("kis.__main__.opened", lambda _where: kis)
        request = Buy(symbol="005930", quantity=Shares(1), order_type=OrderType.MARKET)

        with pytest.raises(Unanswered, match="주문 내역부터"):
            await _call(Where.PAPER, Orders.buy, request)
        assert len(broker.broker.every_order()) == 1


@pytest.mark.parametrize("words", [("애플",), ("symbol=애플",), ("NAS", "AAPL"), ("NASDAQ", "애플")])
def test_a_name_from_abroad_says_its_exchange(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    """Who names 애플 need not know that it is at Nasdaq; who knows may say so."""
    code, out, _ = run(capsys, "overseas.quotes.price", *words)

    assert code == 0
    assert "DNASAAPL" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [(("--colour",), "모르는 옵션이나 값이에요: --colour"), (("--real", "--paper"), "함께 쓸 수 없어요")],
    ids=["unknown", "both"],
)
def test_options_that_cannot_be(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str) -> None:
    """The refusal is in Korean too."""
    code, _, err = run(capsys, "price", "005930", *words)

    assert code == 2
    assert said in err
