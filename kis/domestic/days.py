"""A stock day by day: answers of 주식현재가 일자별 and 주식현재가 투자자."""

from __future__ import annotations

import datetime as dt

from kis.domestic.codes import Sign
from kis.units import MillionWon, Percent, Shares, Won
from kis.wire import field, message


@message
class DailyPrice:
    """하루, 한 주 또는 한 달 (주식현재가 일자별 output)."""

    date: dt.date = field("stck_bsop_date", "주식 영업 일자")
    open: Won = field("stck_oprc", "주식 시가")
    high: Won = field("stck_hgpr", "주식 최고가")
    low: Won = field("stck_lwpr", "주식 최저가")
    close: Won = field("stck_clpr", "주식 종가")
    volume: Shares | None = field("acml_vol", "누적 거래량", default=None)
    volume_rate: Percent | None = field("prdy_vrss_vol_rate", "전일 대비 거래량 비율", default=None)
    """Volume against the day before's, as a change."""
    change: Won | None = field("prdy_vrss", "전일 대비", default=None)
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change_rate: Percent | None = field("prdy_ctrt", "전일 대비율", default=None)
    foreign_rate: Percent | None = field("hts_frgn_ehrt", "HTS 외국인 소진율", default=None)
    foreign_net_buying: Shares | None = field("frgn_ntby_qty", "외국인 순매수 수량", default=None)
    ex_code: str | None = field("flng_cls_code", "락 구분 코드", default=None)
    """01 권리락, 02 배당락, 03 분배락, 04 권배락, 05 중간(분기)배당락, 06 권리중간배당락, 07 권리분기배당락."""
    split_rate: Percent | None = field("acml_prtt_rate", "누적 분할 비율", default=None)


@message
class InvestorDay:
    """하루의 투자자별 매매 (주식현재가 투자자 output). Money in millions of won.

    Today's row is blank but for the price until after the close.
    """

    date: dt.date = field("stck_bsop_date", "주식 영업 일자")
    close: Won | None = field("stck_clpr", "주식 종가", default=None)
    change: Won | None = field("prdy_vrss", "전일 대비", default=None)
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    individual_net_buying: Shares | None = field("prsn_ntby_qty", "개인 순매수 수량", default=None)
    foreign_net_buying: Shares | None = field("frgn_ntby_qty", "외국인 순매수 수량", default=None)
    institution_net_buying: Shares | None = field("orgn_ntby_qty", "기관계 순매수 수량", default=None)
    individual_net_value: MillionWon | None = field("prsn_ntby_tr_pbmn", "개인 순매수 거래 대금", default=None)
    foreign_net_value: MillionWon | None = field("frgn_ntby_tr_pbmn", "외국인 순매수 거래 대금", default=None)
    institution_net_value: MillionWon | None = field("orgn_ntby_tr_pbmn", "기관계 순매수 거래 대금", default=None)
    individual_bought: Shares | None = field("prsn_shnu_vol", "개인 매수 거래량", default=None)
    foreign_bought: Shares | None = field("frgn_shnu_vol", "외국인 매수 거래량", default=None)
    institution_bought: Shares | None = field("orgn_shnu_vol", "기관계 매수 거래량", default=None)
    individual_bought_value: MillionWon | None = field("prsn_shnu_tr_pbmn", "개인 매수 거래 대금", default=None)
    foreign_bought_value: MillionWon | None = field("frgn_shnu_tr_pbmn", "외국인 매수 거래 대금", default=None)
    institution_bought_value: MillionWon | None = field("orgn_shnu_tr_pbmn", "기관계 매수 거래 대금", default=None)
    individual_sold: Shares | None = field("prsn_seln_vol", "개인 매도 거래량", default=None)
    foreign_sold: Shares | None = field("frgn_seln_vol", "외국인 매도 거래량", default=None)
    institution_sold: Shares | None = field("orgn_seln_vol", "기관계 매도 거래량", default=None)
    individual_sold_value: MillionWon | None = field("prsn_seln_tr_pbmn", "개인 매도 거래 대금", default=None)
    foreign_sold_value: MillionWon | None = field("frgn_seln_tr_pbmn", "외국인 매도 거래 대금", default=None)
    institution_sold_value: MillionWon | None = field("orgn_seln_tr_pbmn", "기관계 매도 거래 대금", default=None)
