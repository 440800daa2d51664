"""Orders in the US daytime market (미국 주간거래): requests of 미국주간주문 and 미국주간정정취소. Limit orders only."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from kis.credentials import Environment
from kis.domestic.rules import check_number, check_quantity
from kis.errors import NotOffered
from kis.overseas.codes import Country, Exchange
from kis.overseas.rules import check_price
from kis.units import Amount, Shares
from kis.wire import field, message


@message
class DaytimeBuy:
    """해외주식 미국주간주문 매수 요청. The exchange is that of the stock: NASDAQ, NYSE or AMEX."""

    exchange: Exchange = field("OVRS_EXCG_CD", "해외거래소코드")
    symbol: str = field("PDNO", "상품번호")
    quantity: Shares = field("ORD_QTY", "주문수량")
    price: Amount = field("OVRS_ORD_UNPR", "해외주문단가")
    """Dollars."""
    telephone: str | None = field("CTAC_TLNO", "연락전화번호", default=None, private=True)
    manager_number: str | None = field("MGCO_APTM_ODNO", "운용사지정주문번호", default=None)
    server: str = field("ORD_SVR_DVSN_CD", "주문서버구분코드", default="0")
    order_type: Literal["00"] = field("ORD_DVSN", "주문구분", default="00")


@message
class DaytimeSell(DaytimeBuy):
    """해외주식 미국주간주문 매도 요청. Fields as in `DaytimeBuy`."""


@message
class DaytimeAmend:
    """해외주식 미국주간정정취소 정정 요청: the rest of an order gets another price."""

    exchange: Exchange = field("OVRS_EXCG_CD", "해외거래소코드")
    symbol: str = field("PDNO", "상품번호")
    number: str = field("ORGN_ODNO", "원주문번호")
    action: Literal["01"] = field("RVSE_CNCL_DVSN_CD", "정정취소구분코드", default="01")
    quantity: Shares = field("ORD_QTY", "주문수량")
    price: Amount = field("OVRS_ORD_UNPR", "해외주문단가")
    telephone: str = field("CTAC_TLNO", "연락전화번호", default="", private=True)
    manager_number: str = field("MGCO_APTM_ODNO", "운용사지정주문번호", default="")
    server: str = field("ORD_SVR_DVSN_CD", "주문서버구분코드", default="0")


@message
class DaytimeCancel:
    """해외주식 미국주간정정취소 취소 요청."""

    exchange: Exchange = field("OVRS_EXCG_CD", "해외거래소코드")
    symbol: str = field("PDNO", "상품번호")
    number: str = field("ORGN_ODNO", "원주문번호")
    action: Literal["02"] = field("RVSE_CNCL_DVSN_CD", "정정취소구분코드", default="02")
    quantity: Shares = field("ORD_QTY", "주문수량")
    price: Amount = field("OVRS_ORD_UNPR", "해외주문단가", default=Amount(Decimal(0)))
    telephone: str = field("CTAC_TLNO", "연락전화번호", default="", private=True)
    manager_number: str = field("MGCO_APTM_ODNO", "운용사지정주문번호", default="")
    server: str = field("ORD_SVR_DVSN_CD", "주문서버구분코드", default="0")


def check_daytime(request: DaytimeBuy | DaytimeAmend, environment: Environment) -> None:
    """Raise what KIS would refuse: an exchange outside the US, a price, a quantity or a number that is none."""
    if request.exchange.country is not Country.US:
        raise NotOffered(f"주간거래는 미국 주식만 돼요. {request.exchange.korean_name} 주식은 일반 주문으로 내 주세요.")
    if environment is Environment.REAL:
        check_quantity(request.quantity)
        check_price(request.price, request.exchange)
        if isinstance(request, DaytimeAmend):
            check_number(request.number)
