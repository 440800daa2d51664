"""What a credit order borrows or pays back (신용유형), and what a reservation draws on."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from kis.domestic.codes import Code


class CreditType(Code):
    """신용유형 (CRDT_TYPE): which of them an order may carry depends on its side, see `ByBuying` and `BySelling`.

    LOAN is money borrowed to buy (융자), SHORT is stock borrowed to sell (대주); OWN comes from the broker (자기),
    MARKET from 한국증권금융 (유통).
    """

    OWN_LOAN_NEW = "21"
    """자기융자신규."""
    MARKET_SHORT_NEW = "22"
    """유통대주신규."""
    MARKET_LOAN_NEW = "23"
    """유통융자신규."""
    OWN_SHORT_NEW = "24"
    """자기대주신규."""
    OWN_LOAN_REPAY = "25"
    """자기융자상환."""
    MARKET_SHORT_REPAY = "26"
    """유통대주상환."""
    MARKET_LOAN_REPAY = "27"
    """유통융자상환."""
    OWN_SHORT_REPAY = "28"
    """자기대주상환."""


ByBuying = Literal[
    CreditType.OWN_LOAN_NEW, CreditType.MARKET_LOAN_NEW, CreditType.MARKET_SHORT_REPAY, CreditType.OWN_SHORT_REPAY
]
"""What a buy does: takes up a loan, or gives borrowed stock back."""
BySelling = Literal[
    CreditType.OWN_LOAN_REPAY, CreditType.MARKET_LOAN_REPAY, CreditType.MARKET_SHORT_NEW, CreditType.OWN_SHORT_NEW
]
"""What a sale does: pays a loan back, or sells borrowed stock."""


class ReservationFunding(StrEnum):
    """주문대상잔고 of a reservation (ORD_OBJT_CBLC_DVSN_CD): cash, or one of the credit types."""

    CASH = "10"
    COLLATERAL_LOAN = "12"
    """주식담보대출."""
    LENDING_REPAY = "14"
    """대여상환."""
    OWN_LOAN_NEW = "21"
    MARKET_SHORT_NEW = "22"
    MARKET_LOAN_NEW = "23"
    OWN_SHORT_NEW = "24"
    OWN_LOAN_REPAY = "25"
    MARKET_SHORT_REPAY = "26"
    MARKET_LOAN_REPAY = "27"
    OWN_SHORT_REPAY = "28"
