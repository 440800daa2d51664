"""From words to the request message: `005930 venue=NX` for a quote."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from decimal import Decimal, InvalidOperation
from enum import Enum
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from kis.codec import is_union, unwrap
from kis.endpoint import Endpoint
from kis.shell.errors import Unclear
from kis.wire import Scalar, Series, columns


class Known(NamedTuple):
    """What a name stands for: a code, and the exchange of one from abroad."""

    code: str
    exchange: str = ""


Symbols = Callable[[str], Known | None]
"""From a name to what it stands for; None if there is none."""


def request_of(
    endpoint: Endpoint[..., Any], words: Sequence[str], symbols: Symbols, own: Mapping[str, str] = MappingProxyType({})
) -> Any:
    """Make the request. Words are the fields in order, those that must be given first; `name=value` names one.
    `own` are the values of whoever asks, where none are given; a name from abroad says its exchange too.

    Raises `Unclear`.
    """
    message = message_of(endpoint)
    if any(isinstance(column, Series) for column in columns(message)):
        raise Unclear(f"{endpoint.title}: 값을 여럿 받는 호출이라 명령줄에서는 쓸 수 없어요. 파이썬에서 불러 주세요.")
    table = [column for column in columns(message) if isinstance(column, Scalar)]
    hints = get_type_hints(message)
    mine = {column.name: own[column.name] for column in table if own.get(column.name)}
    given = _named(endpoint, _with_exchange(words, table, hints.get("exchange"), symbols), table, mine)
    values = {
        column.name: _value(column, hints[column.name], given[column.name], symbols)
        for column in table
        if column.name in given
    }
    missing = [column for column in table if is_needed(column) and column.name not in values]
    if missing:
        raise Unclear(f"빠진 값이 있어요: {', '.join(_named_so(column) for column in missing)}\n{usage(endpoint)}")
    return message(**values)


def _is_choice(column: Scalar, hint: Any, text: str) -> bool:
    try:
        _parsed(unwrap(hint)[0], text, column)
    except (ValueError, KeyError):
        return False
    return True


def _with_exchange(words: Sequence[str], table: Sequence[Scalar], hint: Any, symbols: Symbols) -> Sequence[str]:
    """The first word, or that named symbol, may be a name from abroad where both are asked for."""
    exchange = next((column for column in table if column.name == "exchange"), None)
    lacks_symbol = all(column.name != "symbol" for column in table)
    if exchange is None or lacks_symbol or any(word.startswith("exchange=") for word in words):
        return words
    if words and _is_choice(exchange, hint, words[0]):
        return words
    for place, word in enumerate(words):
        name, equals, text = word.partition("=")
        found = symbols(text if equals else word) if name == "symbol" or (not equals and place == 0) else None
        if found and found.exchange:
            return [*words[:place], f"symbol={found.code}", f"exchange={found.exchange}", *words[place + 1 :]]
    return words


def message_of(endpoint: Endpoint[..., Any]) -> type:
    """The request message of an endpoint."""
    found = endpoint.request
    if not isinstance(found, type):
        raise TypeError(f"{endpoint!r} has no request message")
    return found


def is_needed(column: Scalar) -> bool:
    """Whether a field must be given."""
    return not column.value.optional and column.default is None


def usage(endpoint: Endpoint[..., Any]) -> str:
    """Name the fields in the order in which words are taken."""
    fields = " ".join(
        f"<{_named_so(column)}>" if is_needed(column) else f"[{column.name}=…]" for column in _order(endpoint)
    )
    return f"쓰는 법: {endpoint.name.rpartition('.')[2]} {fields}".rstrip()


def explained(endpoint: Endpoint[..., Any]) -> str:
    """Tell what a call is and each of its fields: Korean title, what it takes, what it is left out."""
    hints = get_type_hints(message_of(endpoint))
    lines = [f"  {column.name}  {column.title}{_takes(column, hints[column.name])}" for column in _order(endpoint)]
    return "\n".join([endpoint.summary, usage(endpoint), *lines])


def _takes(column: Scalar, hint: Any) -> str:
    kind, _ = unwrap(hint)
    notes = [_choices(kind).strip() or _HINTS.get(kind, "")]
    if column.default is not None:
        notes.append(f"넣지 않으면 {column.value.show(column.default) or '빈칸'}")
    return "".join(f" · {note}" for note in notes if note)


_HINTS: dict[Any, str] = {date: "2026-11-23", time: "15:30", bool: "Y 또는 N"}


def _order(endpoint: Endpoint[..., Any]) -> list[Scalar]:
    table = [column for column in columns(message_of(endpoint)) if isinstance(column, Scalar)]
    return sorted(table, key=lambda column: not is_needed(column))


def _named_so(column: Scalar) -> str:
    return f"{column.name} {column.title}"


def _named(
    endpoint: Endpoint[..., Any], words: Sequence[str], table: Sequence[Scalar], own: Mapping[str, str]
) -> dict[str, str]:
    names = {column.name for column in table}
    given = dict(own)
    free = [column.name for column in _order(endpoint)]
    for word in words:
        name, equals, text = word.partition("=")
        if equals and name not in names:
            raise Unclear(f"없는 항목이에요: {name}\n{usage(endpoint)}")
        if not equals:
            name = next((each for each in free if each not in given), "")
            text = word
            if not name:
                raise Unclear(f"어디에 넣을 값인지 모르겠어요: {word}\n{usage(endpoint)}")
        given[name] = text
    return given


def _value(column: Scalar, hint: Any, text: str, symbols: Symbols) -> Any:
    if not text.isprintable():
        raise Unclear(f"{_named_so(column)}: 읽을 수 없는 글자가 있어요.")
    if column.name == "symbol":
        found = symbols(text)
        return found.code if found else text
    kind, _ = unwrap(hint)
    try:
        return _parsed(kind, text, column)
    except (ValueError, KeyError, InvalidOperation):
        raise Unclear(f"{_named_so(column)}: 쓸 수 없는 값이에요 ({text}).{_choices(kind)}") from None


def _parsed(kind: Any, text: str, column: Scalar) -> Any:
    """Enums by name or code, dates also as 2026-11-23, numbers also as 70,000; the rest as on the wire."""
    if members := _members(kind):
        return _chosen(members, text, column)
    if kind is date:
        return date.fromisoformat(text) if "-" in text else column.value.parse(text)
    if kind is time:
        return time.fromisoformat(text) if ":" in text else column.value.parse(text)
    if kind in (int, Decimal):
        return column.value.parse(text.replace(",", ""))
    return column.value.parse(text)


def _members(kind: Any) -> list[Enum]:
    """Those of an enum, of a union of enums, or some of an enum."""
    if get_origin(kind) is Literal:
        return [member for member in get_args(kind) if isinstance(member, Enum)]
    enums = get_args(kind) if is_union(kind) else (kind,)
    return [member for enum in enums if isinstance(enum, type) and issubclass(enum, Enum) for member in enum]


def _chosen(members: Sequence[Enum], text: str, column: Scalar) -> Enum:
    """By name, by code, or by the code that travels, which need not be that of the enum."""
    for member in members:
        if text.upper() in (member.name, str(member.value).upper(), column.value.show(member)):
            return member
    chosen: Enum = column.value.parse(text)
    return chosen


def _choices(kind: Any) -> str:
    members = _members(kind)
    if not members:
        return ""
    return " 고를 수 있는 것: " + ", ".join(f"{member.value}({member.name})" for member in members)
