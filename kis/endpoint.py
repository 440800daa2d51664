"""An endpoint is a value: one line says where, which TR ids, what is asked and what comes back.

    class Account(Group):
        balance = account("주식잔고조회", f"{TRADING}/inquire-balance", "TTTC8434R", "VTTC8434R",
                          BalanceQuery, body(Balance), pages="100")

On a group that has a caller the attribute is the call itself, typed by the request message:
`await kis.domestic.account.balance()`. On the class it is the value which the simulator serves and the tests walk.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping, Sequence
from enum import Enum
from typing import Any, Generic, ParamSpec, Protocol, Self, TypeVar, overload

from kis.credentials import Environment
from kis.errors import NotOffered
from kis.shapes import Shape

P = ParamSpec("P")
R = TypeVar("R")


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


class Endpoint(Generic[P, R]):
    """One call of KIS's API.

    `title` is the portal's Korean name; `real` and `paper` are the TR ids (None where an environment does not
    offer the call, `instead` then tells the user what works); `pages` is the suffix of CTX_AREA_FK/NK where the
    answer comes in pages, None where it does not.
    """

    def __init__(
        self,
        kind: Kind,
        title: str,
        path: str,
        real: str,
        paper: str | None,
        request: Callable[P, Any],
        reply: Shape[R],
        *,
        pages: str | None = None,
        instead: str = "",
    ) -> None:
        self.kind = kind
        self.title = title
        self.path = path
        self.tr_ids: Mapping[Environment, str | None] = {Environment.REAL: real, Environment.PAPER: paper}
        self.request = request
        self.reply = reply
        self.pages = pages
        self.instead = instead
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = f"{owner.__module__.removeprefix('kis.')}.{name}"

    def __repr__(self) -> str:
        return f"<Endpoint {self.name} {self.title}>"

    @property
    def method(self) -> str:
        """POST for what changes something, GET otherwise."""
        return "POST" if self.kind is Kind.ORDER else "GET"

    def tr_id(self, environment: Environment) -> str:
        """Return the TR id by table.

        Raises `NotOffered` where the environment has none.
        """
        found = self.tr_ids[environment]
        if found is None:
            where = "모의투자" if environment is Environment.PAPER else "실전투자"
            raise NotOffered(f"{where}에서는 {self.title}를 쓸 수 없습니다. {self.instead}".strip())
        return found

    @overload
    def __get__(self, group: None, owner: type) -> Self: ...
    @overload
    def __get__(self, group: Group, owner: type) -> Callable[P, Coroutine[Any, Any, R]]: ...
    def __get__(self, group: Group | None, owner: type) -> Self | Callable[P, Coroutine[Any, Any, R]]:
        if group is None:
            return self
        caller = group.caller

        def ask(*args: P.args, **kwargs: P.kwargs) -> Coroutine[Any, Any, R]:
            return caller.call(self, self.request(*args, **kwargs))

        return ask


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
    pages: str | None = None,
    instead: str = "",
) -> Endpoint[P, R]:
    """Declare a market query; its TR id is the same in both environments, or missing in paper."""
    return Endpoint(
        Kind.QUOTE, title, path, real, real if paper else None, request, reply, pages=pages, instead=instead
    )


def account(
    title: str,
    path: str,
    real: str,
    paper: str | None,
    request: Callable[P, Any],
    reply: Shape[R],
    *,
    pages: str | None = None,
    instead: str = "",
) -> Endpoint[P, R]:
    """Declare a query about the account of the credentials."""
    return Endpoint(Kind.ACCOUNT, title, path, real, paper, request, reply, pages=pages, instead=instead)


def order(
    title: str,
    path: str,
    real: str,
    paper: str | None,
    request: Callable[P, Any],
    reply: Shape[R],
    *,
    instead: str = "",
) -> Endpoint[P, R]:
    """Declare a call that changes something at the broker."""
    return Endpoint(Kind.ORDER, title, path, real, paper, request, reply, instead=instead)
