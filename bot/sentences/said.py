"""What the sentences of all kinds are made of."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.korean import without_particle

Known = Callable[[str], bool]
"""Whether something is called so."""

ASKED = r"(?:줘|줘요|줄래|줄래요|주라|주세요|주실래요|주십시오|다오)"
"""The end of a wish: 사 줘, 보여 주세요."""
SHOWN = rf"(?:(?:좀\s?)?(?:보여|알려|열어|띄워|말해|찾아)\s?{ASKED}|볼래요?|보자|보기|보고\s?싶\S*|궁금\S*)"
"""The end of a wish to see something."""
AMOUNT = r"[$₩]?\d[\d,.]*\s?(?:천만|백만|만|천|억)?"
_FILLERS = re.compile(
    r"(?<!\S)(?:좀|제발|그냥|혹시|저기|나|내|내가|제가|나한테|저한테|가진|갖고 있는|보유한|지금|바로|당장"
    r"|(?:(?:어제|오늘|방금|아까)\s)?산(?:\s지\s(?:\S+\s){1,2}된)?)(?!\S)"
)
_STOCK = re.compile(r"(.{2,}?)\s?(?:주식|종목)")
_END = re.compile(r"[\s.!?~…ㅋㅎㅠㅜ^]+$")


@dataclass(frozen=True, slots=True)
class Said:
    """A line as it might have been typed; `by_itself` is an order that is to leave when its price comes.

    There are no such orders: the line is the alert that comes nearest.
    """

    line: str
    by_itself: bool = False


def tidy(text: str) -> str:
    """One blank between words, no marks at the end."""
    return " ".join(_END.sub("", text).split())


def without_fillers(text: str) -> str:
    """Leave out what says nothing."""
    return " ".join(_FILLERS.sub(" ", text).split())


def name_of(text: str, known: Known) -> str:
    """The name without 을, 이, 주식 behind it, unless it is called so."""
    name = without_fillers(text)
    for shorter in (without_particle, _without_stock, without_particle):
        name = name if known(name) else shorter(name)
    return name


def _without_stock(name: str) -> str:
    found = _STOCK.fullmatch(name)
    return found[1] if found else name
