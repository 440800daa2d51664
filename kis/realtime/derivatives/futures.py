"""Futures: trades of index, commodity and stock futures, by day and by night."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from kis.domestic.codes import Sign
from kis.realtime.record import Record, record
from kis.units import Contracts, Percent, ThousandWon, Won
from kis.wire import field


@record
class FuturesColumns(Record):
    """The columns with which rows about index and commodity futures begin. `time` is KST wall time, see `moment`.

    Prices are points for indices, and the quotation of the product for commodities (won for a dollar, for a gram).
    """

    symbol: str = field("FUTS_SHRN_ISCD", "선물 단축 종목코드")
    time: dt.time = field("BSOP_HOUR", "영업 시간")
    change: Decimal | None = field("FUTS_PRDY_VRSS", "선물 전일 대비", default=None)
    sign: Sign | None = field("PRDY_VRSS_SIGN", "전일 대비 부호", default=None)
    change_rate: Percent | None = field("FUTS_PRDY_CTRT", "선물 전일 대비율", default=None)
    price: Decimal = field("FUTS_PRPR", "선물 현재가")
    open: Decimal | None = field("FUTS_OPRC", "선물 시가2", default=None)
    high: Decimal | None = field("FUTS_HGPR", "선물 최고가", default=None)
    low: Decimal | None = field("FUTS_LWPR", "선물 최저가", default=None)
    volume: Contracts = field("LAST_CNQN", "최종 거래량")
    day_volume: Contracts | None = field("ACML_VOL", "누적 거래량", default=None)
    day_value: ThousandWon | None = field("ACML_TR_PBMN", "누적 거래 대금", default=None)
    theoretical_price: Decimal | None = field("HTS_THPR", "HTS 이론가", default=None)
    market_basis: Decimal | None = field("MRKT_BASIS", "시장 베이시스", default=None)
    """The price less that of what underlies it; `theoretical_basis` likewise of the theoretical price."""
    disparity_rate: Percent | None = field("DPRT", "괴리율", default=None)
    near_month_price: Decimal | None = field("NMSC_FCTN_STPL_PRC", "근월물 약정가", default=None)
    far_month_price: Decimal | None = field("FMSC_FCTN_STPL_PRC", "원월물 약정가", default=None)
    spread: Decimal | None = field("SPEAD_PRC", "스프레드1", default=None)
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
    strength: Percent | None = field("CTTR", "체결강도", default=None)
    """Buying volume in percent of selling volume."""
    disparity: Decimal | None = field("ESDG", "괴리도", default=None)
    open_interest_last_change: Contracts | None = field(
        "OTST_STPL_RGBF_QTY_ICDC", "미결제 약정 직전 수량 증감", default=None
    )
    theoretical_basis: Decimal | None = field("THPR_BASIS", "이론 베이시스", default=None)
    ask: Decimal | None = field("FUTS_ASKP1", "선물 매도호가1", default=None)
    bid: Decimal | None = field("FUTS_BIDP1", "선물 매수호가1", default=None)
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
class FuturesTick(FuturesColumns):
    """지수선물 실시간체결가: H0IFCNT0. One trade."""

    block_volume: Contracts | None = field("DSCS_BLTR_ACML_QTY", "협의 대량 거래량", default=None)
    dynamic_upper_limit: Decimal | None = field("DYNM_MXPR", "실시간상한가", default=None)
    dynamic_lower_limit: Decimal | None = field("DYNM_LLAM", "실시간하한가", default=None)
    dynamic_limit_code: str | None = field("DYNM_PRC_LIMT_YN", "실시간가격제한구분", default=None)


class CommodityFuturesTick(FuturesTick):
    """상품선물 실시간체결가: H0CFCNT0. One trade, in the columns of index futures."""

    __slots__ = ()


@record
class NightFuturesTick(FuturesColumns):
    """KRX야간선물 실시간종목체결: H0MFCNT0. One trade; rows of 2024 had 46 columns, without the dynamic limits."""

    dynamic_upper_limit: Decimal | None = field("DYNM_MXPR", "실시간상한가", default=None)
    dynamic_lower_limit: Decimal | None = field("DYNM_LLAM", "실시간하한가", default=None)
    dynamic_limit_code: str | None = field("DYNM_PRC_LIMT_YN", "실시간가격제한구분", default=None)


@record
class StockFuturesTick(Record):
    """주식선물 실시간체결가: H0ZFCNT0. One trade; prices are won, mostly whole."""

    symbol: str = field("FUTS_SHRN_ISCD", "선물단축종목코드")
    time: dt.time = field("BSOP_HOUR", "영업시간")
    price: Decimal = field("STCK_PRPR", "주식현재가")
    sign: Sign | None = field("PRDY_VRSS_SIGN", "전일대비부호", default=None)
    change: Decimal | None = field("PRDY_VRSS", "전일대비", default=None)
    change_rate: Percent | None = field("FUTS_PRDY_CTRT", "선물전일대비율", default=None)
    open: Decimal | None = field("STCK_OPRC", "주식시가2", default=None)
    high: Decimal | None = field("STCK_HGPR", "주식최고가", default=None)
    low: Decimal | None = field("STCK_LWPR", "주식최저가", default=None)
    volume: Contracts = field("LAST_CNQN", "최종거래량")
    day_volume: Contracts | None = field("ACML_VOL", "누적거래량", default=None)
    day_value: Won | None = field("ACML_TR_PBMN", "누적거래대금", default=None)
    theoretical_price: Decimal | None = field("HTS_THPR", "HTS이론가", default=None)
    market_basis: Decimal | None = field("MRKT_BASIS", "시장베이시스", default=None)
    """The price less that of what underlies it; `theoretical_basis` likewise of the theoretical price."""
    disparity_rate: Percent | None = field("DPRT", "괴리율", default=None)
    near_month_price: Decimal | None = field("NMSC_FCTN_STPL_PRC", "근월물약정가", default=None)
    far_month_price: Decimal | None = field("FMSC_FCTN_STPL_PRC", "원월물약정가", default=None)
    spread: Decimal | None = field("SPEAD_PRC", "스프레드1", default=None)
    open_interest: Contracts | None = field("HTS_OTST_STPL_QTY", "HTS미결제약정수량", default=None)
    open_interest_change: Contracts | None = field("OTST_STPL_QTY_ICDC", "미결제약정수량증감", default=None)
    open_time: dt.time | None = field("OPRC_HOUR", "시가시간", default=None)
    open_sign: Sign | None = field("OPRC_VRSS_PRPR_SIGN", "시가2대비현재가부호", default=None)
    change_from_open: Decimal | None = field("OPRC_VRSS_PRPR", "시가2대비현재가", default=None)
    high_time: dt.time | None = field("HGPR_HOUR", "최고가시간", default=None)
    high_sign: Sign | None = field("HGPR_VRSS_PRPR_SIGN", "최고가대비현재가부호", default=None)
    change_from_high: Decimal | None = field("HGPR_VRSS_PRPR", "최고가대비현재가", default=None)
    low_time: dt.time | None = field("LWPR_HOUR", "최저가시간", default=None)
    low_sign: Sign | None = field("LWPR_VRSS_PRPR_SIGN", "최저가대비현재가부호", default=None)
    change_from_low: Decimal | None = field("LWPR_VRSS_PRPR", "최저가대비현재가", default=None)
    buy_ratio: Decimal | None = field("SHNU_RATE", "매수2비율", default=None)
    """A fraction, 0.49 for 49 %."""
    strength: Percent | None = field("CTTR", "체결강도", default=None)
    """Buying volume in percent of selling volume."""
    disparity: Decimal | None = field("ESDG", "괴리도", default=None)
    open_interest_last_change: Contracts | None = field(
        "OTST_STPL_RGBF_QTY_ICDC", "미결제약정직전수량증감", default=None
    )
    theoretical_basis: Decimal | None = field("THPR_BASIS", "이론베이시스", default=None)
    ask: Decimal | None = field("ASKP1", "매도호가1", default=None)
    bid: Decimal | None = field("BIDP1", "매수호가1", default=None)
    ask_size: Contracts | None = field("ASKP_RSQN1", "매도호가잔량1", default=None)
    bid_size: Contracts | None = field("BIDP_RSQN1", "매수호가잔량1", default=None)
    sell_count: int | None = field("SELN_CNTG_CSNU", "매도체결건수", default=None)
    buy_count: int | None = field("SHNU_CNTG_CSNU", "매수체결건수", default=None)
    net_buy_count: int | None = field("NTBY_CNTG_CSNU", "순매수체결건수", default=None)
    sell_volume: Contracts | None = field("SELN_CNTG_SMTN", "총매도수량", default=None)
    buy_volume: Contracts | None = field("SHNU_CNTG_SMTN", "총매수수량", default=None)
    total_ask_size: Contracts | None = field("TOTAL_ASKP_RSQN", "총매도호가잔량", default=None)
    total_bid_size: Contracts | None = field("TOTAL_BIDP_RSQN", "총매수호가잔량", default=None)
    volume_rate: Percent | None = field("PRDY_VOL_VRSS_ACML_VOL_RATE", "전일거래량대비등락율", default=None)
    dynamic_upper_limit: Decimal | None = field("DYNM_MXPR", "실시간상한가", default=None)
    dynamic_lower_limit: Decimal | None = field("DYNM_LLAM", "실시간하한가", default=None)
    dynamic_limit_code: str | None = field("DYNM_PRC_LIMT_YN", "실시간가격제한구분", default=None)
