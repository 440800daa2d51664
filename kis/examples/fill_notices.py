"""실시간 체결통보: 시장가로 한 주를 사고, 접수와 체결이 오는 것을 봐요."""

from __future__ import annotations

import asyncio

from kis import Kis, Shares
from kis.domestic import OrderType
from kis.examples.running import run
from kis.realtime import NOTICES, NoticeKind, OrderNotice, Stream

SYMBOL = "005930"
SECONDS = 20


async def main(kis: Kis) -> None:
    """실시간 체결통보: 통보를 먼저 등록하고 주문해요. 거꾸로 하면 첫 통보를 놓칠 수 있어요."""
    async with asyncio.timeout(SECONDS), kis.stream() as stream:
        await stream.register(NOTICES, kis.credentials.hts_id)
        bought = await kis.domestic.orders.buy(symbol=SYMBOL, quantity=Shares(1), order_type=OrderType.MARKET)
        await filled(stream, bought.number)
        sold = await kis.domestic.orders.sell(symbol=SYMBOL, quantity=Shares(1), order_type=OrderType.MARKET)
        await filled(stream, sold.number)
    print("사고 판 것이 모두 체결됐어요.")


async def filled(stream: Stream, number: str) -> None:
    """Show the notices of an order until it is filled."""
    async for event in stream:
        if isinstance(event, OrderNotice) and event.concerns(number):
            print(f"{event.time} 주문 {event.number} {event.kind.value} {describe(event)}")
            if event.kind is NoticeKind.FILLED:
                return


def describe(notice: OrderNotice) -> str:
    """Say how much, and at what price where it is known."""
    if notice.fill_price is None:
        return f"{notice.ordered}주"
    return f"{notice.filled}주 × {notice.fill_price:,}원"


if __name__ == "__main__":
    run(main, orders=True)
