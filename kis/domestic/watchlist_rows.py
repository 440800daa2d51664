"""Watchlists and screens of an HTS user: answers of [국내주식] 시세분석."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from kis.domestic.codes import Sign
from kis.units import Percent, Shares, Won
from kis.wire import block, field, message


@message
class WatchedPrice:
    """한 종목 (관심종목 시세 output).

    Prices are in won; of an index, which may be asked for too, in points, and its value in millions of won.
    """

    market_name: str | None = field("kospi_kosdaq_cls_name", "코스피 코스닥 구분 명", default=None)
    market_action_name: str | None = field("mrkt_trtm_cls_name", "시장 조치 구분 명", default=None)
    time_code: str | None = field("hour_cls_code", "시간 구분 코드", default=None)
    """0 장중, A 장후 예상, B 장전 예상, C 9시 이후 예상가 또는 VI 발동, D 시간외단일가 예상."""
    symbol: str = field("inter_shrn_iscd", "단축 종목코드")
    name: str | None = field("inter_kor_isnm", "한글 종목명", default=None)
    price: Decimal | None = field("inter2_prpr", "현재가", default=None)
    """Blank or 0 for a code that does not exist: no order may take its price from such a row."""
    change: Decimal | None = field("inter2_prdy_vrss", "전일 대비", default=None)
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change_rate: Percent | None = field("prdy_ctrt", "전일 대비율", default=None)
    volume: Shares | None = field("acml_vol", "누적 거래량", default=None)
    open: Decimal | None = field("inter2_oprc", "시가", default=None)
    high: Decimal | None = field("inter2_hgpr", "고가", default=None)
    low: Decimal | None = field("inter2_lwpr", "저가", default=None)
    lower_limit: Decimal | None = field("inter2_llam", "하한가", default=None)
    upper_limit: Decimal | None = field("inter2_mxpr", "상한가", default=None)
    ask: Decimal | None = field("inter2_askp", "매도호가", default=None)
    bid: Decimal | None = field("inter2_bidp", "매수호가", default=None)
    ask_size: Shares | None = field("seln_rsqn", "매도 잔량", default=None)
    bid_size: Shares | None = field("shnu_rsqn", "매수 잔량", default=None)
    total_ask_size: Shares | None = field("total_askp_rsqn", "총 매도호가 잔량", default=None)
    total_bid_size: Shares | None = field("total_bidp_rsqn", "총 매수호가 잔량", default=None)
    value: Won | None = field("acml_tr_pbmn", "누적 거래 대금", default=None)
    previous_close: Decimal | None = field("inter2_prdy_clpr", "전일 종가", default=None)
    high_from_open_rate: Percent | None = field("oprc_vrss_hgpr_rate", "시가 대비 최고가 비율", default=None)
    expected_change: Decimal | None = field("intr_antc_cntg_vrss", "예상 체결 대비", default=None)
    expected_change_sign: Sign | None = field("intr_antc_cntg_vrss_sign", "예상 체결 대비 부호", default=None)
    expected_change_rate: Percent | None = field("intr_antc_cntg_prdy_ctrt", "예상 체결 전일 대비율", default=None)
    expected_volume: Shares | None = field("intr_antc_vol", "예상 거래량", default=None)
    reference_price: Decimal | None = field("inter2_sdpr", "기준가", default=None)


@message
class Watchlist:
    """관심종목 그룹 하나 (관심종목 그룹조회 output2)."""

    date: dt.date | None = field("date", "일자", default=None)
    time: dt.time | None = field("trnm_hour", "전송 시간", default=None)
    rank: int | None = field("data_rank", "데이터 순위", default=None)
    code: str = field("inter_grp_code", "관심 그룹 코드")
    """Three digits, for `Watchlists.stocks`."""
    name: str = field("inter_grp_name", "관심 그룹 명")
    count: int | None = field("ask_cnt", "요청 개수", default=None)
    """How many stocks are in it."""


@message
class WatchlistHead:
    """그룹 (관심종목 그룹별 종목조회 output1)."""

    rank: int | None = field("data_rank", "데이터 순위", default=None)
    name: str | None = field("inter_grp_name", "관심 그룹 명", default=None)


@message
class WatchedStock:
    """관심종목 하나 (관심종목 그룹별 종목조회 output2)."""

    market_code: str | None = field("fid_mrkt_cls_code", "FID 시장 구분 코드", default=None)
    rank: int | None = field("data_rank", "데이터 순위", default=None)
    exchange_code: str | None = field("exch_code", "거래소코드", default=None)
    symbol: str = field("jong_code", "종목코드")
    color_code: str | None = field("color_code", "색상 코드", default=None)
    memo: str | None = field("memo", "메모", default=None)
    name: str | None = field("hts_kor_isnm", "HTS 한글 종목명", default=None)
    net_buying: Shares | None = field("fxdt_ntby_qty", "기준일 순매수 수량", default=None)
    entry_price: Decimal | None = field("cntg_unpr", "체결단가", default=None)
    entry_code: str | None = field("cntg_cls_code", "체결 구분 코드", default=None)


@message
class WatchlistStocks:
    """관심종목 그룹별 종목조회 응답."""

    head: WatchlistHead | None = block("output1", "그룹")
    stocks: tuple[WatchedStock, ...] = block("output2", "관심종목")


@message
class Screen:
    """조건검색 하나 (종목조건검색 목록조회 output2)."""

    hts_id: str | None = field("user_id", "HTS ID", default=None, private=True)
    number: str = field("seq", "조건키값")
    """For `Screens.results`."""
    group: str | None = field("grp_nm", "그룹명", default=None)
    name: str = field("condition_nm", "조건명")


@message
class ScreenedStock:
    """조건에 맞는 종목 하나 (종목조건검색조회 output2)."""

    symbol: str = field("code", "종목코드")
    name: str | None = field("name", "종목명", default=None)
    change_sign: Sign | None = field("daebi", "전일대비부호", default=None)
    price: Won = field("price", "현재가")
    change_rate: Percent | None = field("chgrate", "등락율", default=None)
    volume: Shares | None = field("acml_vol", "거래량", default=None)
    value: Decimal | None = field("trade_amt", "거래대금", default=None)
    change: Won | None = field("change", "전일대비", default=None)
    strength: Percent | None = field("cttr", "체결강도", default=None)
    open: Won | None = field("open", "시가", default=None)
    high: Won | None = field("high", "고가", default=None)
    low: Won | None = field("low", "저가", default=None)
    high_52w: Won | None = field("high52", "52주최고가", default=None)
    low_52w: Won | None = field("low52", "52주최저가", default=None)
    expected_price: Won | None = field("expprice", "예상체결가", default=None)
    expected_change: Won | None = field("expchange", "예상대비", default=None)
    expected_change_rate: Percent | None = field("expchggrate", "예상등락률", default=None)
    expected_volume: Shares | None = field("expcvol", "예상체결수량", default=None)
    volume_rate: Percent | None = field("chgrate2", "전일거래량대비율", default=None)
    expected_change_sign: Sign | None = field("expdaebi", "예상대비부호", default=None)
    reference_price: Won | None = field("recprice", "기준가", default=None)
    upper_limit: Won | None = field("uplmtprice", "상한가", default=None)
    lower_limit: Won | None = field("dnlmtprice", "하한가", default=None)
    market_cap: Decimal | None = field("stotprice", "시가총액", default=None)
    """억원 (100,000,000 won)."""
