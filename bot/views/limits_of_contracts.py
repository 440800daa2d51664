"""How futures and options count against personal limits: by what they move, not by what they tie up.

A future of 1억원 that ties up 1,000만원 of margin gains and loses as 1억원 of stocks do, and a slip from 1 to 10
contracts is ten times that. So limits count price times multiplier (약정금액), and say how to raise them.
"""

from __future__ import annotations

from bot.i18n import say
from bot.storage.states import Cap
from bot.storage.tables import Intent
from bot.storage.terms import Segment
from bot.trading.limits import Finding
from bot.typed import typed_line
from bot.views.limits import WORDS

_ROUND = 10_000_000
_MAN = 10_000


def counted(found: Finding, intent: Intent) -> str:
    """A line behind a refusal, with what to type; blank where contracts count as everything does."""
    if intent.segment is not Segment.DERIVATIVES or found.after is None or found.cap not in _IN_WON:
        return ""
    needed = -(-found.after // _ROUND) * _ROUND // _MAN
    line = typed_line(f"한도 {WORDS[found.cap]} {needed}만")
    return "\n" + say("선물·옵션은 약정금액(가격×승수)으로 세요. 올리려면 이렇게 보내 주세요: {line}", line=line)


_IN_WON = (Cap.ORDER, Cap.DAY, Cap.SYMBOL)
