"""현재가: the quote card of every kind of instrument."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from bot.i18n import later, say
from bot.money import figures, money
from bot.quotes import Quote
from bot.quoting.assets import Asset, places_of, unit_of
from bot.quoting.sights import AbroadFacts, FundFacts, Sight
from bot.views.quote import STATUSES, freshness, moved, title
from bot.views.sight_buttons import buttons
from bot.views.text import BADGES, Card, bold, number, safe
from kis.credentials import Environment
from kis.derivatives.contracts import Kind
from kis.derivatives.price import Price as ContractPrice
from kis.domestic.elw_price import ElwPrice
from kis.domestic.index_rows import IndexPrice
from kis.symbols import Instrument

RIGHTS = {Kind.CALL: later("콜"), Kind.PUT: later("풋")}


def card(sight: Sight, environment: Environment, now: datetime, remembered: str = "", *, wide: bool = False) -> Card:
    """The quote card. `remembered` is what the user had typed where an earlier choice was taken for it.

    `wide` has a button for everything else that is told of the instrument.
    """
    head, age = title(sight.instrument, BADGES[environment]), _age(sight, now)
    lines = [head, *market_lines(sight), f"{age} · {sight.at:%H:%M:%S}{_warning(sight.facts)}"]
    return "\n".join(lines), buttons(sight.instrument, environment, now, remembered, wide=wide)


def market_lines(sight: Sight) -> list[str]:
    """All of the card that is the market's and nobody's own, but for how fresh it is."""
    return [
        f"{bold(money(sight.price, unit_of(sight.instrument)))}  {moved(sight.instrument, sight.change, sight.rate)}",
        *_day(sight),
        *_facts(sight),
    ]


def _day(sight: Sight) -> list[str]:
    lines = []
    places = places_of(sight.instrument)
    if sight.open and sight.high and sight.low:
        shown = [figures(each, places) for each in (sight.open, sight.high, sight.low)]
        lines.append(say("시 {open} · 고 {high} · 저 {low}", open=shown[0], high=shown[1], low=shown[2]))
    if sight.volume is not None:
        lines.append(_volume(Asset.of(sight.instrument), number(sight.volume)))
    return lines


def _volume(asset: Asset, volume: str) -> str:
    if asset is Asset.CONTRACT:
        return say("거래량 {volume}계약", volume=volume)
    if asset is Asset.INDEX:
        return say("거래량 {volume}천주", volume=volume)
    return say("거래량 {volume}주", volume=volume)


def _facts(sight: Sight) -> list[str]:
    match sight.facts:
        case Quote() as quote:
            return _limits(quote)
        case FundFacts() as fund:
            return [*_limits(fund.quote), *_fund(fund)]
        case ElwPrice() as warrant:
            return _warrant(sight.instrument, warrant)
        case IndexPrice() as index:
            return _breadth(index)
        case ContractPrice() as contract:
            return _contract(sight.instrument, contract)
        case AbroadFacts() as abroad:
            return _abroad(sight.instrument, abroad)
        case _:
            return []


def _limits(quote: Quote) -> list[str]:
    if not (quote.upper_limit and quote.lower_limit):
        return []
    return [say("상한 {upper} · 하한 {lower}", upper=number(quote.upper_limit), lower=number(quote.lower_limit))]


def _fund(fund: FundFacts) -> list[str]:
    if (etf := fund.etf) is None or etf.nav is None:
        return [say("NAV와 괴리율은 실전 계좌에서 볼 수 있어요.")]
    parts = [f"NAV {figures(etf.nav, 2)}{_percent(etf.nav_change_rate)}"]
    if etf.disparity_rate is not None:
        parts.append(say("괴리율 {rate}%", rate=f"{etf.disparity_rate:+.2f}"))
    return [" · ".join(parts), *([safe(etf.index_name)] if etf.index_name else [])]


def _warrant(instrument: Instrument, told: ElwPrice) -> list[str]:
    lines, contract = [], instrument.contract
    if told.underlying_price:
        name, price = safe(told.underlying_name or told.underlying or ""), figures(told.underlying_price)
        lines.append(say("기초자산 {name} {price}", name=name, price=price) + _percent(told.underlying_change_rate))
    strike = told.strike or (contract.strike if contract else None)
    terms = [say(RIGHTS[contract.kind])] if contract and contract.kind in RIGHTS else []
    terms += [say("행사가 {strike}", strike=figures(strike))] if strike else []
    terms += [say("만기 {day}", day=f"{contract.expires:%Y-%m-%d}")] if contract and contract.expires else []
    parity = _parity(contract.kind if contract else None, told.underlying_price, strike)
    value = [say("패리티 {parity}", parity=parity)] if parity else []
    value += [say("이론가 {price}", price=figures(told.theoretical_price))] if told.theoretical_price else []
    value += [say("괴리율 {rate}%", rate=f"{told.disparity_rate:+.2f}")] if told.disparity_rate is not None else []
    value += [say("내재변동성 {rate}%", rate=f"{told.implied_volatility:.2f}")] if told.implied_volatility else []
    return [*lines, *(" · ".join(parts) for parts in (terms, value) if parts)]


def _parity(kind: Kind | None, underlying: Decimal | None, strike: Decimal | None) -> str:
    """패리티: over 100 the warrant is in the money."""
    if kind not in RIGHTS or not underlying or not strike:
        return ""
    return f"{100 * (underlying / strike if kind is Kind.CALL else strike / underlying):.2f}"


def _breadth(index: IndexPrice) -> list[str]:
    if index.rising is None or index.falling is None:
        return []
    shown = number(index.rising), number(index.unchanged or 0), number(index.falling)
    return [say("상승 {up} · 보합 {same} · 하락 {down}", up=shown[0], same=shown[1], down=shown[2])]


def _contract(instrument: Instrument, told: ContractPrice) -> list[str]:
    contract = instrument.contract
    option = contract is not None and contract.kind.is_option
    places = places_of(instrument)
    terms = [say("행사가 {strike}", strike=figures(told.strike, places))] if option and told.strike else []
    expires = told.last_trading_day or (contract.expires if contract else None)
    terms += [say("만기 {day}", day=f"{expires:%Y-%m-%d}")] if expires else []
    terms += [say("{days}일 남음", days=told.days_left)] if told.days_left is not None else []
    value = [say("이론가 {price}", price=figures(told.theoretical_price, places))] if told.theoretical_price else []
    value += [say("괴리율 {rate}%", rate=f"{told.disparity_rate:+.2f}")] if told.disparity_rate is not None else []
    value += [say("베이시스 {basis}", basis=f"{told.basis:+.2f}")] if told.basis is not None and not option else []
    held = [] if told.open_interest is None else [_open_interest(told.open_interest, told.open_interest_change)]
    return [" · ".join(parts) for parts in (terms, value, held, _greeks(told) if option else []) if parts]


def _open_interest(contracts: int, moved: int | None) -> str:
    shown = say("미결제 {contracts}계약", contracts=number(contracts))
    return f"{shown} ({moved:+,})" if moved else shown


def _greeks(told: ContractPrice) -> list[str]:
    greeks = (
        (say("델타"), told.delta),
        (say("감마"), told.gamma),
        (say("세타"), told.theta),
        (say("베가"), told.vega),
        (say("로"), told.rho),
    )
    shown = [f"{name} {value:.4f}" for name, value in greeks if value is not None]
    return shown + ([f"IV {told.implied_volatility:.2f}%"] if told.implied_volatility else [])


def _abroad(instrument: Instrument, told: AbroadFacts) -> list[str]:
    lines = []
    if told.in_won and told.rate:
        shown = number(int(told.in_won)), figures(told.rate, 2)
        lines.append(say("약 {won}원 (환율 {rate})", won=shown[0], rate=shown[1]))
    if told.high_52w and told.low_52w:
        shown = money(told.high_52w, instrument.currency), money(told.low_52w, instrument.currency)
        lines.append(say("52주 최고 {high} · 최저 {low}", high=shown[0], low=shown[1]))
    return lines


def _age(sight: Sight, now: datetime) -> str:
    age = freshness(sight.at, now, live=sight.live)
    late = isinstance(sight.facts, AbroadFacts) and sight.facts.late
    return f"{age} · {say('15분 지연 시세')}" if late else age


def _warning(facts: object) -> str:
    quote = facts.quote if isinstance(facts, FundFacts) else facts
    if not isinstance(quote, Quote):
        return ""
    marks = [later("거래정지")] if quote.halted else []
    if quote.in_vi:
        marks.append(later("VI 발동"))
    if (status := STATUSES.get(quote.status or "")) and status not in marks:
        marks.append(status)
    return "".join(f" · ⚠️ {say(mark)}" for mark in marks)


def _percent(rate: Decimal | None) -> str:
    return "" if rate is None else f" ({rate:+.2f}%)"
