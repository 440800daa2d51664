"""Values that cannot change, declared as dataclasses are but cheap to declare.

`dataclass(frozen=True)` compiles six functions for each class, which for the hundreds of messages of KIS takes half of
the time of an import. Here the methods are shared, and `__init__`, whose speed matters, is compiled when the first
value of a class is made.
"""

from __future__ import annotations

import dataclasses
from dataclasses import MISSING, Field, FrozenInstanceError
from inspect import Parameter, Signature
from typing import Any, NoReturn, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(dataclasses.field,))
def frozen(cls: type[T]) -> type[T]:
    """Make a class a frozen dataclass that takes its fields by name."""
    made = dataclasses.dataclass(kw_only=True, init=False, repr=False, eq=False)(cls)
    for name, method in _METHODS.items():
        if name not in cls.__dict__:
            type.__setattr__(made, name, method)
    return made


def _first_init(self: object, **named: Any) -> None:
    owner = next(each for each in type(self).__mro__ if "__dataclass_fields__" in each.__dict__)
    init = _init_of(owner)
    type.__setattr__(owner, "__init__", init)
    init(self, **named)


def _init_of(owner: type) -> Any:
    """Return what the dataclass of the same fields has for `__init__`."""
    after = {"__post_init__": owner.__post_init__} if hasattr(owner, "__post_init__") else {}
    specs = [(spec.name, Any, _bare(spec)) for spec in dataclasses.fields(owner)]
    twin: type = dataclasses.make_dataclass(owner.__name__, specs, namespace=after, frozen=True, kw_only=True)
    return twin.__dict__["__init__"]


def _bare(spec: Field[Any]) -> Any:
    if spec.default is not MISSING:
        return dataclasses.field(default=spec.default)
    if spec.default_factory is not MISSING:
        return dataclasses.field(default_factory=spec.default_factory)
    return dataclasses.field()


def _values(made: Any) -> tuple[Any, ...]:
    return tuple(getattr(made, name) for name in made.__dataclass_fields__)


def _equal(self: object, other: object) -> bool:
    return _values(self) == _values(other) if type(other) is type(self) else NotImplemented


def _hash(self: object) -> int:
    return hash(_values(self))


def _repr(self: Any) -> str:
    shown = (spec.name for spec in dataclasses.fields(self) if spec.repr)
    return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"


def _no_set(_self: object, name: str, _value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _no_delete(_self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


class _Signature:
    """What `help` and notebooks show of a class whose `__init__` is not compiled yet."""

    def __get__(self, _made: object, owner: type[Any]) -> Signature:
        named = Parameter.KEYWORD_ONLY
        return Signature(
            [
                Parameter(spec.name, named, default=_default(spec), annotation=spec.type)
                for spec in dataclasses.fields(owner)
            ]
        )


def _default(spec: Field[Any]) -> Any:
    if spec.default is not MISSING:
        return spec.default
    return Parameter.empty if spec.default_factory is MISSING else spec.default_factory()


_METHODS = {
    "__init__": _first_init,
    "__signature__": _Signature(),
    "__eq__": _equal,
    "__hash__": _hash,
    "__repr__": _repr,
    "__setattr__": _no_set,
    "__delattr__": _no_delete,
}
