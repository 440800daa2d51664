"""What the user reads about alerts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from bot.alerts.rules import RATES
from bot.buttons import Button, Press, Rows, Style
from bot.i18n import later, say
from bot.money import Figure, money
from bot.storage.states import AlertRepeat, AlertRule, AlertState
from bot.storage.tables import Alert
from bot.storage.terms import Segment
from bot.trading.presses import StartOrder
from bot.views.alerting import AskAlert
from bot.views.quote import ShowQuote
from bot.views.text import bold, number, safe
from kis.domestic.codes import Side
from kis.market.clock import KST
from kis.market.fees import Market
from kis.units import Shares

if TYPE_CHECKING:
    from bot.connection import Connection

PAGE = 10
"""Alerts on one page of the list."""
OFFERED = {Segment.DOMESTIC: Shares(10), Segment.OVERSEAS: Shares(10), Segment.DERIVATIVES: Shares(1)}
"""What the button under a push would buy."""

RULES = {
    AlertRule.ABOVE: later("{figure} 이상"),
    AlertRule.BELOW: later("{figure} 이하"),
    AlertRule.CROSS_UP: later("{figure} 상향 돌파"),
    AlertRule.CROSS_DOWN: later("{figure} 하향 돌파"),
    AlertRule.RISE: later("등락률 +{figure}"),
    AlertRule.FALL: later("등락률 -{figure}"),
    AlertRule.SWING: later("등락률 ±{figure}"),
    AlertRule.VOLUME: later("거래량 {figure}{unit} 이상"),
    AlertRule.HIGH: later("당일 신고가"),
    AlertRule.LOW: later("당일 신저가"),
    AlertRule.VI: later("VI 발동"),
}
ARROWS = {
    AlertRule.ABOVE: " ▲", AlertRule.CROSS_UP: " ▲", AlertRule.RISE: " ▲", AlertRule.HIGH: " ▲",
    AlertRule.BELOW: " ▼", AlertRule.CROSS_DOWN: " ▼", AlertRule.FALL: " ▼", AlertRule.LOW: " ▼",
}  # fmt: skip
REPEATS = {
    AlertRepeat.ONCE: later("닿으면 바로 알려 드릴게요. {end}까지예요."),
    AlertRepeat.DAILY: later("닿은 날마다 한 번씩 알려 드릴게요. {end}까지예요."),
    AlertRepeat.ALWAYS: later("닿을 때마다 알려 드려요. 0.5% 넘게 벗어났다가 다시 닿아야 또 울려요. {end}까지예요."),
}
_TOUCHED, _AT = later("{price}에 닿았어요."), later("지금 {price}이에요.")
_NOT_OF_PRICE = frozenset({AlertRule.VOLUME, AlertRule.VI})
OFTEN = {AlertRepeat.DAILY: later("매일"), AlertRepeat.ALWAYS: later("계속")}


@dataclass(frozen=True, slots=True)
class RemoveAlert(Press):
    """Take an alert back."""

    prefix: ClassVar[str] = "alert-off"
    alert_id: int


@dataclass(frozen=True, slots=True)
class SnoozeAlert(Press):
    """Silence an alert for an hour."""

    prefix: ClassVar[str] = "alert-hush"
    alert_id: int


@dataclass(frozen=True, slots=True)
class AlertPage(Press):
    """A page of the list, from 0."""

    prefix: ClassVar[str] = "alert-page"
    page: int


class View(NamedTuple):
    """A message: its text and its buttons."""

    text: str
    buttons: Rows = ()


def armed(alert: Alert, badge: str, seconds: int | None, *, again: bool = False) -> View:
    """The alert is set; `again` if it was already."""
    head = say("이미 걸어 둔 알림이에요") if again else say("알림을 걸었어요")
    when = say(REPEATS[alert.repeat], end=f"{alert.expires_at.astimezone(KST):%Y-%m-%d}")
    return View(
        f"🔔 {head} · {line(alert)}  {badge}\n{when}{_source(alert, seconds)}",
        ((RemoveAlert(alert.id).button(say("알림 지우기")),),),
    )


def fired(alert: Alert, connection: Connection) -> View:
    """The push, and what may be done about it. Its first word tells what it is."""
    price = money(alert.fired_price or alert.target, alert.currency)
    reached = say(_AT if alert.rule in _NOT_OF_PRICE else _TOUCHED, price=bold(price))
    arrow = ARROWS.get(alert.rule, "")
    head = say("#알림 🔔 {line}{arrow}  {badge}", line=line(alert), arrow=arrow, badge=connection.badge)
    late = "" if connection.watched else "\n" + say("시세를 보지 못한 동안 닿았을 수 있어, 늦은 알림이에요.")
    delayed = f" · {say('15분 지연 시세')}" if is_late(alert) else ""
    return View(f"{head}\n{reached}{delayed}{late}", _actions(alert))


def is_late(alert: Alert) -> bool:
    """Whether the prices it is judged by are fifteen minutes old: abroad all but those of the US are."""
    return alert.segment is Segment.OVERSEAS and alert.currency != "USD"


def _actions(alert: Alert) -> Rows:
    row = [_next_step(alert), _hush(alert)]
    if alert.state is AlertState.ARMED:
        row.append(RemoveAlert(alert.id).button(say("삭제")))
    return tuple(row), (AskAlert(alert.symbol).button(f"🔔 {say('알림 더 걸기')}"),)


def _next_step(alert: Alert) -> Button:
    """An order at that price; of late prices, and where lots differ, an order that asks. Nobody can buy an index."""
    if alert.venue == Market.INDEX:
        return ShowQuote(alert.symbol).button(say("현재가"))
    if is_late(alert):
        return StartOrder.of(Side.BUY, alert.symbol).button(say("매수"), Style.RED)
    count = OFFERED[alert.segment]
    buy = StartOrder.of(Side.BUY, alert.symbol, alert.fired_price, count)
    return buy.button(say("{count}{unit} 매수", count=count, unit=say(alert.segment.unit)), Style.RED)


def expired(alert: Alert) -> View:
    """The alert waited too long."""
    return View(say("#알림 {head}", head=say("{alert} 알림의 기한이 끝나 지웠어요.", alert=line(alert))))


def snoozed(alert: Alert) -> str:
    """Silence until then."""
    until = "" if alert.quiet_until is None else f"{alert.quiet_until.astimezone(KST):%H:%M}"
    return say("🔕 {alert} 알림을 1시간 껐어요. {until}부터 다시 봐요.", alert=line(alert), until=until)


def removed(alert: Alert, rest: Sequence[Alert], seconds: Mapping[int, int], badge: str) -> View:
    """The alert is gone; those that wait on stay at hand."""
    head = f"🔕 {say('알림을 지웠어요')} · {line(alert)}"
    if not rest:
        return View(head)
    left = listing(rest, seconds, badge)
    return View(f"{head}\n\n{left.text}", left.buttons)


def listing(alerts: Sequence[Alert], seconds: Mapping[int, int], badge: str, page: int = 0) -> View:
    """A page of the waiting alerts, each with buttons of its own; `seconds` between looks at each, see `Watch`."""
    if not alerts:
        return View(say("걸어 둔 알림이 없어요. 예: <code>알림 삼성전자 71000 이상</code>"))
    last = (len(alerts) - 1) // PAGE
    page = min(max(page, 0), last)
    shown = list(enumerate(alerts, 1))[page * PAGE : (page + 1) * PAGE]
    head = f"🔔 {say('알림 {count}개', count=len(alerts))} · {badge}"
    lines = [f"{place}. {line(alert)}{_state(alert)}{_source(alert, seconds.get(alert.id))}" for place, alert in shown]
    rows = [
        (
            _hush(alert, f"{place} "),
            RemoveAlert(alert.id).button(say("{place} 지우기", place=place), Style.BLUE),
        )
        for place, alert in shown
    ]
    turns = [AlertPage(page - 1).button(say("◀ 앞"))] if page else []
    turns += [AlertPage(page + 1).button(say("다음 ▶"))] if page < last else []
    return View("\n".join((head, *lines)), (*rows, *((tuple(turns),) if turns else ())))


def line(alert: Alert) -> str:
    """What an alert waits for, and how often."""
    often = f" · {say(OFTEN[alert.repeat])}" if alert.repeat in OFTEN else ""
    return f"{bold(alert.name)} {safe(what(alert.rule, alert.target, alert.currency, alert.segment))}{often}"


def what(rule: AlertRule, target: Figure, currency: str, segment: Segment) -> str:
    """`71,000원 이상`, `$200.00 이상`, `등락률 ±5%`, `당일 신고가`."""
    if rule in RATES:
        figure = f"{Decimal(target) / 100:f}%"
    else:
        figure = number(target) if rule is AlertRule.VOLUME else money(target, currency)
    return say(RULES[rule], figure=figure, unit=say(segment.unit))


def _hush(alert: Alert, before: str = "") -> Button:
    return SnoozeAlert(alert.id).button(before + say("1시간 끄기"))


def _source(alert: Alert, seconds: int | None) -> str:
    """Whether it is followed live, and else how often it is asked for; whether its prices are late."""
    if seconds is None:
        return ""
    how = say("○ 폴링 {seconds}초", seconds=seconds) if seconds else say("● 실시간")
    return f" · {how}" + (f" · {say('15분 지연 시세')}" if is_late(alert) else "")


def _state(alert: Alert) -> str:
    if alert.quiet_until is not None:
        return f" · 🔕 {say('{until}까지', until=f'{alert.quiet_until.astimezone(KST):%m-%d %H:%M}')}"
    return f" · {say('벗어나면 다시')}" if alert.resting else ""
