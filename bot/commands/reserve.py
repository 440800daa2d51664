"""예약: orders for the next open. `예약 매수 삼성전자 10 70000 12-31까지`, the list, 정정 and 취소."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, time

from bot.chat import Chat
from bot.commands import order, orders
from bot.commands.command import Command, OnPress, Who
from bot.errors import BotError, UserError
from bot.i18n import later, say
from bot.storage import reserved
from bot.trading.conditions import Conditions
from bot.trading.dates import dated
from bot.typed import ORDER_WORDS, Words, typed_line
from bot.views import reservations as views
from bot.views.order_lists import NOT_COMPARED
from bot.views.text import Card
from kis.credentials import Environment
from kis.domestic.codes import Side
from kis.errors import KisError

_SIDES = {"매수": Side.BUY, "ㅁㅅ": Side.BUY, "매도": Side.SELL, "ㅁㄷ": Side.SELL}
_BATCH = time(15, 35), time(15, 55)
Way = Callable[[Chat], Awaitable[None]]


async def reserve(chat: Chat) -> None:
    """`예약` alone is the list; else its first word says what."""
    word, _, rest = chat.text.partition(" ")
    if (side := _SIDES.get(word)) is not None:
        await _place(chat, side, rest)
    elif (way := _WAYS.get(word)) is not None:
        await way(replace(chat, text=rest.strip()))
    else:
        raise UserError(
            say(
                "「예약」 뒤에 매수, 매도, 정정, 취소 가운데 하나를 적어 주세요. 예: {example}",
                example=typed_line(views.EXAMPLE),
            )
        )


async def _place(chat: Chat, side: Side, text: str) -> None:
    today = chat.services.connections.of(chat.user).now().date()
    rest, dates = dated(text.split(), today)
    await order.begin(chat, side, rest, Conditions(reserve=dates))


async def show(chat: Chat) -> None:
    """What waits."""
    await chat.reply(*await _listed(chat, 0))


async def page(chat: Chat) -> None:
    """Another page of the list."""
    await chat.edit(*await _listed(chat, chat.press(views.ReservedPage).page))


async def _listed(chat: Chat, page: int) -> Card:
    """A page, after KIS was asked: an outage must not look like an empty list."""
    connection = chat.services.connections.of(chat.user)
    notes = []
    try:
        await chat.services.desk.reservations.compare(connection, everywhere=True)
    except (KisError, BotError):
        notes.append(say(views.BATCH) if _is_batch(connection.now()) else say(NOT_COMPARED))
    if connection.environment is Environment.PAPER:
        notes.append(say(views.UNLISTED))
    async with chat.services.database.read() as session:
        rows = await reserved.waiting(session, connection.credential_id)
    return views.listed(rows, connection.environment, notes, page)


def _is_batch(at: datetime) -> bool:
    begin, end = _BATCH
    return begin <= at.time() < end


async def cancel(chat: Chat) -> None:
    """`예약 취소 A17`, `예약 취소 전부`; `예약 취소` alone shows what there is to cancel."""
    if not chat.text:
        await show(chat)
    elif chat.text in orders.ALL:
        await orders.offer_all(chat, reserved=True)
    else:
        await orders.cancel(chat)


_WAYS: dict[str, Way] = {"": show, "목록": show, "취소": cancel, "정정": orders.amend}

WORDS: Words = (
    *ORDER_WORDS, ("open", "장전"), ("today", "오늘"), ("tomorrow", "내일"), ("cancel", "취소"), ("amend", "정정"),
    ("list", "목록"),
)  # fmt: skip
COMMANDS = (
    Command(
        ("예약",), "reserve", later("다음 장에 낼 주문을 미리 내기 (국내는 실전만)"), reserve,
        (views.EXAMPLE, "예약 매수 삼성전자 10 70000 내일", "예약 매도 삼성전자 전량 71000",
         "예약 매수 애플 3 $180", "예약 매수 삼성전자 10 시장가", "예약", "예약 취소 A17", "예약 정정 A17 69000"),
        who=Who.TRADER, lapses=True, topic="예약", words=WORDS,
    ),
)  # fmt: skip
PRESSES = (OnPress(views.ReservedPage, page, who=Who.TRADER),)
