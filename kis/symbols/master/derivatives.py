"""선물옵션: futures, spreads and options on indices and on stocks.

Contracts are told by the columns of the file, never by their code, whose form has changed before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kis.market.fees import Market
from kis.market.ticks import Board
from kis.symbols.instrument import Contract, ContractKind, Instrument
from kis.symbols.master.layout import BrokenLine, Column, Separated, number
from kis.symbols.months import last_trading_day

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

_F, _S, _C, _P = ContractKind.FUTURE, ContractKind.SPREAD, ContractKind.CALL, ContractKind.PUT
INDEX_KINDS: Mapping[str, ContractKind] = {
    **{"1": _F, "2": _S, "5": _C, "6": _P},  # 지수
    **{"3": _F, "4": _S},  # 스타
    **{"7": _F, "8": _S},  # 변동성
    **{"9": _F, "A": _S},  # 섹터
    **{"B": _F, "C": _S, "D": _C, "E": _P},  # 미니
    **{"J": _C, "K": _P},  # 코스닥150
    **{"L": _C, "M": _P},  # 위클리
}
"""상품종류 of contracts on indices."""

STOCK_KINDS: Mapping[str, ContractKind] = {
    **{"1": _F, "2": _S},  # KOSPI
    **{"3": _F, "4": _S},  # KOSDAQ
    **{"5": _C, "6": _P},
}
"""상품종류 of contracts on stocks."""

_OPTIONS = frozenset({_C, _P})
_MINI, _WEEKLY = frozenset("BCDE"), frozenset("LM")
_MONTH = re.compile(r"(?<![0-9])(20[0-9]{2})(0[1-9]|1[0-2])(?![0-9])")
_NEAREST = "1"
_A_STOCK = 10


def on_index(row: Mapping[str, str]) -> Instrument:
    """Read a contract on an index."""
    kind = _kind(row, INDEX_KINDS)
    contract = _contract(row, kind, _won_a_point(row), ends=row["kind"] not in _WEEKLY)
    future = Board.MINI_FUTURE if row["kind"] in _MINI else Board.INDEX_FUTURE
    board = Board.INDEX_OPTION if kind in _OPTIONS else future
    return _instrument(row, board, contract, decimals=2)


def on_stock(row: Mapping[str, str]) -> Instrument:
    """Read a contract on a stock, priced in won."""
    return _instrument(row, Board.STOCK_FUTURE, _contract(row, _kind(row, STOCK_KINDS), _A_STOCK, ends=True))


def _kind(row: Mapping[str, str], kinds: Mapping[str, ContractKind]) -> ContractKind:
    if row["kind"] not in kinds:
        raise BrokenLine(f"no such kind of contract: {row['kind']!r}")
    return kinds[row["kind"]]


def _contract(row: Mapping[str, str], kind: ContractKind, multiplier: int | None, *, ends: bool) -> Contract:
    month = _MONTH.search(row["name"])
    return Contract(
        kind,
        row["underlying"],
        row["underlying_name"],
        month=month[0] if month else "",
        expires=last_trading_day(int(month[1]), int(month[2])) if month and ends else None,
        strike=number(row["strike"]) or None,
        multiplier=multiplier,
        nearest=row["nearness"] == _NEAREST,
    )


def _instrument(row: Mapping[str, str], board: Board, contract: Contract, decimals: int = 0) -> Instrument:
    return Instrument(
        row["code"],
        row["name"],
        Market.OPTION if contract.kind in _OPTIONS else Market.FUTURE,
        board,
        standard_code=row["standard_code"],
        decimals=decimals,
        contract=contract,
    )


def _won_a_point(row: Mapping[str, str]) -> int | None:
    """The multiplier (거래승수), which no file tells: KOSPI200 250,000 won, mini 50,000, KOSDAQ150 10,000."""
    if row["kind"] in _MINI:
        return 50_000
    name = row["underlying_name"].upper().replace(" ", "").replace("코스닥", "KOSDAQ").replace("코스피", "KOSPI")
    return {"KOSPI200": 250_000, "KOSDAQ150": 10_000}.get(name)
