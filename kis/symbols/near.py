"""Index futures of the nearest month, which no shipped list can name."""

from __future__ import annotations

from datetime import date

from kis.derivatives.contracts import SPECIFICATIONS, ContractCode, Kind, expiry, near_future
from kis.market.fees import Market
from kis.symbols.instrument import Contract, Instrument

_ALIASES = {
    "01": ("코스피200 선물", "KOSPI200 선물", "지수선물"),
    "05": ("미니 코스피200 선물", "미니선물"),
    "06": ("코스닥150 선물", "KOSDAQ150 선물"),
}


def near_futures(today: date) -> list[Instrument]:
    """Return the nearest future of each index product (최근월물), made by rule; the master file knows better.

    Code and last trading day come from `kis.derivatives.contracts.near_future`: `A`, product, last digit of the year,
    month (`A01612`), which ends on its second Thursday.
    """
    return [_near(product, ContractCode.parse(near_future(today, product))) for product in SPECIFICATIONS]


def _near(product: str, code: ContractCode) -> Instrument:
    specification = SPECIFICATIONS[product]
    month = f"{code.year}{code.month:02}"
    return Instrument(
        str(code),
        f"{specification.name} 선물 {month}",
        Market.FUTURE,
        specification.future,
        aliases=_ALIASES.get(product, ()),
        decimals=specification.future.decimals,
        contract=Contract(
            Kind.FUTURE,
            "",
            specification.name,
            month,
            expiry(code.year, code.month),
            multiplier=specification.multiplier,
            nearest=True,
        ),
    )
