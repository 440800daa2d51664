"""What futures and options are worth in theory: carry for futures, Black and Scholes for options.

Theory moves the simulator's prices and fills the greeks of its answers; money is never counted with it, so it may be
float. Rates and volatility are the same for all contracts and never change.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import erf, exp, log, pi, sqrt

from kis.derivatives.contracts import Kind

_YEAR = 365.0
_LAST_DAY = 0.5
"""Days left on the last day itself."""


@dataclass(frozen=True, slots=True)
class Model:
    """Interest, dividends and volatility a year."""

    interest: float = 0.03
    dividends: float = 0.015
    volatility: float = 0.18

    @property
    def carry(self) -> float:
        """What a future gains on its underlying in a year."""
        return self.interest - self.dividends


@dataclass(frozen=True, slots=True)
class Theory:
    """이론가 and greeks: `theta` a day, `vega` and `rho` for one percent."""

    price: float
    delta: float = 1.0
    gamma: float = 0.0
    theta: float = 0.0
    vega: float = 0.0
    rho: float = 0.0


def days_left(last_day: date, day: date) -> int:
    """잔존일수, 0 on the last day."""
    return max((last_day - day).days, 0)


def theory(kind: Kind, strike: Decimal | None, spot: Decimal, days: int, model: Model) -> Theory:
    """Return what a contract is worth with `days` left while its underlying stands at `spot`."""
    years = max(days, _LAST_DAY) / _YEAR
    if strike is None:
        return Theory(float(spot) * exp(model.carry * years))
    return _option(kind, float(strike), float(spot), years, model)


def _option(kind: Kind, strike: float, spot: float, years: float, model: Model) -> Theory:
    width = model.volatility * sqrt(years)
    d1 = (log(spot / strike) + (model.carry + model.volatility**2 / 2) * years) / width
    d2 = d1 - width
    sign = 1 if kind is Kind.CALL else -1
    kept, due = exp(-model.dividends * years), exp(-model.interest * years)
    worth, paid = spot * kept * _normal(sign * d1), strike * due * _normal(sign * d2)
    density = exp(-d1 * d1 / 2) / sqrt(2 * pi)
    decay = -spot * kept * density * model.volatility / (2 * sqrt(years))
    return Theory(
        price=sign * (worth - paid),
        delta=sign * kept * _normal(sign * d1),
        gamma=kept * density / (spot * width),
        theta=(decay + sign * (model.dividends * worth - model.interest * paid)) / _YEAR,
        vega=spot * kept * density * sqrt(years) / 100,
        rho=sign * years * paid / 100,
    )


def _normal(x: float) -> float:
    return (1 + erf(x / sqrt(2))) / 2


def payoff(kind: Kind, strike: Decimal | None, spot: Decimal) -> Decimal:
    """Return what a contract settles at (최종결제) when its underlying ends at `spot`: that, or what it is worth."""
    if strike is None:
        return spot
    return max(spot - strike if kind is Kind.CALL else strike - spot, Decimal(0))
