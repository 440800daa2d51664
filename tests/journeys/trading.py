"""What the scenes of bad days do again and again."""

from __future__ import annotations

from collections.abc import Sequence

from bot.localchat import Message
from kis.simulator.orders import Order
from tests.bot.house import ALICE, House

SAMSUNG = "005930"
PRICE = 70_000


def trade(home: House, price: int, volume: int | None = None) -> None:
    """A trade in 삼성전자 prints."""
    home.simulator.broker.set_price(SAMSUNG, price, volume)


async def card(home: House, line: str = "매수 삼성전자 10 70000") -> Message:
    """Send an order line; returns the check card."""
    return await home.ask(line, "확인 · 삼성전자")


async def buy(home: House, line: str = "매수 삼성전자 10 70000") -> Message:
    """Place an order that waits in the book; returns its card."""
    trade(home, PRICE + 500)
    await card(home, line)
    return await home.press("매수 확정", "매수 · 접수")


def orders(home: House) -> list[Order]:
    """The new orders that the broker took."""
    return [row for row in home.simulator.broker.every_order() if row.action.value == "new"]


def sent(home: House) -> int:
    """How often an order was posted, taken or not."""
    return sum(row.get("path", "").endswith("order-cash") for row in home.simulator.journal.entries())


def pushes(home: House, word: str = "#체결", user: int = ALICE) -> list[str]:
    """Pushes of a kind, in the order in which they arrived."""
    return [text for text in home.said(user) if text.startswith(word)]


def progress(told: Sequence[str]) -> list[str]:
    """`3/10` of each push of a fill."""
    return [text.rpartition("(")[2].partition(")")[0] for text in told]
