"""The first trade as a newcomer makes it: on the page, in a real browser, with a bot and a broker behind it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.demo import HERE, playing
from kis import Environment
from kis.market.clock import KST
from tests.bot.house import ALICE, house, stamp
from tests.journeys.browser import CHROMIUM, phone, picture, press, say, see, troubles_of
from tests.journeys.world import world

if TYPE_CHECKING:
    from playwright.async_api import Page

pytest.importorskip("playwright.async_api", reason="playwright is not installed (extra e2e)")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on this machine")


async def test_first_trade_on_the_page(tmp_path: Path) -> None:
    """Look, buy, see it filled, be alerted, cancel another order, look at the balance."""
    async with world(tmp_path) as made:
        await made.start_bot()
        await made.broker.price("005930", 71_000)
        async with phone(made.page) as page:
            await say(page, "삼성전자")
            await see(page, "71,000원")
            await say(page, "매수 삼성전자 5 69000")
            await see(page, "매수 확인")
            await press(page, "매수 확정")
            await see(page, "매수 · 접수")
            await page.get_by_role("button", name="취소", exact=True).last.click()
            await press(page, "취소 확정")
            await see(page, "매수 · 취소됨")
            await say(page, "알림 삼성전자 72000 이상")
            await see(page, "알림을 걸었어요")
            await say(page, "매수 삼성전자 10 70000")
            await see(page, "10주 × 70,000원")
            await press(page, "매수 확정")
            await see(page, "10주 × 70,000원 = 700,000원 · 지정가")
            await made.broker.price("005930", 70_000)
            await see(page, "전량 체결")
            await see(page, "#체결")
            await made.broker.price("005930", 72_000)
            await see(page, "#알림")
            await say(page, "잔고")
            await see(page, "총평가")

        (first, second) = await made.broker.orders("005930")
        assert (first["filled"], second["filled"]) == (0, 10)


LOOKS = {
    "삼성전자": "상한",
    "호가 삼성전자": "매도 잔량",
    "알림 삼성전자 71500 이상": "알림을 걸었어요",
    "애플": "AAPL · 나스닥",
    "호가 애플": "지금 볼 수 있는 것은 현재가예요",
    "미니F": "골라 주세요",
    "호가 A05612": "매도 잔량",
    "A05612": "미결제",
    "지수": "KOSPI200",
    "설정": "조용한 시간이 없어요",
}
"""What is typed, and words of the bubble that answers."""


async def looked_at(page: Page, lines: Mapping[str, str]) -> None:
    """Type each, and see its answer come."""
    for typed, answer in lines.items():
        await say(page, typed)
        await see(page, answer)


async def test_every_kind_of_answer_on_the_page() -> None:
    """The demo as it comes: cards, books, pictures, an alert, abroad, a future, settings; nothing goes wrong there."""
    async with playing(autoplay=False) as demo, phone(demo.chat.url) as page:
        troubles = troubles_of(page)
        await looked_at(page, LOOKS)
        await say(page, "차트 삼성전자")
        widths = [await picture(page, 1)]
        await say(page, "매수 삼성전자 2 시장가")
        await press(page, "매수 확정")
        await see(page, "전량 체결")
        await say(page, "잔고 그림")
        widths.append(await picture(page, 2))
        wide = await page.evaluate("document.documentElement.scrollWidth")

        assert all(width >= 600 for width in widths)
        assert wide == 430
        assert troubles == []


REAL = {
    "핀 없이": "PIN 없이",
    "신용매수 삼성전자 1 70000": "신용매수 확인",
    "매수 57KA01 10 60": "ELW (KRX)",
    "매수 B01612440 1 8": "옵션",
    "텐센트": "00700",
    "실시간 호가 삼성전자": "실시간",
    "전광판": "KOSPI200",
    "순위 미국 상승": "미국",
}
"""The same on a real account, where there is more."""


async def test_what_only_a_real_account_has_on_the_page() -> None:
    """Credit, ELW, an option, Hong Kong, a live book, boards: each as a bubble, nothing wider than the screen."""
    async with playing(autoplay=False) as demo, phone(demo.chat.url) as page:
        troubles = troubles_of(page)
        await demo.bot.services.connections.connect(ALICE, demo.simulator.credentials(Environment.REAL))
        await looked_at(page, REAL)

        assert await page.evaluate("document.documentElement.scrollWidth") == 430
        assert troubles == []


async def test_a_reservation_on_the_page(tmp_path: Path, sqlite_url: str) -> None:
    """In the evening: card, 확정, and the list that it stands on."""
    stamp(tmp_path / "bot.db")
    evening = datetime(2026, 11, 23, 17, 0, tzinfo=KST)
    async with house(tmp_path, DATABASE_URL=sqlite_url, now=evening) as home, phone(home.chat.url) as page:
        await home.bot.services.connections.connect(ALICE, home.simulator.credentials(Environment.REAL))
        await say(page, "핀 없이")
        await see(page, "PIN 없이")
        await say(page, "예약 매수 삼성전자 1 70000 내일")
        await see(page, "예약 매수 확인")
        await press(page, "매수 예약 확정")
        await see(page, "예약 접수")
        await say(page, "예약")
        await see(page, "예약 1건")


async def test_unlock_in_a_mini_app(tmp_path: Path, sqlite_url: str) -> None:
    """풀기 by the Mini App, as on a narrow dark phone: a wrong PIN is said there, the right one closes the page."""
    stamp(tmp_path / "bot.db")
    async with house(tmp_path, DATABASE_URL=sqlite_url, PUBLIC_URL=HERE) as home, phone(home.chat.url) as page:
        troubles = troubles_of(page)
        await home.bot.services.pins.set(ALICE, "739146", None)
        await page.set_viewport_size({"width": 360, "height": 740})
        await page.get_by_role("button", name="밝은 화면과 어두운 화면").click()
        await say(page, "풀기")
        await see(page, "PIN을 눌러")
        await press(page, "큰 숫자판")
        app = page.frame_locator("#miniapp-frame")
        for digit in "2850":
            await app.get_by_role("button", name=digit, exact=True).click()
        await app.get_by_role("button", name="확인").click()
        await app.get_by_text("4번 더 해 볼 수 있어요").wait_for()
        for digit in "7391460":
            await app.get_by_role("button", name=digit, exact=True).click()
        await app.get_by_role("button", name="지우기").click()
        await app.get_by_text("●●●●●●", exact=True).wait_for()
        body = page.frames[-1].locator("body")
        colours = await body.evaluate("node => [getComputedStyle(node).backgroundColor, node.scrollWidth]")
        await app.get_by_role("button", name="확인").click()
        await see(page, "15분 동안 풀었어요")
        await page.locator("#miniapp").wait_for(state="hidden")
        await say(page, "연결")
        await press(page, "연결하기")
        await app.get_by_text(f"데모 ({ALICE})").wait_for()

        assert colours == ["rgb(23, 32, 43)", 360]
        assert troubles == []
