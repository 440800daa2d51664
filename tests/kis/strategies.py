"""Hypothesis strategies for any message, made from its annotations."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from kis.codec import is_union
from kis.wire import Series, columns, write

_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20)
_MISSING_WORDS = frozenset({"(null)", "nan", "-nan"})
_BASIC: dict[type, st.SearchStrategy[Any]] = {
    str: _TEXT.filter(lambda text: text not in _MISSING_WORDS and text.strip("0")),
    int: st.integers(min_value=-(10**15), max_value=10**15),
    Decimal: st.decimals(min_value=-(10**9), max_value=10**9, places=4),
    bool: st.booleans(),
    date: st.dates(min_value=date(1950, 1, 1)),
    time: st.times().map(lambda at: at.replace(microsecond=0)),
}


def of_message(cls: type) -> st.SearchStrategy[Any]:
    """Any value of a message class."""
    hints = get_type_hints(cls)
    return st.builds(cls, **{column.name: _of_column(column, hints[column.name]) for column in columns(cls)})


def _of_column(column: object, hint: Any) -> st.SearchStrategy[Any]:
    if isinstance(column, Series):
        count = len(column.wire_keys)
        return st.lists(_of_hint(get_args(hint)[0]), min_size=count, max_size=count).map(tuple)
    return _of_hint(hint)


def _of_hint(hint: Any) -> st.SearchStrategy[Any]:
    """A message within another has a value at least: KIS's empty object stands for none."""
    if is_union(hint):
        return st.one_of([st.none() if part is type(None) else _of_hint(part) for part in get_args(hint)])
    if get_origin(hint) is tuple:
        return st.lists(_of_hint(get_args(hint)[0]), max_size=3).map(tuple)
    if get_origin(hint) is Literal:
        return st.sampled_from(get_args(hint))
    while hasattr(hint, "__supertype__"):
        hint = hint.__supertype__
    if hint in _BASIC:
        return _BASIC[hint]
    if issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    return of_message(hint).filter(lambda made: write(made, missing=None))
