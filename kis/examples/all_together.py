"""REST와 웹소켓을 함께: 호가를 듣고 주문하고, 통보를 듣고 잔고를 확인해요. 연결 하나로 전부 들어요."""

from __future__ import annotations

import asyncio

from kis import Kis, Shares, Won
from kis.domestic import OrderType
from kis.examples.running import run
from kis.realtime import BOOK, NOTICES, TRADES, Lost, NoticeKind, Opened, OrderBook, OrderNotice, Stream, Tick

SYMBOL = "005930"
SECONDS = 25


class Session:
    """One purchase, from the first order book to the position in the balance."""

    def __init__(self, kis: Kis) -> None:
        self._kis = kis
        self._order = ""

    async def follow(self, stream: Stream) -> None:
        """Take events until the order is filled."""
        async for event in stream:
            match event:
                case Opened(first=False):
                    print("다시 연결됐어요. 그사이의 통보는 다시 오지 않으니 REST로 확인해요.")
                    await self._position()
                case Lost():
                    print(f"끊어졌어요: {event.reason}")
                case Tick():
                    print(f"체결 {event.price:,}원 × {event.volume:,}주")
                case OrderBook() if event.best_ask and not self._order:
                    await self._buy(event.best_ask)
                case OrderNotice() if event.concerns(self._order):
                    print(f"통보 {event.kind.value}")
                    if event.kind is NoticeKind.FILLED:
                        await self._position()
                        return

    async def _buy(self, price: Won) -> None:
        placed = await self._kis.domestic.orders.buy(
            symbol=SYMBOL, quantity=Shares(1), price=price, order_type=OrderType.LIMIT
        )
        self._order = placed.number
        print(f"매수 접수 {placed.number}: 매도 1호가 {price:,}원에 1주")

    async def _position(self) -> None:
        balance = await self._kis.domestic.account.balance()
        for position in balance.held:
            print(f"잔고 {position.name} {position.quantity:,}주, 평균 {position.average_price:,.0f}원")


async def main(kis: Kis) -> None:
    """REST와 웹소켓을 함께: 매도 1호가에 한 주를 사서 잔고에 나타날 때까지 따라가요."""
    async with asyncio.timeout(SECONDS), kis.stream() as stream:
        await stream.register(NOTICES, kis.credentials.hts_id)
        await stream.register(TRADES, SYMBOL)
        await stream.register(BOOK, SYMBOL)
        await Session(kis).follow(stream)
    print("끝났어요.")


if __name__ == "__main__":
    run(main, orders=True)
