"""실시간 호가: 한 종목의 호가창을 바뀔 때마다 그려요."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from kis import Kis
from kis.examples.running import run
from kis.realtime import BOOK, OrderBook

SYMBOL = "005930"
BOOKS_SHOWN = 3
SECONDS = 30


async def main(kis: Kis) -> None:
    """실시간 호가: 호가창 세 번 또는 30초까지 그려요."""
    shown = 0
    with suppress(TimeoutError):
        async with asyncio.timeout(SECONDS), kis.stream() as stream:
            await stream.register(BOOK, SYMBOL)
            async for event in stream:
                if isinstance(event, OrderBook):
                    draw(event)
                    shown += 1
                if shown == BOOKS_SHOWN:
                    break
    print(f"호가창을 {shown}번 그렸어요.")


def draw(book: OrderBook, levels: int = 3) -> None:
    """Show the best levels of both sides, asks above bids."""
    print(f"── {book.symbol} {book.time} ──")
    for level in reversed(range(levels)):
        print(f"{book.ask_sizes[level]:>10,} │ {book.asks[level]:>9,} │")
    for level in range(levels):
        print(f"{'':>10} │ {book.bids[level]:>9,} │ {book.bid_sizes[level]:,}")


if __name__ == "__main__":
    run(main)
