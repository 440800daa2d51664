"""Realtime of domestic stocks (국내주식): KRX, NXT and both together (통합), indices, ETF and ELW."""

from __future__ import annotations

from kis.realtime.channel import Channel, Key
from kis.realtime.channels import BOOK, NOTICES, TRADES
from kis.realtime.domestic.books import AfterHoursBook, NxtOrderBook, UnifiedOrderBook
from kis.realtime.domestic.elw import ElwBook, ElwExpectedTick, ElwTick
from kis.realtime.domestic.flows import (
    EtfNav,
    Members,
    NxtMembers,
    NxtProgramTrading,
    ProgramTrading,
    UnifiedMembers,
    UnifiedProgramTrading,
)
from kis.realtime.domestic.index_program import IndexProgram
from kis.realtime.domestic.indices import KOSDAQ, KOSPI, KOSPI200, ExpectedIndexTick, IndexTick
from kis.realtime.domestic.market import OPERATIONS, MarketStatus, NxtMarketStatus, UnifiedMarketStatus
from kis.realtime.domestic.trades import (
    AfterHoursExpectedTick,
    AfterHoursTick,
    ExpectedTick,
    NxtExpectedTick,
    NxtTick,
    UnifiedExpectedTick,
    UnifiedTick,
)

__all__ = [
    "AFTER_HOURS_BOOK",
    "AFTER_HOURS_EXPECTED",
    "AFTER_HOURS_TRADES",
    "BOOK",
    "CHANNELS",
    "ELW_BOOK",
    "ELW_EXPECTED",
    "ELW_TRADES",
    "ETF_NAV",
    "EXPECTED",
    "INDEX_EXPECTED",
    "INDEX_PROGRAM",
    "INDEX_TRADES",
    "KOSDAQ",
    "KOSPI",
    "KOSPI200",
    "MEMBERS",
    "NOTICES",
    "NXT_BOOK",
    "NXT_EXPECTED",
    "NXT_MEMBERS",
    "NXT_PROGRAM",
    "NXT_STATUS",
    "NXT_TRADES",
    "OPERATIONS",
    "PROGRAM",
    "STATUS",
    "TRADES",
    "UNIFIED_BOOK",
    "UNIFIED_EXPECTED",
    "UNIFIED_MEMBERS",
    "UNIFIED_PROGRAM",
    "UNIFIED_STATUS",
    "UNIFIED_TRADES",
    "AfterHoursBook",
    "AfterHoursExpectedTick",
    "AfterHoursTick",
    "ElwBook",
    "ElwExpectedTick",
    "ElwTick",
    "EtfNav",
    "ExpectedIndexTick",
    "ExpectedTick",
    "IndexProgram",
    "IndexTick",
    "MarketStatus",
    "Members",
    "NxtExpectedTick",
    "NxtMarketStatus",
    "NxtMembers",
    "NxtOrderBook",
    "NxtProgramTrading",
    "NxtTick",
    "ProgramTrading",
    "UnifiedExpectedTick",
    "UnifiedMarketStatus",
    "UnifiedMembers",
    "UnifiedOrderBook",
    "UnifiedProgramTrading",
    "UnifiedTick",
]

_KRX = "국내주식 실시간체결가 (KRX)를 쓰세요."
_KRX_BOOK = "국내주식 실시간호가 (KRX)를 쓰세요."
_STOCK = Key.STOCK
_INDEX = "국내주식업종기간별시세를 REST로 조회하세요."
_PROGRAM = "프로그램매매는 실전투자에서만 볼 수 있어요."
_STATUS = "주식현재가 시세의 거래정지와 VI 여부를 REST로 조회하세요."
_NAV = "주식현재가 시세를 REST로 조회하세요."
_MEMBERS = "주식현재가 회원사를 REST로 조회하세요."
_EXPECTED = "국내주식 실시간호가 (KRX)의 예상체결가를 쓰세요."

