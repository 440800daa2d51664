"""주식 계좌의 자산: what can be sold, what the account is worth and entitled to."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from decimal import Decimal

from kis.domestic.assets import ASSET_KINDS, AssetKind, Assets, AssetsQuery, AssetTotals, Right, RightsQuery
from kis.domestic.balance import Sellable, SellableQuery
from kis.overseas.codes import Currency
from kis.simulator.broker import Broker
from kis.simulator.domestic.holdings import Holdings
from kis.simulator.refusals import Reason, refusal
from kis.simulator.server.domestic.quotes import percent
from kis.simulator.server.domestic.zeros import with_zeros
from kis.simulator.server.routes import Call
from kis.units import Amount, Percent, Shares, Won

_CENTS = Decimal("0.0001")
_KINDS = ASSET_KINDS[20]


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
        """투자계좌자산현황: stocks at home and abroad, the cash of D+2, foreign money, and nothing else.

        All of it in won, abroad at the rates of the day.
        """
        home, abroad = self._broker.holdings(call.info), self._abroad(call)
        stocks = Worth(home.cost, home.value, home.profit, home.principal)
        foreign = Worth(value=sum(self._wallet(call, currency) for currency in Currency))
        cash = Worth(value=home.cash_d2)
        whole = stocks + abroad + foreign + cash
        known = {"주식": stocks, "해외주식": abroad, "외화": foreign, "예수금": cash, "합계": whole}
        return Assets(
            kinds=tuple(_kind(known.get(name, Worth()), whole) for name in _KINDS),
            totals=_totals(stocks + abroad, abroad, foreign, home),
        )

    def _abroad(self, call: Call) -> Worth:
        worth = Worth()
        for row in self._broker.overseas.holdings(call.info):
            rate = self._broker.overseas.wallet(call.info, row.listing.currency).rate
            cost, value = int(row.money(row.cost) * rate), int(row.money(row.value) * rate)
            worth += Worth(cost, value, value - cost)
        return worth

    def _wallet(self, call: Call, currency: Currency) -> int:
        wallet = self._broker.overseas.wallet(call.info, currency)
        return int(wallet.money(wallet.total) * wallet.rate)

    def rights(self, _call: Call, _request: RightsQuery) -> tuple[Right, ...]:
        """기간별계좌권리: no company of the simulator pays dividends or gives shares away."""
        return ()


@dataclass(frozen=True, slots=True)
class Worth:
    """One kind of asset, in won: what it cost, what it is worth, what it has gained, and what is owed for it."""

    cost: int = 0
    value: int = 0
    profit: int = 0
    loan: int = 0

    @property
    def net(self) -> int:
        """순자산."""
        return self.value - self.loan

    def __add__(self, other: Worth) -> Worth:
        """Return both together."""
        return Worth(*(mine + its for mine, its in zip(astuple(self), astuple(other), strict=True)))


def _kind(worth: Worth, whole: Worth) -> AssetKind:
    return AssetKind(
        cost=Won(worth.cost),
        value=Won(worth.value),
        profit=Won(worth.profit),
        credit_loan=Won(worth.loan),
        net_assets=Won(worth.net),
        share=Percent(percent(worth.net, whole.net)),
    )


def _totals(securities: Worth, abroad: Worth, foreign: Worth, home: Holdings) -> AssetTotals:
    """As in KIS's example net assets are securities less loans, and total assets those and all money."""
    return with_zeros(
        AssetTotals,
        cost=Won(securities.cost),
        net_assets=Won(securities.net),
        loan=Won(securities.loan),
        profit=Won(securities.profit),
        value=Won(securities.value),
        total_assets=Won(securities.value + home.cash_d2 + foreign.value),
        all_loans=Won(securities.loan),
        credit_loan=Won(securities.loan),
        foreign_value=Amount(Decimal(foreign.value)),
        total_deposit=Won(home.cash_d2),
        deposit=Won(home.cash),
        overseas_value=Amount(Decimal(abroad.value)),
    )
