"""작은 전략: 짧은 이동평균이 긴 이동평균을 위로 뚫으면 사고 아래로 뚫으면 팔아요.

전략은 값을 받아 값을 주는 함수라서 계좌 없이 시험할 수 있고, 한도는 주문을 내는 쪽이 지켜요. 수익을 내려는
전략이 아니라 모양을 보여 주려는 거예요.
"""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from dataclasses import dataclass

from kis import Kis, Shares
from kis.domestic import OrderType, Side
from kis.examples.running import run
from kis.realtime import NOTICES, TRADES, NoticeKind, OrderNotice, Stream, Tick

SYMBOL = "005930"
PATIENCE = 5
"""Seconds for a market order to be filled."""

KOREAN = {Side.BUY: "매수", Side.SELL: "매도"}


@dataclass(frozen=True, slots=True)
class Limits:
    """What the strategy may do at most."""

    shares: int = 1
    orders: int = 4
    seconds: float = 12


class Crossing:
    """Two moving averages of the last prices; `take` tells when the short one crosses the long one."""

    def __init__(self, short: int = 2, long: int = 4) -> None:
        self._short = short
        self._prices: deque[int] = deque(maxlen=long)
        self._above: bool | None = None

    def take(self, price: int) -> Side | None:
        """Take the next price and return what to do, None for nothing."""
        self._prices.append(price)
        if len(self._prices) < (self._prices.maxlen or 0):
            return None
        recent = list(self._prices)[-self._short :]
        difference = sum(recent) * len(self._prices) - sum(self._prices) * len(recent)
        if difference == 0:
            return None
        before, self._above = self._above, difference > 0
        return None if before in (None, self._above) else Side.BUY if self._above else Side.SELL


class Trader:
    """Turns signals into market orders, one at a time, and knows by notices alone what it holds."""

    def __init__(self, kis: Kis, limits: Limits) -> None:
        self._kis = kis
        self._limits = limits
        self._sent = 0
        self._number = ""
        self._left = 0
        self.held = 0

    async def act(self, side: Side) -> None:
        """Buy what is allowed or sell what is held; nothing while an order is at work or the limit is reached."""
        wanted = self._limits.shares - self.held if side is Side.BUY else self.held
        last = self._limits.orders - (side is Side.BUY)  # the last order is kept for getting out
        if wanted <= 0 or self._left or self._sent >= last:
            return
        send = self._kis.domestic.orders.buy if side is Side.BUY else self._kis.domestic.orders.sell
        self._sent += 1
        placed = await send(symbol=SYMBOL, quantity=Shares(wanted), order_type=OrderType.MARKET)
        self._number, self._left = placed.number, wanted
        print(f"  {KOREAN[side]} {wanted}주 접수 {placed.number}")

    @property
    def busy(self) -> bool:
        """Whether an order is at work."""
        return self._left > 0

    def hear(self, notice: OrderNotice) -> None:
        """Take a notice; those of other orders are passed over."""
        if not self.busy or not notice.concerns(self._number):
            return
        if notice.filled:
            self.held += notice.filled if notice.side is Side.BUY else -notice.filled
            self._left -= notice.filled
            print(f"  체결 {notice.filled}주 × {notice.fill_price:,}원, 보유 {self.held}주")
        if notice.kind is NoticeKind.REJECTED:
            self._left = 0


async def main(kis: Kis) -> None:
    """이동평균 교차 전략: 12초 동안 한도 안에서 사고팔고, 가진 것을 팔고 끝나요."""
    limits = Limits()
    trader = Trader(kis, limits)
    async with kis.stream() as stream:
        await stream.register(NOTICES, kis.credentials.hts_id)
        await stream.register(TRADES, SYMBOL)
        with suppress(TimeoutError):
            async with asyncio.timeout(limits.seconds):
                await trade(stream, Crossing(), trader)
        async with asyncio.timeout(PATIENCE):
            await leave(stream, trader)
    print("끝났어요.")


async def leave(stream: Stream, trader: Trader) -> None:
    """Wait for the order at work, and sell what is held."""
    await settled(stream, trader)
    await trader.act(Side.SELL)
    await settled(stream, trader)


async def settled(stream: Stream, trader: Trader) -> None:
    """Listen to notices until no order is at work."""
    while trader.busy:
        async for event in stream:
            if isinstance(event, OrderNotice):
                trader.hear(event)
                break


async def trade(stream: Stream, crossing: Crossing, trader: Trader) -> None:
    """Follow trades and act on every crossing. What goes wrong with an order ends the strategy."""
    async for event in stream:
        if isinstance(event, OrderNotice):
            trader.hear(event)
        if isinstance(event, Tick):
            signal = crossing.take(event.price)
            print(f"{event.time} {event.price:,}원 {KOREAN[signal] if signal else ''}")
            if signal:
                await trader.act(signal)


if __name__ == "__main__":
    run(main, orders=True)
