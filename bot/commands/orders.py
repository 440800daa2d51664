"""정정, 취소, 미체결, 체결, 가능, 정지, 재개."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot import markets
from bot.chat import Chat
from bot.commands.command import Command, OnPress, Who
from bot.commands.order import show
from bot.commands.pad import need_unlock
from bot.errors import BotError, NotFound, UserError
from bot.i18n import later, say
from bot.markets.words import MARKET_WORDS
from bot.storage import fills, orders
from bot.trading.draft import NAME_LIMIT, Market, Price
from bot.trading.figures import price_figure
from bot.trading.offers import Offer
from bot.trading.presses import AmendOrder, CancelAll, CancelOrder
from bot.trading.quantities import money_word
from bot.trading.readings import in_other_money, other_money
from bot.typed import ORDER_WORDS, typed_line
from bot.views import asking
from bot.views import offer as offer_views
from bot.views import order_lists as views
from bot.views.orders import CANCEL_ALL
from kis.errors import KisError
from kis.symbols import Ambiguous, Instrument

_SHORT = re.compile(r"#?[Aa]?(\d{1,9})")
ALL = {"전부", "모두", "전체"}
AMEND_EXAMPLE, CANCEL_EXAMPLE, ABLE_EXAMPLE = "정정 A17 71000", "취소 A17", "가능 삼성전자 70000"
CANCEL_SEVERAL = "취소 A17 A18"


async def amend(chat: Chat) -> None:
    """`정정 A17 71000`."""
    words = chat.words
    if len(words) == 1:
        await _ask_price(chat, _short_no(words[0], typed_line(AMEND_EXAMPLE)))
    elif len(words) == 2:
        short_no, price = _short_no(words[0], typed_line(AMEND_EXAMPLE)), _price(words[1], typed_line(AMEND_EXAMPLE))
        await _refuse_other_money(chat, short_no, words[1])
        await show(chat, await chat.services.desk.offer_amend(chat.user, short_no, price))
    else:
        raise UserError(say("주문 번호와 새 가격을 적어 주세요. 예: {example}", example=typed_line(AMEND_EXAMPLE)))


async def amend_pressed(chat: Chat) -> None:
    """`정정` under an order's card, or one of the prices offered then."""
    press = chat.press(AmendOrder)
    if not press.price:
        await _ask_price(chat, press.short_no)
    else:
        price = _price(press.price, typed_line(AMEND_EXAMPLE))
        await show(chat, await chat.services.desk.offer_amend(chat.user, press.short_no, price))


async def cancel(chat: Chat) -> None:
    """`취소 A17`, `취소 A17 A18`, `취소 전부`; `취소` alone shows what there is to cancel."""
    numbers = [_SHORT.fullmatch(word) for word in chat.words]
    if not numbers:
        await open_orders(chat)
    elif chat.text in ALL:
        await cancel_all(chat)
    elif len(numbers) > 1 and all(numbers):
        several = [int(found[1]) for found in numbers if found]
        await _show_all(chat, await chat.services.desk.offer_cancel_several(chat.user, several))
    else:
        short_no = _short_no(
            chat.text, say("{one} 또는 {all}", one=typed_line(CANCEL_EXAMPLE), all=typed_line(CANCEL_ALL))
        )
        await show(chat, await chat.services.desk.offer_cancel(chat.user, short_no))


async def cancel_pressed(chat: Chat) -> None:
    """`취소` under an order's card."""
    await show(chat, await chat.services.desk.offer_cancel(chat.user, chat.press(CancelOrder).short_no))


async def cancel_all(chat: Chat) -> None:
    """One card for all that is open."""
    await offer_all(chat)


async def offer_all(chat: Chat, *, reserved: bool = False) -> None:
    """One card for all orders, or all reservations."""
    await _show_all(chat, *await chat.services.desk.offer_cancel_all(chat.user, reserved=reserved))


async def _show_all(chat: Chat, offers: Sequence[Offer], left: int = 0) -> None:
    """One card for several cancellations; only a press on this very message counts."""
    desk = chat.services.desk
    await chat.reply(
        offer_views.all_cancelled(offers, left),
        offer_views.cancel_all_buttons(offers),
        also=lambda session, ref: desk.shown(session, ref, *offers),
    )


async def open_orders(chat: Chat) -> None:
    """`미체결`."""
    connection = chat.services.connections.of(chat.user)
    fresh = await _compared(chat)
    async with chat.services.database.read() as session:
        rows = [
            row
            for row in await orders.open_of_user(session, chat.user.id)
            if row.credential_id == connection.credential_id
        ]
    reserved = [row for row in rows if row.segment.is_reserved]
    rows = [row for row in rows if not row.segment.is_reserved]
    text = views.open_orders(rows, connection.badge)
    if reserved:
        text += "\n" + say("예약 {count}건은 「예약」에서 볼 수 있어요.", count=len(reserved))
    await chat.reply(text if fresh else f"{text}\n{say(views.NOT_COMPARED)}", views.open_buttons(rows))


async def filled(chat: Chat) -> None:
    """`체결`: today's."""
    connection = chat.services.connections.of(chat.user)
    fresh = await _compared(chat)
    async with chat.services.database.read() as session:
        rows = [
            row
            for row in await fills.of_days(session, chat.user.id, markets.today(connection.now()))
            if row[1].credential_id == connection.credential_id
        ]
    text = views.fills(rows, connection.badge, day=say("오늘"))
    await chat.reply(text if fresh else f"{text}\n{say(views.NOT_COMPARED)}")


