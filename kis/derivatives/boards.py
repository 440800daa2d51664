"""Boards of the derivatives market (전광판): many contracts at once. Portal: [국내선물옵션] 기본시세. None in paper."""

from __future__ import annotations

from decimal import Decimal

from kis.derivatives.codes import BoardProduct, Market
from kis.domestic.codes import Sign
from kis.endpoint import Group, quote
from kis.shapes import body, outputs
from kis.units import Contracts, Percent, Points, Shares, ThousandWon
from kis.wire import block, field, message

QUOTATIONS = "/uapi/domestic-futureoption/v1/quotations"
_INSTEAD = "종목마다 선물옵션 시세를 조회해 주세요."


@message
class FuturesBoardQuery:
    """국내옵션전광판_선물 요청."""

    product: str = field("FID_COND_MRKT_CLS_CODE", "조건 시장 구분 코드", default=BoardProduct.KOSPI200.value)
    """One of `BoardProduct`."""
    market: Market = field("FID_COND_MRKT_DIV_CODE", "조건 시장 분류 코드", default=Market.INDEX_FUTURES)
    screen: str = field("FID_COND_SCR_DIV_CODE", "조건 화면 분류 코드", default="20503")


@message
class OptionBoardQuery:
    """국내옵션전광판_콜풋 요청."""

    month: str = field("FID_MTRT_CNT", "만기 수")
    """The month of expiry as YYYYMM; for weeklies YYMMWW."""
    product: str = field("FID_COND_MRKT_CLS_CODE", "조건 시장 구분 코드", default=BoardProduct.KOSPI200.value)
    """One of `BoardProduct`."""
    market: Market = field("FID_COND_MRKT_DIV_CODE", "조건 시장 분류 코드", default=Market.INDEX_OPTIONS)
    screen: str = field("FID_COND_SCR_DIV_CODE", "조건 화면 분류 코드", default="20503")
    calls: str = field("FID_MRKT_CLS_CODE", "시장 구분 코드", default="CO")
    puts: str = field("FID_MRKT_CLS_CODE1", "시장 구분 코드", default="PO")


@message
class OptionMonthsQuery:
    """국내옵션전광판_옵션월물리스트 요청."""

    screen: str = field("FID_COND_SCR_DIV_CODE", "조건 화면 분류 코드", default="509")
    market: str = field("FID_COND_MRKT_DIV_CODE", "조건 시장 분류 코드", default="")
    product: str = field("FID_COND_MRKT_CLS_CODE", "조건 시장 구분 코드", default="")


@message
class UnderlyingQuery:
    """국내선물 기초자산 시세 요청."""

    symbol: str = field("FID_INPUT_ISCD", "입력 종목코드")
    market: Market = field("FID_COND_MRKT_DIV_CODE", "조건 시장 분류 코드", default=Market.INDEX_FUTURES)
    market_1: str = field("FID_COND_MRKT_DIV_CODE1", "조건 시장 분류 코드", default="")
    screen: str = field("FID_COND_SCR_DIV_CODE", "조건 화면 분류 코드", default="")
    month: str = field("FID_MTRT_CNT", "만기 수", default="")
    product: str = field("FID_COND_MRKT_CLS_CODE", "조건 시장 구분 코드", default="")


@message
class FutureRow:
    """선물 한 줄 (국내옵션전광판_선물 output)."""

    symbol: str = field("futs_shrn_iscd", "선물 단축 종목코드")
    name: str | None = field("hts_kor_isnm", "HTS 한글 종목명", default=None)
    price: Decimal | None = field("futs_prpr", "선물 현재가", default=None)
    change: Decimal | None = field("futs_prdy_vrss", "선물 전일 대비", default=None)
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change_rate: Percent | None = field("futs_prdy_ctrt", "선물 전일 대비율", default=None)
    theoretical_price: Decimal | None = field("hts_thpr", "HTS 이론가", default=None)
    volume: Contracts | None = field("acml_vol", "누적 거래량", default=None)
    ask: Decimal | None = field("futs_askp", "선물 매도호가", default=None)
    bid: Decimal | None = field("futs_bidp", "선물 매수호가", default=None)
    open_interest: Contracts | None = field("hts_otst_stpl_qty", "HTS 미결제 약정 수량", default=None)
    high: Decimal | None = field("futs_hgpr", "선물 최고가", default=None)
    low: Decimal | None = field("futs_lwpr", "선물 최저가", default=None)
    days_left: int | None = field("hts_rmnn_dynu", "HTS 잔존 일수", default=None)
    total_ask_size: Contracts | None = field("total_askp_rsqn", "총 매도호가 잔량", default=None)
    total_bid_size: Contracts | None = field("total_bidp_rsqn", "총 매수호가 잔량", default=None)
    expected_price: Decimal | None = field("futs_antc_cnpr", "선물예상체결가", default=None)
    expected_change: Decimal | None = field("futs_antc_cntg_vrss", "선물예상체결대비", default=None)
    expected_change_sign: Sign | None = field("antc_cntg_vrss_sign", "예상 체결 대비 부호", default=None)
    expected_change_rate: Percent | None = field("antc_cntg_prdy_ctrt", "예상 체결 전일 대비율", default=None)


