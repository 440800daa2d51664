"""Messages: one table of wire names, read and written by the same table.

A message is a frozen, keyword-only dataclass whose fields name their KIS key and Korean title once:

    @message
    class Position:
        symbol: str = field("pdno", "상품번호")
        quantity: Shares = field("hldg_qty", "보유수량")

KIS sends every value as text, with blanks, leading zeros and either case of key. Reading is tolerant of all that;
a blank is a missing value (None) and never zero. Keys no field claims are kept, see `extra`.
"""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Mapping
from dataclasses import MISSING, dataclass
from enum import Enum
from types import MappingProxyType
from typing import Any, TypeVar, dataclass_transform, get_args, get_origin, get_type_hints

from kis.blocks import rows_of, says
from kis.codec import Value, is_union
from kis.errors import MalformedMessage
from kis.frozen import frozen

M = TypeVar("M")
_log = logging.getLogger(__name__)

_EXTRA = "_extra"
_NOTHING: Mapping[str, Any] = MappingProxyType({})


def field(
    key: str,
    title: str,
    *,
    aliases: tuple[str, ...] = (),
    default: Any = MISSING,
    code: str = "value",
    blank: bool = False,
    private: bool = False,
) -> Any:
    """Declare one value: its key on the wire, its Korean title, other spellings KIS uses for it.

    The annotation is the unit: `Won`, `Shares`, `Percent`, `Decimal`, `int`, `str`, `bool` (Y/N), `date`
    (YYYYMMDD), `time` (HHMMSS), an enum, a `Literal` text, each also `| None` where KIS may leave it blank.
    `code` names the attribute that travels where an enum (or a union of enums) goes by another code than its value.
    `blank` says that None travels as a blank even in requests, where KIS wants the key. `private` keeps the value out
    of the repr, and so out of logs: account numbers, names, telephones, ids.
    """
    return _spec(default, shown=not private, key=key, title=title, aliases=aliases, code=code, blank=blank)


def series(key: str, title: str, of: int | tuple[int | str, ...], *, first: int = 1, code: str = "value") -> Any:
    """Declare keys that differ in one place as one tuple.

    `series("askp{n}", "매도호가{n}", 10)` by number, `series("{n}_use_amt", "{n} 사용금액", ("usd", "jpy"))` by name.
    """
    return _spec(MISSING, key=key, title=title, of=range(first, first + of) if isinstance(of, int) else of, code=code)


def block(key: str, title: str = "", *, as_array: bool = False, aliases: tuple[str, ...] = (), needs: str = "") -> Any:
    """Declare a nested message (`X`) or list of messages (`tuple[X, ...]`) under an output key.

    KIS's tables and its answers disagree on object or array, so both are read; `as_array` says that a single
    object travels as an array of one. Rows in which the key `needs` is blank stand for nothing and are left out.
    """
    return _spec(MISSING, key=key, title=title, block=True, as_array=as_array, aliases=aliases, needs=needs)


def _spec(default: Any, *, shown: bool = True, **metadata: Any) -> Any:
    if default is MISSING:
        return dataclasses.field(repr=shown, metadata=metadata)
    return dataclasses.field(default=default, repr=shown, metadata=metadata)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field, series, block))
def message(cls: type[M]) -> type[M]:
    """Make a class a message (see the module)."""
    return frozen(cls)


def columns(cls: type) -> tuple[Column, ...]:
    """The table of a message: one column for each field, in order of declaration."""
    if cls not in _TABLES:
        hints = get_type_hints(cls)
        _TABLES[cls] = tuple(_column(cls, spec, hints[spec.name]) for spec in dataclasses.fields(cls))
    return _TABLES[cls]


def _column(cls: type, spec: dataclasses.Field[Any], hint: Any) -> Column:
    where, meta = f"{cls.__name__}.{spec.name}", spec.metadata
    if meta.get("block"):
        of, many = _block_type(hint)
        return Block(spec.name, meta["title"], meta["key"], of, many, meta["as_array"], meta["aliases"], meta["needs"])
    if "of" in meta:
        wire_keys = tuple(meta["key"].format(n=n) for n in meta["of"])
        return Series(spec.name, meta["title"], wire_keys, Value.of(get_args(hint)[0], where, meta["code"]))
    default = None if spec.default is MISSING else spec.default
    value = Value.of(hint, where, meta["code"])
    return Scalar(spec.name, meta["title"], meta["key"], meta["aliases"], value, default, meta["blank"])


def _block_type(hint: Any) -> tuple[type, Many]:
    if get_origin(hint) is tuple:
        return get_args(hint)[0], Many.LIST
    if is_union(hint):
        return next(arg for arg in get_args(hint) if arg is not type(None)), Many.OPTIONAL
    return hint, Many.ONE


def read(cls: type[M], wire: Mapping[str, Any], *, lenient: bool = False) -> M:
    """Read a message from KIS's JSON object.

    Raises `MalformedMessage` if a value that cannot be missing is blank, or does not parse. A `lenient` reader, as of
    answers, takes a value that may be missing for missing if it does not parse, and keeps it with what is unknown:
    one odd field must not hide an account.
    """
    lowered = {str(key).lower(): value for key, value in wire.items()}
    odd: dict[str, Any] | None = {} if lenient else None
    made = cls(**{column.name: column.read(lowered, odd) for column in columns(cls)})
    claimed = {key for column in columns(cls) for key in column.keys}
    kept = {key: value for key, value in wire.items() if key.lower() not in claimed}
    if odd:
        _log.warning("%s: unreadable values are taken for missing: %s", cls.__name__, ", ".join(odd))
    return keep(made, {**kept, **(odd or {})})


