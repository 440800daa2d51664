"""주식통합증거금: what cash and foreign money may order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import ROUND_DOWN, Decimal

from kis.domestic.margin import CASH_RATES, CURRENCIES, LOAN_RATES, Margin, MarginQuery
from kis.overseas.codes import Currency
from kis.simulator.broker import Broker
from kis.simulator.overseas.holdings import Wallet
from kis.simulator.server.domestic.zeros import with_zeros
from kis.simulator.server.routes import Call
from kis.units import Amount, Percent

_UNIT = Decimal("0.0001")
_ALL_CASH = Percent(Decimal("100.0000"))
_IN_WON = "02"


class MarginDesk:
    """Answers what may be ordered.

    Accounts pay in full (증거금 100 %), so that what is free in cash is what may be ordered at home; abroad their
    foreign money comes first and won are exchanged for the rest (통합증거금).
    """

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def margin(self, call: Call, request: MarginQuery) -> Margin:
        """통합증거금 현황, foreign money in its currency or in won."""
        holdings = self._broker.holdings(call.info)
        held, free = holdings.cash_d2 - holdings.available, holdings.available
        most, by_loan = self._most(free, 100), tuple(self._most(free, rate) for rate in LOAN_RATES)
        exchangeable = self._broker.overseas.won_free(call.info)
        wallets = [self._broker.overseas.wallet(call.info, Currency(code.upper())) for code in CURRENCIES]

        def each(units: Callable[[Wallet], int]) -> tuple[Amount, ...]:
            return tuple(_shown(one, one.money(units(one)), request) for one in wallets)

        return with_zeros(
            Margin,
            margin_rate=_ALL_CASH,
            full_margin_reason="고객100%신청",
            cash_total=_won(holdings.cash_d2),
            cash_used=_won(held),
            cash_orderable=_won(free),
            most_by_cash=(most,) * len(CASH_RATES),
            most_without_reuse=most,
            most_bonds=most,
            most_by_loan=by_loan,
            integrated_kind="통합증거금",
            integrated_by_cash=(most,) * len(CASH_RATES),
            integrated_without_reuse=most,
            integrated_by_loan=by_loan,
            integrated_bonds=most,
            foreign_total=each(lambda one: one.total),
            foreign_used=each(lambda one: one.held),
            foreign_orderable=each(lambda one: one.free),
            foreign_ordinary_orderable=each(lambda one: one.free),
            foreign_integrated_orderable=tuple(self._with_won(wallets, exchangeable, request)),
            cash_used_overseas=_won(self._broker.overseas.won_held(call.info.account, self._broker.now())),
            foreign_rates=tuple(one.rate for one in wallets),
        )

    def _most(self, free: int, rate: int) -> Amount:
        """The largest purchase of which `rate` percent and the fee are no more than what is free."""
        share = Decimal(rate) / 100 + self._broker.fees.brokerage / 100
        return Amount((Decimal(max(0, free)) / share).quantize(_UNIT, ROUND_DOWN))

    def _with_won(self, wallets: list[Wallet], won: int, request: MarginQuery) -> Iterator[Amount]:
        """What is free of each currency with all the won that could be exchanged for it."""
        for one in wallets:
            yield _shown(one, one.money(one.free) + won / one.rate, request)


def _shown(wallet: Wallet, money: Decimal, request: MarginQuery) -> Amount:
    rate = wallet.rate if request.shown_in == _IN_WON else 1
    return Amount((money * rate).quantize(_UNIT, ROUND_DOWN))


def _won(amount: int) -> Amount:
    return Amount(Decimal(amount).quantize(_UNIT))
