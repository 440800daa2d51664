"""핀, 풀기, 잠금."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from hmac import compare_digest

from bot.chat import Chat
from bot.commands import pad as pads
from bot.commands.command import Command
from bot.errors import UserError
from bot.i18n import later, say
from bot.locks.pads import Done, Pad
from bot.locks.pins import LONGEST_UNLOCK, looks_like_pin, valid
from bot.locks.unlock import NoPin
from bot.storage.states import LinkPurpose
from bot.trading.figures import figure
from bot.typed import typed_line
from bot.views import locks as views
from bot.web.links import LIFE

_After = Callable[[Chat, Pad | None, str | None], Awaitable[None]]

CAP = "한도"
NONE = {"없음", "해제"}
WITHOUT = "없이"
RESET = {"초기화", "분실"}
PIN_EXAMPLES = ("핀", "핀 없이", "핀 초기화")
UNLOCK_EXAMPLES = ("풀기", "풀기 30분", "풀기 한도 100만")
NO_CAP_EXAMPLE = "풀기 한도 없음"
_PIN_WORDS = (("none", "없이"), ("reset", "초기화"))
_UNLOCK_WORDS = (("cap", "한도"), ("none", "없음"), ("#h", "#시간"), ("#m", "#분"), ("₩#", "#원"))
_SPAN = re.compile(r"(?:(\d{1,2})시간)?\s*(?:(\d{1,3})분?)?")


async def pin(chat: Chat) -> None:
    """`핀`: set one, or change it. `핀 없이`: do without."""
    if any(looks_like_pin(word) for word in chat.words):
        await pads.typed(chat)
        return
    if chat.text in RESET:
        await _reset(chat)
        return
    if chat.text and chat.text != WITHOUT:
        raise UserError(say("이렇게 보내 주세요: {examples}", examples=", ".join(map(typed_line, PIN_EXAMPLES))))
    lock = await chat.services.pins.of(chat.user.id)
    after = _without if chat.text else _new
    if lock is None or lock.digest is None:
        await after(chat, None, None)
    else:
        await pads.ask(chat, say(views.OLD_PIN), _old(after))


async def unlock(chat: Chat) -> None:
    """`풀기`, `풀기 30분`, `풀기 한도 100만`."""
    words = chat.words
    if words[:1] == [CAP]:
        await _cap(chat, "".join(words[1:]))
        return
    if any(looks_like_pin(word) for word in words):
        await pads.typed(chat)
        return
    minutes = _minutes(chat.text) if words else None
    lock = await chat.services.pins.of(chat.user.id)
    if lock is None or lock.digest is None:
        raise UserError(say(views.NO_PIN_YET))
    await pads.ask(chat, say(views.ENTER_PIN), pads.unlocking(minutes, None))


async def lock_now(chat: Chat) -> None:
    """`잠금`: the pad goes first, so that a PIN on its way does not open again."""
    open_pad = chat.services.pads.close(chat.user.id)
    await chat.services.pins.shut(chat.user.id)
    if open_pad is not None:
        await pads.remove(chat, open_pad)
    await chat.reply(say(views.LOCKED))


async def _reset(chat: Chat) -> None:
    """A link or a Mini App, for who has forgotten the PIN."""
    lock = await chat.services.pins.of(chat.user.id)
    if lock is None or lock.digest is None:
        raise UserError(say(views.NO_PIN_YET))
    links = chat.services.links
    if (app := links.app(LinkPurpose.PIN_RESET)) is not None:
        await chat.reply(*views.reset_app(app), guarded=True)
        return
    url = await links.create(chat.user.id, LinkPurpose.PIN_RESET)
    await chat.reply(*views.reset_link(url, int(LIFE.total_seconds() // 60)), guarded=True)


async def _cap(chat: Chat, text: str) -> None:
    """Lowering counts at once; raising or lifting needs an unlock."""
    cap = None if text in NONE else figure(text.removesuffix("원"))
    if cap is None and text not in NONE:
        raise UserError(
            say(
                "금액을 적어 주세요. 예: {example}, {none}",
                example=typed_line(UNLOCK_EXAMPLES[2]),
                none=typed_line(NO_CAP_EXAMPLE),
            )
        )
    lock = await chat.services.pins.of(chat.user.id)
    if lock is None or lock.digest is None:
        raise NoPin
    if lock.cap is not None and (cap is None or cap > lock.cap):
        await pads.need_unlock(chat)
    await chat.services.pins.set_cap(chat.user.id, cap)
    await chat.reply(say(views.NO_CAP) if cap is None else views.capped(cap))


def _minutes(text: str) -> int:
    found = _SPAN.fullmatch(text.strip())
    minutes = 0 if found is None else 60 * int(found[1] or 0) + int(found[2] or 0)
    most = int(LONGEST_UNLOCK.total_seconds() // 60)
    if not 1 <= minutes <= most:
        raise UserError(
            say(
                "1분에서 {most}시간까지 정할 수 있어요. 예: {example}",
                most=most // 60,
                example=typed_line(UNLOCK_EXAMPLES[1]),
            )
        )
    return minutes


def _old(after: _After) -> Done:
    """The PIN so far; then what was asked for."""

    async def done(chat: Chat, pad: Pad, pin: str) -> None:
        services = chat.services
        lock = await services.pins.check(chat.user.id, pin, still=lambda: services.pads.is_open(pad))
        await after(chat, pad, lock.digest)

    return done


async def _new(chat: Chat, pad: Pad | None, before: str | None, warning: str = "") -> None:
    async def done(chat: Chat, pad: Pad, pin: str) -> None:
        await pads.ask(chat, say(views.AGAIN), _again(before, valid(pin)), ref=pad.ref)

    await pads.ask(chat, say(views.NEW_PIN), done, ref=None if pad is None else pad.ref, warning=warning)


def _again(before: str | None, first: str) -> Done:
    async def done(chat: Chat, pad: Pad, pin: str) -> None:
        if not compare_digest(first, pin):
            await _new(chat, pad, before, say(views.DIFFERENT))
            return
        await chat.services.pins.set(chat.user.id, pin, before)
        await pads.put_away(chat, pad)
        await chat.reply(say(views.SET))

    return done


async def _without(chat: Chat, pad: Pad | None, before: str | None) -> None:
    await chat.services.pins.do_without(chat.user.id, before)
    if pad is not None:
        await pads.put_away(chat, pad)
    await chat.reply(say(views.WITHOUT))


COMMANDS = (
    Command(("핀", "PIN"), "pin", later("PIN 정하기, 바꾸기"), pin, PIN_EXAMPLES, topic="설정", words=_PIN_WORDS),
    Command(
        ("풀기",), "unlock", later("PIN으로 잠금 풀기"), unlock, UNLOCK_EXAMPLES, topic="설정", words=_UNLOCK_WORDS
    ),
    Command(("잠금",), "lock", later("바로 잠그기"), lock_now, ("잠금",), urgent=True, topic="설정"),
)
