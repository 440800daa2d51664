"""Who trades: program trading and members (거래원); and the net asset value of ETFs."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from kis.domestic.codes import QuoteVenue, Sign
from kis.realtime.record import Record, record
from kis.units import Percent, Shares, Won
from kis.wire import field, series

_MEMBERS = 5


@record
class ProgramTrading(Record):
    """국내주식 실시간프로그램매매 (KRX): H0STPGM0. Totals of the day."""

    venue = QuoteVenue.KRX

    symbol: str = field("MKSC_SHRN_ISCD", "유가증권 단축 종목코드")
    time: dt.time = field("STCK_CNTG_HOUR", "주식 체결 시간")
    sell_volume: Shares | None = field("SELN_CNQN", "매도 체결량", default=None)
    sell_value: Won | None = field("SELN_TR_PBMN", "매도 거래 대금", default=None)
    buy_volume: Shares | None = field("SHNU_CNQN", "매수2 체결량", default=None)
    buy_value: Won | None = field("SHNU_TR_PBMN", "매수2 거래 대금", default=None)
    net_buy_volume: Shares | None = field("NTBY_CNQN", "순매수 체결량", default=None)
    net_buy_value: Won | None = field("NTBY_TR_PBMN", "순매수 거래 대금", default=None)
    ask_size: Shares | None = field("SELN_RSQN", "매도호가잔량", default=None)
    bid_size: Shares | None = field("SHNU_RSQN", "매수호가잔량", default=None)
    net_bid_size: Shares | None = field("WHOL_NTBY_QTY", "전체순매수호가잔량", default=None)


class NxtProgramTrading(ProgramTrading):
    """국내주식 실시간프로그램매매 (NXT): H0NXPGM0."""

    __slots__ = ()
    venue = QuoteVenue.NXT


class UnifiedProgramTrading(ProgramTrading):
    """국내주식 실시간프로그램매매 (통합): H0UNPGM0."""

    __slots__ = ()
    venue = QuoteVenue.BOTH


@record
class Members(Record):
    """국내주식 실시간회원사 (KRX): H0STMBC0. The five that sold and the five that bought most today; all foreign ones.

    Each series has five places, the largest first; a place without a member has a blank name.
    """

    venue = QuoteVenue.KRX

    symbol: str = field("MKSC_SHRN_ISCD", "유가증권 단축 종목코드")
    seller_names: tuple[str, ...] = series("SELN2_MBCR_NAME{n}", "매도2 회원사명{n}", _MEMBERS)
    buyer_names: tuple[str, ...] = series("BYOV_MBCR_NAME{n}", "매수 회원사명{n}", _MEMBERS)
    seller_quantities: tuple[Shares | None, ...] = series("TOTAL_SELN_QTY{n}", "총 매도 수량{n}", _MEMBERS)
    buyer_quantities: tuple[Shares | None, ...] = series("TOTAL_SHNU_QTY{n}", "총 매수2 수량{n}", _MEMBERS)
    seller_foreign: tuple[bool | None, ...] = series("SELN_MBCR_GLOB_YN_{n}", "매도거래원구분{n}", _MEMBERS)
    buyer_foreign: tuple[bool | None, ...] = series("SHNU_MBCR_GLOB_YN_{n}", "매수거래원구분{n}", _MEMBERS)
    seller_codes: tuple[str, ...] = series("SELN_MBCR_NO{n}", "매도거래원코드{n}", _MEMBERS)
    buyer_codes: tuple[str, ...] = series("SHNU_MBCR_NO{n}", "매수거래원코드{n}", _MEMBERS)
    seller_shares: tuple[Percent | None, ...] = series("SELN_MBCR_RLIM{n}", "매도 회원사 비중{n}", _MEMBERS)
    """Of the volume of the day."""
    buyer_shares: tuple[Percent | None, ...] = series("SHNU_MBCR_RLIM{n}", "매수2 회원사 비중{n}", _MEMBERS)
    seller_changes: tuple[Shares | None, ...] = series("SELN_QTY_ICDC{n}", "매도 수량 증감{n}", _MEMBERS)
    buyer_changes: tuple[Shares | None, ...] = series("SHNU_QTY_ICDC{n}", "매수2 수량 증감{n}", _MEMBERS)
    foreign_sold: Shares | None = field("GLOB_TOTAL_SELN_QTY", "외국계 총 매도 수량", default=None)
    foreign_bought: Shares | None = field("GLOB_TOTAL_SHNU_QTY", "외국계 총 매수2 수량", default=None)
    foreign_sold_change: Shares | None = field("GLOB_TOTAL_SELN_QTY_ICDC", "외국계 총 매도 수량 증감", default=None)
    foreign_bought_change: Shares | None = field("GLOB_TOTAL_SHNU_QTY_ICDC", "외국계 총 매수2 수량 증감", default=None)
    foreign_net_buying: Shares | None = field("GLOB_NTBY_QTY", "외국계 순매수 수량", default=None)
    foreign_sold_rate: Percent | None = field("GLOB_SELN_RLIM", "외국계 매도 비중", default=None)
    foreign_bought_rate: Percent | None = field("GLOB_SHNU_RLIM", "외국계 매수2 비중", default=None)
    seller_english_names: tuple[str, ...] = series("SELN2_MBCR_ENG_NAME{n}", "매도2 영문회원사명{n}", _MEMBERS)
    """Blank in the rows seen; so are the buyers'."""
    buyer_english_names: tuple[str, ...] = series("BYOV_MBCR_ENG_NAME{n}", "매수 영문회원사명{n}", _MEMBERS)


class NxtMembers(Members):
    """국내주식 실시간회원사 (NXT): H0NXMBC0."""

    __slots__ = ()
    venue = QuoteVenue.NXT


class UnifiedMembers(Members):
    """국내주식 실시간회원사 (통합): H0UNMBC0."""

    __slots__ = ()
    venue = QuoteVenue.BOTH


@record
class EtfNav(Record):
    """국내ETF NAV추이: H0STNAV0. Net asset value of one share, in won with decimals; the row bears no time."""

    symbol: str = field("MKSC_SHRN_ISCD", "유가증권단축종목코드")
    nav: Decimal = field("NAV", "NAV")
    sign: Sign | None = field("NAV_PRDY_VRSS_SIGN", "NAV전일대비부호", default=None)
    change: Decimal | None = field("NAV_PRDY_VRSS", "NAV전일대비", default=None)
    change_rate: Percent | None = field("NAV_PRDY_CTRT", "NAV전일대비율", default=None)
    open: Decimal | None = field("OPRC_NAV", "NAV시가", default=None)
    high: Decimal | None = field("HPRC_NAV", "NAV고가", default=None)
    low: Decimal | None = field("LPRC_NAV", "NAV저가", default=None)
