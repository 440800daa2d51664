"""How master files are cut into columns, and what a row says."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kis.derivatives.contracts import Kind
from kis.market.fees import Market
from kis.market.ticks import Board
from kis.symbols import SymbolIndex
from kis.symbols.instrument import Contract, Instrument, MarketWarning
from kis.symbols.master import derivatives, domestic, overseas
from kis.symbols.master.files import FILES, MasterFile, Parsed, parse
from kis.symbols.master.layout import BrokenLine, Column, Fixed, Separated, day, number
from tests.kis.portal import FOLDER, needs_portal

BY_NAME = {file.name: file for file in FILES}
CELL = st.text("가나뷁㈜ＡA0 -.&/", max_size=8).map(str.strip)


def layouts() -> dict[str, Any]:
    """The layouts as KIS's own loaders have them."""
    files: dict[str, Any] = json.loads((FOLDER / "master_layouts.json").read_text("utf-8"))["files"]
    return files


@needs_portal
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_columns_are_where_kis_has_them(file: MasterFile) -> None:
    """Every column has the byte offset and width, or the number, that KIS documents under its name."""
    known = layouts()
    if isinstance(file.layout, Fixed):
        documented = {row["name"]: (row["offset"], row["width"]) for row in known[file.name]["fields"]}
    elif file.layout.separator == b"\t":
        documented = {row["name"]: (at, 0) for at, row in enumerate(known["overseas *mst.cod"]["columns"])}
    else:
        documented = {row.split()[0]: (at, 0) for at, row in enumerate(known[file.name]["columns"])}

    for column in file.layout.columns.values():
        assert (column.place, column.width) == documented[column.wire], column


@needs_portal
@pytest.mark.parametrize("name", ["kospi_code.mst", "kosdaq_code.mst", "konex_code.mst"])
def test_lines_are_as_wide_as_documented(name: str) -> None:
    """A line that is written has every byte that KIS's has."""
    layout = BY_NAME[name].layout

    assert isinstance(layout, Fixed)
    assert layout.width == layouts()[name]["line_bytes"]


@needs_portal
@pytest.mark.parametrize(
    "name", ["idxcode.mst", "kosdaq_code.mst", "kospi_code.mst", "nasmst.cod", "fo_idx_code_mts.mst"]
)
def test_sample_files_are_read_whole(name: str) -> None:
    """The samples have a first row like every other, and no line is lost."""
    data = (FOLDER / "samples" / "master" / name).read_bytes()
    parsed = parse(BY_NAME[name], data)

    assert parsed.broken == 0
    assert len(parsed.instruments) == data.count(b"\n")


@needs_portal
def test_what_the_samples_say() -> None:
    """Names in Korean letters of two bytes, prices and market values after them, contracts by their columns."""
    folder = FOLDER / "samples" / "master"
    samsung, fund, note = parse(BY_NAME["kospi_code.mst"], (folder / "kospi_code.mst").read_bytes()).instruments
    apple, _ = parse(BY_NAME["nasmst.cod"], (folder / "nasmst.cod").read_bytes()).instruments
    call, future = parse(BY_NAME["fo_idx_code_mts.mst"], (folder / "fo_idx_code_mts.mst").read_bytes()).instruments

    assert (samsung.name, samsung.reference, samsung.market_cap) == ("삼성전자", Decimal(71900), 4_292_273)
    assert (fund.board, note.code, note.board) == (Board.FUND, "Q500001", Board.FUND)
    assert (apple.name, apple.english, apple.currency, apple.reference) == (
        "애플",
        "APPLE INC",
        "USD",
        Decimal("212.28"),
    )
    assert call.contract == Contract(
        Kind.CALL, "2001", "KOSPI200", "202610", date(2026, 10, 8), Decimal(1125), multiplier=250_000
    )
    assert future.contract == Contract(
        Kind.FUTURE, "2001", "KOSPI200", "202612", date(2026, 12, 10), multiplier=250_000, nearest=True
    )


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
@given(data=st.data())
def test_written_line_is_read_back(file: MasterFile, data: st.DataObject) -> None:
    """Whatever fits its columns comes back the same."""
    layout = file.layout
    row = {}
    for name, column in layout.columns.items():
        cell = data.draw(CELL, label=name)
        width = column.width or 100
        row[name] = cell if len(cell.encode("cp949")) <= width else ""

    assert layout.read(layout.write(row)) == row