async def able(chat: Chat) -> None:
    """`가능 삼성전자 70000`: how many can be bought, and sold."""
    connection = chat.services.connections.of(chat.user)
    instrument, price = _wanted(chat)
    limits = await chat.services.desk.choices.able(chat.user, instrument, price)
    await chat.reply(views.able(instrument, None if isinstance(price, Market) else price, *limits, connection.badge))


async def halt(chat: Chat) -> None:
    """`정지`."""
    dropped = await chat.services.desk.halt(chat.user)
    async with chat.services.database.read() as session:
        rows = await orders.open_of_user(session, chat.user.id)
    waiting = sum(row.segment.is_reserved for row in rows)
    await chat.reply(views.halted(dropped, waiting), views.halted_buttons())


async def resume(chat: Chat) -> None:
    """`재개`."""
    await need_unlock(chat)
    await chat.reply(views.resumed(await chat.services.desk.resume(chat.user)))


async def _compared(chat: Chat) -> bool:
    """Whether KIS's own list was asked just now; an outage must not look like an empty list."""
    try:
        await chat.services.desk.reconcile(chat.services.connections.of(chat.user))
    except (KisError, BotError):
        return False
    return True


async def _ask_price(chat: Chat, short_no: int) -> None:
    order, prices = await chat.services.desk.choices.new_prices(chat.user, short_no)
    await chat.reply(asking.ask_new_price(order, prices), asking.new_price_buttons(order, prices))


def _short_no(word: str, example: str) -> int:
    found = _SHORT.fullmatch(word.strip())
    if found is None:
        raise UserError(
            say("주문 번호를 적어 주세요. 예: {example}. 번호는 「미체결」에서 볼 수 있어요.", example=example)
        )
    return int(found[1])


def _price(word: str, example: str) -> Price:
    if word in MARKET_WORDS:
        return Market.ORDER
    amount = price_figure(word.removesuffix("원").removesuffix("달러"))
    if not amount:
        raise UserError(
            say(
                "「{word}」{word:~을/를} 가격으로 읽지 못했어요. 이렇게 적어 주세요: {example}",
                word=word[:20],
                example=example,
            )
        )
    return amount


async def _refuse_other_money(chat: Chat, short_no: int, word: str) -> None:
    """A new price in won is none of an order in dollars, nor the other way round."""
    async with chat.services.database.read() as session:
        order = await orders.by_short_no(session, chat.user.id, short_no)
    paid = money_word(word)
    if order is not None and paid is not None and in_other_money(paid.currency, order.currency):
        raise other_money(order.name, order.currency, typed_line(f"정정 A{short_no}"))


def _wanted(chat: Chat) -> tuple[Instrument, Price]:
    """A name alone means at market; otherwise the last word is the price."""
    name, _, last = chat.text.rpartition(" ")
    whole = chat.services.symbols.resolve(chat.text)
    if not isinstance(whole, Instrument | Ambiguous):
        whole = markets.contract(chat.text) or whole
    if isinstance(whole, Instrument):
        return whole, Market.ORDER
    found = chat.services.symbols.resolve(name)
    if not isinstance(found, Instrument | Ambiguous):
        found = markets.contract(name) or found
    if isinstance(found, Instrument):
        return found, _price(last, typed_line(ABLE_EXAMPLE))
    for several in (found, whole):
        if isinstance(several, Ambiguous):
            names = ", ".join(one.name for one in several.candidates[:5])
            raise UserError(say("어느 종목인지 더 적어 주세요: {names}", names=names))
    if not chat.text:
        raise UserError(say("종목과 가격을 적어 주세요. 예: {example}", example=typed_line(ABLE_EXAMPLE)))
    unknown = (name or chat.text)[:NAME_LIMIT]
    raise NotFound(
        say(
            "「{unknown}」 종목을 찾지 못했어요. 이름이나 6자리 코드로 적어 주세요. 예: {example}",
            unknown=unknown,
            example=typed_line(ABLE_EXAMPLE),
        )
    )


COMMANDS = (
    Command(
        ("정정",),
        "amend",
        later("주문 가격 바꾸기"),
        amend,
        (AMEND_EXAMPLE,),
        who=Who.TRADER,
        lapses=True,
        topic="주문",
        words=ORDER_WORDS,
    ),
    Command(
        ("취소",),
        "cancel",
        later("주문 취소"),
        cancel,
        (CANCEL_EXAMPLE, CANCEL_SEVERAL, CANCEL_ALL),
        who=Who.TRADER,
        topic="주문",
        words=(("all", "전부"),),
    ),
    Command(("미체결",), "open", later("아직 체결되지 않은 주문"), open_orders, topic="주문"),
    Command(("체결",), "fills", later("오늘 체결된 것"), filled, topic="주문"),
    Command(
        ("가능", "매수가능"),
        "can",
        later("살 수 있는 수량, 팔 수 있는 수량"),
        able,
        (ABLE_EXAMPLE,),
        topic="주문",
        words=ORDER_WORDS,
    ),
    Command(
        ("정지",), "halt", later("모든 주문 전송을 바로 멈추기"), halt, who=Who.ADMITTED, urgent=True, topic="주문"
    ),
    Command(("재개",), "resume", later("정지를 풀기"), resume, who=Who.TRADER, topic="주문"),
)
PRESSES = (
    OnPress(AmendOrder, amend_pressed, who=Who.TRADER),
    OnPress(CancelOrder, cancel_pressed, who=Who.TRADER),
    OnPress(CancelAll, cancel_all, who=Who.TRADER),
)
