"""KIS is away, and is back."""

from __future__ import annotations

from datetime import timedelta

from bot.i18n import later, say
from bot.views.text import BADGES
from kis.credentials import Environment

SENTENCE = later("KIS가 점검 중이거나 응답하지 않아요. 잠시 뒤에 다시 보내 주세요.")


def away(environment: Environment) -> str:
    """To those who have something at stake."""
    return say(
        "#점검 {badge} KIS가 점검 중이거나 응답하지 않아요.\n"
        "새 주문과 정정은 받지 않고, 취소는 계속 보내 봐요. 다시 되면 알려 드릴게요.",
        badge=BADGES[environment],
    )


def back(environment: Environment, length: timedelta) -> str:
    """To those who were told that it was away."""
    minutes = round(length.total_seconds() / 60)
    lasted = say("{minutes}분 만에", minutes=minutes) if minutes else say("곧")
    return say(
        "#점검 {badge} KIS가 {lasted} 다시 응답해요.\n미체결 주문을 KIS 내역과 다시 맞추고 있어요.",
        badge=BADGES[environment],
        lasted=lasted,
    )
