"""Prices of overseas stocks: decimals and ticks (호가단위) by exchange, in the currency of the exchange.

KIS refuses a price with too many decimals (APTR0057) and the exchange one off its tick. Ticks of Hong Kong change by
phases and those of Tokyo depend on the stock, so they are for rounding and not for refusing.
"""

from __future__ import annotations

from decimal import Decimal

from kis.market import ticks
from kis.market.ticks import Board
from kis.overseas.codes import Country, Exchange
from kis.units import Amount

_BOARDS = {
    Exchange.HONG_KONG: Board.HONG_KONG,
    Exchange.SHANGHAI: Board.SHANGHAI,
    Exchange.SHENZHEN: Board.SHANGHAI,
    Exchange.TOKYO: Board.JAPAN,
    Exchange.HANOI: Board.HANOI,
    Exchange.HO_CHI_MINH: Board.HOCHIMINH,
}


def board(exchange: Exchange, *, large: bool = False) -> Board:
    """Return the tick table of an exchange; `large` for the finer one of TOPIX 500 stocks in Tokyo."""
    if large and exchange is Exchange.TOKYO:
        return Board.JAPAN_LARGE
    return _BOARDS.get(exchange, Board.US)


def decimals(price: Decimal, exchange: Exchange) -> int:
    """Return how many places a price has at most: 2 in the US from one dollar, 4 below."""
    if exchange.country is Country.US and price < 1:
        return board(exchange).decimals
    return exchange.price_decimals


def is_price(price: Decimal, exchange: Exchange) -> bool:
    """Tell whether an order may be written with this price."""
    return price > 0 and price == round(price, decimals(price, exchange))


def tick_size(price: Decimal, exchange: Exchange, *, large: bool = False) -> Amount:
    """Return the smallest price step at `price`; ValueError below the lowest price."""
    table = board(exchange, large=large)
    return Amount(table.decimal(ticks.tick_size(_floor(price, table), table)))


def snap(price: Decimal, exchange: Exchange, *, up: bool, large: bool = False) -> Amount:
    """Return the nearest price on a tick at or above (`up`) or at or below `price`; ValueError below the lowest."""
    table = board(exchange, large=large)
    units = _floor(price, table)
    if up and table.decimal(units) < price:
        units += 1
    return _written(table.decimal(ticks.snap(units, table, up=up)), exchange)


def step(price: Decimal, exchange: Exchange, n: int = 1, *, large: bool = False) -> Amount:
    """Return the price `n` ticks away, down if negative, never below the lowest price."""
    table = board(exchange, large=large)
    return _written(table.decimal(ticks.step(table.units(price), table, n)), exchange)


def _floor(price: Decimal, table: Board) -> int:
    return int(price.scaleb(table.decimals))


def _written(price: Decimal, exchange: Exchange) -> Amount:
    return Amount(round(price, decimals(price, exchange)))
