"""Fields of a control call, each checked and named in the sentence that refuses it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from kis.market.clock import KST
from kis.simulator.clock import FIRST_YEAR, LAST_YEAR


class BadControl(Exception):
    """A control call that cannot be carried out."""


class Fields:
    """The JSON object of a control call; only the keys in `known` may occur."""

    def __init__(self, sent: Mapping[str, Any], *known: str) -> None:
        unknown = [key for key in sent if key not in known]
        if unknown:
            raise BadControl(f"'{unknown[0]}'은(는) 모르는 항목이에요. 쓸 수 있는 항목: {', '.join(known)}")
        self._sent = sent

    def get(self, key: str) -> Any:
        """Return what was sent, None if nothing was."""
        return self._sent.get(key)

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text."""
        value = self._sent.get(key, default)
        if not isinstance(value, str):
            raise BadControl(f"'{key}'에는 글자를 넣어 주세요.")
        return value

    def choice(self, key: str, allowed: Sequence[str]) -> str:
        """Return one of `allowed`."""
        value = self._sent.get(key)
        if value not in allowed:
            raise BadControl(f"'{key}'에는 다음 중 하나를 넣어 주세요: {', '.join(allowed)}")
        return str(value)

    def number(self, key: str, *, low: float, high: float) -> float:
        """Return a number within bounds."""
        value = self._sent.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise BadControl(f"'{key}'에는 {low:,}부터 {high:,}까지의 수를 넣어 주세요.")
        return float(value)

    def whole(self, key: str, *, low: int, high: int, default: int | None = None) -> int:
        """Return a whole number within bounds; digits in quotes count."""
        value = self._sent.get(key, default)
        if isinstance(value, str) and value.isdecimal():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise BadControl(f"'{key}'에는 {low:,}부터 {high:,}까지의 정수를 넣어 주세요.")
        return value

    def price(self, key: str, *, high: int) -> Decimal:
        """Return a number above 0 with decimals as they were written; a number in quotes counts."""
        value = self._sent.get(key)
        try:
            price = Decimal(0) if isinstance(value, bool) or value is None else Decimal(str(value))
        except InvalidOperation:
            price = Decimal(0)
        if not price.is_finite() or not 0 < price <= high:
            raise BadControl(f"'{key}'에는 0보다 크고 {high:,} 이하인 정수나 소수를 넣어 주세요.")
        return price

    def truth(self, key: str) -> bool:
        """Return true or false."""
        value = self._sent.get(key)
        if not isinstance(value, bool):
            raise BadControl(f"'{key}'에는 true나 false를 넣어 주세요.")
        return value

    def moment(self, key: str) -> datetime:
        """Return a time, ISO 8601, in KST also if it names no zone."""
        try:
            moment = datetime.fromisoformat(self.text(key))
        except ValueError:
            raise BadControl(f"'{key}'에는 2026-11-23T10:00:00 같은 시각을 넣어 주세요.") from None
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise BadControl(f"'{key}'에는 {FIRST_YEAR}년부터 {LAST_YEAR}년까지의 시각을 넣어 주세요.")
        return moment.replace(tzinfo=KST) if moment.tzinfo is None else moment.astimezone(KST)
