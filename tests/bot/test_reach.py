"""Each API that has a way into the chat keeps it."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from bot.localchat import Message
from bot.storage import limits
from bot.storage.states import Cap
from kis.credentials import Environment
from kis.symbols.near import near_futures
from tests.bot.commands.test_account import words
from tests.bot.house import ALICE, House, house
from tests.bot.reaching import recording

KEPT = Path(__file__).with_name("reached.txt")
"""Addresses that were reached once: the list only grows."""

LOOKING = """
삼성전자 / 애플 / 코스피200 / KODEX 200 / {future} / 호가 삼성전자 / 호가 애플 / 호가 {future} / 차트 삼성전자
관심 추가 삼성전자 / 관심 추가 애플 / 시세체결 삼성전자 / 일별 삼성전자 / 투자자 삼성전자 / 회원사 삼성전자
시세체결 애플 / 일별 애플
순위 / 순위 시가총액 / 지수 / 뉴스 / 잔고 / 잔고 해외 / 잔고 선물
손익 / 미체결 / 체결 / 가능 삼성전자 70000
가능 애플 200 / 알림 삼성전자 600000 이상 / 알림 애플 900 이상 / 알림 코스피 9000 이상 / 알림 {future} 900 이상
알림 57KA01 900 이상 / 진단
"""
FACTS = """
57KA01 / 차트 삼성전자 1분 / 차트 코스피 / 차트 애플 / 차트 애플 5분
차트 {future} / 차트 {future} 5분
시세체결 삼성전자 / > 이전 체결 / 투자자 삼성전자 / > 기관 나눠 보기
시간외 삼성전자 / > 시간외 일별 / > 시간외 체결 / 종목정보 삼성전자 / 종목정보 애플
구성종목 KODEX 200 / NAV KODEX 200 / 호가 KODEX 200
순위 상승 / 순위 체결강도 / 순위 신고가 / 순위 조회 / 상한가 / VI / 장마감
해외검색 나스닥 가격 10~300 / 관심 가져오기 / > 은행 / 조건검색 / > 상승 종목
순위 미국 / 순위 미국 상승 / 순위 미국 시가총액 / 뉴스 해외 / 전광판 / > 월물
일별 코스피 / 일별 애플 / 일별 {future} / 시세체결 애플 / 시세체결 {future}
"""
"""Lines after `>` are buttons."""

PAPER = "애플 / 차트 삼성전자 5분"
"""What real accounts have better calls for."""


LIVE = """
삼성전자 / 호가 삼성전자 / 예상 삼성전자 / 프로그램 삼성전자 / 회원사 삼성전자 / 장운영 삼성전자
NXT 삼성전자 / NXT 호가 삼성전자 / NXT 예상 삼성전자 / NXT 프로그램 삼성전자 / NXT 회원사 삼성전자 / NXT 장운영 삼성전자
통합 삼성전자 / 통합 호가 삼성전자 / 통합 예상 삼성전자 / 통합 프로그램 삼성전자 / 통합 회원사 삼성전자
통합 장운영 삼성전자 / 시간외 삼성전자 / 시간외 호가 삼성전자 / 시간외 예상 삼성전자 / NAV KODEX 200
57KA01 / 호가 57KA01 / 예상 57KA01 / 지수 / 예상 지수 / 프로그램 지수
주간 {future} / 주간 호가 {future} / 야간 {future} / 야간 호가 {future}
주간 B01612445 / 주간 호가 B01612445 / 야간 B01612445 / 야간 호가 B01612445 / 야간 예상 B01612445
A11612 / 호가 A11612 / 예상 A11612 / B11612070 / 호가 B11612070 / 예상 B11612070
A75612 / 호가 A75612 / 무료 애플 / 무료 호가 애플 / 호가 7203
"""
"""What can be looked at live, each on a channel of its own."""


ACCOUNTS = """
자산 / 자산 선물 / 증거금 / 증거금 해외 / 증거금 선물 / 권리 / 휴장 / 가능 {future} 440
거래내역 올해 / 거래내역 해외 / 거래내역 선물 / 거래내역 야간 / 손익 종목 / 손익 선물
잔고 실현 / 잔고 해외 결제 / 잔고 선물 평가 / 잔고 선물 정산 / 잔고 야간
"""


def lines(text: str, future: str) -> list[str]:
    """What is said, one after the other."""
    return [line.strip() for line in text.format(future=future).replace("\n", "/").split("/") if line.strip()]


async def said(home: House, line: str) -> Message:
    """Say a line, or press a button, and wait for whatever is answered."""
    return await (home.press(line[2:], "") if line.startswith("> ") else home.ask(line, ""))


async def ordered(home: House) -> None:
    """Place an order that rests, amend and cancel it, each by line and button."""
    await home.ask("매수 삼성전자 1 64000", "매수 확인")
    await home.press("매수 확정", "#A1 ")
    await home.ask("정정 A1 64100", "정정 확인")
    await home.press("정정 확정", "64,100")
    await home.ask("취소 전부", "모두 취소")
    await home.press("모두 취소 확정", "#A1 ")


async def traded(home: House) -> None:
    """A loan taken up and paid back, and orders that rest by day in the US and in futures."""
    async with home.database.begin() as session:
        for cap in (Cap.ORDER, Cap.DAY, Cap.DISTANCE):
            await limits.put(session, ALICE, Environment.REAL, cap, None, datetime.now(UTC))
    await home.ask("신용매수 현대차 2 시장가", "신용매수 확인")
    await home.press("매수 확정", "#A2 현대차 신용매수 · 전량 체결")
    await home.ask("신용매도 현대차 1 시장가", "신용매도 확인")
    await home.press("매도 확정", "#A3 현대차 신용매도 · 전량 체결")
    await worked(home, 4, "애플", "200", "201")
    await worked(home, 5, near_future(home), "440", "441")


async def at_night(home: House) -> None:
    """The same in the regular session of the US, by TWAP, and in futures by night."""
    clock = home.simulator.broker.clock
    clock.set(clock.now().replace(hour=23, minute=45))
    await home.ask("현대차", "005380")  # its answer tells the bot the time
    await worked(home, 8, "애플", "200", "201")
    await home.ask("매수 애플 2 280 TWAP", "매수 확인")
    await home.press("매수 확정", "#A9 애플 매수 · 전량 체결")
    assert "체결 2주" in (await home.ask("분할주문", "TWAP·VWAP")).text
    await worked(home, 10, near_future(home), "440", "441")
    await said(home, f"가능 {near_future(home)} 440")


async def worked(home: House, number: int, name: str, price: str, other: str) -> None:
    """An order that rests is placed, amended and cancelled, each until its notice has come."""
    await home.ask(f"매수 {name} 1 {price}", "매수 확인")
    await home.press("매수 확정", "매수 · 접수  🔴")
    await home.ask(f"정정 A{number} {other}", "정정 확인")
    await home.press("정정 확정", "매수 · 정정  🔴")
    await home.ask(f"취소 A{number}", "취소 확인")
    await home.press("취소 확정", "매수 · 취소됨")


def near_future(home: House) -> str:
    return near_futures(home.simulator.broker.clock.now().date())[0].code


async def reserved(home: House) -> None:
    """In the evening: reserve at home and abroad, amend, look at the list, cancel."""
    clock = home.simulator.broker.clock
    clock.set(clock.now().replace(hour=18))
    await said(home, "삼성전자")
    number = await placed(home, "예약 매수 삼성전자 1 64000")
    await home.ask(f"예약 정정 {number} 64100", "정정 확인")
    await home.press("정정 확정", "예약 정정")
    other = await placed(home, f"예약 매수 애플 1 ${price_of(home, 'AAPL')}")
    await home.ask("예약", "예약 2건")
    for one in (number, other):
        await home.ask(f"예약 취소 {one}", "취소 확인")
        await home.press("취소 확정", "예약 취소됨")


async def placed(home: House, line: str) -> str:
    """Reserve; returns `A17`."""
    await home.ask(line, "예약 매수 확인")
    card = await home.press("매수 예약 확정", "예약 접수")
    return card.text[1:].partition(" ")[0]


def price_of(home: House, symbol: str) -> Decimal:
    """What is offered for a stock abroad."""
    market = home.simulator.broker.overseas.markets[symbol]
    return market.listing.board.decimal(home.simulator.broker.overseas.book(symbol).book.bids[0].price)


async def test_what_is_reached_stays_reached(
    tmp_path: Path, database_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From connecting over looking to ordering, each API on the list is asked by a command again."""
    monkeypatch.setattr(
        "bot.connection.SHOWING", 15.0
    )  # a busy machine confirms late, and only what is confirmed counts
    with recording() as reached:
        async with house(
            tmp_path, connected=False, listed=True, DATABASE_URL=database_file, CONNECT_IN_CHAT="1"
        ) as home:
            await home.ask(words(home.simulator.credentials(Environment.REAL)), "연결했어요")
            await said(home, "핀 없이")
            future = near_future(home)
            await home.known("57KA01")
            for line in lines(LOOKING + FACTS + ACCOUNTS, future):
                await said(home, line)
            for line in lines(LIVE, future):
                await home.ask(f"실시간 {line}", "까지")
            await ordered(home)
            await traded(home)
            await reserved(home)
            await at_night(home)
            await home.ask("연결 해제", "연결 해제할까요")
            await home.press("연결 해제", "키를 지웠어요")
            await home.ask(words(home.simulator.credentials(Environment.PAPER)), "연결했어요")
            for line in lines(PAPER, future):
                await said(home, line)

    assert set(KEPT.read_text(encoding="utf-8").split()) - {address for address, _ in reached} == set()
