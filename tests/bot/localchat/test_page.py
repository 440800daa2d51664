"""The page in a real browser."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.localchat import DEMO, LocalChat, Person

from .conftest import Client, keyboard, png

playwright = pytest.importorskip("playwright.async_api", reason="playwright is not installed (extra e2e)")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on this machine")

USER = DEMO.id
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
HOSTILE = "<img src=x onerror=alert(1)><script>document.title='x'</script>"


@pytest.fixture
async def page(chat: LocalChat) -> AsyncIterator[Any]:
    async with playwright.async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        opened = await browser.new_page(viewport={"width": 390, "height": 780})
        opened.set_default_timeout(5_000)
        errors: list[str] = []
        opened.on("pageerror", lambda error: errors.append(str(error)))
        opened.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
        await opened.goto(chat.url)
        await opened.get_by_role("heading", name="한투 매매 비서").wait_for()
        yield opened
        await browser.close()
    assert errors == []


async def until(page: Any, truth: str) -> None:
    """Wait for what the page's own events do not tell. (Its content policy forbids playwright's way.)"""
    async with asyncio.timeout(5):
        while not await page.evaluate(truth):  # noqa: ASYNC110  another process
            await asyncio.sleep(0.05)


async def test_a_person_trades(chat: LocalChat, call: Client, page: Any) -> None:
    """Someone types, presses, and sees the edit, the toast, the alert, a picture and a push."""
    await call("setMyCommands", commands=[{"command": "help", "description": "도움"}])
    await page.fill("#input", "매수 삼성전자 10")
    await page.press("#input", "Enter")
    [asked] = await call("getUpdates", timeout=2)
    markup = keyboard([("✅ 매수 확정", "c:1")], [("취소", "d:1")])
    sent = await call("sendMessage", chat_id=USER, text=f"매수 확인 {HOSTILE}", reply_markup=markup)
    await page.get_by_role("button", name="매수 확정").click()
    pressed = (await call("getUpdates", offset=asked["update_id"] + 1, timeout=2))[0]["callback_query"]
    await call("answerCallbackQuery", callback_query_id=pressed["id"], text="주문을 보냈어요")
    await call(
        "editMessageText", chat_id=USER, message_id=sent["message_id"], text="<b>전량 체결</b>", parse_mode="HTML"
    )
    await page.locator(".toast.answer", has_text="주문을 보냈어요").wait_for()
    await page.locator("li.changed strong", has_text="전량 체결").wait_for()

    assert asked["message"]["text"] == "매수 삼성전자 10"
    assert pressed["data"] == "c:1"
    assert await page.locator(".message").count() == 2
    assert await page.locator(".key").count() == 0
    assert await page.locator(".bubble img, .bubble script").count() == 0


async def test_a_badge_is_not_torn(call: Client, page: Any) -> None:
    """An emoji and the word that touches it stand on one line, wherever the bubble wraps."""
    for blanks in range(1, 40):
        await call("sendMessage", chat_id=USER, text="가 " * blanks + "🟢모의")
    await page.locator(".message").nth(38).wait_for()
    heights = await page.locator(".bubble .kept").evaluate_all("all => all.map(one => one.getClientRects().length)")

    assert heights == [1] * 39


async def test_newest_message_stays_in_sight(call: Client, page: Any) -> None:
    """Messages in a burst are followed to the last; who has scrolled up is left there."""
    list_of = "document.getElementById('scroll')"
    place = f"(one => one.scrollHeight - one.scrollTop - one.clientHeight)({list_of})"
    for number in range(12):
        await call("sendMessage", chat_id=USER, text=f"{number}\n" * 12)
        await page.locator(".message").nth(number).wait_for()
    await until(page, f"{place} < 1")
    await page.hover("#scroll")
    await page.mouse.wheel(0, -900)
    await until(page, f"{place} > 800")
    await call("sendMessage", chat_id=USER, text="또 왔어요")
    await page.locator("#unseen", has_text="1").wait_for()

    assert await page.evaluate(place) > 800


async def test_menu_picture_alert_and_push(chat: LocalChat, call: Client, page: Any) -> None:
    """The command menu sends its command; pictures show; an alert waits; what arrives unasked pops up."""
    await call("setMyCommands", commands=[{"command": "help", "description": "도움말"}])
    await page.locator("#commands").click()
    await page.locator("#menu li", has_text="도움말").click()
    [asked] = await call("getUpdates", timeout=2)
    await call.upload("sendPhoto", {"photo": ("c.png", png(60, 40))}, chat_id=USER, caption="차트")
    width = await page.locator(".photo img").evaluate("img => img.decode().then(() => img.naturalWidth)")
    await call("sendMessage", chat_id=USER, text="버튼", reply_markup=keyboard([("눌러요", "x")]))
    await page.get_by_role("button", name="눌러요").focus()
    await page.keyboard.press("Enter")
    query = (await call("getUpdates", offset=asked["update_id"] + 1, timeout=2))[0]["callback_query"]
    await call("answerCallbackQuery", callback_query_id=query["id"], text="만료됐어요", show_alert=True)
    await page.locator("dialog[open]", has_text="만료됐어요").wait_for()
    await page.keyboard.press("Enter")
    await page.locator("dialog[open]").wait_for(state="detached")
    chat.add_person(Person(7, "민지"))
    await call("sendMessage", chat_id=7, text="#알림 도착했어요")
    await page.locator(".toast.push", has_text="#알림").click()
    await page.locator(".bubble", has_text="도착했어요").wait_for()

    assert (asked["message"]["text"], width) == ("/help", 60)
    assert await page.locator("#people button[aria-pressed=true]").inner_text() == "민\n민지"
