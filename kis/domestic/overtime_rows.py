"""Prices after hours: answers of the calls about 시간외 단일가, which ended on 2026-09-11."""

from __future__ import annotations

import datetime as dt

from kis.domestic.book import Level, levels
from kis.domestic.codes import Sign
from kis.units import Percent, Shares, Won
from kis.wire import block, field, message, series


@message
class OvertimePrice:
    """국내주식 시간외현재가 응답 (output)."""

    industry: str | None = field("bstp_kor_isnm", "업종 한글 종목명", default=None)
    administrative_issue_name: str | None = field("mang_issu_cls_name", "관리 종목 구분 명", default=None)
    price: Won = field("ovtm_untp_prpr", "시간외 단일가 현재가")
    change: Won | None = field("ovtm_untp_prdy_vrss", "시간외 단일가 전일 대비", default=None)
    change_sign: Sign | None = field("ovtm_untp_prdy_vrss_sign", "시간외 단일가 전일 대비 부호", default=None)
    change_rate: Percent | None = field("ovtm_untp_prdy_ctrt", "시간외 단일가 전일 대비율", default=None)
    volume: Shares | None = field("ovtm_untp_vol", "시간외 단일가 거래량", default=None)
    value: Won | None = field("ovtm_untp_tr_pbmn", "시간외 단일가 거래 대금", default=None)
    upper_limit: Won | None = field("ovtm_untp_mxpr", "시간외 단일가 상한가", default=None)
    lower_limit: Won | None = field("ovtm_untp_llam", "시간외 단일가 하한가", default=None)
    open: Won | None = field("ovtm_untp_oprc", "시간외 단일가 시가", default=None)
    high: Won | None = field("ovtm_untp_hgpr", "시간외 단일가 최고가", default=None)
    low: Won | None = field("ovtm_untp_lwpr", "시간외 단일가 최저가", default=None)
    margin_rate: Percent | None = field("marg_rate", "증거금 비율", default=None)
    expected_price: Won | None = field("ovtm_untp_antc_cnpr", "시간외 단일가 예상 체결가", default=None)
    expected_change: Won | None = field("ovtm_untp_antc_cntg_vrss", "시간외 단일가 예상 체결 대비", default=None)
    expected_change_sign: Sign | None = field(
        "ovtm_untp_antc_cntg_vrss_sign", "시간외 단일가 예상 체결 대비 부호", default=None
    )
    expected_change_rate: Percent | None = field(
        "ovtm_untp_antc_cntg_ctrt", "시간외 단일가 예상 체결 대비율", default=None
    )
    expected_volume: Shares | None = field("ovtm_untp_antc_cnqn", "시간외 단일가 예상 체결량", default=None)
    credit_allowed: bool | None = field("crdt_able_yn", "신용 가능 여부", default=None)
    new_listing_name: str | None = field("new_lstn_cls_name", "신규 상장 구분 명", default=None)
    liquidation: bool | None = field("sltr_yn", "정리매매 여부", default=None)
    administrative_issue: bool | None = field("mang_issu_yn", "관리 종목 여부", default=None)
    market_warning: str | None = field("mrkt_warn_cls_code", "시장 경고 구분 코드", default=None)
    halted: bool | None = field("trht_yn", "거래정지 여부", default=None)
    voluntary_trading_name: str | None = field("vlnt_deal_cls_name", "임의 매매 구분 명", default=None)
    reference_price: Won | None = field("ovtm_untp_sdpr", "시간외 단일가 기준가", default=None)
    market_warning_name: str | None = field("mrkt_warn_cls_name", "시장 경고 구분 명", default=None)
    revaluation_name: str | None = field("revl_issu_reas_name", "재평가 종목 사유 명", default=None)
    unfaithful_disclosure: bool | None = field("insn_pbnt_yn", "불성실 공시 여부", default=None)
    ex_name: str | None = field("flng_cls_name", "락 구분 이름", default=None)
    market_name: str | None = field("rprs_mrkt_kor_name", "대표 시장 한글 명", default=None)
    after_hours_vi_code: str | None = field("ovtm_vi_cls_code", "시간외단일가VI적용구분코드", default=None)
    bid: Won | None = field("bidp", "매수호가", default=None)
    ask: Won | None = field("askp", "매도호가", default=None)


