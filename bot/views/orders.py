"""The order card and the pushes about orders."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot import markets
from bot.buttons import Button, Rows
from bot.i18n import say
from bot.korean import particle
from bot.markets.market import Limits
from bot.markets.words import ORDER_TYPES
from bot.money import POINTS, money
from bot.storage.states import FillSource, IntentKind, IntentState, OrderSource, OrderState
from bot.storage.tables import Fill, Intent, Order
from bot.storage.terms import WON, Figure, OrderType
from bot.trading.presses import AmendOrder, CancelAll, CancelOrder
from bot.views.text import BADGES, bold, number, safe, won
from kis.credentials import Environment
from kis.domestic.codes import Side
from kis.market.clock import KST
from kis.symbols import Instrument

SIDES = {Side.BUY: "매수", Side.SELL: "매도"}
NOT_COMPARED = "⚠️ 지금 KIS에 확인하지 못해, 저장된 기록이에요."
NUMBER_WIDTH = 10
"""KIS shows an order's number with zeros before it (ODNO)."""
DERIVED = "KIS 주문 목록이 비어 있어 잔고로 확인한 체결이에요."
SEVERAL = "놓친 체결 2건 이상을 모은 수량과 평균 가격이에요."
LISTED = 20
"""Rows of a list that fit a message well."""

_WORDS = {
    OrderState.SENDING: "전송 중…",
    OrderState.ACCEPTED: "접수",
    OrderState.AMENDED: "정정",
    OrderState.FILLED: "전량 체결",
    OrderState.CANCELLED: "취소됨",
    OrderState.REJECTED: "거부",
    OrderState.UNKNOWN: "결과 불명",
    OrderState.NOT_PLACED: "거부",
    OrderState.EXPIRED: "취소됨",
}


def title(order: Order | Intent) -> str:
    """`#A17 삼성전자 매수`, escaped."""
    return f"#A{order.short_no} {safe(order.name)} {order.funding.word}{SIDES[order.side]}"


def state(order: Order) -> str:
    """The card's word for where the order stands."""
    if order.state is OrderState.PARTIAL:
        return f"부분 {number(order.filled_quantity)}/{number(order.quantity)}"
    return _WORDS[order.state]


def card(order: Order, environment: Environment, change: Intent | None = None) -> str:
    """The one message of an order, as it stands now; `change` is its amendment or cancellation under way."""
    lines = [f"<b>{title(order)} · {state(order)}</b>  {BADGES[environment]}", terms(order)]
    if order.filled_quantity:
        average = Decimal(order.filled_amount) / order.filled_quantity
        rest = f" · 미체결 {count(order, order.open_quantity)}" if order.open_quantity else ""
        lines.append(f"체결 {count(order, order.filled_quantity)} · 평균 {_average(average, order.currency)}{rest}")
    if (note := _note(order, change)) is not None:
        lines.append(note)
    lines.append(_foot(order))
    return "\n".join(lines)


def buttons(order: Order) -> Rows:
    """정정 and 취소 as long as KIS knows the order and it is open."""
    if order.number is None or not order.state.is_open:
        return ()
    return ((AmendOrder(order.short_no, "").button("정정"), CancelOrder(order.short_no).button("취소")),)


def terms(order: Order | Intent) -> str:
    """`10주 × 71,200원 = 712,000원 · 지정가`, or at any price."""
    kind = ORDER_TYPES.get(order.order_type, "지정가" if order.price else "시장가")
    if order.loan_date is not None:
        kind += " · " + say("대출일 {day}", day=order.loan_date)
    if order.price is None:
        return f"{count(order)} · {kind}"
    amount = worth(order.quantity * order.price, order.currency, order.rate)
    return f"{count(order)} × {money(order.price, order.currency)} = {amount} · {kind}"


