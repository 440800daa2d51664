"""What can be a PIN, and what only looks like one."""

from __future__ import annotations

import re

import pytest

from bot.locks.pins import Unfit, looks_like_pin, valid


@pytest.mark.parametrize(
    "pin", ["", "123", "123456789", "12a456", "１２３４５６", "777777", "123456", "654321", "890123"]
)
def test_what_cannot_be_a_pin(pin: str) -> None:
    """Too short, too long, no digits, all the same, or in a row; the refusal does not repeat it."""
    with pytest.raises(Unfit) as caught:
        valid(pin)
    assert not pin or pin not in re.sub(r"4~8|6자리", "", str(caught.value))


@pytest.mark.parametrize(("text", "is_one"), [
    ("739146", True), ("7391 46", True), ("7-3-9-1", True), ("73", False), ("005930 10", True), ("삼성전자", False),
    ("739146 10000", False),
])  # fmt: skip
def test_what_looks_like_a_pin(text: str, *, is_one: bool) -> None:
    """Digits alone, however they are parted."""
    assert looks_like_pin(text) is is_one
