"""Rankings of domestic stocks, 30 rows at most. Portal: [국내주식] 순위분석. Real only."""

from __future__ import annotations

from decimal import Decimal

from kis.domestic.codes import QuoteVenue
from kis.domestic.market_codes import (
    ChangeBase,
    ChangeOrder,
    Designation,
    Extreme,
    ShareKind,
    Universe,
    VolumeOrder,
)
from kis.domestic.quotes import QUOTATIONS
from kis.domestic.rank_rows import ChangeRank, ExtremeRank, MarketCapRank, StrengthRank, View, VolumeRank
from kis.endpoint import Group, quote
from kis.shapes import outputs
from kis.units import Percent, Shares, Won
from kis.wire import field, message

RANKING = "/uapi/domestic-stock/v1/ranking"
_INSTEAD = "순위는 실전 계좌로 조회하세요."


@message
class VolumeRankQuery:
    """거래량순위 요청."""

    order: VolumeOrder = field("FID_BLNG_CLS_CODE", "소속 구분 코드", default=VolumeOrder.VOLUME)
    universe: str = field("FID_INPUT_ISCD", "입력 종목코드", default=Universe.ALL.value)
    """A `Universe` or the four digits of an industry (업종코드)."""
    kind: ShareKind = field("FID_DIV_CLS_CODE", "분류 구분 코드", default=ShareKind.ALL)
    min_price: Won | None = field("FID_INPUT_PRICE_1", "입력 가격1", default=None, blank=True)
    max_price: Won | None = field("FID_INPUT_PRICE_2", "입력 가격2", default=None, blank=True)
    min_volume: Shares | None = field("FID_VOL_CNT", "거래량 수", default=None, blank=True)
    targets: str = field("FID_TRGT_CLS_CODE", "대상 구분 코드", default="111111111")
    """Nine digits, 1 to take: 증거금 30, 40, 50, 60, 100 %, 신용보증금 30, 40, 50, 60 %."""
    excluded: str = field("FID_TRGT_EXLS_CLS_CODE", "대상 제외 구분 코드", default="0000000000")
    """Ten digits, 1 to leave out: 투자위험/경고/주의, 관리, 정리매매, 불성실공시, 우선주, 거래정지, ETF, ETN,
    신용주문불가, SPAC."""
    venue: QuoteVenue = field("FID_COND_MRKT_DIV_CODE", "조건 시장 분류 코드", default=QuoteVenue.KRX)
    screen: str = field("FID_COND_SCR_DIV_CODE", "조건 화면 분류 코드", default="20171")
    date: str = field("FID_INPUT_DATE_1", "입력 날짜1", default="")
    """Sent blank by KIS's own sample; the portal does not know it."""


@message
class ChangeRankQuery:
    """등락률 순위 요청."""

    order: ChangeOrder = field("fid_rank_sort_cls_code", "순위 정렬 구분 코드", default=ChangeOrder.RISE)
    base: ChangeBase = field("fid_prc_cls_code", "가격 구분 코드", default=ChangeBase.CLOSE)
    universe: Universe = field("fid_input_iscd", "입력 종목코드", default=Universe.ALL)
    days: int = field("fid_input_cnt_1", "입력 수1", default=0)
    """Over how many days; 0 for today."""
    min_rate: Percent | None = field("fid_rsfl_rate1", "등락 비율1", default=None, blank=True)
    max_rate: Percent | None = field("fid_rsfl_rate2", "등락 비율2", default=None, blank=True)
    min_price: Won | None = field("fid_input_price_1", "입력 가격1", default=None, blank=True)
    max_price: Won | None = field("fid_input_price_2", "입력 가격2", default=None, blank=True)
    min_volume: Shares | None = field("fid_vol_cnt", "거래량 수", default=None, blank=True)
    targets: str = field("fid_trgt_cls_code", "대상 구분 코드", default="0")
    excluded: str = field("fid_trgt_exls_cls_code", "대상 제외 구분 코드", default="0")
    kind: str = field("fid_div_cls_code", "분류 구분 코드", default="0")
    venue: QuoteVenue = field("fid_cond_mrkt_div_code", "조건 시장 분류 코드", default=QuoteVenue.KRX)
    screen: str = field("fid_cond_scr_div_code", "조건 화면 분류 코드", default="20170")


