"""Which year's gateway the simulator plays."""

from __future__ import annotations

from enum import StrEnum


class Era(StrEnum):
    """`CURRENT` is the gateway of today, `Y2024` the widths and the leniency of before 2025-03."""

    CURRENT = "current"
    Y2024 = "2024"
