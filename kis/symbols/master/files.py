"""All master files, and the way from their bytes to instruments."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from kis.credentials import MASTER_FILES
from kis.market.fees import Market
from kis.symbols.instrument import Instrument
from kis.symbols.master import derivatives, domestic, overseas
from kis.symbols.master.layout import BrokenLine, Fixed, Separated

ORIGIN = MASTER_FILES
"""Where KIS has them, without login or key."""

_CODE = re.compile(r"[!-~]{1,16}")


@dataclass(frozen=True, slots=True)
class MasterFile:
    """One file: its name at KIS (there with `.zip`), Korean title, markets, layout, and how many rows it has at least.

    `least` is far below what is listed in 2026; a file with fewer rows is not whole.
    """

    name: str
    title: str
    markets: frozenset[Market]
    layout: Fixed | Separated
    instrument: Callable[[Mapping[str, str]], Instrument]
    least: int


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file says; `broken` lines could not be read and were passed over."""

    instruments: tuple[Instrument, ...]
    broken: int


def parse(file: MasterFile, data: bytes) -> Parsed:
    """Read a file line by line; raises nothing, whatever the bytes."""
    instruments = []
    broken = 0
    for line in data.split(b"\n"):
        if not line.strip():
            continue
        try:
            instruments.append(_read(file, line.rstrip(b"\r")))
        except BrokenLine:
            broken += 1
    return Parsed(tuple(instruments), broken)


def _read(file: MasterFile, line: bytes) -> Instrument:
    row = file.layout.read(line)
    if not _CODE.fullmatch(row["code"]):
        raise BrokenLine("no code")
    found = file.instrument(row)
    if not found.name:
        raise BrokenLine("no name")
    return found


def _stocks(name: str, title: str, market: Market, layout: Fixed, least: int) -> MasterFile:
    return MasterFile(name, title, frozenset({market}), layout, partial(domestic.stock, market), least)


def _overseas(name: str, title: str, market: Market, least: int) -> MasterFile:
    return MasterFile(name, title, frozenset({market}), overseas.STOCKS, overseas.stock, least)


_DERIVATIVES = frozenset({Market.FUTURE, Market.OPTION})

FILES = (
    _stocks("kospi_code.mst", "코스피", Market.KOSPI, domestic.KOSPI, 1_000),
    _stocks("kosdaq_code.mst", "코스닥", Market.KOSDAQ, domestic.KOSDAQ, 1_000),
    _stocks("konex_code.mst", "코넥스", Market.KONEX, domestic.KONEX, 30),
    MasterFile("idxcode.mst", "업종", frozenset({Market.INDEX}), domestic.INDICES, domestic.index, 50),
    _overseas("nasmst.cod", "나스닥", Market.NASDAQ, 1_500),
    _overseas("nysmst.cod", "뉴욕", Market.NYSE, 1_000),
    _overseas("amsmst.cod", "아멕스", Market.AMEX, 500),
    _overseas("hksmst.cod", "홍콩", Market.HKEX, 1_000),
    _overseas("tsemst.cod", "도쿄", Market.TSE, 1_500),
    _overseas("shsmst.cod", "상해", Market.SSE, 800),
    _overseas("szsmst.cod", "심천", Market.SZSE, 1_000),
    _overseas("hnxmst.cod", "하노이", Market.HNX, 100),
    _overseas("hsxmst.cod", "호찌민", Market.HSX, 100),
    MasterFile("fo_idx_code_mts.mst", "지수선물옵션", _DERIVATIVES, derivatives.CONTRACTS, derivatives.on_index, 100),
    MasterFile("fo_stk_code_mts.mst", "주식선물옵션", _DERIVATIVES, derivatives.CONTRACTS, derivatives.on_stock, 100),
    MasterFile("elw_code.mst", "ELW", frozenset({Market.ELW}), domestic.ELW, domestic.elw, 100),
)
"""In the order of importance: what most users mean first."""
