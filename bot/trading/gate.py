"""What 정지 closes: the last point an order passes before it leaves the machine."""

from __future__ import annotations

from typing import Any

from bot.errors import Halted
from kis.domestic.orders import Orders
from kis.endpoint import Endpoint


class Gate:
    """One for each user. The database remembers 정지 over restarts; the gate stops what is already on its way."""

    def __init__(self) -> None:
        self.closed = False

    def __call__(self, endpoint: Endpoint[..., Any]) -> None:
        """Let an order pass, or raise `Halted`. Cancellations always pass: they only take risk away."""
        if self.closed and endpoint is not Orders.cancel:
            raise Halted
