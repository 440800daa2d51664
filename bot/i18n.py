"""What is said, in the language of whoever reads it.

The source text is Korean; English stands in `bot/locale/en/*.po`, one file for each area, and a test keeps it complete.
A catalogue is read when its first reader comes, so that nobody waits for it at the start.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from bot.storage.states import Language

LOCALE = Path(__file__).parent / "locale"

_spoken: ContextVar[Language] = ContextVar("spoken", default=Language.KOREAN)


def say(text: str, /, **fields: object) -> str:
    """Return the text in the reader's language, its `{fields}` filled in.

    Words that come from outside belong into fields, never into `text`, which is the key of the catalogue.
    """
    spoken = _catalogue(_spoken.get()).gettext(text)
    return spoken.format(**fields) if fields else spoken


def later(text: str, /) -> str:
    """Mark a constant as a text that `say` will be given where it is shown."""
    return text


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
