"""Rows for tests, invented."""

from __future__ import annotations

import datetime as dt

from kis.domestic.codes import OrderType, Side, Sign
from kis.realtime.books import OrderBook
from kis.realtime.cipher import Secret
from kis.realtime.notices import OrderNotice
from kis.realtime.ticks import Tick
from kis.units import Shares, Won

SECRET = Secret("fake-key-of-thirty-two-characters"[:32], "fake-iv-sixteen!")
NOON = dt.time(12, 0, 0)


def tick(symbol: str = "005930", price: int = 70_000, volume: int = 3, time: dt.time = NOON) -> Tick:
    return Tick(
        symbol=symbol,
        time=time,
        price=Won(price),
        volume=Shares(volume),
        sign=Sign.DOWN,
        change=Won(-100),
        date=dt.date(2026, 11, 23),
        market_code="2",
    )


def book(symbol: str = "005930", ask: int = 70_100) -> OrderBook:
    return OrderBook(
        symbol=symbol,
        time=NOON,
        asks=tuple(Won(ask + 100 * level) for level in range(10)),
        bids=tuple(Won(ask - 100 - 100 * level) for level in range(10)),
        ask_sizes=tuple(Shares(10 + level) for level in range(10)),
        bid_sizes=tuple(Shares(20 + level) for level in range(10)),
        mid_price=Won(ask - 50),
        market_code="2",
    )


def notice(number: str = "0000000017", *, step: str = "2", quantity: int = 3, **flags: str) -> OrderNotice:
    return OrderNotice(
        customer="fakeid",
        account="1234567801",
        number=number,
        original=flags.get("original"),
        side=Side.BUY,
        revision=flags.get("revision", "0"),
        order_type=OrderType.LIMIT,
        symbol="005930",
        stated_quantity=Shares(quantity),
        stated_price=Won(70_000 if step == "2" else 0),
        time=NOON,
        refusal=flags.get("refusal", "0"),
        step=step,
        acceptance=flags.get("acceptance", "2" if step == "2" else "1"),
        order_quantity=Shares(10),
        account_name="홍길동",
        venue_code=flags.get("venue_code", "1"),
        name="삼성전자",
    )
