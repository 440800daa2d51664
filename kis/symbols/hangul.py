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

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SYLLABLE = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")
_IGNORED = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Fold to a search key: composed, lower case, half width, without blanks and punctuation.

    Compatibility consonants stay what they are, since a user means 초성 by them.
    """
    composed = unicodedata.normalize("NFC", text).translate(_FULL_WIDTH).translate(_TYPED_TOGETHER)
    return _IGNORED.sub("", composed).casefold()


def initials(key: str) -> str:
    """Replace each syllable by its initial consonant, one for one; the rest stays (`sk하이닉스` → `skㅎㅇㄴㅅ`)."""
    return _SYLLABLE.sub(lambda match: _INITIALS[(ord(match[0]) - _FIRST) // _PER_INITIAL], key)


def has_initials(key: str) -> bool:
    """Tell whether a key contains lone initial consonants."""
    return any(letter in _INITIALS for letter in key)


def same_syllables(query: str, name: str) -> bool:
    """Tell whether the query's syllables are the name's, where the initials of both already agree."""
    return all(asked in _INITIALS or asked == given for asked, given in zip(query, name, strict=True))
