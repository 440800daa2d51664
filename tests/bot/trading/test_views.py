"""What users read, word for word."""

from __future__ import annotations

import re

from bot.buttons import Style
from bot.views import offer as offers

from .scene import Scene


def untimed(text: str) -> str:
    """The text without its time of day, which runs on while the test does."""
    return re.sub(r"\d\d:\d\d:\d\d", "시각", text)


async def test_check_card_of_a_buy(scene: Scene) -> None:
    """Everything before the press, in at most eight lines."""
    scene.trade(70_500)
    offer = await scene.desk.offer(await scene.user(), scene.draft("삼성전자 10 70050"))

    assert offers.card(offer).split("\n") == [
        "<b>🟢모의 매수 확인 · 삼성전자</b> 005930 (KRX)",
        "10주 × 70,000원 = 700,000원   지정가",
        "가격 조정 70,050 → 70,000원 (호가단위 100원)",
        "현재 70,500 – 0 (0.00%)",
        "상한 91,600 · 하한 49,400",
        "주문가능(미수제외) 99,960,000원",
        "최대 1,428주 · 비중 0→1%",
        "수수료≈98원 · 정규장 · 15:20까지",
        "유효 60초 · #A1",
    ]
    [[confirm, drop]] = offers.buttons(offer)
    assert (confirm.text, confirm.style, drop.text) == ("🔴 매수 확정", Style.RED, "취소")


async def test_order_card_through_its_life(scene: Scene) -> None:
    """접수, 부분, 취소됨: one message."""
    order = await scene.order("삼성전자 10 70000")
    assert untimed(await scene.reads(order.card_ref)) == (
        "<b>#A1 삼성전자 매수 · 접수</b>  🟢모의\n10주 × 70,000원 = 700,000원 · 지정가\n주문 0000000001 · 시각"
    )

    scene.trade(70_000, 3)
    await scene.notify()
    assert untimed(await scene.reads(order.card_ref)) == (
        "<b>#A1 삼성전자 매수 · 부분 3/10</b>  🟢모의\n10주 × 70,000원 = 700,000원 · 지정가\n"
        "체결 3주 · 평균 70,000원 · 미체결 7주\n주문 0000000001 · 시각"
    )

    await scene.change(await scene.desk.offer_cancel(await scene.user(), 1))
    await scene.notify()
    assert untimed(await scene.reads(order.card_ref)) == (
        "<b>#A1 삼성전자 매수 · 취소됨</b>  🟢모의\n10주 × 70,000원 = 700,000원 · 지정가\n"
        "체결 3주 · 평균 70,000원\n남은 7주를 취소했어요.\n주문 0000000001 · 시각"
    )
    assert await scene.buttons(order.card_ref) == []


async def test_buttons_of_a_cancellation_are_not_mistaken(scene: Scene) -> None:
    """The one that cancels bears 확정, the other one says that it does not cancel."""
    await scene.order("삼성전자 10 70000")
    offer = await scene.desk.offer_cancel(await scene.user(), 1)

    assert [[button.text for button in row] for row in offers.buttons(offer)] == [
        ["취소 확정"],
        ["그만두기 (취소 안 함)"],
    ]
    assert offers.card(offer).split("\n") == [
        "<b>🟢모의 취소 확인 · #A1 삼성전자 매수</b>",
        "10주 × 70,000원 = 700,000원 · 지정가 · 접수",
        "남은 10주를 취소해요.",
        "유효 60초 · 그 사이 체결되면 체결이 먼저예요.",
    ]
