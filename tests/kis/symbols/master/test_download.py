"""Master files over real sockets: on good days, on bad days, over nights and restarts."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from kis.errors import KisError, MalformedMessage, Unreachable
from kis.market.clock import KST
from kis.market.fees import DOMESTIC, Market
from kis.simulator import Simulator
from kis.symbols import Instrument, well_known
from kis.symbols.live import Source, Symbols
from kis.symbols.master.checks import Demands
from kis.symbols.master.fetch import unpack
from kis.symbols.master.files import FILES
from kis.transport import Timeouts
from tests.kis.scripted import Say, Scripted

KOSPI = FILES[0]
PATH = f"/common/master/{KOSPI.name}.zip"
FRIDAY = datetime(2026, 11, 27, 9, 0, tzinfo=KST)
ANY_SIZE = Demands(least=0)


def lines(count: int) -> bytes:
    """A KOSPI file of so many stocks."""
    rows = (KOSPI.layout.write({"code": f"9{n:05}", "name": f"시험종목{n}"}) for n in range(count))
    return b"".join(row + b"\n" for row in rows)


def packed(data: bytes, *names: str) -> bytes:
    """An archive with the data under each name."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names or (KOSPI.name,):
            archive.writestr(name, data)
    return made.getvalue()


class Clock:
    """A host's clock that a test sets."""

    def __init__(self) -> None:
        self.now = FRIDAY

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "master"


@pytest.fixture
def symbols(server: Scripted, folder: Path, clock: Clock) -> Symbols:
    """Symbols with one file, from a server that says what the test tells it to."""
    patience = Timeouts(connect=2, read=2)
    return Symbols(folder, origin=server.origin, files=FILES[:1], demands=ANY_SIZE, timeouts=patience, now=clock)


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with Simulator.serve(now=FRIDAY, speed=0) as opened:
        yield opened


async def test_simulator_lists_what_it_trades(simulator: Simulator, folder: Path, clock: Clock) -> None:
    """From the download host's path come files whose stocks are those of the broker, with today's reference prices."""
    symbols = Symbols(folder, origin=simulator.rest, demands=ANY_SIZE, now=clock)
    await symbols.refresh()
    traded = simulator.broker.domestic.markets

    samsung = symbols.by_code("005930", Market.KOSPI)
    assert {found.code for found in symbols.index.only(DOMESTIC | {Market.ELW})} == set(traded)
    assert samsung is not None
    assert (samsung.reference, samsung.aliases, samsung.nxt) == (traded["005930"].quote.reference, ("삼전",), True)
    assert symbols.search("ㅅㅅㅈㅈ", 1) == [samsung]
    assert symbols.search("코스피200", 1, markets={Market.INDEX})[0].code == "2001"
    assert all(found.contract and found.contract.strike for found in symbols.index.only({Market.ELW}))


async def test_simulator_lists_every_market(simulator: Simulator, folder: Path, clock: Clock) -> None:
    """Stocks abroad with their lots and currencies, contracts with their months and multipliers; each as it trades."""
    symbols = Symbols(folder, origin=simulator.rest, demands=ANY_SIZE, now=clock)
    await symbols.refresh()
    broker = simulator.broker

    assert list(symbols.refusals) == ["konex_code.mst"]
    for code, abroad in broker.overseas.markets.items():
        found = symbols.by_code(code)
        assert found is not None
        assert (found.exchange, found.lot) == (abroad.listing.exchange, abroad.listing.lot)
        assert found.reference == abroad.listing.board.decimal(abroad.quote.reference)
    for code, contract in broker.derivatives.markets.items():
        found = symbols.by_code(code)
        assert found is not None
        assert found.contract is not None
        assert found.contract.kind is contract.listing.contract.kind
        assert found.contract.expires == contract.listing.last_day
        assert found.contract.multiplier == contract.listing.specification.multiplier
        assert found.contract.strike == contract.listing.contract.strike
        assert found.board is contract.listing.board
    near = symbols.resolve("지수선물")
    assert isinstance(near, Instrument)
    assert near.contract is not None
    assert near.contract.nearest


