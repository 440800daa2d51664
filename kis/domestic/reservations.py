"""Orders for the next open (예약주문): buy, sell, amend, cancel, list. Portal: [국내주식] 주문/계좌.

KIS takes them from 15:40 to 07:30 of the next business day, except 23:40 to 00:10, and sends them to the exchange
before the open. Nothing tells the result: ask `Reservations.list` before 09:00.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Literal

from kis.domestic.codes import OrderType, Side, SideFilter
from kis.domestic.loans import ReservationFunding
from kis.domestic.orders import TRADING
from kis.domestic.rules import check_reservation
from kis.endpoint import Group, account, order
from kis.errors import MalformedMessage
from kis.shapes import output, outputs
from kis.units import Shares, Won
from kis.wire import field, message

ReservableType = Literal[OrderType.LIMIT, OrderType.MARKET, OrderType.CONDITIONAL_LIMIT, OrderType.PRE_OPEN]
"""The order types (ORD_DVSN_CD) that can be reserved."""


class Processed(StrEnum):
    """Which reservations are listed (PRCS_DVSN_CD)."""

    ALL = "0"
    DONE = "1"
    WAITING = "2"


@message
class Reserve:
    """예약주문 (주식예약주문 요청), without its side."""

    symbol: str = field("PDNO", "종목코드(6자리)")
    quantity: Shares = field("ORD_QTY", "주문수량")
    price: Won = field("ORD_UNPR", "주문단가", default=Won(0))
    """0 for MARKET and PRE_OPEN."""
    order_type: ReservableType = field("ORD_DVSN_CD", "주문구분코드")
    funding: ReservationFunding = field(
        "ORD_OBJT_CBLC_DVSN_CD", "주문대상잔고구분코드", default=ReservationFunding.CASH
    )
    loan_date: dt.date | None = field("LOAN_DT", "대출일자", default=None)
    """Of the lot, where `funding` pays one back."""
    end_date: dt.date | None = field("RSVN_ORD_END_DT", "예약주문종료일자", default=None)
    """Left out, the order is sent on the next business day alone (일반예약주문). With a date, what stays unfilled is
    sent again on each business day up to it (기간예약주문): at most 30 calendar days from the next business day."""
    lending_date: dt.date | None = field("LDNG_DT", "대여일자", default=None)


@message
class ReserveBuy(Reserve):
    """매수 예약 (주식예약주문 요청)."""

    side: Literal[Side.BUY] = field("SLL_BUY_DVSN_CD", "매도매수구분코드", default=Side.BUY)


@message
class ReserveSell(Reserve):
    """매도 예약 (주식예약주문 요청)."""

    side: Literal[Side.SELL] = field("SLL_BUY_DVSN_CD", "매도매수구분코드", default=Side.SELL)


@message
class ReservationChange:
    """What amending and cancelling (주식예약주문정정취소 요청) both name: the reservation and its order again."""

    reservation_number: str = field("RSVN_ORD_SEQ", "예약주문순번")
    symbol: str = field("PDNO", "종목코드(6자리)")
    quantity: Shares = field("ORD_QTY", "주문수량")
    price: Won = field("ORD_UNPR", "주문단가", default=Won(0))
    side: Side = field("SLL_BUY_DVSN_CD", "매도매수구분코드")
    funding: ReservationFunding = field(
        "ORD_OBJT_CBLC_DVSN_CD", "주문대상잔고구분코드", default=ReservationFunding.CASH
    )
    loan_date: dt.date | None = field("LOAN_DT", "대출일자", default=None)
    end_date: dt.date | None = field("RSVN_ORD_END_DT", "예약주문종료일자", default=None)
    telephone: str | None = field("CTAL_TLNO", "연락전화번호", default=None, private=True)
    """Spelt so by KIS, here alone."""
    office: str | None = field("RSVN_ORD_ORGNO", "예약주문조직번호", default=None)
    order_date: dt.date | None = field("RSVN_ORD_ORD_DT", "예약주문주문일자", default=None)


@message
class AmendReservation(ReservationChange):
    """예약주문 정정: what is left out is not kept, so name all of the order as it is to be."""

    order_type: ReservableType = field("ORD_DVSN_CD", "주문구분코드")


@message
class CancelReservation(ReservationChange):
    """예약주문 취소. See `Reservations.withdraw`, which takes it from the list."""

    order_type: OrderType = field("ORD_DVSN_CD", "주문구분코드", default=OrderType.LIMIT)


@message
class Reserved:
    """예약주문 접수 (주식예약주문 output, key in upper case)."""

    reservation_number: str = field("RSVN_ORD_SEQ", "예약주문 순번")

    def __post_init__(self) -> None:
        """Raise `MalformedMessage` without a number: such a reservation must be looked for, not believed."""
        if not self.reservation_number:
            raise MalformedMessage("접수된 예약주문의 순번이 비어 있어요.")


@message
class ReservationChanged:
    """정정취소 결과 (주식예약주문정정취소 output, key in upper case)."""

    done: bool = field("NRML_PRCS_YN", "정상처리여부")
    """False leaves the reservation as it was."""


@message
class ReservationsQuery:
    """주식예약주문조회 요청."""

    start: dt.date = field("RSVN_ORD_ORD_DT", "예약주문시작일자")
    """Of placing or of sending: KIS does not say which of both days counts, so let the span hold both."""
    end: dt.date = field("RSVN_ORD_END_DT", "예약주문종료일자")
    reservation_number: str = field("RSVN_ORD_SEQ", "예약주문순번", default="")
    media: str = field("TMNL_MDIA_KIND_CD", "단말매체종류코드", default="00")
    processed: Processed = field("PRCS_DVSN_CD", "처리구분코드", default=Processed.ALL)
    valid_only: bool = field("CNCL_YN", "취소여부", default=True)
    """KIS's Y leaves out what was cancelled."""
    symbol: str = field("PDNO", "상품번호", default="")
    side: SideFilter = field("SLL_BUY_DVSN_CD", "매도매수구분코드", default=SideFilter.ALL)


