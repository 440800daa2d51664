"""ETFs and ETNs: answers of [국내주식] ELW/ETF 시세."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from kis.domestic.book import Ladder
from kis.domestic.codes import Sign
from kis.units import Percent, Shares, Won
from kis.wire import block, field, message, series


@message
class EtfPrice:
    """ETF/ETN 현재가 응답 (output)."""

    price: Won = field("stck_prpr", "주식 현재가")
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change: Won | None = field("prdy_vrss", "전일 대비", default=None)
    change_rate: Percent | None = field("prdy_ctrt", "전일 대비율", default=None)
    volume: Shares | None = field("acml_vol", "누적 거래량", default=None)
    previous_volume: Shares | None = field("prdy_vol", "전일 거래량", default=None)
    upper_limit: Won | None = field("stck_mxpr", "주식 상한가", default=None)
    lower_limit: Won | None = field("stck_llam", "주식 하한가", default=None)
    previous_close: Won | None = field("stck_prdy_clpr", "주식 전일 종가", default=None)
    open: Won | None = field("stck_oprc", "주식 시가", default=None)
    open_rate: Percent | None = field("prdy_clpr_vrss_oprc_rate", "전일 종가 대비 시가 비율", default=None)
    high: Won | None = field("stck_hgpr", "주식 최고가", default=None)
    high_rate: Percent | None = field("prdy_clpr_vrss_hgpr_rate", "전일 종가 대비 최고가 비율", default=None)
    low: Won | None = field("stck_lwpr", "주식 최저가", default=None)
    low_rate: Percent | None = field("prdy_clpr_vrss_lwpr_rate", "전일 종가 대비 최저가 비율", default=None)
    previous_nav: Decimal | None = field("prdy_last_nav", "전일 최종 NAV", default=None)
    nav: Decimal | None = field("nav", "NAV", default=None)
    nav_change: Decimal | None = field("nav_prdy_vrss", "NAV 전일 대비", default=None)
    nav_change_sign: Sign | None = field("nav_prdy_vrss_sign", "NAV 전일 대비 부호", default=None)
    nav_change_rate: Percent | None = field("nav_prdy_ctrt", "NAV 전일 대비율", default=None)
    tracking_error: Percent | None = field("trc_errt", "추적 오차율", default=None)
    reference_price: Won | None = field("stck_sdpr", "주식 기준가", default=None)
    collateral_price: Won | None = field("stck_sspr", "주식 대용가", default=None)
    index_rate: Percent | None = field("nmix_ctrt", "지수 대비율", default=None)
    circulating_shares: Shares | None = field("etf_crcl_stcn", "ETF 유통 주수", default=None)
    net_assets: Decimal | None = field("etf_ntas_ttam", "ETF 순자산 총액", default=None)
    """억원 (100,000,000 won)."""
    foreign_net_assets: Decimal | None = field("etf_frcr_ntas_ttam", "ETF 외화 순자산 총액", default=None)
    foreign_limit_rate: Percent | None = field("frgn_limt_rate", "외국인 한도 비율", default=None)
    foreign_orderable: Shares | None = field("frgn_oder_able_qty", "외국인 주문 가능 수량", default=None)
    creation_unit: Shares | None = field("etf_cu_unit_scrt_cnt", "ETF CU 단위 증권 수", default=None)
    component_count: int | None = field("etf_cnfg_issu_cnt", "ETF 구성 종목 수", default=None)
    distribution_cycle: str | None = field("etf_dvdn_cycl", "ETF 배당 주기", default=None)
    currency: str | None = field("crcd", "통화 코드", default=None)
    circulating_net_assets: Decimal | None = field("etf_crcl_ntas_ttam", "ETF 유통 순자산 총액", default=None)
    foreign_circulating_net_assets: Decimal | None = field(
        "etf_frcr_crcl_ntas_ttam", "ETF 외화 유통 순자산 총액", default=None
    )
    foreign_last_nav: Decimal | None = field(
        "etf_frcr_last_ntas_wrth_val", "ETF 외화 최종 순자산 가치 값", default=None
    )
    lp_orderable: str | None = field("lp_oder_able_cls_code", "LP 주문 가능 구분 코드", default=None)
    high_year: Won | None = field("stck_dryy_hgpr", "주식 연중 최고가", default=None)
    high_year_rate: Percent | None = field("dryy_hgpr_vrss_prpr_rate", "연중 최고가 대비 현재가 비율", default=None)
    high_year_date: dt.date | None = field("dryy_hgpr_date", "연중 최고가 일자", default=None)
    low_year: Won | None = field("stck_dryy_lwpr", "주식 연중 최저가", default=None)
    low_year_rate: Percent | None = field("dryy_lwpr_vrss_prpr_rate", "연중 최저가 대비 현재가 비율", default=None)
    low_year_date: dt.date | None = field("dryy_lwpr_date", "연중 최저가 일자", default=None)
    industry: str | None = field("bstp_kor_isnm", "업종 한글 종목명", default=None)
    vi_code: str | None = field("vi_cls_code", "VI적용구분코드", default=None)
    listed_shares: Shares | None = field("lstn_stcn", "상장 주수", default=None)
    foreign_holding: Shares | None = field("frgn_hldn_qty", "외국인 보유 수량", default=None)
    foreign_holding_rate: Percent | None = field("frgn_hldn_qty_rate", "외국인 보유 수량 비율", default=None)
    multiple: Decimal | None = field("etf_trc_ert_mltp", "ETF 추적 수익률 배수", default=None)
    disparity_rate: Percent | None = field("dprt", "괴리율", default=None)
    """The price against the NAV."""
    manager: str | None = field("mbcr_name", "회원사 명", default=None)
    listed: dt.date | None = field("stck_lstn_date", "주식 상장 일자", default=None)
    matures: str | None = field("mtrt_date", "만기 일자", default=None)
    """YYYYMMDD for an ETN, 0 for an ETF."""
    distribution_code: str | None = field("shrg_type_code", "분배금형태코드", default=None)
    lp_holding_rate: Percent | None = field("lp_hldn_rate", "LP 보유 비율", default=None)
    index: str | None = field("etf_trgt_nmix_bstp_code", "ETF대상지수업종코드", default=None)
    """Industry code of the index it follows, such as 2001."""
    kind_name: str | None = field("etf_div_name", "ETF 분류 명", default=None)
    index_name: str | None = field("etf_rprs_bstp_kor_isnm", "ETF 대표 업종 한글 종목명", default=None)
    lp_holding: Shares | None = field("lp_hldn_vol", "ETN LP 보유량", default=None)


@message
class EtfOrderBook(Ladder):
    """ETF 현재가 호가 응답 (output): the ten levels, and what of them is the liquidity provider's."""

    lp_ask_sizes: tuple[Shares | None, ...] = series("lp_askp_rsqn{n}", "LP 매도호가 잔량{n}", 10)
    lp_bid_sizes: tuple[Shares | None, ...] = series("lp_bidp_rsqn{n}", "LP 매수호가 잔량{n}", 10)
    lp_total_ask_size: Shares | None = field("lp_total_askp_rsqn", "LP 총 매도호가 잔량", default=None)
    lp_total_bid_size: Shares | None = field("lp_total_bidp_rsqn", "LP 총 매수호가 잔량", default=None)
    mid_price: Decimal | None = field("mid_prc", "KRX 중간가", default=None)
    mid_quantity: Shares | None = field("midp_total_rsqn", "KRX 중간가잔량합계수량", default=None)
    mid_side: str | None = field("midp_cls_code", "KRX 중간가구분코드", default=None)
    nxt_mid_price: Decimal | None = field("mid_prc2", "NXT 중간가", default=None)
    nxt_mid_quantity: Shares | None = field("midp_total_rsqn2", "NXT 중간가잔량합계수량", default=None)
    nxt_mid_side: str | None = field("midp_cls_code2", "NXT 중간가구분코드", default=None)


