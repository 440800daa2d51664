"""해외주식 실시간체결통보: H0GSCNI0, in paper H0GSCNI9."""

from __future__ import annotations

import datetime as dt

from kis.domestic.codes import Code, Side
from kis.overseas.codes import Country, Exchange
from kis.realtime.implied import implied
from kis.realtime.notices import Notice, NoticeKind
from kis.realtime.record import record
from kis.units import Amount, Shares
from kis.wire import field


class OverseasMarket(Code):
    """해외종목구분 of a notice."""

    HONG_KONG = "4"
    SHANGHAI_B = "5"
    NASDAQ = "6"
    NYSE = "7"
    AMEX = "8"
    OTCB = "9"
    SHANGHAI_A = "A"
    SHENZHEN_B = "B"
    HONG_KONG_CNY = "C"
    TOKYO = "D"
    HANOI = "E"
    HO_CHI_MINH = "F"

    @property
    def exchange(self) -> Exchange | None:
        """The exchange as orders name it; None for a market KIS takes no orders for, or does not document."""
        return _EXCHANGES.get(self)

    @property
    def price_decimals(self) -> int | None:
        """How many digits of CNTG_UNPR are decimals; None for a market KIS does not document."""
        if self is OverseasMarket.OTCB:
            return _DECIMALS[Country.US]
        return None if self.exchange is None else _DECIMALS[self.exchange.country]


_DECIMALS = {Country.US: 4, Country.JAPAN: 1, Country.CHINA: 3, Country.HONG_KONG: 3, Country.VIETNAM: 0}
_EXCHANGES = {
    OverseasMarket.HONG_KONG: Exchange.HONG_KONG,
    OverseasMarket.HONG_KONG_CNY: Exchange.HONG_KONG,
    OverseasMarket.SHANGHAI_A: Exchange.SHANGHAI,
    OverseasMarket.SHANGHAI_B: Exchange.SHANGHAI,
    OverseasMarket.SHENZHEN_B: Exchange.SHENZHEN,
    OverseasMarket.NASDAQ: Exchange.NASDAQ,
    OverseasMarket.NYSE: Exchange.NYSE,
    OverseasMarket.AMEX: Exchange.AMEX,
    OverseasMarket.TOKYO: Exchange.TOKYO,
    OverseasMarket.HANOI: Exchange.HANOI,
    OverseasMarket.HO_CHI_MINH: Exchange.HO_CHI_MINH,
}


@record
class OverseasNotice(Notice):
    """One step in the life of an overseas order; the row carries no date.

    CNTG_QTY and CNTG_UNPR mean different things by kind: read `filled` and `fill_price`.
    """

    customer: str | None = field("CUST_ID", "고객 ID", default=None)
    """The HTS id."""
    account: str | None = field("ACNT_NO", "계좌번호", default=None)
    """Number and product code, ten digits in one."""
    number: str = field("ODER_NO", "주문번호")
    """An amendment or a cancellation has a number of its own. Zeros may be missing: compare by `concerns`."""
    original: str | None = field("OODER_NO", "원주문번호", default=None)
    """The order amended or cancelled; None for a new order."""
    side: Side | None = field("SELN_BYOV_CLS", "매도매수구분", default=None)
    revision: str | None = field("RCTF_CLS", "정정구분", default=None)
    """0 정상, 1 정정, 2 취소."""
    order_kind: str | None = field("ODER_KIND2", "주문종류2", default=None)
    """1 시장가, 2 지정가, 6 단주 시장가, 7 단주 지정가, A MOO, B LOO, C MOC, D LOC."""
    symbol: str = field("STCK_SHRN_ISCD", "주식 단축 종목코드")
    stated_quantity: Shares = field("CNTG_QTY", "체결수량")
    """The filled quantity in a fill, the ordered one in any other notice."""
    stated_price: str | None = field("CNTG_UNPR", "체결단가", default=None)
    """As sent, its decimals implied; see `price`."""
    time: dt.time | None = field("STCK_CNTG_HOUR", "주식 체결 시간", default=None)
    """KST; blank for some exchanges."""
    refusal: str = field("RFUS_YN", "거부여부")
    """0 승인, 1 거부."""
    step: str = field("CNTG_YN", "체결여부")
    """1 주문·정정·취소·거부, 2 체결."""
    acceptance: str | None = field("ACPT_YN", "접수여부", default=None)
    """1 주문접수, 2 확인, 3 취소."""
    branch: str | None = field("BRNC_NO", "지점번호", default=None)
    order_quantity: Shares | None = field("ODER_QTY", "주문 수량", default=None)
    """Blank in acceptances."""
    account_name: str | None = field("ACNT_NAME", "계좌명", default=None)
    name: str | None = field("CNTG_ISNM", "체결종목명", default=None)
    market: OverseasMarket | None = field("ODER_COND", "해외종목구분", default=None)
    """해외종목구분, although the wire name says order condition."""
    collateral_code: str | None = field("DEBT_GB", "담보유형코드", default=None)
    """10 현금, 15 해외주식담보대출."""
    loan_date: dt.date | None = field("DEBT_DATE", "담보대출일자", default=None)
    split_start: dt.time | None = field("START_TM", "분할매수/매도 시작시간", default=None)
    split_end: dt.time | None = field("END_TM", "분할매수/매도 종료시간", default=None)
    split_code: str | None = field("TM_DIV_TP", "시간분할타입유형", default=None)
    """00 시간 직접 설정, 02 정규장까지."""
    wide_price: str | None = field("CNTG_UNPR12", "체결단가12", default=None)
    """Twelve wide, of undocumented scale: use `price`. Rows of before lack it."""

    @property
    def price(self) -> Amount | None:
        """CNTG_UNPR with the decimals its market implies: the fill price in a fill, else the order price.

        None if blank, or of a market whose decimals are not known. Raises `MalformedMessage` if it is no number.
        """
        decimals = self.market.price_decimals if self.market is not None else None
        return implied(self.stated_price, decimals)

    @property
    def filled(self) -> Shares:
        """Shares filled by this notice; zero unless it is a fill."""
        return self.stated_quantity if self.kind is NoticeKind.FILLED else Shares(0)

    @property
    def fill_price(self) -> Amount | None:
        """Price of the fill in the currency of the market; None unless it is one."""
        return self.price if self.kind is NoticeKind.FILLED else None

    @property
    def ordered(self) -> Shares | None:
        """Shares of the whole order; None where a fill does not tell."""
        if self.order_quantity is None and self.kind is not NoticeKind.FILLED:
            return self.stated_quantity
        return self.order_quantity
