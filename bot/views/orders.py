"""The order card and the pushes about orders."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.buttons import Rows
from bot.i18n import Said, later, retold, say
from bot.markets.words import ORDER_TYPES, SIDES
from bot.money import POINTS, money
from bot.storage.states import FillSource, IntentKind, IntentState, OrderSource, OrderState
from bot.storage.tables import Fill, Intent, Order
from bot.storage.terms import WON, Figure, OrderType
from bot.trading.presses import AmendOrder, CancelOrder
from bot.views import reserved
from bot.views.text import BADGES, number, safe, won
from kis.credentials import Environment
from kis.domestic.codes import Side
from kis.market.clock import KST

WHAT = Said({IntentKind.NEW: later("주문"), IntentKind.AMEND: later("정정"), IntentKind.CANCEL: later("취소")})
AMEND, CANCEL, CANCEL_ALL = "정정", "취소", "취소 전부"
"""What is typed to change an order."""
NO_REASON = later("KIS가 이유를 알려 주지 않았어요.")
NUMBER_WIDTH = 10
"""KIS shows an order's number with zeros before it (ODNO)."""
DERIVED = later("KIS 주문 목록이 비어 있어 잔고로 확인한 체결이에요.")
SEVERAL = later("놓친 체결 2건 이상을 모은 수량과 평균 가격이에요.")

_WORDS = Said(
    {
        OrderState.SENDING: later("전송 중…"),
        OrderState.ACCEPTED: later("접수"),
        OrderState.AMENDED: later("정정"),
        OrderState.FILLED: later("전량 체결"),
        OrderState.CANCELLED: later("취소됨"),
        OrderState.REJECTED: later("거부"),
        OrderState.UNKNOWN: later("결과 불명"),
        OrderState.NOT_PLACED: later("거부"),
        OrderState.EXPIRED: later("취소됨"),
    }
)


def title(order: Order | Intent) -> str:
    """`#A17 삼성전자 매수`, escaped."""
    verb = f"{order.funding.word}{SIDES[order.side]}"
    return f"#A{order.short_no} {safe(order.name)} {reserved.verb(verb) if order.segment.is_reserved else verb}"


def state(order: Order) -> str:
    """The card's word for where the order stands."""
    if (word := reserved.state(order)) is not None:
        return word
    if order.state is OrderState.PARTIAL:
        return say(
            "부분 {filled_quantity}/{quantity}",
            filled_quantity=number(order.filled_quantity),
            quantity=number(order.quantity),
        )
    return _WORDS[order.state]


def card(order: Order, environment: Environment, change: Intent | None = None) -> str:
    """The one message of an order, as it stands now; `change` is its amendment or cancellation under way."""
    lines = [f"<b>{title(order)} · {state(order)}</b>  {BADGES[environment]}", terms(order)]
    if order.filled_quantity:
        average = Decimal(order.filled_amount) / order.filled_quantity
        rest = say(" · 미체결 {count}", count=count(order, order.open_quantity)) if order.open_quantity else ""
        lines.append(
            say(
                "체결 {count} · 평균 {average}{rest}",
                count=count(order, order.filled_quantity),
                average=_average(average, order.currency),
                rest=rest,
            )
        )
    if (note := _note(order, change)) is not None:
        lines.append(note)
    lines += reserved.notes(order, environment)
    lines.append(_foot(order))
    return "\n".join(lines)


def buttons(order: Order) -> Rows:
    """정정 and 취소 as long as KIS knows the order and it is open."""
    if order.number is None or not order.state.is_open:
        return ()
    cancel = CancelOrder(order.short_no).button(say("취소"))
    return ((AmendOrder(order.short_no, "").button(say("정정")), cancel) if reserved.can_amend(order) else (cancel,),)


def terms(order: Order | Intent) -> str:
    """`10주 × 71,200원 = 712,000원 · 지정가`, or at any price."""
    kind = ORDER_TYPES.get(order.order_type, say("지정가") if order.price else say("시장가"))
    if order.loan_date is not None:
        kind += " · " + say("대출일 {day}", day=order.loan_date)
    if order.price is None:
        return f"{count(order)} · {kind}"
    amount = worth(order.quantity * order.price, order.currency, order.rate)
    return f"{count(order)} × {money(order.price, order.currency)} = {amount} · {kind}"


def at(price: Figure | None, kind: OrderType, currency: str) -> str:
    """A price, or the word for how an order without one is priced."""
    return ORDER_TYPES.get(kind, say("시장가")) if price is None else money(price, currency)


def count(order: Order | Intent, quantity: int | None = None) -> str:
    """`10주`, `2계약`: all of an order, or some."""
    return f"{number(order.quantity if quantity is None else quantity)}{order.segment.unit}"


def worth(amount: Figure, currency: str, rate: Figure) -> str:
    """An amount, in won beside where it is other money; of points only the won mean anything."""
    if currency == WON and rate == 1:
        return won(amount)
    in_won = won(int(amount * rate))
    return in_won if currency in (WON, POINTS) else f"{money(amount, currency)} (≈{in_won})"


