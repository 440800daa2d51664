"""한도: what the user bounds for itself."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from bot.chat import Chat
from bot.commands.command import Command, OnPress, Who
from bot.connection import Connection
from bot.errors import StaleButton, UserError
from bot.i18n import later, say
from bot.storage.states import Cap
from bot.trading.figures import figure
from bot.typed import typed_line
from bot.views import limits as views
from kis.credentials import Environment

_CAPS = {
    "1회": Cap.ORDER, "한번": Cap.ORDER, "회": Cap.ORDER,
    "하루": Cap.DAY, "일": Cap.DAY,
    "건수": Cap.COUNT,
    "종목": Cap.SYMBOL, "한종목": Cap.SYMBOL,
    "이탈": Cap.DISTANCE, "가격": Cap.DISTANCE,
    "손실": Cap.LOSS,
}  # fmt: skip
_NONE = frozenset({"없음", "해제", "무제한"})
_MOST = 10_000
"""Hundredths of a percent, and orders of a day: more than these is no limit."""


async def limits(chat: Chat) -> None:
    """`한도` alone shows them; `한도 1회 300만` changes one."""
    connection = chat.services.connections.of(chat.user)
    if not chat.words:
        await chat.reply(*views.overview(await chat.services.limits.overview(connection)))
        return
    cap, value = parse(chat.text)
    change = await chat.services.limits.change(connection, cap, value)
    if change.raising is not None:
        await chat.reply(*views.raising(change.raising, connection.badge))
    elif change.same:
        await chat.reply(views.same(cap, value, connection.badge))
    else:
        await chat.reply(views.lowered(cap, value, connection.badge, called_off=change.called_off))


async def take_back(chat: Chat) -> None:
    """`되돌리기` pressed."""
    press = chat.press(views.TakeBackRaise)
    connection = _connection(chat, press.environment)
    row = await chat.services.limits.take_back(connection, _cap(press.cap))
    await chat.edit(views.taken_back(row, connection.badge))


def parse(text: str) -> tuple[Cap, int | None]:
    """Read `1회 300만`, `하루 20건`, `이탈 2.5%`, `손실 없음`. Raises `UserError` with what to type."""
    words = text.split()
    cap = _CAPS.get(words[0])
    if cap is None:
        raise UserError(views.not_understood(words[0]))
    if len(words) == 1:
        raise UserError(
            say(
                "얼마로 할지 적어 주세요. 예: {example}",
                example=typed_line(f"{views.COMMAND} {words[0]} {_EXAMPLES[cap]}"),
            )
        )
    word = "".join(words[1:])
    if cap is Cap.DAY and word.endswith("건"):
        cap = Cap.COUNT
    if word in _NONE:
        return cap, None
    value = _value(cap, word)
    if value is None:
        raise UserError(views.not_a_value(cap, word, _EXAMPLES[cap]))
    if value == 0:
        raise UserError(say("0으로는 정할 수 없어요. 모두 멈추려면 「정지」라고 보내 주세요."))
    return cap, value


_EXAMPLES = {
    Cap.ORDER: "300만", Cap.DAY: "1000만", Cap.COUNT: "20건", Cap.SYMBOL: "500만", Cap.DISTANCE: "5%", Cap.LOSS: "50만",
}  # fmt: skip


def _value(cap: Cap, word: str) -> int | None:
    match cap:
        case Cap.DISTANCE:
            return _percent(word)
        case Cap.COUNT:
            count = figure(word.removesuffix("건"))
            return count if count is not None and count <= _MOST else None
    return figure(word.removesuffix("원"))


def _percent(word: str) -> int | None:
    """Return hundredths of a percent."""
    try:
        value = Decimal(word.removesuffix("%").removesuffix("퍼센트")) * 100
    except InvalidOperation:
        return None
    whole = value.is_finite() and len(word) <= 10 and value == value.to_integral_value()
    return int(value) if whole and 0 <= value <= _MOST else None


def _connection(chat: Chat, word: str) -> Connection:
    """The user's account of the environment that the button names."""
    mine = [one for one in chat.services.connections.all() if one.user_id == chat.user.id]
    found = next((one for one in mine if one.environment.value == word), None)
    if found is None or word not in set(Environment):
        raise StaleButton
    return found


def _cap(word: str) -> Cap:
    if word not in set(Cap):
        raise StaleButton
    return Cap(word)


COMMANDS = (
    Command(
        ("한도",), "limits", later("한 번, 하루, 한 종목의 한도"), limits,
        (views.COMMAND, *views.EXAMPLES[:2]), who=Who.TRADER, topic="설정",
        words=(
            ("order", "1회"), ("day", "하루"), ("count", "건수"), ("name", "종목"), ("drift", "이탈"), ("loss", "손실"),
            ("none", "없음"), ("#orders", "#건"), ("₩#", "#원"),
        ),
    ),
)  # fmt: skip
PRESSES = (OnPress(views.TakeBackRaise, take_back, who=Who.TRADER),)
