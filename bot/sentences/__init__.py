"""What somebody says who has never seen a command, turned into the line he might have typed. Pure.

`삼성전자 절반만 팔아줘` is `매도 삼성전자 절반`, `엔비디아가 200달러 넘으면 알려줘` is `알림 엔비디아 200달러 이상`.
A sentence is taken only where each of its words is understood: one that doubts, forbids or says more is not. What it
would spend is asked on the check card like all else.
"""

from __future__ import annotations

import re

from bot.sentences import alerts, english, looks, orders
from bot.sentences.said import Known, Said, tidy

__all__ = ["Known", "Said", "understood"]

LONGEST = 80
"""Characters of a sentence; what is longer is a story."""
_STRANGE = re.compile(r"^/|\n")


def understood(text: str, known: Known) -> Said | None:
    """The line that a sentence stands for, in the Korean words of the commands; None where it is not understood.

    `known` tells names of instruments: `레이` is one, `카카오를` is one with a particle at its end.
    """
    line = tidy(text) if len(text) <= LONGEST and not _STRANGE.search(text.strip()) else ""
    if not line:
        return None
    ways = (alerts.read, looks.read, orders.read, english.read, looks.about_one)
    return next((said for way in ways if (said := way(line, known)) is not None), None)
