"""Who bought and sold a stock day by day: answer of 종목별 투자자매매동향(일별)."""

from __future__ import annotations

import datetime as dt

from kis.domestic.codes import Sign
from kis.units import MillionWon, Percent, Shares, Won
from kis.wire import block, field, message


@message
class FlowSummary:
    """종목 요약 (종목별 투자자매매동향 output1)."""

    price: Won | None = field("stck_prpr", "주식 현재가", default=None)
    change: Won | None = field("prdy_vrss", "전일 대비", default=None)
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change_rate: Percent | None = field("prdy_ctrt", "전일 대비율", default=None)
    volume: Shares | None = field("acml_vol", "누적 거래량", default=None)
    previous_volume: Shares | None = field("prdy_vol", "전일 거래량", default=None)
    market_name: str | None = field("rprs_mrkt_kor_name", "대표 시장 한글 명", default=None)


@message
class FlowDay:
    """하루의 투자자별 매매 (종목별 투자자매매동향 output2). Bought, sold and net, in shares and in millions of won.

    기관계 (institution) is the sum of 증권, 투자신탁, 사모펀드, 은행, 보험, 종금 and 기금.
    """

    date: dt.date = field("stck_bsop_date", "주식 영업 일자")
    close: Won | None = field("stck_clpr", "주식 종가", default=None)
    change: Won | None = field("prdy_vrss", "전일 대비", default=None)
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change_rate: Percent | None = field("prdy_ctrt", "전일 대비율", default=None)
    volume: Shares | None = field("acml_vol", "누적 거래량", default=None)
    value: Won | None = field("acml_tr_pbmn", "누적 거래 대금", default=None)
    open: Won | None = field("stck_oprc", "주식 시가", default=None)
    high: Won | None = field("stck_hgpr", "주식 최고가", default=None)
    low: Won | None = field("stck_lwpr", "주식 최저가", default=None)
    foreign_net_buying: Shares | None = field("frgn_ntby_qty", "외국인 순매수 수량", default=None)
    registered_foreign_net_buying: Shares | None = field("frgn_reg_ntby_qty", "외국인 등록 순매수 수량", default=None)
    other_foreign_net_buying: Shares | None = field("frgn_nreg_ntby_qty", "외국인 비등록 순매수 수량", default=None)
    individual_net_buying: Shares | None = field("prsn_ntby_qty", "개인 순매수 수량", default=None)
    institution_net_buying: Shares | None = field("orgn_ntby_qty", "기관계 순매수 수량", default=None)
    securities_net_buying: Shares | None = field("scrt_ntby_qty", "증권 순매수 수량", default=None)
    trust_net_buying: Shares | None = field("ivtr_ntby_qty", "투자신탁 순매수 수량", default=None)
    private_fund_net_buying: Shares | None = field("pe_fund_ntby_vol", "사모 펀드 순매수 거래량", default=None)
    bank_net_buying: Shares | None = field("bank_ntby_qty", "은행 순매수 수량", default=None)
    insurance_net_buying: Shares | None = field("insu_ntby_qty", "보험 순매수 수량", default=None)
    merchant_bank_net_buying: Shares | None = field("mrbn_ntby_qty", "종금 순매수 수량", default=None)
    pension_net_buying: Shares | None = field("fund_ntby_qty", "기금 순매수 수량", default=None)
    other_net_buying: Shares | None = field("etc_ntby_qty", "기타 순매수 수량", default=None)
    other_company_net_buying: Shares | None = field("etc_corp_ntby_vol", "기타 법인 순매수 거래량", default=None)
    other_group_net_buying: Shares | None = field("etc_orgt_ntby_vol", "기타 단체 순매수 거래량", default=None)
    registered_foreign_net_value: MillionWon | None = field(
        "frgn_reg_ntby_pbmn", "외국인 등록 순매수 대금", default=None
    )
    foreign_net_value: MillionWon | None = field("frgn_ntby_tr_pbmn", "외국인 순매수 거래 대금", default=None)
    other_foreign_net_value: MillionWon | None = field("frgn_nreg_ntby_pbmn", "외국인 비등록 순매수 대금", default=None)
    individual_net_value: MillionWon | None = field("prsn_ntby_tr_pbmn", "개인 순매수 거래 대금", default=None)
    institution_net_value: MillionWon | None = field("orgn_ntby_tr_pbmn", "기관계 순매수 거래 대금", default=None)
    securities_net_value: MillionWon | None = field("scrt_ntby_tr_pbmn", "증권 순매수 거래 대금", default=None)
    private_fund_net_value: MillionWon | None = field(
        "pe_fund_ntby_tr_pbmn", "사모 펀드 순매수 거래 대금", default=None
    )
    trust_net_value: MillionWon | None = field("ivtr_ntby_tr_pbmn", "투자신탁 순매수 거래 대금", default=None)
    bank_net_value: MillionWon | None = field("bank_ntby_tr_pbmn", "은행 순매수 거래 대금", default=None)
    insurance_net_value: MillionWon | None = field("insu_ntby_tr_pbmn", "보험 순매수 거래 대금", default=None)
    merchant_bank_net_value: MillionWon | None = field("mrbn_ntby_tr_pbmn", "종금 순매수 거래 대금", default=None)
    pension_net_value: MillionWon | None = field("fund_ntby_tr_pbmn", "기금 순매수 거래 대금", default=None)
    other_net_value: MillionWon | None = field("etc_ntby_tr_pbmn", "기타 순매수 거래 대금", default=None)
    other_company_net_value: MillionWon | None = field(
        "etc_corp_ntby_tr_pbmn", "기타 법인 순매수 거래 대금", default=None
    )
    other_group_net_value: MillionWon | None = field(
        "etc_orgt_ntby_tr_pbmn", "기타 단체 순매수 거래 대금", default=None
    )
    foreign_sold: Shares | None = field("frgn_seln_vol", "외국인 매도 거래량", default=None)
    foreign_bought: Shares | None = field("frgn_shnu_vol", "외국인 매수 거래량", default=None)
    foreign_sold_value: MillionWon | None = field("frgn_seln_tr_pbmn", "외국인 매도 거래 대금", default=None)
    foreign_bought_value: MillionWon | None = field("frgn_shnu_tr_pbmn", "외국인 매수 거래 대금", default=None)
    registered_foreign_sold: Shares | None = field("frgn_reg_askp_qty", "외국인 등록 매도 수량", default=None)
    registered_foreign_bought: Shares | None = field("frgn_reg_bidp_qty", "외국인 등록 매수 수량", default=None)
    registered_foreign_sold_value: MillionWon | None = field(
        "frgn_reg_askp_pbmn", "외국인 등록 매도 대금", default=None
    )
    registered_foreign_bought_value: MillionWon | None = field(
        "frgn_reg_bidp_pbmn", "외국인 등록 매수 대금", default=None
    )
    other_foreign_sold: Shares | None = field("frgn_nreg_askp_qty", "외국인 비등록 매도 수량", default=None)
    other_foreign_bought: Shares | None = field("frgn_nreg_bidp_qty", "외국인 비등록 매수 수량", default=None)
    other_foreign_sold_value: MillionWon | None = field("frgn_nreg_askp_pbmn", "외국인 비등록 매도 대금", default=None)
    other_foreign_bought_value: MillionWon | None = field(
        "frgn_nreg_bidp_pbmn", "외국인 비등록 매수 대금", default=None
    )
    individual_sold: Shares | None = field("prsn_seln_vol", "개인 매도 거래량", default=None)
    individual_bought: Shares | None = field("prsn_shnu_vol", "개인 매수 거래량", default=None)
    individual_sold_value: MillionWon | None = field("prsn_seln_tr_pbmn", "개인 매도 거래 대금", default=None)
    individual_bought_value: MillionWon | None = field("prsn_shnu_tr_pbmn", "개인 매수 거래 대금", default=None)
    institution_sold: Shares | None = field("orgn_seln_vol", "기관계 매도 거래량", default=None)
    institution_bought: Shares | None = field("orgn_shnu_vol", "기관계 매수 거래량", default=None)
    institution_sold_value: MillionWon | None = field("orgn_seln_tr_pbmn", "기관계 매도 거래 대금", default=None)
    institution_bought_value: MillionWon | None = field("orgn_shnu_tr_pbmn", "기관계 매수 거래 대금", default=None)
    securities_sold: Shares | None = field("scrt_seln_vol", "증권 매도 거래량", default=None)
    securities_bought: Shares | None = field("scrt_shnu_vol", "증권 매수 거래량", default=None)
    securities_sold_value: MillionWon | None = field("scrt_seln_tr_pbmn", "증권 매도 거래 대금", default=None)
    securities_bought_value: MillionWon | None = field("scrt_shnu_tr_pbmn", "증권 매수 거래 대금", default=None)
    trust_sold: Shares | None = field("ivtr_seln_vol", "투자신탁 매도 거래량", default=None)
    trust_bought: Shares | None = field("ivtr_shnu_vol", "투자신탁 매수 거래량", default=None)
    trust_sold_value: MillionWon | None = field("ivtr_seln_tr_pbmn", "투자신탁 매도 거래 대금", default=None)
    trust_bought_value: MillionWon | None = field("ivtr_shnu_tr_pbmn", "투자신탁 매수 거래 대금", default=None)
    private_fund_sold_value: MillionWon | None = field("pe_fund_seln_tr_pbmn", "사모 펀드 매도 거래 대금", default=None)
    private_fund_sold: Shares | None = field("pe_fund_seln_vol", "사모 펀드 매도 거래량", default=None)
    private_fund_bought_value: MillionWon | None = field(
        "pe_fund_shnu_tr_pbmn", "사모 펀드 매수 거래 대금", default=None
    )
    private_fund_bought: Shares | None = field("pe_fund_shnu_vol", "사모 펀드 매수 거래량", default=None)
    bank_sold: Shares | None = field("bank_seln_vol", "은행 매도 거래량", default=None)
    bank_bought: Shares | None = field("bank_shnu_vol", "은행 매수 거래량", default=None)
    bank_sold_value: MillionWon | None = field("bank_seln_tr_pbmn", "은행 매도 거래 대금", default=None)
    bank_bought_value: MillionWon | None = field("bank_shnu_tr_pbmn", "은행 매수 거래 대금", default=None)
    insurance_sold: Shares | None = field("insu_seln_vol", "보험 매도 거래량", default=None)
    insurance_bought: Shares | None = field("insu_shnu_vol", "보험 매수 거래량", default=None)
    insurance_sold_value: MillionWon | None = field("insu_seln_tr_pbmn", "보험 매도 거래 대금", default=None)
    insurance_bought_value: MillionWon | None = field("insu_shnu_tr_pbmn", "보험 매수 거래 대금", default=None)
    merchant_bank_sold: Shares | None = field("mrbn_seln_vol", "종금 매도 거래량", default=None)
    merchant_bank_bought: Shares | None = field("mrbn_shnu_vol", "종금 매수 거래량", default=None)
    merchant_bank_sold_value: MillionWon | None = field("mrbn_seln_tr_pbmn", "종금 매도 거래 대금", default=None)
    merchant_bank_bought_value: MillionWon | None = field("mrbn_shnu_tr_pbmn", "종금 매수 거래 대금", default=None)
    pension_sold: Shares | None = field("fund_seln_vol", "기금 매도 거래량", default=None)
    pension_bought: Shares | None = field("fund_shnu_vol", "기금 매수 거래량", default=None)
    pension_sold_value: MillionWon | None = field("fund_seln_tr_pbmn", "기금 매도 거래 대금", default=None)
    pension_bought_value: MillionWon | None = field("fund_shnu_tr_pbmn", "기금 매수 거래 대금", default=None)
    other_sold: Shares | None = field("etc_seln_vol", "기타 매도 거래량", default=None)
    other_bought: Shares | None = field("etc_shnu_vol", "기타 매수 거래량", default=None)
    other_sold_value: MillionWon | None = field("etc_seln_tr_pbmn", "기타 매도 거래 대금", default=None)
    other_bought_value: MillionWon | None = field("etc_shnu_tr_pbmn", "기타 매수 거래 대금", default=None)
    other_group_sold: Shares | None = field("etc_orgt_seln_vol", "기타 단체 매도 거래량", default=None)
    other_group_bought: Shares | None = field("etc_orgt_shnu_vol", "기타 단체 매수 거래량", default=None)
    other_group_sold_value: MillionWon | None = field("etc_orgt_seln_tr_pbmn", "기타 단체 매도 거래 대금", default=None)
    other_group_bought_value: MillionWon | None = field(
        "etc_orgt_shnu_tr_pbmn", "기타 단체 매수 거래 대금", default=None
    )
    other_company_sold: Shares | None = field("etc_corp_seln_vol", "기타 법인 매도 거래량", default=None)
    other_company_bought: Shares | None = field("etc_corp_shnu_vol", "기타 법인 매수 거래량", default=None)
    other_company_sold_value: MillionWon | None = field(
        "etc_corp_seln_tr_pbmn", "기타 법인 매도 거래 대금", default=None
    )
    other_company_bought_value: MillionWon | None = field(
        "etc_corp_shnu_tr_pbmn", "기타 법인 매수 거래 대금", default=None
    )
    bold: bool | None = field("bold_yn", "BOLD 여부", default=None)


@message
class Flows:
    """종목별 투자자매매동향(일별) 응답. Newest day first."""

    summary: FlowSummary | None = block("output1", "종목 요약")
    days: tuple[FlowDay, ...] = block("output2", "하루", needs="stck_bsop_date")
