"""실시간 체결가: 몇 종목의 체결을 오는 대로 보여 줘요."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from kis import Kis
from kis.examples.running import run
from kis.realtime import TRADES, Tick

SYMBOLS = ("005930", "000660", "035720", "005380", "069500")
TRADES_SHOWN = 8
SECONDS = 30


async def main(kis: Kis) -> None:
    """실시간 체결가: 체결 여덟 건 또는 30초까지 들어요."""
    shown = 0
    with suppress(TimeoutError):
        async with asyncio.timeout(SECONDS), kis.stream() as stream:
            for symbol in SYMBOLS:
                await stream.register(TRADES, symbol)
            async for event in stream:
                if isinstance(event, Tick):
                    print(f"{event.time} {event.symbol} {event.price:,}원 × {event.volume:,}주 ({event.change_rate}%)")
                    shown += 1
                if shown == TRADES_SHOWN:
                    break
    print(f"체결 {shown}건을 들었어요.")


if __name__ == "__main__":
    run(main)
