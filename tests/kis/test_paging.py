from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kis.errors import MalformedMessage
from kis.paging import HEADER_ONLY, MOST_PAGES, Bookmark, walk_back

FIRST = date(2026, 1, 1)


def the_day_before(day: date) -> date:
    return day - timedelta(days=1)


@given(st.sets(st.integers(0, 300)), st.integers(1, 100))
async def test_walk_finds_every_row_once(days: set[int], size: int) -> None:
    """However many rows an answer holds, all days of the span come, newest first, none twice."""
    kept = sorted(FIRST + timedelta(days=n) for n in days)

    async def ask(start: date, end: date) -> Sequence[date]:
        return [day for day in kept if start <= day <= end][-size:][::-1]

    start, end = FIRST + timedelta(days=50), FIRST + timedelta(days=250)
    wanted = [day for day in reversed(kept) if start <= day <= end]
    if len(wanted) <= size * MOST_PAGES:
        assert await walk_back(ask, lambda row: row, the_day_before, start=start, end=end) == wanted


async def test_walk_that_stands_still() -> None:
    """A server that ignores the dates is found out on the second answer."""

    async def ask(start: date, end: date) -> Sequence[date]:
        return [date(2026, 3, 1)]

    with pytest.raises(MalformedMessage, match="나아가지 않아요"):
        await walk_back(ask, lambda row: row, the_day_before, start=FIRST, end=date(2026, 3, 31))


async def test_walk_has_a_bound() -> None:
    """A row a day for ever ends in words."""

    async def ask(start: date, end: date) -> Sequence[date]:
        return [end]

    with pytest.raises(MalformedMessage, match="넘었어요"):
        await walk_back(ask, lambda row: row, the_day_before, start=date(1980, 1, 1), end=FIRST)


def turned(bookmark: Bookmark, number: int, **body: object) -> bool:
    return bookmark.turn("M", {"ctx_area_nk100": f"key {number}", **body})


@pytest.mark.parametrize("tr_cont", ["D", "E", "", " "])
def test_last_page(tr_cont: str) -> None:
    """D, E or a blank ends the list, whatever the keys say."""
    assert not Bookmark("100").turn(tr_cont, {"ctx_area_nk100": "key"})


def test_more_without_a_key() -> None:
    """A next page that cannot be named is not taken for the end of the list."""
    with pytest.raises(MalformedMessage):
        Bookmark("100").turn("M", {"ctx_area_fk100": "   ", "ctx_area_nk100": ""})


def test_keys_that_come_back() -> None:
    """A circle of two pages is found out."""
    bookmark = Bookmark("100")
    turned(bookmark, 1)
    turned(bookmark, 2)

    with pytest.raises(MalformedMessage):
        turned(bookmark, 1)


def test_same_rows_under_new_keys() -> None:
    """A server that counts on but shows the same rows is found out; equal totals beside new rows are fine."""
    bookmark, totals = Bookmark("100"), [{"sum": "1"}]
    turned(bookmark, 1, output1=[{"a": "1"}], output2=totals)
    turned(bookmark, 2, output1=[{"a": "2"}], output2=totals)

    with pytest.raises(MalformedMessage):
        turned(bookmark, 3, output1=[{"a": "2"}], output2=totals)


@pytest.mark.parametrize(
    ("pages", "keys"),
    [
        ("100", ("CTX_AREA_FK100", "CTX_AREA_NK100")),
        ("", ("CTX_AREA_FK", "CTX_AREA_NK")),
        ("NK200", ("CTX_AREA_NK200",)),
        (HEADER_ONLY, ()),
    ],
    ids=["suffix", "none", "one key", "header only"],
)
def test_ways_of_naming_a_page(pages: str, keys: tuple[str, ...]) -> None:
    """Some calls have one key of their own or none at all; then the header and other rows lead on."""
    bookmark = Bookmark(pages)
    first = {key.lower(): "1" for key in keys}

    assert bookmark.params == dict.fromkeys(keys, "")
    assert bookmark.turn("M", {**first, "output": [{"a": "1"}]})
    assert bookmark.params == dict.fromkeys(keys, "1")
    with pytest.raises(MalformedMessage):
        bookmark.turn("M", {**first, "output": [{"a": "1"}]})


def test_pages_have_a_bound() -> None:
    """After a hundred pages it is said that there are too many."""
    bookmark = Bookmark("100")
    for number in range(MOST_PAGES - 1):
        turned(bookmark, number)

    with pytest.raises(MalformedMessage, match="100쪽"):
        turned(bookmark, MOST_PAGES)
