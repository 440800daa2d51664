"""Where the answer sits in KIS's envelope, and how pages of it become one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any, Generic, Protocol, TypeVar

from kis.blocks import says
from kis.errors import MalformedMessage
from kis.wire import Block, Column, Many, columns, extra, keep, read, rows, write

R = TypeVar("R")
M = TypeVar("M")

ENVELOPE = frozenset({"rt_cd", "msg_cd", "msg1"})


class Shape(Protocol[R]):
    """Reads an answer from a JSON body, writes it back, joins its pages."""

    def read(self, answer: Mapping[str, Any]) -> R: ...
    def write(self, reply: R) -> dict[str, Any]: ...
    def join(self, answers: Sequence[Mapping[str, Any]]) -> R: ...


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

    def join(self, answers: Sequence[Mapping[str, Any]]) -> M:
        return self.read(answers[-1])


class maybe(Generic[M]):  # noqa: N801 - reads as a word in an endpoint's line
    """One object under `output`, or None where KIS clearly has none: the block is missing, or all of it is blank."""

    def __init__(self, cls: type[M], key: str = "output") -> None:
        self.cls, self.key = cls, key

    def read(self, answer: Mapping[str, Any]) -> M | None:
        sent = _get(answer, self.key)
        return output(self.cls, self.key).read(answer) if says(sent) else None

    def write(self, reply: M | None) -> dict[str, Any]:
        return {} if reply is None else output(self.cls, self.key).write(reply)

    def join(self, answers: Sequence[Mapping[str, Any]]) -> M | None:
        return self.read(answers[-1])


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

    def join(self, answers: Sequence[Mapping[str, Any]]) -> tuple[M, ...]:
        return tuple(row for answer in answers for row in self.read(answer))


class body(Generic[M]):  # noqa: N801 - reads as a word in an endpoint's line
    """The whole body: a message of several blocks."""

    def __init__(self, cls: type[M]) -> None:
        self.cls = cls

    def read(self, answer: Mapping[str, Any]) -> M:
        blocks = {key: value for key, value in answer.items() if not _is_envelope(key)}
        return read(self.cls, blocks, lenient=True)

    def write(self, reply: M) -> dict[str, Any]:
        return write(reply)

    def join(self, answers: Sequence[Mapping[str, Any]]) -> M:
        """Any page may lack the single blocks, all of them together may not lack those that must be there."""
        lent = {key: block for answer in answers for key, block in self._singles(answer).items()}
        return reduce(self._append, (self.read({**answer, **self._lacking(lent, answer)}) for answer in answers))

    def _singles(self, answer: Mapping[str, Any]) -> dict[str, Any]:
        """The single blocks an answer has, under the key of our table."""
        singles = [column for column in columns(self.cls) if isinstance(column, Block) and column.many is not Many.LIST]
        found = {column.keys[0]: _get(answer, *column.keys) for column in singles}
        return {key: block for key, block in found.items() if says(block)}

    def _lacking(self, lent: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, Any]:
        own = self._singles(answer)
        return {key: block for key, block in lent.items() if key not in own}

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
