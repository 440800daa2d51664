"""What can be ordered with an account's cash, collateral and foreign money: 주식통합증거금 현황."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kis.units import Amount, Percent
from kis.wire import field, message, series

CURRENCIES = ("usd", "hkd", "jpy", "cny")
"""The order of what a `foreign_…` field of `Margin` holds."""
CASH_RATES = (20, 30, 40, 50, 60, 100)
"""Margin rates (%) of the stocks that the `…_cash` fields are for."""
LOAN_RATES = (45, 50, 60, 70)
"""Deposit rates (%) of the stocks that the `…_loan` fields are for."""


@message
class MarginQuery:
    """주식통합증거금 현황 요청."""

    cma: bool = field("CMA_EVLU_AMT_ICLD_YN", "CMA평가금액포함여부", default=False)
    shown_in: str = field("WCRC_FRCR_DVSN_CD", "원화외화구분코드", default="01")
    """Foreign money in 01 its own currency, 02 won; so the next for forward contracts."""
    forwards_in: str = field("FWEX_CTRT_FRCR_DVSN_CD", "선도환계약외화구분코드", default="01")


@dataclass(frozen=True, slots=True)
class CurrencyMargin:
    """One currency of `Margin`: amounts in it unless won were asked for, `rate` in won for one of it."""

    total: Amount | None
    used: Amount | None
    orderable: Amount | None
    reuse_total: Amount | None
    reused: Amount | None
    reuse_orderable: Amount | None
    ordinary_orderable: Amount | None
    integrated_orderable: Amount | None
    used_elsewhere: Amount | None
    reused_elsewhere: Amount | None
    rate: Decimal | None


@message
class Margin:
    """주식통합증거금 현황 응답 (output), in won with fractions.

    Of each source 대상 (total) is 사용 (used) and 주문가능 (orderable) together. What can be bought at most stands by
    the margin rate of the stock: `by_cash_rate`, `by_loan_rate`; foreign money by currency: `by_currency`. The fields
    `integrated_…` are filled for accounts with 통합증거금 alone.
    """

    margin_rate: Percent | None = field("acmga_rt", "계좌증거금율", default=None)
    full_margin_reason: str | None = field("acmga_pct100_aptm_rson", "계좌증거금100퍼센트지정사유", default=None)

    cash_total: Amount | None = field("stck_cash_objt_amt", "주식현금대상금액", default=None)
    collateral_total: Amount | None = field("stck_sbst_objt_amt", "주식대용대상금액", default=None)
    value_total: Amount | None = field("stck_evlu_objt_amt", "주식평가대상금액", default=None)
    reuse_total: Amount | None = field("stck_ruse_psbl_objt_amt", "주식재사용가능대상금액", default=None)
    fund_redemption_total: Amount | None = field(
        "stck_fund_rpch_chgs_objt_amt", "주식펀드환매대금대상금액", default=None
    )
    loan_repayment_total: Amount | None = field("stck_fncg_rdpt_objt_atm", "주식융자상환금대상금액", default=None)
    """Ends in atm, not amt."""
    bond_reuse_total: Amount | None = field("bond_ruse_psbl_objt_amt", "채권재사용가능대상금액", default=None)

    cash_used: Amount | None = field("stck_cash_use_amt", "주식현금사용금액", default=None)
    collateral_used: Amount | None = field("stck_sbst_use_amt", "주식대용사용금액", default=None)
    value_used: Amount | None = field("stck_evlu_use_amt", "주식평가사용금액", default=None)
    reuse_used: Amount | None = field("stck_ruse_psbl_amt_use_amt", "주식재사용가능금사용금액", default=None)
    fund_redemption_used: Amount | None = field("stck_fund_rpch_chgs_use_amt", "주식펀드환매대금사용금액", default=None)
    loan_repayment_used: Amount | None = field("stck_fncg_rdpt_amt_use_amt", "주식융자상환금사용금액", default=None)
    bond_reuse_used: Amount | None = field("bond_ruse_psbl_amt_use_amt", "채권재사용가능금사용금액", default=None)

    cash_orderable: Amount | None = field("stck_cash_ord_psbl_amt", "주식현금주문가능금액", default=None)
    collateral_orderable: Amount | None = field("stck_sbst_ord_psbl_amt", "주식대용주문가능금액", default=None)
    value_orderable: Amount | None = field("stck_evlu_ord_psbl_amt", "주식평가주문가능금액", default=None)
    reuse_orderable: Amount | None = field("stck_ruse_psbl_ord_psbl_amt", "주식재사용가능주문가능금액", default=None)
    fund_redemption_orderable: Amount | None = field(
        "stck_fund_rpch_ord_psbl_amt", "주식펀드환매주문가능금액", default=None
    )
    bond_reuse_orderable: Amount | None = field(
        "bond_ruse_psbl_ord_psbl_amt", "채권재사용가능주문가능금액", default=None
    )

    receivable: Amount | None = field("rcvb_amt", "미수금액", default=None)
    loan_deposit_reuse: Amount | None = field(
        "stck_loan_grta_ruse_psbl_amt", "주식대출보증금재사용가능금액", default=None
    )
    most_by_cash: tuple[Amount | None, ...] = series(
        "stck_cash{n}_max_ord_psbl_amt", "주식현금{n}최대주문가능금액", CASH_RATES
    )
    most_without_reuse: Amount | None = field(
        "stck_rsip100_max_ord_psbl_amt", "주식재사용불가100최대주문가능", default=None
    )
    most_bonds: Amount | None = field("bond_max_ord_psbl_amt", "채권최대주문가능금액", default=None)
    most_by_loan: tuple[Amount | None, ...] = series(
        "stck_fncg{n}_max_ord_psbl_amt", "주식융자{n}최대주문가능금액", LOAN_RATES
    )
    most_short: Amount | None = field("stck_stln_max_ord_psbl_amt", "주식대주최대주문가능금액", default=None)
    limit: Amount | None = field("lmt_amt", "한도금액", default=None)
    integrated_kind: str | None = field("ovrs_stck_itgr_mgna_dvsn_name", "해외주식통합증거금구분명", default=None)

    foreign_total: tuple[Amount | None, ...] = series("{n}_objt_amt", "통화별 대상금액", CURRENCIES)
    foreign_used: tuple[Amount | None, ...] = series("{n}_use_amt", "통화별 사용금액", CURRENCIES)
    foreign_orderable: tuple[Amount | None, ...] = series("{n}_ord_psbl_amt", "통화별 주문가능금액", CURRENCIES)
    foreign_reuse_total: tuple[Amount | None, ...] = series("{n}_ruse_objt_amt", "통화별 재사용대상금액", CURRENCIES)
    foreign_reused: tuple[Amount | None, ...] = series("{n}_ruse_amt", "통화별 재사용금액", CURRENCIES)
    foreign_reuse_orderable: tuple[Amount | None, ...] = series(
        "{n}_ruse_ord_psbl_amt", "통화별 재사용주문가능금액", CURRENCIES
    )
    foreign_ordinary_orderable: tuple[Amount | None, ...] = series(
        "{n}_gnrl_ord_psbl_amt", "통화별 일반주문가능금액", CURRENCIES
    )
    foreign_integrated_orderable: tuple[Amount | None, ...] = series(
        "{n}_itgr_ord_psbl_amt", "통화별 통합주문가능금액", CURRENCIES
    )

    integrated_by_cash: tuple[Amount | None, ...] = series(
        "stck_itgr_cash{n}_ord_psbl_amt", "주식통합현금{n}주문가능금액", CASH_RATES
    )
    integrated_without_reuse: Amount | None = field(
        "stck_itgr_100_ord_psbl_amt", "주식통합100주문가능금액", default=None
    )
    integrated_by_loan: tuple[Amount | None, ...] = series(
        "stck_itgr_fncg{n}_ord_psbl_amt", "주식통합융자{n}주문가능금액", LOAN_RATES
    )
    integrated_short: Amount | None = field("stck_itgr_stln_ord_psbl_amt", "주식통합대주주문가능금액", default=None)
    integrated_bonds: Amount | None = field("bond_itgr_ord_psbl_amt", "채권통합주문가능금액", default=None)

    cash_used_overseas: Amount | None = field("stck_cash_ovrs_use_amt", "주식현금해외사용금액", default=None)
    collateral_used_overseas: Amount | None = field("stck_sbst_ovrs_use_amt", "주식대용해외사용금액", default=None)
    value_used_overseas: Amount | None = field("stck_evlu_ovrs_use_amt", "주식평가해외사용금액", default=None)
    reuse_used_overseas: Amount | None = field(
        "stck_re_use_amt_ovrs_use_amt", "주식재사용금액해외사용금액", default=None
    )
    fund_redemption_used_overseas: Amount | None = field(
        "stck_fund_rpch_ovrs_use_amt", "주식펀드환매해외사용금액", default=None
    )
    loan_repayment_used_overseas: Amount | None = field(
        "stck_fncg_rdpt_ovrs_use_amt", "주식융자상환해외사용금액", default=None
    )
    bond_reuse_used_overseas: Amount | None = field("bond_re_use_ovrs_use_amt", "채권재사용해외사용금액", default=None)

    foreign_used_elsewhere: tuple[Amount | None, ...] = series(
        "{n}_oth_mket_use_amt", "통화별 타시장사용금액", CURRENCIES
    )
    foreign_reused_elsewhere: tuple[Amount | None, ...] = series(
        "{n}_re_use_oth_mket_use_amt", "통화별 재사용타시장사용금액", CURRENCIES
    )
    hong_kong_yuan_reuse_total: Amount | None = field(
        "hgkg_cny_re_use_objt_amt", "홍콩위안화재사용대상금액", default=None
    )
    """In KIS's example and not in its table; so are two of the next three."""
    hong_kong_yuan_reused: Amount | None = field("hgkg_cny_re_use_amt", "홍콩위안화재사용금액", default=None)
    hong_kong_yuan_reuse_orderable: Amount | None = field(
        "hgkg_cny_re_use_ord_psbl_amt", "홍콩위안화재사용주문가능금액", default=None
    )
    hong_kong_yuan_reused_elsewhere: Amount | None = field(
        "hgkg_cny_re_use_oth_use_amt", "홍콩위안화재사용타사용금액", default=None
    )
    foreign_rates: tuple[Decimal | None, ...] = series("{n}_frst_bltn_exrt", "통화별 최초고시환율", CURRENCIES)

    @property
    def by_currency(self) -> Mapping[str, CurrencyMargin]:
        """The foreign fields by currency (USD, HKD, JPY, CNY): `margin.by_currency["USD"].orderable`."""
        rows = zip(
            self.foreign_total,
            self.foreign_used,
            self.foreign_orderable,
            self.foreign_reuse_total,
            self.foreign_reused,
            self.foreign_reuse_orderable,
            self.foreign_ordinary_orderable,
            self.foreign_integrated_orderable,
            self.foreign_used_elsewhere,
            self.foreign_reused_elsewhere,
            self.foreign_rates,
            strict=True,
        )
        return {code.upper(): CurrencyMargin(*row) for code, row in zip(CURRENCIES, rows, strict=True)}

    @property
    def by_cash_rate(self) -> Mapping[int, Amount | None]:
        """What can be bought at most for cash, by the stock's margin rate in percent."""
        return dict(zip(CASH_RATES, self.most_by_cash, strict=True))

    @property
    def by_loan_rate(self) -> Mapping[int, Amount | None]:
        """What can be bought at most with a loan (융자), by the stock's deposit rate in percent."""
        return dict(zip(LOAN_RATES, self.most_by_loan, strict=True))
