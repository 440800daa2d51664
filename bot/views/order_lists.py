"""Lists of orders and fills, what could be ordered, and the halt."""

from __future__ import annotations

from collections.abc import Sequence

from bot import markets
from bot.buttons import Button, Rows
from bot.i18n import later, say
from bot.markets.market import Limits
from bot.money import POINTS, money
from bot.storage.tables import Fill, Order
from bot.storage.terms import WON, Figure
from bot.trading.presses import CancelAll, CancelOrder
from bot.typed import typed_line
from bot.views.orders import AMEND, CANCEL, CANCEL_ALL, at, count, paid, state, title
from bot.views.text import bold, number
from kis.domestic.codes import Side
from kis.market.clock import KST
from kis.symbols import Instrument

NOT_COMPARED = later("⚠️ 지금 KIS에 확인하지 못해, 저장된 기록이에요.")
LISTED = 20
"""Rows of a list that fit a message well."""


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
        f"@{paid(fill.price, order)}"
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


def halted(dropped: int, reserved: int = 0) -> str:
    """정지 holds. What is reserved stands at KIS, which sends it all the same."""
    void = say(" 확인을 기다리던 {dropped}건도 무효예요.", dropped=number(dropped)) if dropped else ""
    text = say(
        "⛔ <b>정지</b>했어요. 새 주문과 정정을 보내지 않아요.{void}\n"
        "이미 접수된 주문은 그대로 있어요. 취소는 할 수 있어요.\n"
        "다시 시작하려면 「재개」라고 보내 주세요.",
        void=void,
    )
    if not reserved:
        return text
    line = typed_line("예약 취소 전부")
    return f"{text}\n" + say(
        "⚠️ 예약 {count}건은 KIS에 있어서 그대로 나가요. 없애려면: {line}", count=reserved, line=line
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


def _orders(rows: Sequence[tuple[Fill, Order]]) -> list[Order]:
    return list({order.id: order for _, order in rows}.values())


def _more(count: int) -> list[str]:
    return [say("… 외 {count}건", count=number(count - LISTED))] if count > LISTED else []
