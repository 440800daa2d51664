"""Records: the rows of a frame as typed values that cost little until they are asked.

A record is declared like a message, its columns in the order of the wire:

    @record
    class Tick(Record):
        symbol: str = field("MKSC_SHRN_ISCD", "유가증권 단축 종목코드")
        change: Won | None = field("PRDY_VRSS", "전일 대비", default=None)

Columns that cannot be missing are read at once, so that a broken frame is noticed where it arrives. The others
(`X | None`) and series are read when asked for, every time; keep the value if it is needed twice. They raise
`MalformedMessage` then, and are None where KIS left a blank or the row is from before the column existed.

A record may extend another: its own columns follow those of the base, and a column declared again keeps its place
(another page of the portal, another title). Where series interleave on the wire, `wire_order` names the order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from inspect import get_annotations
from operator import itemgetter
from typing import Any, ClassVar, Self, TypeVar, cast, dataclass_transform

from kis.codec import Value
from kis.errors import MalformedMessage
from kis.market.clock import KST
from kis.wire import Block, Column, Series, columns, field, message, series, write

R = TypeVar("R", bound="Record")
make = tuple.__new__
"""Makes a record of the row as sent and its columns that are read at once, in order."""


class Record(tuple[Any, ...]):
    """One row. Compares by what was sent; shows only the columns that are read at once.

    It is a tuple underneath (the row as sent, then the columns read at once) because nothing else that cannot
    change is made as fast, and one is made for every trade of the market.
    """

    __slots__ = ()

    keys: ClassVar[tuple[str, ...]] = ()
    """Wire names of all known columns, in order."""
    wire_order: ClassVar[tuple[str, ...]] = ()
    """Wire names that do not stand where they are declared: they follow all others, in this order."""
    replaceable: ClassVar[bool] = True
    """Whether a newer row of the same subject says all a reader wants to know. Notices and events never are."""
    _spec: ClassVar[type]
    _eager: ClassVar[tuple[_Cell, ...]]

    def __new__(cls, **named: Any) -> Self:
        wire = write(cls._spec(**named))
        return cls.read("^".join(wire[key] for key in cls.keys))

    @classmethod
    def read(cls, row: str) -> Self:
        """Read one row: columns joined by ^.

        Raises `MalformedMessage` if a column that cannot be missing is blank or does not parse.
        """
        return cls._read_tolerantly(row)

    @classmethod
    def _read_tolerantly(cls, row: str) -> Self:
        values = row.split("^")
        return make(cls, (row, *(cell.require(values) for cell in cls._eager)))

    @property
    def subject(self) -> str:
        """What the row is about, as it was registered: the first column, for all but notices."""
        subject: str = self[1]
        return subject

    @property
    def values(self) -> list[str]:
        """All columns as sent."""
        row: str = self[0]
        return row.split("^")

    @property
    def extra(self) -> list[str]:
        """What KIS sent beyond the columns known here."""
        return self.values[len(self.keys) :]

    def __repr__(self) -> str:
        shown = (f"{cell.name}={value!s}" for cell, value in zip(self._eager, self[1:], strict=True))
        return f"{type(self).__name__}({', '.join(shown)})"


def moment(time: dt.time, now: dt.datetime) -> dt.datetime:
    """When a wall time without a date was: the moment nearest to `now`, in KST.

    Rows tell the time of day only. One sent just before midnight and read just after it belongs to the day before,
    so the day is not simply today's.
    """
    here = now.astimezone(KST)
    today = dt.datetime.combine(here.date(), time, KST)
    return min((today + dt.timedelta(days=shift) for shift in (-1, 0, 1)), key=lambda guess: abs(guess - here))


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field, series))
def record(cls: type[R]) -> type[R]:
    """Make a declaration a record (see the module)."""
    declared = get_annotations(cls)
    made = {key: value for key, value in cls.__dict__.items() if key not in {"__dict__", *declared}}
    made |= {"__slots__": ()}
    if declared:
        made |= _compiled(cls, declared)
    return cast("type[R]", type(cls.__name__, cls.__bases__, made))


def _compiled(cls: type[Record], declared: Iterable[str]) -> dict[str, Any]:
    """What a table of columns becomes: a property for each, and how to read a row."""
    bases = tuple(base._spec for base in cls.__bases__ if hasattr(base, "_spec"))
    spec: type = message(type(cls.__name__, bases, {key: cls.__dict__[key] for key in (*_KEPT, *declared)}))
    table = columns(spec)
    keys = _wire_keys(table, cls.wire_order)
    cells = [_cell(column, keys) for column in table]
    eager = tuple(cell for cell in cells if cell.eager)
    made: dict[str, Any] = {cell.name: property(cell.lazily) for cell in cells if not cell.eager}
    made |= {cell.name: property(itemgetter(place)) for place, cell in enumerate(eager, start=1)}
    return made | {"keys": tuple(keys), "_spec": spec, "_eager": eager}


_KEPT = ("__module__", "__annotations__")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A column and its place in the row; a series has several."""

    name: str
    places: slice | tuple[int, ...]
    end: int
    value: Value
    many: bool

    @property
    def eager(self) -> bool:
        return not self.many and not self.value.optional

    def read(self, values: Sequence[str]) -> Any:
        """Read the column of a row, whatever its width."""
        texts = self._texts(values)
        if self.many:
            return self.value.read_all(texts)
        return self.value.read(texts[0] if texts else None)

    def _texts(self, values: Sequence[str]) -> Sequence[str]:
        if isinstance(self.places, slice):
            return values[self.places]
        return [values[place] if place < len(values) else "" for place in self.places]

    def require(self, values: Sequence[str]) -> Any:
        found = self.read(values)
        if found == "":
            raise MalformedMessage(f"{self.value.where}: 값이 비어 있어요.")
        return found

    def lazily(self, row: Record) -> Any:
        """Read the column alone: what stands behind it is not cut apart."""
        text: str = row[0]
        return self.read(text.split("^", self.end))


def _wire_keys(table: Sequence[Column], order: Sequence[str]) -> dict[str, int]:
    """Wire names in the order of the wire, with their places."""
    declared = [key for column in table for key in _keys(column)]
    placed = set(order)
    return {key: place for place, key in enumerate([*(key for key in declared if key not in placed), *order])}


def _cell(column: Column, keys: Mapping[str, int]) -> _Cell:
    if isinstance(column, Block):
        raise TypeError(f"{column.name}: a row has no blocks")
    places = [keys[key] for key in _keys(column)]
    where = _regular(places) or tuple(places)
    return _Cell(column.name, where, max(places) + 1, column.value, isinstance(column, Series))


def _keys(column: Column) -> tuple[str, ...]:
    return column.wire_keys if isinstance(column, Series) else (column.key,)


def _regular(places: Sequence[int]) -> slice | None:
    """Places of equal distance as a slice, which is read faster."""
    step = places[1] - places[0] if len(places) > 1 else 1
    whole = range(places[0], places[-1] + 1, step) if step > 0 else range(0)
    return slice(whole.start, whole.stop, whole.step) if list(whole) == list(places) else None
