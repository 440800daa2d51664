"""Prices of notices whose decimals are implied: 001480100 is 148.0100 dollars."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from kis.codec import decimal_number
from kis.errors import MalformedMessage
from kis.units import Amount

_WIDTH = 9


def implied(sent: str | None, decimals: int | None) -> Amount | None:
    """Return the price that `sent` stands for; one with a point is taken as it is.

    None if there is no text or the decimals are not known. Raises `MalformedMessage` if it is no number.
    """
    if sent is None or decimals is None:
        return None
    try:
        number = decimal_number(sent)
    except (ValueError, InvalidOperation):
        raise MalformedMessage("체결단가: 읽을 수 없는 값이에요.") from None
    return Amount(number if "." in sent else number.scaleb(-decimals))


def imply(price: Decimal, decimals: int) -> str:
    """Write a price as notices do; the opposite of `implied`. Raises ValueError for decimals that have no place."""
    scaled = price.scaleb(decimals)
    if scaled != scaled.to_integral_value():
        raise ValueError(f"{price} has more than {decimals} decimals")
    return f"{int(scaled):0{_WIDTH}d}"
