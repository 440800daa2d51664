"""Searching 30,000 names while a user waits."""

from __future__ import annotations

import random
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from itertools import islice, product
from timeit import repeat

from kis.market.fees import Market
from kis.symbols import Instrument, SymbolIndex, well_known
from kis.symbols.hangul import fold, initials
from kis.symbols.strokes import strokes
from tests.benchmarks.table import Row

_NAMES = 30_000
_QUERIES = 1_500


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_GROUPS = _words(
    "삼성 현대 한국 대한 SK LG 롯데 한화 두산 포스코 신한 미래 동양 금호 코리아 KODEX TIGER 에이치 제일 우리"
)
_TRADES = _words(
    "전자 화학 바이오 건설 금융 산업 에너지 제약 물산 테크 시스템 반도체 식품 통상 해운 중공업 소재 미디어"
)
_ENDS = ("", "", "", *_words("우 홀딩스 2우B 스팩 레버리지 인버스 200 액티브 (합성) 머티리얼즈 솔루션 로직스"))
_STARTS = _words("Apple Global First Pacific Energy Micro Bank Health American United Star Nova Delta Quantum Gold")
_KINDS = _words("Technologies Holdings Resources Therapeutics Financial Systems Capital Partners Motors Networks")
_FORMS = ("Inc", "Corp", "Ltd", "Group Inc", "ETF Trust", "Holdings Ltd", "Co")
_SYLLABLES = "가나다라마바사아자카타파하기니디리미비시이지치티피히고노도로모보소오조코토포호건선전정신성원안인은"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def listed(count: int = _NAMES) -> list[Instrument]:
    """Return the shipped list and invented names of its kind: a third Korean, the rest overseas in both languages."""
    dice = random.Random(1)  # noqa: S311 - names, not secrets
    korean = [Instrument(f"{n:06}", _korean(dice), Market.KOSPI) for n in range(count // 3)]
    tickers = ("".join(letters) for letters in product(_LETTERS, repeat=4))
    abroad = [
        Instrument(ticker, _korean(dice), Market.NASDAQ, english=_english(dice), currency="USD")
        for ticker in islice(tickers, 0, (count - count // 3) * 20, 20)
    ]
    return [*well_known(), *korean, *abroad][:count]


def rows() -> list[Row]:
    """p50 and p99 of each kind of query, of all together, and what the index costs."""
    known = listed()
    tracemalloc.start()
    index = SymbolIndex(known)
    index.warm()
    memory = tracemalloc.get_traced_memory()[0] / 1_000_000
    tracemalloc.stop()
    built = min(repeat(lambda: SymbolIndex(known).warm(), timer=time.process_time, number=1, repeat=2))
    dice = random.Random(2)  # noqa: S311
    asked = {
        kind: _timed(index, [make(dice, known) for _ in range(_QUERIES // len(_MIX))]) for kind, make in _MIX.items()
    }
    every = sorted(took for each in asked.values() for took in each)
    kinds = [Row.at_most(f"search, p99: {kind}", _p99(each), 5, "ms") for kind, each in asked.items()]
    return [
        Row.at_most(f"search over {len(index):,} names, p99", _p99(every), 5, "ms"),
        Row("search over all, median", f"{every[len(every) // 2]:.2f} ms"),
        *kinds,
        Row.at_most("search index, built in", built, 1, "s"),
        Row("search index, memory beside the names", f"{memory:.0f} MB"),
    ]


def _timed(index: SymbolIndex, queries: list[str]) -> list[float]:
    """Milliseconds of each query, the best of three and of this process alone: the machine may have others."""
    timed = (repeat(partial(index.search, query), timer=time.process_time, number=1, repeat=3) for query in queries)
    return sorted(min(took) * 1_000 for took in timed)


def _p99(took: list[float]) -> float:
    return sorted(took)[int(len(took) * 0.99)]


def _korean(dice: random.Random) -> str:
    """Half of the names begin with a well-known word, the others are all their own."""
    middle = "".join(dice.choice(_SYLLABLES) for _ in range(dice.randint(1, 4)))
    return f"{dice.choice(_GROUPS) if dice.random() < 0.5 else ''}{middle}{dice.choice(_TRADES)}{dice.choice(_ENDS)}"


def _english(dice: random.Random) -> str:
    made = "".join(dice.choice("bcdfgklmnprstv") + dice.choice("aeiou") for _ in range(dice.randint(1, 4)))
    return f"{dice.choice(_STARTS)} {made.title()} {dice.choice(_KINDS)} {dice.choice(_FORMS)}"


def _name(dice: random.Random, known: list[Instrument]) -> str:
    return fold(dice.choice(known).name)


def _slipped(dice: random.Random, known: list[Instrument]) -> str:
    """A name, Korean or English, with one or two letters wrong, missing or too many."""
    instrument = dice.choice(known)
    letters = list(fold(dice.choice((instrument.name, instrument.english or instrument.name))))
    for _ in range(dice.choice((1, 2))):
        at = dice.randrange(len(letters))
        letters[at : at + dice.choice((0, 1))] = dice.choice(("", "정", "s", "이"))
    return "".join(letters)


def _cut(dice: random.Random, name: str) -> str:
    start = dice.randrange(max(1, len(name) - 2))
    return name[start : start + dice.randint(1, 4)]


_MIX: dict[str, Callable[[random.Random, list[Instrument]], str]] = {
    "code": lambda dice, known: dice.choice(known).code,
    "name": _name,
    "beginning": lambda dice, known: _name(dice, known)[: dice.randint(1, 5)],
    "part": lambda dice, known: _cut(dice, _name(dice, known)),
    "English part": lambda dice, known: _cut(dice, fold(dice.choice(known).english) or "inc"),
    "초성": lambda dice, known: initials(_name(dice, known))[: dice.randint(1, 8)],
    "초성 with syllables": lambda dice, known: "".join(
        dice.choice((letter, initials(letter))) for letter in _name(dice, known)[:6]
    ),
    "slips": _slipped,
    "wrong keyboard": lambda dice, known: strokes(_name(dice, known)),
    "nonsense": lambda dice, known: "".join(dice.choice("가나ㅅab없zq") for _ in range(dice.randint(2, 12))),
}
