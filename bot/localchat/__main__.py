"""`python -m bot.localchat`: the local chat alone, for a bot in another process; ends on SIGTERM or Ctrl-C.

Prints one JSON line when ready: `origin` for TELEGRAM_ORIGIN, `token` for TELEGRAM_TOKEN, `url` of the page.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys

from bot.localchat import LocalChat


async def run(port: int) -> None:
    """Serve, say where, and wait for a signal."""
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    async with LocalChat.serve(port=port) as chat:
        print(json.dumps({"origin": chat.origin, "token": chat.token, "url": chat.url}), flush=True)
        await ended.wait()


def main() -> int:
    """Run, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bot.localchat", description="로컬 채팅 (텔레그램이 아니에요)")
    parser.add_argument("--port", type=int, default=0, help="열 포트; 0이면 빈 포트 (기본 0)")
    try:
        asyncio.run(run(parser.parse_args().port))
    except OSError as error:
        print(f"로컬 채팅을 열 수 없어요: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