async def test_markets_without_a_file_keep_their_shipped_names(
    simulator: Simulator, folder: Path, clock: Clock
) -> None:
    """What a host does not have is a refusal by name, and apples are found all the same."""
    symbols = Symbols(folder, origin=simulator.rest, files=(FILES[0], FILES[2]), demands=ANY_SIZE, now=clock)
    await symbols.refresh()

    assert list(symbols.refusals) == ["konex_code.mst"]
    assert isinstance(symbols.refusals["konex_code.mst"], Unreachable)
    assert symbols.search("애플", 1)[0].code == "AAPL"
    assert symbols.by_code("032830") is None


async def test_before_anything_was_loaded(symbols: Symbols) -> None:
    """The shipped list answers at once, and says that it is what it is."""
    assert (symbols.source, symbols.as_of, symbols.due()) == (Source.SHIPPED, None, True)
    assert symbols.index is well_known()
    assert symbols.resolve("삼전") == well_known().by_code("005930")


async def test_from_network_to_disk_to_another_process(
    symbols: Symbols, server: Scripted, folder: Path, clock: Clock
) -> None:
    """A file that was loaded is kept, and serves a process that is offline, with the time it was loaded."""
    server.answer(PATH, Say(raw=packed(lines(50))))
    await symbols.refresh()
    later = Symbols(folder, origin="http://127.0.0.1:1", files=FILES[:1], demands=ANY_SIZE, now=clock)
    await later.load()

    assert (symbols.source, symbols.as_of, symbols.due()) == (Source.DOWNLOADED, FRIDAY, False)
    assert (later.source, later.as_of, later.due()) == (Source.CACHED, FRIDAY, False)
    assert isinstance(later.resolve("시험종목7"), Instrument)
    assert os.listdir(folder) == [KOSPI.name]
    assert not os.stat(folder / KOSPI.name).st_mode & stat.S_IWOTH


BAD_DAYS = [
    pytest.param(Say(cut=True), Unreachable, id="cut before the answer"),
    pytest.param(Say(raw=packed(lines(60)), truncate=100), Unreachable, id="cut within the answer"),
    pytest.param(Say(raw=b"not found", status=404), Unreachable, id="not there"),
    pytest.param(Say(status=302, headers={"Location": "http://127.0.0.1:1/"}), Unreachable, id="sent elsewhere"),
    pytest.param(Say(raw=b""), MalformedMessage, id="empty"),
    pytest.param(Say(raw=b"<html>" * 50), MalformedMessage, id="a page of a proxy"),
    pytest.param(Say(raw=packed(lines(60))[:-30]), MalformedMessage, id="archive without its end"),
    pytest.param(Say(raw=packed(lines(60), "a", "b")), MalformedMessage, id="two members"),
    pytest.param(Say(raw=packed(b"")), MalformedMessage, id="empty file"),
    pytest.param(Say(raw=packed(lines(47))), MalformedMessage, id="shrunk by six percent"),
    pytest.param(Say(raw=packed(lines(60) + b"noise\n" * 3)), MalformedMessage, id="many broken lines"),
    pytest.param(Say(raw=packed(b"\0" * 70_000_000)), MalformedMessage, id="a bomb"),
]


@pytest.mark.parametrize(("answer", "expected"), BAD_DAYS)
async def test_bad_file_leaves_the_last_good_one(
    symbols: Symbols, server: Scripted, folder: Path, clock: Clock, answer: Say, expected: type[KisError]
) -> None:
    """The refusal is there to be seen; what was known stays, in memory and on disk."""
    server.answer(PATH, Say(raw=packed(lines(50))), answer)
    await symbols.refresh()
    before = (folder / KOSPI.name).read_bytes()
    clock.now += timedelta(days=3)
    await symbols.refresh()

    assert isinstance(symbols.refusals[KOSPI.name], expected)
    assert isinstance(symbols.resolve("시험종목7"), Instrument)
    assert symbols.as_of == FRIDAY
    assert (folder / KOSPI.name).read_bytes() == before


async def test_a_few_stocks_less_are_no_shrinking(symbols: Symbols, server: Scripted, clock: Clock) -> None:
    """Delistings happen: within the bound the new file is taken, and the refusal of before is gone."""
    server.answer(PATH, Say(raw=packed(lines(50))), Say(cut=True), Say(raw=packed(lines(48))))
    for _ in range(3):
        await symbols.refresh()
        clock.now += timedelta(days=3)

    assert symbols.resolve("시험종목49") is None
    assert dict(symbols.refusals) == {}


