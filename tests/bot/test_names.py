"""What users may type: the shipped names at once, every listed one when KIS's files have come."""

from __future__ import annotations

import asyncio
import io
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.names import Names, by_key, key_of
from bot.settings import Settings
from kis.credentials import MASTER_FILES
from kis.market.fees import Market
from kis.simulator import NO_LIMITS, Simulator
from kis.symbols import Instrument, SymbolIndex
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


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        pytest.param("삼성전자", "005930", id="a stock"),
        pytest.param("애플", "AAPL@NASDAQ", id="abroad"),
        pytest.param("코스피200", "2001", id="an index"),
        pytest.param("KODEX 200", "069500", id="a fund"),
    ],
)
def test_every_market_is_found_and_has_a_key(tmp_path: Path, typed: str, key: str) -> None:
    """What is found by name is found again by what stands in a button."""
    directory = names("", tmp_path)
    found = directory.resolve(typed)

    assert isinstance(found, Instrument)
    assert key_of(found) == key
    assert by_key(directory, key) is found


def test_a_code_of_two_markets_is_two_keys(tmp_path: Path) -> None:
    """Two exchanges may share a code: a key means one of them, and a market that is none means nothing."""
    at_home, away = Instrument("000660", "SK하이닉스", Market.KOSPI), Instrument("000660", "남화과기", Market.SZSE)
    directory = SymbolIndex([at_home, away])

    assert [by_key(directory, key_of(one)) for one in (at_home, away)] == [at_home, away]
    assert by_key(directory, "000660@MOON") is None


async def test_the_files_of_a_smaller_world_are_taken(tmp_path: Path) -> None:
    """A simulator lists a few contracts and warrants, and they are all found."""
    async with Simulator.serve(limits=NO_LIMITS) as simulator:
        directory = names(simulator.rest, tmp_path)
        loading = asyncio.create_task(directory.keep_fresh())
        async with asyncio.timeout(10):
            while directory.by_code("57KA01") is None:  # noqa: ASYNC110 - nothing tells when names are new
                await asyncio.sleep(0.01)
        loading.cancel()
    markets = {each.market for each in directory.index}

    assert {Market.ELW, Market.FUTURE, Market.OPTION, Market.INDEX, Market.NYSE, Market.KOSDAQ} <= markets


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
