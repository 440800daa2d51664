"""The calls of the client are those that KIS documents, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from kis.credentials import Environment
from kis.domestic import Orders
from kis.endpoint import Endpoint
from kis.paging import area_keys
from kis.shapes import ENVELOPE
from kis.wire import Block, Column, Scalar, Series, columns, extra
from tests.kis.contract.forms import blocks_of, fields_of
from tests.kis.contract.sources import NOT_ASKED, OPTIONAL, SOURCES, UNDOCUMENTED, published
from tests.kis.portal import documented, in_list, needs_portal
from tests.kis.walk import ENDPOINTS, request
from tests.mission import MISSION

pytestmark = [needs_portal, pytest.mark.covers("client")]

each_call = pytest.mark.parametrize("endpoint", SOURCES, ids=lambda endpoint: endpoint.name)


def test_every_call_has_its_source() -> None:
    """A new endpoint is compared with the portal too."""
    assert set(SOURCES) == set(ENDPOINTS) - UNDOCUMENTED


@each_call
def test_address(endpoint: Endpoint[..., Any]) -> None:
    """Method, path and the TR id of each environment are KIS's."""
    wanted = documented(*SOURCES[endpoint])

    assert (endpoint.method, endpoint.path) == (wanted.api["method"], wanted.api["path"])
    assert endpoint.tables[Environment.REAL] == wanted.table("real")
    assert endpoint.tables[Environment.PAPER] == wanted.table("paper")
    assert endpoint.disputed == bool(wanted.api.get("paper_conflict"))


@each_call
def test_paging(endpoint: Endpoint[..., Any]) -> None:
    """Calls that come in pages name KIS's page keys."""
    paging = documented(*SOURCES[endpoint]).api["pagination"]
    wanted = set(paging.get("ctx_request", ())) if paging["style"] == "tr_cont" else None

    assert (None if endpoint.pages is None else set(area_keys(endpoint.pages))) == wanted


@each_call
def test_request_has_every_documented_field(endpoint: Endpoint[..., Any]) -> None:
    """No field is missing, none invented."""
    asked = {key for column in columns(request(endpoint)) for key in _sent_keys(column)}

    assert asked == set(documented(*SOURCES[endpoint]).request) - NOT_ASKED.get(endpoint, set())


@each_call
def test_required_fields_are_always_sent(endpoint: Endpoint[..., Any]) -> None:
    """Only what KIS calls optional may be left out."""
    required = {key for key, wanted in documented(*SOURCES[endpoint]).request.items() if wanted}
    fields = [column for column in columns(request(endpoint)) if isinstance(column, Scalar)]
    sent = {column.key for column in fields if column.blank or not column.value.optional}

    assert required - OPTIONAL.get(endpoint, set()) <= sent


def _sent_keys(column: Column) -> tuple[str, ...]:
    if isinstance(column, Series):
        return column.wire_keys
    return (column.key,)


@each_call
def test_answer_has_every_documented_field(endpoint: Endpoint[..., Any]) -> None:
    """Every field of every block is claimed, whatever its case."""
    wanted = documented(*SOURCES[endpoint]).blocks
    found = blocks_of(endpoint)

    assert set(found) == set(wanted)
    for key, content in wanted.items():
        claimed = {name for column in columns(found[key][0]) for name in column.keys}
        names = {row["name"].lower() for row in content["fields"]}
        assert names <= claimed, key


@each_call
def test_blocks_are_written_as_kis_writes_them(endpoint: Endpoint[..., Any]) -> None:
    """Object or array."""
    kinds = {key: kind for key, (_, kind) in blocks_of(endpoint).items()}

    assert kinds == {key: content["kind"] for key, content in documented(*SOURCES[endpoint]).blocks.items()}


@each_call
def test_published_answer_is_read_whole(endpoint: Endpoint[..., Any]) -> None:
    """Of KIS's own example nothing is left over."""
    made = endpoint.reply.read(published(endpoint))

    for row in made if isinstance(made, tuple) else [made]:
        assert dict(extra(row)) == {}
        for column in columns(type(row)):
            if isinstance(column, Block):
                inner = getattr(row, column.name)
                assert [
                    dict(extra(one)) for one in (inner if isinstance(inner, tuple) else (inner,)) if extra(one)
                ] == []


@each_call
def test_published_answer_is_written_back(endpoint: Endpoint[..., Any]) -> None:
    """The simulator's answer equals KIS's: texts but for outer blanks, numbers by value, fields not sent as blanks."""
    sent = published(endpoint)
    outputs_sent = {key: value for key, value in sent.items() if key not in ENVELOPE and not key.startswith("ctx_area")}
    written = endpoint.reply.write(endpoint.reply.read(sent))

    assert _comparable(outputs_sent, endpoint) == _comparable(written, endpoint)


def _comparable(answered: Mapping[str, Any], endpoint: Endpoint[..., Any]) -> dict[str, Any]:
    fields = {key: fields_of(cls) for key, (cls, _) in blocks_of(endpoint).items()}
    return {
        key: [_row(one, fields[key]) for one in block] if isinstance(block, list) else _row(block, fields[key])
        for key, block in ((key, _by_row(block)) for key, block in answered.items())
    }


def _by_row(block: Any) -> Any:
    """One answer was published as an object of columns."""
    columnwise = isinstance(block, Mapping) and all(isinstance(value, list) for value in block.values())
    return [dict(zip(block, row, strict=True)) for row in zip(*block.values(), strict=True)] if columnwise else block


def _row(row: Mapping[str, str], fields: Mapping[str, Scalar | Series]) -> dict[str, Decimal | str]:
    """Values by one name each; blanks left out, since a field that is not sent is written blank."""
    sent = {key.lower(): text.strip() for key, text in row.items() if text.strip()}
    return {_name(key, fields[key]): _value(text, fields[key]) for key, text in sent.items()}


def _name(key: str, column: Scalar | Series) -> str:
    """The first of a field's spellings; numbered keys stand for themselves."""
    return key if isinstance(column, Series) else column.keys[0]


def _value(text: str, column: Scalar | Series) -> Decimal | str:
    """Texts and codes must agree to the letter, leading zeros included."""
    meant = column.value.read(text)
    return Decimal(text) if isinstance(meant, int | Decimal) and not isinstance(meant, bool) else text


def test_comparison_sees_differences() -> None:
    """The comparison above would notice a changed number or a lost field."""
    sent = {"output": {"ODNO": "0001", "KRX_FWDG_ORD_ORGNO": "1", "ORD_TMD": "090000"}}
    other = {"output": {"ODNO": "0002", "KRX_FWDG_ORD_ORGNO": "1", "ORD_TMD": ""}}

    assert _comparable(sent, Orders.buy) != _comparable(other, Orders.buy)


def test_mission_is_the_list() -> None:
    """The 37 starred here are those which KIS's list has."""
    assert len(MISSION) == 37
    assert {api["path"] for api in in_list()} | {"H0STCNT0", "H0STASP0", "H0STCNI0"} == set(MISSION)
