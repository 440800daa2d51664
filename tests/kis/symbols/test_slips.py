"""Finding what was mistyped."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kis.market.fees import Market
from kis.symbols import Instrument, SymbolIndex, well_known
from kis.symbols.hangul import fold
from kis.symbols.slips import Slips, distance
from kis.symbols.strokes import strokes

STROKES = st.text(alphabet="abc", min_size=4, max_size=10)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        pytest.param("삼선전자", "삼성전자", id="wrong tail"),
        pytest.param("샴성전자", "삼성전자", id="wrong vowel"),
        pytest.param("삼성전저", "삼성전자", id="wrong last letter"),
        pytest.param("삼서전자", "삼성전자", id="missing tail"),
        pytest.param("삼성전자ㅏ", "삼성전자", id="a key held too long"),
        pytest.param("애코프로비앰", "에코프로비엠", id="two letters wrong"),
        pytest.param("현데차", "현대차", id="short name"),
        pytest.param("카캬오", "카카오", id="shorter name"),
        pytest.param("NAVR", "NAVER", id="Latin"),
        pytest.param("tkatjdwjswk", "삼성전자", id="keyboard at English"),
        pytest.param("TKATJDWJSWK", "삼성전자", id="keyboard at English with capitals"),
        pytest.param("zkzkdh", "카카오", id="full name before longer ones"),
        pytest.param("dpsjqlf", "두산에너빌리티", id="part with the keyboard at English"),
        pytest.param("tkatjswjswk", "삼성전자", id="a slip with the keyboard at English"),
        pytest.param("ㅜㅁㅍㄷㄱ", "NAVER", id="keyboard at Korean"),
    ],
)
def test_slip_leads_to_what_was_meant(text: str, first: str) -> None:
    """One or two keys wrong, or all of them in the other language, still find the name."""
    assert well_known().search(text)[0].name == first


@pytest.mark.parametrize("text", ["삼선전자", "tkatjdwjswk", "현데차"])
def test_slip_is_never_taken_for_the_word(text: str) -> None:
    """An order by a mistyped name names nothing: it may be searched for, but is not guessed."""
    assert well_known().resolve(text) is None


def test_what_fits_leaves_no_room_for_slips() -> None:
    """Names a slip away are offered only where no name fits."""
    index = SymbolIndex(
        [Instrument("000001", "가나다라마", Market.KOSPI), Instrument("000002", "가나다라바", Market.KOSPI)]
    )

    assert [found.name for found in index.search("가나다라바")] == ["가나다라바"]
    assert [found.name for found in index.search("가나다라사")] == ["가나다라마", "가나다라바"]


def test_neighbours_without_end_are_not_all_compared() -> None:
    """Among thousands of names that differ in a digit a slip costs no more than elsewhere, and finds the nearest."""
    slips = Slips((f"option2026{n:06}", n) for n in range(20_000))
    started = time.process_time()
    wrong_word, wrong_digit = slips.find("optoin2026001234"), slips.find("option2026x00234")

    assert time.process_time() - started < 0.5
    assert wrong_word[0] == 1234
    assert wrong_digit[0] == 234
    assert len(wrong_digit) <= 40


@given(st.lists(STROKES, max_size=20), STROKES)
def test_slips_find_what_a_full_comparison_finds(listed: list[str], typed: str) -> None:
    """The pieces and pairs rule nothing out that is near enough: one slip below eight strokes, two from there."""
    most = 2 if len(typed) >= 8 else 1

    expected = sorted((gap, owner) for owner, key in enumerate(listed) if (gap := _edits(typed, key)) <= most)
    assert Slips(zip(listed, range(len(listed)), strict=True)).find(typed) == [owner for _, owner in expected]


@given(st.text(alphabet="ab", max_size=8), st.text(alphabet="ab", max_size=8), st.integers(1, 2))
def test_distance_is_the_textbook_one(one: str, other: str, most: int) -> None:
    """Within the bound the band gives the edit distance, beyond it one more than the bound."""
    assert distance(one, other, most) == min(_edits(one, other), most + 1)


@given(st.text(alphabet="가뷁닭ㄱㅏabz09", max_size=8))
def test_strokes_are_plain_and_final(key: str) -> None:
    """Every word becomes Latin letters and digits, which are their own strokes."""
    typed = strokes(fold(key))

    assert typed.isascii()
    assert strokes(typed) == typed


def test_strokes_of_a_word() -> None:
    """Compound vowels and tails are the keys that make them."""
    assert strokes("삼성전자") == "tkatjdwjswk"
    assert strokes("과닭의") == "rhkekfrdml"
    assert strokes("ㅘ") == "hk"


def _edits(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for above, letter in enumerate(one, 1):
        row = _next(row, above, letter, other)
    return row[-1]


def _next(row: list[int], above: int, letter: str, other: str) -> list[int]:
    made = [above]
    for column, asked in enumerate(other, 1):
        made.append(min(row[column - 1] + (letter != asked), row[column] + 1, made[-1] + 1))
    return made