NXT_TRADES = Channel("국내주식 실시간체결가 (NXT)", "H0NXCNT0", None, NxtTick, 46, _STOCK, _KRX)
UNIFIED_TRADES = Channel("국내주식 실시간체결가 (통합)", "H0UNCNT0", None, UnifiedTick, 46, _STOCK, _KRX)
NXT_BOOK = Channel("국내주식 실시간호가 (NXT)", "H0NXASP0", None, NxtOrderBook, 65, _STOCK, _KRX_BOOK)
UNIFIED_BOOK = Channel("국내주식 실시간호가 (통합)", "H0UNASP0", None, UnifiedOrderBook, 65, _STOCK, _KRX_BOOK)
STATUS = Channel("국내주식 장운영정보 (KRX)", "H0STMKO0", None, MarketStatus, 10, _STOCK, _STATUS)
NXT_STATUS = Channel("국내주식 장운영정보 (NXT)", "H0NXMKO0", None, NxtMarketStatus, 10, _STOCK, _STATUS)
UNIFIED_STATUS = Channel("국내주식 장운영정보 (통합)", "H0UNMKO0", None, UnifiedMarketStatus, 10, _STOCK, _STATUS)
EXPECTED = Channel("국내주식 실시간예상체결 (KRX)", "H0STANC0", None, ExpectedTick, 45, _STOCK, _EXPECTED)
NXT_EXPECTED = Channel("국내주식 실시간예상체결 (NXT)", "H0NXANC0", None, NxtExpectedTick, 46, _STOCK, _EXPECTED)
UNIFIED_EXPECTED = Channel(
    "국내주식 실시간예상체결 (통합)", "H0UNANC0", None, UnifiedExpectedTick, 46, _STOCK, _EXPECTED
)
AFTER_HOURS_TRADES = Channel("국내주식 시간외 실시간체결가 (KRX)", "H0STOUP0", None, AfterHoursTick, 43, _STOCK, _KRX)
AFTER_HOURS_BOOK = Channel("국내주식 시간외 실시간호가 (KRX)", "H0STOAA0", None, AfterHoursBook, 58, _STOCK, _KRX_BOOK)
AFTER_HOURS_EXPECTED = Channel(
    "국내주식 시간외 실시간예상체결 (KRX)", "H0STOAC0", None, AfterHoursExpectedTick, 43, _STOCK, _EXPECTED
)
PROGRAM = Channel("국내주식 실시간프로그램매매 (KRX)", "H0STPGM0", None, ProgramTrading, 11, _STOCK, _PROGRAM)
NXT_PROGRAM = Channel("국내주식 실시간프로그램매매 (NXT)", "H0NXPGM0", None, NxtProgramTrading, 11, _STOCK, _PROGRAM)
UNIFIED_PROGRAM = Channel(
    "국내주식 실시간프로그램매매 (통합)", "H0UNPGM0", None, UnifiedProgramTrading, 11, _STOCK, _PROGRAM
)
MEMBERS = Channel("국내주식 실시간회원사 (KRX)", "H0STMBC0", None, Members, 78, _STOCK, _MEMBERS)
NXT_MEMBERS = Channel("국내주식 실시간회원사 (NXT)", "H0NXMBC0", None, NxtMembers, 78, _STOCK, _MEMBERS)
UNIFIED_MEMBERS = Channel("국내주식 실시간회원사 (통합)", "H0UNMBC0", None, UnifiedMembers, 78, _STOCK, _MEMBERS)
INDEX_TRADES = Channel("국내지수 실시간체결", "H0UPCNT0", None, IndexTick, 30, Key.INDEX, _INDEX)
INDEX_EXPECTED = Channel("국내지수 실시간예상체결", "H0UPANC0", None, ExpectedIndexTick, 30, Key.INDEX, _INDEX)
INDEX_PROGRAM = Channel("국내지수 실시간프로그램매매", "H0UPPGM0", None, IndexProgram, 88, Key.INDEX, _PROGRAM)
ETF_NAV = Channel("국내ETF NAV추이", "H0STNAV0", None, EtfNav, 8, _STOCK, _NAV)
ELW_TRADES = Channel("ELW 실시간체결가", "H0EWCNT0", None, ElwTick, 63, Key.ELW, "ELW 현재가 시세를 REST로 조회하세요.")
ELW_BOOK = Channel("ELW 실시간호가", "H0EWASP0", None, ElwBook, 73, Key.ELW, "ELW 현재가 시세를 REST로 조회하세요.")
ELW_EXPECTED = Channel(
    "ELW 실시간예상체결", "H0EWANC0", None, ElwExpectedTick, 59, Key.ELW, "ELW 현재가 시세를 REST로 조회하세요."
)

CHANNELS = (
    TRADES,
    BOOK,
    NOTICES,
    NXT_TRADES,
    UNIFIED_TRADES,
    NXT_BOOK,
    UNIFIED_BOOK,
    STATUS,
    NXT_STATUS,
    UNIFIED_STATUS,
    EXPECTED,
    NXT_EXPECTED,
    UNIFIED_EXPECTED,
    AFTER_HOURS_TRADES,
    AFTER_HOURS_BOOK,
    AFTER_HOURS_EXPECTED,
    INDEX_TRADES,
    INDEX_EXPECTED,
    INDEX_PROGRAM,
    PROGRAM,
    NXT_PROGRAM,
    UNIFIED_PROGRAM,
    MEMBERS,
    NXT_MEMBERS,
    UNIFIED_MEMBERS,
    ETF_NAV,
    ELW_TRADES,
    ELW_BOOK,
    ELW_EXPECTED,
)
"""Every channel of this market."""
