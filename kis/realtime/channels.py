"""Channels: what can be registered, and the rows that come of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from kis.credentials import Environment
from kis.errors import NotOffered
from kis.realtime.books import OrderBook
from kis.realtime.cipher import Secret
from kis.realtime.frames import join, split
from kis.realtime.notices import OrderNotice
from kis.realtime.record import Record
from kis.realtime.ticks import Tick

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Channel(Generic[R]):
    """One realtime TR. It is a value: the client reads it, the simulator writes it.

    `narrowest` is the smallest row that is read. `layouts` are the rows of other years which are no mere beginning
    of today's, by their width: they are written for old clients and not read.
    """

    title: str
    real: str
    paper: str | None
    row: type[R]
    narrowest: int
    layouts: Mapping[int, Sequence[str]] = field(default_factory=dict)

    def tr_id(self, environment: Environment) -> str:
        """The TR id of an environment.

        Raises `NotOffered` if paper does not have the channel.
        """
        if environment is Environment.REAL:
            return self.real
        if self.paper is None:
            raise NotOffered(f"{self.title}은(는) 모의투자에서 제공되지 않아요.")
        return self.paper

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


_NOTICE_UNTIL_2025 = (*OrderNotice.keys[:18], "CNTG_ISNM", "CRDT_CLS", "CRDT_LOAN_DATE", "CNTG_ISNM40", "ODER_PRC")

TRADES = Channel("국내주식 실시간체결가", "H0STCNT0", "H0STCNT0", Tick, 46)
BOOK = Channel("국내주식 실시간호가", "H0STASP0", "H0STASP0", OrderBook, 59)
NOTICES = Channel("국내주식 실시간체결통보", "H0STCNI0", "H0STCNI9", OrderNotice, 26, {23: _NOTICE_UNTIL_2025})

CHANNELS: tuple[Channel[Tick] | Channel[OrderBook] | Channel[OrderNotice], ...] = (TRADES, BOOK, NOTICES)
