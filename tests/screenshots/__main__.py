"""`python -m tests.screenshots`: renew the README's pictures, from the demo as a phone shows it.

The day, the prices and the screen are always the same; only seconds in the texts may differ.
"""

from __future__ import annotations

import asyncio
import io
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import time_machine
from PIL import Image

from bot import demo
from kis.market.clock import KST
from tests.journeys.browser import phone
from tests.journeys.world import Broker
from tests.screenshots.scenes import SCENES, settle_in

if TYPE_CHECKING:
    from playwright.async_api import Page

FOLDER = Path(__file__).parent
START = datetime(2026, 3, 4, 10, 0, tzinfo=KST)
"""A trading day, with the market open."""
LARGEST = 150_000
"""Bytes of one picture: a README should open at once."""
AT_REST = """new Promise((done) => {
  const list = document.getElementById("scroll");
  const left = () => list.scrollHeight - list.scrollTop - list.clientHeight;
  const look = () => (left() < 1 ? done() : requestAnimationFrame(look));
  const ending = document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime !== Infinity);
  Promise.all(ending.map((one) => one.finished)).then(look, look);
})"""
"""Nothing on the page moves, and its end is in sight."""


async def take_all() -> None:
    """One demo, one phone, and a picture after each scene."""
    async with demo.playing(autoplay=False) as playing:
        broker = Broker(playing.simulator.rest)
        async with phone(playing.chat.url, width=390, height=1100, timezone_id="Asia/Seoul", locale="ko-KR") as page:
            await settle_in(page, broker)
            for name, scene in SCENES.items():
                before = await page.locator(".message").count()
                await scene(page, broker)
                (FOLDER / f"{name}.png").write_bytes(small(await shot(page, before)))
        await broker.close()


async def shot(page: Page, before: int) -> bytes:
    """The messages since there were `before`, once nothing moves any more."""
    await page.locator(".toast").last.wait_for(state="detached")
    await page.mouse.move(0, 0)
    async with asyncio.timeout(5):
        await page.evaluate(AT_REST)
    first = await page.locator(".message").nth(before).bounding_box()
    last = await page.locator(".message").last.bounding_box()
    assert first is not None
    assert last is not None
    top, bottom = first["y"] - 6, last["y"] + last["height"] + 10
    return await page.screenshot(clip={"x": 0, "y": top, "width": 390, "height": bottom - top})


def small(png: bytes) -> bytes:
    """The same picture in few colours."""
    with Image.open(io.BytesIO(png)) as picture:
        few = picture.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=3, dither=Image.Dither.NONE)
    packed = io.BytesIO()
    few.save(packed, "PNG", optimize=True)
    assert packed.tell() < LARGEST, f"{packed.tell():,} bytes"
    return packed.getvalue()


if __name__ == "__main__":
    with time_machine.travel(START, tick=True):
        asyncio.run(take_all())
    sys.stdout.write(f"{len(SCENES)}장을 {FOLDER.name}에 두었어요.\n")
