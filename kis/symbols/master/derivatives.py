"""선물옵션: futures, spreads and options on indices and on stocks.

Contracts are told by the columns of the file, never by their code, whose form has changed before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kis.derivatives.contracts import SPECIFICATIONS, STOCK, Kind, Specification, expiry
from kis.market.fees import Market
from kis.market.ticks import Board
from kis.symbols.instrument import Contract, Instrument
from kis.symbols.master.layout import BrokenLine, Column, Separated, number

CONTRACTS = Separated(
    b"|",
    9,
    kind=Column("info_type", "상품종류", 0),
    code=Column("shrn_iscd", "단축코드", 1),
    standard_code=Column("stnd_iscd", "표준코드", 2),
    name=Column("kor_name", "한글종목명", 3),
    strike=Column("acpr", "행사가", 5),
    nearness=Column("mmsc_cls_code", "월물구분코드", 6),
    underlying=Column("unas_shrn_iscd", "기초자산 단축코드", 7),
    underlying_name=Column("unas_kor_name", "기초자산명", 8),
)

_F, _S, _C, _P = Kind.FUTURE, Kind.SPREAD, Kind.CALL, Kind.PUT
INDEX_KINDS: Mapping[str, Kind] = {
    **{"1": _F, "2": _S, "5": _C, "6": _P},  # 지수
    **{"3": _F, "4": _S},  # 스타
    **{"7": _F, "8": _S},  # 변동성
    **{"9": _F, "A": _S},  # 섹터
    **{"B": _F, "C": _S, "D": _C, "E": _P},  # 미니
    **{"J": _C, "K": _P},  # 코스닥150
    **{"L": _C, "M": _P},  # 위클리
}
"""상품종류 of contracts on indices."""

STOCK_KINDS: Mapping[str, Kind] = {
    **{"1": _F, "2": _S},  # KOSPI
    **{"3": _F, "4": _S},  # KOSDAQ
    **{"5": _C, "6": _P},
}
"""상품종류 of contracts on stocks."""

_WORDS = {Kind.FUTURE: "선물", Kind.SPREAD: "스프레드", Kind.CALL: "콜", Kind.PUT: "풋"}
_MINI, _WEEKLY = frozenset("BCDE"), frozenset("LM")
_MONTH = re.compile(r"(?<![0-9])(20[0-9]{2})(0[1-9]|1[0-2])(?![0-9])")
_NEAREST = "1"


def on_index(row: Mapping[str, str]) -> Instrument:
    """Read a contract on an index. Of one that is neither KOSPI200 nor KOSDAQ150 the multiplier is left open."""
    kind, known = _kind(row, INDEX_KINDS), _specification(row)
    board = known.board(kind) if known else Board.INDEX_OPTION if kind.is_option else Board.INDEX_FUTURE
    contract = _contract(row, kind, known.multiplier if known else None, ends=row["kind"] not in _WEEKLY)
    return _instrument(row, board, contract)


def on_stock(row: Mapping[str, str]) -> Instrument:
    """Read a contract on a stock, priced in won."""
    kind = _kind(row, STOCK_KINDS)
    return _instrument(row, STOCK.board(kind), _contract(row, kind, STOCK.multiplier, ends=True))


def _kind(row: Mapping[str, str], kinds: Mapping[str, Kind]) -> Kind:
    if row["kind"] not in kinds:
        raise BrokenLine(f"no such kind of contract: {row['kind']!r}")
    return kinds[row["kind"]]


def _specification(row: Mapping[str, str]) -> Specification | None:
    """What no file tells, by the kind of contract and the name of its index."""
    name = row["underlying_name"].upper().replace(" ", "").replace("KOSDAQ", "코스닥").replace("KOSPI", "코스피")
    if row["kind"] in _MINI:
        name = f"미니{name.removeprefix('미니')}"
    return next((known for known in SPECIFICATIONS.values() if known.name == name), None)


def _contract(row: Mapping[str, str], kind: Kind, multiplier: int | None, *, ends: bool) -> Contract:
    month = _MONTH.search(row["name"])
    return Contract(
        kind,
        row["underlying"],
        row["underlying_name"],
        month=month[0] if month else "",
        expires=expiry(int(month[1]), int(month[2])) if month and ends else None,
        strike=number(row["strike"]) or None,
        multiplier=multiplier,
        nearest=row["nearness"] == _NEAREST,
    )


def _instrument(row: Mapping[str, str], board: Board, contract: Contract) -> Instrument:
    return Instrument(
        row["code"],
        row["name"],
        Market.OPTION if contract.kind.is_option else Market.FUTURE,
        board,
        aliases=(_spoken(contract),),
        standard_code=row["standard_code"],
        decimals=board.decimals,
        contract=contract,
    )


def _spoken(contract: Contract) -> str:
    """The contract in words, since the file's own name may be as short as `F 202612`."""
    strike = f" {contract.strike.normalize():f}" if contract.strike else ""
    return f"{contract.underlying_name or contract.underlying} {_WORDS[contract.kind]} {contract.month}{strike}".strip()
