"""A person at the local chat's page, by chromium."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.async_api import Page

CHROMIUM = shutil.which("chromium")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
MORE_FLAGS = ("--disable-component-update", "--disable-sync")


@asynccontextmanager
async def phone(url: str, *, width: int = 430, height: int = 932, **context: Any) -> AsyncIterator[Page]:
    """A browser that shows the page as large as a phone; `context` is what else playwright may be told of it."""
    from playwright.async_api import async_playwright

    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *MORE_FLAGS])
        page = await browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=2, **context)
        page.set_default_timeout(15_000)
        await page.goto(url)
        yield page
        await browser.close()


def troubles_of(page: Page) -> list[str]:
    """What goes wrong on the page from now on: errors on its console and of its scripts, and what it could not load."""
    found: list[str] = []
    page.on("console", lambda line: found.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("requestfailed", lambda request: found.append(request.url))
    return found


async def picture(page: Page, number: int) -> int:
    """Wait until so many pictures are on the page; returns how wide the last of them is, in its own pixels."""
    shown = page.locator(".photo img").nth(number - 1)
    await shown.wait_for()
    return int(await shown.evaluate("img => img.decode().then(() => img.naturalWidth)"))


async def say(page: Page, text: str) -> None:
    await page.fill("#input", text)
    await page.press("#input", "Enter")


async def see(page: Page, text: str) -> None:
    """Wait until the bot's newest bubble with the text is on the page."""
    await page.locator(".bubble", has_text=text).last.wait_for()


async def press(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name).last.click()