@message
class OptionRow:
    """옵션 한 줄 (국내옵션전광판_콜풋 output1 for calls, output2 for puts)."""

    strike: Decimal = field("acpr", "행사가")
    kospi_equivalent: Points | None = field("unch_prpr", "환산 현재가", default=None)
    """The strike in points of KOSPI."""
    symbol: str = field("optn_shrn_iscd", "옵션 단축 종목코드")
    price: Points | None = field("optn_prpr", "옵션 현재가", default=None)
    change: Points | None = field("optn_prdy_vrss", "옵션 전일 대비", default=None)
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change_rate: Percent | None = field("optn_prdy_ctrt", "옵션 전일 대비율", default=None)
    bid: Points | None = field("optn_bidp", "옵션 매수호가", default=None)
    ask: Points | None = field("optn_askp", "옵션 매도호가", default=None)
    time_value: Points | None = field("tmvl_val", "시간가치 값", default=None)
    reference_price: Points | None = field("nmix_sdpr", "지수 기준가", default=None)
    volume: Contracts | None = field("acml_vol", "누적 거래량", default=None)
    ask_size: Contracts | None = field("seln_rsqn", "매도 잔량", default=None)
    bid_size: Contracts | None = field("shnu_rsqn", "매수2 잔량", default=None)
    value: ThousandWon | None = field("acml_tr_pbmn", "누적 거래 대금", default=None)
    open_interest: Contracts | None = field("hts_otst_stpl_qty", "HTS 미결제 약정 수량", default=None)
    open_interest_change: Contracts | None = field("otst_stpl_qty_icdc", "미결제 약정 수량 증감", default=None)
    delta: Decimal | None = field("delta_val", "델타 값", default=None)
    gamma: Decimal | None = field("gama", "감마", default=None)
    vega: Decimal | None = field("vega", "베가", default=None)
    theta: Decimal | None = field("theta", "세타", default=None)
    rho: Decimal | None = field("rho", "로우", default=None)
    implied_volatility: Percent | None = field("hts_ints_vltl", "HTS 내재 변동성", default=None)
    intrinsic_value: Points | None = field("invl_val", "내재가치 값", default=None)
    disparity: Points | None = field("esdg", "괴리도", default=None)
    disparity_rate: Percent | None = field("dprt", "괴리율", default=None)
    historical_volatility: Percent | None = field("hist_vltl", "역사적 변동성", default=None)
    theoretical_price: Points | None = field("hts_thpr", "HTS 이론가", default=None)
    open: Points | None = field("optn_oprc", "옵션 시가2", default=None)
    high: Points | None = field("optn_hgpr", "옵션 최고가", default=None)
    low: Points | None = field("optn_lwpr", "옵션 최저가", default=None)
    upper_limit: Points | None = field("optn_mxpr", "옵션 상한가", default=None)
    lower_limit: Points | None = field("optn_llam", "옵션 하한가", default=None)
    moneyness: str | None = field("atm_cls_name", "ATM 구분 명", default=None)
    """ITM, ATM or OTM."""
    last_change: Decimal | None = field("rgbf_vrss_icdc", "직전 대비 증감", default=None)
    total_ask_size: Contracts | None = field("total_askp_rsqn", "총 매도호가 잔량", default=None)
    total_bid_size: Contracts | None = field("total_bidp_rsqn", "총 매수호가 잔량", default=None)
    expected_price: Points | None = field("futs_antc_cnpr", "선물예상체결가", default=None)
    expected_change: Points | None = field("futs_antc_cntg_vrss", "선물예상체결대비", default=None)
    expected_change_sign: Sign | None = field("antc_cntg_vrss_sign", "예상 체결 대비 부호", default=None)
    expected_change_rate: Percent | None = field("antc_cntg_prdy_ctrt", "예상 체결 전일 대비율", default=None)


