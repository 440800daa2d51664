"""Codes of questions about the market, by their meaning."""

from __future__ import annotations

from enum import StrEnum


class DailyPrices(StrEnum):
    """Adjusted for splits and the like or not (FID_ORG_ADJ_PRC of the daily price list).

    The period chart (`kis.domestic.codes.Prices`) uses the same two digits the other way round.
    """

    RAW = "0"
    ADJUSTED = "1"


class ListPeriod(StrEnum):
    """What one row of a list of days spans (FID_PERIOD_DIV_CODE)."""

    DAY = "D"
    WEEK = "W"
    MONTH = "M"


class EarlierBars(StrEnum):
    """Whether a minute chart goes on into the days before (FID_PW_DATA_INCU_YN)."""

    INCLUDED = "Y"
    LEFT_OUT = "N"