@message
class EtfSummary:
    """ETF 요약 (ETF 구성종목시세 output1)."""

    price: Won | None = field("stck_prpr", "주식 현재가", default=None)
    change: Won | None = field("prdy_vrss", "전일 대비", default=None)
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change_rate: Percent | None = field("prdy_ctrt", "전일 대비율", default=None)
    component_value: Decimal | None = field("etf_cnfg_issu_avls", "ETF구성종목시가총액", default=None)
    """억원 (100,000,000 won); so are the net assets."""
    nav: Decimal | None = field("nav", "NAV", default=None)
    nav_change_sign: Sign | None = field("nav_prdy_vrss_sign", "NAV 전일 대비 부호", default=None)
    nav_change: Decimal | None = field("nav_prdy_vrss", "NAV 전일 대비", default=None)
    nav_change_rate: Percent | None = field("nav_prdy_ctrt", "NAV 전일 대비율", default=None)
    net_assets: Decimal | None = field("etf_ntas_ttam", "ETF 순자산 총액", default=None)
    previous_nav: Decimal | None = field("prdy_clpr_nav", "NAV전일종가", default=None)
    nav_open: Decimal | None = field("oprc_nav", "NAV시가", default=None)
    nav_high: Decimal | None = field("hprc_nav", "NAV고가", default=None)
    nav_low: Decimal | None = field("lprc_nav", "NAV저가", default=None)
    creation_unit: Shares | None = field("etf_cu_unit_scrt_cnt", "ETF CU 단위 증권 수", default=None)
    component_count: int | None = field("etf_cnfg_issu_cnt", "ETF 구성 종목 수", default=None)


