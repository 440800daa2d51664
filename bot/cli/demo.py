"""`demo`: try everything without an account."""

from __future__ import annotations

import asyncio
from functools import partial

from bot import app
from bot.cli.arguments import Arguments


async def run(given: Arguments) -> int:
    """Run until Ctrl-C, or as long as the script lasts."""
    from bot import demo, script

    ended = app.stop_signals()
    lines = script.read(given.script) if given.script else None
    async with demo.playing(given.port, autoplay=lines is None) as running:
        app.spare_what_stays()
        hint = "" if given.headless or lines is not None else "이 주소를 브라우저에서 열어 보세요 (끝내기 Ctrl-C): "
        print(f"{hint}{running.chat.url}", flush=True)
        end = asyncio.create_task(app.until_end(ended, running.bot.tasks))
        if lines is None:
            await end
            return 0
        playing = asyncio.create_task(script.play(lines, running.chat, running.simulator, partial(print, flush=True)))
        await asyncio.wait([end, playing], return_when=asyncio.FIRST_COMPLETED)
        for task in (end, playing):
            task.cancel()
        await asyncio.gather(end, playing, return_exceptions=True)
        return 0 if not playing.cancelled() and playing.result() else 1
