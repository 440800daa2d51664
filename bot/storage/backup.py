"""A consistent copy of the database in one file, which either kind of database can be restored from.

JSON lines: a header with the revision, then a row a line, tables in the order in which their rows may refer to each
other. Secrets stay sealed: the file is of no use without the key ring, which is not in it.
"""

from __future__ import annotations

import os
from base64 import b64decode
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from sqlalchemy import Column, MetaData, Table, func, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import SetupError
from bot.storage import migrations
from bot.storage.columns import Exact
from bot.storage.database import Database
from bot.storage.tables import User

TABLES = User.metadata
FORMAT = 1
END = "end"
"""What stands in the place of a table in the last line."""
BATCH = 1_000
"""Rows read or written at a time."""


class Header(msgspec.Struct):
    """The first line."""

    format: int
    revision: str


class Line(msgspec.Struct):
    """Any other line; the last one counts the rows."""

    table: str
    row: dict[str, Any]


_header = msgspec.json.Decoder(Header)
_line = msgspec.json.Decoder(Line)


async def save(database: Database, file: Path) -> int:
    """Write the copy, readable by its owner only; it takes its place when it is whole. Returns the number of rows.

    Raises `SetupError` if the database is not at this program's revision.
    """
    revision = await migrations.current(database)
    if revision is None or revision != migrations.revisions()[-1]:
        raise SetupError("데이터베이스가 이 프로그램의 버전이 아니에요. 먼저 `python -m bot migrate`를 해 주세요.")
    draft = file.with_name(f"{file.name}.part")
    draft.unlink(missing_ok=True)
    count = 0
    with _private(draft) as out:
        out.write(msgspec.json.encode(Header(FORMAT, revision)) + b"\n")
        async with database.snapshot() as session:
            async for line in _rows(session):
                out.write(msgspec.json.encode(line) + b"\n")
                count += 1
        out.write(msgspec.json.encode(Line(END, {"rows": count})) + b"\n")
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)
    return count


async def restore(database: Database, file: Path) -> int:
    """Fill an empty database from a copy, of this version or an older one. Returns the number of rows.

    All rows come in or none. Raises `SetupError` if the file is no copy, or the database is not empty.
    """
    with file.open("rb") as source:
        header = _read_header(source.readline())
        if await migrations.current(database) is not None and not await _is_empty(database):
            raise SetupError(
                "비어 있는 데이터베이스에만 되돌릴 수 있어요. DATABASE_URL을 새 데이터베이스로 바꿔 주세요."
            )
        await migrations.upgrade(database, header.revision)
        try:
            async with database.begin() as session:
                count = await (await session.connection()).run_sync(_fill, _lines(source))
        except (msgspec.DecodeError, KeyError, ValueError) as error:
            raise SetupError("백업 파일이 온전하지 않아서 되돌리지 않았어요.") from error
    await migrations.upgrade(database)
    return count


async def _rows(session: AsyncSession) -> AsyncIterator[Line]:
    for table in TABLES.sorted_tables:
        key = table.primary_key.columns[0]
        batch: Sequence[Any] = (await session.execute(select(table).order_by(key).limit(BATCH))).all()
        while batch:
            for row in batch:
                yield Line(str(table.name), {str(c.name): _plain(c, row._mapping[c.name]) for c in table.columns})
            last = batch[-1]._mapping[key.name]
            batch = (await session.execute(select(table).where(key > last).order_by(key).limit(BATCH))).all()


def _plain(column: Column[Any], value: Any) -> object:
    """A value as JSON takes it; a price as the column keeps it, for it comes back by the tables of its revision."""
    if isinstance(column.type, Exact):
        return column.type.stored(value)
    return str(value) if isinstance(value, StrEnum) else value


def _lines(source: Iterable[bytes]) -> Iterator[Line]:
    """The rows of a file, up to the line that says how many there are. Raises `ValueError` without it."""
    for count, raw in enumerate(source):
        line = _line.decode(raw)
        if line.table == END and line.row == {"rows": count}:
            return
        yield line
    raise ValueError("cut off")


def _private(file: Path) -> BinaryIO:
    return open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _read_header(line: bytes) -> Header:
    try:
        header = _header.decode(line)
    except msgspec.DecodeError as error:
        raise SetupError("이 프로그램의 백업 파일이 아니에요.") from error
    if header.format != FORMAT:
        raise SetupError("이 프로그램보다 새 버전의 백업 파일이에요.")
    return header


async def _is_empty(database: Database) -> bool:
    async with database.read() as session:
        counts = [await session.scalar(select(func.count()).select_from(table)) for table in TABLES.sorted_tables]
    return not any(counts)


def _fill(connection: Connection, lines: Iterable[Line]) -> int:
    """Insert by the tables as they are in the database, which may be older than this code's."""
    metadata = MetaData()
    metadata.reflect(connection)
    count = 0
    for name, group in groupby(lines, key=lambda line: line.table):
        table = metadata.tables[name]
        for batch in _batches(group):
            connection.execute(table.insert(), [_row(connection, table, line.row) for line in batch])
            count += len(batch)
        if connection.dialect.name == "postgresql" and "id" in table.columns:
            _go_on_counting(connection, table)
    return count


def _batches(lines: Iterator[Line]) -> Iterator[list[Line]]:
    batch: list[Line] = []
    for line in lines:
        batch.append(line)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _row(connection: Connection, table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """Values as the columns take them; JSON has no bytes and no times."""
    return {name: _value(connection, table.columns[name].type.python_type, value) for name, value in row.items()}


def _value(connection: Connection, kind: type, value: Any) -> Any:
    if value is None:
        return None
    if kind is bytes:
        return b64decode(value)
    if kind is datetime:
        at = datetime.fromisoformat(value)
        return at.replace(tzinfo=None) if connection.dialect.name == "sqlite" else at
    return date.fromisoformat(value) if kind is date else value


def _go_on_counting(connection: Connection, table: Table) -> None:
    """PostgreSQL's counters do not see ids that were given."""
    sequence = connection.scalar(select(func.pg_get_serial_sequence(table.name, "id")))
    if sequence is not None:
        connection.execute(text("SELECT setval(:name, :last)"), {
            "name": sequence,
            "last": connection.scalar(select(func.max(table.columns["id"]))),
        })  # fmt: skip
