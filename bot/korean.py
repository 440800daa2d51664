"""Korean grammar that hangs on a word which is not known beforehand."""

from __future__ import annotations

_CLOSED = frozenset("013678LMNRlmnr")
"""Digits and Latin letters whose Korean name ends in a consonant: 영, 일, 삼, 육, 칠, 팔; 엘, 엠, 엔, 알."""
_SYLLABLES = range(0xAC00, 0xD7A4)
_FINALS = 28
"""Ends a Hangul syllable may have, none being the first."""
_PAIRS = (("을", "를"), ("이", "가"), ("은", "는"))
_LOOSE = frozenset("도만의")
_STEM = 2
"""Characters that must be left of a word for its last one to be a particle."""


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


def without_particle(word: str) -> str:
    """The word without 을, 를, 이, 가, 은, 는, 도, 만 or 의 behind it, as far as grammar lets it stand there."""
    stem, last = word[:-1].rstrip(), word[-1:]
    if len(stem) < _STEM:
        return word
    pair = next((pair for pair in _PAIRS if last in pair), None)
    stands = last in _LOOSE if pair is None else particle(stem, *pair) == last
    return stem if stands else word
