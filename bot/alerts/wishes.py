"""What somebody wants to be told of, read from the words behind 알림."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from bot.alerts.rules import Condition
from bot.errors import UserError
from bot.i18n import later, say
from bot.money import POINTS, WON, Figure
from bot.storage.states import AlertRepeat, AlertRule
from bot.trading.figures import figure, price_figure
from bot.typed import typed_line

EXAMPLE = "알림 삼성전자 71000 이상"
LIFE = timedelta(days=90)
"""How long an alert waits unless its owner says otherwise."""
LONGEST = 365
LARGEST_RATE = Decimal(1000)

_PRICES = {
    "이상": AlertRule.ABOVE, "이하": AlertRule.BELOW, "↑": AlertRule.ABOVE, "↓": AlertRule.BELOW,
    "교차": AlertRule.CROSS_UP, "돌파": AlertRule.CROSS_UP,
}  # fmt: skip
_PLAIN = {"신고가": AlertRule.HIGH, "신저가": AlertRule.LOW, "VI": AlertRule.VI}
_VOLUME = "거래량"
_REPEATS = {
    "한번": AlertRepeat.ONCE, "매일": AlertRepeat.DAILY,
    "계속": AlertRepeat.ALWAYS, "항상": AlertRepeat.ALWAYS, "매번": AlertRepeat.ALWAYS,
}  # fmt: skip
_SIGNS = {"+": AlertRule.RISE, "-": AlertRule.FALL, "±": AlertRule.SWING, "": AlertRule.SWING}
_TURNS = {"상승": AlertRule.RISE, "하락": AlertRule.FALL}
_UNITS = {
    "원": {WON}, "달러": {"USD"}, "불": {"USD"}, "USD": {"USD"}, "홍콩달러": {"HKD"}, "위안": {"CNY"}, "엔": {"JPY"},
    "동": {"VND"}, "포인트": {POINTS}, "P": {POINTS}, "PT": {POINTS},
}  # fmt: skip
_SIGNED = {"HK$": {"HKD"}, "CN¥": {"CNY"}, "$": {"USD"}, "¥": {"JPY", "CNY"}, "₫": {"VND"}, "₩": {WON}}
_RATE = re.compile(r"([+±-]?)(\d{1,4}(?:\.\d{1,2})?)%")
_DAYS = re.compile(r"(\d{1,3})(일|주|달|개월)")
_UNTIL = re.compile(r"(?:(\d{4})-)?(\d{1,2})-(\d{1,2})까지")
_SPANS = {"일": 1, "주": 7, "달": 30, "개월": 30}
_ASK_PRICE = later("종목, 가격, 이상 또는 이하를 적어 주세요. 예: {example}")
_ASK_RULE = later("끝에 「이상」이나 「이하」를 붙여 주세요. 예: {example}")
_NO_PRICE = later("가격을 읽지 못했어요: 「{word}」. 예: {example}")
_NO_VOLUME = later("거래량을 주로 적어 주세요. 예: 알림 삼성전자 거래량 1000만")
_NO_RATE = later("등락률은 0.01%부터 1000%까지 적을 수 있어요. 예: 알림 카카오 ±5% 매일")
_NO_END = later("기한은 오늘부터 365일 안으로 적어 주세요. 예: 알림 삼성전자 71000 이상 30일")


@dataclass(frozen=True, slots=True)
class Wish:
    """What to wait for, how often, and for how long; `name` is the instrument as it was written.

    `units` is what the price may be counted in by the sign beside it; none where it was written bare.
    """

    name: str
    condition: Condition
    repeat: AlertRepeat = AlertRepeat.ONCE
    life: timedelta = LIFE
    units: frozenset[str] = frozenset()


def read(words: list[str], today: date) -> Wish:
    """Read `이름 조건 [매일|계속] [30일|12-31까지]`. Raises `UserError` with what to type."""
    rest, repeat, life = _apart(words), AlertRepeat.ONCE, LIFE
    while rest:
        if rest[-1] in _REPEATS:
            repeat = _REPEATS[rest.pop()]
        elif rest[-1] == "만료":
            rest.pop()
        elif len(rest) > 2 and (end := _end(rest[-1], today)) is not None:
            rest.pop()
            life = end
            if rest[-1] == "만료":
                rest.pop()
        else:
            break
    units: frozenset[str] = frozenset()
    condition = _plain(rest) or _volume(rest) or _rate(rest)
    if condition is None:
        condition, units = _price(rest)
    if not rest:
        raise UserError(say(_ASK_PRICE, example=typed_line(EXAMPLE)))
    return Wish(" ".join(rest), condition, repeat, life, units)


def _apart(words: list[str]) -> list[str]:
    """`71000이상` is two words, `한 번` is one."""
    text = " ".join(words).replace("한 번", "한번").replace("당일 신", "신").replace("상향 돌파", "돌파")
    found: list[str] = []
    for word in text.split():
        begins = word[0].isdigit() or word.startswith(tuple(_SIGNED))
        end = next((rule for rule in _PRICES if begins and word.endswith(rule)), None)
        found += [word] if end is None else [word.removesuffix(end), end]
    return found


def _plain(rest: list[str]) -> Condition | None:
    if not rest or (rule := _PLAIN.get(rest[-1].upper())) is None:
        return None
    rest.pop()
    return Condition(rule)


def _volume(rest: list[str]) -> Condition | None:
    if _VOLUME not in rest[1:]:
        return None
    at = rest.index(_VOLUME, 1)
    said = [word for word in rest[at + 1 :] if word != "이상"]
    shares = figure(said[0].removesuffix("주").removesuffix("계약")) if len(said) == 1 else None
    if not shares:
        raise UserError(say(_NO_VOLUME))
    del rest[at:]
    return Condition(AlertRule.VOLUME, shares)


def _rate(rest: list[str]) -> Condition | None:
    """`±5%`, `+5%`, `5% 상승`, `등락률 -3% 이하`."""
    found = ((at, _RATE.fullmatch(word)) for at, word in enumerate(rest) if at)
    at, match = next(((at, match) for at, match in found if match is not None), (0, None))
    if match is None:
        return None
    sign, digits = match.groups()
    turn = next((_TURNS[word] for word in rest[at + 1 :] if word in _TURNS), None)
    rate = Decimal(digits)
    if not 0 < rate <= LARGEST_RATE:
        raise UserError(say(_NO_RATE))
    del rest[at - (rest[at - 1] == "등락률") :]
    return Condition(turn or _SIGNS[sign], int(rate * 100))


def _price(rest: list[str]) -> tuple[Condition, frozenset[str]]:
    if len(rest) < 3:
        raise UserError(say(_ASK_PRICE, example=typed_line(EXAMPLE)))
    second, first = rest.pop(), rest.pop()
    rule, amount = (_PRICES.get(first), second) if first in _PRICES else (_PRICES.get(second), first)
    if rule is None:
        raise UserError(say(_ASK_RULE, example=typed_line(EXAMPLE)))
    target, units = _amount(amount)
    if not target:
        word = amount[:20]
        raise UserError(say(_NO_PRICE, word=word, example=typed_line(EXAMPLE)))
    return Condition(rule, target), frozenset(units)


def _amount(text: str) -> tuple[Figure | None, set[str]]:
    """`71000`, `$200.5`, `2700포인트`: a figure and what it may be counted in."""
    sign = next((sign for sign in _SIGNED if text.upper().startswith(sign)), "")
    bare = text[len(sign) :]
    unit = max((unit for unit in _UNITS if bare.upper().endswith(unit)), key=len, default="")
    return price_figure(bare[: len(bare) - len(unit)]), _UNITS.get(unit, set()) | _SIGNED.get(sign, set())


def _end(word: str, today: date) -> timedelta | None:
    """How long `30일`, `2주`, `3달`, `오늘까지`, `12-31까지` or `2026-12-31까지` is; None for other words."""
    if (span := _DAYS.fullmatch(word.removesuffix("까지"))) is not None:
        days = int(span[1]) * _SPANS[span[2]]
    elif word == "오늘까지":
        days = 1
    elif (until := _UNTIL.fullmatch(word)) is not None:
        days = _days_to(until, today)
    else:
        return None
    if not 0 < days <= LONGEST:
        raise UserError(say(_NO_END))
    return timedelta(days=days)


def _days_to(until: re.Match[str], today: date) -> int:
    year, month, day = (int(part) if part else 0 for part in until.groups())
    try:
        end = date(year or today.year, month, day)
        if not year and end < today:
            end = end.replace(year=today.year + 1)
    except ValueError:
        return 0
    return (end - today).days + 1
