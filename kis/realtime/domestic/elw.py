"""ELW (주식워런트증권): trades with their valuation, expected matches, and the order book with the share of the LP."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from kis.domestic.codes import Sign
from kis.realtime.books import LEVELS
from kis.realtime.record import Record, record
from kis.units import Percent, Shares, Won
from kis.wire import field, series


@record
class ElwColumns(Record):
    """The columns with which both rows about the trading of an ELW begin. Valuation is KIS's own (HTS)."""

    symbol: str = field("MKSC_SHRN_ISCD", "유가증권단축종목코드")
    time: dt.time = field("STCK_CNTG_HOUR", "주식체결시간")
    price: Won = field("STCK_PRPR", "주식현재가")
    sign: Sign | None = field("PRDY_VRSS_SIGN", "전일대비부호", default=None)
    change: Won | None = field("PRDY_VRSS", "전일대비", default=None)
    change_rate: Percent | None = field("PRDY_CTRT", "전일대비율", default=None)
    average_price: Decimal | None = field("WGHN_AVRG_STCK_PRC", "가중평균주식가격", default=None)
    open: Won | None = field("STCK_OPRC", "주식시가2", default=None)
    high: Won | None = field("STCK_HGPR", "주식최고가", default=None)
    low: Won | None = field("STCK_LWPR", "주식최저가", default=None)
    ask: Won | None = field("ASKP1", "매도호가1", default=None)
    bid: Won | None = field("BIDP1", "매수호가1", default=None)
    volume: Shares = field("CNTG_VOL", "체결거래량")
    day_volume: Shares | None = field("ACML_VOL", "누적거래량", default=None)
    day_value: Won | None = field("ACML_TR_PBMN", "누적거래대금", default=None)
    sell_count: int | None = field("SELN_CNTG_CSNU", "매도체결건수", default=None)
    buy_count: int | None = field("SHNU_CNTG_CSNU", "매수체결건수", default=None)
    net_buy_count: int | None = field("NTBY_CNTG_CSNU", "순매수체결건수", default=None)
    strength: Percent | None = field("CTTR", "체결강도", default=None)
    sell_volume: Shares | None = field("SELN_CNTG_SMTN", "총매도수량", default=None)
    buy_volume: Shares | None = field("SHNU_CNTG_SMTN", "총매수수량", default=None)
    aggressor: str | None = field("CNTG_CLS_CODE", "체결구분코드", default=None)
    buy_ratio: Decimal | None = field("SHNU_RATE", "매수2비율", default=None)
    volume_rate: Percent | None = field("PRDY_VOL_VRSS_ACML_VOL_RATE", "전일거래량대비등락율", default=None)
    open_time: dt.time | None = field("OPRC_HOUR", "시가시간", default=None)
    open_sign: Sign | None = field("OPRC_VRSS_PRPR_SIGN", "시가2대비현재가부호", default=None)
    change_from_open: Won | None = field("OPRC_VRSS_PRPR", "시가2대비현재가", default=None)
    high_time: dt.time | None = field("HGPR_HOUR", "최고가시간", default=None)
    high_sign: Sign | None = field("HGPR_VRSS_PRPR_SIGN", "최고가대비현재가부호", default=None)
    change_from_high: Won | None = field("HGPR_VRSS_PRPR", "최고가대비현재가", default=None)
    low_time: dt.time | None = field("LWPR_HOUR", "최저가시간", default=None)
    low_sign: Sign | None = field("LWPR_VRSS_PRPR_SIGN", "최저가대비현재가부호", default=None)
    change_from_low: Won | None = field("LWPR_VRSS_PRPR", "최저가대비현재가", default=None)
    date: dt.date | None = field("BSOP_DATE", "영업일자", default=None)
    operation_code: str | None = field("NEW_MKOP_CLS_CODE", "신장운영구분코드", default=None)
    halted: bool | None = field("TRHT_YN", "거래정지여부", default=None)
    ask_size: Shares | None = field("ASKP_RSQN1", "매도호가잔량1", default=None)
    bid_size: Shares | None = field("BIDP_RSQN1", "매수호가잔량1", default=None)
    total_ask_size: Shares | None = field("TOTAL_ASKP_RSQN", "총매도호가잔량", default=None)
    total_bid_size: Shares | None = field("TOTAL_BIDP_RSQN", "총매수호가잔량", default=None)
    time_value: Decimal | None = field("TMVL_VAL", "시간가치값", default=None)
    parity: Decimal | None = field("PRIT", "패리티", default=None)
    premium: Decimal | None = field("PRMM_VAL", "프리미엄값", default=None)
    gearing: Decimal | None = field("GEAR", "기어링", default=None)
    break_even_rate: Percent | None = field("PRLS_QRYR_RATE", "손익분기비율", default=None)
    intrinsic_value: Decimal | None = field("INVL_VAL", "내재가치값", default=None)
    premium_rate: Percent | None = field("PRMM_RATE", "프리미엄비율", default=None)
    capital_fulcrum_point: Decimal | None = field("CFP", "자본지지점", default=None)
    leverage: Decimal | None = field("LVRG_VAL", "레버리지값", default=None)
    delta: Decimal | None = field("DELTA", "델타", default=None)
    gamma: Decimal | None = field("GAMA", "감마", default=None)
    vega: Decimal | None = field("VEGA", "베가", default=None)
    theta: Decimal | None = field("THETA", "세타", default=None)
    rho: Decimal | None = field("RHO", "로우", default=None)
    implied_volatility: Decimal | None = field("HTS_INTS_VLTL", "HTS내재변동성", default=None)
    theoretical_price: Decimal | None = field("HTS_THPR", "HTS이론가", default=None)
    turnover_rate: Percent | None = field("VOL_TNRT", "거래량회전율", default=None)


