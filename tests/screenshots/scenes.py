"""What is said and seen before each picture is taken."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from tests.journeys.browser import press, say, see
from tests.journeys.world import Broker

if TYPE_CHECKING:
    from playwright.async_api import Page

Scene = Callable[["Page", Broker], Awaitable[None]]
BOUGHT = (("삼성전자", 350), ("SK하이닉스", 90), ("NAVER", 60), ("현대차", 50), ("카카오", 140))
MOVES = {"005930": 71_100, "000660": 221_500, "035420": 224_500, "005380": 221_000, "035720": 57_200}
"""What the market does after the buying: some up, some down."""


async def settle_in(page: Page, broker: Broker) -> None:
    """Buy what the portfolio shows; then the prices move."""
    for name, quantity in BOUGHT:
        await say(page, f"매수 {name} {quantity} 시장가")
        await see(page, f"{quantity}주 ×")
        await press(page, "매수 확정")
        await see(page, f"({quantity}/{quantity})")
    for symbol, price in MOVES.items():
        await broker.price(symbol, price)


async def order(page: Page, broker: Broker) -> None:
    """A limit order below the price, before the press that spends money."""
    await say(page, "매수 삼성전자 10 70000")
    await see(page, "매수 확인")


async def book(page: Page, broker: Broker) -> None:
    """Ten levels on both sides, each a button."""
    await say(page, "호가 하이닉스")
    await see(page, "매도 잔량")


async def chart(page: Page, broker: Broker) -> None:
    """Three months of days."""
    await say(page, "차트 카카오 3달")
    await see(page, "일봉 ·")


async def portfolio(page: Page, broker: Broker) -> None:
    """Gains and losses of what was bought before."""
    await say(page, "잔고 그림")
    await see(page, "00-01 잔고 그림")


async def alert(page: Page, broker: Broker) -> None:
    """An alert that is set, and reached."""
    await say(page, "알림 삼성전자 72000 이상")
    await see(page, "알림을 걸었어요")
    await broker.price("005930", 72_000)
    await see(page, "#알림")


SCENES: dict[str, Scene] = {"order": order, "book": book, "chart": chart, "portfolio": portfolio, "alert": alert}
"""By the name of the picture."""
