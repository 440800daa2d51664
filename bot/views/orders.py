"""The order card and the pushes about orders."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot import markets
from bot.buttons import Button, Rows
from bot.i18n import Said, later, retold, say
from bot.markets.market import Limits
from bot.markets.words import ORDER_TYPES
from bot.money import POINTS, money
from bot.storage.states import FillSource, IntentKind, IntentState, OrderSource, OrderState
from bot.storage.tables import Fill, Intent, Order
from bot.storage.terms import WON, Figure, OrderType
from bot.trading.presses import AmendOrder, CancelAll, CancelOrder
from bot.typed import typed_line
from bot.views.text import BADGES, bold, number, safe, won
from kis.credentials import Environment
from kis.domestic.codes import Side
from kis.market.clock import KST
from kis.symbols import Instrument

SIDES = Said({Side.BUY: later("매수"), Side.SELL: later("매도")})
WHAT = Said({IntentKind.NEW: later("주문"), IntentKind.AMEND: later("정정"), IntentKind.CANCEL: later("취소")})
AMEND, CANCEL, CANCEL_ALL = "정정", "취소", "취소 전부"
"""What is typed to change an order."""
NO_REASON = later("KIS가 이유를 알려 주지 않았어요.")
NOT_COMPARED = later("⚠️ 지금 KIS에 확인하지 못해, 저장된 기록이에요.")
NUMBER_WIDTH = 10
"""KIS shows an order's number with zeros before it (ODNO)."""
DERIVED = later("KIS 주문 목록이 비어 있어 잔고로 확인한 체결이에요.")
SEVERAL = later("놓친 체결 2건 이상을 모은 수량과 평균 가격이에요.")
LISTED = 20
"""Rows of a list that fit a message well."""

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
    return f"#A{order.short_no} {safe(order.name)} {order.funding.word}{SIDES[order.side]}"


def state(order: Order) -> str:
    """The card's word for where the order stands."""
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
    lines.append(_foot(order))
    return "\n".join(lines)


def buttons(order: Order) -> Rows:
    """정정 and 취소 as long as KIS knows the order and it is open."""
    if order.number is None or not order.state.is_open:
        return ()
    return ((AmendOrder(order.short_no, "").button(say("정정")), CancelOrder(order.short_no).button(say("취소"))),)


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
    what = f"{title(order)} {count(order, quantity)} @{_at(fill.price, order)}"
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


def open_orders(orders: Sequence[Order], badge: str) -> str:
    """미체결."""
    if not orders:
        return say("미체결 주문이 없어요. {badge}", badge=badge)
    lines = [say("{head} {count}건  {badge}", head=bold(say("미체결")), count=number(len(orders)), badge=badge)]
    for order in orders[:LISTED]:
        price = at(order.price, order.order_type, order.currency)
        left = f"{number(order.open_quantity)}/{count(order)}"
        lines.append(f"{title(order)} {left} @{price} · {state(order)}")
    first = f"A{orders[0].short_no}"
    return "\n".join(
        [
            *lines,
            *_more(len(orders)),
            "",
            say(
                "예: {amend} · {cancel} · {all}",
                amend=typed_line(f"{AMEND} {first}"),
                cancel=typed_line(f"{CANCEL} {first}"),
                all=typed_line(CANCEL_ALL),
            ),
        ]
    )


def open_buttons(orders: Sequence[Order]) -> Rows:
    """A cancel button for each of the first orders."""
    live = [order for order in orders if order.number is not None][:6]
    made: list[Button] = [
        CancelOrder(order.short_no).button(say("#A{short_no} 취소", short_no=order.short_no)) for order in live
    ]
    return tuple(tuple(made[start : start + 3]) for start in range(0, len(made), 3))


def fills(rows: Sequence[tuple[Fill, Order]], badge: str, *, day: str) -> str:
    """체결 of a day, newest last."""
    if not rows:
        return say("{day} 체결이 없어요. {badge}", day=day, badge=badge)
    lines = [
        say("{head} {count}건  {badge}", head=bold(say("{day} 체결", day=day)), count=number(len(rows)), badge=badge)
    ]
    lines += [
        f"{fill.filled_at.astimezone(KST):%H:%M:%S} {title(order)} {count(order, fill.quantity)} "
        f"@{_at(fill.price, order)}"
        for fill, order in rows[-LISTED:]
    ]
    return "\n".join([*lines, *_more(len(rows)), *_sums(_orders(rows))])


def able(instrument: Instrument, price: Figure | None, buy: Limits, sell: Limits, badge: str) -> str:
    """가능: at a price, or at market, which is reckoned at the upper limit."""
    currency, unit = markets.currency_of(instrument), markets.of_instrument(instrument).segment.unit
    at = say("시장가 (상한가 기준)") if price is None else money(price, currency)
    cash = "" if buy.cash is None else f" ({money(buy.cash, currency)})"
    return say(
        "{name} {at}  {badge}\n매수가능(미수제외) 최대 {largest}{unit}{cash}\n매도가능 {largest2}{unit}",
        name=bold(instrument.name),
        at=at,
        badge=badge,
        largest=number(buy.largest),
        unit=unit,
        cash=cash,
        largest2=number(sell.largest),
    )


def halted(dropped: int) -> str:
    """정지 holds."""
    void = say(" 확인을 기다리던 {dropped}건도 무효예요.", dropped=number(dropped)) if dropped else ""
    return say(
        "⛔ <b>정지</b>했어요. 새 주문과 정정을 보내지 않아요.{void}\n"
        "이미 접수된 주문은 그대로 있어요. 취소는 할 수 있어요.\n"
        "다시 시작하려면 「재개」라고 보내 주세요.",
        void=void,
    )


def halted_buttons() -> Rows:
    """What to do about the orders that stand."""
    return ((CancelAll().button(say("미체결 모두 취소")),),)


def resumed(lifted: bool) -> str:
    """정지 no longer holds."""
    return say("▶️ <b>재개</b>했어요. 이제 주문을 보낼 수 있어요.") if lifted else say("정지 상태가 아니에요.")


def _sums(orders: Sequence[Order]) -> list[str]:
    """What was bought and sold, a line for each currency."""
    lines = []
    for currency in dict.fromkeys(WON if order.currency == POINTS else order.currency for order in orders):
        mine = [order for order in orders if currency in (order.currency, WON if order.currency == POINTS else "")]
        bought, sold = (sum(_traded(one) for one in mine if one.side is side) for side in (Side.BUY, Side.SELL))
        lines.append(say("매수 {bought} · 매도 {sold}", bought=money(bought, currency), sold=money(sold, currency)))
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
    return [say("… 외 {count}건", count=number(count - LISTED))] if count > LISTED else []


def _note(order: Order, change: Intent | None) -> str | None:
    left = count(order, _left(order))
    match order.state:
        case OrderState.UNKNOWN:
            return say("⏳ KIS의 답이 없어요. 다시 보내지 않고 주문 목록에서 찾고 있어요.")
        case OrderState.EXPIRED:
            return say("장이 끝나 남은 {left:은/는} 효력을 잃었어요.", left=left)
        case OrderState.CANCELLED if _left(order):
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
    told = say("주문 {number}", number=order.number.zfill(NUMBER_WIDTH)) if order.number else say("주문번호 없음")
    elsewhere = say(" · 다른 곳에서 낸 주문") if order.source is OrderSource.OTHER else ""
    return f"{told} · {order.updated_at.astimezone(KST):%H:%M:%S}{elsewhere}"
