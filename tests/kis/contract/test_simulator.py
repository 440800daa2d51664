"""The simulator's answers have the form that KIS documents: blocks, fields and their case, values as text."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from typing import Any

import pytest
import pytest_asyncio

from kis.client import Kis
from kis.credentials import Environment
from kis.endpoint import Endpoint, Kind
from kis.market.clock import KST
from kis.simulator import NO_LIMITS, Simulator
from kis.wire import Scalar, Series, write
from tests.kis.contract import derivatives, domestic, overseas
from tests.kis.contract.forms import blocks_of, fields_of
from tests.kis.contract.sources import ASKED, EMPTY, SOURCES
from tests.kis.portal import documented, needs_portal
from tests.kis.simulator.server.plain import Plain, plain
from tests.kis.walk import request

pytestmark = needs_portal

_OPEN = datetime.combine(domestic.TODAY, datetime.min.time(), KST).replace(hour=10)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def client() -> AsyncIterator[Plain]:
    """The first owner's real account after each market's scene, asked by a client that knows nothing of `kis`."""
    async with Simulator.serve(limits=NO_LIMITS, now=_OPEN, speed=0, always_open=True) as simulator:
        async with Kis(simulator.credentials(Environment.REAL), origins=simulator.origins, rate=10_000) as kis:
            for market in (domestic, overseas, derivatives):
                await market.prepare(kis)
        async with plain(simulator, Environment.REAL) as client:
            yield client


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("endpoint", ASKED, ids=lambda endpoint: endpoint.name)
async def test_answer_has_kis_form(client: Plain, endpoint: Endpoint[..., Any]) -> None:
    """Every documented block and field is there, spelt as KIS spells it, and every value is a text."""
    answered = await _ask(client, endpoint)
    blocks = documented(*SOURCES[endpoint]).blocks

    assert answered["rt_cd"] == "0", answered["msg1"]
    assert set(blocks) <= set(answered)
    for key, content in blocks.items():
        block = answered[key]
        assert isinstance(block, list) == (content["kind"] == "array"), key
        rows = block if isinstance(block, list) else [block]
        assert rows or key in EMPTY.get(endpoint, ()), f"{key} is empty"
        for row in rows:
            assert _missing({field["name"] for field in content["fields"]}, row, endpoint, key) == set()
            assert {type(value) for value in row.values()} == {str}


def _missing(wanted: set[str], row: Mapping[str, Any], endpoint: Endpoint[..., Any], key: str) -> set[str]:
    """Fields that are not there; of the spellings of one field KIS sends one."""
    fields, sent = fields_of(blocks_of(endpoint)[key][0]), {name.lower() for name in row}
    return {name for name in wanted - set(row) if not sent & _other_spellings(name.lower(), fields)}


def _other_spellings(name: str, fields: Mapping[str, Scalar | Series]) -> set[str]:
    column = fields[name]
    return set(column.keys) - {name} if isinstance(column, Scalar) else set()


async def _ask(client: Plain, endpoint: Endpoint[..., Any]) -> Mapping[str, Any]:
    message = request(endpoint)(**ASKED[endpoint])
    sent = write(message, missing=None)
    tr_id = endpoint.tr_id(Environment.REAL, message)
    if endpoint.kind is not Kind.QUOTE:
        account = client.credentials.account_for(endpoint.product)
        sent = {"CANO": account.number, "ACNT_PRDT_CD": account.product, **sent}
    headers = client.headers(tr_id)
    if endpoint.method == "POST":
        answer = await client.http.post(endpoint.path, headers=headers, json=sent)
    else:
        answer = await client.http.get(endpoint.path, headers=headers, params=sent)
    found: Mapping[str, Any] = answer.json()
    return found
