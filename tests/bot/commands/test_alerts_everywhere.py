"""알림 for every market, by word and by button."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from pathlib import Path

from bot.localchat import Message
from kis import Environment
from kis.symbols.near import near_futures
from tests.bot.commands.test_account import words
from tests.bot.house import ALICE, House, house


async def test_by_word(home: House) -> None:
    """Each market in its unit; what cannot be is refused with what can."""
    apple = await home.ask("알림 애플 $400 이상", "알림을 걸었어요")
    assert "애플 $400.00 이상" in apple.text
    assert "폴링" in apple.text
    assert "400.00" in (await home.ask("알림 AAPL 400 이상", "이미 걸어 둔")).text
    assert "코스피 9,000.00 이상" in (await home.ask("알림 코스피 9000포인트 이상", "알림을 걸었어요")).text
    future = near_futures(home.simulator.broker.clock.now().date())[0]
    assert "600.05 이상" in (await home.ask(f"알림 {future.code} 600.05 이상", "알림을 걸었어요")).text

    assert "달러 단위" in (await home.ask("알림 애플 300000원 이상", "단위")).text
    assert "소수점" in (await home.ask("알림 삼성전자 90000.5 이상", "소수점")).text
    assert "±5%" in (await home.ask("알림 애플 VI", "VI는")).text
    assert "±2%" in (await home.ask("알림 코스피 거래량 100만", "지수에는")).text
    assert "±3%" in (await home.ask("알림 애플 신고가", "모의투자")).text
    assert "10배" in (await home.ask("알림 애플 $9000 이상", "지금 $")).text
    choice = await home.ask("알림 삼성 600000 이상", "여럿이에요")
    assert len(choice.buttons) > 1
    await home.press("삼성전자 · 코스피", "삼성전자 600,000원 이상")

    listed = await home.ask("알림", "알림 4개")
    assert "$400.00 이상" in listed.text
    trail = await home.ask("기록", "알림")
    assert "애플 · AAPL@NASDAQ · $400.00 이상" in trail.text
    assert "600.05 이상" in trail.text


async def test_in_two_presses(home: House) -> None:
    """🔔 under a card offers prices around, one press sets it; the push leads to the next one and to an order."""
    await home.ask("애플", "애플")
    offered = await home.press("🔔 알림", "언제 알려 드릴까요")
    assert [button.text.split(" ·")[0] for button in offered.buttons] == ["+3%", "-3%", "+5%", "-5%"]
    label = next(button.text for button in offered.buttons if button.text.startswith("+3%"))
    done = await home.press(label, "알림을 걸었어요")
    assert done.message_id == offered.message_id
    assert label.removeprefix("+3% · ") in done.text
    await home.press("알림 지우기", "지웠어요")

    listing = home.simulator.broker.floor_of("AAPL").quote("AAPL")
    price = Decimal(listing.last).scaleb(-4)
    push = await home.ask(f"알림 애플 {price - 1:.2f} 이상 계속", "#알림")
    assert [button.text for button in push.buttons] == ["10주 매수", "1시간 끄기", "삭제", "🔔 알림 더 걸기"]
    await home.press("10주 매수", "매수 확인")
    await home.press("🔔 알림 더 걸기", "언제 알려 드릴까요")

    late = await home.ask("알림 텐센트 100 이상", "#알림")
    assert "15분 지연 시세" in late.text
    assert late.buttons[0].text == "매수"
    await home.press("매수", "몇 주")

    index = await home.ask("알림 코스피 1000 이상", "#알림")
    assert next(button.text for button in index.buttons) == "현재가"
    await home.press("현재가", "코스피")
    stock = await home.ask("삼성전자", "시 ")
    assert {"⭐ 관심", "🔔 알림"} <= {button.text for button in stock.buttons}
    await home.press("🔔 알림", "언제 알려 드릴까요")
    await home.press("당일 신저가", "당일 신저가")
    await home.ask("삼성전자", "시 ")
    await home.press("⭐ 관심", "관심 · 기본")
    assert not [said for said in home.chat.transcript(ALICE) if "잠시 뒤" in said.text]


async def both_live(home: House) -> tuple[Message, dict[str, str]]:
    """The watchlist, once a trade of each came after its registration: what is planned anew begins without one."""
    async with asyncio.timeout(10):
        while True:
            home.simulator.broker.set_price("005930", 70_900)
            home.simulator.broker.set_price("NVDA", Decimal("180.5"))
            card = await home.ask("관심", "카카오")
            lines = {line.split("  ")[0]: line for line in card.text.splitlines()}
            if all("● 실시간" in lines[name] for name in ("삼성전자", "엔비디아")):
                return card, lines


async def test_real_slots_and_polling(tmp_path: Path) -> None:
    """A real account follows each on its own channel, its watchlist too, and 진단 tells for whom the slots are."""
    async with house(tmp_path, connected=False, CONNECT_IN_CHAT="1") as home:
        await home.ask(words(home.simulator.credentials(Environment.REAL)), "연결했어요")
        await home.ask("핀 없이", "")
        assert "● 실시간" in (await home.ask("알림 애플 $400 이상", "알림을 걸었어요")).text
        assert "15분 지연" in (await home.ask("알림 텐센트 2000 이상", "알림을 걸었어요")).text
        await home.ask("관심 추가 삼성전자, 엔비디아, 카카오", "관심")
        [account] = home.bot.services.connections.all()
        await home.bot.services.watch.catch_up(account)
        card, lines = await both_live(home)
        assert "70,900원" in lines["삼성전자"]
        assert "● 실시간" not in lines["카카오"], "nothing was heard of it yet: it was asked for"
        assert "○ 방금" in card.text
        assert "(알림 2 · 관심 3)" in (await home.ask("진단", "등록")).text
