"""Options: trades of index and stock options, by day and by night, with their greeks."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from kis.domestic.codes import Sign
from kis.realtime.record import Record, record
from kis.units import Contracts, Percent, ThousandWon, Won
from kis.wire import field


@record
class OptionColumns(Record):
    """The columns with which rows about options begin. `time` is KST wall time, see `moment`.

    Prices are points for index options and won for stock options. Greeks and theoretical values are None where KIS
    writes nan.
    """

    symbol: str = field("OPTN_SHRN_ISCD", "옵션 단축 종목코드")
    time: dt.time = field("BSOP_HOUR", "영업 시간")
    price: Decimal = field("OPTN_PRPR", "옵션 현재가")
    sign: Sign | None = field("PRDY_VRSS_SIGN", "전일 대비 부호", default=None)
    change: Decimal | None = field("OPTN_PRDY_VRSS", "옵션 전일 대비", default=None)
    change_rate: Percent | None = field("PRDY_CTRT", "전일 대비율", default=None)
    open: Decimal | None = field("OPTN_OPRC", "옵션 시가2", default=None)
    high: Decimal | None = field("OPTN_HGPR", "옵션 최고가", default=None)
    low: Decimal | None = field("OPTN_LWPR", "옵션 최저가", default=None)
    volume: Contracts = field("LAST_CNQN", "최종 거래량")
    day_volume: Contracts | None = field("ACML_VOL", "누적 거래량", default=None)
    day_value: int | None = field("ACML_TR_PBMN", "누적 거래 대금", default=None)
    theoretical_price: Decimal | None = field("HTS_THPR", "HTS 이론가", default=None)
    open_interest: Contracts | None = field("HTS_OTST_STPL_QTY", "HTS 미결제 약정 수량", default=None)
    open_interest_change: Contracts | None = field("OTST_STPL_QTY_ICDC", "미결제 약정 수량 증감", default=None)
    open_time: dt.time | None = field("OPRC_HOUR", "시가 시간", default=None)
    open_sign: Sign | None = field("OPRC_VRSS_PRPR_SIGN", "시가2 대비 현재가 부호", default=None)
    change_from_open: Decimal | None = field("OPRC_VRSS_NMIX_PRPR", "시가 대비 지수 현재가", default=None)
    high_time: dt.time | None = field("HGPR_HOUR", "최고가 시간", default=None)
    high_sign: Sign | None = field("HGPR_VRSS_PRPR_SIGN", "최고가 대비 현재가 부호", default=None)
    change_from_high: Decimal | None = field("HGPR_VRSS_NMIX_PRPR", "최고가 대비 지수 현재가", default=None)
    low_time: dt.time | None = field("LWPR_HOUR", "최저가 시간", default=None)
    low_sign: Sign | None = field("LWPR_VRSS_PRPR_SIGN", "최저가 대비 현재가 부호", default=None)
    change_from_low: Decimal | None = field("LWPR_VRSS_NMIX_PRPR", "최저가 대비 지수 현재가", default=None)
    buy_ratio: Decimal | None = field("SHNU_RATE", "매수2 비율", default=None)
    """A fraction, 0.49 for 49 %."""
    premium: Decimal | None = field("PRMM_VAL", "프리미엄 값", default=None)
    intrinsic_value: Decimal | None = field("INVL_VAL", "내재가치 값", default=None)
    time_value: Decimal | None = field("TMVL_VAL", "시간가치 값", default=None)
    delta: Decimal | None = field("DELTA", "델타", default=None)
    gamma: Decimal | None = field("GAMA", "감마", default=None)
    vega: Decimal | None = field("VEGA", "베가", default=None)
    theta: Decimal | None = field("THETA", "세타", default=None)
    rho: Decimal | None = field("RHO", "로우", default=None)
    implied_volatility: Decimal | None = field("HTS_INTS_VLTL", "HTS 내재 변동성", default=None)
    disparity: Decimal | None = field("ESDG", "괴리도", default=None)
    open_interest_last_change: Contracts | None = field(
        "OTST_STPL_RGBF_QTY_ICDC", "미결제 약정 직전 수량 증감", default=None
    )
    theoretical_basis: Decimal | None = field("THPR_BASIS", "이론 베이시스", default=None)
    historical_volatility: Decimal | None = field("UNAS_HIST_VLTL", "역사적변동성", default=None)
    strength: Percent | None = field("CTTR", "체결강도", default=None)
    """Buying volume in percent of selling volume."""
    disparity_rate: Percent | None = field("DPRT", "괴리율", default=None)
    market_basis: Decimal | None = field("MRKT_BASIS", "시장 베이시스", default=None)
    """The price less that of what underlies it; `theoretical_basis` likewise of the theoretical price."""
    ask: Decimal | None = field("OPTN_ASKP1", "옵션 매도호가1", default=None)
    bid: Decimal | None = field("OPTN_BIDP1", "옵션 매수호가1", default=None)
    ask_size: Contracts | None = field("ASKP_RSQN1", "매도호가 잔량1", default=None)
    bid_size: Contracts | None = field("BIDP_RSQN1", "매수호가 잔량1", default=None)
    sell_count: int | None = field("SELN_CNTG_CSNU", "매도 체결 건수", default=None)
    buy_count: int | None = field("SHNU_CNTG_CSNU", "매수 체결 건수", default=None)
    net_buy_count: int | None = field("NTBY_CNTG_CSNU", "순매수 체결 건수", default=None)
    sell_volume: Contracts | None = field("SELN_CNTG_SMTN", "총 매도 수량", default=None)
    buy_volume: Contracts | None = field("SHNU_CNTG_SMTN", "총 매수 수량", default=None)
    total_ask_size: Contracts | None = field("TOTAL_ASKP_RSQN", "총 매도호가 잔량", default=None)
    total_bid_size: Contracts | None = field("TOTAL_BIDP_RSQN", "총 매수호가 잔량", default=None)
    volume_rate: Percent | None = field("PRDY_VOL_VRSS_ACML_VOL_RATE", "전일 거래량 대비 등락율", default=None)


@record
class OptionTick(OptionColumns):
    """지수옵션 실시간체결가: H0IOCNT0. One trade."""

    day_value: ThousandWon | None = field("ACML_TR_PBMN", "누적 거래 대금", default=None)
    average_volatility: Decimal | None = field("AVRG_VLTL", "평균 변동성", default=None)
    block_volume: Contracts | None = field("DSCS_LRQN_VOL", "협의대량누적 거래량", default=None)
    dynamic_upper_limit: Decimal | None = field("DYNM_MXPR", "실시간상한가", default=None)
    dynamic_lower_limit: Decimal | None = field("DYNM_LLAM", "실시간하한가", default=None)
    dynamic_limit_code: str | None = field("DYNM_PRC_LIMT_YN", "실시간가격제한구분", default=None)


@record
class StockOptionTick(OptionColumns):
    """주식옵션 실시간체결가: H0ZOCNT0. One trade."""

    day_value: Won | None = field("ACML_TR_PBMN", "누적거래대금", default=None)


@record
class NightOptionTick(OptionColumns):
    """KRX야간옵션 실시간체결가: H0EUCNT0. One trade; rows of 2024 had 53 columns, without the dynamic limits."""

    day_value: ThousandWon | None = field("ACML_TR_PBMN", "누적거래대금", default=None)
    dynamic_upper_limit: Decimal | None = field("DYNM_MXPR", "실시간상한가", default=None)
    dynamic_limit_code: str | None = field("DYNM_PRC_LIMT_YN", "실시간가격제한구분", default=None)
    dynamic_lower_limit: Decimal | None = field("DYNM_LLAM", "실시간하한가", default=None)