def at(price: Figure | None, kind: OrderType, currency: str) -> str:
    """A price, or the word for how an order without one is priced."""
    return ORDER_TYPES.get(kind, "시장가") if price is None else money(price, currency)


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
    what = f"{title(order)} {count(order, quantity)} @{_at(fill.price, order)}"
    text = f"#체결 {what} {progress} {BADGES[environment]}"
    notes = [SEVERAL] if several else []
    notes += [DERIVED] if fill.source is FillSource.BALANCE else []
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
    return (
        f"#점검 {safe(symbol)} {SIDES[side]} {number(quantity)}주가 잔고에 더 있어요 {BADGES[environment]}\n"
        "KIS의 주문 목록이 비어 있어 어느 주문의 체결인지 알 수 없어요. 한국투자 앱의 체결 내역을 확인해 주세요."
    )


def refused(order: Order | Intent, words: str, environment: Environment, *, what: str = "") -> str:
    """The push of a refusal, in KIS's words; `what` is 정정 or 취소 where the order itself lives on."""
    head = f"#거부 {title(order)} {count(order)}{f' {what}' if what else ''} {BADGES[environment]}"
    return f"{head}\n{safe(words)}"


def lost(order: Order, environment: Environment, alike: Sequence[Order] = (), *, what: str = "주문") -> str:
    """Told when looking has not settled an outcome; `alike` are orders at KIS which may be this one."""
    seen = "".join(f"\n· #A{one.short_no} {_foot(one)} · {state(one)}" for one in alike)
    shown = f"KIS에는 똑같은 주문이 {number(len(alike))}건 있는데, 어느 것인지 가릴 수 없어요.{seen}\n" if alike else ""
    return (
        f"#점검 {title(order)} · 결과 불명 {BADGES[environment]}\n"
        f"KIS의 답이 없어 {what} 결과를 확인하지 못했어요. 다시 보내지 않았어요.\n{shown}"
        "한국투자 앱의 주문·체결 내역을 한번 확인해 주세요. 새로 알게 되면 바로 알려 드릴게요."
    )


def confirmed(order: Order, environment: Environment, words: str) -> str:
    """Told when an outcome that was unknown has become known."""
    return f"#점검 {title(order)} · {words} {BADGES[environment]}"


def open_orders(orders: Sequence[Order], badge: str) -> str:
    """미체결."""
    if not orders:
        return f"미체결 주문이 없어요. {badge}"
    lines = [f"{bold('미체결')} {number(len(orders))}건  {badge}"]
    for order in orders[:LISTED]:
        price = at(order.price, order.order_type, order.currency)
        left = f"{number(order.open_quantity)}/{count(order)}"
        lines.append(f"{title(order)} {left} @{price} · {state(order)}")
    first = f"A{orders[0].short_no}"
    return "\n".join([*lines, *_more(len(orders)), "", f"예: 정정 {first} · 취소 {first} · 취소 전부"])


def open_buttons(orders: Sequence[Order]) -> Rows:
    """A cancel button for each of the first orders."""
    live = [order for order in orders if order.number is not None][:6]
    made: list[Button] = [CancelOrder(order.short_no).button(f"#A{order.short_no} 취소") for order in live]
    return tuple(tuple(made[start : start + 3]) for start in range(0, len(made), 3))


def fills(rows: Sequence[tuple[Fill, Order]], badge: str, *, day: str) -> str:
    """체결 of a day, newest last."""
    if not rows:
        return f"{day} 체결이 없어요. {badge}"
    lines = [f"{bold(f'{day} 체결')} {number(len(rows))}건  {badge}"]
    lines += [
        f"{fill.filled_at.astimezone(KST):%H:%M:%S} {title(order)} {count(order, fill.quantity)} "
        f"@{_at(fill.price, order)}"
        for fill, order in rows[-LISTED:]
    ]
    return "\n".join([*lines, *_more(len(rows)), *_sums(_orders(rows))])


def able(instrument: Instrument, price: Figure | None, buy: Limits, sell: Limits, badge: str) -> str:
    """가능: at a price, or at market, which is reckoned at the upper limit."""
    currency, unit = markets.currency_of(instrument), markets.of_instrument(instrument).segment.unit
    at = "시장가 (상한가 기준)" if price is None else money(price, currency)
    cash = "" if buy.cash is None else f" ({money(buy.cash, currency)})"
    return (
        f"{bold(instrument.name)} {at}  {badge}\n"
        f"매수가능(미수제외) 최대 {number(buy.largest)}{unit}{cash}\n매도가능 {number(sell.largest)}{unit}"
    )


