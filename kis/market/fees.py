"""What a trade costs: brokerage fee (수수료) and securities transaction tax (증권거래세, 농어촌특별세).

Both are estimates for the check card; what was really taken stands in the broker's daily list.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from types import MappingProxyType

from kis.market.ticks import Board


class Market(StrEnum):
    """Where an instrument is listed; the tax depends on it, also when the trade takes place at NXT."""

    KOSPI = "KOSPI"
    KOSDAQ = "KOSDAQ"
    KONEX = "KONEX"
    ELW = "ELW"
    INDEX = "INDEX"
    """지수, 업종: a number to look at, not to trade."""
    FUTURE = "FUTURE"
    """선물과 스프레드 of the KRX, on indices and on stocks."""
    OPTION = "OPTION"
    NASDAQ = "NASDAQ"
    NYSE = "NYSE"
    AMEX = "AMEX"
    HKEX = "HKEX"
    TSE = "TSE"
    SSE = "SSE"
    SZSE = "SZSE"
    HNX = "HNX"
    HSX = "HSX"


DOMESTIC = frozenset({Market.KOSPI, Market.KOSDAQ, Market.KONEX})
"""Where domestic stocks and funds are listed (국내주식): what a domestic order may name."""

OVERSEAS = frozenset(
    {Market.NASDAQ, Market.NYSE, Market.AMEX, Market.HKEX, Market.TSE, Market.SSE, Market.SZSE, Market.HNX, Market.HSX}
)
"""The overseas exchanges that KIS trades at (해외주식)."""


TAX_2026: Mapping[Market, tuple[Decimal, ...]] = MappingProxyType(
    {
        Market.KOSPI: (Decimal("0.05"), Decimal("0.15")),
        Market.KOSDAQ: (Decimal("0.20"),),
    }
)
"""Percent of the amount sold, from 2026-01-01: 거래세 and 농특세 at KOSPI, 거래세 alone at KOSDAQ.

Source: 증권거래세법 시행령 of December 2025 (rates of 2023 restored); 농어촌특별세법.
"""


@dataclass(frozen=True, slots=True)
class FeeSchedule:
    """Rates in percent; results in won, each part rounded down to `unit` won.

    The default brokerage fee is the figure seen for online accounts (뱅키스) at KRX. It is an estimate: branch
    accounts, events and NXT differ, so a user may set their own. That fractions of a won are dropped is an assumption.
    """

    brokerage: Decimal = Decimal("0.0140527")
    taxes: Mapping[Market, tuple[Decimal, ...]] = field(default_factory=lambda: TAX_2026)
    unit: int = 1

    def fee(self, amount: int) -> int:
        """Return the brokerage fee in won on an amount bought or sold."""
        return self._part(amount, self.brokerage)

    def tax(self, amount: int, market: Market, board: Board = Board.STOCK) -> int:
        """Return the tax in won on an amount sold; ETF, ETN and ELW are exempt, buying is free of tax.

        A market without a rate of its own is free of the Korean tax.
        """
        if board is Board.FUND:
            return 0
        return sum(self._part(amount, rate) for rate in self.taxes.get(market, ()))

    def _part(self, amount: int, percent: Decimal) -> int:
        if amount < 0:
            raise ValueError(f"an amount is not negative: {amount}")
        units = (amount * percent / 100 / self.unit).to_integral_value(ROUND_DOWN)
        return int(units) * self.unit


DEFAULT = FeeSchedule()
