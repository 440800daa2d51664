"""What an account can buy abroad: answers of 해외주식 매수가능금액조회 and 해외증거금 통화별조회."""

from __future__ import annotations

from decimal import Decimal

from kis.units import Amount, Units
from kis.wire import field, message


@message
class BuyingPower:
    """해외주식 매수가능금액 응답 (output), in the currency of the exchange."""

    currency: str | None = field("tr_crcy_cd", "거래통화코드", default=None)
    foreign_cash: Amount | None = field("ord_psbl_frcr_amt", "주문가능외화금액", default=None)
    """주문가능외화금액."""
    reusable: Amount | None = field("sll_ruse_psbl_amt", "매도재사용가능금액", default=None)
    value: Amount = field("ovrs_ord_psbl_amt", "해외주문가능금액")
    """From foreign cash alone."""
    quantity: Units = field("max_ord_psbl_qty", "최대주문가능수량")
    value_after_exchange: Amount | None = field("echm_af_ord_psbl_amt", "환전이후주문가능금액", default=None)
    quantity_after_exchange: Units | None = field("echm_af_ord_psbl_qty", "환전이후주문가능수량", default=None)
    orderable: Units | None = field("ord_psbl_qty", "주문가능수량", default=None)
    exchange_rate: Decimal | None = field("exrt", "환율", default=None)
    value_with_won: Amount | None = field("frcr_ord_psbl_amt1", "외화주문가능금액1", default=None)
    """By 통합증거금, won counted in."""
    quantity_with_won: Units | None = field("ovrs_max_ord_psbl_qty", "해외최대주문가능수량", default=None)


@message
class CurrencyMargin:
    """한 통화의 증거금 (해외증거금 통화별조회 output)."""

    country_name: str | None = field("natn_name", "국가명", default=None)
    currency: str = field("crcy_cd", "통화코드")
    deposit: Amount | None = field("frcr_dncl_amt1", "외화예수금액", default=None)
    unsettled_bought: Amount | None = field("ustl_buy_amt", "미결제매수금액", default=None)
    unsettled_sold: Amount | None = field("ustl_sll_amt", "미결제매도금액", default=None)
    receivable: Amount | None = field("frcr_rcvb_amt", "외화미수금액", default=None)
    margin: Amount | None = field("frcr_mgn_amt", "외화증거금액", default=None)
    orderable: Amount | None = field("frcr_gnrl_ord_psbl_amt", "외화일반주문가능금액", default=None)
    foreign_orderable: Amount | None = field("frcr_ord_psbl_amt1", "외화주문가능금액", default=None)
    orderable_with_won: Amount | None = field("itgr_ord_psbl_amt", "통합주문가능금액", default=None)
    """By 통합증거금."""
    exchange_rate: Decimal | None = field("bass_exrt", "기준환율", default=None)
