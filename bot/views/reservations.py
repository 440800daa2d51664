"""예약: the list, and the word before the open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from bot import markets
from bot.buttons import Button, Press, Rows, Style
from bot.i18n import later, say
from bot.names import key_of
from bot.storage.states import OrderState
from bot.storage.tables import Order
from bot.storage.terms import OrderType
from bot.trading.conditions import Conditions
from bot.trading.draft import Market
from bot.trading.presses import AmendOrder, CancelOrder, StartOrder
from bot.typed import typed_line
from bot.views import reserved
from bot.views.order_lists import LISTED
from bot.views.orders import NUMBER_WIDTH, at, count, state, title
from bot.views.text import BADGES, Card, bold, number, safe
from kis.credentials import Environment
from kis.units import Shares

EXAMPLE = "예약 매수 삼성전자 10 70000"
IN_PAPER = "예약 매수 애플 1 180"
"""What 모의 takes: it has reservations abroad alone."""
BATCH = later("⏳ 15:35~15:55에는 KIS가 예약을 정리해서 목록이 늦을 수 있어요. 15:55 뒤에 다시 보내 주세요.")
UNLISTED = later("모의투자에는 예약 목록이 없어 여기서 낸 예약만 보여 드려요.")


@dataclass(frozen=True, slots=True)
class ReservedPage(Press):
    """A page of the list, from 0."""

    prefix: ClassVar[str] = "reserved-page"
    page: int


def listed(rows: Sequence[Order], environment: Environment, notes: Sequence[str] = (), page: int = 0) -> Card:
    """A page of what waits to be sent, with buttons for the first of it."""
    badge = BADGES[environment]
    if not rows:
        text = say(
            "기다리는 예약이 없어요. {badge}\n예약하려면 이렇게 적어 주세요: {example}",
            badge=badge,
            example=typed_line(IN_PAPER if environment is Environment.PAPER else EXAMPLE),
        )
        return "\n".join([text, *notes]), ()
    last = (len(rows) - 1) // LISTED
    page = min(max(page, 0), last)
    shown = rows[page * LISTED : (page + 1) * LISTED]
    lines = [say("{title} {count}건  {badge}", title=bold(say("예약")), count=number(len(rows)), badge=badge)]
    for order in shown:
        price = at(order.price, order.order_type, order.currency)
        lines.append(f"{title(order)} {count(order)} @{price} · {state(order)}")
        lines.append(f"  {reserved.when(order, paper=environment is Environment.PAPER)}")
    if last:
        lines.append(say("{page}/{pages}쪽", page=page + 1, pages=last + 1))
    turns = [ReservedPage(page - 1).button(f"◀ {say('이전')}")] if page else []
    turns += [ReservedPage(page + 1).button(f"{say('다음')} ▶")] if page < last else []
    live = [order for order in shown if order.number is not None][:6]
    return "\n".join([*lines, *notes]), (*map(_changes, live), *((tuple(turns),) if turns else ()))


def word(order: Order, made: Order | None, environment: Environment) -> Card:
    """What became of a reservation today: the order that came of it, KIS's refusal, or nothing yet."""
    head, badge = f"{title(order)} {count(order)}", BADGES[environment]
    if made is not None:
        text = say("#브리핑 {head} → 주문 #A{made} {state} {badge}",
                   head=head, made=made.short_no, state=state(made), badge=badge)  # fmt: skip
        shown = "" if made.number is None else made.number.zfill(NUMBER_WIDTH)
        price = at(made.price, made.order_type, made.currency)
        return f"{text}\n{count(made)} @{price} · " + say("주문번호 {number}", number=shown), _order_buttons(made)
    if order.reason:
        text = say("#거부 {head} · 예약이 거부됐어요 {badge}", head=head, badge=badge)
        return f"{text}\nKIS: {safe(order.reason)}", again(order)
    if not order.state.is_open:
        text = say("#점검 {head} · 예약의 결과를 알 수 없어요 {badge}", head=head, badge=badge)
        return f"{text}\n" + say("KIS의 주문 내역에 없어요. 한국투자 앱에서 한번 확인해 주세요."), again(order)
    if order.state is OrderState.UNKNOWN:
        text = say("#브리핑 {head} · 접수됐는지 아직 몰라요 ⏳ {badge}", head=head, badge=badge)
        return f"{text}\n" + say("다시 보내지 않았어요. 주문 내역에 나오면 바로 알려 드릴게요."), ()
    text = say("#브리핑 {head} · 아직 나가지 않았어요 {badge}", head=head, badge=badge)
    return f"{text}\n" + say("개장 때 나가요. 결과는 나오는 대로 알려 드릴게요."), ()


def not_asked(environment: Environment, waiting: int) -> str:
    """KIS could not be asked at the hour of the word."""
    return say(
        "#점검 오늘 나갈 예약 {count}건의 결과를 KIS에 묻지 못했어요 {badge}\n"
        "계속 물어보고, 알게 되면 바로 알려 드릴게요.",
        count=waiting,
        badge=BADGES[environment],
    )


def again(order: Order) -> Rows:
    """다시 주문: a fresh check card of an order now; it sends nothing by itself."""
    market = markets.of(order.segment)
    instrument = market.unlisted(order.symbol, order.name, order.venue)
    plain = order.order_type is OrderType.LIMIT or not order.order_type.needs_price
    kind = None if plain else order.order_type
    at_any = Market.ORDER if order.order_type is OrderType.MARKET else None  # what KIS would have priced is asked for
    price = at_any if order.price is None else order.price
    press = StartOrder.of(order.side, key_of(instrument), price, Shares(order.quantity), Conditions(kind))
    return ((press.button(say("다시 주문")),),)


def _order_buttons(order: Order) -> Rows:
    if not order.state.is_open:
        return ()
    return ((AmendOrder(order.short_no, "").button(say("정정")), CancelOrder(order.short_no).button(say("취소"))),)


def _changes(order: Order) -> tuple[Button, ...]:
    name = f"#A{order.short_no}"
    cancel = CancelOrder(order.short_no).button(say("{name} 취소", name=name), Style.RED)
    if not reserved.can_amend(order):
        return (cancel,)
    return AmendOrder(order.short_no, "").button(say("{name} 정정", name=name)), cancel
