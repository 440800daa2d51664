"""장운영정보: what begins and ends for one symbol, as rows of H0STMKO0, H0NXMKO0 and H0UNMKO0."""

from __future__ import annotations

from typing import TypeVar

from kis.realtime.domestic import MarketStatus
from kis.simulator.events import HaltBegan, HaltEnded

S = TypeVar("S", bound=MarketStatus)


def status_of(
    row: type[S], symbol: str, *, operation: str | None = None, expected: str | None = None, vi: bool = False
) -> S:
    """Return the row: 장운영구분코드, 예상장운영구분코드, and whether a VI holds."""
    return row(
        symbol=symbol,
        halted=False,
        operation_code=operation,
        expected_operation_code=expected,
        status="55",
        vi_code="Y" if vi else "N",
        after_hours_vi_code="N",
    )


def interruption_of(row: type[S], event: HaltBegan | HaltEnded) -> S:
    """Return the row of a VI that begins or ends."""
    return status_of(row, event.quote.symbol, vi=isinstance(event, HaltBegan))
