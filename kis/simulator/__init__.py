"""A KIS broker on this machine: the same answers, refusals and notices, without an account.

The engine (`broker` and what it stands on) is pure: no sockets, no wire names, a clock from outside, and
the same seed with the same calls gives the same day. `server` puts it behind REST and a websocket:

    async with Simulator.serve(seed=1, limits=NO_LIMITS) as simulator:
        kis = Kis(simulator.credentials(), origins=simulator.origins)
"""

from kis.simulator.era import Era
from kis.simulator.server.app import Simulator
from kis.simulator.server.limits import NO_LIMITS, OFFICIAL, Limits

__all__ = ["NO_LIMITS", "OFFICIAL", "Era", "Limits", "Simulator"]
