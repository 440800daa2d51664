"""Orders on credit in domestic stocks (신용주문). Portal: [국내주식] 주문/계좌.

A loan is taken up lot by lot: each has its date, is a row of its own in the balance, and is paid back by an order that
names that date. Amend and cancel with `Orders.amend` and `Orders.cancel`, as cash orders.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kis.domestic.balance import BuyingPower, Position
from kis.domestic.codes import OrderType, SellType
from kis.domestic.loans import ByBuying, BySelling, CreditType
from kis.domestic.orders import TRADING, OrderAccepted
from kis.domestic.rules import check_order
from kis.endpoint import Group, account, order
from kis.market.sessions import Venue
from kis.shapes import output
from kis.units import Shares, Won
from kis.wire import field, message


@message
class CreditOrder:
    """What both sides of 주식주문(신용) have; a person leaves out all below `condition_price`."""

    symbol: str = field("PDNO", "상품번호")
    quantity: Shares = field("ORD_QTY", "주문수량")
    price: Won = field("ORD_UNPR", "주문단가", default=Won(0))
    """0 for types that name none (`OrderType.needs_price`)."""
    order_type: OrderType = field("ORD_DVSN", "주문구분")
    loan_date: date = field("LOAN_DT", "대출일자")
    """Today for a new loan or short; to pay back the date of that lot (`Position.loan_date`)."""
    venue: Venue = field("EXCG_ID_DVSN_CD", "거래소ID구분코드", default=Venue.KRX)
    condition_price: Won | None = field("CNDT_PRIC", "조건가격", default=None)
    """For STOP_LIMIT only."""
    reserved: bool | None = field("RSVN_ORD_YN", "예약주문여부", default=None)
    urgent: bool | None = field("EMGC_ORD_YN", "비상주문여부", default=None)
    program_trade: str | None = field("PGTR_DVSN", "프로그램매매구분", default=None)
    manager_number: str | None = field("MGCO_APTM_ODNO", "운용사지정주문번호", default=None)
    block_trade_detail: str | None = field("LQTY_TR_NGTN_DTL_NO", "대량거래협상상세번호", default=None)
    block_trade_agreement: str | None = field("LQTY_TR_AGMT_NO", "대량거래협정번호", default=None)
    block_trade_negotiator: str | None = field("LQTY_TR_NGTN_ID", "대량거래협상자Id", default=None)
    by_liquidity_provider: bool | None = field("LP_ORD_YN", "LP주문여부", default=None)
    media_number: str | None = field("MDIA_ODNO", "매체주문번호", default=None)
    server_code: str | None = field("ORD_SVR_DVSN_CD", "주문서버구분코드", default=None)
    program_report_code: str | None = field("PGM_NMPR_STMT_DVSN_CD", "프로그램호가신고구분코드", default=None)
    liquidation_reason: str | None = field("CVRG_SLCT_RSON_CD", "반대매매선정사유코드", default=None)
    liquidation_sequence: str | None = field("CVRG_SEQ", "반대매매순번", default=None)


@message
class CreditBuy(CreditOrder):
    """신용 매수 (주식주문(신용) 요청)."""

    credit_type: ByBuying = field("CRDT_TYPE", "신용유형")


@message
class CreditSell(CreditOrder):
    """신용 매도 (주식주문(신용) 요청)."""

    credit_type: BySelling = field("CRDT_TYPE", "신용유형")
    sell_type: SellType | None = field("SLL_TYPE", "매도유형", default=None)


@message
class CreditPowerQuery:
    """신용매수가능조회 요청."""

    symbol: str = field("PDNO", "상품번호")
    price: Won = field("ORD_UNPR", "주문단가", default=Won(0))
    order_type: OrderType = field("ORD_DVSN", "주문구분", default=OrderType.MARKET)
    credit_type: CreditType = field("CRDT_TYPE", "신용유형", default=CreditType.OWN_LOAN_NEW)
    cma: bool = field("CMA_EVLU_AMT_ICLD_YN", "CMA평가금액포함여부", default=False)
    overseas: bool = field("OVRS_ICLD_YN", "해외포함여부", default=False)


_REPAYMENTS: Mapping[str, BySelling] = {
    "자기융자": CreditType.OWN_LOAN_REPAY,
    "유통융자": CreditType.MARKET_LOAN_REPAY,
}


class Credit(Group):
    """국내주식 신용주문. Real only; orders are never repeated when the answer is lost."""

    buy = order(
        "주식주문(신용) 매수",
        f"{TRADING}/order-credit",
        "TTTC0052U",
        None,
        CreditBuy,
        output(OrderAccepted),
        check=check_order,
        instead="현금 주문(주식주문(현금))을 써 주세요.",
    )
    """주식주문(신용) 매수 (TTTC0052U, 모의 없음)."""
    sell = order(
        "주식주문(신용) 매도",
        f"{TRADING}/order-credit",
        "TTTC0051U",
        None,
        CreditSell,
        output(OrderAccepted),
        check=check_order,
        instead="현금 주문(주식주문(현금))을 써 주세요.",
    )
    """주식주문(신용) 매도 (TTTC0051U, 모의 없음)."""
    buying_power = account(
        "신용매수가능조회",
        f"{TRADING}/inquire-credit-psamount",
        "TTTC8909R",
        None,
        CreditPowerQuery,
        output(BuyingPower),
        instead="현금으로 살 수 있는 수량은 매수가능조회로 확인해 주세요.",
    )
    """신용매수가능조회 (TTTC8909R, 모의 없음)."""

    async def repay(
        self,
        lot: Position,
        *,
        quantity: Shares | None = None,
        order_type: OrderType = OrderType.MARKET,
        price: Won | None = None,
    ) -> OrderAccepted:
        """Pay a loan back by selling shares of its row in the balance, all that can be sold unless `quantity` is less.

        Raises ValueError for a row that bears no loan (융자).
        """
        credit_type = _REPAYMENTS.get((lot.trade_kind or "").strip())
        if credit_type is None or lot.loan_date is None:
            raise ValueError(f"{lot.symbol} was bought for {lot.trade_kind}, not with a loan")
        most = lot.quantity if lot.sellable is None else lot.sellable
        return await self.sell(
            symbol=lot.symbol,
            quantity=most if quantity is None else quantity,
            price=price or Won(0),
            order_type=order_type,
            credit_type=credit_type,
            loan_date=lot.loan_date,
        )
