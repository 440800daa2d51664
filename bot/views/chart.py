"""차트: what stands under the picture."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.buttons import Button, Press, Rows, Style
from bot.charts.spans import Span
from bot.charts.values import Unit
from bot.i18n import say
from bot.markets import can_order
from bot.names import key_of
from bot.quoting.assets import Asset
from bot.trading.presses import StartOrder
from bot.views.alerting import ask_button
from bot.views.quote import ShowBook, title
from kis import Environment
from kis.domestic.codes import Side
from kis.market.fees import Market
from kis.symbols import Instrument


@dataclass(frozen=True, slots=True)
class TurnChart(Press):
    """Draw another span, or the same afresh, where the chart stands."""

    prefix: ClassVar[str] = "chart-turn"
    symbol: str
    span: str


@dataclass(frozen=True, slots=True)
class ShowPortfolio(Press):
    """Draw the balance in a message of its own."""

    prefix: ClassVar[str] = "portfolio"


@dataclass(frozen=True, slots=True)
class RefreshPortfolio(Press):
    """Draw the balance afresh where it stands."""

    prefix: ClassVar[str] = "portfolio-again"


def caption(instrument: Instrument, span: Span, badge: str, at: datetime) -> str:
    """What the picture is of, and of when."""
    return f"{title(instrument, badge)}\n{say('{kind} · {time} 기준', kind=span.kind, time=f'{at:%m-%d %H:%M:%S}')}"


def buttons(instrument: Instrument, span: Span) -> Rows:
    """Other spans, the same afresh, and what a reader may want to do next."""
    key = key_of(instrument)
    spans = [
        (say("분봉"), Span(Unit.MINUTE, step=span.step)), (say("일봉"), Span(Unit.DAY)),
        (say("주봉"), Span(Unit.WEEK)), (say("월봉"), Span(Unit.MONTH, 60)),
    ]  # fmt: skip
    turns = tuple(
        TurnChart(key, other.code).button(f"· {word} ·" if other.unit is span.unit else word)
        for word, other in spans
        if instrument.market is not Market.INDEX or other.unit is not Unit.MINUTE
    )
    again = TurnChart(key, span.code).button(f"🔄 {say('새로고침')}")
    return turns, (again, *_actions(instrument))


def _actions(instrument: Instrument) -> tuple[Button, ...]:
    """The book where paper shows it too, an order for what can be ordered, an alert for all."""
    key = key_of(instrument)
    found = []
    if Asset.of(instrument).has_book(Environment.PAPER):
        found.append(ShowBook(key).button(say("호가")))
    if can_order(instrument):
        found.append(StartOrder.of(Side.BUY, key).button(say("매수"), Style.RED))
    return *found, ask_button(instrument)


def portfolio_caption(badge: str, account: str, at: datetime) -> str:
    """Whose money, and of when."""
    return say("{badge} {account} 잔고 그림\n{time} 기준", badge=badge, account=account, time=f"{at:%m-%d %H:%M:%S}")


def portfolio_buttons() -> Rows:
    """The same afresh."""
    return ((RefreshPortfolio().button(f"🔄 {say('새로고침')}"),),)
