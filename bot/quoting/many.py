"""Prices of many instruments at once: by the multi-quote calls, which paper lacks; there a few at a time."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.errors import BotError
from bot.money import Figure
from bot.names import key_of
from bot.quotes import Trade
from bot.quoting.asking import look
from bot.quoting.assets import Asset
from bot.quoting.sights import Sight
from kis import Environment
from kis.domestic.codes import Sign
from kis.errors import KisError
from kis.overseas.price import WatchedPrice as PriceAbroad
from kis.symbols import Instrument

if TYPE_CHECKING:
    from bot.connection import Connection

AT_ONCE = {Environment.REAL: 10, Environment.PAPER: 6}
"""How many are asked one by one for one answer: paper takes one a second."""
KEPT = 1_024
FALLING = frozenset({Sign.DOWN, Sign.LOWER_LIMIT})
_AT_HOME = frozenset({Asset.STOCK, Asset.FUND, Asset.INDEX})


@dataclass(frozen=True, slots=True)
class Line:
    """The price of one among many. `at` is market time (KST)."""

    price: Figure
    change: Figure
    rate: Decimal
    at: datetime
    live: bool = False


class Many:
    """The newest line of each instrument for each account: what is not asked anew is shown with its age."""

    def __init__(self) -> None:
        self._seen: OrderedDict[tuple[int, str], Line] = OrderedDict()

    async def of(self, connection: Connection, instruments: Sequence[Instrument]) -> Mapping[str, Line]:
        """What is known, by key: what is followed live is not asked for. Raises what `kis` raises where nothing is."""
        lines = _live(connection, instruments)
        rest = [each for each in instruments if key_of(each) not in lines]
        if rest and connection.environment is Environment.REAL:
            lines |= await self._together(connection, rest)
        alone = [each for each in instruments if key_of(each) not in lines]
        lines |= await self._one_by_one(connection, alone)
        for key, line in lines.items():
            self._seen[connection.credential_id, key] = line
            self._seen.move_to_end((connection.credential_id, key))
        while len(self._seen) > KEPT:
            self._seen.popitem(last=False)
        known = {key_of(each): self._seen.get((connection.credential_id, key_of(each))) for each in instruments}
        return {key: line for key, line in known.items() if line is not None}

    async def _together(self, connection: Connection, instruments: Sequence[Instrument]) -> dict[str, Line]:
        home = [each for each in instruments if Asset.of(each) in _AT_HOME]
        abroad = {(each.exchange, each.code): key_of(each) for each in instruments if each.exchange is not None}
        here, there = await asyncio.gather(
            connection.kis.domestic.watchlists.multi([each.code for each in home]),
            connection.kis.overseas.quotes.watch([(exchange, code) for exchange, code in abroad if exchange]),
        )
        at = connection.now()
        asked = {each.code for each in home}
        lines = {
            row.symbol: Line(_whole(row.price), _whole(row.change or Decimal(0)), row.change_rate or Decimal(0), at)
            for row in here
            if row.price and row.symbol in asked
        }
        keys = {(exchange.quote_code, code): key for (exchange, code), key in abroad.items() if exchange}
        for told in there:
            key = keys.get((told.quote_code or "", told.symbol))
            if key is not None and (line := _abroad(told, at)) is not None:
                lines[key] = line
        return lines

    async def _one_by_one(self, connection: Connection, instruments: Collection[Instrument]) -> dict[str, Line]:
        """Those that were not asked for the longest time."""

        def asked_at(each: Instrument) -> float:
            known = self._seen.get((connection.credential_id, key_of(each)))
            return 0 if known is None else known.at.timestamp()

        turn = sorted(instruments, key=asked_at)[: AT_ONCE[connection.environment]]
        answers = await asyncio.gather(*(look(connection, each) for each in turn), return_exceptions=True)
        for answer in answers:
            if isinstance(answer, BaseException) and not isinstance(answer, (KisError, BotError)):
                raise answer
        sights = [answer for answer in answers if isinstance(answer, Sight)]
        if answers and not sights and isinstance(answers[0], KisError):
            raise answers[0]
        return {
            key_of(each.instrument): Line(each.price, each.change, each.rate, each.at, each.live) for each in sights
        }


def _live(connection: Connection, instruments: Sequence[Instrument]) -> dict[str, Line]:
    """The newest trades of those that are followed live."""
    if not connection.is_fresh:
        return {}
    trades = ((key_of(each), connection.ticks.get(key_of(each))) for each in instruments)
    return {key: _traded(trade, connection.now()) for key, trade in trades if trade is not None}


def _traded(trade: Trade, at: datetime) -> Line:
    way = -1 if trade.sign in FALLING else 1
    change, rate = (abs(Decimal(size or 0)) * way for size in (trade.change, trade.change_rate))
    return Line(_whole(Decimal(trade.price)), _whole(change), rate, at, live=True)


def _abroad(told: PriceAbroad, at: datetime) -> Line | None:
    return Line(told.price, told.change or Decimal(0), told.change_rate or Decimal(0), at) if told.price else None


def _whole(value: Decimal) -> Figure:
    return int(value) if value == value.to_integral_value() else value
