"""What is said, in the language of whoever reads it.

The source text is Korean; English stands in `bot/locale/en/*.po`, one file for each area, and a test keeps it complete.
A catalogue is read when its first reader comes, so that nobody waits for it at the start.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import TypeVar

from bot.korean import particle
from bot.storage.states import Language

LOCALE = Path(__file__).parent / "locale"

_PARTICLE = re.compile("(~?)([가-힣]+)/([가-힣]+)")
_MARKUP = re.compile("<[^>]*>")
_Key = TypeVar("_Key")

_spoken: ContextVar[Language] = ContextVar("spoken", default=Language.KOREAN)


def say(text: str, /, **fields: object) -> str:
    """Return the text in the reader's language, its `{fields}` filled in.

    Words that come from outside belong into fields, never into `text`, which is the key of the catalogue. A field may
    ask for the Korean particle that its word takes: `{name:을/를}` writes both, `{name:~을/를}` the particle alone.
    """
    said = _catalogue(_spoken.get()).gettext(text)
    return _FILLING.format(said, **fields) if fields else said


def retold(text: str, /) -> str:
    """Return what was kept: a sentence of ours in the reader's language, other people's words as they are."""
    return say(text) if text else text


def spoken() -> Language:
    """The language of whoever is spoken to."""
    return _spoken.get()


def later(text: str, /) -> str:
    """Mark a constant as a text that `say` will be given where it is shown."""
    return text


class Said(Mapping[_Key, str]):
    """A table of texts marked with `later`; what is looked up is said in the reader's language."""

    def __init__(self, texts: Mapping[_Key, str]) -> None:
        self._texts = texts

    def __getitem__(self, key: _Key) -> str:
        return retold(self._texts[key])

    def __iter__(self) -> Iterator[_Key]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


def speak(language: Language) -> None:
    """From here on, in this task, whatever is said is for a reader of this language."""
    _spoken.set(language)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Whatever is said inside is for a reader of this language; tasks begun inside inherit it."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


@cache
def _catalogue(language: Language) -> NullTranslations:
    if language is Language.KOREAN:
        return NullTranslations()
    import polib

    catalogue: NullTranslations = NullTranslations()
    for path in sorted((LOCALE / language.value).glob("*.po")):
        area = GNUTranslations(BytesIO(polib.pofile(str(path)).to_binary()))
        area.add_fallback(catalogue)
        catalogue = area
    return catalogue


class _Filling(Formatter):
    def format_field(self, value: object, format_spec: str) -> str:
        asked = _PARTICLE.fullmatch(format_spec)
        if asked is None:
            return str(format(value, format_spec))
        alone, closed, plain = asked.groups()
        word = str(value)
        return ("" if alone else word) + particle(_MARKUP.sub("", word), closed, plain)


_FILLING = _Filling()
