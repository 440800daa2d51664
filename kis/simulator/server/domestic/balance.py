"""The balance as KIS writes it: a row for each lot, and the totals, which several calls share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeVar

from kis.domestic.balance import AccountTotals, Position
from kis.simulator.domestic.credit import NAMES
from kis.simulator.domestic.holdings import Holding, Holdings
from kis.simulator.server.domestic.zeros import with_zeros
from kis.units import Percent, Shares, Won

_UNIT = Decimal("0.0001")
T = TypeVar("T", bound=AccountTotals)


def position_row(row: Holding) -> Position:
    """Return a row of the balance."""
    quote = row.quote
    return with_zeros(
        Position,
        symbol=row.symbol,
        name=row.name,
        trade_kind=NAMES[row.loan.kind] if row.loan else "현금",
        bought_yesterday=Shares(row.yesterday.buy_quantity),
        sold_yesterday=Shares(row.yesterday.sell_quantity),
        bought_today=Shares(row.today.buy_quantity),
        sold_today=Shares(row.today.sell_quantity),
        quantity=Shares(row.quantity),
        sellable=Shares(row.sellable),
        average_price=row.average,
        cost=Won(row.cost),
        price=Won(quote.last),
        value=Won(row.value),
        profit=Won(row.profit),
        profit_rate=Percent(row.profit_rate),
        loan_date=row.loan.day if row.loan else None,
        loan=Won(row.principal),
        expiry_date=row.expires,
        loan_price=(Decimal(row.principal) / row.quantity).quantize(_UNIT) if row.quantity else Decimal("0.0000"),
        change_rate=Percent(quote.rate),
        change=Won(quote.change),
    )


def merged(rows: Iterable[Holding]) -> list[Holding]:
    """Return one row for each stock (종목별), its lots together."""
    stocks: dict[str, Holding] = {}
    for row in rows:
        one = stocks.get(row.symbol)
        stocks[row.symbol] = row if one is None else _together(one, row)
    return [replace(row, loan=None, expires=None) for row in stocks.values()]


def _together(one: Holding, other: Holding) -> Holding:
    return replace(
        one,
        quantity=one.quantity + other.quantity,
        sellable=one.sellable + other.sellable,
        cost=one.cost + other.cost,
        principal=one.principal + other.principal,
        today=one.today + other.today,
        yesterday=one.yesterday + other.yesterday,
    )


def account_totals(cls: type[T], holdings: Holdings, **more: Any) -> T:
    """Return the totals of the balance, with `more` fields where `cls` has them."""
    today, yesterday = holdings.today, holdings.yesterday
    return with_zeros(
        cls,
        **more,
        deposit=Won(holdings.cash),
        deposit_d1=Won(holdings.cash_d1),
        deposit_d2=Won(holdings.cash_d2),
        bought_yesterday=Won(yesterday.buy_amount),
        bought_today=Won(today.buy_amount),
        sold_yesterday=Won(yesterday.sell_amount),
        sold_today=Won(today.sell_amount),
        costs_yesterday=Won(yesterday.costs),
        costs_today=Won(today.costs),
        securities_value=Won(holdings.value),
        total_value=Won(holdings.total),
        net_assets=Won(holdings.net),
        loan=Won(holdings.principal),
        cost=Won(holdings.cost),
        value=Won(holdings.value),
        profit=Won(holdings.profit),
        total_value_yesterday=Won(holdings.previous_total),
        asset_change=Won(holdings.net - holdings.previous_total),
    )
