"""Domestic futures and options (국내선물옵션): margin, daily settlement and expiry, in won."""

from kis.simulator.derivatives.floor import DerivativesFloor
from kis.simulator.derivatives.listings import ContractListing

__all__ = ["ContractListing", "DerivativesFloor"]