@given(st.binary(max_size=2_000), st.sampled_from(FILES))
def test_any_bytes_are_bearable(data: bytes, file: MasterFile) -> None:
    """A file of noise is read without an error: each line is an instrument or is counted as broken."""
    parsed = parse(file, data)

    lines = [line for line in data.split(b"\n") if line.strip()]
    assert len(parsed.instruments) + parsed.broken == len(lines)


@given(st.sampled_from(FILES), st.integers(0, 300), st.integers(0, 255))
def test_one_wrong_byte_costs_one_line_at_most(file: MasterFile, place: int, byte: int) -> None:
    """Damage in one line leaves the lines before and after it whole."""
    good = line_of(file)
    bad = bytearray(good)
    bad[place % len(bad)] = byte
    parsed = parse(file, good + b"\n" + bytes(bad).replace(b"\n", b" ") + b"\n" + good + b"\n")

    assert len(parsed.instruments) >= 2
    assert parsed.instruments[0] == parsed.instruments[-1]


def line_of(file: MasterFile) -> bytes:
    """A plain line of a file."""
    row = {
        **{"code": "005930", "name": "시험 종목", "standard_code": "KR7005930003", "reference": "000071900"},
        **{"kind": "1", "exchange": "NAS", "english": "TEST", "currency": "USD", "decimals": "2", "lot": "1"},
        **{"underlying_name": "KOSPI200", "underlying": "2001", "right": "C", "expires": "20261210"},
    }
    return file.layout.write({name: cell for name, cell in row.items() if name in file.layout.columns})


def test_name_that_ends_within_a_letter() -> None:
    """Forty bytes may end in the middle of a Korean letter; the half is left out."""
    line = domestic.KOSPI.write({"code": "005930", "name": f"가{'나' * 19}"})
    cut = line[:21] + b"a" + line[21:60] + line[61:]

    assert domestic.KOSPI.read(line)["name"] == f"가{'나' * 19}"
    assert domestic.KOSPI.read(cut)["name"] == f"a가{'나' * 18}"


def test_longer_lines_are_read_and_shorter_ones_are_broken() -> None:
    """KIS adds columns at the end; a line that ends before the last one that is needed is not whole."""
    file = BY_NAME["kospi_code.mst"]
    line = line_of(file)

    assert parse(file, line + b"NEW\r\n").instruments == parse(file, line).instruments
    assert parse(file, line[:200] + b"\n" + line) == Parsed(parse(file, line).instruments, broken=1)


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"halted": "Y"}, {"halted": True}),
        ({"administrative": "Y"}, {"administrative": True}),
        ({"liquidating": "Y"}, {"liquidating": True}),
        ({"warning": "02"}, {"warning": MarketWarning.WARNED}),
        ({"warning": "77"}, {"warning": MarketWarning.NONE}),
        ({"group": "EF"}, {"board": Board.FUND}),
        ({"fund_kind": "3"}, {"board": Board.FUND}),
        ({"lot": "00010"}, {"lot": 10}),
        ({"market_cap": "", "reference": "?"}, {"market_cap": None, "reference": None}),
    ],
)
def test_facts_of_a_stock(columns: dict[str, str], expected: dict[str, object]) -> None:
    """Flags, kinds and numbers of a row, blanks and nonsense among them."""
    row = dict.fromkeys(domestic.KOSDAQ.columns, "") | {"code": "247540", "name": "시험"} | columns
    found = domestic.stock(Market.KOSDAQ, row)

    assert {name: getattr(found, name) for name in expected} == expected


def test_facts_of_an_elw() -> None:
    """An ELW is a contract with a strike and a last day; an exotic one is not."""
    row = {"code": "57LA24", "name": "시험콜", "standard_code": "", "underlying": "005930", "strike": "000070000"}
    call = domestic.elw(row | {"expires": "20261210", "right": "C"})

    assert call.contract == Contract(
        Kind.CALL, "005930", month="202612", expires=date(2026, 12, 10), strike=Decimal(70_000)
    )
    assert (call.market, call.board, call.lot) == (Market.ELW, Board.FUND, 10)
    assert domestic.elw(row | {"expires": "00000000", "right": "E"}).contract is None