@record
class ElwTick(ElwColumns):
    """ELW 실시간체결가: H0EWCNT0."""

    yesterday_volume_by_now: Shares | None = field("PRDY_SMNS_HOUR_ACML_VOL", "전일동시간누적거래량", default=None)
    yesterday_volume_by_now_rate: Percent | None = field(
        "PRDY_SMNS_HOUR_ACML_VOL_RATE", "전일동시간누적거래량비율", default=None
    )
    approach_rate: Percent | None = field("APPRCH_RATE", "접근도", default=None)
    lp_holding: Shares | None = field("LP_HVOL", "LP보유량", default=None)
    lp_holding_rate: Percent | None = field("LP_HLDN_RATE", "LP보유비율", default=None)
    lp_net_selling: Shares | None = field("LP_NTBY_QTY", "LP순매도량", default=None)
    """Called net selling (순매도량) although the wire name says buying."""


@record
class ElwExpectedTick(ElwColumns):
    """ELW 실시간예상체결: H0EWANC0. Where the auction would match now; `price` and `volume` are no trade."""

    lp_holding: Shares | None = field("LP_HVOL", "LP보유량", default=None)
    lp_holding_rate: Percent | None = field("LP_HLDN_RATE", "LP보유비율", default=None)


@record
class ElwBook(Record):
    """ELW 실시간호가: H0EWASP0. Ten levels of each side, best first, and how much of each is the LP's (유동성공급자).

    Price 0 where a level is empty.
    """

    symbol: str = field("MKSC_SHRN_ISCD", "유가증권단축종목코드")
    time: dt.time = field("BSOP_HOUR", "영업시간")
    time_code: str | None = field("HOUR_CLS_CODE", "시간구분코드", default=None)
    """0 장중, A 장후 예상, B 장전 예상, C 9시 이후 예상가 또는 VI 발동."""
    asks: tuple[Won, ...] = series("ASKP{n}", "매도호가{n}", LEVELS)
    bids: tuple[Won, ...] = series("BIDP{n}", "매수호가{n}", LEVELS)
    ask_sizes: tuple[Shares, ...] = series("ASKP_RSQN{n}", "매도호가잔량{n}", LEVELS)
    bid_sizes: tuple[Shares, ...] = series("BIDP_RSQN{n}", "매수호가잔량{n}", LEVELS)
    total_ask_size: Shares | None = field("TOTAL_ASKP_RSQN", "총매도호가잔량", default=None)
    total_bid_size: Shares | None = field("TOTAL_BIDP_RSQN", "총매수호가잔량", default=None)
    expected_price: Won | None = field("ANTC_CNPR", "예상체결가", default=None)
    expected_quantity: Shares | None = field("ANTC_CNQN", "예상체결량", default=None)
    expected_sign: Sign | None = field("ANTC_CNTG_VRSS_SIGN", "예상체결대비부호", default=None)
    expected_change: Won | None = field("ANTC_CNTG_VRSS", "예상체결대비", default=None)
    expected_change_rate: Percent | None = field("ANTC_CNTG_PRDY_CTRT", "예상체결전일대비율", default=None)
    lp_ask_sizes: tuple[Shares | None, ...] = series("LP_ASKP_RSQN{n}", "LP매도호가잔량{n}", LEVELS)
    lp_bid_sizes: tuple[Shares | None, ...] = series("LP_BIDP_RSQN{n}", "LP매수호가잔량{n}", LEVELS)
    lp_total_ask_size: Shares | None = field("LP_TOTAL_ASKP_RSQN", "LP총매도호가잔량", default=None)
    lp_total_bid_size: Shares | None = field("LP_TOTAL_BIDP_RSQN", "LP총매수호가잔량", default=None)
    expected_volume: Shares | None = field("ANTC_VOL", "예상거래량", default=None)

    wire_order = (
        "LP_ASKP_RSQN1",
        "LP_ASKP_RSQN2",
        "LP_ASKP_RSQN3",
        "LP_BIDP_RSQN4",
        "LP_ASKP_RSQN4",
        "LP_BIDP_RSQN5",
        "LP_ASKP_RSQN5",
        "LP_BIDP_RSQN6",
        "LP_ASKP_RSQN6",
        "LP_BIDP_RSQN7",
        "LP_ASKP_RSQN7",
        "LP_ASKP_RSQN8",
        "LP_BIDP_RSQN8",
        "LP_ASKP_RSQN9",
        "LP_BIDP_RSQN9",
        "LP_ASKP_RSQN10",
        "LP_BIDP_RSQN10",
        "LP_BIDP_RSQN1",
        "LP_TOTAL_ASKP_RSQN",
        "LP_BIDP_RSQN2",
        "LP_TOTAL_BIDP_RSQN",
        "LP_BIDP_RSQN3",
        "ANTC_VOL",
    )
