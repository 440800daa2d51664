"""What is asked of an account abroad: requests of the inquiries in `kis.overseas.account`."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from kis.domestic.codes import FillFilter, SideFilter
from kis.overseas.codes import Exchange
from kis.units import Amount
from kis.wire import field, message


class Sorting(StrEnum):
    """Row order of the order lists (SORT_SQN)."""

    OLDEST_FIRST = "DS"
    NEWEST_FIRST = "AS"


class Shown(StrEnum):
    """In what money amounts are shown (WCRC_FRCR_DVSN_CD of balances)."""

    WON = "01"
    FOREIGN = "02"


class ProfitShown(StrEnum):
    """In what money profits are shown (WCRC_FRCR_DVSN_CD of 기간손익): the codes are those of `Shown` swapped."""

    FOREIGN = "01"
    WON = "02"


@message
class AmendableQuery:
    """해외주식 미체결내역 요청."""

    exchange: Exchange = field("OVRS_EXCG_CD", "해외거래소코드")
    """NASDAQ stands for the whole US; a blank would break the paging."""
    sorting: str = field("SORT_SQN", "정렬순서", default="DS")
    """DS oldest first, blank newest first."""


@message
class OrdersQuery:
    """해외주식 주문체결내역 요청. Paper wants `symbol` and `exchange_code` blank and no filters."""

    symbol: str = field("PDNO", "상품번호", default="%")
    """% for all."""
    start: dt.date = field("ORD_STRT_DT", "주문시작일자")
    """Local date of the exchange, as is `end`."""
    end: dt.date = field("ORD_END_DT", "주문종료일자")
    side: SideFilter = field("SLL_BUY_DVSN", "매도매수구분", default=SideFilter.ALL)
    fills: FillFilter = field("CCLD_NCCS_DVSN", "체결미체결구분", default=FillFilter.ALL)
    exchange_code: str = field("OVRS_EXCG_CD", "해외거래소코드", default="%")
    """OVRS_EXCG_CD; % for all, NASD for the whole US."""
    sorting: Sorting = field("SORT_SQN", "정렬순서", default=Sorting.OLDEST_FIRST)
    date: str = field("ORD_DT", "주문일자", default="")
    """KIS wants this and the next two blank."""
    branch: str = field("ORD_GNO_BRNO", "주문채번지점번호", default="")
    number: str = field("ODNO", "주문번호", default="")


@message
class BalanceQuery:
    """해외주식 잔고 요청."""

    exchange: Exchange = field("OVRS_EXCG_CD", "해외거래소코드")
    """NASDAQ stands for the whole US on a real account and for itself in paper."""
    currency: str = field("TR_CRCY_CD", "거래통화코드", default="")
    """Left out it is that of the exchange."""

    def __post_init__(self) -> None:
        if not self.currency:
            object.__setattr__(self, "currency", self.exchange.currency.value)


@message
class PresentQuery:
    """해외주식 체결기준현재잔고 요청."""

    shown: Shown = field("WCRC_FRCR_DVSN_CD", "원화외화구분코드", default=Shown.FOREIGN)
    country: str = field("NATN_CD", "국가코드", default="000")
    """A `Country`, 000 for all."""
    market: str = field("TR_MKET_CD", "거래시장코드", default="00")
    """`Exchange.market_code` within a country, 00 for all."""
    kind: str = field("INQR_DVSN_CD", "조회구분코드", default="00")
    """00 all, 01 ordinary, 02 mini-stock (미니스탁)."""


@message
class SettledQuery:
    """해외주식 결제기준잔고 요청."""

    day: dt.date = field("BASS_DT", "기준일자")
    shown: Shown = field("WCRC_FRCR_DVSN_CD", "원화외화구분코드", default=Shown.FOREIGN)
    kind: str = field("INQR_DVSN_CD", "조회구분코드", default="00")
    """As in `PresentQuery`."""


@message
class PowerQuery:
    """해외주식 매수가능금액조회 요청."""

    exchange: Exchange = field("OVRS_EXCG_CD", "해외거래소코드")
    price: Amount = field("OVRS_ORD_UNPR", "해외주문단가")
    symbol: str = field("ITEM_CD", "종목코드")


@message
class MarginQuery:
    """해외증거금 통화별조회 요청: nothing beside the account."""


@message
class ProfitQuery:
    """해외주식 기간손익 요청. Blanks ask for all."""

    exchange_code: str = field("OVRS_EXCG_CD", "해외거래소코드", default="")
    country: str = field("NATN_CD", "국가코드", default="")
    currency: str = field("CRCY_CD", "통화코드", default="")
    symbol: str = field("PDNO", "상품번호", default="")
    start: dt.date = field("INQR_STRT_DT", "조회시작일자")
    end: dt.date = field("INQR_END_DT", "조회종료일자")
    shown: ProfitShown = field("WCRC_FRCR_DVSN_CD", "원화외화구분코드", default=ProfitShown.FOREIGN)


@message
class TransactionsQuery:
    """해외주식 일별거래내역 요청. Blanks ask for all."""

    start: dt.date = field("ERLM_STRT_DT", "등록시작일자")
    end: dt.date = field("ERLM_END_DT", "등록종료일자")
    exchange_code: str = field("OVRS_EXCG_CD", "해외거래소코드", default="")
    symbol: str = field("PDNO", "상품번호", default="")
    side: SideFilter = field("SLL_BUY_DVSN_CD", "매도매수구분코드", default=SideFilter.ALL)
    loan_code: str = field("LOAN_DVSN_CD", "대출구분코드", default="")


@message
class SplitOrdersQuery:
    """해외주식 지정가주문번호조회 요청."""

    day: dt.date = field("TRAD_DT", "거래일자")


@message
class SplitFillsQuery:
    """해외주식 지정가체결내역조회 요청: the fills of one TWAP or VWAP order."""

    day: dt.date = field("ORD_DT", "주문일자")
    branch: str | None = field("ORD_GNO_BRNO", "주문채번지점번호", default=None)
    number: str = field("ODNO", "주문번호")
    totals: str | None = field("TTLZ_ICLD_YN", "집계포함여부", default=None)
    """Y or blank."""