def filled(order: Order, fill: Fill, quantity: int, environment: Environment, *, several: bool = False) -> str:
    """The push of a fill. `quantity` is what was new in it; `several` fills in one have an average price."""
    progress = f"({number(order.filled_quantity)}/{number(order.quantity)})"
    what = f"{title(order)} {count(order, quantity)} @{paid(fill.price, order)}"
    text = say("#체결 {what} {progress} {badge}", what=what, progress=progress, badge=BADGES[environment])
    notes = [say(SEVERAL)] if several else []
    notes += [say(DERIVED)] if fill.source is FillSource.BALANCE else []
    return "\n".join([text, *notes])


def filled_in_all(order: Order, environment: Environment) -> str:
    """The one push of all that was filled of an order, when no more will be."""
    return say(
        "#체결 {title} {state} {filled}/{all} · 평균 {average} {badge}",
        title=title(order),
        state=state(order),
        filled=number(order.filled_quantity),
        all=count(order),
        average=_average(Decimal(order.filled_amount) / order.filled_quantity, order.currency),
        badge=BADGES[environment],
    )


def unexplained(symbol: str, side: Side, quantity: int, environment: Environment) -> str:
    """The balance knows of trades that no order here explains."""
    return say(
        "#점검 {symbol} {side} {quantity}주가 잔고에 더 있어요 {badge}\n"
        "KIS의 주문 목록이 비어 있어 어느 주문의 체결인지 알 수 없어요. 한국투자 앱의 체결 내역을 "
        "확인해 주세요.",
        symbol=safe(symbol),
        side=SIDES[side],
        quantity=number(quantity),
        badge=BADGES[environment],
    )


def refused(order: Order | Intent, words: str, environment: Environment, *, what: IntentKind = IntentKind.NEW) -> str:
    """The push of a refusal, in KIS's words; `what` is 정정 or 취소 where the order itself lives on."""
    head = say(
        "#거부 {title} {count}{what} {badge}",
        title=title(order),
        count=count(order),
        what="" if what is IntentKind.NEW else f" {WHAT[what]}",
        badge=BADGES[environment],
    )
    return f"{head}\n{safe(retold(words))}"


def lost(
    order: Order, environment: Environment, alike: Sequence[Order] = (), *, what: IntentKind = IntentKind.NEW
) -> str:
    """Told when looking has not settled an outcome; `alike` are orders at KIS which may be this one."""
    seen = "".join(f"\n· #A{one.short_no} {_foot(one)} · {state(one)}" for one in alike)
    shown = (
        say(
            "KIS에는 똑같은 주문이 {count}건 있는데, 어느 것인지 가릴 수 없어요.{seen}\n",
            count=number(len(alike)),
            seen=seen,
        )
        if alike
        else ""
    )
    return say(
        "#점검 {title} · 결과 불명 {badge}\n"
        "KIS의 답이 없어 {what} 결과를 확인하지 못했어요. 다시 보내지 않았어요.\n"
        "{shown}한국투자 앱의 주문·체결 내역을 한번 확인해 주세요. 새로 알게 되면 바로 알려 드릴게요.",
        title=title(order),
        badge=BADGES[environment],
        what=WHAT[what],
        shown=shown,
    )


def confirmed(order: Order, environment: Environment, words: str) -> str:
    """Told when an outcome that was unknown has become known."""
    return say("#점검 {title} · {words} {badge}", title=title(order), words=retold(words), badge=BADGES[environment])


def paid(price: Figure, order: Order) -> str:
    """The price of a fill; of won it goes without saying."""
    return number(price) if order.currency == WON else money(price, order.currency)


def _average(price: Decimal, currency: str) -> str:
    return won(price) if currency == WON else money(price, currency)


def _note(order: Order, change: Intent | None) -> str | None:
    left = count(order, _left(order))
    match order.state:
        case OrderState.UNKNOWN if not order.segment.is_reserved:
            return say("⏳ KIS의 답이 없어요. 다시 보내지 않고 주문 목록에서 찾고 있어요.")
        case OrderState.EXPIRED if not order.segment.is_reserved:
            return say("장이 끝나 남은 {left:은/는} 효력을 잃었어요.", left=left)
        case OrderState.CANCELLED if _left(order) and not order.segment.is_reserved:
            return say("남은 {left}{unit:을/를} 취소했어요.", left=number(_left(order)), unit=order.segment.unit)
        case OrderState.REJECTED | OrderState.NOT_PLACED:
            return safe(retold(order.reason or NO_REASON))
    return _under_way(order, change) if order.state.is_open and change is not None else None


def _under_way(order: Order, change: Intent) -> str | None:
    price = say("시장가") if change.price is None else money(change.price, change.currency)
    what = say("취소") if change.kind is IntentKind.CANCEL else say("{price} 정정", price=price)
    if change.state is IntentState.UNKNOWN:
        return say("⏳ {what} 결과 불명 · 다시 보내지 않고 확인하고 있어요.", what=what)
    if change.state is IntentState.SENT:
        return say("{what} 전송 중…", what=what)
    if change.kind is IntentKind.AMEND and change.price == order.price:
        return None
    return say("{what} 접수 · 확인을 기다리고 있어요.", what=what)


def _left(order: Order) -> int:
    return order.quantity - order.filled_quantity


def _foot(order: Order) -> str:
    told = reserved.number(order) or (
        say("주문 {number}", number=order.number.zfill(NUMBER_WIDTH)) if order.number else say("주문번호 없음")
    )
    elsewhere = say(" · 다른 곳에서 낸 주문") if order.source is OrderSource.OTHER else ""
    return f"{told} · {order.updated_at.astimezone(KST):%H:%M:%S}{elsewhere}"
