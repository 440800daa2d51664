"""What is said to somebody who wants an order to leave by itself."""

from __future__ import annotations

from bot.buttons import Press
from bot.i18n import say
from bot.views.text import Card


def explained() -> str:
    """There is no such order, and nothing was ordered."""
    return say("값이 닿으면 저절로 나가는 주문은 아직 없어요. 주문은 내지 않았어요.")


def offered(press: Press, line: str) -> Card:
    """The alert instead, to be pressed."""
    then = say("대신 그때 알려 드릴 수 있어요.")
    return f"{explained()}\n{then}", ((press.button(f"🔔 {line}"),),)
