"""Codes: known ones by name, new ones kept, nonsense refused."""

from __future__ import annotations

import pytest

from kis.domestic.codes import OrderType, Side, Sign
from kis.market.sessions import Session, takes
from tests.kis.portal import code_table, needs_portal


def test_unknown_codes_are_equal_by_value() -> None:
    """Two readings of the same new code are the same code, also as a key."""
    assert OrderType("48") == OrderType("48")
    assert len({OrderType("48"), OrderType("48")}) == 1
    assert not OrderType("48").known
    assert OrderType.LIMIT.known


@pytest.mark.parametrize("word", ["buy", "BUY", "", "매수", "0 1", "123"])
def test_words_are_no_codes(word: str) -> None:
    """A mistake in a program is not taken for a new code."""
    with pytest.raises(ValueError, match="not a valid Side"):
        Side(word)


def test_codes_serve_as_the_texts_they_are() -> None:
    """The session tables speak of order types by code."""
    assert takes(Session.REGULAR, OrderType.LIMIT)
    assert not takes(Session.CLOSED, OrderType.LIMIT)
    assert Sign("2") is Sign.UP


def test_limit_types_name_their_price() -> None:
    """Whatever has limit in its name needs one, and the single-price session; nothing else does."""
    priced = {member for member in OrderType if "LIMIT" in member.name} | {OrderType.SINGLE_PRICE}

    assert {member for member in OrderType if member.needs_price} == priced


@needs_portal
def test_order_types_are_all_known_and_priced_as_documented() -> None:
    """Every documented type has a name; those with a price of 0 or with a price to be named agree."""
    table = code_table("ORD_DVSN_domestic")

    assert set(table) == {member.value for member in OrderType}
    assert [code for code, row in table.items() if row.get("price") == "0" and OrderType(code).needs_price] == []
    assert [
        code for code, row in table.items() if row.get("price") == "required" and not OrderType(code).needs_price
    ] == []
