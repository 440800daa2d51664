"""Charts and portfolios as pictures: what KIS tells and what the user has, drawn in a thread."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bot import bars
from bot.charts.spans import Span
from bot.charts.values import CandleChart, Holding, Pending, Portfolio, Unit
from bot.connection import Connection
from bot.errors import NotFound, UserError
from bot.i18n import say, spoken
from bot.storage import orders
from bot.storage.database import Database
from bot.storage.states import Language
from kis.credentials import Environment
from kis.domestic.balance import Balance
from kis.domestic.codes import Side
from kis.errors import KisError
from kis.market.fees import DOMESTIC, Market
from kis.symbols import Instrument

log = logging.getLogger(__name__)

AT_ONCE = 2
"""Pictures drawn at a time; a drawing takes some 20 MB."""
PATIENCE = 15.0
"""Seconds in which a picture has to be there, the wait for its turn included."""


@dataclass(frozen=True, slots=True)
class _Own:
    """What the user has in a stock; `complete` is False where KIS did not tell."""

    average: Decimal | None = None
    pending: tuple[Pending, ...] = ()
    complete: bool = True


class Charts:
    """Asks, then draws. Pillow is loaded with the first picture, so that nobody waits for it at the start."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._room = asyncio.Semaphore(AT_ONCE)

    async def candles(self, connection: Connection, instrument: Instrument, span: Span) -> bytes:
        """Draw the candles of an instrument (PNG). Raises `NotFound` without any, and what `kis` raises."""
        found = await bars.bars(connection, instrument, span)
        if not found and span.day is not None:
            raise NotFound(
                say("{day}에는 {name}의 분봉이 없어요. 쉬는 날이었는지 봐 주세요.", day=span.day, name=instrument.name)
            )
        if not found and span.unit is Unit.MINUTE:
            raise NotFound(say("{name}의 분봉이 지금은 없어요. 일봉으로 봐 주세요.", name=instrument.name))
        if not found:
            raise NotFound(say("{name}의 차트가 아직 없어요. 종목이 맞는지 봐 주세요.", name=instrument.name))
        own = await self._own(connection, instrument)
        chart = CandleChart(
            name=instrument.name, code=instrument.code, unit=span.unit, kind=span.kind, bars=found, shown=span.count,
            decimals=_decimals(instrument), prefix="$" if instrument.currency == "USD" else "",
            suffix=_suffix(instrument), volume_label=_volume_label(instrument),
            footnote=_footnote(connection, instrument, own), average=own.average, pending=own.pending,
        )  # fmt: skip

        def draw() -> bytes:
            from bot.charts import candles

            return candles.draw(chart)

        return await self._drawn(draw)

    async def portfolio(self, connection: Connection) -> bytes:
        """Draw what the account holds (PNG). Raises what `kis` raises."""
        balance = await connection.kis.domestic.account.balance()
        wanted = portfolio_of(balance, f"{connection.account_hint}  {_account(connection)}", connection.now())

        def draw() -> bytes:
            from bot.charts import portfolio

            return portfolio.draw(wanted)

        return await self._drawn(draw)

    async def _own(self, connection: Connection, instrument: Instrument) -> _Own:
        """Open orders of any market; the average of domestic stocks, as KIS asks for each account apart."""
        async with self._database.read() as session:
            rows = await orders.open_of_credential(session, connection.credential_id)
        pending = tuple(
            Pending(Decimal(row.price), row.side is Side.BUY, _label(row.side, row.open_quantity, row.short_no))
            for row in rows
            if (row.symbol, row.currency) == (instrument.code, instrument.currency)
            if row.price and not row.segment.is_reserved
        )
        if instrument.market not in DOMESTIC:
            return _Own(None, pending)
        try:
            balance = await connection.kis.domestic.account.balance()
        except KisError as error:
            log.warning("%s: 차트에 평단을 그리지 못했어요: %s", connection.account_hint, type(error).__name__)
            return _Own(None, pending, complete=False)
        return _Own(_average(balance, instrument.code), pending)

    async def _drawn(self, draw: Callable[[], bytes]) -> bytes:
        """Draw in a thread. It cannot be stopped, so it keeps its place until it ends, however long anybody waits."""

        async def in_turn() -> bytes:
            async with self._room:
                return await asyncio.to_thread(draw)

        drawing = asyncio.create_task(in_turn(), name="drawing")
        done, _ = await asyncio.wait([drawing], timeout=PATIENCE)
        if not done:
            drawing.add_done_callback(lambda task: task.cancelled() or task.exception())
            raise UserError(say("그림이 밀려 있어요. 잠시 뒤에 다시 해 주세요."))
        return drawing.result()


def portfolio_of(balance: Balance, title: str, at: datetime) -> Portfolio:
    """What of a balance is drawn."""
    totals = balance.totals
    holdings = [Holding(row.name, row.value or 0, row.profit, row.profit_rate) for row in balance.held]
    cash = totals.deposit if totals.deposit_d2 is None else totals.deposit_d2
    total = totals.total_value if totals.total_value is not None else cash + sum(row.value for row in holdings)
    rate = Decimal(totals.profit) * 100 / totals.cost if totals.profit is not None and totals.cost else None
    return Portfolio(
        title=f"{say('잔고')}  {title}",
        footnote=say("{time} 기준 · 현금은 D+2 예수금", time=f"{at:%Y-%m-%d %H:%M:%S}"),
        holdings=holdings, cash=cash, total=total, profit=totals.profit, rate=rate,
    )  # fmt: skip


def _average(balance: Balance, code: str) -> Decimal | None:
    """The average over all rows of a stock: bought in cash and on credit."""
    rows = [row for row in balance.held if row.symbol == code and row.average_price is not None]
    shares = sum(row.quantity for row in rows)
    return sum((row.average_price or 0) * row.quantity for row in rows) / Decimal(shares) if shares else None


def _label(side: Side, quantity: int, short_no: int) -> str:
    word = say("매수 {quantity}") if side is Side.BUY else say("매도 {quantity}")
    return f"{word.format(quantity=f'{quantity:,}')} #A{short_no}"


def _decimals(instrument: Instrument) -> int:
    if instrument.market in (Market.INDEX, Market.FUTURE, Market.OPTION):
        return 2
    return instrument.decimals


_WON = "원"
"""Behind a price on a chart."""


def _suffix(instrument: Instrument) -> str:
    if instrument.market in (Market.INDEX, Market.FUTURE, Market.OPTION) or instrument.currency == "USD":
        return ""
    return _WON if instrument.currency == "KRW" and spoken() is Language.KOREAN else f" {instrument.currency}"


def _volume_label(instrument: Instrument) -> str:
    if instrument.market is Market.INDEX:
        return say("거래량(천 주)")
    return say("거래량(계약)") if instrument.market in (Market.FUTURE, Market.OPTION) else say("거래량(주)")


def _account(connection: Connection) -> str:
    return say("모의") if connection.environment is Environment.PAPER else say("실전")


def _footnote(connection: Connection, instrument: Instrument, own: _Own) -> str:
    exchange = instrument.exchange
    if exchange is not None:
        clock = say("현지 시각 ({zone})", zone=exchange.country.timezone.replace("_", " "))
    else:
        clock = say("한국 시각(KST)")
    if not own.complete:
        return f"{clock} · {say('평단은 확인하지 못했어요')}"
    return f"{clock} · {say('{account} 계좌', account=_account(connection))}" if own.average or own.pending else clock
