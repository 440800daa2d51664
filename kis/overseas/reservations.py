"""Reservation orders (예약주문): taken while an exchange is closed, sent when it opens. Portal: [해외주식] 주문/계좌.

Neither cash nor holdings are looked at when a reservation is accepted: what becomes of it stands in `list` (real)
and in the orders of the day. It is valid for that day alone. Field names differ from call to call, as KIS spells them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal

from kis.credentials import Environment
from kis.domestic.codes import Side
from kis.domestic.orders import bare_number
from kis.endpoint import Group, account, order
from kis.errors import BadRequest, MalformedMessage
from kis.overseas.codes import ASIA, US, Exchange, OrderType
from kis.overseas.orders import TRADING
from kis.overseas.reserved import Reservation
from kis.overseas.rules import check_type
from kis.shapes import output, outputs
from kis.units import Amount, Shares
from kis.wire import field, message


def _by_region(us: str | None, asia: str | None) -> dict[Exchange, str]:
    table = {**dict.fromkeys(US, us), **dict.fromkeys(ASIA, asia)}
    return {exchange: tr_id for exchange, tr_id in table.items() if tr_id is not None}


class _Typed:
    """Fills in the product type, which follows from the exchange."""

    exchange: Exchange
    product_type: str

    def __post_init__(self) -> None:
        if not self.product_type:
            object.__setattr__(self, "product_type", self.exchange.product_type)


@message
class ReserveBuy(_Typed):
    """해외주식 예약주문접수 매수 요청."""

    side: Literal["02"] = field("SLL_BUY_DVSN_CD", "매도매수구분코드", default="02")
    action: Literal["00"] = field("RVSE_CNCL_DVSN_CD", "정정취소구분코드", default="00")
    symbol: str = field("PDNO", "상품번호")
    product_type: str = field("PRDT_TYPE_CD", "상품유형코드", default="")
    """Left out it is that of the exchange."""
    exchange: Exchange = field("OVRS_EXCG_CD", "해외거래소코드")
    quantity: Shares = field("FT_ORD_QTY", "FT주문수량")
    price: Amount = field("FT_ORD_UNPR3", "FT주문단가3")
    server: str = field("ORD_SVR_DVSN_CD", "주문서버구분코드", default="0")
    date: dt.date | None = field("RSVN_ORD_RCIT_DT", "예약주문접수일자", default=None)
    order_type: OrderType = field("ORD_DVSN", "주문구분", default=OrderType.LIMIT)
    number: str | None = field("OVRS_RSVN_ODNO", "해외예약주문번호", default=None)
    span: str | None = field("ALGO_ORD_TMD_DVSN_CD", "알고리즘주문시간구분코드", default=None)
    """02 for TWAP and VWAP."""


@message
class ReserveSell(_Typed):
    """해외주식 예약주문접수 매도 요청. Fields as in `ReserveBuy`; `price` 0 for MOO alone."""

    side: Literal["01"] = field("SLL_BUY_DVSN_CD", "매도매수구분코드", default="01")
    action: Literal["00"] = field("RVSE_CNCL_DVSN_CD", "정정취소구분코드", default="00")
    symbol: str = field("PDNO", "상품번호")
    product_type: str = field("PRDT_TYPE_CD", "상품유형코드", default="")
    exchange: Exchange = field("OVRS_EXCG_CD", "해외거래소코드")
    quantity: Shares = field("FT_ORD_QTY", "FT주문수량")
    price: Amount = field("FT_ORD_UNPR3", "FT주문단가3", default=Amount(Decimal(0)))
    server: str = field("ORD_SVR_DVSN_CD", "주문서버구분코드", default="0")
    date: dt.date | None = field("RSVN_ORD_RCIT_DT", "예약주문접수일자", default=None)
    order_type: OrderType = field("ORD_DVSN", "주문구분", default=OrderType.LIMIT)
    number: str | None = field("OVRS_RSVN_ODNO", "해외예약주문번호", default=None)
    span: str | None = field("ALGO_ORD_TMD_DVSN_CD", "알고리즘주문시간구분코드", default=None)


@message
class CancelInAsia(_Typed):
    """해외주식 예약주문접수 취소 요청 (Asia): names the reservation by its day and number."""

    side: str | None = field("SLL_BUY_DVSN_CD", "매도매수구분코드", default=None)
    action: Literal["02"] = field("RVSE_CNCL_DVSN_CD", "정정취소구분코드", default="02")
    symbol: str = field("PDNO", "상품번호")
    product_type: str = field("PRDT_TYPE_CD", "상품유형코드", default="")
    exchange: Exchange = field("OVRS_EXCG_CD", "해외거래소코드")
    quantity: Shares = field("FT_ORD_QTY", "FT주문수량", default=Shares(0))
    price: Amount = field("FT_ORD_UNPR3", "FT주문단가3", default=Amount(Decimal(0)))
    server: str = field("ORD_SVR_DVSN_CD", "주문서버구분코드", default="0")
    date: dt.date | None = field("RSVN_ORD_RCIT_DT", "예약주문접수일자", default=None)
    order_type: OrderType | None = field("ORD_DVSN", "주문구분", default=None)
    number: str | None = field("OVRS_RSVN_ODNO", "해외예약주문번호", default=None)
    span: str | None = field("ALGO_ORD_TMD_DVSN_CD", "알고리즘주문시간구분코드", default=None)


@message
class CancelInUS:
    """해외주식 예약주문접수취소 요청 (US)."""

    date: dt.date = field("RSVN_ORD_RCIT_DT", "해외주문접수일자")
    """Day of acceptance, KST."""
    number: str = field("OVRS_RSVN_ODNO", "해외예약주문번호")


@message
class Reserved:
    """예약주문 접수 (해외주식 예약주문접수 output): the US answers with one key, Asia with two others."""

    us_number: str | None = field("ODNO", "한국거래소전송주문조직번호", default=None)
    """The portal's title is wrong: it is the number of the reservation."""
    date: dt.date | None = field("RSVN_ORD_RCIT_DT", "예약주문접수일자", default=None)
    asian_number: str | None = field("OVRS_RSVN_ODNO", "해외예약주문번호", default=None)

    @property
    def number(self) -> str:
        """Number of the reservation, to cancel it by."""
        return self.us_number or self.asian_number or ""


