"""The same in English: `sell half of my samsung`, `tell me when nvidia goes above 200 dollars`."""

from __future__ import annotations

import re

from bot.sentences.said import Known, Said

_WANT = r"(?:please\s|can you\s|i(?:'d| would)? (?:want|like) to\s|i wanna\s|let'?s\s)*"
_UNIT = r"(?:shares?|stocks?|contracts?|units?)"
_MONEY = r"(?:\$[\d,.]+|[\d,.]+ ?(?:dollars?|usd|won|krw))"
_COUNT = rf"(?P<count>half|all|everything|an?|one|\d{{1,3}}%|{_MONEY}(?: worth)?|\d[\d,]*)"
_ORDER = re.compile(
    rf"{_WANT}(?P<verb>buy|sell|get)(?: me)? (?:{_COUNT}(?: {_UNIT})? )?(?:of )?(?:my |the )?(?P<name>.+?)"
    rf"(?: {_UNIT})?(?: at (?:the )?(?P<price>market|[$₩]?[\d,.]+))?(?: price)?(?P<day> tomorrow.*)?(?: please)?"
)
_ALERT = re.compile(
    r"(?:please )?(?:tell|alert|notify|let|ping|remind) me (?:know )?(?:when|if|once) (?P<name>.+?) "
    r"(?P<turn>(?:goes?|is|gets|rises?|climbs?|falls?|drops?|dips?|hits?|reaches|crosses|moves)"
    r"(?: (?:above|over|past|below|under|up|down|to|by)){0,2}) "
    r"(?P<target>\$?[\d,.]+)(?P<unit>%| ?(?:dollars?|usd|won|krw|points?|percent))?"
)
_SPANS = {"today": "오늘", "yesterday": "어제", "this week": "이번주", "this month": "이번달", "this year": "올해"}
_EARNED = re.compile(
    rf"how much (?:did|have|do) i (?:make|made|earn|earned|lose|lost|gain|gained)(?: (?P<span>{'|'.join(_SPANS)}))?"
)
_ABOUT = re.compile(
    r"(?:show (?:me )?)?(?:the |a )?(?P<topic>chart|order book|book|news|price)(?: of| for) (?P<name>.+)"
    r"|(?:show (?:me )?)?(?P<first>.+?)(?:'s)? (?P<last>chart|order book|news|price)|how much is (?P<asked>.+)"
)
_TOPICS = {"chart": "차트", "order book": "호가", "book": "호가", "news": "뉴스", "price": "현재가", "": "현재가"}
_WATCH = re.compile(r"(?:add|put) (?P<names>.+?) (?:to|on|in) (?:my |the )?watch ?list")
_AND = re.compile(r"\s*,\s*|\s+and\s+|\s*&\s*")
_LINES = tuple((re.compile(pattern), line) for pattern, line in (
    (r"(?:show (?:me )?)?(?:my |the )?(?:stocks|portfolio|holdings|positions|balance|account|cash)", "잔고"),
    (r"what do i (?:own|have|hold)|what(?:'s| is) my balance", "잔고"),
    (r"(?:switch|change) to (?:the |my )?(?:real|live)(?: account| trading)?", "실전"),
    (r"(?:switch|change) to (?:the |my )?(?:paper|demo)(?: account| trading)?", "모의"),
    (r"how (?:do|can) i (?:buy|sell|order)\b.*|how to (?:buy|sell|order)\b.*", "도움 주문"),
    (r"cancel (?:my |the )?(?:last )?order", "미체결"),
    (r"(?:please )?cancel (?:all|everything)(?: (?:of )?(?:my )?orders)?(?: please)?|cancel my orders", "취소 전부"),
    (r"(?:show (?:me )?)?(?:my |the )?(?:open |pending )?orders", "미체결"),
    (r"(?:show (?:me )?)?(?:my |the )?watch ?list", "관심"),
    (r"(?:be )?quiet at night|(?:no|mute) (?:alerts|messages|notifications) at night", "조용히 22:00-07:00"),
    (r"(?:please )?(?:speak|change to|switch to|in|use) english(?: please)?", "언어 English"),
    (r"(?:please )?(?:speak|change to|switch to|in|use) korean(?: please)?", "언어 한국어"),
    (r"(?:set|change|make)(?: up)? (?:a |my )?(?:pin|password)", "핀"),
    (r"(?:show (?:me )?)?(?:my )?dividends?|when (?:do|will) i get (?:my )?dividends?", "권리"),
    (r"what can (?:you|i) do(?: here)?|how (?:does this work|do i use this)|commands?|help(?: me)?", "도움"),
))  # fmt: skip
_UP = re.compile(r"above|over|past|up|ris|climb")
_DOWN = re.compile(r"below|under|down|fall|drop|dip")
_COUNTS = {"half": "절반", "all": "전량", "everything": "전량", "a": "1", "an": "1", "one": "1"}


def read(line: str, known: Known) -> Said | None:
    """What an English sentence stands for; None where it is none."""
    said = line.lower().replace("’", "'")
    for pattern, typed in _LINES:
        if pattern.fullmatch(said):
            return Said(typed)
    if (earned := _EARNED.fullmatch(said)) is not None:
        return Said(f"손익 {_SPANS[earned['span']]}" if earned["span"] else "손익")
    if (watched := _WATCH.fullmatch(said)) is not None:
        return Said(f"관심 추가 {', '.join(_AND.split(watched['names']))}")
    if (alert := _ALERT.fullmatch(said)) is not None:
        return Said(f"알림 {alert['name']} {_condition(alert)}")
    return _about(said, known) or _order(said, known)


def _about(said: str, known: Known) -> Said | None:
    found = _ABOUT.fullmatch(said)
    name = found and (found["name"] or found["first"] or found["asked"])
    if not found or not name or not known(name):
        return None
    return Said(f"{_TOPICS[found['topic'] or found['last'] or '']} {name}")


def _order(said: str, known: Known) -> Said | None:
    found = _ORDER.fullmatch(said)
    if found is None or not known(found["name"]):
        return None
    verb, count = "매도" if found["verb"] == "sell" else "매수", _count(found["count"])
    price = "시장가" if found["price"] == "market" else found["price"] or ""
    words = (
        "예약" if found["day"] else "",
        verb,
        found["name"],
        count,
        price if count else "",
        "내일" if found["day"] else "",
    )
    return Said(" ".join(filter(None, words)))


def _count(said: str | None) -> str:
    if not said:
        return ""
    bare = said.removesuffix(" worth")
    return _COUNTS.get(bare) or _amount(bare)


def _amount(said: str) -> str:
    figure, _, unit = said.partition(" ")
    return figure + _unit(unit)


def _condition(found: re.Match[str]) -> str:
    turn, unit = found["turn"], _unit((found["unit"] or "").strip())
    rises, falls = _UP.search(turn), _DOWN.search(turn)
    if unit == "%":
        return f"{'+' if rises else '-' if falls else '±'}{found['target']}%"
    return f"{found['target']}{unit} {'이상' if rises else '이하' if falls else '교차'}"


def _unit(said: str) -> str:
    """`dollars` as it is typed: 달러."""
    words = {"d": "달러", "u": "달러", "w": "원", "k": "원", "%": "%"}
    return "%" if said == "percent" else words.get(said[:1], "포인트" if said.startswith("point") else "")
