"""종목정보: what a stock is, and what to mind when trading it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import later, say
from bot.money import figures
from bot.quoting.told import HomeStock, Told
from bot.views.text import number, safe, won
from kis.domestic.price_detail import PriceDetail
from kis.domestic.stock import StockInfo
from kis.overseas.stock import StockInfo as AbroadInfo

KINDS = {"01": later("주식"), "02": later("워런트"), "03": later("ETF"), "04": later("우선주")}
STATES = {
    "01": later("정상 거래"),
    "02": later("거래정지"),
    "03": later("거래정지"),
    "04": later("매도 불가"),
    "05": later("거래정지"),
    "06": later("매수 불가"),
}
_EOK = 100_000_000
_KOSPI200 = "KOSPI200"
"""What KIS calls the market of its stocks."""
_NO_WARNING = frozenset({"", "00", "없음"})


def home_lines(told: HomeStock) -> list[str]:
    """A domestic stock: what it is, how many shares, at what margin, and its warnings."""
    info, product, state = told.info, told.product, told.state
    kind = [state.market_name, info.industry_small or state.industry, product.class_name]
    named = (state.market_name or "").strip() == _KOSPI200
    kospi200 = [say("코스피200 종목")] if info.in_kospi200 and not named else []
    names = [safe(name) for name in (product.english_name, product.isin) if name]
    rows = (
        [*(safe(part) for part in kind if part), *kospi200],
        _listed(info),
        _shares(info),
        _margin(info, state),
        [_nxt(info)],
        names,
    )
    return [*(" · ".join(row) for row in rows if row), _warnings(state)]


def abroad_lines(info: Told) -> list[str]:
    """A stock abroad: where, what kind, how many shares, and what KIS lets be done with it."""
    if not isinstance(info, AbroadInfo):
        return []
    where = [safe(part) for part in (info.country_name, info.exchange_name, info.currency_name) if part]
    kind = [say(KINDS[info.kind])] if info.kind in KINDS else []
    kind += [say("{times}배 추종", times=figures(info.leverage))] if info.leverage else []
    kind += [say(STATES[info.trading_state])] if info.trading_state in STATES else []
    names = [safe(name) for name in (info.english_name, info.isin) if name]
    rows = (where, kind, _abroad_shares(info), _allowed(info), names)
    warning = [f"⚠️ {say('PTP 종목: 팔 때 판 금액의 10%를 원천징수해요')}"] if info.ptp and not info.ptp_exempt else []
    return [*(" · ".join(row) for row in rows if row), *warning]


def _listed(info: StockInfo) -> list[str]:
    day = info.kospi_listed or info.kosdaq_listed
    parts = [say("상장 {day}", day=f"{day:%Y-%m-%d}")] if day else []
    month = (info.settlement_month or "")[:2].lstrip("0")
    return [*parts, *([say("{month}월 결산", month=month)] if month.isdigit() else [])]


def _shares(info: StockInfo) -> list[str]:
    parts = [say("상장 {count}주", count=number(info.listed_shares))] if info.listed_shares else []
    parts += [say("액면가 {price}", price=won(info.par_value))] if info.par_value else []
    if info.listed_capital:
        parts.append(say("자본금 {amount}억원", amount=number(info.listed_capital // _EOK)))
    return parts


def _margin(info: StockInfo, state: PriceDetail) -> list[str]:
    parts = [] if state.margin_rate is None else [say("증거금 {rate}%", rate=figures(state.margin_rate))]
    if state.credit_allowed is not None:
        parts.append(say("신용 가능") if state.credit_allowed else say("신용 불가"))
    price = info.house_collateral_price or info.collateral_price
    return [*parts, *([say("대용가 {price}", price=won(price))] if price else [])]


def _nxt(info: StockInfo) -> str:
    if info.trades_at_nxt:
        return say("NXT에서도 거래돼요")
    return say("NXT에서는 거래정지예요") if info.nxt_listed else say("NXT에서는 거래하지 않아요")


def _warnings(state: PriceDetail) -> str:
    marks: Sequence[tuple[bool | None, str]] = (
        (state.halted, later("거래정지")),
        (state.liquidation, later("정리매매")),
        (state.administrative_issue, later("관리종목")),
        (state.overheated, later("단기과열")),
        (state.short_selling_overheated, later("공매도과열")),
        (state.unfaithful_disclosure, later("불성실공시")),
        (state.investment_caution, later("투자유의")),
        (state.unusual_rise, later("이상급등")),
        (state.illiquid, later("저유동성")),
    )
    names = [say(name) for flag, name in marks if flag]
    told = (state.market_warning_name or "").strip()
    names += [safe(told)] if told not in _NO_WARNING else []
    return f"⚠️ {' · '.join(names)}" if names else say("관리·경고·정지 지정이 없어요.")


def _abroad_shares(info: AbroadInfo) -> list[str]:
    parts = [say("상장 {day}", day=f"{info.listing_date:%Y-%m-%d}")] if info.listing_date else []
    parts += [say("상장 {count}주", count=number(info.listed_shares))] if info.listed_shares else []
    if info.buy_lot and info.sell_lot:
        parts.append(say("매수 {buy}주·매도 {sell}주 단위", buy=number(info.buy_lot), sell=number(info.sell_lot)))
    return parts


def _allowed(info: AbroadInfo) -> list[str]:
    parts = [say("주간거래 가능")] if info.daytime_tradable else []
    return [*parts, *([say("소수점 거래 가능")] if info.fractions_tradable else [])]
