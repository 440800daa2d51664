"""Every message is written and read by one table, whatever its values."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kis.wire import columns, read, write
from tests.kis.strategies import of_message
from tests.kis.walk import ENDPOINTS, messages, request

_AS_ANSWER, _AS_REQUEST = "", None
_SETTINGS = settings(
    max_examples=4,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


@pytest.mark.parametrize("cls", messages(), ids=lambda cls: cls.__name__)
@_SETTINGS
@given(data=st.data())
def test_what_is_written_is_read_back(cls: type, data: st.DataObject) -> None:
    """read(write(m)) == m, missing values blank as in answers or left out as in requests, keys in either case.

    All of it of one value, since making one costs the most.
    """
    made = data.draw(of_message(cls))
    wire = write(made, missing=_AS_ANSWER)

    assert read(cls, wire) == made
    assert read(cls, write(made, missing=_AS_REQUEST)) == made
    assert read(cls, {key.upper(): value for key, value in wire.items()}) == made
    assert read(cls, {key.lower(): value for key, value in wire.items()}) == made


@pytest.mark.parametrize("cls", messages(), ids=lambda cls: cls.__name__)
def test_no_key_is_claimed_twice(cls: type) -> None:
    """Within a message each wire key belongs to one field."""
    claimed = [key for column in columns(cls) for key in column.keys]

    assert sorted(set(claimed)) == sorted(claimed)


@pytest.mark.parametrize("cls", messages(), ids=lambda cls: cls.__name__)
def test_every_field_has_its_korean_title(cls: type) -> None:
    """The title is what the portal calls the field."""
    assert [column.name for column in columns(cls) if not column.title] == []


@pytest.mark.covers("client")
@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)
def test_requests_travel_as_text(endpoint: Any) -> None:
    """KIS wants every value of a request as a string."""

    @settings(_SETTINGS, max_examples=3)
    @given(of_message(request(endpoint)))
    def check(made: object) -> None:
        assert {type(value) for value in write(made, missing=None).values()} <= {str}

    check()


def test_nothing_personal_shows_in_a_repr() -> None:
    """Whatever is printed or logged by the way, the account, its owner, ids and telephones stay out."""
    words = ("계좌번호", "계좌명", "비밀번호", "전화번호", "사용자 ID", "HTS ID", "IP주소", "실명", "홈넷")
    shown = [
        f"{cls.__name__}.{spec.name}"
        for cls in messages()
        for spec in dataclasses.fields(cls)
        if spec.repr and any(word in spec.metadata["title"] for word in words)
    ]

    assert shown == []
