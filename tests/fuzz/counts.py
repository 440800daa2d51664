"""How many examples each test tries: few in the suite, `FUZZ=50` times as many by hand."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

TIMES = int(os.environ.get("FUZZ", "1"))
BUSY = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example, HealthCheck.filter_too_much]


def tries(count: int) -> settings:
    """So many examples, and where they are many, no seed of yesterday's."""
    phases = (Phase.explicit, Phase.generate, Phase.shrink)
    return settings(max_examples=count * TIMES, deadline=None, phases=phases, suppress_health_check=BUSY)