def _tolerant(value: Value, raw: Any, key: str, odd: dict[str, Any] | None) -> Any:
    """Read a value; one that may be missing and cannot be read goes to `odd` where there is such a place."""
    try:
        return value.read(raw)
    except MalformedMessage:
        if odd is None or not value.optional:
            raise
    odd[key] = raw
    return None


def write(made: Any, *, missing: str | None = "") -> dict[str, Any]:
    """Write a message as KIS's JSON object; the opposite of `read`.

    `missing` stands for None: a blank in answers; with None, as in requests, the key is left out.
    """
    wire: dict[str, Any] = {}
    for column in columns(type(made)):
        column.write(getattr(made, column.name), wire, missing)
    return {**wire, **extra(made)}


def extra(made: object) -> Mapping[str, Any]:
    """What KIS sent beyond the declared fields, as sent."""
    kept: Mapping[str, Any] = getattr(made, _EXTRA, _NOTHING)
    return kept


def keep(made: M, kept: Mapping[str, Any]) -> M:
    """Attach what KIS sent beyond the declared fields to a message just made."""
    if kept:
        object.__setattr__(made, _EXTRA, MappingProxyType(dict(kept)))
    return made


def rows(cls: type[M], wire: object, needs: str = "", *, lenient: bool = False) -> tuple[M, ...]:
    """Read an output block as a list; an object counts as a list of one, empty objects as nothing.

    So do rows in which the key `needs` is blank: KIS sends one where it has none. A table by column, an object whose
    values are all lists of one length, is turned into rows. `lenient` as in `read`.
    Raises `MalformedMessage` if it is neither.
    """
    found = rows_of(wire, cls.__name__)
    return tuple(read(cls, row, lenient=lenient) for row in found if not needs or _is_filled(cls, row, needs))


def _is_filled(cls: type, row: Mapping[str, Any], needs: str) -> bool:
    """A row without the key at all is not blank but another than KIS documents: reading it tells."""
    keys = next(column.keys for column in columns(cls) if needs.lower() in column.keys)
    sent = [value for key, value in row.items() if key.lower() in keys]
    return not sent or any(map(says, sent))


@dataclass(frozen=True, slots=True)
class Scalar:
    """One key, one value."""

    name: str
    title: str
    key: str
    aliases: tuple[str, ...]
    value: Value
    default: Any
    blank: bool

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.key.lower(), *(alias.lower() for alias in self.aliases))

    def read(self, wire: Mapping[str, Any], odd: dict[str, Any] | None = None) -> Any:
        sent = [wire[key] for key in self.keys if wire.get(key) is not None]
        if not sent and self.default is not None:
            return self.default
        return _tolerant(self.value, next((raw for raw in sent if str(raw).strip()), None), self.key, odd)

    def write(self, value: Any, wire: dict[str, Any], missing: str | None) -> None:
        if value is not None:
            wire[self.key] = self.value.show(value)
        elif missing is not None or self.blank:
            wire[self.key] = missing or ""


@dataclass(frozen=True, slots=True)
class Series:
    """Numbered keys, one tuple."""

    name: str
    title: str
    wire_keys: tuple[str, ...]
    value: Value

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(key.lower() for key in self.wire_keys)

    def read(self, wire: Mapping[str, Any], odd: dict[str, Any] | None = None) -> Any:
        return tuple(_tolerant(self.value, wire.get(key.lower()), key, odd) for key in self.wire_keys)

    def write(self, value: Any, wire: dict[str, Any], missing: str | None) -> None:
        for key, one in zip(self.wire_keys, value, strict=True):
            if one is not None:
                wire[key] = self.value.show(one)
            elif missing is not None:
                wire[key] = missing


class Many(Enum):
    """How often a block occurs."""

    ONE = 1
    OPTIONAL = 2
    LIST = 3


@dataclass(frozen=True, slots=True)
class Block:
    """A nested message or a list of them."""

    name: str
    title: str
    key: str
    of: type
    many: Many
    as_array: bool
    aliases: tuple[str, ...] = ()
    needs: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.key.lower(), *(alias.lower() for alias in self.aliases))

    def read(self, wire: Mapping[str, Any], odd: dict[str, Any] | None = None) -> Any:
        sent = next((wire[key] for key in self.keys if wire.get(key)), None)
        found: tuple[Any, ...] = rows(self.of, sent, self.needs, lenient=odd is not None)
        if self.many is Many.LIST:
            return found
        if not found and self.many is Many.OPTIONAL:
            return None
        if not found:
            raise MalformedMessage(f"{self.of.__name__}: {self.key} 블록이 없어요.")
        return found[0]

    def write(self, value: Any, wire: dict[str, Any], missing: str | None) -> None:
        if self.many is Many.LIST:
            wire[self.key] = [write(one, missing=missing) for one in value]
        elif value is not None:
            written = write(value, missing=missing)
            wire[self.key] = [written] if self.as_array else written


Column = Scalar | Series | Block
_TABLES: dict[type, tuple[Column, ...]] = {}
