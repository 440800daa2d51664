"""Orders as they are said: `카카오를 10주 사줘`, `내일 아침에 애플 3주 사고 싶어`, `주식 절반만 팔아`."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.sentences.said import AMOUNT, ASKED, Known, Said, name_of, without_fillers

_WISHES = rf"\s?{ASKED}|자|라|기|고\s?싶\S*|려고\S*"
_KEEPING = rf"\s?(?:두기|두자|둬|둘래요?|두고\s?싶\S*|놔|(?:둬|놔)\s?{ASKED})"
_DOING = rf"\s?(?:해(?:\s?{ASKED})?|해라|할래요?|할게요?|하자|하기|하고\s?싶\S*)"
BUYING = rf"(?:사(?:{_WISHES}|{_KEEPING})|살래요?|살게요?|(?:매수|구매|매입){_DOING}?)|(?<=\s)사"
SELLING = rf"(?:팔(?:아\s?{ASKED}|아\s?버려|아라|아|자|래요?|게요?|기|고\s?싶\S*|려고\S*)|(?:매도|처분){_DOING}?)"
_ORDER = re.compile(rf"(?P<body>.*?)(?P<buy>{BUYING})|(?P<rest>.*?)(?P<sell>{SELLING})")
_LONE = re.compile(r"\S(?:사자|사라|사기|팔자|팔기|매수|매도|구매|매입|처분)$")
"""Ends which are a verb only as words of their own: 회사, 감자."""
_DOUBT = re.compile(
    r"면(?:\s|$)|말고|(?<!\S)(?:안|못|왜|언제|누가|얼마|몇|어디|어떻게|또는|그리고|신용|공매도)(?!\S)|(?:이?랑|하고|지)\s"
)
"""What makes a sentence more, or less, than an order of one thing."""
_WHATEVER = frozenset({"주식", "종목", "거", "것"})
"""What names no stock: which one is chosen from what is held."""
_DAY = re.compile(r"(내일|모레)?(아침|오전|장|개장|장시작|장초반|시가|예약)?(?:에|으로|로|때)?")
_NUMERALS = {
    "한": 1, "하나": 1, "두": 2, "둘": 2, "세": 3, "셋": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8,
    "아홉": 9, "열": 10, "스무": 20, "쉰": 50, "백": 100, "천": 1000,
}  # fmt: skip
_PARTS = {"반": "절반", "절반": "절반"} | dict.fromkeys(("다", "모두", "전부", "전량", "몽땅", "싹"), "전량")
_BEHIND = r"(?:만|씩|정도|쯤|을|를|은|는)?(?!\S)"
_PRICE = re.compile(rf"(?<!\S)({AMOUNT}\s?(?:원|달러|불)?)에(?!\S)")
_AT_ONCE = re.compile(r"(?<!\S)시장가(?:로|에)?(?!\S)")
_COUNT = re.compile(rf"(?:(?<![\d.,A-Za-z])(\d[\d,]*)|(?<!\S)({'|'.join(_NUMERALS)}))\s?(주|계약|개|장){_BEHIND}")
_MONEY = re.compile(rf"(?<!\S)({AMOUNT}\s?(?:원|달러|불)|\$[\d,.]+)\s?(?:어치|치|만큼)?{_BEHIND}")
_SHARE = re.compile(rf"(?<!\S)(\d{{1,3}})\s?(?:%|퍼센트|프로){_BEHIND}")
_PART = re.compile(rf"(?<!\S)({'|'.join(sorted(_PARTS, key=len, reverse=True))}){_BEHIND}")


def read(line: str, known: Known) -> Said | None:
    """An order, with what is missing left to be asked; None where it is none, or not a plain one."""
    found = _ORDER.fullmatch(line)
    if found is None or _LONE.search(line):
        return None
    verb, body = ("매수", found["body"]) if found["buy"] else ("매도", found["rest"])
    body = without_fillers(body)
    if _DOUBT.search(f"{body} "):
        return None
    day, body = _day_of(body)
    price, body = _price_of(body)
    count, body = _count_of(body)
    if not (name := name_of(body, known)):
        return Said(verb)
    if name in _WHATEVER:
        return Said("잔고")
    opening = "시장가" if "시가" in day else price
    words = ("예약" if day else "", verb, name, count, opening if count else "", day[0] if day else "")
    return Said(" ".join(filter(None, words)))


def _day_of(body: str) -> tuple[tuple[str, ...], str]:
    """When it is to leave, as a day and 시가; () is now."""
    rest, day, opening, later = [], "", "", False
    for word in body.split():
        found = _DAY.fullmatch(word)
        if found is None or not (found[1] or found[2]):
            rest += [] if word == "오늘" else [word]
            continue
        later, day = True, found[1] or day
        opening = "시가" if found[2] == "시가" else opening
    return ((day, opening) if later else ()), " ".join(rest)


def _price_of(body: str) -> tuple[str, str]:
    if _AT_ONCE.search(body):
        return "시장가", " ".join(_AT_ONCE.sub(" ", body).split())
    return _taken(_PRICE, body, lambda found: _joined(found[1]))


def _count_of(body: str) -> tuple[str, str]:
    """How many: 주, money, percents, or 절반 and 전량; blank where nothing tells."""
    ways = (
        (_COUNT, _counted),
        (_MONEY, lambda found: _joined(found[1])),
        (_SHARE, lambda found: f"{found[1]}%"),
        (_PART, lambda found: _PARTS[found[1]]),
    )
    for pattern, written in ways:
        count, rest = _taken(pattern, body, written)
        if count:
            return count, rest
    return "", body


def _taken(pattern: re.Pattern[str], body: str, written: Callable[[re.Match[str]], str]) -> tuple[str, str]:
    """The one place where it stands, and the rest; where there are two, neither is taken."""
    found = list(pattern.finditer(body))
    if len(found) != 1:
        return "", body
    return written(found[0]), " ".join((body[: found[0].start()] + " " + body[found[0].end() :]).split())


def _counted(found: re.Match[str]) -> str:
    number = found[1] or str(_NUMERALS[found[2]])
    return number + (found[3] if found[3] in ("주", "계약") else "")


def _joined(amount: str) -> str:
    return "".join(amount.split()).replace("불", "달러")
