"""What somebody says, and the line it stands for."""

from __future__ import annotations

import pytest

from bot.chat import Incoming
from bot.commands import by_itself, order
from bot.commands.routing import Route, route
from bot.commands.table import FREE_TEXT
from bot.sentences import understood
from kis.symbols import well_known
from tests.bot.house import ALICE


def known(name: str) -> bool:
    return well_known().resolve(name) is not None


SAID = {
    "삼성전자 10주 사줘": "매수 삼성전자 10주",
    "카카오10주사줘": "매수 카카오 10주",
    "카카오를 사고 싶어요": "매수 카카오",
    "삼성전자 주식 한 주만 사 주세요": "매수 삼성전자 1주",
    "7만원에 삼성전자 10주 사줘": "매수 삼성전자 10주 7만원",
    "애플 100만원어치 사줘": "매수 애플 100만원",
    "삼성전자 전부 시장가로 팔아줘!": "매도 삼성전자 전량 시장가",
    "하이닉스 30%만 팔래": "매도 하이닉스 30%",
    "어제 산 카카오 팔아줘": "매도 카카오",
    "카카오 매수": "매수 카카오",
    "내일 아침 시가에 카카오 10주 사 두기": "예약 매수 카카오 10주 시장가 내일",
    "카카오 5만원에 사줘": "매수 카카오",
    "하이닉스가 20만원 아래로 내려가면 알려줘": "알림 하이닉스 20만원 이하",
    "30만원 넘으면 삼성전자 알려줘": "알림 삼성전자 30만원 이상",
    "삼성전자 7만원 되면 알림 줘": "알림 삼성전자 7만원 교차",
    "하이닉스 5프로 떨어지면 매일 알려줘": "알림 하이닉스 -5% 매일",
    "이번 달 수익": "손익 이번 달",
    "내 주식 보여줘": "잔고",
    "전부 취소해줘": "취소 전부",
    "아까 낸 주문 취소해줘": "미체결",
    "밤에 알림 안 오게 해줘": "조용히 22:00-07:00",
    "관심종목에서 애플 빼줘": "관심 삭제 애플",
    "PIN 걸고 싶어": "핀",
    "배당 언제 들어와?": "권리",
    "하이닉스 호가": "호가 하이닉스",
    "삼성전자 얼마야?": "현재가 삼성전자",
    "삼성전자 몇 주 살 수 있어?": "가능 삼성전자",
    "잔고 보여줘": "잔고",
    "내가 가진 주식 다 팔아줘": "잔고",
    "오늘 체결된 거 보여줘": "체결",
    "알림 다 꺼줘": "알림",
    "오늘 많이 오른 종목": "순위 상승",
    "실전으로 바꿔줘": "실전",
    "주식 사는 법": "도움 주문",
    "Buy 10 shares of Apple at 180": "매수 apple 10 180",
    "buy $500 of tesla tomorrow": "예약 매수 tesla $500 내일",
    "let me know when nvidia drops 5%": "알림 nvidia -5%",
    "cancel all my orders": "취소 전부",
    "how do I buy a stock": "도움 주문",
    "add apple and tesla to my watchlist": "관심 추가 apple, tesla",
}
NOT_SAID = [
    "삼성전자 팔까?", "삼성전자 사지 마", "카카오랑 네이버 10주 사줘", "카카오 말고 네이버 사줘", "카카오 안 사줘",
    "카카오 사면 어때", "신용 매수", "좋은 회사", "밀림의 왕사자", "매수 삼성전자 10 70000", "알림 카카오 ±5% 매일",
    "조용히 해제",
    "buy", "관심 반도체 추가 하이닉스", "/buy 카카오 사줘", "카카오 10주 사줘\n네이버도", "sell my house",
]  # fmt: skip


@pytest.mark.parametrize("text", SAID)
def test_a_sentence_stands_for_a_line(text: str) -> None:
    """Particles, numerals, order of words and missing blanks do not matter."""
    said = understood(text, known)

    assert said is not None
    assert (said.line, said.by_itself) == (SAID[text], False)


@pytest.mark.parametrize("text", NOT_SAID)
def test_what_doubts_or_says_more_is_not_understood(text: str) -> None:
    """A question, a refusal, two stocks at once: no line is guessed."""
    assert understood(text, known) is None


def test_a_name_may_end_as_a_particle_does() -> None:
    """Only what is no name without its particle loses it."""
    taken = understood("가난이를 1주 사줘", known=lambda name: name in {"가난이"})
    kept = understood("가난이 1주 사줘", known=lambda name: name in {"가난이"})

    assert taken == kept
    assert taken is not None
    assert taken.line == "매수 가난이 1주"


@pytest.mark.parametrize(
    ("text", "handler"),
    [
        ("하이닉스 5% 떨어지면 팔아줘", by_itself.offer_alert),
        ("하이닉스 20만원 넘으면 전부 팔아줘", by_itself.offer_alert),
        ("엔비디아 200달러 되면 3주 사줘", by_itself.offer_alert),
        ("손절 삼성전자 -5%", by_itself.offer_alert),
        ("삼성전자 팔까?", FREE_TEXT),
    ],
)
def test_what_waits_for_a_price_is_no_order_of_now(text: str, handler: object) -> None:
    """`5% 떨어지면 팔아줘` must never become `5%를 팔아줘`."""
    assert _route(text).handler is handler


@pytest.mark.parametrize("text", ["가능 삼성전자 매도", "예약 매수", "관리 공지 카카오 사줘", "뉴스 카카오 매수"])
def test_a_command_stays_what_it_is(text: str) -> None:
    """What begins as a command becomes no order."""
    taken = _route(text)

    assert taken.handler not in {command.handler for command in order.COMMANDS}
    assert taken.text == text.split(" ", 1)[1]


def test_an_order_that_was_said_lapses_as_one_that_was_typed() -> None:
    """It is asked anew after two minutes, and is for those who may trade."""
    said, typed = _route("삼성전자 10주 사줘"), _route("매수 삼성전자 10주")

    assert (said.who, said.lapses, said.text) == (typed.who, typed.lapses, typed.text)
    assert said.lapses


def _route(text: str) -> Route:
    return route(Incoming(ALICE, "앨리스", ALICE, private=True, text=text), known)
