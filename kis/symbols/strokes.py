"""Words as keys pressed on a Korean keyboard (두벌식): what a name and a slip of the fingers have in common.

삼성전자 is `tkatjdwjswk`, and so is what comes out where the keyboard stood at English; 삼선전자 differs in one stroke.
Shift does not count: ㄲ is the key of ㄱ, as capitals are small letters.
"""

from __future__ import annotations

_FIRST, _LAST = 0xAC00, 0xD7A3


def _keys(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_CONSONANTS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_LEAD = _keys("r r s e e f a q q t t d w w c z x v g")
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_MIDDLE = _keys("k o i o j p u p h hk ho hl y n nj np nl b m ml l")
_TAIL = ("", *_keys("r r rt s sw sg e f fr fa fq ft fx fv fg a q qt t t d w c z x v g"))


class _Keys(dict[int, str]):
    """A table for `str.translate` that grows by the letters it meets."""

    def __missing__(self, code: int) -> str:
        if _FIRST <= code <= _LAST:
            lead, rest = divmod(code - _FIRST, len(_MIDDLE) * len(_TAIL))
            middle, tail = divmod(rest, len(_TAIL))
            self[code] = _LEAD[lead] + _MIDDLE[middle] + _TAIL[tail]
        else:
            self[code] = chr(code)
        return self[code]


_KEYS = _Keys(
    {
        ord(letter): key
        for letters, keys in ((_CONSONANTS, _LEAD), (_VOWELS, _MIDDLE))
        for letter, key in zip(letters, keys, strict=True)
    }
)


def strokes(key: str) -> str:
    """Return the keys that type a folded word; Latin letters and digits are their own."""
    return key.translate(_KEYS)