@message
class OvertimeBook:
    """국내주식 시간외호가 응답 (output)."""

    time: dt.time | None = field("ovtm_untp_last_hour", "시간외 단일가 최종 시간", default=None)
    ask_prices: tuple[Won | None, ...] = series("ovtm_untp_askp{n}", "시간외 단일가 매도호가{n}", 10)
    bid_prices: tuple[Won | None, ...] = series("ovtm_untp_bidp{n}", "시간외 단일가 매수호가{n}", 10)
    ask_size_changes: tuple[Shares | None, ...] = series("ovtm_untp_askp_icdc{n}", "시간외 단일가 매도호가 증감{n}", 10)
    bid_size_changes: tuple[Shares | None, ...] = series("ovtm_untp_bidp_icdc{n}", "시간외 단일가 매수호가 증감{n}", 10)
    ask_sizes: tuple[Shares | None, ...] = series("ovtm_untp_askp_rsqn{n}", "시간외 단일가 매도호가 잔량{n}", 10)
    bid_sizes: tuple[Shares | None, ...] = series("ovtm_untp_bidp_rsqn{n}", "시간외 단일가 매수호가 잔량{n}", 10)
    total_ask_size: Shares | None = field("ovtm_untp_total_askp_rsqn", "시간외 단일가 총 매도호가 잔량", default=None)
    total_bid_size: Shares | None = field("ovtm_untp_total_bidp_rsqn", "시간외 단일가 총 매수호가 잔량", default=None)
    total_ask_size_change: Shares | None = field(
        "ovtm_untp_total_askp_rsqn_icdc", "시간외 단일가 총 매도호가 잔량 증감", default=None
    )
    total_bid_size_change: Shares | None = field(
        "ovtm_untp_total_bidp_rsqn_icdc", "시간외 단일가 총 매수호가 잔량 증감", default=None
    )
    net_bid: Shares | None = field("ovtm_untp_ntby_bidp_rsqn", "시간외 단일가 순매수 호가 잔량", default=None)
    regular_total_ask_size: Shares | None = field("total_askp_rsqn", "총 매도호가 잔량", default=None)
    regular_total_bid_size: Shares | None = field("total_bidp_rsqn", "총 매수호가 잔량", default=None)
    regular_total_ask_size_change: Shares | None = field("total_askp_rsqn_icdc", "총 매도호가 잔량 증감", default=None)
    regular_total_bid_size_change: Shares | None = field("total_bidp_rsqn_icdc", "총 매수호가 잔량 증감", default=None)
    after_hours_ask_total: Shares | None = field("ovtm_total_askp_rsqn", "시간외 총 매도호가 잔량", default=None)
    after_hours_bid_total: Shares | None = field("ovtm_total_bidp_rsqn", "시간외 총 매수호가 잔량", default=None)
    after_hours_ask_change: Shares | None = field("ovtm_total_askp_icdc", "시간외 총 매도호가 증감", default=None)
    after_hours_bid_change: Shares | None = field("ovtm_total_bidp_icdc", "시간외 총 매수호가 증감", default=None)

    @property
    def asks(self) -> tuple[Level, ...]:
        """Offers to sell, cheapest first, without empty levels."""
        return levels(self.ask_prices, self.ask_sizes)

    @property
    def bids(self) -> tuple[Level, ...]:
        """Offers to buy, dearest first, without empty levels."""
        return levels(self.bid_prices, self.bid_sizes)


@message
class OvertimeSummary:
    """시간외 요약 (시간외일자별주가 output1)."""

    price: Won | None = field("ovtm_untp_prpr", "시간외 단일가 현재가", default=None)
    change: Won | None = field("ovtm_untp_prdy_vrss", "시간외 단일가 전일 대비", default=None)
    change_sign: Sign | None = field("ovtm_untp_prdy_vrss_sign", "시간외 단일가 전일 대비 부호", default=None)
    change_rate: Percent | None = field("ovtm_untp_prdy_ctrt", "시간외 단일가 전일 대비율", default=None)
    volume: Shares | None = field("ovtm_untp_vol", "시간외 단일가 거래량", default=None)
    value: Won | None = field("ovtm_untp_tr_pbmn", "시간외 단일가 거래 대금", default=None)
    upper_limit: Won | None = field("ovtm_untp_mxpr", "시간외 단일가 상한가", default=None)
    lower_limit: Won | None = field("ovtm_untp_llam", "시간외 단일가 하한가", default=None)
    open: Won | None = field("ovtm_untp_oprc", "시간외 단일가 시가", default=None)
    high: Won | None = field("ovtm_untp_hgpr", "시간외 단일가 최고가", default=None)
    low: Won | None = field("ovtm_untp_lwpr", "시간외 단일가 최저가", default=None)
    expected_price: Won | None = field("ovtm_untp_antc_cnpr", "시간외 단일가 예상 체결가", default=None)
    expected_change: Won | None = field("ovtm_untp_antc_cntg_vrss", "시간외 단일가 예상 체결 대비", default=None)
    expected_change_sign: Sign | None = field(
        "ovtm_untp_antc_cntg_vrss_sign", "시간외 단일가 예상 체결 대비 부호", default=None
    )
    expected_change_rate: Percent | None = field(
        "ovtm_untp_antc_cntg_ctrt", "시간외 단일가 예상 체결 대비율", default=None
    )
    expected_volume: Shares | None = field("ovtm_untp_antc_vol", "시간외 단일가 예상 거래량", default=None)


