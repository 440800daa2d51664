"""선물옵션 실시간체결통보: by day H0IFCNI0, in paper H0IFCNI9; by night H0MFCNI0 and H0EUCNI0."""

from __future__ import annotations

import datetime as dt

from kis.domestic.codes import Side
from kis.realtime.implied import implied
from kis.realtime.notices import Notice, NoticeKind
from kis.realtime.record import record
from kis.units import Amount, Contracts
from kis.wire import field

_DECIMALS = 2
"""Derived from published samples (007840000 is a stock future at 78,400): KIS does not say."""


@record
class DerivativeNoticeColumns(Notice):
    """One step in the life of an order, by day or by night; the row carries no date.

    CNTG_QTY and CNTG_UNPR mean different things by kind: read `filled` and `fill_price`.
    """

    customer: str | None = field("CUST_ID", "고객 ID", default=None)
    """The HTS id."""
    account: str | None = field("ACNT_NO", "계좌번호", default=None)
    """Number and product code, ten digits in one."""
    number: str = field("ODER_NO", "주문번호")
    """An amendment or a cancellation has a number of its own. Compare by `concerns`."""
    original: str | None = field("OODER_NO", "원주문번호", default=None)
    """The order amended or cancelled; None for a new order."""
    side: Side | None = field("SELN_BYOV_CLS", "매도매수구분", default=None)
    revision: str | None = field("RCTF_CLS", "정정구분", default=None)
    """0 정상, 1 정정, 2 취소."""
    order_kind: str | None = field("ODER_KIND2", "주문종류2", default=None)
    """L 주문 접수 통보, 0 체결 통보."""
    symbol: str = field("STCK_SHRN_ISCD", "주식 단축 종목코드")
    stated_quantity: Contracts = field("CNTG_QTY", "체결 수량")
    """The filled quantity in a fill, the ordered one in any other notice."""
    stated_price: str | None = field("CNTG_UNPR", "체결단가", default=None)
    """As sent, its decimals implied; see `price`."""
    time: dt.time | None = field("STCK_CNTG_HOUR", "주식 체결 시간", default=None)
    """KST."""
    refusal: str = field("RFUS_YN", "거부여부")
    """0 승인, 1 거부."""
    step: str = field("CNTG_YN", "체결여부")
    """1 주문·정정·취소·거부, 2 체결."""
    acceptance: str | None = field("ACPT_YN", "접수여부", default=None)
    """1 주문접수, 2 확인, 3 취소 (IOC·FOK)."""
    branch: str | None = field("BRNC_NO", "지점번호", default=None)
    order_quantity: Contracts | None = field("ODER_QTY", "주문수량", default=None)
    """Zero in the published fill."""
    account_name: str | None = field("ACNT_NAME", "계좌명", default=None)
    name: str | None = field("CNTG_ISNM", "체결종목명", default=None)
    condition: str | None = field("ODER_COND", "주문조건", default=None)

    @property
    def price(self) -> Amount | None:
        """CNTG_UNPR with its two implied decimals, in points or won; None if blank.

        Raises `MalformedMessage` if it is no number.
        """
        return implied(self.stated_price, _DECIMALS)

    @property
    def filled(self) -> Contracts:
        """Contracts filled by this notice; zero unless it is a fill."""
        return self.stated_quantity if self.kind is NoticeKind.FILLED else Contracts(0)

    @property
    def fill_price(self) -> Amount | None:
        """Price of the fill; None unless it is one."""
        return self.price if self.kind is NoticeKind.FILLED else None


class NightNotice(DerivativeNoticeColumns):
    """KRX야간선물·KRX야간옵션 실시간체결통보: H0MFCNI0 and H0EUCNI0.

    The page of options names both TR ids: register both to miss nothing.
    """

    __slots__ = ()


@record
class DerivativeNotice(DerivativeNoticeColumns):
    """선물옵션 실시간체결통보: H0IFCNI0."""

    order_group: str | None = field("ORD_GRP", "주문그룹ID", default=None)
    order_group_sequence: str | None = field("ORD_GRPSEQ", "주문그룹SEQ", default=None)
    stated_order_price: str | None = field("ORDER_PRC", "주문가격", default=None)
    """As sent; see `order_price`."""

    @property
    def order_price(self) -> Amount | None:
        """ORDER_PRC with its two implied decimals; zero in the published fill. None if blank."""
        return implied(self.stated_order_price, _DECIMALS)
