"""알림: tell me when the market is there."""

from __future__ import annotations

from datetime import timedelta

from bot.alerts import wishes
from bot.alerts.rules import Condition
from bot.alerts.suggesting import suggestions
from bot.alerts.wishes import EXAMPLE, Wish
from bot.chat import Chat
from bot.commands.command import Command, OnPress
from bot.commands.quote import look_up, named
from bot.errors import NotFound, StaleButton
from bot.i18n import later, say
from bot.names import key_of
from bot.quoting.asking import look
from bot.storage.states import AlertRepeat, AlertRule
from bot.storage.tables import Alert
from bot.trading.presses import read_price
from bot.typed import Words, typed_line
from bot.views import alert as views
from bot.views import alerting
from bot.views.choosing import options
from kis.symbols import Ambiguous, Instrument


async def alert(chat: Chat) -> None:
    """`알림 삼성전자 71000 이상`: watch a price; `알림` alone lists what is watched."""
    if not chat.words:
        waiting = await chat.services.watch.list(chat.user)
        badge = chat.services.connections.of(chat.user).badge
        listed = views.listing(waiting, chat.services.watch.seconds(waiting), badge)
        await chat.reply(listed.text, listed.buttons)
        return
    wish = wishes.read(chat.words, chat.services.connections.of(chat.user).now().date())
    found = look_up(await chat.services.finding.of(chat.user.id), wish.name)
    if found is None:
        text = later("「{name}」 종목을 찾지 못했어요. 이름이나 6자리 코드로 적어 주세요. 예: {example}")
        raise NotFound(say(text, name=wish.name[:20], example=typed_line(EXAMPLE)))
    if isinstance(found, Ambiguous):
        await chat.reply(*options(wish.name, found.candidates, lambda key: set_press(key, wish)))
    elif (view := await _added(chat, wish, found)) is not None:
        await chat.reply(view.text, view.buttons)


def set_press(key: str, wish: Wish) -> alerting.SetAlert:
    """The button that sets what was typed for one instrument."""
    condition = wish.condition
    return alerting.SetAlert(key, condition.rule, f"{condition.target}", wish.repeat, wish.life.days)


async def ask(chat: Chat) -> None:
    """알림 under a card: prices around the one of now."""
    connection = chat.services.connections.of(chat.user)
    sight = await look(connection, named(chat, chat.press(alerting.AskAlert).symbol))
    await chat.reply(*alerting.offered(sight, suggestions(sight), wishes.LIFE.days, connection.badge))


async def choose(chat: Chat) -> None:
    """One of the prices offered, or of the names that fit, pressed."""
    press = chat.press(alerting.SetAlert)
    target = 0 if press.target == "0" else read_price(press.target)
    if target is None or press.rule not in set(AlertRule) or press.repeat not in set(AlertRepeat):
        raise StaleButton
    instrument, life = named(chat, press.symbol), timedelta(days=min(max(press.days, 1), wishes.LONGEST))
    wish = Wish(instrument.name, Condition(AlertRule(press.rule), target), AlertRepeat(press.repeat), life)
    if (view := await _added(chat, wish, instrument)) is not None:
        await chat.edit(view.text, view.buttons)


async def _added(chat: Chat, wish: Wish, instrument: Instrument) -> views.View | None:
    """Watch for a thing once; None for what is there already: it has been told by its push, and unless it is repeated
    nothing waits any more.
    """
    watch, badge = chat.services.watch, chat.services.connections.of(chat.user).badge
    same = next((one for one in await watch.list(chat.user) if _is_same(one, instrument, wish)), None)
    alert = same or await watch.add(chat.user, instrument, wish)
    if all(one.id != alert.id for one in await watch.list(chat.user)):
        return None
    return views.armed(alert, badge, watch.seconds([alert]).get(alert.id), again=same is not None)


def _is_same(alert: Alert, instrument: Instrument, wish: Wish) -> bool:
    condition = wish.condition
    rules = (condition.rule, condition.turned.rule)
    return (alert.symbol, alert.target, alert.repeat) == (key_of(instrument), condition.target, wish.repeat) and (
        alert.rule in rules
    )


async def page(chat: Chat) -> None:
    """Another page of the list."""
    badge, waiting = chat.services.connections.of(chat.user).badge, await chat.services.watch.list(chat.user)
    view = views.listing(waiting, chat.services.watch.seconds(waiting), badge, chat.press(views.AlertPage).page)
    await chat.edit(view.text, view.buttons)


async def snooze(chat: Chat) -> None:
    """A press on 1시간 끄기."""
    quiet = await chat.services.watch.snooze(chat.user, chat.press(views.SnoozeAlert).alert_id)
    await chat.reply(views.snoozed(quiet))


async def remove(chat: Chat) -> None:
    """A press on 지우기."""
    press = chat.press(views.RemoveAlert)
    gone = await chat.services.watch.remove(chat.user, press.alert_id)
    await chat.toast(say("알림을 지웠어요."))
    rest = await chat.services.watch.list(chat.user)
    seconds = chat.services.watch.seconds(rest)
    view = views.removed(gone, rest, seconds, chat.services.connections.of(chat.user).badge)
    await chat.edit(view.text, view.buttons)


PRESSES = (
    OnPress(views.RemoveAlert, remove),
    OnPress(views.SnoozeAlert, snooze),
    OnPress(views.AlertPage, page),
    OnPress(alerting.AskAlert, ask),
    OnPress(alerting.SetAlert, choose),
)
_WORDS: Words = (
    ("above", "이상"),
    ("below", "이하"),
    ("cross", "교차"),
    ("up", "상승"),
    ("down", "하락"),
    ("volume", "거래량"),
    ("high", "신고가"),
    ("low", "신저가"),
    ("once", "한번"),
    ("daily", "매일"),
    ("always", "계속"),
    ("today", "오늘까지"),
    ("#d", "#일"),
    ("#w", "#주"),
    ("#mo", "#달"),
    ("₩#", "#원"),
)
COMMANDS = (
    Command(
        names=("알림", "알람"),
        slash="alert",
        help=later("가격이 닿으면 알려 드려요"),
        handler=alert,
        examples=(
            EXAMPLE,
            "알림 카카오 ±5% 매일",
            "알림 하이닉스 20만 교차 계속",
            "알림 네이버 거래량 100만",
            "알림 애플 $200 이상",
            "알림 코스피 2700 이하",
            "알림",
        ),
        topic="알림",
        words=_WORDS,
    ),
)
