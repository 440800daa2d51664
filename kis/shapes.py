"""Where the answer sits in KIS's envelope, and how pages of it become one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any, Generic, Protocol, TypeVar

from kis.errors import MalformedMessage
from kis.wire import Block, Column, Many, columns, extra, keep, read, rows, write

R = TypeVar("R")
M = TypeVar("M")

ENVELOPE = frozenset({"rt_cd", "msg_cd", "msg1"})


class Shape(Protocol[R]):
    """Reads an answer from a JSON body, writes it back, joins its pages."""

    def read(self, answer: Mapping[str, Any]) -> R: ...
    def write(self, reply: R) -> dict[str, Any]: ...
    def join(self, pages: Sequence[R]) -> R: ...


class output(Generic[M]):  # noqa: N801 - reads as a word in an endpoint's line
    """One object under `output`; `others` are keys that KIS's table and its published answer disagree on."""

    def __init__(self, cls: type[M], key: str = "output", *others: str) -> None:
        self.cls, self.key, self._others = cls, key, others

    def read(self, answer: Mapping[str, Any]) -> M:
        found = rows(self.cls, _get(answer, self.key, *self._others), lenient=True)
        if not found:
            raise MalformedMessage(f"{self.cls.__name__}: {self.key} 블록이 없어요.")
        return found[0]

    def write(self, reply: M) -> dict[str, Any]:
        return {self.key: write(reply)}

    def join(self, pages: Sequence[M]) -> M:
        return pages[-1]


class outputs(Generic[M]):  # noqa: N801 - reads as a word in an endpoint's line
    """A list under `output`; `others` as in `output`.

    Rows in which the key `needs` is blank stand for nothing (see `kis.wire.rows`).
    """

    def __init__(self, cls: type[M], key: str = "output", *others: str, needs: str = "") -> None:
        self.cls, self.key, self._others, self._needs = cls, key, others, needs

    def read(self, answer: Mapping[str, Any]) -> tuple[M, ...]:
        return rows(self.cls, _get(answer, self.key, *self._others), self._needs, lenient=True)

    def write(self, reply: tuple[M, ...]) -> dict[str, Any]:
        return {self.key: [write(row) for row in reply]}

    def join(self, pages: Sequence[tuple[M, ...]]) -> tuple[M, ...]:
        return tuple(row for page in pages for row in page)


class body(Generic[M]):  # noqa: N801 - reads as a word in an endpoint's line
    """The whole body: a message of several blocks."""

    def __init__(self, cls: type[M]) -> None:
        self.cls = cls

    def read(self, answer: Mapping[str, Any]) -> M:
        blocks = {key: value for key, value in answer.items() if not _is_envelope(key)}
        return read(self.cls, blocks, lenient=True)

    def write(self, reply: M) -> dict[str, Any]:
        return write(reply)

    def join(self, pages: Sequence[M]) -> M:
        return reduce(self._append, pages)

    def _append(self, first: M, second: M) -> M:
        """Lists grow; single blocks are those of the newest page that has them, where KIS puts the totals."""
        joined = {c.name: _joined(c, getattr(first, c.name), getattr(second, c.name)) for c in columns(self.cls)}
        return keep(self.cls(**joined), {**extra(first), **extra(second)})


def _joined(column: Column, first: Any, second: Any) -> Any:
    if isinstance(column, Block) and column.many is Many.LIST:
        return first + second
    return first if second is None else second


def _get(answer: Mapping[str, Any], *keys: str) -> object:
    lowered = {name.lower(): value for name, value in answer.items()}
    return next((lowered[key] for key in keys if key in lowered), None)


def _is_envelope(key: str) -> bool:
    return key.lower() in ENVELOPE or key.lower().startswith("ctx_area_")
