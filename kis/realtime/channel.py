"""A channel: what can be registered, and the rows that come of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from kis.credentials import Environment
from kis.errors import NotOffered
from kis.realtime.cipher import Secret
from kis.realtime.frames import join, split
from kis.realtime.record import Record

R = TypeVar("R", bound=Record)


class Key(StrEnum):
    """What a channel is registered by (tr_key); the value is what a user reads."""

    STOCK = "종목코드 6자리, ETN은 Q까지 7자리 (005930, Q500001)"
    ELW = "ELW 종목코드 6자리 (57LA24)"
    INDEX = "업종코드 4자리 (0001 코스피, 1001 코스닥, 2001 코스피200)"
    DERIVATIVE = "선물·옵션 단축코드 (A01612, B01610A51)"
    OVERSEAS = "D 또는 R, 거래소 코드, 종목코드 (DNASAAPL, RBAQAAPL)"
    """Made by `kis.realtime.overseas.overseas_key`."""
    HTS_ID = "HTS ID"
    """Carries all accounts of the customer; KIS says nothing if it is wrong."""


@dataclass(frozen=True, slots=True)
class Channel(Generic[R]):
    """One realtime TR. It is a value: the client reads it, the simulator writes it.

    `narrowest` is the smallest row that is read. `layouts` are the rows of other years which are no mere beginning
    of today's, by their width: they are written for old clients and not read. `instead` tells a user of paper what
    to use where paper does not have the channel.
    """

    title: str
    real: str
    paper: str | None
    row: type[R]
    narrowest: int
    key: Key = Key.STOCK
    instead: str = ""
    layouts: Mapping[int, Sequence[str]] = field(default_factory=dict, hash=False)

    def tr_id(self, environment: Environment) -> str:
        """The TR id of an environment.

        Raises `NotOffered` if paper does not have the channel.
        """
        if environment is Environment.REAL:
            return self.real
        if self.paper is None:
            raise NotOffered(self.refusal, call=self.title)
        return self.paper

    @property
    def refusal(self) -> str:
        """Say that paper lacks the channel, and what to use there."""
        return f"{self.title}: 모의투자에서는 쓸 수 없어요. {self.instead}".strip()

    @property
    def sealed(self) -> bool:
        """Whether the rows concern a customer: they come encrypted, and none may be missed."""
        return self.key is Key.HTS_ID

    def read(self, payload: str, count: int) -> list[R]:
        """Read all rows of a plain payload, oldest first.

        Raises `MalformedMessage` if any of them cannot be read.
        """
        if count == 1 and payload.count("^") + 1 >= self.narrowest:
            return [self.row.read(payload)]
        return [self.row.read(row) for row in split(payload, count, self.narrowest)]

    def write(
        self,
        rows: Iterable[R],
        *,
        environment: Environment = Environment.REAL,
        width: int | None = None,
        secret: Secret | None = None,
    ) -> str:
        """Write one frame with all the rows; the opposite of `read`.

        `width` is that of another year: ticks had 46 columns, books 59 and 62, notices 23.
        """
        texts = [self._text(row, width or len(self.row.keys)) for row in rows]
        return join(self.tr_id(environment), texts, secret)

    def _text(self, row: R, width: int) -> str:
        values = row.values
        if width in self.layouts:
            named = dict(zip(row.keys, values, strict=False))
            values = [named.get(key, "") for key in self.layouts[width]]
        return "^".join(values[:width] + [""] * (width - len(values)))
