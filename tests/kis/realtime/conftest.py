from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.kis.realtime.gateway import Gateway, gateway


@pytest.fixture(name="gateway")
async def scripted_gateway() -> AsyncIterator[Gateway]:
    async with gateway() as made:
        yield made