@message
class EtfComponent:
    """구성종목 하나 (ETF 구성종목시세 output2)."""

    symbol: str = field("stck_shrn_iscd", "주식 단축 종목코드")
    name: str | None = field("hts_kor_isnm", "HTS 한글 종목명", default=None)
    price: Won | None = field("stck_prpr", "주식 현재가", default=None)
    change: Won | None = field("prdy_vrss", "전일 대비", default=None)
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change_rate: Percent | None = field("prdy_ctrt", "전일 대비율", default=None)
    volume: Shares | None = field("acml_vol", "누적 거래량", default=None)
    value: Won | None = field("acml_tr_pbmn", "누적 거래 대금", default=None)
    range_rate: Percent | None = field("tday_rsfl_rate", "당일 등락 비율", default=None)
    volume_change: Shares | None = field("prdy_vrss_vol", "전일 대비 거래량", default=None)
    value_turnover_rate: Percent | None = field("tr_pbmn_tnrt", "거래대금회전율", default=None)
    market_cap: Decimal | None = field("hts_avls", "HTS 시가총액", default=None)
    """억원 (100,000,000 won)."""
    component_value: Decimal | None = field("etf_cnfg_issu_avls", "ETF구성종목시가총액", default=None)
    weight: Percent | None = field("etf_cnfg_issu_rlim", "ETF구성종목비중", default=None)
    """Of the ETF, in percent."""
    valuation: Won | None = field("etf_vltn_amt", "ETF구성종목내평가금액", default=None)
    """What one creation unit holds of it, in won."""


@message
class EtfComponents:
    """ETF 구성종목시세 응답. Biggest weight first."""

    summary: EtfSummary | None = block("output1", "ETF 요약")
    components: tuple[EtfComponent, ...] = block("output2", "구성종목", needs="stck_shrn_iscd")


@message
class EtfQuote:
    """시세 (NAV 비교추이 output1)."""

    price: Won = field("stck_prpr", "주식 현재가")
    change: Won | None = field("prdy_vrss", "전일 대비", default=None)
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change_rate: Percent | None = field("prdy_ctrt", "전일 대비율", default=None)
    volume: Shares | None = field("acml_vol", "누적 거래량", default=None)
    value: Won | None = field("acml_tr_pbmn", "누적 거래 대금", default=None)
    previous_close: Won | None = field("stck_prdy_clpr", "주식 전일 종가", default=None)
    open: Won | None = field("stck_oprc", "주식 시가", default=None)
    high: Won | None = field("stck_hgpr", "주식 최고가", default=None)
    low: Won | None = field("stck_lwpr", "주식 최저가", default=None)
    upper_limit: Won | None = field("stck_mxpr", "주식 상한가", default=None)
    lower_limit: Won | None = field("stck_llam", "주식 하한가", default=None)


@message
class Nav:
    """순자산가치 (NAV 비교추이 output2)."""

    nav: Decimal = field("nav", "NAV")
    nav_change_sign: Sign | None = field("nav_prdy_vrss_sign", "NAV 전일 대비 부호", default=None)
    nav_change: Decimal | None = field("nav_prdy_vrss", "NAV 전일 대비", default=None)
    nav_change_rate: Percent | None = field("nav_prdy_ctrt", "NAV 전일 대비율", default=None)
    previous_nav: Decimal | None = field("prdy_clpr_nav", "NAV전일종가", default=None)
    nav_open: Decimal | None = field("oprc_nav", "NAV시가", default=None)
    nav_high: Decimal | None = field("hprc_nav", "NAV고가", default=None)
    nav_low: Decimal | None = field("lprc_nav", "NAV저가", default=None)


@message
class NavTrend:
    """NAV 비교추이(종목) 응답: the price and what it should be."""

    quote: EtfQuote = block("output1", "시세")
    nav: Nav = block("output2", "순자산가치")
