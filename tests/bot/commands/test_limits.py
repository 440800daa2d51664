"""한도 in the chat."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from bot.commands.limits import parse
from bot.errors import UserError
from bot.money import POINTS
from bot.storage.states import Cap
from bot.storage.terms import Segment
from bot.trading.limits import Finding, Wish
from bot.views import limits as views
from kis.domestic.codes import Side
from tests.bot.house import House
from tests.bot.storage.rows import intent
from tests.journeys.trading import buy, card

ALICES: Any = SimpleNamespace(id=1, user_id=1001)
"""What an intent asks of its credential."""


@pytest.mark.parametrize(
    ("text", "cap", "value"),
    [
        ("1회 300만", Cap.ORDER, 3_000_000),
        ("한번 1억2000만원", Cap.ORDER, 120_000_000),
        ("하루 1000만", Cap.DAY, 10_000_000),
        ("하루 20건", Cap.COUNT, 20),
        ("하루 20 건", Cap.COUNT, 20),
        ("건수 없음", Cap.COUNT, None),
        ("종목 500만원", Cap.SYMBOL, 5_000_000),
        ("이탈 5%", Cap.DISTANCE, 500),
        ("이탈 2.5", Cap.DISTANCE, 250),
        ("손실 50만", Cap.LOSS, 500_000),
        ("1회 없음", Cap.ORDER, None),
    ],
)
def test_what_people_type(text: str, cap: Cap, value: int | None) -> None:
    """The word of the cap, and its value in the words people use."""
    assert parse(text) == (cap, value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("5회 300만", "「5회」를 읽지 못했어요. 이렇게 적어 주세요: 한도 1회 300만"),
        ("1회", "얼마로 할지 적어 주세요. 예: 한도 1회 300만"),
        ("1회 많이", "「많이」는 한 번에 한도로 쓸 수 없어요. 예: 한도 1회 300만"),
        ("1회 -5만", "예: 한도 1회 300만"),
        ("이탈 NaN", "예: 한도 이탈 5%"),
        ("이탈 1e3%", "예: 한도 이탈 5%"),
        ("이탈 500%", "예: 한도 이탈 5%"),
        ("하루 99999999건", "예: 한도 건수 20건"),
        ("손실 0", "「정지」"),
    ],
)
def test_what_is_not_understood_says_what_to_type(text: str, says: str) -> None:
    """Each refusal names the word and gives an example of the same cap."""
    with pytest.raises(UserError) as caught:
        parse(text)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("amount", "words"),
    [(3_000_000, "300만원"), (150_000_000, "1억 5,000만원"), (10**8, "1억원"), (712_300, "712,300원"), (0, "0원")],
)
def test_money_in_words(amount: int, words: str) -> None:
    """As people say it; what is not whole in full."""
    assert views.money(amount) == words


def test_refusals_fit_a_toast() -> None:
    """Every sentence, at its longest, is short enough to be shown over a button (200 characters)."""
    wish = Wish(Side.BUY, 10**6, 10**6, 10**6, 10**6)
    for cap in Cap:
        found = Finding(cap, 10**12 + 1, 10**12 + 3, 10**12 + 3, 10**6, broken=True)
        assert len(views.refusal(found, wish, intent(ALICES, name="아주긴이름의종목" * 3))) <= 200


@pytest.mark.parametrize(
    ("columns", "market", "band", "fits"),
    [
        ({}, 70_100, "63,090원부터 77,110원", "7주까지"),
        ({"currency": "USD", "rate": Decimal("1380.5"), "segment": Segment.OVERSEAS}, 360_311,
         "$234.91부터 $287.10", "7주까지"),
        ({"currency": POINTS, "rate": 250_000, "segment": Segment.DERIVATIVES}, 2_115_000,
         "7.62부터 9.30", "7계약까지"),
    ],
    ids=["won", "dollars", "points"],
)  # fmt: skip
def test_refusals_are_in_the_money_of_the_price(columns: dict[str, Any], market: int, band: str, fits: str) -> None:
    """The band of prices as one would type them, and what fits in the unit of the order."""
    wish = Wish(Side.BUY, 10, market * 2, market, market * 2)
    one = intent(ALICES, **columns)

    distance = views.refusal(Finding(Cap.DISTANCE, 1_000, 10_000, 10_000, 0, broken=True), wish, one)
    assert distance == f"현재가에서 10%까지예요. {band} 사이로 적어 주세요."
    assert fits in views.refusal(Finding(Cap.ORDER, 10**6, 0, 10**7, 7, broken=True), wish, one)


async def test_lowering_and_raising(home: House) -> None:
    """Lower at once, raise in a day with a button to take it back, and a refusal that says what would fit."""
    assert "한 번에 없음" in (await home.ask("한도", "한도")).text
    await home.ask("한도 1회 300만", "한 번에 한도를 300만원으로 정했어요")
    await home.ask("매수 삼성전자 50 70000", "한 번에 300만원까지예요. 42주까지 돼요.")
    raising = await home.ask("한도 1회 없음", "한 번에 한도를 없음으로 올려요")
    assert "그때까지는 300만원 그대로예요." in raising.text

    shown = await home.ask("한도", "⏳ 없음으로")
    assert [button.text for button in shown.buttons] == ["한 번에 올리기 되돌리기"]
    await home.press("한 번에 올리기 되돌리기", "300만원 그대로예요. 올리지 않아요")
    assert "⏳" not in (await home.ask("한도", "한 번에 300만원")).text


async def test_what_is_used_today_is_shown(home: House) -> None:
    """The day's buys, in won and in orders; and a card that comes near says so."""
    await buy(home)
    await home.ask("한도 하루 150만", "150만원으로 정했어요")
    await home.ask("한도 하루 9건", "9건으로 정했어요")

    text = (await home.ask("한도", "하루 매수")).text
    assert "하루 매수 150만원 · 오늘 70만원" in text
    assert "하루 매수 건수 9건 · 오늘 1건" in text
    near = await card(home, "매수 삼성전자 9 70000")
    assert "⚠️ 하루 매수 한도 150만원의 88%예요." in near.text
