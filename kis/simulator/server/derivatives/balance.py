"""선물옵션 잔고: positions, money and settlement."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kis.derivatives.account import BalanceQuery, DepositQuery, SettlementQuery
from kis.derivatives.balance import Balance, DayFunds, Position, ValuationBalance, ValuationFunds, ValuedPosition
from kis.derivatives.codes import Margin, ValuedFrom
from kis.derivatives.settlement import Deposit, SettledFunds, SettledPosition, Settlement
from kis.simulator.broker import Broker
from kis.simulator.derivatives.holdings import Held, Standing
from kis.simulator.server.derivatives.orders import SIDE_NAMES
from kis.simulator.server.derivatives.rows import DERIVATIVE, eight
from kis.simulator.server.domestic.zeros import with_zeros
from kis.simulator.server.routes import Call
from kis.units import Contracts, Percent, Won


class BalanceDesk:
    """Answers what an account holds."""

    def __init__(self, broker: Broker) -> None:
        self._floor = broker.derivatives

    def balance(self, call: Call, request: BalanceQuery) -> Balance:
        """잔고현황, by row."""
        standing = self._floor.standing(call.info)
        return Balance(
            positions=tuple(with_zeros(Position, **position(call, row, request)) for row in standing.positions),
            funds=with_zeros(
                DayFunds,
                **funds(standing, request),
                estimated_assets_amount=Won(assets(standing)),
                **worth(standing, request),
            ),
        )

    def valuation(self, call: Call, request: BalanceQuery) -> ValuationBalance:
        """잔고평가손익내역."""
        standing = self._floor.standing(call.info)
        return ValuationBalance(
            positions=tuple(with_zeros(ValuedPosition, **position(call, row, request)) for row in standing.positions),
            funds=with_zeros(ValuationFunds, **funds(standing, request), estimated_assets_amount=Won(assets(standing))),
        )

    def deposit(self, call: Call, _request: DepositQuery) -> Deposit:
        """총자산현황."""
        standing = self._floor.standing(call.info)
        return with_zeros(
            Deposit,
            deposit=Won(standing.cash),
            cash_margin=Won(standing.margin),
            withdrawable=Won(max(standing.available, 0)),
            orderable_cash=Won(max(standing.available, 0)),
            orderable=Won(max(standing.available, 0)),
            maintenance_rate=kept(standing),
            additional_margin=Won(standing.call),
            additional_cash_margin=Won(standing.call),
            futures_realized_profit=Won(standing.total("realized", options=False)),
            options_realized_profit=Won(standing.total("realized", options=True)),
            realized_profit=Won(standing.total("realized")),
            futures_profit=Won(standing.total("profit", options=False)),
            options_profit=Won(standing.total("profit", options=True)),
            profit=Won(standing.total("profit")),
            variation=Won(standing.variation),
            option_premium=Won(standing.premium),
            fee=Won(standing.fees),
            cash_d1=Won(standing.equity),
            estimated_assets=Won(assets(standing)),
        )

    def settlement(self, call: Call, request: SettlementQuery) -> Settlement:
        """잔고정산손익내역: today as it stands, another day as it was settled; nothing for a day before the start."""
        standing = self._floor.standing_on(call.info, request.day)
        if standing is None:
            return Settlement(positions=(), funds=with_zeros(SettledFunds))
        options = [row for row in standing.positions if row.listing.is_option]
        return Settlement(
            positions=tuple(_settled(row) for row in standing.positions),
            funds=with_zeros(
                SettledFunds,
                cash_d1=Won(standing.equity),
                maintenance_cash_margin=Won(standing.maintenance),
                maintenance_margin=Won(standing.maintenance),
                cash_margin=Won(standing.margin),
                margin=Won(standing.margin),
                options_bought=Won(standing.bought),
                options_sold=Won(standing.sold),
                options_closing_value=Won(sum(row.value for row in options)),
                fee=Won(standing.fees),
                intraday_variation=Won(standing.intraday_variation),
                carried_variation=Won(standing.carried_variation),
                cash=Won(standing.cash),
            ),
        )


def position(call: Call, row: Held, request: BalanceQuery) -> dict[str, Any]:
    """Return what the positions of all balances have in common."""
    whole = request.valued_from is ValuedFrom.PURCHASE
    return {
        "account_number": call.params.get("cano", ""),
        "account_product": call.params.get("acnt_prdt_cd", ""),
        "standard_code": row.listing.standard_code,
        "product_type": DERIVATIVE,
        "symbol": row.listing.code,
        "name": row.listing.name,
        "side_name": SIDE_NAMES[row.side] if row.side else "",
        "quantity": Contracts(row.quantity),
        "settlement_price": eight(row.settlement_price),
        "average_price": eight(row.average),
        "price": eight(row.price),
        "cost": Won(row.whole_cost if whole else row.cost),
        "value": Won(row.value),
        "profit": Won(row.whole_profit if whole else row.profit),
        "realized_profit": Won(row.realized),
        "closable": Contracts(row.closable),
    }


def funds(standing: Standing, request: BalanceQuery) -> dict[str, Any]:
    """Return what the money of all balances has in common."""
    profit = "whole_profit" if request.valued_from is ValuedFrom.PURCHASE else "profit"
    margin = standing.maintenance if request.margin is Margin.MAINTENANCE else standing.margin
    available = Won(max(standing.available, 0))
    return {
        "cash": Won(standing.cash),
        "deposit": Won(standing.cash),
        "cash_margin": Won(margin),
        "margin": Won(margin),
        "option_premium": Won(standing.premium),
        "intraday_variation": Won(standing.intraday_variation),
        "carried_variation": Won(standing.carried_variation),
        "fee": Won(standing.fees),
        "cash_d1": Won(standing.equity),
        "deposit_d1": Won(standing.equity),
        "estimated_assets": Won(assets(standing)),
        "proper_orderable_cash": available,
        "additional_cash_margin": Won(standing.call),
        "additional_margin": Won(standing.call),
        "futures_realized_profit": Won(standing.total("realized", options=False)),
        "options_realized_profit": Won(standing.total("realized", options=True)),
        "futures_profit": Won(standing.total(profit, options=False)),
        "options_profit": Won(standing.total(profit, options=True)),
        "realized_profit": Won(standing.total("realized")),
        "profit": Won(standing.total(profit)),
        "withdrawable": available,
        "orderable_cash": available,
        "orderable": available,
    }


def worth(standing: Standing, request: BalanceQuery) -> dict[str, Any]:
    """Return what the positions cost and are worth together."""
    cost = "whole_cost" if request.valued_from is ValuedFrom.PURCHASE else "cost"
    return {"cost": Won(standing.total(cost)), "value": Won(standing.total("value"))}


def assets(standing: Standing) -> int:
    """추정예탁자산: the money after the settlement and what the options are worth, in won."""
    return standing.equity + standing.total("worth", options=True)


def kept(standing: Standing) -> Percent:
    """유지비율: the money against the margin, in percent; 0 without positions."""
    rate = Decimal(standing.equity * 100) / standing.margin if standing.margin else Decimal(0)
    return Percent(eight(rate))


def _settled(row: Held) -> SettledPosition:
    return SettledPosition(
        symbol=row.listing.code,
        name=row.listing.name,
        trade_kind=SIDE_NAMES[row.side] if row.side else "",
        quantity_yesterday=Contracts(row.carried),
        opened=Contracts(row.opened),
        closed=Contracts(row.closed),
        quantity=Contracts(row.quantity),
        amount=Won(row.whole_profit),
        realized_profit=Won(row.realized),
        value=Won(row.value),
        profit=Won(row.profit),
    )