@message
class MarketCapRankQuery:
    """시가총액 상위 요청."""

    universe: Universe = field("fid_input_iscd", "입력 종목코드", default=Universe.ALL)
    kind: ShareKind = field("fid_div_cls_code", "분류 구분 코드", default=ShareKind.ALL)
    min_price: Won | None = field("fid_input_price_1", "입력 가격1", default=None, blank=True)
    max_price: Won | None = field("fid_input_price_2", "입력 가격2", default=None, blank=True)
    min_volume: Shares | None = field("fid_vol_cnt", "거래량 수", default=None, blank=True)
    targets: str = field("fid_trgt_cls_code", "대상 구분 코드", default="0")
    excluded: str = field("fid_trgt_exls_cls_code", "대상 제외 구분 코드", default="0")
    venue: QuoteVenue = field("fid_cond_mrkt_div_code", "조건 시장 분류 코드", default=QuoteVenue.KRX)
    screen: str = field("fid_cond_scr_div_code", "조건 화면 분류 코드", default="20174")


@message
class StrengthRankQuery(MarketCapRankQuery):
    """체결강도 상위 요청."""

    screen: str = field("fid_cond_scr_div_code", "조건 화면 분류 코드", default="20168")


@message
class ExtremeRankQuery:
    """신고/신저근접종목 상위 요청."""

    extreme: Extreme = field("fid_prc_cls_code", "가격 구분 코드", default=Extreme.HIGH)
    universe: Universe = field("fid_input_iscd", "입력 종목코드", default=Universe.ALL)
    designation: Designation = field("fid_div_cls_code", "분류 구분 코드", default=Designation.ALL)
    min_gap: Percent = field("fid_input_cnt_1", "입력 수1", default=Percent(Decimal(0)))
    """How far from the extreme (괴리율), in percent."""
    max_gap: Percent = field("fid_input_cnt_2", "입력 수2", default=Percent(Decimal(100)))
    min_volume: Shares = field("fid_aply_rang_vol", "적용 범위 거래량", default=Shares(0))
    """KIS knows 0 for all and 100."""
    min_price: Won | None = field("fid_aply_rang_prc_1", "적용 범위 가격1", default=None, blank=True)
    max_price: Won | None = field("fid_aply_rang_prc_2", "적용 범위 가격2", default=None, blank=True)
    targets: str = field("fid_trgt_cls_code", "대상 구분 코드", default="0")
    excluded: str = field("fid_trgt_exls_cls_code", "대상 제외 구분 코드", default="0")
    """1 관리종목, 2 투자주의, 3 투자경고, 4 투자위험예고, 5 투자위험, 6 보통주, 7 우선주."""
    venue: QuoteVenue = field("fid_cond_mrkt_div_code", "조건 시장 분류 코드", default=QuoteVenue.KRX)
    screen: str = field("fid_cond_scr_div_code", "조건 화면 분류 코드", default="20187")


@message
class ViewsQuery:
    """HTS조회상위20종목 요청: nothing to say."""


class Ranks(Group):
    """국내주식 순위. Real only."""

    volume = quote(
        "거래량순위",
        f"{QUOTATIONS}/volume-rank",
        "FHPST01710000",
        VolumeRankQuery,
        outputs(VolumeRank, needs="stck_prpr"),
        paper=False,
        instead=_INSTEAD,
    )
    """거래량순위 (FHPST01710000, 모의 없음)."""
    change = quote(
        "국내주식 등락률 순위",
        f"{RANKING}/fluctuation",
        "FHPST01700000",
        ChangeRankQuery,
        outputs(ChangeRank, needs="stck_prpr"),
        paper=False,
        instead=_INSTEAD,
    )
    """국내주식 등락률 순위 (FHPST01700000, 모의 없음)."""
    market_cap = quote(
        "국내주식 시가총액 상위",
        f"{RANKING}/market-cap",
        "FHPST01740000",
        MarketCapRankQuery,
        outputs(MarketCapRank, needs="stck_prpr"),
        paper=False,
        instead=_INSTEAD,
    )
    """국내주식 시가총액 상위 (FHPST01740000, 모의 없음)."""
    strength = quote(
        "국내주식 체결강도 상위",
        f"{RANKING}/volume-power",
        "FHPST01680000",
        StrengthRankQuery,
        outputs(StrengthRank, needs="stck_prpr"),
        paper=False,
        instead=_INSTEAD,
    )
    """국내주식 체결강도 상위 (FHPST01680000, 모의 없음)."""
    extremes = quote(
        "국내주식 신고/신저근접종목 상위",
        f"{RANKING}/near-new-highlow",
        "FHPST01870000",
        ExtremeRankQuery,
        outputs(ExtremeRank, needs="stck_prpr"),
        paper=False,
        instead=_INSTEAD,
    )
    """국내주식 신고/신저근접종목 상위 (FHPST01870000, 모의 없음)."""
    views = quote(
        "HTS조회상위20종목",
        f"{RANKING}/hts-top-view",
        "HHMCM000100C0",
        ViewsQuery,
        outputs(View, "output1", needs="mksc_shrn_iscd"),
        paper=False,
        instead=_INSTEAD,
    )
    """HTS조회상위20종목 (HHMCM000100C0, 모의 없음)."""
