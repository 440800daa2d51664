"""The key pad at work: opened for a question, pressed, taken away."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.chat import Chat
from bot.commands.command import OnPress
from bot.errors import BotError, UserError
from bot.i18n import say
from bot.locks import Unlock
from bot.locks.pads import ENTER, STOP, Done, Pad, PadPress
from bot.locks.pins import SHORTEST, Unfit
from bot.locks.sweeping import take_away
from bot.locks.tries import WrongPin
from bot.storage import messages
from bot.storage.states import LinkPurpose
from bot.views import failures
from bot.views import locks as views
from bot.views.text import Card

Then = Callable[[Chat], Awaitable[None]]


async def need_unlock(chat: Chat) -> None:
    """For what a user's PIN guards once there is one. Raises `Locked`, upon which the router opens a pad."""
    async with chat.services.database.read() as session:
        await Unlock.require_if_set(session, chat.user.id, chat.services.pins.now())


async def ask(chat: Chat, text: str, done: Done, *, ref: int | None = None, warning: str = "") -> None:
    """Open a pad: as a new message, or in place of an earlier one."""
    if ref is None and (earlier := chat.services.pads.close(chat.user.id)) is not None:
        await remove(chat, earlier)
    pad = chat.services.pads.open(chat.user.id, text, done, warning)
    if ref is None:
        pad.ref = await chat.reply(*_drawn(chat, pad), guarded=True)
    else:
        pad.ref = ref
        await _show(chat, pad)


async def unlock_first(chat: Chat, then: Then) -> None:
    """Something was held back: ask for the PIN, and go on with it after."""
    await ask(chat, say(views.ENTER_PIN), unlocking(None, then))


def unlocking(minutes: int | None, then: Then | None) -> Done:
    """What a right PIN does: open the lock, then what was held back."""

    async def done(chat: Chat, pad: Pad, pin: str) -> None:
        services = chat.services
        lock = await services.pins.unlock(chat.user.id, pin, minutes, still=lambda: services.pads.is_open(pad))
        await put_away(chat, pad)
        if then is None:
            await chat.reply(views.unlocked(lock))
        else:
            await then(chat)

    return done


async def pressed(chat: Chat) -> None:
    """A key of a pad."""
    press = chat.press(PadPress)
    async with chat.services.database.read() as session:
        ref = await messages.ref_of(session, chat.incoming.chat_id, chat.incoming.message_id)
    pad = chat.services.pads.find(chat.user.id, press.pad, ref)
    meaning = pad.press(press.key)
    if meaning == STOP:
        await put_away(chat, pad)
        await chat.toast(say(views.STOPPED))
    elif meaning == ENTER and len(pad.entered) < SHORTEST:
        await chat.toast(say(views.SHORT))
    elif meaning == ENTER:
        await enter(chat, pad)
    else:
        await _show(chat, pad)
        await chat.toast(views.dots(pad))


async def typed(chat: Chat) -> None:
    """Digits in the chat while a pad is open: they are taken off the screen, and not tried."""
    gone = await chat.forget()
    await chat.reply(say(views.TYPED) if gone else f"{say(views.TYPED)}\n{say(views.UNDELETED)}", lasting=not gone)


async def put_away(chat: Chat, pad: Pad) -> None:
    """The pad has served: forget it and take it off the screen."""
    if chat.services.pads.is_open(pad):
        chat.services.pads.close(pad.user_id)
    await remove(chat, pad)


async def remove(chat: Chat, pad: Pad) -> None:
    """Take a pad's message off the screen."""
    async with chat.services.database.begin() as session:
        await take_away(session, chat.services.outbox, pad.ref)


async def enter(chat: Chat, pad: Pad) -> None:
    """Hand over what was entered; it is forgotten first, so that it is handed over once."""
    pin = "".join(pad.entered)
    pad.entered.clear()
    try:
        await pad.done(chat, pad, pin)
    except (WrongPin, Unfit) as error:
        await chat.toast(str(error))
        await ask(chat, pad.ask, pad.done, ref=pad.ref, warning=str(error))
    except UserError as error:
        await put_away(chat, pad)
        await chat.reply(failures.sentence(error))
    except BotError:
        await put_away(chat, pad)
        raise


async def _show(chat: Chat, pad: Pad) -> None:
    """Draw the pad, unless it was taken away meanwhile: an edit after the deletion would bring it back."""
    async with chat.services.database.begin() as session:
        if pad.ref is not None and chat.services.pads.is_open(pad):
            await chat.services.outbox.edit(session, pad.ref, *_drawn(chat, pad))


def _drawn(chat: Chat, pad: Pad) -> Card:
    return views.pad(pad, chat.services.links.app(LinkPurpose.PAD))


PRESSES = (OnPress(PadPress, pressed),)