@message
class OvertimeDay:
    """하루 (시간외일자별주가 output2)."""

    date: dt.date = field("stck_bsop_date", "주식 영업 일자")
    price: Won = field("ovtm_untp_prpr", "시간외 단일가 현재가")
    change: Won | None = field("ovtm_untp_prdy_vrss", "시간외 단일가 전일 대비", default=None)
    change_sign: Sign | None = field("ovtm_untp_prdy_vrss_sign", "시간외 단일가 전일 대비 부호", default=None)
    change_rate: Percent | None = field("ovtm_untp_prdy_ctrt", "시간외 단일가 전일 대비율", default=None)
    volume: Shares | None = field("ovtm_untp_vol", "시간외 단일가 거래량", default=None)
    close: Won | None = field("stck_clpr", "주식 종가", default=None)
    close_change: Won | None = field("prdy_vrss", "전일 대비", default=None)
    close_change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    close_change_rate: Percent | None = field("prdy_ctrt", "전일 대비율", default=None)
    regular_volume: Shares | None = field("acml_vol", "누적 거래량", default=None)
    value: Won | None = field("ovtm_untp_tr_pbmn", "시간외 단일가 거래대금", default=None)


@message
class OvertimeDays:
    """주식현재가 시간외일자별주가 응답. Newest day first, 30 at most."""

    summary: OvertimeSummary | None = block("output1", "시간외 요약")
    days: tuple[OvertimeDay, ...] = block("output2", "하루", needs="ovtm_untp_prpr")


@message
class OvertimeTradeSummary:
    """시간외 요약 (시간외시간별체결 output1)."""

    price: Won | None = field("ovtm_untp_prpr", "시간외 단일가 현재가", default=None)
    change: Won | None = field("ovtm_untp_prdy_vrss", "시간외 단일가 전일 대비", default=None)
    change_sign: Sign | None = field("ovtm_untp_prdy_vrss_sign", "시간외 단일가 전일 대비 부호", default=None)
    change_rate: Percent | None = field("ovtm_untp_prdy_ctrt", "시간외 단일가 전일 대비율", default=None)
    volume: Shares | None = field("ovtm_untp_vol", "시간외 단일가 거래량", default=None)
    value: Won | None = field("ovtm_untp_tr_pbmn", "시간외 단일가 거래 대금", default=None)
    upper_limit: Won | None = field("ovtm_untp_mxpr", "시간외 단일가 상한가", default=None)
    lower_limit: Won | None = field("ovtm_untp_llam", "시간외 단일가 하한가", default=None)
    open: Won | None = field("ovtm_untp_oprc", "시간외 단일가 시가", default=None)
    high: Won | None = field("ovtm_untp_hgpr", "시간외 단일가 최고가", default=None)
    low: Won | None = field("ovtm_untp_lwpr", "시간외 단일가 최저가", default=None)
    expected_price: Won | None = field("ovtm_untp_antc_cnpr", "시간외 단일가 예상 체결가", default=None)
    expected_change: Won | None = field("ovtm_untp_antc_cntg_vrss", "시간외 단일가 예상 체결 대비", default=None)
    expected_change_sign: Sign | None = field(
        "ovtm_untp_antc_cntg_vrss_sign", "시간외 단일가 예상 체결 대비 부호", default=None
    )
    expected_change_rate: Percent | None = field(
        "ovtm_untp_antc_cntg_ctrt", "시간외 단일가 예상 체결 대비율", default=None
    )
    expected_volume: Shares | None = field("ovtm_untp_antc_vol", "시간외 단일가 예상 거래량", default=None)
    upper_limit_sign: Sign | None = field("uplm_sign", "상한 부호", default=None)
    lower_limit_sign: Sign | None = field("lslm_sign", "하한 부호", default=None)


@message
class OvertimeTrade:
    """체결 한 건 (시간외시간별체결 output2)."""

    time: dt.time = field("stck_cntg_hour", "주식 체결 시간")
    price: Won = field("stck_prpr", "주식 현재가")
    change: Won | None = field("prdy_vrss", "전일 대비", default=None)
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change_rate: Percent | None = field("prdy_ctrt", "전일 대비율", default=None)
    ask: Won | None = field("askp", "매도호가", default=None)
    bid: Won | None = field("bidp", "매수호가", default=None)
    day_volume: Shares | None = field("acml_vol", "누적 거래량", default=None)
    volume: Shares | None = field("cntg_vol", "체결 거래량", default=None)


@message
class OvertimeTrades:
    """주식현재가 시간외시간별체결 응답. Newest trade first."""

    summary: OvertimeTradeSummary | None = block("output1", "시간외 요약")
    trades: tuple[OvertimeTrade, ...] = block("output2", "체결", needs="stck_prpr")
