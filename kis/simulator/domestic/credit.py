"""Buying on credit (신용융자): what it takes and what it costs.

Shares are bought with a loan (융자); none are borrowed to sell (대주): types 22, 24, 26 and 28 are refused.
A loan is what a buy comes to less the margin (보증금). The sale of its shares repays it, with simple interest by
days; what is left over is the customer's. A loan runs for 90 days, but nobody forces the sale.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

BUYS = {"21": "21", "23": "23"}
"""Credit types (CRDT_TYPE) of a buy and the kind of loan they take: 자기융자, 유통융자."""
SELLS = {"25": "21", "27": "23"}
"""Credit types of a sale and the kind of loan they repay."""
REPAYS = {loan: sale for sale, loan in SELLS.items()}
"""The credit type of a sale for each kind of loan."""
NAMES = {"21": "자기융자", "23": "유통융자"}
"""Kinds of loans in Korean."""

_YEAR = 365


@dataclass(frozen=True, slots=True)
class CreditRules:
    """`margin` is the percent of a buy that the customer pays (보증금률), `rate` the yearly interest in percent."""

    margin: Decimal = Decimal(45)
    rate: Decimal = Decimal("8.5")
    term: timedelta = timedelta(days=90)

    def loan(self, amount: int) -> int:
        """Return the loan on a buy, won, rounded down."""
        return int((amount * (100 - self.margin) / 100).to_integral_value(ROUND_DOWN))

    def needed(self, amount: int) -> int:
        """Return what the customer pays of a buy, won, without the fee."""
        return amount - self.loan(amount)

    def interest(self, principal: int, since: date, until: date) -> int:
        """Return the interest on a principal between two days, won, rounded down."""
        days = max(0, (until - since).days)
        return int((principal * self.rate * days / 100 / _YEAR).to_integral_value(ROUND_DOWN))


DEFAULT_CREDIT = CreditRules()
