"""장운영정보: sessions that begin and end, halts and VI, told by symbol."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kis.domestic.codes import QuoteVenue
from kis.realtime.record import Record, record
from kis.wire import field


@record
class MarketStatus(Record):
    """국내주식 장운영정보 (KRX): H0STMKO0. An event, so none is dropped for a newer one; it bears no time.

    Codes that no table knows occur (AB1 has been seen).
    """

    replaceable = False
    venue = QuoteVenue.KRX

    symbol: str = field("MKSC_SHRN_ISCD", "유가증권단축종목코드")
    halted: bool | None = field("TRHT_YN", "거래정지 여부", default=None)
    halt_reason: str | None = field("TR_SUSP_REAS_CNTT", "거래 정지 사유 내용", default=None)
    operation_code: str | None = field("MKOP_CLS_CODE", "장운영 구분 코드", default=None)
    """What begins or ends, as 112 장 개시, 129 장 마감, 174 서킷브레이커 발동; see `OPERATIONS`."""
    expected_operation_code: str | None = field("ANTC_MKOP_CLS_CODE", "예상 장운영 구분 코드", default=None)
    """311 장전 예상 시작, 112 장전 예상 종료, 121 장후 예상 시작, 129 장후 예상 종료."""
    random_end_code: str | None = field("MRKT_TRTM_CLS_CODE", "임의연장구분코드", default=None)
    allocation_code: str | None = field("DIVI_APP_CLS_CODE", "동시호가배분처리구분코드", default=None)
    """Two characters: 1 배분개시 or 2 배분해제, then 1 매수상한 2 매수하한 3 매도상한 4 매도하한."""
    status: str | None = field("ISCD_STAT_CLS_CODE", "종목상태구분코드", default=None)
    """51 관리종목, 52 투자위험, 53 투자경고, 54 투자주의, 55 신용가능, 57 증거금 100%, 58 거래정지, 59 단기과열."""
    vi_code: str | None = field("VI_CLS_CODE", "VI적용구분코드", default=None)
    """Y while a VI (변동성완화장치) holds, N otherwise."""
    after_hours_vi_code: str | None = field("OVTM_VI_CLS_CODE", "시간외단일가VI적용구분코드", default=None)
    exchange_code: str | None = field("EXCH_CLS_CODE", "거래소 구분코드", default=None)
    """Documented, but not sent: live rows have ten columns."""

    @property
    def operation(self) -> str | None:
        """The operation code in Korean; None for a code KIS does not document."""
        return OPERATIONS.get(self.operation_code or "")


@record
class NxtMarketStatus(MarketStatus):
    """국내주식 장운영정보 (NXT): H0NXMKO0."""

    symbol: str = field("MKSC_SHRN_ISCD", "종목코드")
    venue = QuoteVenue.NXT


class UnifiedMarketStatus(NxtMarketStatus):
    """국내주식 장운영정보 (통합): H0UNMKO0. The portal's table omits the stock code with which rows begin."""

    __slots__ = ()
    venue = QuoteVenue.BOTH


OPERATIONS: Mapping[str, str] = MappingProxyType(
    {
        "110": "장전 동시호가 개시",
        "112": "장 개시",
        "121": "장후 동시호가 개시",
        "129": "장 마감",
        "130": "장개시전 시간외 개시",
        "139": "장개시전 시간외 종료",
        "140": "시간외 종가 개시",
        "146": "장종료후 시간외 체결지시",
        "149": "시간외 종가 종료",
        "150": "시간외 단일가 개시",
        "156": "시간외 단일가 체결지시",
        "159": "시간외 단일가 종료",
        "164": "시장 임시정지",
        "174": "서킷브레이커 발동",
        "175": "서킷브레이커 해제",
        "182": "서킷브레이커 장중 동시마감",
        "184": "서킷브레이커 개시",
        "185": "서킷브레이커 해제",
        "387": "사이드카 매도 발동",
        "388": "사이드카 매도 해제",
        "397": "사이드카 매수 발동",
        "398": "사이드카 매수 해제",
        "F01": "개시 10초전",
        "F06": "개시 1분전",
        "F07": "개시 5분전",
        "F08": "개시 10분전",
        "F09": "개시 3분전",
        "F11": "마감 10초전",
        "F16": "마감 1분전",
        "F17": "마감 5분전",
        "F18": "마감 3분전",
        "P01": "개시 10초전",
        "P06": "개시 1분전",
        "P07": "개시 5분전",
        "P08": "개시 10분전",
        "P09": "개시 30분전",
        "P11": "마감 10초전",
        "P16": "마감 1분전",
        "P17": "마감 5분전",
        "P18": "마감 3분전",
    }
)
"""장운영구분코드."""
