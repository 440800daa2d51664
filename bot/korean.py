"""Korean grammar that hangs on a word which is not known beforehand."""

from __future__ import annotations

_CLOSED = frozenset("013678LMNRlmnr")
"""Digits and Latin letters whose Korean name ends in a consonant: 영, 일, 삼, 육, 칠, 팔; 엘, 엠, 엔, 알."""
_SYLLABLES = range(0xAC00, 0xD7A4)
_FINALS = 28
"""Ends a Hangul syllable may have, none being the first."""


def particle(word: str, closed: str, plain: str) -> str:
    """`closed` (은, 이, 을) after a word that is read with a consonant at its end, else `plain` (는, 가, 를).

    Signs at the end (brackets) are not read, but `%` is (퍼센트).
    """
    if word.rstrip().endswith("%"):
        return plain
    last = next((sign for sign in reversed(word) if sign.isalnum()), "")
    if not last:
        return plain
    ends_closed = (ord(last) - _SYLLABLES.start) % _FINALS != 0 if ord(last) in _SYLLABLES else last in _CLOSED
    return closed if ends_closed else plain
