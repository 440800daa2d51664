"""Domestic cash stocks (국내주식): KRX and NXT, won, D+2 settlement."""

from kis.simulator.domestic.floor import DomesticFloor
from kis.simulator.domestic.listings import LISTINGS, DomesticListing

__all__ = ["LISTINGS", "DomesticFloor", "DomesticListing"]