@pytest.mark.parametrize(
    ("kind", "underlying", "expected"),
    [
        ("1", "KOSPI200", (Kind.FUTURE, 250_000, Board.INDEX_FUTURE)),
        ("5", "코스피200", (Kind.CALL, 250_000, Board.INDEX_OPTION)),
        ("B", "KOSPI200", (Kind.FUTURE, 50_000, Board.MINI_FUTURE)),
        ("E", "미니 KOSPI200", (Kind.PUT, 50_000, Board.MINI_OPTION)),
        ("1", "KOSDAQ 150", (Kind.FUTURE, 10_000, Board.KOSDAQ_FUTURE)),
        ("K", "코스닥150", (Kind.PUT, 10_000, Board.KOSDAQ_OPTION)),
        ("9", "에너지/화학", (Kind.FUTURE, None, Board.INDEX_FUTURE)),
        ("2", "KOSPI200", (Kind.SPREAD, 250_000, Board.INDEX_FUTURE)),
    ],
)
def test_facts_of_an_index_contract(kind: str, underlying: str, expected: tuple[object, ...]) -> None:
    """Multiplier and ticks follow from the kind of contract and its index."""
    row = dict.fromkeys(derivatives.CONTRACTS.columns, "") | {
        "kind": kind,
        "underlying_name": underlying,
        "name": "F 202612",
    }
    found = derivatives.on_index(row)

    assert found.contract is not None
    assert (found.contract.kind, found.contract.multiplier, found.board) == expected
    assert found.market is (Market.OPTION if found.contract.kind.is_option else Market.FUTURE)


def test_weekly_option_has_no_monthly_end() -> None:
    """A weekly option ends in a week that no column tells."""
    row = dict.fromkeys(derivatives.CONTRACTS.columns, "") | {
        "kind": "L",
        "underlying_name": "KOSPI200",
        "name": "C 202612W1 400",
    }
    found = derivatives.on_index(row)

    assert found.contract is not None
    assert found.contract.expires is None


def test_contract_is_found_by_words() -> None:
    """The file calls a call `C 202610 1,125.0`; people say index, kind, month and strike."""
    row = dict.fromkeys(derivatives.CONTRACTS.columns, "") | {
        "kind": "5",
        "code": "B01610A51",
        "name": "C 202610 1,125.0",
    }
    found = derivatives.on_index(row | {"underlying_name": "KOSPI200", "strike": "01125.00"})

    assert SymbolIndex([found]).resolve("kospi200 콜 202610 1125") == found
    assert SymbolIndex([found]).search("kospi200 콜") == [found]


def test_contract_on_a_stock() -> None:
    """Ten shares, priced in won."""
    row = dict.fromkeys(derivatives.CONTRACTS.columns, "") | {
        "kind": "3",
        "underlying": "247540",
        "name": "에코프로비엠 F 202612",
    }
    found = derivatives.on_stock(row)

    assert found.contract is not None
    assert (found.contract.underlying, found.contract.multiplier, found.decimals) == ("247540", 10, 0)


def test_row_abroad_without_a_korean_name() -> None:
    """The English name serves, an index is no stock, and an unknown exchange is no row."""
    row = dict.fromkeys(overseas.STOCKS.columns, "") | {
        "exchange": "HKS",
        "code": "00700",
        "english": "TENCENT",
        "lot": "100",
    }
    expected = Instrument("00700", "TENCENT", Market.HKEX, Board.HONG_KONG, english="TENCENT", currency="HKD", lot=100)

    assert overseas.stock(row) == expected
    assert overseas.stock(row | {"kind": "1"}).market is Market.INDEX
    with pytest.raises(BrokenLine):
        overseas.stock(row | {"exchange": "XXX"})


def test_numbers_and_days() -> None:
    """What is no number or day is nothing, however large it claims to be."""
    assert [number(text) for text in ("000.50", "-1", "", "1e999999999", "9" * 40, "١٢")] == [
        *(Decimal("0.5"), Decimal(-1)),
        *(None, None, None, None),
    ]
    assert [day(text) for text in ("20261210", "20261340", "2026", "")] == [date(2026, 12, 10), None, None, None]


def test_separated_line_needs_its_columns() -> None:
    """A line that ends before the last column that is needed is broken; what follows that is not missed."""
    layout = Separated(b"|", 5, one=Column("one", "하나", 0), three=Column("three", "셋", 2))

    assert layout.read(b"a|b|c") == {"one": "a", "three": "c"}
    with pytest.raises(BrokenLine):
        layout.read(b"a|b")
