"""What is traded where anything may happen: one thing of each market, its prices, and where its orders and list are."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot.storage import limits
from bot.storage.states import Cap
from bot.storage.terms import Figure
from kis.credentials import Environment
from kis.domestic.codes import Side
from kis.market.clock import KST
from kis.simulator.accounts import AccountInfo
from kis.simulator.broker import Broker
from kis.simulator.floor import Floor
from kis.simulator.orders import Order as Row
from kis.simulator.orders import PlaceOrder
from kis.simulator.orders import Side as BookSide

from .scene import ALICE, LOOKS, MORNING, Scene, stage

EVENING = datetime(2026, 11, 23, 23, 45, tzinfo=KST)
"""The US trades."""
USUAL = 70_000
"""Steps name prices of 삼성전자, in won; a `Ware` has its own for them."""


@dataclass(frozen=True)
class Ware:
    """`usual` is its price where a step says 70,000, `tick` what a hundred won more are."""

    name: str
    symbol: str
    usual: Figure
    tick: Figure
    order: str
    listed: str
    """Ends of the paths of a new order and of the day's list."""
    venue: str
    kind: str = "00"
    environment: Environment = Environment.PAPER
    now: datetime = MORNING

    def price(self, step: int) -> Figure:
        """The price that a step means."""
        return self.usual + (step - USUAL) // 100 * self.tick

    def floor(self, broker: Broker) -> Floor[Any]:
        """Where it trades."""
        return broker.floor_of(self.symbol)

    def opened(self, folder: Path, read: float, looks: tuple[float, ...] = LOOKS) -> AbstractAsyncContextManager[Scene]:
        """A scene in which it can be traded."""
        return stage(folder, environment=self.environment, now=self.now, read=read, looks=looks)

    def order_elsewhere(self, broker: Broker, account: AccountInfo) -> None:
        """One that no step makes."""
        floor = self.floor(broker)
        price = floor.markets[self.symbol].listing.board.units(self.price(USUAL))
        floor.place(account, PlaceOrder(BookSide.BUY, self.symbol, 7, price, self.kind, self.venue))

    def written(self, row: Row, units: int) -> Figure:
        """A price or an amount of a row as it is written."""
        board = row.listing.board
        return board.decimal(units) if board.decimals else units

    async def held(self, scene: Scene) -> int:
        """Shares or contracts that the account holds; contracts sold short are fewer than none."""
        info, broker = scene.info, scene.simulator.broker
        if self is ABROAD:
            return sum(row.quantity for row in broker.overseas.holdings(info) if row.listing.code == self.symbol)
        if self is AT_HOME:
            return sum(row.quantity for row in broker.holdings(info).positions if row.symbol == self.symbol)
        rows = (await scene.connection.kis.derivatives.account.balance()).positions
        return sum(row.quantity if row.side is Side.BUY else -row.quantity for row in rows if row.symbol == self.symbol)


async def lift_limits(scene: Scene) -> None:
    """A real account begins with limits on money, which are not what this is about."""
    async with scene.database.begin() as session:
        for cap in (Cap.ORDER, Cap.DAY):
            await limits.put(session, ALICE, scene.environment, cap, None, MORNING)


AT_HOME = Ware("삼성전자", "005930", 70_000, 100, "order-cash", "inquire-daily-ccld", "KRX")
ABROAD = Ware(
    "애플", "AAPL", Decimal(260), Decimal("0.5"), "overseas-stock/v1/trading/order",
    "overseas-stock/v1/trading/inquire-ccnl", "NASD", environment=Environment.REAL, now=EVENING,
)  # fmt: skip
CONTRACTS = Ware(
    "A05612", "A05612", Decimal(440), Decimal("0.5"), "domestic-futureoption/v1/trading/order",
    "domestic-futureoption/v1/trading/inquire-ccnl", "주간", "01",
)  # fmt: skip