class _receipt(output[Reserved]):  # noqa: N801 - reads as a word in an endpoint's line
    """A receipt must name its reservation: one without a number must be looked for, not believed."""

    def read(self, answer: Mapping[str, Any]) -> Reserved:
        made = super().read(answer)
        if not bare_number(made.number):
            raise MalformedMessage("접수된 예약주문의 번호가 비어 있어요.")
        return made


@message
class ReservationCancelled:
    """예약주문 취소 (해외주식 예약주문접수취소 output)."""

    number: str = field("OVRS_RSVN_ODNO", "해외예약주문번호")


@message
class ReservationsQuery(_Typed):
    """해외주식 예약주문조회 요청."""

    start: dt.date = field("INQR_STRT_DT", "조회시작일자")
    end: dt.date = field("INQR_END_DT", "조회종료일자")
    kind: str = field("INQR_DVSN_CD", "조회구분코드", default="00")
    """00 all, 01 ordinary, 02 mini-stock."""
    product_type: str = field("PRDT_TYPE_CD", "상품유형코드", default="")
    """Left out it is that of the exchange."""
    exchange: Exchange = field("OVRS_EXCG_CD", "해외거래소코드")


def _check_buy(request: ReserveBuy, environment: Environment) -> None:
    check_type(request, Side.BUY, environment, reserved=True)


def _check_sell(request: ReserveSell, environment: Environment) -> None:
    check_type(request, Side.SELL, environment, reserved=True)


def _check_cancel_in_asia(request: CancelInAsia, _environment: Environment) -> None:
    """In the US the TR table says that another call is meant."""
    if request.exchange in ASIA and (request.date is None or not bare_number(request.number or "")):
        raise BadRequest("취소할 예약주문의 접수일자(date)와 번호(number)를 함께 알려 주세요.")


class Reservations(Group):
    """해외주식 예약주문. US orders are taken from 10:00 to 23:20 KST, 22:20 in summer time."""

    buy = order(
        "해외주식 예약주문접수 매수",
        f"{TRADING}/order-resv",
        _by_region("TTTT3014U", "TTTS3013U"),
        _by_region("VTTT3014U", "VTTS3013U"),
        ReserveBuy,
        _receipt(Reserved),
        by="exchange",
        check=_check_buy,
    )
    """해외주식 예약주문접수 매수 (TTTT3014U 외 1, 모의 VTTT3014U 외 1)."""
    sell = order(
        "해외주식 예약주문접수 매도",
        f"{TRADING}/order-resv",
        _by_region("TTTT3016U", "TTTS3013U"),
        _by_region("VTTT3016U", "VTTS3013U"),
        ReserveSell,
        _receipt(Reserved),
        by="exchange",
        check=_check_sell,
    )
    """해외주식 예약주문접수 매도 (TTTT3016U 외 1, 모의 VTTT3016U 외 1)."""
    cancel = order(
        "해외주식 예약주문접수취소",
        f"{TRADING}/order-resv-ccnl",
        "TTTT3017U",
        "VTTT3017U",
        CancelInUS,
        output(ReservationCancelled),
    )
    """해외주식 예약주문접수취소 (TTTT3017U, 모의 VTTT3017U). US only; its path is that of a list elsewhere."""
    cancel_in_asia = order(
        "해외주식 예약주문접수 취소",
        f"{TRADING}/order-resv",
        _by_region(None, "TTTS3013U"),
        _by_region(None, "VTTS3013U"),
        CancelInAsia,
        _receipt(Reserved),
        by="exchange",
        check=_check_cancel_in_asia,
        instead="미국 예약주문은 cancel로 취소해 주세요.",
    )
    """해외주식 예약주문접수 취소 (TTTS3013U, 모의 VTTS3013U)."""
    list = account(
        "해외주식 예약주문조회",
        f"{TRADING}/order-resv-list",
        _by_region("TTTT3039R", "TTTS3014R"),
        None,
        ReservationsQuery,
        outputs(Reservation, needs="ovrs_rsvn_odno"),
        by="exchange",
        pages="200",
        instead="접수 응답의 예약번호를 간직해 두고, 개장 후 주문체결내역(daily_orders)으로 확인해 주세요.",
    )
    """해외주식 예약주문조회 (TTTT3039R 외 1, 모의 없음)."""