async def test_too_few_rows_for_a_market(server: Scripted, folder: Path, clock: Clock) -> None:
    """A first file of fifty stocks is no KOSPI, whatever it was before."""
    symbols = Symbols(folder, origin=server.origin, files=FILES[:1], now=clock)
    server.answer(PATH, Say(raw=packed(lines(50))))
    await symbols.refresh()

    assert isinstance(symbols.refusals[KOSPI.name], MalformedMessage)
    assert symbols.source is Source.SHIPPED


async def test_a_file_that_failed_is_left_alone_for_a_while(symbols: Symbols, server: Scripted, clock: Clock) -> None:
    """Whoever looks every minute does not ask every minute."""
    server.answer(PATH, Say(status=500))
    await symbols.refresh()
    for minutes in (1, 8, 2):
        clock.now += timedelta(minutes=minutes)
        if symbols.due():
            await symbols.refresh()

    assert len(server.to(PATH)) == 2


async def test_new_file_each_business_day(symbols: Symbols, server: Scripted, clock: Clock) -> None:
    """Over a weekend nothing is asked; on Monday before the open it is."""
    server.answer(PATH, Say(raw=packed(lines(50))))
    await symbols.refresh()
    asked = []
    for hours in range(1, 97):
        clock.now = FRIDAY + timedelta(hours=hours)
        if symbols.due():
            await symbols.refresh()
            asked.append(clock.now)

    assert [moment.strftime("%a %H") for moment in asked] == ["Mon 08", "Tue 08"]


async def test_hour_of_the_new_files_is_a_setting(server: Scripted, folder: Path, clock: Clock) -> None:
    """Who knows when KIS makes the files may say so; before that hour yesterday's are the newest."""
    symbols = Symbols(folder, origin=server.origin, files=FILES[:1], demands=ANY_SIZE, ready=time(6, 0), now=clock)
    server.answer(PATH, Say(raw=packed(lines(50))))
    await symbols.refresh()

    monday = FRIDAY + timedelta(days=3)
    assert not symbols.due(monday.replace(hour=5, minute=59))
    assert symbols.due(monday.replace(hour=6))


async def test_disk_that_takes_nothing(server: Scripted, tmp_path: Path, clock: Clock) -> None:
    """Where the folder cannot be made the new names serve all the same, until the process ends."""
    (tmp_path / "file").write_bytes(b"")
    symbols = Symbols(tmp_path / "file" / "below", origin=server.origin, files=FILES[:1], demands=ANY_SIZE, now=clock)
    server.answer(PATH, Say(raw=packed(lines(50))))
    await symbols.load()
    await symbols.refresh()

    assert isinstance(symbols.resolve("시험종목7"), Instrument)


async def test_damaged_copy_on_disk_is_as_good_as_none(symbols: Symbols, folder: Path) -> None:
    """Half a file of another program is passed over at the start."""
    os.mkdir(folder)
    (folder / KOSPI.name).write_bytes(b"\x00\xff" * 500)
    await symbols.load()

    assert symbols.source is Source.SHIPPED


def damaged() -> Iterator[bytes]:
    """An archive with each byte of it changed in turn."""
    good = packed(lines(3))
    for place in range(len(good)):
        bad = bytearray(good)
        bad[place] ^= 0x5A
        yield bytes(bad)


def test_any_damaged_archive_is_refused_or_read() -> None:
    """Whatever byte is wrong: a `MalformedMessage` or the content, nothing else."""
    for packing in damaged():
        try:
            data = unpack(KOSPI, packing)
        except MalformedMessage:
            continue
        assert data == lines(3)


def test_archive_is_unpacked_within_its_bound() -> None:
    """A member may be as large as the bound and not a byte larger."""
    assert unpack(KOSPI, packed(b"x" * 1_000), largest=1_000) == b"x" * 1_000
    with pytest.raises(MalformedMessage):
        unpack(KOSPI, packed(b"x" * 1_001), largest=1_000)