@message
class OptionBoard:
    """국내옵션전광판_콜풋 응답. Highest strike first."""

    calls: tuple[OptionRow, ...] = block("output1", "콜옵션", needs="acpr")
    puts: tuple[OptionRow, ...] = block("output2", "풋옵션", needs="acpr")


@message
class OptionMonth:
    """옵션 월물 한 줄 (국내옵션전광판_옵션월물리스트 output)."""

    code: str = field("mtrt_yymm_code", "만기 년월 코드")
    month: str = field("mtrt_yymm", "만기 년월")
    """YYYYMM, as `OptionBoardQuery.month` wants it."""


@message
class Underlying:
    """기초자산과 선물 (국내선물 기초자산 시세 output1)."""

    underlying_price: Decimal | None = field("unas_prpr", "기초자산 현재가", default=None)
    underlying_change: Decimal | None = field("unas_prdy_vrss", "기초자산 전일 대비", default=None)
    underlying_change_sign: Sign | None = field("unas_prdy_vrss_sign", "기초자산 전일 대비 부호", default=None)
    underlying_change_rate: Percent | None = field("unas_prdy_ctrt", "기초자산 전일 대비율", default=None)
    underlying_volume: Shares | None = field("unas_acml_vol", "기초자산 누적 거래량", default=None)
    name: str | None = field("hts_kor_isnm", "HTS 한글 종목명", default=None)
    price: Decimal | None = field("futs_prpr", "선물 현재가", default=None)
    change: Decimal | None = field("futs_prdy_vrss", "선물 전일 대비", default=None)
    change_sign: Sign | None = field("prdy_vrss_sign", "전일 대비 부호", default=None)
    change_rate: Percent | None = field("futs_prdy_ctrt", "선물 전일 대비율", default=None)


@message
class DaysLeft:
    """만기 한 줄 (국내선물 기초자산 시세 output2)."""

    days_left: int | None = field("hts_rmnn_dynu", "HTS 잔존 일수", default=None)


@message
class UnderlyingBoard:
    """국내선물 기초자산 시세 응답."""

    underlying: Underlying = block("output1", "기초자산과 선물")
    expiries: tuple[DaysLeft, ...] = block("output2", "만기")


class Boards(Group):
    """국내선물옵션 전광판."""

    futures = quote(
        "국내옵션전광판_선물",
        f"{QUOTATIONS}/display-board-futures",
        "FHPIF05030200",
        FuturesBoardQuery,
        outputs(FutureRow),
        paper=False,
        instead=_INSTEAD,
    )
    """국내옵션전광판_선물 (FHPIF05030200, 모의 없음)."""
    options = quote(
        "국내옵션전광판_콜풋",
        f"{QUOTATIONS}/display-board-callput",
        "FHPIF05030100",
        OptionBoardQuery,
        body(OptionBoard),
        paper=False,
        instead=_INSTEAD,
    )
    """국내옵션전광판_콜풋 (FHPIF05030100, 모의 없음)."""
    option_months = quote(
        "국내옵션전광판_옵션월물리스트",
        f"{QUOTATIONS}/display-board-option-list",
        "FHPIO056104C0",
        OptionMonthsQuery,
        outputs(OptionMonth),
        paper=False,
        instead="종목 마스터에서 월물을 찾아 주세요.",
    )
    """국내옵션전광판_옵션월물리스트 (FHPIO056104C0, 모의 없음)."""
    underlying = quote(
        "국내선물 기초자산 시세",
        f"{QUOTATIONS}/display-board-top",
        "FHPIF05030000",
        UnderlyingQuery,
        body(UnderlyingBoard),
        paper=False,
        instead="선물옵션 시세의 지수 값을 써 주세요.",
    )
    """국내선물 기초자산 시세 (FHPIF05030000, 모의 없음)."""
