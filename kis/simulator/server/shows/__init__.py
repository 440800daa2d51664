"""Which events make rows of which channels of market data."""

from __future__ import annotations

from kis.simulator.broker import Broker
from kis.simulator.server.shows import contracts, domestic, overseas
from kis.simulator.server.shows.show import MarketEvent, Show

__all__ = ["MarketEvent", "Show", "shows"]


def shows(broker: Broker) -> tuple[Show, ...]:
    """Return what all channels tell, market by market."""
    return (*domestic.shows(broker), *overseas.shows(broker), *contracts.shows(broker))
