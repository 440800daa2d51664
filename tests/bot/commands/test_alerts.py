"""알림 in the chat: set, set twice, true already, taken back."""

from __future__ import annotations

from tests.bot.house import ALICE, House


async def test_an_alert_is_set_once(home: House) -> None:
    """The same wish again is the same alert."""
    await home.ask("알림 삼성전자 90000 이상", "🔔 알림을 걸었어요 · 삼성전자 90,000원 이상")
    await home.ask("알림 삼성전자 90000 이상", "🔔 이미 걸어 둔 알림이에요 · 삼성전자 90,000원 이상")

    assert "알림 1개" in (await home.ask("알림", "알림 1개")).text


async def test_what_is_true_already_is_told_and_not_said_to_wait(home: House) -> None:
    """The push is the answer; nothing claims that the alert still waits."""
    home.simulator.broker.set_price("005930", 72_000)
    await home.ask("알림 삼성전자 71000 이상", "#알림")
    await home.ask("알림", "걸어 둔 알림이 없어요")

    assert not [said for said in home.chat.transcript(ALICE) if "걸었어요" in said.text]


async def test_what_is_left_stays_at_hand(home: House) -> None:
    """One taken back from the list leaves the others with their buttons."""
    await home.ask("알림 삼성전자 90000 이상", "알림을 걸었어요")
    await home.ask("알림 삼성전자 50000 이하", "알림을 걸었어요")
    await home.ask("알림", "알림 2개")
    left = await home.press("1 지우기", "알림을 지웠어요")

    assert "🔔 알림 1개 · 🟢모의\n1. 삼성전자 50,000원 이하" in left.text
    assert [button.text for button in left.buttons] == ["1 1시간 끄기", "1 지우기"]
    assert (await home.press("1 지우기", "50,000원 이하")).rows == ()


async def test_what_to_do_about_a_push(home: House) -> None:
    """The push offers an order of ten shares by a check card, an hour of silence, and its end."""
    home.simulator.broker.set_price("005930", 72_000)
    push = await home.ask("알림 삼성전자 71000 이상 계속", "#알림")
    assert [button.text for button in push.buttons] == ["10주 매수", "1시간 끄기", "삭제", "🔔 알림 더 걸기"]
    card = await home.press("10주 매수", "매수 확인")
    assert "10주 × 72,000" in card.text
    await home.press("1시간 끄기", "1시간 껐어요")
    assert "까지" in (await home.ask("알림", "알림 1개")).text
    await home.press("삭제", "알림을 지웠어요")


async def test_the_list_has_pages(home: House) -> None:
    """Ten to a page; the last page bears the rest and the way back."""
    for price in range(80_000, 92_000, 1_000):
        await home.ask(f"알림 삼성전자 {price} 이상", f"{price:,}원 이상")
    await home.ask("알림", "10. 삼성전자 89,000원 이상")
    last = await home.press("다음 ▶", "12. 삼성전자 91,000원 이상")

    assert [button.text for button in last.buttons][-1] == "◀ 앞"
