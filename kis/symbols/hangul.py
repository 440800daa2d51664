"""Search keys: names folded to what matters, and their initial consonants (초성)."""

import re
import unicodedata

_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_FIRST, _LAST, _PER_INITIAL = 0xAC00, 0xD7A3, 588

_TYPED_TOGETHER = str.maketrans(
    {"ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ"}
    | {"ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ"}
)
"""Two consonants that a Korean keyboard joins into one letter when they are typed in a row."""


class _InitialOf(dict[int, int]):
    """A table for `str.translate` that grows by the letters it meets."""

    def __missing__(self, code: int) -> int:
        self[code] = ord(_INITIALS[(code - _FIRST) // _PER_INITIAL]) if _FIRST <= code <= _LAST else code
        return self[code]


_INITIAL_OF = _InitialOf()
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SYLLABLE = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")
_SYLLABLES = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]+")
_KOREAN = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}ㄱ-ㅣ]")
_IGNORED = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Fold to a search key: composed, lower case, half width, without blanks and punctuation.

    Compatibility consonants stay what they are, since a user means 초성 by them.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_FULL_WIDTH).translate(_TYPED_TOGETHER)
    return _IGNORED.sub("", text).casefold()


def initials(key: str) -> str:
    """Replace each syllable by its initial consonant, one for one; the rest stays (`sk하이닉스` → `skㅎㅇㄴㅅ`)."""
    return key.translate(_INITIAL_OF)


def has_initials(key: str) -> bool:
    """Tell whether a key contains lone initial consonants."""
    return any(letter in _INITIALS for letter in key)


def has_syllables(key: str) -> bool:
    """Tell whether a key contains a whole syllable."""
    return _SYLLABLE.search(key) is not None


def longest_syllables(key: str) -> str:
    """Return the longest run of whole syllables of a key."""
    runs: list[str] = _SYLLABLES.findall(key)
    return max(runs, key=len)


def is_korean(key: str) -> bool:
    """Tell whether a key contains Korean letters of any kind."""
    return _KOREAN.search(key) is not None


def initials_pattern(query: str) -> str:
    """Return the regular expression of a query whose lone consonants stand for any syllable they begin."""
    return "".join(map(_any_syllable, query))


def _any_syllable(letter: str) -> str:
    place = _INITIALS.find(letter)
    if place < 0:
        return re.escape(letter)
    first = _FIRST + place * _PER_INITIAL
    return f"[{letter}{chr(first)}-{chr(first + _PER_INITIAL - 1)}]"
