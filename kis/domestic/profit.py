"""What trading has earned: realized profit by day, by trade, and beside the balance. Portal: [국내주식] 주문/계좌."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum

from kis.domestic.balance import AccountTotals, Position
from kis.domestic.codes import ValuedAt, YesterdaysTrades
from kis.domestic.orders import TRADING
from kis.endpoint import Group, account
from kis.shapes import body
from kis.units import Percent, Shares, Won
from kis.wire import block, field, message


class DayOrder(StrEnum):
    """Row order of the profit lists (SORT_DVSN); KIS takes 02 as 00."""

    NEWEST_FIRST = "00"
    OLDEST_FIRST = "01"


@message
class TradesQuery:
    """기간별매매손익현황조회 요청."""

    start: dt.date = field("INQR_STRT_DT", "조회시작일자")
    end: dt.date = field("INQR_END_DT", "조회종료일자")
    symbol: str = field("PDNO", "상품번호", default="")
    """Blank for all."""
    order: DayOrder = field("SORT_DVSN", "정렬구분", default=DayOrder.NEWEST_FIRST)
    holdings: str = field("CBLC_DVSN", "잔고구분", default="00")
    """00 for all."""


@message
class DaysQuery(TradesQuery):
    """기간별손익일별합산조회 요청."""

    rows: str = field("INQR_DVSN", "조회구분", default="00")


@message
class DayProfit:
    """하루의 손익 (기간별손익일별합산조회 output1)."""

    date: dt.date = field("trad_dt", "매매일자")
    bought: Won | None = field("buy_amt", "매수금액", default=None)
    sold: Won | None = field("sll_amt", "매도금액", default=None)
    realized: Won = field("rlzt_pfls", "실현손익")
    fee: Won | None = field("fee", "수수료", default=None)
    loan_interest: Won | None = field("loan_int", "대출이자", default=None)
    tax: Won | None = field("tl_tax", "제세금", default=None)
    profit_rate: Percent | None = field("pfls_rt", "손익률", default=None)
    sold_quantity: Shares | None = field("sll_qty1", "매도수량1", default=None)
    bought_quantity: Shares | None = field("buy_qty1", "매수수량1", default=None)


@message
class TradeProfit:
    """한 종목의 하루 매매 (기간별매매손익현황조회 output1)."""

    date: dt.date = field("trad_dt", "매매일자")
    padded_symbol: str = field("pdno", "상품번호")
    """As sent, such as 00000Q520057; see `symbol`."""
    name: str | None = field("prdt_name", "상품명", default=None)
    trade_kind: str | None = field("trad_dvsn_name", "매매구분명", default=None)
    loan_date: dt.date | None = field("loan_dt", "대출일자", default=None)
    quantity: Shares | None = field("hldg_qty", "보유수량", default=None)
    average_price: Decimal | None = field("pchs_unpr", "매입단가", default=None)
    bought_quantity: Shares | None = field("buy_qty", "매수수량", default=None)
    bought: Won | None = field("buy_amt", "매수금액", default=None)
    sell_price: Decimal | None = field("sll_pric", "매도가격", default=None)
    sold_quantity: Shares | None = field("sll_qty", "매도수량", default=None)
    sold: Won | None = field("sll_amt", "매도금액", default=None)
    realized: Won = field("rlzt_pfls", "실현손익")
    profit_rate: Percent | None = field("pfls_rt", "손익률", default=None)
    fee: Won | None = field("fee", "수수료", default=None)
    tax: Won | None = field("tl_tax", "제세금", default=None)
    loan_interest: Won | None = field("loan_int", "대출이자", default=None)

    @property
    def symbol(self) -> str:
        """The code as everything else writes it: six characters, ETN seven, warrants nine with a leading J."""
        return self.padded_symbol.strip().lstrip("0").removeprefix("A").rjust(6, "0")


@message
class ProfitTotals:
    """합계 (output2 of both lists), in won; 정산금액 is what was paid or received after fee and tax."""

    sold_quantity: Shares | None = field("sll_qty_smtl", "매도수량합계", default=None)
    sold: Won | None = field("sll_tr_amt_smtl", "매도거래금액합계", default=None)
    sell_fee: Won | None = field("sll_fee_smtl", "매도수수료합계", default=None)
    sell_tax: Won | None = field("sll_tltx_smtl", "매도제세금합계", default=None)
    sell_settlement: Won | None = field("sll_excc_amt_smtl", "매도정산금액합계", default=None)
    bought: Won | None = field("buy_tr_amt_smtl", "매수거래금액합계", default=None)
    buy_fee: Won | None = field("buy_fee_smtl", "매수수수료합계", default=None)
    buy_tax: Won | None = field("buy_tax_smtl", "매수제세금합계", default=None)
    buy_settlement: Won | None = field("buy_excc_amt_smtl", "매수정산금액합계", default=None)
    quantity: Shares | None = field("tot_qty", "총수량", default=None)
    value: Won | None = field("tot_tr_amt", "총거래금액", default=None)
    fee: Won | None = field("tot_fee", "총수수료", default=None)
    tax: Won | None = field("tot_tltx", "총제세금", default=None)
    settlement: Won | None = field("tot_excc_amt", "총정산금액", default=None)
    realized: Won | None = field("tot_rlzt_pfls", "총실현손익", default=None)
    loan_interest: Won | None = field("loan_int", "대출이자", default=None)


@message
class DayTotals(ProfitTotals):
    """합계 (기간별손익일별합산조회 output2)."""

    bought_quantity: Shares | None = field("buy_qty_smtl", "매수수량합계", default=None)


@message
class TradeTotals(ProfitTotals):
    """합계 (기간별매매손익현황조회 output2)."""

    bought_quantity: Shares | None = field("buyqty_smtl", "매수수량합계", default=None)
    """Without the underscore of the daily list."""
    profit_rate: Percent | None = field("tot_pftrt", "총수익률", default=None)


@message
class ProfitByDay:
    """기간별손익일별합산조회 응답."""

    days: tuple[DayProfit, ...] = block("output1", "일별 손익", needs="trad_dt")
    totals: DayTotals = block("output2", "합계")


@message
class ProfitByTrade:
    """기간별매매손익현황조회 응답."""

    trades: tuple[TradeProfit, ...] = block("output1", "매매 손익", needs="trad_dt")
    totals: TradeTotals = block("output2", "합계")


@message
class RealizedQuery:
    """주식잔고조회_실현손익 요청."""

    valued_at: ValuedAt = field("AFHR_FLPR_YN", "시간외단일가여부", default=ValuedAt.KRX_CLOSE)
    offline: str = field("OFL_YN", "오프라인여부", default="")
    rows: str = field("INQR_DVSN", "조회구분", default="00")
    """00 for all."""
    unit_price: str = field("UNPR_DVSN", "단가구분", default="01")
    funds: bool = field("FUND_STTL_ICLD_YN", "펀드결제포함여부", default=False)
    auto_repayment: bool = field("FNCG_AMT_AUTO_RDPT_YN", "융자금액자동상환여부", default=False)
    yesterday: YesterdaysTrades = field("PRCS_DVSN", "처리구분", default=YesterdaysTrades.INCLUDED)
    costs: bool = field("COST_ICLD_YN", "비용포함여부", default=True)


@message
class RealizedTotals(AccountTotals):
    """계좌 합계 (주식잔고조회_실현손익 output2)."""

    realized: Won | None = field("rlzt_pfls", "실현손익", default=None)
    """Of today."""
    realized_rate: Percent | None = field("rlzt_erng_rt", "실현수익율", default=None)
    real_profit: Won | None = field("real_evlu_pfls", "실평가손익", default=None)
    real_profit_rate: Percent | None = field("real_evlu_pfls_erng_rt", "실평가손익수익율", default=None)


@message
class RealizedBalance:
    """주식잔고조회_실현손익 응답. Its rows lack the margin columns of `Position`, which are None here."""

    positions: tuple[Position, ...] = block("output1", "보유종목", needs="pdno")
    totals: RealizedTotals = block("output2", "계좌 합계", as_array=True)


class Profit(Group):
    """국내주식 실현손익. Real only."""

    by_day = account(
        "기간별손익일별합산조회",
        f"{TRADING}/inquire-period-profit",
        "TTTC8708R",
        None,
        DaysQuery,
        body(ProfitByDay),
        pages="100",
        instead="체결 내역은 주식일별주문체결조회로 확인해 주세요.",
    )
    """기간별손익일별합산조회 (TTTC8708R, 모의 없음)."""
    by_trade = account(
        "기간별매매손익현황조회",
        f"{TRADING}/inquire-period-trade-profit",
        "TTTC8715R",
        None,
        TradesQuery,
        body(ProfitByTrade),
        pages="100",
        instead="체결 내역은 주식일별주문체결조회로 확인해 주세요.",
    )
    """기간별매매손익현황조회 (TTTC8715R, 모의 없음)."""
    with_balance = account(
        "주식잔고조회_실현손익",
        f"{TRADING}/inquire-balance-rlz-pl",
        "TTTC8494R",
        None,
        RealizedQuery,
        body(RealizedBalance),
        pages="100",
        instead="평가손익은 주식잔고조회로 확인해 주세요.",
    )
    """주식잔고조회_실현손익 (TTTC8494R, 모의 없음)."""
