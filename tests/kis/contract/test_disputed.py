"""What KIS's own documents disagree on in paper trading: settings, of which both values work."""

from __future__ import annotations

from typing import Any

import pytest

from kis.client import Kis
from kis.credentials import Environment
from kis.endpoint import Endpoint
from kis.errors import NotOffered
from kis.simulator import NO_LIMITS, Simulator
from tests.kis.contract.sources import ASKED
from tests.kis.walk import ENDPOINTS, request

DISPUTED = [endpoint for endpoint in ENDPOINTS if endpoint.disputed and endpoint in ASKED]


@pytest.mark.parametrize("offered", [True, False], ids=["offered", "not offered"])
@pytest.mark.parametrize("endpoint", DISPUTED, ids=lambda endpoint: endpoint.name)
async def test_paper_may_have_it_or_not(endpoint: Endpoint[..., Any], offered: bool) -> None:
    """The client tries and learns it from the broker."""
    async with (
        Simulator.serve(limits=NO_LIMITS, always_open=True, disputed=offered) as simulator,
        Kis(simulator.credentials(Environment.PAPER), origins=simulator.origins, rate=10_000) as kis,
    ):
        asked = kis.rest.call(endpoint, request(endpoint)(**ASKED[endpoint]))
        if offered:
            assert await asked is not None
        else:
            with pytest.raises(NotOffered):
                await asked


@pytest.mark.parametrize("endpoint", DISPUTED, ids=lambda endpoint: endpoint.name)
async def test_client_may_be_told_not_to_try(endpoint: Endpoint[..., Any]) -> None:
    """Told so, the client refuses before anything leaves, and says what works instead."""
    async with Simulator.serve(limits=NO_LIMITS) as simulator:
        async with Kis(simulator.credentials(), origins=simulator.origins, disputed=False) as kis:
            with pytest.raises(NotOffered) as caught:
                await kis.rest.call(endpoint, request(endpoint)(**ASKED[endpoint]))

        assert endpoint.instead in str(caught.value)
        assert simulator.journal.entries() == []
