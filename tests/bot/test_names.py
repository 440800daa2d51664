"""What users may type: the shipped names at once, every listed one when KIS's files have come."""

from __future__ import annotations

import asyncio
import io
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.names import Names
from bot.settings import Settings
from kis.credentials import MASTER_FILES
from kis.symbols.master.files import FILES
from tests.kis.scripted import Say, Scripted, serving

KOSPI = FILES[0]
LISTED = 1_200


@pytest.fixture
async def server() -> AsyncIterator[Scripted]:
    """KIS's file server, which has the KOSPI alone."""
    async with serving() as scripted:
        rows = (KOSPI.layout.write({"code": f"9{n:05}", "name": f"시험종목{n}"}) for n in range(LISTED))
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(KOSPI.name, b"".join(row + b"\n" for row in rows))
        scripted.answer(f"/common/master/{KOSPI.name}.zip", Say(raw=made.getvalue()))
        yield scripted


def names(origin: str, folder: Path) -> Names:
    return Names(Settings("token", master_origin=origin, master_folder=folder))


async def test_listed_names_come_without_a_restart(server: Scripted, tmp_path: Path) -> None:
    """Until the files are there the shipped list answers; then every listed name does, also after a restart."""
    directory = names(server.origin, tmp_path)
    assert directory.resolve("시험종목7") is None
    assert directory.by_code("005930") is not None

    fresh = asyncio.create_task(directory.keep_fresh(0.01))
    async with asyncio.timeout(10):
        while directory.by_code("900007") is None:  # noqa: ASYNC110 - nothing tells when names are new
            await asyncio.sleep(0.01)
    fresh.cancel()
    assert [each.name for each in directory.search("시험종목1199")] == ["시험종목1199"]

    again = names("http://127.0.0.1:1", tmp_path)
    loading = asyncio.create_task(again.keep_fresh(60))
    async with asyncio.timeout(10):
        while again.by_code("900007") is None:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.01)
    loading.cancel()


async def test_without_an_origin_nothing_is_asked(tmp_path: Path) -> None:
    """The shipped list is all there is, and nothing is written."""
    directory = names("", tmp_path / "master")
    await directory.keep_fresh()

    assert directory.resolve("삼성전자") is not None
    assert not (tmp_path / "master").exists()


def test_nothing_foreign_is_offered(tmp_path: Path) -> None:
    """What cannot be ordered here is not found."""
    directory = names("", tmp_path)

    assert directory.by_code("AAPL") is None
    assert directory.search("애플") == []


@pytest.mark.parametrize(
    ("environ", "origin"),
    [
        pytest.param({}, MASTER_FILES, id="KIS itself"),
        pytest.param({"KIS_REAL_ORIGIN": "http://127.0.0.1:1"}, "", id="a simulator"),
        pytest.param({"KIS_MASTER_ORIGIN": ""}, "", id="switched off"),
        pytest.param(
            {"KIS_REAL_ORIGIN": "http://127.0.0.1:1", "KIS_MASTER_ORIGIN": "http://h/"}, "http://h", id="named"
        ),
    ],
)
def test_where_names_come_from(environ: dict[str, str], origin: str) -> None:
    """From KIS, unless the bot is pointed elsewhere."""
    assert Settings.read({"TELEGRAM_TOKEN": "t", **environ}).master_origin == origin
