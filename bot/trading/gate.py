"""What 정지 closes: the last point an order passes before it leaves the machine."""

from __future__ import annotations

from typing import Any

from bot.errors import Halted
from kis.endpoint import Endpoint

CANCELS = frozenset(
    {
        "domestic.orders.cancel",
        "domestic.reservations.cancel",
        "overseas.orders.cancel",
        "overseas.orders.daytime_cancel",
        "overseas.reservations.cancel",
        "overseas.reservations.cancel_in_asia",
        "derivatives.orders.cancel",
        "derivatives.night.cancel",
    }
)
"""Names of the calls that only take risk away; a call that is not among them is stopped."""


class Gate:
    """One for each user. The database remembers 정지 over restarts; the gate stops what is already on its way."""

    def __init__(self) -> None:
        self.closed = False

    def __call__(self, endpoint: Endpoint[..., Any]) -> None:
        """Let an order pass, or raise `Halted`. Cancellations always pass."""
        if self.closed and endpoint.name not in CANCELS:
            raise Halted
