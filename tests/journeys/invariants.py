"""What must be true after any crash, read from the broker's journal, the database and the chat."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from tests.journeys.world import World

TRIAL = "005935"
"""The connection is tried with an order for one share of it, which the bot itself cancels."""
ORDERS = ("/order-cash", "/order-credit", "/trading/order", "/daytime-order", "/order-resv", "/order-resv-rvsecncl")
"""Where new orders of all markets are posted, and where reservations are made and changed."""
SETTLED = 20.0
"""Seconds that everything may take to come to rest."""

Cells = dict[str, bool]


async def cells(made: World, database: Path) -> Cells:
    """Wait until everything is at rest, at most so long; then what holds and what does not."""
    try:
        async with asyncio.timeout(SETTLED):
            while not all((found := await _cells(made, database)).values()):  # noqa: ASYNC110 - other processes
                await asyncio.sleep(0.1)
    except TimeoutError:
        found = await _cells(made, database)
    return found


async def _cells(made: World, database: Path) -> Cells:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as rows:
        return {
            "sent at most once": await _sent_once(made, rows),
            "final state": _none(rows, "intents WHERE state IN ('claimed', 'sent', 'unknown')"),
            "as at the broker": await _agrees(made, rows),
            "told once": await _told_once(made),
            "outbox empty": _none(rows, "outbox WHERE state = 'waiting'"),
            "keys whole": _none(rows, "credentials WHERE state = 'active' AND (kid = '' OR length(wrapped_key) = 0)"),
        }


def _none(rows: sqlite3.Connection, what: str) -> bool:
    return rows.execute(f"SELECT count(*) FROM {what}").fetchone() == (0,)  # noqa: S608 - our own words


async def _sent_once(made: World, rows: sqlite3.Connection) -> bool:
    """As many orders, amendments and cancellations were posted as intents were sent, at most."""
    sent = rows.execute("SELECT symbol, count(*) FROM intents WHERE state IN "
                        "('sent', 'accepted', 'refused', 'unknown') GROUP BY symbol")  # fmt: skip
    confirmed = dict(sent.fetchall())
    journal = await made.broker.see("journal")
    posts = [str(row) for row in journal if row.get("path", "").endswith(ORDERS) and TRIAL not in str(row)]
    changes = sum(row["action"] != "new" and row["symbol"] != TRIAL for row in await made.broker.see("orders"))
    return len(posts) + changes <= sum(count for symbol, count in confirmed.items() if symbol != TRIAL)


async def _agrees(made: World, rows: sqlite3.Connection) -> bool:
    """Every new order of the broker's is known here by one row, and the other way round."""
    theirs = sorted(
        row["symbol"] for row in await made.broker.see("orders") if row["action"] == "new" and row["symbol"] != TRIAL
    )
    found = rows.execute("SELECT symbol FROM orders WHERE symbol != ? AND state != 'not_placed' "
                         "AND segment NOT IN ('reserved', 'reserved_abroad')", (TRIAL,))  # fmt: skip
    return theirs == sorted(symbol for (symbol,) in found)


async def _told_once(made: World) -> bool:
    pushes = [text for text in await made.chat.texts() if text.startswith("#") and not text.startswith("#A")]
    return len(pushes) == len(set(pushes))


def table(found: Mapping[str, Cells]) -> str:
    """Boundary by invariant."""
    names = list(next(iter(found.values())))
    width = max(map(len, found)) + 2
    lines = ["".ljust(width) + "  ".join(names)]
    for boundary, row in found.items():
        lines.append(
            boundary.ljust(width) + "  ".join(("yes" if row[name] else "NO").ljust(len(name)) for name in names)
        )
    return "\n".join(lines)
