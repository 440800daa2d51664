"""What happens in the market: answers of VI 현황, 시황/공시 제목, 상하한가 포착, 장마감 예상체결가, 영업일조회."""

from __future__ import annotations

import datetime as dt

from kis.domestic.codes import Sign
from kis.units import Percent, Shares, Won
from kis.wire import field, message, series


@message
class Interruption:
    """변동성완화장치 발동 하나 (VI 현황 output)."""

    name: str | None = field("hts_kor_isnm", "HTS 한글 종목명", default=None)
    symbol: str = field("mksc_shrn_iscd", "유가증권 단축 종목코드")
    active: bool | None = field("vi_cls_code", "VI발동상태", default=None)
    date: dt.date | None = field("bsop_date", "영업 일자", default=None)
    time: dt.time | None = field("cntg_vi_hour", "VI발동시간", default=None)
    ended: dt.time | None = field("vi_cncl_hour", "VI해제시간", default=None)
    kind: str | None = field("vi_kind_code", "VI종류코드", default=None)
    """1 정적, 2 동적, 3 정적&동적."""
    price: Won | None = field("vi_prc", "VI발동가격", default=None)
    static_reference: Won | None = field("vi_stnd_prc", "정적VI발동기준가격", default=None)
    static_gap_rate: Percent | None = field("vi_dprt", "정적VI발동괴리율", default=None)
    dynamic_reference: Won | None = field("vi_dmc_stnd_prc", "동적VI발동기준가격", default=None)
    dynamic_gap_rate: Percent | None = field("vi_dmc_dprt", "동적VI발동괴리율", default=None)
    count: int | None = field("vi_count", "VI발동횟수", default=None)
    """Which of the stock's today it is."""


@message
class News:
    """제목 하나 (종합 시황/공시 output)."""

    serial: str = field("cntt_usiq_srno", "내용 조회용 일련번호")
    provider_code: str | None = field("news_ofer_entp_code", "뉴스 제공 업체 코드", default=None)
    date: dt.date | None = field("data_dt", "작성일자", default=None)
    time: dt.time | None = field("data_tm", "작성시간", default=None)
    headline: str = field("hts_pbnt_titl_cntt", "HTS 공시 제목 내용")
    category_code: str | None = field("news_lrdv_code", "뉴스 대구분", default=None)
    source: str | None = field("dorg", "자료원", default=None)
    symbol_places: tuple[str | None, ...] = series("iscd{n}", "종목 코드{n}", 10)
    name_places: tuple[str | None, ...] = series("kor_isnm{n}", "한글 종목명{n}", 10)

    @property
    def symbols(self) -> tuple[str, ...]:
        """The stocks it is about; often none."""
        return tuple(symbol for symbol in self.symbol_places if symbol)


@message
class LimitRow:
    """한 종목 (상하한가 포착 output)."""

    symbol: str = field("mksc_shrn_iscd", "유가증권단축종목코드")
    name: str | None = field("hts_kor_isnm", "HTS한글종목명", default=None)
    price: Won = field("stck_prpr", "주식현재가")
    change_sign: Sign | None = field("prdy_vrss_sign", "전일대비부호", default=None)
    change: Won | None = field("prdy_vrss", "전일대비", default=None)
    change_rate: Percent | None = field("prdy_ctrt", "전일대비율", default=None)
    volume: Shares | None = field("acml_vol", "누적거래량", default=None)
    total_ask_size: Shares | None = field("total_askp_rsqn", "총매도호가잔량", default=None)
    total_bid_size: Shares | None = field("total_bidp_rsqn", "총매수호가잔량", default=None)
    ask_size: Shares | None = field("askp_rsqn1", "매도호가잔량1", default=None)
    bid_size: Shares | None = field("bidp_rsqn1", "매수호가잔량1", default=None)
    previous_volume: Shares | None = field("prdy_vol", "전일거래량", default=None)
    sell_volume: Shares | None = field("seln_cnqn", "매도체결량", default=None)
    buy_volume: Shares | None = field("shnu_cnqn", "매수체결량", default=None)
    lower_limit: Won | None = field("stck_llam", "주식하한가", default=None)
    upper_limit: Won | None = field("stck_mxpr", "주식상한가", default=None)
    volume_rate: Percent | None = field("prdy_vrss_vol_rate", "전일대비거래량비율", default=None)


@message
class ExpectedClose:
    """한 종목 (장마감 예상체결가 output)."""

    symbol: str = field("stck_shrn_iscd", "주식 단축 종목코드")
    name: str | None = field("hts_kor_isnm", "HTS 한글 종목명", default=None)
    price: Won = field("stck_prpr", "주식 현재가")
    change: Won | None = field("prdy_vrss", "전일 대비", default=None)
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change_rate: Percent | None = field("prdy_ctrt", "전일 대비율", default=None)
    change_from_reference: Won | None = field("sdpr_vrss_prpr", "기준가 대비 현재가", default=None)
    change_from_reference_rate: Percent | None = field("sdpr_vrss_prpr_rate", "기준가 대비 현재가 비율", default=None)
    volume: Shares | None = field("cntg_vol", "체결 거래량", default=None)


@message
class MarketDays:
    """국내선물 영업일조회 응답 (output1): five business days around today, and the times of today's session."""

    days: tuple[dt.date | None, ...] = series("date{n}", "영업일{n}", 5)
    today: dt.date = field("today", "오늘일자")
    now: dt.time | None = field("time", "현재시간", default=None)
    opens: dt.time | None = field("s_time", "장시작시간", default=None)
    closes: dt.time | None = field("e_time", "장마감시간", default=None)
