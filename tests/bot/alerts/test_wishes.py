"""What 알림 reads, and what it says where it cannot."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot.alerts.rules import Condition
from bot.alerts.wishes import Wish, read
from bot.errors import UserError
from bot.storage.states import AlertRepeat, AlertRule
from bot.storage.terms import WON, Segment
from bot.views.alert import what

TODAY = date(2026, 11, 23)
R = AlertRule

READ = [
    ("삼성전자 71000 이상", Condition(R.ABOVE, 71_000)),
    ("하이닉스 20만이하", Condition(R.BELOW, 200_000)),
    ("하이닉스 이상 20만", Condition(R.ABOVE, 200_000)),
    ("하이닉스 20만 교차", Condition(R.CROSS_UP, 200_000)),
    ("하이닉스 20만 상향 돌파", Condition(R.CROSS_UP, 200_000)),
    ("카카오 ±5%", Condition(R.SWING, 500)),
    ("카카오 +2.5%", Condition(R.RISE, 250)),
    ("카카오 등락률 -3%", Condition(R.FALL, 300)),
    ("카카오 3% 하락", Condition(R.FALL, 300)),
    ("네이버 거래량 100만주 이상", Condition(R.VOLUME, 1_000_000)),
    ("네이버 당일 신고가", Condition(R.HIGH)),
    ("네이버 신저가", Condition(R.LOW)),
    ("네이버 vi", Condition(R.VI)),
    ("애플 $200.5 이상", Condition(R.ABOVE, Decimal("200.5"))),
    ("애플 200.5달러이하", Condition(R.BELOW, Decimal("200.5"))),
    ("코스피 2700포인트 이상", Condition(R.ABOVE, 2_700)),
    ("S&P 500 6000 이상", Condition(R.ABOVE, 6_000)),
    ("텐센트 HK$600이상", Condition(R.ABOVE, 600)),
]


@pytest.mark.parametrize(
    ("price", "units"),
    [("200", set()), ("$200", {"USD"}), ("HK$200", {"HKD"}), ("¥200", {"JPY", "CNY"}), ("200엔", {"JPY"}),
     ("2700pt", {"PT"}), ("7만원", {"KRW"}), ("7홍콩달러", {"HKD"})],
)  # fmt: skip
def test_units(price: str, units: set[str]) -> None:
    """A sign or a word beside the price says in what it is counted."""
    assert read(["가", price, "이상"], TODAY).units == units


@pytest.mark.parametrize(("text", "condition"), READ, ids=[text for text, _ in READ])
def test_conditions(text: str, condition: Condition) -> None:
    """Each kind is said as people say it."""
    assert read(text.split(), TODAY).condition == condition


@pytest.mark.parametrize(
    ("text", "repeat", "days"),
    [
        pytest.param("카카오 ±5% 매일", AlertRepeat.DAILY, 90, id="daily"),
        pytest.param("카카오 4만 이하 계속 30일", AlertRepeat.ALWAYS, 30, id="always"),
        pytest.param("카카오 4만 이하 만료 2주 한 번", AlertRepeat.ONCE, 14, id="once"),
        pytest.param("카카오 4만 이하 11-30까지", AlertRepeat.ONCE, 8, id="until"),
        pytest.param("카카오 4만 이하 1-2까지", AlertRepeat.ONCE, 41, id="next year"),
        pytest.param("카카오 신고가 오늘까지", AlertRepeat.ONCE, 1, id="today"),
    ],
)
def test_how_often_and_how_long(text: str, repeat: AlertRepeat, days: int) -> None:
    """Words behind the condition say how often and until when."""
    wish = read(text.split(), TODAY)

    assert (wish.name, wish.repeat, wish.life.days) == ("카카오", repeat, days)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param("삼성전자", "종목, 가격", id="name alone"),
        pytest.param("71000 이상", "종목, 가격", id="no name"),
        pytest.param("신고가", "종목, 가격", id="no name of a high"),
        pytest.param("삼성전자 매수 71000", "이상", id="no side"),
        pytest.param("삼성전자 비쌈 이상", "가격", id="no price"),
        pytest.param("삼성전자 거래량 많이", "거래량", id="no volume"),
        pytest.param("삼성전자 ±0%", "등락률", id="no change"),
        pytest.param("삼성전자 7만 이상 900일", "365일", id="too long"),
        pytest.param("삼성전자 7만 이상 2-30까지", "365일", id="no such day"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, sentence: str) -> None:
    """The sentence names what is missing and shows how to write it."""
    with pytest.raises(UserError, match=sentence) as refused:
        read(text.split(), TODAY)

    assert "예: 알림 " in str(refused.value)


def test_every_rule_has_words() -> None:
    """No rule is shown by its name in the code."""
    assert len({what(rule, 500, WON, Segment.DOMESTIC) for rule in AlertRule}) == len(AlertRule)
    assert read(["가", "±5%"], TODAY) == Wish("가", Condition(R.SWING, 500))
