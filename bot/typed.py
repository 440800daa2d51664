"""What people type, in both languages.

A command's `words` say what its arguments in English stand for (`above`: `이상`); `#` in them is a figure (`#d`:
`#일`). The same table reads a line and writes examples.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.i18n import say, spoken
from bot.storage.states import Language
from kis.symbols import Instrument

Words = tuple[tuple[str, str], ...]
"""English words, each with the Korean one."""
ORDER_WORDS: Words = (
    ("market", "시장가"),
    ("limit", "지정가"),
    ("best", "최유리"),
    ("ownbest", "최우선"),
    ("mid", "중간가"),
    ("conditional", "조건부"),
    ("close", "시간외종가"),
    ("odd", "단주"),
    ("all", "전량"),
    ("half", "절반"),
    ("₩#", "#원"),
    ("buy", "매수"),
    ("sell", "매도"),
)
CONTRACT_WORDS: Words = (*ORDER_WORDS, ("C", "콜"), ("P", "풋"))
SPAN_WORDS: Words = (
    ("today", "오늘"),
    ("yesterday", "어제"),
    ("week", "이번주"),
    ("month", "이번달"),
    ("year", "올해"),
)
PLACE_WORDS: Words = (("korea", "국내"), ("overseas", "해외"), ("futures", "선물"), ("night", "야간"))
_NAMES: Words = (
    ("005930", "삼성전자"),
    ("035720", "카카오"),
    ("035420", "네이버"),
    ("000660", "하이닉스"),
    ("NVDA", "엔비디아"),
    ("AAPL", "애플"),
    ("KOSPI", "코스피"),
    ("KOSPI200", "코스피200"),
    ("chips", "반도체"),
    ("second", "둘째"),
)
"""Names in the examples: stocks, watchlists."""
_COMMANDS: dict[str, tuple[str, Words]] = {}
_HANGUL = re.compile("[가-힣]")
_BIG = re.compile(r"(\d+)만(원?)")


def in_korean(text: str, words: Words) -> str:
    """Read the arguments of a command; capitals throughout are names, and stay."""
    return re.sub(r"\S+", lambda found: _korean(found[0], words), text) if words else text


def typed(word: str, words: Words = ORDER_WORDS) -> str:
    """Return a Korean word as the reader types it."""
    return word if spoken() is Language.KOREAN else _english(word, words)


def typed_name(instrument: Instrument) -> str:
    """Return an instrument's name in a line that is typed; there is none in English, so its code."""
    return instrument.name if spoken() is Language.KOREAN else instrument.ticker


def typed_line(line: str) -> str:
    """Return a line that begins with a command as the reader types it: `호가 삼성전자`, `/book 005930`.

    One that is made of other words is marked with `later`, and stands in the catalogue.
    """
    if spoken() is Language.KOREAN:
        return line
    command, *rest = line.split(" ")
    slash, words = _COMMANDS.get(command, (_english(command, ()), ()))
    translated = " ".join((slash, *(_english(word, words) for word in rest)))
    whole = say(line)
    return whole if whole != line and _HANGUL.search(translated) else translated


def learn(names: tuple[str, ...], slash: str, words: Words) -> None:
    """A command goes by these names in Korean, and by `/slash` in English."""
    _COMMANDS.update(dict.fromkeys(names, (f"/{slash}", words)))


def _korean(word: str, words: Words) -> str:
    return word if word.isupper() else _swapped(word.lower(), words) or word


def _english(word: str, words: Words) -> str:
    if word.endswith(","):
        return f"{_english(word[:-1], words)},"
    back = [(korean, english) for english, korean in (*words, *_NAMES)]
    return _swapped(_BIG.sub(r"\g<1>0000\2", word), back) or _BIG.sub(r"\g<1>0000", word)


def _swapped(word: str, pairs: Iterable[tuple[str, str]]) -> str | None:
    for one, other in pairs:
        if one == word:
            return other
        found = re.fullmatch(re.escape(one).replace(r"\#", r"([\d.,]+)"), word) if "#" in one else None
        if found is not None:
            return other.replace("#", found[1])
    return None
