"""국내주식 실시간체결통보: H0STCNI0, in paper H0STCNI9.

One registration by HTS id carries every order of the customer: also those of other app keys, of HTS and of MTS.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Protocol

from kis.domestic.codes import OrderType, Side
from kis.domestic.orders import bare_number
from kis.market.sessions import Venue
from kis.realtime.record import Record, record
from kis.units import Shares, Won
from kis.wire import field


class NoticeKind(Enum):
    """What a notice says happened."""

    ACCEPTED = "주문 접수"
    AMENDING = "정정 접수"
    AMENDED = "정정 확인"
    CANCELLING = "취소 접수"
    CANCELLED = "취소 확인"
    """Also the rest of an IOC or FOK order, cancelled by the exchange."""
    REJECTED = "거부"
    FILLED = "체결"
    UNKNOWN = "알 수 없음"
    """Flags KIS does not document: look at the order list."""


class _Steps(Protocol):
    """The flags of a notice, which all pages share."""

    @property
    def number(self) -> str: ...
    @property
    def original(self) -> str | None: ...
    @property
    def revision(self) -> str | None: ...
    @property
    def refusal(self) -> str: ...
    @property
    def step(self) -> str: ...
    @property
    def acceptance(self) -> str | None: ...


class Notice(Record):
    """What all order notices can tell, of stocks, overseas stocks, futures and options."""

    __slots__ = ()
    replaceable = False

    @property
    def kind(self: _Steps) -> NoticeKind:
        """What happened, by CNTG_YN, RFUS_YN, RCTF_CLS and ACPT_YN together."""
        if self.refusal == "1":
            return NoticeKind.REJECTED
        if self.step == "2":
            return NoticeKind.FILLED
        if self.step == "1" and self.acceptance == "3":
            return NoticeKind.CANCELLED
        return _KINDS.get((self.step, self.revision, self.acceptance), NoticeKind.UNKNOWN)

    def concerns(self: _Steps, number: str) -> bool:
        """Whether the notice is about this order number itself, or amends or cancels it."""
        wanted = bare_number(number)
        return wanted in {bare_number(self.number), bare_number(self.original or "")} - {""}


@record
class OrderNotice(Notice):
    """One step in the life of an order. `time` is KST wall time; the row carries no date, see `moment`.

    CNTG_QTY and CNTG_UNPR mean different things by kind, hence their names here: read `filled` and `fill_price`.
    Neither customer, account nor name shows in the repr.
    """

    customer: str | None = field("CUST_ID", "고객 ID", default=None)
    """The HTS id."""
    account: str | None = field("ACNT_NO", "계좌번호", default=None)
    """Number and product code, ten digits in one."""
    number: str = field("ODER_NO", "주문번호")
    """With leading zeros; an amendment or a cancellation has a number of its own. Compare by `concerns`."""
    original: str | None = field("OODER_NO", "원주문번호", default=None)
    """The order amended or cancelled; None for a new order."""
    side: Side | None = field("SELN_BYOV_CLS", "매도매수구분", default=None)
    revision: str | None = field("RCTF_CLS", "정정구분", default=None)
    """0 정상, 1 정정, 2 취소."""
    order_type: OrderType | None = field("ODER_KIND", "주문종류", default=None)
    condition: str | None = field("ODER_COND", "주문조건", default=None)
    """0 없음, 1 IOC, 2 FOK."""
    symbol: str = field("STCK_SHRN_ISCD", "주식 단축 종목코드")
    stated_quantity: Shares = field("CNTG_QTY", "체결 수량")
    """The filled quantity in a fill, the ordered one in any other notice."""
    stated_price: Won | None = field("CNTG_UNPR", "체결단가", default=None)
    """The fill price in a fill; zero in any other notice."""
    time: dt.time = field("STCK_CNTG_HOUR", "주식 체결 시간")
    refusal: str = field("RFUS_YN", "거부여부")
    """0 승인, 1 거부."""
    step: str = field("CNTG_YN", "체결여부")
    """1 주문·정정·취소·거부, 2 체결."""
    acceptance: str | None = field("ACPT_YN", "접수여부", default=None)
    """1 주문접수, 2 확인, 3 취소 (IOC·FOK)."""
    branch: str | None = field("BRNC_NO", "지점번호", default=None)
    order_quantity: Shares | None = field("ODER_QTY", "주문수량", default=None)
    account_name: str | None = field("ACNT_NAME", "계좌명", default=None)
    stop_price: Won | None = field("ORD_COND_PRC", "호가조건가격", default=None)
    venue_code: str | None = field("ORD_EXG_GB", "주문거래소 구분", default=None)
    """1 KRX, 2 NXT, 3 SOR-KRX, 4 SOR-NXT."""
    popup: bool | None = field("POPUP_YN", "실시간체결창 표시여부", default=None)
    filler: str | None = field("FILLER", "필러", default=None)
    credit_code: str | None = field("CRDT_CLS", "신용구분", default=None)
    loan_date: dt.date | None = field("CRDT_LOAN_DATE", "신용대출일자", default=None)
    name: str | None = field("CNTG_ISNM40", "체결종목명", default=None)
    order_price: Won | None = field("ODER_PRC", "주문가격", default=None)

    @property
    def filled(self) -> Shares:
        """Shares filled by this notice; zero unless it is a fill."""
        return self.stated_quantity if self.kind is NoticeKind.FILLED else Shares(0)

    @property
    def fill_price(self) -> Won | None:
        """Price of the fill; None unless it is one."""
        return self.stated_price if self.kind is NoticeKind.FILLED else None

    @property
    def ordered(self) -> Shares | None:
        """Shares of the whole order; None where a fill does not tell."""
        if self.order_quantity is None and self.kind is not NoticeKind.FILLED:
            return self.stated_quantity
        return self.order_quantity

    @property
    def venue(self) -> Venue | None:
        """The exchange the order is at, also when smart order routing chose it."""
        return _VENUES.get(self.venue_code or "")

    @property
    def routed(self) -> bool:
        """Whether smart order routing (SOR) chose the exchange."""
        return self.venue_code in {"3", "4"}


_KINDS: dict[tuple[str, str | None, str | None], NoticeKind] = {
    ("1", "0", "1"): NoticeKind.ACCEPTED,
    ("1", "0", "2"): NoticeKind.ACCEPTED,
    ("1", "1", "1"): NoticeKind.AMENDING,
    ("1", "1", "2"): NoticeKind.AMENDED,
    ("1", "2", "1"): NoticeKind.CANCELLING,
    ("1", "2", "2"): NoticeKind.CANCELLED,
}
_VENUES = {"1": Venue.KRX, "2": Venue.NXT, "3": Venue.KRX, "4": Venue.NXT}
