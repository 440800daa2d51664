"""알림: tell me when the market is there."""

from __future__ import annotations

from collections.abc import Sequence

from bot.alerts import wishes
from bot.alerts.wishes import EXAMPLE, Wish
from bot.chat import Chat
from bot.commands.command import Command, OnPress
from bot.commands.quote import only_domestic
from bot.errors import NotFound, UserError
from bot.i18n import later, say
from bot.storage.tables import Alert
from bot.views import alert as views
from kis.symbols import Ambiguous, Instrument


async def alert(chat: Chat) -> None:
    """`알림 삼성전자 71000 이상`: watch a price; `알림` alone lists what is watched."""
    badge, waiting = chat.services.connections.of(chat.user).badge, await chat.services.watch.list(chat.user)
    if not chat.words:
        view = views.listing(waiting, chat.services.watch.seconds(waiting), badge)
        await chat.reply(view.text, view.buttons)
    else:
        wish = wishes.read(chat.words, chat.services.connections.of(chat.user).now().date())
        await _add(chat, wish, _instrument(chat, wish.name), waiting, badge)


async def _add(chat: Chat, wish: Wish, instrument: Instrument, waiting: Sequence[Alert], badge: str) -> None:
    """Watch for a thing once; what is there already has been told by its push, and unless it is repeated nothing waits
    any more.
    """
    same = next((one for one in waiting if _is_same(one, instrument, wish)), None)
    alert = same or await chat.services.watch.add(chat.user, instrument, wish)
    if any(one.id == alert.id for one in await chat.services.watch.list(chat.user)):
        seconds = chat.services.watch.seconds([alert]).get(alert.id)
        view = views.armed(alert, badge, seconds, again=same is not None)
        await chat.reply(view.text, view.buttons)


def _is_same(alert: Alert, instrument: Instrument, wish: Wish) -> bool:
    condition = wish.condition
    rules = (condition.rule, condition.turned.rule)
    return (alert.symbol, alert.target, alert.repeat) == (instrument.code, condition.target, wish.repeat) and (
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


def _instrument(chat: Chat, name: str) -> Instrument:
    found = chat.services.symbols.resolve(name)
    if isinstance(found, Ambiguous):
        names = ", ".join(candidate.name for candidate in found.candidates[:5])
        text = later("「{name}」에 맞는 종목이 여럿이에요. 이름을 다 적어 주세요: {names}")
        raise UserError(say(text, name=name[:20], names=names))
    if found is None:
        text = later("「{name}」 종목을 찾지 못했어요. 이름이나 6자리 코드로 적어 주세요. 예: {example}")
        raise NotFound(say(text, name=name[:20], example=EXAMPLE))
    only_domestic(found, "알림은")
    return found


PRESSES = (
    OnPress(views.RemoveAlert, remove),
    OnPress(views.SnoozeAlert, snooze),
    OnPress(views.AlertPage, page),
)
COMMANDS = (
    Command(
        names=("알림", "알람"),
        slash="alert",
        help="가격이 닿으면 알려 드려요",
        handler=alert,
        examples=(EXAMPLE, "알림 카카오 ±5% 매일", "알림 하이닉스 20만 교차 계속", "알림 네이버 거래량 100만", "알림"),
        topic="알림",
    ),
)
