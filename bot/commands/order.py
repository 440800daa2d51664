"""매수, 매도: from one line, or from buttons, to a check card; and the presses under it."""

from __future__ import annotations

from bot import markets
from bot.chat import Chat
from bot.commands.command import Command, Handler, OnPress, Who
from bot.commands.quote import named
from bot.errors import StaleButton
from bot.i18n import later, say
from bot.locks.approving import NeedsApproval
from bot.names import Directory
from bot.storage.terms import Funding
from bot.trading.conditions import PLAIN, Conditions
from bot.trading.draft import EXAMPLES, AmbiguousName, OrderDraft, Price
from bot.trading.offers import Offer
from bot.trading.presses import Again, Confirm, ConfirmAll, Drop, DropAll, StartOrder
from bot.trading.quantities import Quantity
from bot.typed import ORDER_WORDS
from bot.views import approving, asking
from bot.views import offer as views
from kis.domestic.codes import Side
from kis.symbols import Instrument


def beginning(side: Side, funding: Funding = Funding.CASH) -> Handler:
    """`매수 삼성전자 10 70000`; a stock alone, and the rest is asked."""

    async def handler(chat: Chat) -> None:
        await begin(chat, side, chat.text, Conditions(funding=funding))

    return handler


async def begin(
    chat: Chat, side: Side, text: str, conditions: Conditions = PLAIN, names: Directory | None = None
) -> None:
    """Go on from the words behind the verb; `names` are those that count where not all do."""
    names = names or await chat.services.finding.of(chat.user.id)
    if isinstance(alone := names.resolve(text), Instrument):
        await proceed(chat, side, alone, None, None, conditions)
        return
    try:
        draft = OrderDraft.parse(side, text, names, conditions)
    except AmbiguousName as choice:
        await chat.reply(*asking.names(side, choice))
    else:
        await proceed(chat, side, draft.instrument, draft.quantity, draft.price, draft.conditions)


async def start(chat: Chat) -> None:
    """A price of the book, a name, a price or a quantity was pressed."""
    press = chat.press(StartOrder)
    if (side := press.wanted_side) is None:
        raise StaleButton
    await proceed(
        chat, side, named(chat, press.symbol), press.wanted_quantity, press.wanted_price, press.wanted_conditions
    )


async def proceed(
    chat: Chat,
    side: Side,
    instrument: Instrument,
    quantity: Quantity | None,
    price: Price | None,
    conditions: Conditions,
) -> None:
    """Ask for what is missing, then offer."""
    reserved = conditions.reserve is not None
    markets.ordering(instrument, reserved=reserved)  # refuses what cannot be, before anything is asked
    if quantity is None:
        await chat.reply(*asking.quantities(side, instrument, price, conditions))
    elif price is None:
        choice = await chat.services.desk.choices.prices(chat.user, side, instrument, reserved=reserved)
        await chat.reply(*asking.prices(side, instrument, quantity, choice, conditions))
    else:
        draft = OrderDraft.of(side, instrument, quantity, price, conditions)
        await show(chat, await chat.services.desk.offer(chat.user, draft))


async def show(chat: Chat, offer: Offer) -> None:
    """Send a check card; only a press on this very message counts."""
    desk = chat.services.desk
    await chat.reply(views.card(offer), views.buttons(offer), also=lambda session, ref: desk.shown(session, ref, offer))


async def confirm(chat: Chat) -> None:
    """`🔴 매수 확정` pressed: sent at most once, however often it is pressed. The card tells the rest."""
    intent_id = chat.press(Confirm).intent_id
    try:
        await chat.services.desk.confirm(chat.user, intent_id, chat.incoming.message_id)
    except NeedsApproval:
        await _ask_approver(chat, intent_id)
    else:
        await chat.toast(say("보내고 있어요…"))


async def _ask_approver(chat: Chat, intent_id: int) -> None:
    if await chat.services.approvals.ask(chat.user, intent_id):
        await chat.toast(say(approving.ASKED))
        await chat.reply(say(approving.ASKED))
    else:
        await chat.toast(say(approving.WAITING))


async def confirm_all(chat: Chat) -> None:
    """`모두 취소 확정` pressed."""
    first = chat.press(ConfirmAll).intent_id
    count = await chat.services.desk.confirm_all(chat.user, first, chat.incoming.message_id)
    await chat.toast(say("{count}건의 취소를 보내고 있어요…", count=count))


async def drop(chat: Chat) -> None:
    """`취소` under a check card."""
    await chat.services.desk.drop(chat.user, chat.press(Drop).intent_id)


async def drop_all(chat: Chat) -> None:
    """`그만두기` under the card that cancels everything."""
    await chat.services.desk.drop_all(chat.user, chat.press(DropAll).intent_id)


async def again(chat: Chat) -> None:
    """`다시 확인`: a fresh check card for the same."""
    await show(chat, await chat.services.desk.offer_again(chat.user, chat.press(Again).intent_id))


COMMANDS = (
    Command(
        ("매수", "ㅁㅅ"), "buy", later("사기. 확인 카드를 먼저 보여 드려요"), beginning(Side.BUY),
        (EXAMPLES[Side.BUY], "매수 005930 10 시장가", "매수 삼성전자 50만원 시장가",
         "매수 삼성전자 10 최유리",
         "매수 엔비디아 3 120.5", "매수 애플 1 200 LOC"),
        who=Who.TRADER, lapses=True, topic="주문", words=ORDER_WORDS,
    ),
    Command(
        ("매도", "ㅁㄷ"), "sell", later("팔기. 확인 카드를 먼저 보여 드려요"), beginning(Side.SELL),
        (EXAMPLES[Side.SELL], "매도 삼성전자 전량 시장가", "매도 삼성전자 30% 시장가"),
        who=Who.TRADER, lapses=True, topic="주문", words=ORDER_WORDS,
    ),
    Command(
        ("신용매수",), "creditbuy", later("빌려서 사기 (실전만)"), beginning(Side.BUY, Funding.CREDIT),
        ("신용매수 삼성전자 10 70000",), who=Who.TRADER, lapses=True, topic="주문", words=ORDER_WORDS,
    ),
    Command(
        ("신용매도",), "creditsell", later("빌려서 산 것을 팔아 갚기 (실전만)"), beginning(Side.SELL, Funding.CREDIT),
        ("신용매도 삼성전자 전량 시장가",), who=Who.TRADER, lapses=True, topic="주문", words=ORDER_WORDS,
    ),
)  # fmt: skip
PRESSES = (
    OnPress(StartOrder, start, who=Who.TRADER),
    OnPress(Confirm, confirm, who=Who.TRADER),
    OnPress(ConfirmAll, confirm_all, who=Who.TRADER),
    OnPress(Drop, drop),
    OnPress(DropAll, drop_all),
    OnPress(Again, again, who=Who.TRADER),
)
