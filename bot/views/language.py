"""언어: the choice and its answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.buttons import Press
from bot.i18n import say
from bot.storage.states import Language

SHOWN = {Language.KOREAN: "한국어", Language.ENGLISH: "English"}
_TYPED = {
    **dict.fromkeys(("한국어", "한글", "한국말", "korean", "ko"), Language.KOREAN),
    **dict.fromkeys(("영어", "english", "en"), Language.ENGLISH),
}


@dataclass(frozen=True, slots=True)
class Speak(Press):
    """The press that chooses a language."""

    prefix: ClassVar[str] = "speak"
    language: str


BUTTONS = (tuple(Speak(language.value).button(shown) for language, shown in SHOWN.items()),)


def read(text: str) -> Language | None:
    """The language that was typed, in either language."""
    return _TYPED.get(text.strip().lower())


def ask(now: Language) -> str:
    """Which language is spoken now and how to change it."""
    return say("지금 {language}로 말하고 있어요. 바꿀 언어를 골라 주세요.", language=SHOWN[now])


def changed() -> str:
    """Said in the new language."""
    return say("이제 한국어로 말할게요.")
