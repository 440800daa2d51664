"""Clients of a scripted KIS, real and paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kis.client import Kis
from kis.overseas import Overseas
from tests.kis.sample import CREDENTIALS, REAL


@pytest.fixture
def real(client: Callable[..., Kis]) -> Overseas:
    return client(REAL).overseas


@pytest.fixture
def paper(client: Callable[..., Kis]) -> Overseas:
    return client(CREDENTIALS).overseas
