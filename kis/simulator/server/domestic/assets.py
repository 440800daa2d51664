"""주식 계좌의 자산: what can be sold, what the account is worth and may order."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

from kis.domestic.assets import ASSET_KINDS, AssetKind, Assets, AssetsQuery, AssetTotals, Right, RightsQuery
from kis.domestic.balance import Sellable, SellableQuery
from kis.domestic.margin import CASH_RATES, LOAN_RATES, Margin, MarginQuery
from kis.simulator.broker import Broker
from kis.simulator.domestic.holdings import Holdings
from kis.simulator.refusals import Reason, refusal
from kis.simulator.server.domestic.quotes import percent
from kis.simulator.server.domestic.zeros import with_zeros
from kis.simulator.server.routes import Call
from kis.units import Amount, Percent, Shares, Won

_CENTS = Decimal("0.0001")
_KINDS = ASSET_KINDS[20]
_ALL_CASH = Percent(Decimal("100.0000"))


class AssetsDesk:
    """Answers what an account has, beside the balance."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def sellable(self, call: Call, request: SellableQuery) -> Sellable:
        """매도가능수량: the rows of the balance of one stock together, all zeros if none is held. Raises `Refusal`."""
        listing = self._broker.listing(request.symbol)
        if listing is None:
            raise refusal(Reason.UNKNOWN_SYMBOL, call.info.env)
        rows = [row for row in self._broker.holdings(call.info).positions if row.symbol == listing.code]
        quantity, cost = sum(row.quantity for row in rows), sum(row.cost for row in rows)
        sold = sum(row.today.sell_quantity for row in rows)
        quote = self._broker.quote(listing.code)
        value = quote.last * quantity
        return with_zeros(
            Sellable,
            symbol=listing.code,
            name=listing.name,
            bought=Shares(quantity + sold),
            sold=Shares(sold),
            quantity=Shares(quantity),
            sellable=Shares(sum(row.sellable for row in rows)),
            average_price=(Decimal(cost) / quantity).quantize(_CENTS) if quantity else Decimal("0.0000"),
            cost=Won(cost),
            price=Won(quote.last),
            value=Won(value),
            profit=Won(value - cost),
            profit_rate=Percent(percent(value - cost, cost)),
        )

    def assets(self, call: Call, _request: AssetsQuery) -> Assets:
        """투자계좌자산현황: stocks and the cash of D+2; of the other kinds there is nothing."""
        holdings = self._broker.holdings(call.info)
        stocks = _kind(holdings.cost, holdings.value, holdings.principal, holdings.net)
        cash = _kind(0, holdings.cash_d2, 0, holdings.net)
        known = {"주식": stocks, "예수금": cash, "합계": _whole(holdings)}
        nothing = _kind(0, 0, 0, holdings.net)
        return Assets(
            kinds=tuple(known.get(name, nothing) for name in _KINDS),
            totals=with_zeros(
                AssetTotals,
                cost=Won(holdings.cost),
                net_assets=Won(holdings.net),
                loan=Won(holdings.principal),
                profit=Won(holdings.profit),
                value=Won(holdings.value),
                total_assets=Won(holdings.total),
                all_loans=Won(holdings.principal),
                credit_loan=Won(holdings.principal),
                total_deposit=Won(holdings.cash_d2),
                deposit=Won(holdings.cash),
            ),
        )

    def margin(self, call: Call, _request: MarginQuery) -> Margin:
        """통합증거금: the account pays in full (증거금 100 %), so that what is free in cash is what may be ordered."""
        holdings = self._broker.holdings(call.info)
        free = holdings.available
        most = self._most(free, 100)
        return with_zeros(
            Margin,
            margin_rate=_ALL_CASH,
            full_margin_reason="고객100%신청",
            cash_total=_won(holdings.cash_d2),
            cash_used=_won(holdings.cash_d2 - free),
            cash_orderable=_won(free),
            most_by_cash=(most,) * len(CASH_RATES),
            most_without_reuse=most,
            most_bonds=most,
            most_by_loan=tuple(self._most(free, rate) for rate in LOAN_RATES),
        )

    def _most(self, free: int, rate: int) -> Amount:
        """The largest purchase of which `rate` percent and the fee are no more than what is free."""
        share = Decimal(rate) / 100 + self._broker.fees.brokerage / 100
        return Amount((Decimal(max(0, free)) / share).quantize(_CENTS, ROUND_DOWN))

    def rights(self, _call: Call, _request: RightsQuery) -> tuple[Right, ...]:
        """기간별계좌권리: no company of the simulator pays dividends or gives shares away."""
        return ()


def _kind(cost: int, value: int, loan: int, total: int) -> AssetKind:
    net = value - loan
    return AssetKind(
        cost=Won(cost),
        value=Won(value),
        profit=Won(value - cost if cost else 0),
        credit_loan=Won(loan),
        net_assets=Won(net),
        share=Percent(percent(net, total)),
    )


def _whole(holdings: Holdings) -> AssetKind:
    return AssetKind(
        cost=Won(holdings.cost),
        value=Won(holdings.value + holdings.cash_d2),
        profit=Won(holdings.profit),
        credit_loan=Won(holdings.principal),
        net_assets=Won(holdings.net),
        share=Percent(percent(1, 1)),
    )


def _won(amount: int) -> Amount:
    return Amount(Decimal(amount).quantize(_CENTS))
