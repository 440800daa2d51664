"""국내 종목: KOSPI, KOSDAQ, KONEX, ELW and 업종."""

from __future__ import annotations

from collections.abc import Mapping

from kis.derivatives.contracts import Kind
from kis.market.fees import Market
from kis.market.ticks import Board
from kis.symbols.instrument import Contract, Instrument, MarketWarning
from kis.symbols.master.layout import Column, Fixed, day, number, whole

_CODE = Column("mksc_shrn_iscd", "단축코드", 0, 9)
_STANDARD_CODE = Column("stnd_iscd", "표준코드", 9, 12)
_NAME = Column("hts_kor_isnm", "한글종목명", 21, 40)
_GROUP = Column("scrt_grp_cls_code", "증권그룹구분코드", 61, 2)

KOSPI = Fixed(
    288,
    code=_CODE,
    standard_code=_STANDARD_CODE,
    name=_NAME,
    group=_GROUP,
    fund_kind=Column("etp_prod_cls_code", "ETP 상품구분코드", 83, 1),
    reference=Column("stck_sdpr", "기준가", 102, 9),
    lot=Column("frml_mrkt_deal_qty_unit", "매매수량단위", 111, 5),
    halted=Column("trht_yn", "거래정지 여부", 121, 1),
    liquidating=Column("sltr_yn", "정리매매 여부", 122, 1),
    administrative=Column("mang_issu_yn", "관리종목 여부", 123, 1),
    warning=Column("mrkt_alrm_cls_code", "시장경고 구분코드", 124, 2),
    market_cap=Column("prdy_avls_scal", "시가총액 (억원)", 273, 9),
)

KOSDAQ = Fixed(
    282,
    code=_CODE,
    standard_code=_STANDARD_CODE,
    name=_NAME,
    group=_GROUP,
    fund_kind=Column("etp_prod_cls_code", "ETP 상품구분코드", 79, 1),
    reference=Column("stck_sdpr", "기준가", 97, 9),
    lot=Column("frml_mrkt_deal_qty_unit", "매매수량단위", 106, 5),
    halted=Column("trht_yn", "거래정지 여부", 116, 1),
    liquidating=Column("sltr_yn", "정리매매 여부", 117, 1),
    administrative=Column("mang_issu_yn", "관리종목 여부", 118, 1),
    warning=Column("mrkt_alrm_cls_code", "시장경고 구분코드", 119, 2),
    market_cap=Column("prdy_avls_scal", "시가총액 (억원)", 267, 9),
)

KONEX = Fixed(
    245,
    code=_CODE,
    standard_code=_STANDARD_CODE,
    name=_NAME,
    group=_GROUP,
    reference=Column("stck_sdpr", "기준가", 63, 9),
    lot=Column("frml_mrkt_deal_qty_unit", "매매수량단위", 72, 5),
    halted=Column("trht_yn", "거래정지 여부", 82, 1),
    liquidating=Column("sltr_yn", "정리매매 여부", 83, 1),
    administrative=Column("mang_issu_yn", "관리종목 여부", 84, 1),
    warning=Column("mrkt_alrm_cls_code", "시장경고 구분코드", 85, 2),
    market_cap=Column("prdy_avls_scal", "시가총액 (억원)", 233, 9),
)

ELW = Fixed(
    270,
    code=_CODE,
    standard_code=_STANDARD_CODE,
    name=_NAME,
    underlying=Column("unas_iscd1", "기초자산코드", 76, 9),
    strike=Column("acpr", "행사가", 166, 9),
    expires=Column("stck_last_tr_month", "최종거래일", 175, 8),
    right=Column("rght_type_cls_code", "권리유형 (C 콜, P 풋)", 187, 1),
)

INDICES = Fixed(
    45,
    division=Column("idx_div", "시장구분", 0, 1),
    code=Column("idx_code", "업종코드", 1, 4),
    name=Column("idx_name", "업종명", 5, 40),
)

FUND_GROUPS = frozenset({"EF", "EN", "EW", "FE"})
"""ETF, ETN, ELW and overseas ETFs, by 증권그룹구분코드."""

_RIGHTS = {"C": Kind.CALL, "P": Kind.PUT}
_WARNINGS = {warning.value: warning for warning in MarketWarning}
_ELW_LOT = 10


def stock(market: Market, row: Mapping[str, str]) -> Instrument:
    """Read a row of KOSPI, KOSDAQ or KONEX."""
    fund = row["group"] in FUND_GROUPS or row.get("fund_kind", "") not in ("", "0")
    return Instrument(
        row["code"],
        row["name"],
        market,
        Board.FUND if fund else Board.STOCK,
        standard_code=row["standard_code"],
        lot=whole(row["lot"]) or 1,
        reference=number(row["reference"]),
        market_cap=whole(row["market_cap"]),
        halted=row["halted"] == "Y",
        administrative=row["administrative"] == "Y",
        liquidating=row["liquidating"] == "Y",
        warning=_warning(row["warning"]),
    )


def elw(row: Mapping[str, str]) -> Instrument:
    """Read a row of ELW. An exotic right (`E`) has no contract here."""
    expires = day(row["expires"])
    return Instrument(
        row["code"],
        row["name"],
        Market.ELW,
        Board.FUND,
        standard_code=row["standard_code"],
        lot=_ELW_LOT,
        contract=Contract(
            _RIGHTS[row["right"]],
            row["underlying"],
            month=f"{expires:%Y%m}" if expires else "",
            expires=expires,
            strike=number(row["strike"]),
        )
        if row["right"] in _RIGHTS
        else None,
    )


def index(row: Mapping[str, str]) -> Instrument:
    """Read a row of 업종: the code that index quotes take (`0001` KOSPI, `1001` KOSDAQ, `2001` KOSPI200)."""
    return Instrument(row["code"], row["name"], Market.INDEX, decimals=2)


def _warning(code: str) -> MarketWarning:
    return _WARNINGS.get(code, MarketWarning.NONE)
