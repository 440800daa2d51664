"""주식 실현손익: what the ledger's trades have earned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from kis.domestic.profit import (
    DayOrder,
    DayProfit,
    DaysQuery,
    DayTotals,
    ProfitByDay,
    ProfitByTrade,
    RealizedBalance,
    RealizedQuery,
    RealizedTotals,
    TradeProfit,
    TradesQuery,
    TradeTotals,
)
from kis.simulator.broker import Broker
from kis.simulator.domestic.books import DayFlow
from kis.simulator.domestic.earnings import Earning, earnings, profit_rate
from kis.simulator.domestic.holdings import Holdings
from kis.simulator.server.domestic.balance import account_totals, position_row
from kis.simulator.server.domestic.quotes import percent
from kis.simulator.server.routes import Call
from kis.units import Percent, Shares, Won


class ProfitDesk:
    """Answers what an account has earned."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def by_day(self, call: Call, request: DaysQuery) -> ProfitByDay:
        """기간별손익 일별합산; days without a trade have no row."""
        rows = self._earnings(call, request)
        days: dict[date, DayFlow] = defaultdict(DayFlow)
        for row in rows:
            days[row.day] += row.flow
        made = [_day_row(day, flow) for day, flow in days.items()]
        return ProfitByDay(days=tuple(_sorted(made, request)), totals=DayTotals(**_totals(_sum(rows))))

    def by_trade(self, call: Call, request: TradesQuery) -> ProfitByTrade:
        """기간별매매손익현황: a row for each day and lot."""
        rows = self._earnings(call, request)
        total = _sum(rows)
        return ProfitByTrade(
            trades=tuple(_sorted([self._trade_row(row) for row in rows], request)),
            totals=TradeTotals(**_totals(total), profit_rate=Percent(profit_rate(total))),
        )

    def with_balance(self, call: Call, request: RealizedQuery) -> RealizedBalance:
        """잔고와 오늘의 실현손익."""
        holdings = self._broker.holdings(call.info)
        return RealizedBalance(
            positions=tuple(position_row(row) for row in holdings.positions),
            totals=account_totals(RealizedTotals, holdings, **self._realized(holdings, costs=request.costs)),
        )

    def _realized(self, holdings: Holdings, *, costs: bool) -> dict[str, Any]:
        """실평가손익 is 평가손익 after what selling all of it now would cost, if costs are asked for."""
        real = holdings.profit - (sum(self._selling_costs(row.symbol, row.value) for row in holdings.positions) * costs)
        return {
            "realized": Won(holdings.today.realized),
            "realized_rate": Percent(profit_rate(holdings.today)),
            "real_profit": Won(real),
            "real_profit_rate": Percent(percent(real, holdings.cost)),
        }

    def _selling_costs(self, symbol: str, value: int) -> int:
        listing, fees = self._broker.domestic.markets[symbol].listing, self._broker.fees
        return fees.fee(value) + fees.tax(value, listing.market, listing.board)

    def _earnings(self, call: Call, request: TradesQuery) -> list[Earning]:
        self._broker.now()
        book = self._broker.ledger.books[call.info.account]
        return earnings(book, request.start, request.end, request.symbol.strip())

    def _trade_row(self, row: Earning) -> TradeProfit:
        flow = row.flow
        return TradeProfit(
            date=row.day,
            padded_symbol=f"00000A{row.symbol}",
            name=self._broker.domestic.markets[row.symbol].listing.name,
            trade_kind=row.loan or "현금",
            loan_date=row.loan_day,
            quantity=Shares(row.quantity),
            average_price=row.average,
            bought_quantity=Shares(flow.buy_quantity),
            bought=Won(flow.buy_amount),
            sell_price=_each(flow.sell_amount, flow.sell_quantity),
            sold_quantity=Shares(flow.sell_quantity),
            sold=Won(flow.sell_amount),
            realized=Won(flow.realized),
            profit_rate=Percent(profit_rate(flow)),
            fee=Won(flow.fee),
            tax=Won(flow.tax),
            loan_interest=Won(flow.interest),
        )


def _day_row(day: date, flow: DayFlow) -> DayProfit:
    return DayProfit(
        date=day,
        bought=Won(flow.buy_amount),
        sold=Won(flow.sell_amount),
        realized=Won(flow.realized),
        fee=Won(flow.fee),
        loan_interest=Won(flow.interest),
        tax=Won(flow.tax),
        profit_rate=Percent(profit_rate(flow)),
        sold_quantity=Shares(flow.sell_quantity),
        bought_quantity=Shares(flow.buy_quantity),
    )


def _totals(flow: DayFlow) -> dict[str, Any]:
    """The fields that both lists sum up."""
    sold, bought = flow.sell_amount - flow.sell_fee - flow.tax, flow.buy_amount + flow.buy_fee
    return {
        "sold_quantity": Shares(flow.sell_quantity),
        "sold": Won(flow.sell_amount),
        "sell_fee": Won(flow.sell_fee),
        "sell_tax": Won(flow.tax),
        "sell_settlement": Won(sold),
        "bought_quantity": Shares(flow.buy_quantity),
        "bought": Won(flow.buy_amount),
        "buy_fee": Won(flow.buy_fee),
        "buy_tax": Won(0),
        "buy_settlement": Won(bought),
        "quantity": Shares(flow.buy_quantity + flow.sell_quantity),
        "value": Won(flow.buy_amount + flow.sell_amount),
        "fee": Won(flow.fee),
        "tax": Won(flow.tax),
        "settlement": Won(sold + bought),
        "realized": Won(flow.realized),
        "loan_interest": Won(flow.interest),
    }


def _sum(rows: Iterable[Earning]) -> DayFlow:
    return sum((row.flow for row in rows), DayFlow())


def _each(amount: int, quantity: int) -> Decimal:
    return (Decimal(amount) / quantity).quantize(Decimal("0.0001")) if quantity else Decimal(0)


def _sorted(rows: Sequence[Any], request: TradesQuery) -> Sequence[Any]:
    """Rows come oldest first."""
    return rows if request.order is DayOrder.OLDEST_FIRST else rows[::-1]
