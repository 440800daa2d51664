"""The project's own client as a customer of the simulator."""

from __future__ import annotations

from datetime import date, datetime, time

from kis.client import Kis
from kis.credentials import Environment
from kis.market.clock import KST
from kis.simulator import Simulator


def customer(simulator: Simulator, environment: Environment = Environment.REAL) -> Kis:
    """A client of the first owner's account. A token lasts a day of the market clock: a later day has a new client."""
    return Kis(simulator.credentials(environment), origins=simulator.origins, rate=1_000)


def turn_to(simulator: Simulator, day: date, clock: time) -> None:
    """Set the market clock."""
    simulator.broker.clock.set(datetime.combine(day, clock, KST))
