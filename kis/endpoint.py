"""An endpoint is a value: one line says where, which TR ids, what is asked and what comes back.

    class Account(Group):
        balance = account("주식잔고조회", f"{TRADING}/inquire-balance", "TTTC8434R", "VTTC8434R",
                          BalanceQuery, body(Balance), pages="100")

On a group that has a caller the attribute is the call itself, typed by the request message:
`await kis.domestic.account.balance()`. On the class it is the value which the simulator serves and the tests walk.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Coroutine, Mapping, Sequence
from enum import Enum
from functools import cached_property
from typing import Any, Generic, ParamSpec, Protocol, Self, TypedDict, TypeVar, Unpack, overload

from kis.asking import settled
from kis.credentials import Environment
from kis.errors import NotOffered
from kis.shapes import Shape

P = ParamSpec("P")
R = TypeVar("R")

TrTable = str | Mapping[Any, str] | None
"""The TR id of one environment; by a value of the request where it depends on one; None where there is none."""


class Kind(Enum):
    """What the engine must know of a call beyond its address."""

    QUOTE = "quote"
    """Reads the market; knows no account."""
    ACCOUNT = "account"
    """Reads an account; CANO and ACNT_PRDT_CD are added."""
    ORDER = "order"
    """Changes something; POST with the account added; never repeated when the answer is lost."""


class Caller(Protocol):
    """Whoever can carry out a call: the REST engine."""

    @property
    def environment(self) -> Environment: ...

    async def call(self, endpoint: Endpoint[..., R], request: object) -> R: ...


class Options(TypedDict, total=False):
    """What some calls have beside the rest."""

    pages: str | None
    """Suffix of CTX_AREA_FK/NK where the answer comes in pages ("" for none, see `kis.paging`), None where not."""
    instead: str
    """What works where an environment does not offer the call, as a sentence."""
    by: str
    """The attribute of the request whose value chooses the row of the TR table."""
    product: str | None
    """Product code of the account (ACNT_PRDT_CD) where it is not that of the credentials."""
    disputed: bool
    """Whether KIS's own documents disagree on paper trading (모의투자): see `kis.rest.Rest`."""
    check: Callable[[Any, Environment], None]
    """Looks at a request before anything leaves; raises what KIS would refuse, with what works instead."""


class Endpoint(Generic[P, R]):
    """One call of KIS's API. `title` is the portal's Korean name; `real` and `paper` are the TR ids."""

    def __init__(
        self,
        kind: Kind,
        title: str,
        path: str,
        real: TrTable,
        paper: TrTable,
        request: Callable[P, Any],
        reply: Shape[R],
        **options: Unpack[Options],
    ) -> None:
        self.kind = kind
        self.title = title
        self.path = path
        self.tables: Mapping[Environment, TrTable] = {Environment.REAL: real, Environment.PAPER: paper}
        self.request = request
        self.reply = reply
        self.pages = options.get("pages")
        self.instead = options.get("instead", "")
        self.by = options.get("by", "")
        self.product = options.get("product")
        self.disputed = options.get("disputed", False)
        self.check = options.get("check")
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = f"{owner.__module__.removeprefix('kis.')}.{name}"

    def __repr__(self) -> str:
        return f"<Endpoint {self.name} {self.title}>"

    @property
    def method(self) -> str:
        """POST for what changes something, GET otherwise."""
        return "POST" if self.kind is Kind.ORDER else "GET"

    @property
    def summary(self) -> str:
        """Korean title and TR ids in a line, such as `주식잔고조회 (TTTC8434R, 모의 VTTC8434R)`."""
        real, paper = (_shown(self.tr_ids(environment)) for environment in (Environment.REAL, Environment.PAPER))
        return f"{self.title} ({real})" if real == paper else f"{self.title} ({real}, 모의 {paper})"

    @cached_property
    def explanation(self) -> str:
        """The summary, then each field of the request with its Korean title: what `help` shows of a call."""
        if not dataclasses.is_dataclass(self.request):
            return self.summary
        fields = [f"    {spec.name}: {spec.metadata['title']}" for spec in dataclasses.fields(self.request)]
        return "\n".join([self.summary, "", *fields]).rstrip()

    def tr_ids(self, environment: Environment) -> tuple[str, ...]:
        """Every TR id the call has in an environment; none where it is not offered."""
        table = self.tables[environment]
        if table is None:
            return ()
        return (table,) if isinstance(table, str) else tuple(dict.fromkeys(table.values()))

    def tr_id(self, environment: Environment, request: object = None) -> str:
        """Return the TR id by table, for a request where it depends on one.

        Raises `NotOffered` where there is none.
        """
        table = self.tables[environment]
        found = table if isinstance(table, str) else (table or {}).get(getattr(request, self.by, None))
        if found is None:
            raise NotOffered(self.refusal(environment), call="" if table else self.title)
        return found

    def refusal(self, environment: Environment) -> str:
        """Say that an environment lacks the call, and what works there."""
        where = "모의투자" if environment is Environment.PAPER else "실전투자"
        return f"{self.title}: {where}에서는 쓸 수 없어요. {self.instead}".strip()

    @overload
    def __get__(self, group: None, owner: type) -> Self: ...
    @overload
    def __get__(self, group: Group, owner: type) -> Callable[P, Coroutine[Any, Any, R]]: ...
    def __get__(self, group: Group | None, owner: type) -> Self | Callable[P, Coroutine[Any, Any, R]]:
        if group is None:
            return self
        caller = group.caller

        def ask(*args: P.args, **kwargs: P.kwargs) -> Coroutine[Any, Any, R]:
            return caller.call(self, self.request(*args, **settled(self.request, kwargs)))

        ask.__name__, ask.__doc__ = self.name.rpartition(".")[2], self.explanation
        ask.__dict__["__wrapped__"] = self.request  # its signature is that of the call
        return ask


def _shown(tr_ids: Sequence[str]) -> str:
    if not tr_ids:
        return "없음"
    return tr_ids[0] if len(tr_ids) == 1 else f"{tr_ids[0]} 외 {len(tr_ids) - 1}"


class Group:
    """Endpoints that belong together, bound to a caller."""

    def __init__(self, caller: Caller) -> None:
        self.caller = caller


def endpoints(*groups: type[Group]) -> Sequence[Endpoint[..., Any]]:
    """All endpoint values of the groups, in order of declaration."""
    return [value for group in groups for value in vars(group).values() if isinstance(value, Endpoint)]


def quote(
    title: str,
    path: str,
    real: str,
    request: Callable[P, Any],
    reply: Shape[R],
    *,
    paper: bool = True,
    **options: Unpack[Options],
) -> Endpoint[P, R]:
    """Declare a market query; its TR id is the same in both environments, or missing in paper."""
    return Endpoint(Kind.QUOTE, title, path, real, real if paper else None, request, reply, **options)


def account(
    title: str,
    path: str,
    real: TrTable,
    paper: TrTable,
    request: Callable[P, Any],
    reply: Shape[R],
    **options: Unpack[Options],
) -> Endpoint[P, R]:
    """Declare a query about the account of the credentials."""
    return Endpoint(Kind.ACCOUNT, title, path, real, paper, request, reply, **options)


def order(
    title: str,
    path: str,
    real: TrTable,
    paper: TrTable,
    request: Callable[P, Any],
    reply: Shape[R],
    **options: Unpack[Options],
) -> Endpoint[P, R]:
    """Declare a call that changes something at the broker."""
    return Endpoint(Kind.ORDER, title, path, real, paper, request, reply, **options)
