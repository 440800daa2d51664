"""An alert in two presses: 알림 under a card, then one of the prices around."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from bot.alerts.rules import Condition
from bot.buttons import Button, Press, Style
from bot.i18n import say
from bot.money import money
from bot.names import key_of
from bot.quoting.assets import unit_of
from bot.quoting.sights import Sight
from bot.storage.states import AlertRepeat, AlertRule
from bot.typed import typed_line
from bot.views.text import Card, bold, safe
from kis.symbols import Instrument

_UP = frozenset({AlertRule.ABOVE, AlertRule.HIGH})


@dataclass(frozen=True, slots=True)
class AskAlert(Press):
    """Offer alerts around the price of now."""

    prefix: ClassVar[str] = "alert-ask"
    symbol: str


@dataclass(frozen=True, slots=True)
class SetAlert(Press):
    """Set this very alert; `target` as it is typed, `days` how long it waits."""

    prefix: ClassVar[str] = "alert-set"
    symbol: str
    rule: str
    target: str
    repeat: str
    days: int


def ask_button(instrument: Instrument, text: str = "") -> Button:
    """🔔 알림."""
    return AskAlert(key_of(instrument)).button(text or f"🔔 {say('알림')}")


def offered(sight: Sight, around: Sequence[tuple[int, Condition]], life: int, badge: str) -> Card:
    """What may be waited for; anything else is typed."""
    instrument, unit = sight.instrument, unit_of(sight.instrument)
    now = say("지금 {price}", price=bold(money(sight.price, unit)))
    text = "\n".join(
        (
            f"🔔 {bold(instrument.name)} · {now}  {badge}",
            say("언제 알려 드릴까요? 다른 값은 이렇게 적어 주세요."),
            f"<code>{_example(sight)}</code>",
        )
    )
    buttons = [_choice(instrument, percent, condition, unit, life) for percent, condition in around]
    return text, tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))


def _example(sight: Sight) -> str:
    instrument = sight.instrument
    name = instrument.ticker if instrument.exchange else instrument.name
    return safe(typed_line(f"알림 {name} {money(sight.price, unit_of(instrument))} 이상"))


def _choice(instrument: Instrument, percent: int, condition: Condition, unit: str, life: int) -> Button:
    press = SetAlert(key_of(instrument), condition.rule, f"{condition.target}", AlertRepeat.ONCE, life)
    if percent:
        label = f"{percent:+d}% · {money(condition.target, unit)}"
    else:
        label = say("당일 신고가") if condition.rule is AlertRule.HIGH else say("당일 신저가")
    return press.button(label, Style.RED if condition.rule in _UP else Style.BLUE)
