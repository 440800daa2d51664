"""국내지수 실시간프로그램매매: H0UPPGM0."""

from __future__ import annotations

import datetime as dt

from kis.realtime.record import Record, record
from kis.units import MillionWon, Percent
from kis.wire import field


@record
class IndexProgram(Record):
    """Program trading of a whole market today; `symbol` is its 업종코드.

    차익 (arbitrage) and 비차익 (non-arbitrage), each by 위탁 (agency, for customers) and 자기 (proprietary). Rates are
    shares of the market. Volumes are in thousands of shares (derived from the index channel; KIS does not say).
    """

    symbol: str = field("BSTP_CLS_CODE", "업종 구분 코드")
    time: dt.time = field("BSOP_HOUR", "영업 시간")
    arbitrage_agency_sell_volume: int | None = field("ARBT_SELN_ENTM_CNQN", "차익 매도 위탁 체결량", default=None)
    arbitrage_proprietary_sell_volume: int | None = field("ARBT_SELN_ONSL_CNQN", "차익 매도 자기 체결량", default=None)
    arbitrage_agency_buy_volume: int | None = field("ARBT_SHNU_ENTM_CNQN", "차익 매수2 위탁 체결량", default=None)
    arbitrage_proprietary_buy_volume: int | None = field("ARBT_SHNU_ONSL_CNQN", "차익 매수2 자기 체결량", default=None)
    non_arbitrage_agency_sell_volume: int | None = field("NABT_SELN_ENTM_CNQN", "비차익 매도 위탁 체결량", default=None)
    non_arbitrage_proprietary_sell_volume: int | None = field(
        "NABT_SELN_ONSL_CNQN", "비차익 매도 자기 체결량", default=None
    )
    non_arbitrage_agency_buy_volume: int | None = field("NABT_SHNU_ENTM_CNQN", "비차익 매수2 위탁 체결량", default=None)
    non_arbitrage_proprietary_buy_volume: int | None = field(
        "NABT_SHNU_ONSL_CNQN", "비차익 매수2 자기 체결량", default=None
    )
    arbitrage_agency_sell_value: MillionWon | None = field(
        "ARBT_SELN_ENTM_CNTG_AMT", "차익 매도 위탁 체결 금액", default=None
    )
    arbitrage_proprietary_sell_value: MillionWon | None = field(
        "ARBT_SELN_ONSL_CNTG_AMT", "차익 매도 자기 체결 금액", default=None
    )
    arbitrage_agency_buy_value: MillionWon | None = field(
        "ARBT_SHNU_ENTM_CNTG_AMT", "차익 매수2 위탁 체결 금액", default=None
    )
    arbitrage_proprietary_buy_value: MillionWon | None = field(
        "ARBT_SHNU_ONSL_CNTG_AMT", "차익 매수2 자기 체결 금액", default=None
    )
    non_arbitrage_agency_sell_value: MillionWon | None = field(
        "NABT_SELN_ENTM_CNTG_AMT", "비차익 매도 위탁 체결 금액", default=None
    )
    non_arbitrage_proprietary_sell_value: MillionWon | None = field(
        "NABT_SELN_ONSL_CNTG_AMT", "비차익 매도 자기 체결 금액", default=None
    )
    non_arbitrage_agency_buy_value: MillionWon | None = field(
        "NABT_SHNU_ENTM_CNTG_AMT", "비차익 매수2 위탁 체결 금액", default=None
    )
    non_arbitrage_proprietary_buy_value: MillionWon | None = field(
        "NABT_SHNU_ONSL_CNTG_AMT", "비차익 매수2 자기 체결 금액", default=None
    )
    arbitrage_sell_volume: int | None = field("ARBT_SMTN_SELN_VOL", "차익 합계 매도 거래량", default=None)
    arbitrage_sell_volume_rate: Percent | None = field(
        "ARBT_SMTM_SELN_VOL_RATE", "차익 합계 매도 거래량 비율", default=None
    )
    arbitrage_sell_value: MillionWon | None = field("ARBT_SMTN_SELN_TR_PBMN", "차익 합계 매도 거래 대금", default=None)
    arbitrage_sell_value_rate: Percent | None = field(
        "ARBT_SMTM_SELN_TR_PBMN_RATE", "차익 합계 매도 거래대금 비율", default=None
    )
    arbitrage_buy_volume: int | None = field("ARBT_SMTN_SHNU_VOL", "차익 합계 매수2 거래량", default=None)
    arbitrage_buy_volume_rate: Percent | None = field(
        "ARBT_SMTM_SHNU_VOL_RATE", "차익 합계 매수 거래량 비율", default=None
    )
    arbitrage_buy_value: MillionWon | None = field("ARBT_SMTN_SHNU_TR_PBMN", "차익 합계 매수2 거래 대금", default=None)
    arbitrage_buy_value_rate: Percent | None = field(
        "ARBT_SMTM_SHNU_TR_PBMN_RATE", "차익 합계 매수 거래대금 비율", default=None
    )
    arbitrage_net_buy_volume: int | None = field("ARBT_SMTN_NTBY_QTY", "차익 합계 순매수 수량", default=None)
    arbitrage_net_buy_volume_rate: Percent | None = field(
        "ARBT_SMTM_NTBY_QTY_RATE", "차익 합계 순매수 수량 비율", default=None
    )
    arbitrage_net_buy_value: MillionWon | None = field(
        "ARBT_SMTN_NTBY_TR_PBMN", "차익 합계 순매수 거래 대금", default=None
    )
    arbitrage_net_buy_value_rate: Percent | None = field(
        "ARBT_SMTM_NTBY_TR_PBMN_RATE", "차익 합계 순매수 거래대금 비율", default=None
    )
    non_arbitrage_sell_volume: int | None = field("NABT_SMTN_SELN_VOL", "비차익 합계 매도 거래량", default=None)
    non_arbitrage_sell_volume_rate: Percent | None = field(
        "NABT_SMTM_SELN_VOL_RATE", "비차익 합계 매도 거래량 비율", default=None
    )
    non_arbitrage_sell_value: MillionWon | None = field(
        "NABT_SMTN_SELN_TR_PBMN", "비차익 합계 매도 거래 대금", default=None
    )
    non_arbitrage_sell_value_rate: Percent | None = field(
        "NABT_SMTM_SELN_TR_PBMN_RATE", "비차익 합계 매도 거래대금 비율", default=None
    )
    non_arbitrage_buy_volume: int | None = field("NABT_SMTN_SHNU_VOL", "비차익 합계 매수2 거래량", default=None)
    non_arbitrage_buy_volume_rate: Percent | None = field(
        "NABT_SMTM_SHNU_VOL_RATE", "비차익 합계 매수 거래량 비율", default=None
    )
    non_arbitrage_buy_value: MillionWon | None = field(
        "NABT_SMTN_SHNU_TR_PBMN", "비차익 합계 매수2 거래 대금", default=None
    )
    non_arbitrage_buy_value_rate: Percent | None = field(
        "NABT_SMTM_SHNU_TR_PBMN_RATE", "비차익 합계 매수 거래대금 비율", default=None
    )
    non_arbitrage_net_buy_volume: int | None = field("NABT_SMTN_NTBY_QTY", "비차익 합계 순매수 수량", default=None)
    non_arbitrage_net_buy_volume_rate: Percent | None = field(
        "NABT_SMTM_NTBY_QTY_RATE", "비차익 합계 순매수 수량 비율", default=None
    )
    non_arbitrage_net_buy_value: MillionWon | None = field(
        "NABT_SMTN_NTBY_TR_PBMN", "비차익 합계 순매수 거래 대금", default=None
    )
    non_arbitrage_net_buy_value_rate: Percent | None = field(
        "NABT_SMTM_NTBY_TR_PBMN_RATE", "비차익 합계 순매수 거래대금 비", default=None
    )
    agency_sell_volume: int | None = field("WHOL_ENTM_SELN_VOL", "전체 위탁 매도 거래량", default=None)
    agency_sell_volume_rate: Percent | None = field("ENTM_SELN_VOL_RATE", "위탁 매도 거래량 비율", default=None)
    agency_sell_value: MillionWon | None = field("WHOL_ENTM_SELN_TR_PBMN", "전체 위탁 매도 거래 대금", default=None)
    agency_sell_value_rate: Percent | None = field("ENTM_SELN_TR_PBMN_RATE", "위탁 매도 거래대금 비율", default=None)
    agency_buy_volume: int | None = field("WHOL_ENTM_SHNU_VOL", "전체 위탁 매수2 거래량", default=None)
    agency_buy_volume_rate: Percent | None = field("ENTM_SHNU_VOL_RATE", "위탁 매수 거래량 비율", default=None)
    agency_buy_value: MillionWon | None = field("WHOL_ENTM_SHNU_TR_PBMN", "전체 위탁 매수2 거래 대금", default=None)
    agency_buy_value_rate: Percent | None = field("ENTM_SHNU_TR_PBMN_RATE", "위탁 매수 거래대금 비율", default=None)
    agency_net_buy_volume: int | None = field("WHOL_ENTM_NTBY_QT", "전체 위탁 순매수 수량", default=None)
    agency_net_buy_volume_rate: Percent | None = field("ENTM_NTBY_QTY_RAT", "위탁 순매수 수량 비율", default=None)
    agency_net_buy_value: MillionWon | None = field(
        "WHOL_ENTM_NTBY_TR_PBMN", "전체 위탁 순매수 거래 대금", default=None
    )
    agency_net_buy_value_rate: Percent | None = field("ENTM_NTBY_TR_PBMN_RATE", "위탁 순매수 금액 비율", default=None)
    proprietary_sell_volume: int | None = field("WHOL_ONSL_SELN_VOL", "전체 자기 매도 거래량", default=None)
    proprietary_sell_volume_rate: Percent | None = field("ONSL_SELN_VOL_RATE", "자기 매도 거래량 비율", default=None)
    proprietary_sell_value: MillionWon | None = field(
        "WHOL_ONSL_SELN_TR_PBMN", "전체 자기 매도 거래 대금", default=None
    )
    proprietary_sell_value_rate: Percent | None = field(
        "ONSL_SELN_TR_PBMN_RATE", "자기 매도 거래대금 비율", default=None
    )
    proprietary_buy_volume: int | None = field("WHOL_ONSL_SHNU_VOL", "전체 자기 매수2 거래량", default=None)
    proprietary_buy_volume_rate: Percent | None = field("ONSL_SHNU_VOL_RATE", "자기 매수 거래량 비율", default=None)
    proprietary_buy_value: MillionWon | None = field(
        "WHOL_ONSL_SHNU_TR_PBMN", "전체 자기 매수2 거래 대금", default=None
    )
    proprietary_buy_value_rate: Percent | None = field(
        "ONSL_SHNU_TR_PBMN_RATE", "자기 매수 거래대금 비율", default=None
    )
    proprietary_net_buy_volume: int | None = field("WHOL_ONSL_NTBY_QTY", "전체 자기 순매수 수량", default=None)
    proprietary_net_buy_volume_rate: Percent | None = field("ONSL_NTBY_QTY_RATE", "자기 순매수량 비율", default=None)
    proprietary_net_buy_value: MillionWon | None = field(
        "WHOL_ONSL_NTBY_TR_PBMN", "전체 자기 순매수 거래 대금", default=None
    )
    proprietary_net_buy_value_rate: Percent | None = field(
        "ONSL_NTBY_TR_PBMN_RATE", "자기 순매수 대금 비율", default=None
    )
    sell_volume: int | None = field("TOTAL_SELN_QTY", "총 매도 수량", default=None)
    sell_volume_rate: Percent | None = field("WHOL_SELN_VOL_RATE", "전체 매도 거래량 비율", default=None)
    sell_value: MillionWon | None = field("TOTAL_SELN_TR_PBMN", "총 매도 거래 대금", default=None)
    sell_value_rate: Percent | None = field("WHOL_SELN_TR_PBMN_RATE", "전체 매도 거래대금 비율", default=None)
    buy_volume: int | None = field("SHNU_CNTG_SMTN", "총 매수 수량", default=None)
    buy_volume_rate: Percent | None = field("WHOL_SHUN_VOL_RATE", "전체 매수 거래량 비율", default=None)
    buy_value: MillionWon | None = field("TOTAL_SHNU_TR_PBMN", "총 매수2 거래 대금", default=None)
    buy_value_rate: Percent | None = field("WHOL_SHUN_TR_PBMN_RATE", "전체 매수 거래대금 비율", default=None)
    net_buy_volume: int | None = field("WHOL_NTBY_QTY", "전체 순매수 수량", default=None)
    net_buy_volume_rate: Percent | None = field("WHOL_SMTM_NTBY_QTY_RATE", "전체 합계 순매수 수량 비율", default=None)
    net_buy_value: MillionWon | None = field("WHOL_NTBY_TR_PBMN", "전체 순매수 거래 대금", default=None)
    net_buy_value_rate: Percent | None = field("WHOL_NTBY_TR_PBMN_RATE", "전체 순매수 거래대금 비율", default=None)
    arbitrage_agency_net_buy_volume: int | None = field("ARBT_ENTM_NTBY_QTY", "차익 위탁 순매수 수량", default=None)
    arbitrage_agency_net_buy_value: MillionWon | None = field(
        "ARBT_ENTM_NTBY_TR_PBMN", "차익 위탁 순매수 거래 대금", default=None
    )
    arbitrage_proprietary_net_buy_volume: int | None = field(
        "ARBT_ONSL_NTBY_QTY", "차익 자기 순매수 수량", default=None
    )
    arbitrage_proprietary_net_buy_value: MillionWon | None = field(
        "ARBT_ONSL_NTBY_TR_PBMN", "차익 자기 순매수 거래 대금", default=None
    )
    non_arbitrage_agency_net_buy_volume: int | None = field(
        "NABT_ENTM_NTBY_QTY", "비차익 위탁 순매수 수량", default=None
    )
    non_arbitrage_agency_net_buy_value: MillionWon | None = field(
        "NABT_ENTM_NTBY_TR_PBMN", "비차익 위탁 순매수 거래 대금", default=None
    )
    non_arbitrage_proprietary_net_buy_volume: int | None = field(
        "NABT_ONSL_NTBY_QTY", "비차익 자기 순매수 수량", default=None
    )
    non_arbitrage_proprietary_net_buy_value: MillionWon | None = field(
        "NABT_ONSL_NTBY_TR_PBMN", "비차익 자기 순매수 거래 대금", default=None
    )
    day_volume: int | None = field("ACML_VOL", "누적 거래량", default=None)
    day_value: MillionWon | None = field("ACML_TR_PBMN", "누적 거래 대금", default=None)
