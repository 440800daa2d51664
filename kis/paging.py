"""More than one answer holds: KIS's two ways of turning the page, each with a bound and a check for progress."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from kis.errors import MalformedMessage

T = TypeVar("T")
D = TypeVar("D", bound=date)

MOST_PAGES = 100
HEADER_ONLY = "header"
"""Paging by `tr_cont` alone, without CTX_AREA values."""
_MORE = frozenset({"F", "M"})


def area_keys(pages: str) -> tuple[str, ...]:
    """The CTX_AREA keys of an endpoint's `pages`: a suffix of both, `NK200` for that one alone, `HEADER_ONLY`."""
    if pages == HEADER_ONLY:
        return ()
    if pages.startswith("NK"):
        return (f"CTX_AREA_{pages}",)
    return (f"CTX_AREA_FK{pages}", f"CTX_AREA_NK{pages}")


class Bookmark:
    """The tr_cont way: CTX_AREA_FK/NK of an answer, sent back as received with `tr_cont: N`, lead to the next."""

    def __init__(self, pages: str) -> None:
        self._keys = area_keys(pages)
        self._values = ("",) * len(self._keys)
        self._seen: list[tuple[str, ...]] = []
        self._rows: object = None

    @property
    def params(self) -> dict[str, str]:
        """What the next request carries; blanks on the first page."""
        return dict(zip(self._keys, self._values, strict=True))

    def turn(self, tr_cont: str, body: Mapping[str, Any]) -> bool:
        """Move on to the next page; False if this was the last.

        Raises `MalformedMessage` if KIS leads in a circle or nowhere, so that a part never passes for the whole.
        """
        if tr_cont.strip().upper() not in _MORE:
            return False
        lowered = {key.lower(): value for key, value in body.items()}
        values = tuple(str(lowered.get(key.lower()) or "") for key in self._keys)
        rows = _rows(lowered)
        lost = bool(values) and (values in self._seen or not "".join(values).strip())
        if lost or (rows and rows == self._rows):
            raise MalformedMessage("연속 조회가 다음 쪽으로 넘어가지 않아요.")
        if len(self._seen) + 1 >= MOST_PAGES:
            raise MalformedMessage(f"연속 조회가 {MOST_PAGES}쪽을 넘었어요.")
        self._values, self._rows = values, rows
        self._seen.append(values)
        return True


def _rows(body: Mapping[str, Any]) -> object:
    """The first list of the answer: `output`, or `output1` where there are several blocks."""
    return next((body[key] for key in sorted(body) if isinstance(body[key], list)), None)


async def walk_back(
    ask: Callable[[D, D], Awaitable[Sequence[T]]],
    day: Callable[[T], D],
    before: Callable[[D], D],
    *,
    start: D,
    end: D,
) -> list[T]:
    """The date way, for charts: ask for `start` to `end` until the oldest row reaches `start`. Newest rows first.

    Days, or moments where candles are shorter (`D`). `ask` answers with the newest rows of a span, as many as one
    answer holds; `day` tells a row's date, `before` the last day before the row of a date begins.
    Raises `MalformedMessage` if an answer does not lead further back.
    """
    found: list[T] = []
    oldest: D | None = None
    for _ in range(MOST_PAGES):
        rows = await ask(start, end)
        if rows and oldest is not None and max(day(row) for row in rows) >= oldest:
            raise MalformedMessage("기간별 조회가 앞으로 나아가지 않아요.")
        found += sorted(rows, key=day, reverse=True)
        oldest = min((day(row) for row in rows), default=start)
        if oldest <= start or (end := before(oldest)) < start:
            return found
    raise MalformedMessage(f"기간별 조회가 {MOST_PAGES}번을 넘었어요.")
