"""The simulator answers every call, in a form that the client reads and that KIS documents."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
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

_OPEN = datetime.combine(domestic.TODAY, datetime.min.time(), KST).replace(hour=10)


@dataclass
class Scene:
    """A real account after each market's preparations, with a client that knows nothing of `kis` beside `kis`."""

    simulator: Simulator
    kis: Kis
    plain: Plain


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def scene() -> AsyncIterator[Scene]:
    """The first owner's real account; every market is open and the clock stands."""
    async with Simulator.serve(limits=NO_LIMITS, now=_OPEN, speed=0, always_open=True) as simulator:
        credentials = simulator.credentials(Environment.REAL)
        async with (
            Kis(credentials, origins=simulator.origins, rate=10_000) as kis,
            plain(simulator, Environment.REAL) as client,
        ):
            for market in (domestic, overseas, derivatives):
                await market.prepare(kis)
            yield Scene(simulator, kis, client)


each_call = pytest.mark.parametrize("endpoint", ASKED, ids=lambda endpoint: endpoint.name)


@pytest.mark.covers("simulator")
@pytest.mark.asyncio(loop_scope="module")
@each_call
async def test_client_reads_the_answer(scene: Scene, endpoint: Endpoint[..., Any]) -> None:
    """The answer has all that the client needs, and nothing that it does not know."""
    reply = await scene.kis.rest.call(endpoint, await _request(scene, endpoint))

    for cls, rows in _parts(endpoint, reply):
        assert {key for row in rows for key in getattr(row, "_extra", ())} == set(), cls.__name__


@needs_portal
@pytest.mark.covers("simulator")
@pytest.mark.asyncio(loop_scope="module")
@each_call
async def test_answer_has_kis_form(scene: Scene, endpoint: Endpoint[..., Any]) -> None:
    """Every documented block and field is there, spelt as KIS spells it, and every value is a text."""
    answered = await _ask(scene, endpoint)
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


@needs_portal
@pytest.mark.asyncio(loop_scope="module")
async def test_pages_hold_as_many_rows_as_kis_says(scene: Scene) -> None:
    """In each environment, for every call that comes in pages and whose length KIS tells."""
    said = {
        (endpoint.name, environment): documented(*SOURCES[endpoint]).rows(environment.value)
        for endpoint in ASKED
        for environment in Environment
        if endpoint.pages is not None and endpoint.tr_ids(environment)
    }
    told = {key: rows for key, rows in said.items() if rows is not None}

    assert told == {key: rows for key, rows in _served_rows(scene.simulator).items() if key in told}


def _served_rows(simulator: Simulator) -> dict[tuple[str, Environment], int]:
    """Rows of a page by endpoint and environment."""
    return {
        (route.endpoint.name, environment): route.rows[environment]
        for endpoint in ASKED
        for environment in Environment
        for tr_id in endpoint.tr_ids(environment)
        for route in simulator.routes.find(tr_id, environment)
    }


def _parts(endpoint: Endpoint[..., Any], reply: Any) -> list[tuple[type, tuple[Any, ...]]]:
    """Each block's message class with its rows."""
    if isinstance(reply, tuple):
        return [(cls, reply) for cls, _ in blocks_of(endpoint).values()]
    inner = [getattr(reply, name) for name in vars(reply) if not name.startswith("_")]
    rows = [value if isinstance(value, tuple) else (value,) for value in inner if value is not None]
    return [(type(reply), (reply,)), *((type(row[0]), row) for row in rows if row)]


def _missing(wanted: set[str], row: Mapping[str, Any], endpoint: Endpoint[..., Any], key: str) -> set[str]:
    """Fields that are not there; of the spellings of one field KIS sends one."""
    fields, sent = fields_of(blocks_of(endpoint)[key][0]), {name.lower() for name in row}
    return {name for name in wanted - set(row) if not sent & _other_spellings(name.lower(), fields)}


def _other_spellings(name: str, fields: Mapping[str, Scalar | Series]) -> set[str]:
    column = fields[name]
    return set(column.keys) - {name} if isinstance(column, Scalar) else set()


async def _request(scene: Scene, endpoint: Endpoint[..., Any]) -> Any:
    """The request message; what names an order gets one of its own first."""
    asked = ASKED[endpoint]
    return request(endpoint)(**(asked if isinstance(asked, Mapping) else await asked(scene.kis)))


async def _ask(scene: Scene, endpoint: Endpoint[..., Any]) -> Mapping[str, Any]:
    client, message = scene.plain, await _request(scene, endpoint)
    sent = write(message, missing=None)
    if endpoint.kind is not Kind.QUOTE:
        account = client.credentials.account_for(endpoint.product)
        sent = {"CANO": account.number, "ACNT_PRDT_CD": account.product, **sent}
    headers = client.headers(endpoint.tr_id(Environment.REAL, message))
    if endpoint.method == "POST":
        answer = await client.http.post(endpoint.path, headers=headers, json=sent)
    else:
        answer = await client.http.get(endpoint.path, headers=headers, params=sent)
    found: Mapping[str, Any] = answer.json()
    return found
