"""What a frozen class promises, it keeps: as a frozen dataclass does."""

from __future__ import annotations

import copy
import dataclasses
import inspect
from typing import Any

import pytest

from kis.frozen import frozen


@frozen
class Base:
    """One field that must be given, one that may be."""

    symbol: str
    note: str | None = None


@frozen
class Sub(Base):
    """A list of its own, a secret, and something to do after."""

    tags: list[str] = dataclasses.field(default_factory=list)
    secret: str = dataclasses.field(default="", repr=False)

    def __post_init__(self) -> None:
        if self.secret == "wrong":
            raise ValueError(self.symbol)


class Plain(Base):
    """Not declared anew."""


def test_fields_are_given_by_name() -> None:
    """What is missing or unknown is told, also the first time."""
    make: Any = Base

    with pytest.raises(TypeError, match="symbol"):
        make()
    with pytest.raises(TypeError, match="colour"):
        make(symbol="A", colour="red")
    assert (Base(symbol="A").symbol, Base(symbol="A").note) == ("A", None)
    assert Plain(symbol="B").symbol == "B"


def test_nothing_can_be_changed() -> None:
    """Neither set nor deleted, whatever the name."""
    made = Sub(symbol="A")

    for name in ("symbol", "tags", "other"):
        with pytest.raises(dataclasses.FrozenInstanceError, match=name):
            setattr(made, name, "B")
        with pytest.raises(dataclasses.FrozenInstanceError, match=name):
            delattr(made, name)
    assert made == Sub(symbol="A")


def test_equal_values_are_equal() -> None:
    """Of the same class only."""
    assert Base(symbol="A", note="x") == Base(symbol="A", note="x") != Base(symbol="A")
    assert Base(symbol="A") != Plain(symbol="A")
    assert len({Base(symbol="A"), Base(symbol="A"), Base(symbol="B")}) == 2


def test_it_shows_what_is_no_secret() -> None:
    """In the order of declaration."""
    assert repr(Sub(symbol="A", secret="s", tags=["t"])) == "Sub(symbol='A', note=None, tags=['t'])"


def test_lists_are_not_shared_and_the_last_word_is_its_own() -> None:
    """A default is made for each; __post_init__ may refuse."""
    first, second = Sub(symbol="A"), Sub(symbol="B")
    first.tags.append("x")

    assert second.tags == []
    with pytest.raises(ValueError, match="A"):
        Sub(symbol="A", secret="wrong")


def test_the_tools_for_dataclasses_work() -> None:
    """Copies, with other values or not, and fields."""
    made = Sub(symbol="A", secret="s")

    assert dataclasses.replace(made, symbol="B") == Sub(symbol="B", secret="s")
    assert copy.deepcopy(made) == made
    assert [field.name for field in dataclasses.fields(made)] == ["symbol", "note", "tags", "secret"]


def test_its_signature_is_known_before_the_first_value() -> None:
    """For `help` and notebooks: what must be given, what may be, and the defaults."""

    @frozen
    class Fresh(Base):
        tags: list[str] = dataclasses.field(default_factory=list)

    assert str(inspect.signature(Fresh)) == "(*, symbol: 'str', note: 'str | None' = None, tags: 'list[str]' = [])"