@message
class Reservation:
    """예약주문 한 줄 (주식예약주문조회 output)."""

    reservation_number: str = field("rsvn_ord_seq", "예약주문 순번")
    order_date: dt.date | None = field("rsvn_ord_ord_dt", "예약주문주문일자", default=None)
    """The day on which it is sent to the exchange."""
    received_on: dt.date | None = field("rsvn_ord_rcit_dt", "예약주문접수일자", default=None)
    symbol: str = field("pdno", "상품번호")
    order_type: OrderType | None = field("ord_dvsn_cd", "주문구분코드", default=None)
    quantity: Shares = field("ord_rsvn_qty", "주문예약수량")
    filled: Shares | None = field("tot_ccld_qty", "총체결수량", default=None)
    cancelled_on: dt.date | None = field("cncl_ord_dt", "취소주문일자", default=None)
    time: dt.time | None = field("ord_tmd", "주문시각", default=None)
    """When it became an order."""
    telephone: str | None = field("ctac_tlno", "연락전화번호", default=None, private=True)
    rejection: str | None = field("rjct_rson2", "거부사유2", default=None)
    number: str | None = field("odno", "주문번호", default=None)
    """Of the order that came of it; blank before."""
    received_at: dt.time | None = field("rsvn_ord_rcit_tmd", "예약주문접수시각", default=None)
    name: str | None = field("kor_item_shtn_name", "한글종목단축명", default=None)
    side: Side = field("sll_buy_dvsn_cd", "매도매수구분코드")
    price: Won | None = field("ord_rsvn_unpr", "주문예약단가", default=None)
    filled_value: Won | None = field("tot_ccld_amt", "총체결금액", default=None)
    loan_date: dt.date | None = field("loan_dt", "대출일자", default=None)
    cancelled_at: dt.time | None = field("cncl_rcit_tmd", "취소접수시각", default=None)
    result: str | None = field("prcs_rslt", "처리결과", default=None)
    """미처리 until it is sent."""
    order_type_name: str | None = field("ord_dvsn_name", "주문구분명", default=None)
    """Side and funding too, such as 현금매수."""
    media: str | None = field("tmnl_mdia_kind_cd", "단말매체종류코드", default=None)
    end_date: dt.date | None = field("rsvn_end_dt", "예약종료일자", default=None)


_INSTEAD = "장이 열린 뒤에 현금 주문(주식주문(현금))을 내 주세요."


class Reservations(Group):
    """국내주식 예약주문. Real only; what changes something is never repeated when the answer is lost."""

    buy = order(
        "주식예약주문 매수",
        f"{TRADING}/order-resv",
        "CTSC0008U",
        None,
        ReserveBuy,
        output(Reserved),
        check=check_reservation,
        instead=_INSTEAD,
    )
    """주식예약주문 매수 (CTSC0008U, 모의 없음)."""
    sell = order(
        "주식예약주문 매도",
        f"{TRADING}/order-resv",
        "CTSC0008U",
        None,
        ReserveSell,
        output(Reserved),
        check=check_reservation,
        instead=_INSTEAD,
    )
    """주식예약주문 매도 (CTSC0008U, 모의 없음)."""
    amend = order(
        "주식예약주문정정취소 정정",
        f"{TRADING}/order-resv-rvsecncl",
        "CTSC0013U",
        None,
        AmendReservation,
        output(ReservationChanged),
        check=check_reservation,
        instead=_INSTEAD,
    )
    """주식예약주문정정취소 정정 (CTSC0013U, 모의 없음)."""
    cancel = order(
        "주식예약주문정정취소 취소",
        f"{TRADING}/order-resv-rvsecncl",
        "CTSC0009U",
        None,
        CancelReservation,
        output(ReservationChanged),
        instead=_INSTEAD,
    )
    """주식예약주문정정취소 취소 (CTSC0009U, 모의 없음)."""
    list = account(
        "주식예약주문조회",
        f"{TRADING}/order-resv-ccnl",
        "CTSC0004R",
        None,
        ReservationsQuery,
        outputs(Reservation, needs="rsvn_ord_seq"),
        pages="200",
        instead="낸 주문은 주식일별주문체결조회로 확인해 주세요.",
    )
    """주식예약주문조회 (CTSC0004R, 모의 없음)."""

    async def withdraw(
        self, row: Reservation, *, funding: ReservationFunding = ReservationFunding.CASH
    ) -> ReservationChanged:
        """Cancel a reservation as listed; `funding` is that of its placing, which the list does not show by code."""
        return await self.cancel(
            reservation_number=row.reservation_number,
            symbol=row.symbol,
            quantity=row.quantity,
            price=row.price or Won(0),
            side=row.side,
            order_type=row.order_type or OrderType.LIMIT,
            funding=funding,
            loan_date=row.loan_date,
            end_date=row.end_date,
            order_date=row.order_date,
        )
