"""Column types that mean the same on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, String
from sqlalchemy.types import TypeDecorator

from bot.storage.terms import Figure

W = TypeVar("W", bound=StrEnum)

BigId = BigInteger().with_variant(Integer(), "sqlite")
"""64 bits everywhere; SQLite numbers rows by itself only in a column called INTEGER."""


PLACES = 4
"""Decimals of `Exact`: the finest price is a ten-thousandth of a dollar."""


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC times. SQLite knows no zones, so there the text is UTC without saying so."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Word(TypeDecorator[W], Generic[W]):
    """An enum kept as its short text. No CHECK: a new word must not need the table rebuilt."""

    impl = String(24)
    cache_ok = True

    def __init__(self, words: type[W]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: W | None, dialect: Dialect) -> str | None:
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> W | None:
        return None if value is None else self.words(value)


class Exact(TypeDecorator[Figure]):
    """A price or an amount to the ten-thousandth, kept as a whole number of them: neither database rounds it."""

    impl = BigId
    cache_ok = True

    def process_bind_param(self, value: Figure | None, dialect: Dialect) -> int | None:
        return self.stored(value)

    def stored(self, value: Figure | None) -> int | None:
        """Return what stands in the column, alike in both databases."""
        if value is None:
            return None
        scaled = Decimal(value).scaleb(PLACES)
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{value} has more than {PLACES} decimals")
        return int(scaled)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Figure | None:
        return None if value is None else unscaled(value)


def unscaled(value: int, places: int = PLACES) -> Figure:
    """Return the figure that a whole number of its last places stands for."""
    return plain(Decimal(value).scaleb(-places))


def plain(amount: Figure) -> Figure:
    """Return an amount in the form in which rows are read: whole ones an int, no decimals that say nothing."""
    whole = int(amount)
    return whole if whole == amount else Decimal(amount).normalize()