def halted(dropped: int) -> str:
    """정지 holds."""
    void = f" 확인을 기다리던 {number(dropped)}건도 무효예요." if dropped else ""
    return (
        f"⛔ <b>정지</b>했어요. 새 주문과 정정을 보내지 않아요.{void}\n"
        "이미 접수된 주문은 그대로 있어요. 취소는 할 수 있어요.\n다시 시작하려면 「재개」라고 보내 주세요."
    )


def halted_buttons() -> Rows:
    """What to do about the orders that stand."""
    return ((CancelAll().button("미체결 모두 취소"),),)


def resumed(lifted: bool) -> str:
    """정지 no longer holds."""
    return "▶️ <b>재개</b>했어요. 이제 주문을 보낼 수 있어요." if lifted else "정지 상태가 아니에요."


def _sums(orders: Sequence[Order]) -> list[str]:
    """What was bought and sold, a line for each currency."""
    lines = []
    for currency in dict.fromkeys(WON if order.currency == POINTS else order.currency for order in orders):
        mine = [order for order in orders if currency in (order.currency, WON if order.currency == POINTS else "")]
        bought, sold = (sum(_traded(one) for one in mine if one.side is side) for side in (Side.BUY, Side.SELL))
        lines.append(f"매수 {money(bought, currency)} · 매도 {money(sold, currency)}")
    return lines


def _traded(order: Order) -> Figure:
    """What was traded in the currency it is paid in."""
    return order.filled_amount * order.rate if order.currency in (WON, POINTS) else order.filled_amount


def _at(price: Figure, order: Order) -> str:
    return number(price) if order.currency == WON else money(price, order.currency)


def _average(price: Decimal, currency: str) -> str:
    return won(price) if currency == WON else money(price, currency)


def _orders(rows: Sequence[tuple[Fill, Order]]) -> list[Order]:
    return list({order.id: order for _, order in rows}.values())


def _more(count: int) -> list[str]:
    return [f"… 외 {number(count - LISTED)}건"] if count > LISTED else []


def _note(order: Order, change: Intent | None) -> str | None:
    left = count(order, _left(order))
    match order.state:
        case OrderState.UNKNOWN:
            return "⏳ KIS의 답이 없어요. 다시 보내지 않고 주문 목록에서 찾고 있어요."
        case OrderState.EXPIRED:
            return f"장이 끝나 남은 {left}{particle(left, '은', '는')} 효력을 잃었어요."
        case OrderState.CANCELLED if _left(order):
            return (
                f"남은 {number(_left(order))}{order.segment.unit}{particle(order.segment.unit, '을', '를')} 취소했어요."
            )
        case OrderState.REJECTED | OrderState.NOT_PLACED:
            return safe(order.reason or "KIS가 이유를 알려 주지 않았어요.")
    return _under_way(order, change) if order.state.is_open and change is not None else None


def _under_way(order: Order, change: Intent) -> str | None:
    price = "시장가" if change.price is None else money(change.price, change.currency)
    what = "취소" if change.kind is IntentKind.CANCEL else f"{price} 정정"
    if change.state is IntentState.UNKNOWN:
        return f"⏳ {what} 결과 불명 · 다시 보내지 않고 확인하고 있어요."
    if change.state is IntentState.SENT:
        return f"{what} 전송 중…"
    if change.kind is IntentKind.AMEND and change.price == order.price:
        return None
    return f"{what} 접수 · 확인을 기다리고 있어요."


def _left(order: Order) -> int:
    return order.quantity - order.filled_quantity


def _foot(order: Order) -> str:
    told = f"주문 {order.number.zfill(NUMBER_WIDTH)}" if order.number else "주문번호 없음"
    elsewhere = " · 다른 곳에서 낸 주문" if order.source is OrderSource.OTHER else ""
    return f"{told} · {order.updated_at.astimezone(KST):%H:%M:%S}{elsewhere}"
