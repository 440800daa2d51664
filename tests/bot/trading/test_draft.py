"""A line of chat becomes the draft of an order, or a sentence that says what to type."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.trading.draft import AmbiguousName, Market, OrderDraft, Price
from bot.trading.figures import figure
from bot.trading.quantities import Budget, Part, Portion, Quantity
from kis.domestic.codes import Side
from kis.market.fees import DOMESTIC
from kis.symbols import well_known

SYMBOLS = well_known().only(DOMESTIC)


@pytest.mark.parametrize(
    ("text", "code", "quantity", "price"),
    [
        pytest.param("삼성전자 10 70000", "005930", 10, 70_000, id="the plain line"),
        pytest.param("005930 10 시장가", "005930", 10, Market.ORDER, id="by code at market"),
        pytest.param("삼성전자 10주 70,000원", "005930", 10, 70_000, id="with units and commas"),
        pytest.param("삼성전자 7만5천 10주", "005930", 10, 75_000, id="price first where the unit says so"),
        pytest.param("삼성전자 70000원 10", "005930", 10, 70_000, id="won first"),
        pytest.param("삼성전자 시장가 10", "005930", 10, Market.ORDER, id="market first"),
        pytest.param("KODEX 200 10 35000", "069500", 10, 35_000, id="a name that ends in a figure"),
        pytest.param("KODEX 200 10", "069500", 10, None, id="such a name without a price"),
        pytest.param("SK하이닉스 전량 시장가", "000660", Part.ALL, Market.ORDER, id="all of it"),
        pytest.param("하이닉스 절반 20만", "000660", Part.HALF, 200_000, id="half of it"),
        pytest.param("삼성전자 10", "005930", 10, None, id="no price yet"),
        pytest.param("삼성전자 50만원 시장가", "005930", Budget(500_000, "KRW"), Market.ORDER, id="for an amount"),
        pytest.param("삼성전자 1억 70000", "005930", Budget(10**8, "KRW"), 70_000, id="for 100 million"),
        pytest.param("삼성전자 50만원 7만원", "005930", Budget(500_000, "KRW"), 70_000, id="an amount, then a price"),
        pytest.param("삼성전자 50만원", "005930", Budget(500_000, "KRW"), None, id="an amount without a price"),
        pytest.param("삼성전자 30% 시장가", "005930", Portion(30), Market.ORDER, id="a percentage"),
        pytest.param("삼성전자 70000 30%", "005930", Portion(30), 70_000, id="a price, then a percentage"),
        pytest.param("삼전 3 @71200", "005930", 3, 71_200, id="an alias and an at sign"),
    ],
)
def test_lines_people_type(text: str, code: str, quantity: Quantity, price: Price | None) -> None:
    """Each usual way to write an order means one thing."""
    draft = OrderDraft.parse(Side.BUY, text, SYMBOLS)

    assert (draft.instrument.code, draft.quantity, draft.price) == (code, quantity, price)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("애플 3 20만원", "USD 단위예요.*매수 애플 3$", id="won for a stock in dollars"),
        pytest.param("텐센트 100 400원", "HKD 단위예요.*매수 텐센트 100$", id="won in Hong Kong"),
        pytest.param("삼성전자 10 70달러", "KRW 단위예요.*매수 삼성전자 10$", id="dollars at home"),
        pytest.param("삼성전자 10 $70", "KRW 단위예요", id="a sign"),
    ],
)
def test_price_in_other_money(text: str, told: str) -> None:
    """The figure of one currency is never taken for a price in another."""
    with pytest.raises(UserError, match=told):
        OrderDraft.parse(Side.BUY, text, well_known())


def test_price_in_its_own_money() -> None:
    """As it is marked, or not marked at all; in Hong Kong dollars are its own."""
    lines = ("애플 3 $180.5", "애플 3 180.5달러", "애플 3 180.5", "애플 50만원 180.5", "텐센트 100 400달러")
    assert [OrderDraft.parse(Side.BUY, line, well_known()).price for line in lines] == [
        *[Decimal("180.5")] * 4,
        400,
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("", "예: 매수 삼성전자 10 70000", id="nothing"),
        pytest.param("삼성전자", "몇 주인지", id="no quantity"),
        pytest.param("삼성전자 열주 70000", "「열주」", id="a word where a number belongs"),
        pytest.param("삼성전자 10 칠만", "「칠만」", id="a word where a price belongs"),
        pytest.param("10 70000", "어느 종목인지", id="no name"),
        pytest.param("없는회사이름 10 70000", "찾지 못했어요", id="an unknown name"),
        pytest.param("애플 10 시장가", "찾지 못했어요", id="a stock abroad, which no domestic order can name"),
        pytest.param("AAPL 10 시장가", "찾지 못했어요", id="a ticker"),
        pytest.param("코스피200 10 시장가", "찾지 못했어요", id="an index"),
        pytest.param("삼선전자 10 시장가", "찾지 못했어요", id="a slip, which is not guessed"),
        pytest.param("삼성전자 0 70000", "1주부터", id="no shares"),
        pytest.param("삼성전자 10 0", "0원일 수 없어요", id="a price of zero"),
        pytest.param("삼성전자 50만원 70000", "두 가지로 읽혀요", id="an amount or a price"),
        pytest.param("삼성전자 $500 시장가", "달러가 아니에요", id="dollars at home"),
        pytest.param("삼성전자 0% 시장가", "「0%」", id="nothing of it"),
        pytest.param("삼성전자 101% 시장가", "「101%」", id="more than all"),
        pytest.param("삼성전자 -5 70000", "「-5」", id="less than nothing"),
        pytest.param("가" * 40_000, "찾지 못했어요", id="40,000 characters"),
        pytest.param("삼성전자 10 " + "9" * 40_000, "숫자로 읽지 못했어요", id="a figure without end"),
    ],
)
def test_words_that_do_not_fit(text: str, told: str) -> None:
    """A line that cannot be read gets one sentence that says what to type, and the sentence is short."""
    with pytest.raises(UserError) as refusal:
        OrderDraft.parse(Side.BUY, text, SYMBOLS)

    assert told in str(refusal.value)
    assert len(str(refusal.value)) < 200


def test_several_names_fit() -> None:
    """An unclear name keeps the rest of the line, so that choosing is enough."""
    with pytest.raises(AmbiguousName) as refusal:
        OrderDraft.parse(Side.SELL, "삼성 10 70000", SYMBOLS)

    assert len(refusal.value.candidates) > 1
    assert (refusal.value.quantity, refusal.value.price) == (10, 70_000)


@given(st.integers(min_value=0, max_value=10**12))
def test_figures_with_commas(value: int) -> None:
    """A number reads the same with and without commas."""
    assert figure(f"{value:,}") == figure(str(value)) == value


@given(st.text(max_size=60))
def test_any_text_is_met(text: str) -> None:
    """Whatever is typed, the answer is a draft or a sentence."""
    with suppress(UserError):
        assert OrderDraft.parse(Side.BUY, text, SYMBOLS).quantity
