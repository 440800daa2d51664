"""예약 in the chat: from the help page's example to the list, its changes, and the word of the morning."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from unittest.mock import patch

from kis.credentials import Environment
from kis.domestic.codes import OrderType
from kis.market.clock import KST
from kis.units import Shares, Won
from tests.bot.commands.test_locks import real
from tests.bot.house import ALICE, BOB, House, house
from tests.bot.locks.pressing import PIN, enter
from tests.journeys.trading import trade

EVENING = datetime(2026, 11, 24, 18, 0, tzinfo=KST)
MORNING = datetime(2026, 11, 25, 8, 50, tzinfo=KST)


def reserved(home: House) -> int:
    """How often a reservation was posted, taken or not."""
    return sum(row.get("path", "").endswith("/order-resv") for row in home.simulator.journal.entries())


async def turn(home: House, moment: datetime) -> None:
    """The market's clock, and the bot's look at it."""
    home.simulator.broker.clock.set(moment)
    home.simulator.broker.now()
    await home.ask("삼성전자", "삼성전자")


async def test_reserved_in_the_chat(tmp_path: Path, database_file: str) -> None:
    """The pad comes before it leaves, the list shows and changes it, 정지 holds it."""
    async with house(tmp_path, now=EVENING, DATABASE_URL=database_file) as home:
        await home.ask("예약 매수 삼성전자 10 70000", "모의투자에는 국내 예약주문이 없어요")
        await home.ask("예약", "이렇게 적어 주세요: 예약 매수 애플 1 180")
        await real(home)
        await home.ask("도움 예약", "도움 · 예약")
        await home.press("예약 매수 삼성전자 10 70000", "예약 매수 확인")
        sure = await home.ask("예약 매수 삼성전자 10 70050", "예약 매수 확인")
        assert "가격 조정 70,050 → 70,000원" in sure.text
        assert "11/25(수) 장 전에 나가요 · 11/25(수) 07:30까지 바꿀 수 있어요" in sure.text
        await home.press("매수 예약 확정", "PIN을 눌러")
        assert reserved(home) == 0
        card = await enter(home, PIN, "예약 접수")
        assert "11/25(수) 장 전에 나가요" in card.text
        assert reserved(home) == 1

        listed = await home.ask("예약", "예약 1건")
        assert "#A2 삼성전자 예약 매수 10주 @70,000원 · 예약 접수" in listed.text
        assert "예약 1건은" in (await home.ask("미체결", "미체결 주문이 없어요")).text
        await home.ask("예약 정정 A2 69000", "정정 확인")
        await home.press("정정 확정", "예약 정정")
        await home.ask("정지", "예약 1건은 KIS에 있어서 그대로 나가요")
        await home.ask("예약 매수 삼성전자 1 70000", "정지 상태")
        await home.ask("취소 전부", "취소할 미체결 주문이 없어요")
        await home.ask("예약 취소 전부", "모두 취소 확인")
        await home.press("모두 취소 확정", "예약 취소됨")
        await home.ask("재개", "재개")
        await home.ask("예약", "기다리는 예약이 없어요")

        await home.ask("예약 매수 삼성전자 50만원 70000원", "7주 × 70,000원")
        await home.ask("언어 English", "I will speak English")
        english = await home.ask("/reserve buy 005930 10 70000 tomorrow", "Reserved Buy")
        assert "Sent before the open of 11/25 (Wed) · can be changed until" in english.text
        await home.ask("/reserve buy 005930 10 70000 ~12-31", "/reserve buy 005930 10 70000 ~12-24")
        await home.ask("언어 한국어", "한국어로")
        await home.ask("한도 1회 50만", "50만원")
        await home.ask("예약 매수 삼성전자 10 70000", "50만원까지")
        for line, says in WRONG.items():
            await home.ask(line, says)
        assert reserved(home) == 1
        await turn_pages(home)


async def turn_pages(home: House) -> None:
    """A list longer than a message leads on, and shows each reservation once."""
    opened = home.bot.services.connections.all()
    (connection,) = [one for one in opened if one.environment is Environment.REAL]
    for price in (60_000, 61_000, 62_000):
        await connection.kis.domestic.reservations.buy(
            symbol="005930", quantity=Shares(1), price=Won(price), order_type=OrderType.LIMIT
        )
    with patch("bot.views.reservations.LISTED", 2):
        first = await home.ask("예약", "예약 3건")
        assert ("1/2쪽" in first.text, "@61,000원" in first.text, "@62,000원" in first.text) == (True, True, False)
        second = await home.press("다음 ▶", "2/2쪽")
        assert ("@61,000원" in second.text, "@62,000원" in second.text) == (False, True)
        await home.press("◀ 이전", "1/2쪽")


WRONG = {
    "예약 삼성전자": "「예약」 뒤에",
    "예약 매수": "예: 예약 매수 삼성전자 10 70000",
    "예약 매수 삼성전자 열주 70000": "예약 매수 삼성전자 10 70000",
    "예약 매수 삼성전자 10 70000 12-31까지": "~12-24",
    "예약 매수 없는종목이름 10 70000": "찾지 못했어요",
    "예약 매수 애플 $9999999999999.9999 11-25까지": "버튼에 다 담지 못했어요",
    "예약 취소": "기다리는 예약이 없어요",
    "예약 정정 A99 70000": "#A99 주문이 없어요",
}


async def test_the_morning_after(tmp_path: Path, database_file: str) -> None:
    """Asked for step by step or pressed twice, each leaves once; told at 08:50, and filled as its user's own.

    A list that cannot be had is no empty list.
    """
    with patch("bot.schedule.EVERY", 0.2):
        await reserve_and_wait(tmp_path, database_file)


async def reserve_and_wait(folder: Path, database_url: str) -> None:
    """From the evening to the fill."""
    async with house(folder, now=EVENING, DATABASE_URL=database_url) as home:
        await real(home, pin=False)
        await home.ask("핀 없이", "PIN 없이 쓰기로")
        await home.ask("예약 매수 삼성전자", "몇 주")
        await home.press("5주", "가격을 골라")
        await home.press("시장가", "예약 매수 확인")
        await home.press("매수 예약 확정", "예약 접수")
        await home.ask("예약 매수 삼성전자 10 70000 내일", "예약 매수 확인")
        home.chat.press(ALICE, "매수 예약 확정")
        await home.press("매수 예약 확정", "예약 접수")
        assert reserved(home) == 2
        away = {"do": "message", "msg_cd": "EGW00003", "msg1": "접근이 거부되었습니다."}
        await home.simulator_fault(times=1, path="order-resv-ccnl", **away)
        assert "지금 KIS에 확인하지 못해" in (await home.ask("예약", "예약 2건")).text

        await turn(home, EVENING.replace(hour=19))
        assert not any(one.is_mute for one in home.bot.services.connections.all())  # no notice was to be expected

        await turn(home, MORNING)
        word = await home.chat.wait_for(ALICE, "#A2 삼성전자 예약 매수 10주 → 주문", after=0)
        assert "취소" in [button.text for button in word.buttons]
        waits = await home.chat.wait_for(ALICE, "#A1 삼성전자 예약 매수 5주", after=0)
        assert waits.text.startswith("#브리핑")
        await turn(home, MORNING.replace(hour=9, minute=2))
        trade(home, 70_000)
        await home.chat.wait_for(ALICE, "10주 @70,000 (10/10)", after=0)
        assert not [text for text in home.said() if "다른 곳에서 낸 주문" in text]
        assert [text for text in home.said(BOB) if "예약" in text] == []
