"""알림: tell me when the price is there."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat import Chat
from bot.commands.command import Command, OnPress
from bot.commands.quote import only_domestic
from bot.errors import NotFound, UserError
from bot.korean import particle
from bot.storage.states import AlertRule
from bot.storage.tables import Alert
from bot.trading.figures import figure
from bot.views import alert as views
from kis.symbols import Ambiguous, Instrument

EXAMPLE = "알림 삼성전자 71000 이상"
RULES = {"이상": AlertRule.ABOVE, "이하": AlertRule.BELOW, "↑": AlertRule.ABOVE, "↓": AlertRule.BELOW}
MOST_LISTED = 40

Wish = tuple[Instrument, AlertRule, int]
"""What to watch: the stock, the side and the price in won."""


async def alert(chat: Chat) -> None:
    """`알림 삼성전자 71000 이상`: watch a price; `알림` alone lists what is watched."""
    badge, waiting = chat.services.connections.of(chat.user).badge, await chat.services.watch.list(chat.user)
    if not chat.words:
        view = views.listing(waiting[:MOST_LISTED], badge)
        await chat.reply(view.text, view.buttons)
    else:
        await _add(chat, parse(chat), waiting, badge)


async def _add(chat: Chat, wish: Wish, waiting: Sequence[Alert], badge: str) -> None:
    """Watch a price once; one that is there already has been told by its push, and nothing waits any more."""
    instrument, rule, target = wish
    same = next((one for one in waiting if (one.symbol, one.rule, one.target) == (instrument.code, rule, target)), None)
    alert = same or await chat.services.watch.add(chat.user, instrument, rule, target)
    if any(one.id == alert.id for one in await chat.services.watch.list(chat.user)):
        view = views.armed(alert, badge, again=same is not None)
        await chat.reply(view.text, view.buttons)


async def remove(chat: Chat) -> None:
    """A press on 지우기."""
    press = chat.press(views.RemoveAlert)
    gone = await chat.services.watch.remove(chat.user, press.alert_id)
    await chat.toast("알림을 지웠어요.")
    rest = (await chat.services.watch.list(chat.user))[:MOST_LISTED]
    view = views.removed(gone, rest, chat.services.connections.of(chat.user).badge)
    await chat.edit(view.text, view.buttons)


def parse(chat: Chat) -> Wish:
    """Read `이름 값 이상|이하`; the last two may stand in either order, and `71000이상` may be one word.

    Raises `UserError` or `NotFound` with what to type.
    """
    words = _split(chat.words)
    if len(words) < 3:
        raise UserError(f"종목, 가격, 이상 또는 이하를 적어 주세요. 예: {EXAMPLE}")
    *name, first, second = words
    rule, amount = (RULES.get(first), second) if first in RULES else (RULES.get(second), first)
    target = figure(amount.removesuffix("원"))
    if rule is None:
        raise UserError(f"끝에 「이상」이나 「이하」를 붙여 주세요. 예: {EXAMPLE}")
    if not target:
        raise UserError(f"「{amount[:20]}」{particle(amount[:20], '을', '를')} 가격으로 읽지 못했어요. 예: {EXAMPLE}")
    return _instrument(chat, " ".join(name)), rule, target


def _split(words: list[str]) -> list[str]:
    last = words[-1]
    suffix = next((word for word in RULES if last.endswith(word) and last != word), None)
    return words if suffix is None else [*words[:-1], last.removesuffix(suffix), suffix]


def _instrument(chat: Chat, name: str) -> Instrument:
    found = chat.services.symbols.resolve(name)
    if isinstance(found, Ambiguous):
        names = ", ".join(candidate.name for candidate in found.candidates[:5])
        raise UserError(f"「{name[:20]}」에 맞는 종목이 여럿이에요. 이름을 다 적어 주세요: {names}")
    if found is None:
        raise NotFound(f"「{name[:20]}」 종목을 찾지 못했어요. 이름이나 6자리 코드로 적어 주세요. 예: {EXAMPLE}")
    only_domestic(found, "알림은")
    return found


PRESSES = (OnPress(views.RemoveAlert, remove),)
COMMANDS = (
    Command(
        names=("알림", "알람"),
        slash="alert",
        help="가격이 닿으면 알려 드려요",
        handler=alert,
        examples=(EXAMPLE, "알림 카카오 4만 이하", "알림"),
        topic="알림",
    ),
)
