"""Several instruments fit what was typed: one press says which."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.buttons import Press
from bot.i18n import say, spoken
from bot.names import key_of
from bot.quoting.places import place_of
from bot.storage.states import Language
from bot.views.quote import LISTED, NAME_SHOWN
from bot.views.text import Card, safe
from kis.symbols import Instrument


def called(instrument: Instrument) -> str:
    """Its name in the reader's letters, where it has one."""
    return (spoken() is Language.ENGLISH and instrument.english) or instrument.name


def options(text: str, candidates: Sequence[Instrument], press: Callable[[str], Press]) -> Card:
    """A button for each that fits; `press` makes it of an instrument's key."""
    rows = tuple(
        (press(key_of(one)).button(f"{called(one)[:NAME_SHOWN]} · {place_of(one)} {one.ticker}"),)
        for one in candidates[:LISTED]
    )
    return say("「{text}」에 맞는 종목이 여럿이에요. 골라 주세요.", text=safe(text[:NAME_SHOWN])), rows
